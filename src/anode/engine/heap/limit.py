"""A limit of one isolate's heap whose passing ends the JavaScript that runs, and not the process.

Some facts:
- V8 asks a callback of the embedder's for a higher limit when a heap is nearly full, in the middle of a garbage collection, on the thread that runs
  JavaScript. Without a higher limit it ends the process.
- It reads the limit itself from the flag ``--max-heap-size`` when it makes the isolate.
- ``TerminateExecution`` takes effect at the next loop or call of JavaScript's; until then a builtin may allocate more.
- The limit that jsrun sets ends the process where a thread has entered the isolate.
- A KeyboardInterrupt can be raised at the first bytecode of a function that C calls, and ctypes would answer V8 with 0.

What this means here:
- The callback has another thread terminate what runs, again and again until it has ended, and allows generously more for the way out.
- Every loop can be ended: see ``--no-turboshaft-loop-unrolling`` in v8/settings.py.
- The callback is ``send`` of a generator that waits in a ``try``. It takes the first of V8's three arguments alone.
- After the termination, with JavaScript off the stack, the heap is collected and the limit set back: to a quarter more than what is still in use, where
  that is above the limit.
"""

from __future__ import annotations

import _thread
import ctypes
from time import sleep

from anode.engine.v8.library import functions
from anode.engine.v8.settings import semi_space_flags, set_flags

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_P = ctypes.c_void_p
_MORE = 256 << 20  # bytes
_AGAIN = 0.005  # seconds
_flags = _thread.allocate_lock()


class MaxHeapSize:
    """``with``: isolates are made with a heap of ``limit`` bytes at most, an old generation of ``old`` bytes, and semi-spaces of ``semi_space`` MB.

    Nothing given is V8's own choice.
    """

    def __init__(self, limit: int | None, old: int | None = None, semi_space: int = 0) -> None:
        self._limit = limit
        self._old = old
        self._semi_space = semi_space

    def __enter__(self) -> None:
        _flags.acquire()  # the flags are the process's, and other threads make isolates too
        if self._limit is not None:
            set_flags(f"--max-heap-size={max(1, self._limit >> 20)}")
        if self._old is not None:
            set_flags(f"--max-old-space-size={max(1, self._old >> 20)}")
        if self._semi_space:
            set_flags(f"--min-semi-space-size={self._semi_space} --max-semi-space-size={self._semi_space}")

    def __exit__(self, *_: object) -> None:
        if self._limit is not None:
            set_flags("--max-heap-size=0")
        if self._old is not None:
            set_flags("--max-old-space-size=0")
        if self._semi_space:
            set_flags(semi_space_flags())
        _flags.release()


class HeapLimit:
    """The limit of the isolate whose thread this is. ``on_reached`` is called in the middle of a garbage collection.

    ``on_error`` gets an exception that a signal handler raises meanwhile.
    """

    def __init__(self, limit: int, on_reached: Callable[[], None], on_error: Callable[[BaseException], None]) -> None:
        self._v8 = v8 = functions("heap-limit")
        self._isolate = v8["Isolate__GetCurrent"]()
        self._limit = limit
        self._allowed = limit
        self._on_reached = on_reached
        self._on_error = on_error
        self._settling = False
        self._ending = False  # a thread terminates what runs
        self._lock = _thread.allocate_lock()
        self.reached = False
        self._answers = self._answer()
        next(self._answers)
        self._callback = ctypes.CFUNCTYPE(ctypes.c_size_t, _P)(self._answers.send)
        self._address = ctypes.cast(self._callback, _P)
        v8["Isolate__AddNearHeapLimitCallback"](self._isolate, self._address, None)

    def _answer(self) -> Generator[int, int, None]:
        # The inner loop is inside ``try``: Python also handles signals where a loop jumps back.
        while True:
            try:
                while True:
                    yield self._allowed
                    self._allowed += _MORE
                    if not self._settling:
                        self.reached = True
                        if not self._ending:
                            self._ending = True
                            _thread.start_new_thread(self._end, ())
                        self._on_reached()
            except GeneratorExit:
                return
            except BaseException as error:
                self._allowed += _MORE  # it may have come before the first
                self.reached = True
                self._on_error(error)

    def _end(self) -> None:
        while True:
            with self._lock:
                if not self._ending:
                    return
                self._v8["Isolate__TerminateExecution"](self._isolate)
            sleep(_AGAIN)

    def calm(self) -> None:
        """Terminate no more: what ran has ended, or the isolate is gone."""
        with self._lock:
            self._ending = False

    def settle(self) -> bool:
        """Whether the limit was reached. Then the garbage is collected and the limit set back; with no JavaScript on the stack that runs."""
        if not self.reached:
            return False
        self._settling = True
        v8, isolate = self._v8, self._isolate
        v8["Isolate__LowMemoryNotification"](isolate)
        v8["Isolate__RemoveNearHeapLimitCallback"](isolate, self._address, self._limit)
        v8["Isolate__AddNearHeapLimitCallback"](isolate, self._address, None)
        self._allowed = self._limit
        self.reached = self._settling = False
        return True

    def remove(self) -> None:
        """Ask V8 to call back no more."""
        self._v8["Isolate__RemoveNearHeapLimitCallback"](self._isolate, self._address, 0)
