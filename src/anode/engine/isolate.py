"""One isolate: V8 and the thread it lives on.

Some facts:
- jsrun starts a thread for each isolate. While it has nothing to run, it spins at 100% CPU.
- Its objects may only be used on the thread that made them.
- ``close()`` waits for the isolate's thread with the GIL held, and does not join it. Python ending beside a thread that is not yet gone crashes.
- The isolate's thread lets go of Python objects without the GIL; the next call of jsrun, of any isolate, releases them.

What this means here:
- A first op pins the thread (:func:`abi.pin`). From then on it runs JavaScript or sleeps in the poll of its event loop.
- A control thread creates and ends the isolate, and calls it.
- ``close()`` comes when the isolate's thread is out of its last op, and is followed by a wait for the thread's end and one more call of jsrun.
"""

from __future__ import annotations

import _thread
import os
import sys
from _collections_abc import Callable
from time import sleep

from anode.engine import abi
from anode.engine.codec import dumps
from anode.engine.control import Control, control
from anode.engine.heap import end as heap_end
from anode.engine.heap.limit import MaxHeapSize
from anode.engine.heap.resources import Resources
from anode.engine.memory import HugePages
from anode.engine.v8.settings import limit_stack, make_errors_cheap
from anode.errors import describe

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Loop(Protocol):
        """The event loop that runs on the isolate's thread."""

        thread: int
        send: Callable[[str, bytes, tuple[bytes, ...]], None] | None
        before_dispose: list[Callable[[], None]]

        def enter(self) -> None: ...
        def turn(self, delay: float, flags: int, text: str, *buffers: Any) -> Any: ...
        def submit(self, text: str, buffers: tuple[bytes, ...]) -> None: ...
        def stop(self) -> None: ...


class Isolate:
    """Made on the thread of ``owner``, on which every method but :meth:`stop` is called.

    ``boot`` is the snapshot; ``dispatch`` runs an op by its index; ``on_end`` is called once, when the isolate and its thread are gone;
    ``alone`` says that it is a program's main isolate, with no Python program around it; ``heap_limit``, ``soft_limit`` and ``old_limit`` are in bytes:
    the engine ends the isolate at the first, asks a :class:`HeapLimit` at the second, and ends the process at the third. ``resources`` are a worker's.
    """

    def __init__(
        self,
        boot: bytes,
        loop: Loop,
        dispatch: Callable[..., Any],
        on_end: Callable[[], None],
        *,
        alone: bool,
        heap_limit: int | None = None,
        soft_limit: int | None = None,
        old_limit: int | None = None,
        resources: Resources | None = None,
        owner: Control = control,
    ) -> None:
        self.owner = owner
        self.pinned = False
        self._loop = loop
        self._on_end = on_end
        self._alone = alone
        self._state = 0
        self._closed = False
        self._native_thread = 0
        ops: dict[str, Callable[..., Any]] = {
            "pin": self._pin,
            "dispatch": dispatch,
            "turn": loop.turn,
            "flush": self._flush,
            "send": self._send,
            "end": self._end,
        }
        self._kept: list[Any] = list(ops.values())  # see close()
        self._resources = resources
        self._at_limit: Any = None  # V8 has only its address
        if resources is not None:
            old_limit = resources.old
            resources.set_flags()
        with MaxHeapSize(soft_limit, old_limit, resources.semi_space if resources else 0), HugePages(2 * len(boot) if alone else 0):
            self._runtime = abi.make_runtime(boot, heap_limit)
            self._ids = abi.register(self._runtime, ops, alone=alone)

    def _pin(self) -> None:
        self._state = abi.pin()
        self.pinned = True
        self._native_thread = _thread.get_native_id()
        make_errors_cheap()
        limit_stack()
        if self._alone:
            self._at_limit = heap_end.install()
        if self._resources is not None:
            self._resources.install()
        self._loop.enter()

    def _end(self) -> None:
        # The pump does not run again. The thread must be unpinned before it is idle.
        abi.unpin()
        self.pinned = False
        self.owner.post(self.close)

    def _flush(self, text: str, *buffers: bytes) -> None:
        if text:
            self._loop.submit(text, buffers)

    def _send(self, text: str, meta: bytes, *buffers: bytes) -> list[Any] | None:
        # Writes that leave before the turn ends; not an op of the table, because each call on the way shows in requests per second.
        try:
            assert self._loop.send is not None
            self._loop.send(text, meta, buffers)
        except BaseException as error:
            return describe(error, "write")
        return None

    def start(self, options: dict[str, Any]) -> None:
        """Run the program: returns at once, the loop goes on on the isolate's thread."""
        config = dumps({**options, **self._ids})
        # The text reaches JavaScript as a JSON string: no part of it is ever read as code.
        lent = abi.lend_datetime(self._alone)
        self._runtime.eval(f"globalThis.__anode.start(JSON.parse({dumps(config)}))")
        if lent:
            abi.return_datetime()

    def stop(self) -> None:
        """Ask the loop to end; from any thread. JavaScript that never returns to the loop needs :meth:`terminate`."""
        self._loop.stop()

    def terminate(self) -> bool:
        """End JavaScript wherever it is; false where that could deadlock (see ``abi.terminate``)."""
        return not self._closed and abi.terminate(self._runtime)

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` has been called."""
        return self._closed

    @property
    def out_of_memory(self) -> bool:
        """Whether the engine has ended the program at its heap limit: nothing else does that by itself."""
        return not self._closed and bool(self._runtime.is_closed())

    def close(self) -> None:
        """End the isolate, whose loop has ended or which was terminated, and its thread."""
        if self._closed:
            return
        self._closed = True
        thread = self._loop.thread
        while thread in sys._current_frames():
            sleep(0.0002)
        for tell in self._loop.before_dispose:
            tell()
        self._runtime.close()
        self._wait_for_thread()
        # Objects that the thread has let go of are released here, while _kept still refers to them. Otherwise abi.terminate() of another
        # isolate, which holds no GIL, could release the last reference.
        self._runtime.is_closed()
        self._kept.clear()
        self._runtime = None  # freed by this thread, and no other
        if self.pinned:
            self.pinned = False
            abi.drop(self._state)
        self._on_end()

    def _wait_for_thread(self) -> None:
        for _ in range(2000):
            if not os.path.exists(f"/proc/self/task/{self._native_thread}"):
                return
            sleep(0.0005 if sys.platform == "linux" else 0)
        if sys.platform != "linux":
            sleep(0.005)
