"""The end of a program of the command line whose heap is full, Node's text and SIGABRT, and of a worker.

Some facts:
- V8 asks a callback for a higher limit when a heap is nearly full, and ends the process by a breakpoint instruction if it gets none.
- Node writes ``FATAL ERROR: …`` and aborts the process, which a shell shows as code 134.
- Where jsrun limits a heap it terminates the JavaScript that runs, and a loop that catches that or allocates in optimized code goes on for ever.

- V8's own limit is 1.4 GB. Node takes half of the memory there is, and at most 2 GB, or 4 GB on a machine with 15 GB.

What this means here:
- The callback may take heap snapshots before (``--heapsnapshot-near-heap-limit``), for each of which it raises the limit.
- A worker has a limit in the same way, at which what runs in it is terminated: a builtin that is under way may allocate more.
- The main isolate has Node's limit, or that of ``--max-old-space-size``, as a limit of V8's, and a callback that ends the process at once.
"""

from __future__ import annotations

import ctypes
import os

from anode.engine.v8.library import functions

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_TEXT = b"\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n"
_MORE = 16 << 20  # bytes by which the limit is raised for a snapshot
_WAY_OUT = 256 << 20  # bytes that the end of a worker's JavaScript may take
_callback_type = ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t)


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
    """The heap snapshots to write, into ``folder``, before a heap that is full ends its thread. ``left`` is how many more."""

    def __init__(self, left: int = 0, folder: str = "", thread: int = 0) -> None:
        self.left = left
        self.folder = folder
        self._thread = thread
        self._number = 0
        self.taking = False  # which takes memory, too

    def take(self, isolate: int) -> None:
        """Write one, under Node's name."""
        from time import strftime

        from anode.engine.v8.inspector import heap_snapshot  # few programs ask

        self.left -= 1
        self._number += 1
        name = f"Heap.{strftime('%Y%m%d.%H%M%S')}.{os.getpid()}.{self._thread}.{self._number:03}.heapsnapshot"
        path = os.path.join(self.folder, name)
        self.taking = True
        try:
            with open(path, "wb") as file:
                heap_snapshot.take(isolate, file.write)
        except OSError as error:
            os.write(2, f"{path}: {error.strerror}\n".encode("utf-8", "replace"))
        self.taking = False


of_main = Snapshots()


def _answer(snapshots: Snapshots, on_full: Callable[[int], None]) -> Callable[[int | None, int, int], int]:
    """What V8 calls when a heap is nearly full: it takes the snapshots that are asked for, and then calls ``on_full``, once."""
    told = False

    def near(isolate: int | None, limit: int, first: int) -> int:
        nonlocal told
        if snapshots.taking:
            return limit + _MORE
        assert isolate is not None
        if snapshots.left > 0:
            snapshots.take(isolate)
            return limit + max(limit // 4, _MORE)
        if not told:
            told = True
            on_full(isolate)
        return limit + _WAY_OUT

    return near


def _abort(isolate: int) -> None:
    os.write(2, _TEXT)
    os.abort()


def install(snapshots: Snapshots = of_main, on_full: Callable[[int], None] = _abort) -> Any:
    """Call ``on_full`` with the isolate when the heap of this thread's isolate is full: it ends the process, or the JavaScript that runs. Inside an op.

    The caller keeps what is returned, of which V8 has only the address.
    """
    v8 = functions("heap-end")
    if not v8:
        return None
    callback = _callback_type(_answer(snapshots, on_full))
    isolate = v8["Isolate__GetCurrent"]()
    v8["Isolate__AddNearHeapLimitCallback"](isolate, ctypes.cast(callback, ctypes.c_void_p), isolate)
    return callback
