"""The end of a program of the command line whose heap is full: Node's text, and SIGABRT.

Some facts:
- V8 asks a callback for a higher limit when a heap is nearly full, and ends the process by a breakpoint instruction if it gets none.
- Node writes ``FATAL ERROR: …`` and aborts the process, which a shell shows as code 134.
- Where jsrun limits a heap it terminates the JavaScript that runs, and a loop that catches that or allocates in optimized code goes on for ever.

- V8's own limit is 1.4 GB. Node takes half of the memory there is, and at most 2 GB, or 4 GB on a machine with 15 GB.

What this means here:
- The callback may take heap snapshots before (``--heapsnapshot-near-heap-limit``), for each of which it raises the limit.
- The main isolate has Node's limit, or that of ``--max-old-space-size``, as a limit of V8's, and a callback that ends the process at once.
"""

from __future__ import annotations

import ctypes
import os

from anode.engine.v8.library import functions

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

_TEXT = b"\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n"
_MORE = 16 << 20  # bytes by which the limit is raised for a snapshot
_kept: list[Any] = []  # V8 has only its address


def default_limit() -> int:
    """The most bytes that the old generation of a program's heap may take, as in Node."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        with open("/sys/fs/cgroup/memory.max") as file:  # the limit of a container
            memory = min(memory, int(file.read()))
    except (OSError, ValueError):  # none, or "max"
        pass
    return min(memory // 2, 4 << 30 if memory >= 15 << 30 else 2 << 30)


class Snapshots:
    """The heap snapshots to write, into ``folder``, before the program ends. ``left`` is how many more."""

    left = 0
    folder = ""
    _number = 0
    _taking = False

    @classmethod
    def take(cls, isolate: int) -> None:
        """Write one, under Node's name."""
        from time import strftime

        from anode.engine.v8.inspector import heap_snapshot  # few programs ask

        cls.left -= 1
        cls._number += 1
        path = os.path.join(cls.folder, f"Heap.{strftime('%Y%m%d.%H%M%S')}.{os.getpid()}.0.{cls._number:03}.heapsnapshot")
        cls._taking = True
        try:
            with open(path, "wb") as file:
                heap_snapshot.take(isolate, file.write)
        except OSError as error:
            os.write(2, f"{path}: {error.strerror}\n".encode("utf-8", "replace"))
        cls._taking = False

    @classmethod
    def taking(cls) -> bool:
        """Whether one is being written, which takes memory, too."""
        return cls._taking


def _end(isolate: int | None, limit: int, first: int) -> int:
    if Snapshots.taking():
        return limit + _MORE
    if Snapshots.left > 0 and isolate is not None:
        Snapshots.take(isolate)
        return limit + max(limit // 4, _MORE)
    os.write(2, _TEXT)
    os.abort()


def install() -> None:
    """End the process when the heap of this thread's isolate is full. Inside an op."""
    v8 = functions("heap-end")
    if v8:
        callback = ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t)(_end)
        _kept.append(callback)
        isolate = v8["Isolate__GetCurrent"]()
        v8["Isolate__AddNearHeapLimitCallback"](isolate, ctypes.cast(callback, ctypes.c_void_p), isolate)
