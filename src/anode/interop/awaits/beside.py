"""Calls that run beside the loop of their caller.

Some facts:
- A call runs JavaScript on the calling thread (direct.py). A coroutine's thread has other tasks to run.
- A stack of V8's frames cannot change over to another thread: it must be decided before a call where it runs.
- An async function runs up to its first ``await`` when it is called, and may compute for any time until then.
- To hand a call to another thread and to wait for its end takes 14 µs, and keeps nothing from running if the wait is short.

What this means here:
- A thread of the Runtime's own makes these calls, one after the other.
- The caller waits for a millisecond at most: most calls have ended by then. It does not wait where that thread or the isolate is busy, nor for a function
  that has taken longer before.
- Later direct calls of any thread wait until these calls have had their turn (limits/calls.py).
"""

from __future__ import annotations

import _thread
from _queue import Empty, SimpleQueue
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from anode.interop.awaits.awaitables import calling_loop, running_loop
from anode.interop.awaits.outcome import Outcome
from anode.interop.awaits.pending import Pending
from anode.interop.errors import Interrupted
from anode.interop.limits import timeout
from anode.interop.limits.calls import Limited

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from anode.interop.limits.background import Background
    from anode.interop.limits.calls import Gated
    from anode.interop.limits.endings import Endings

    class Direct(Protocol):
        """The isolate's direct calls."""

        endings: Endings
        gated: Gated

        def use_gated(self) -> None: ...

    class Bridge(Protocol):
        """The isolate's Bridge."""

        background: Background

        @property
        def direct(self) -> Direct | None: ...
        def expect(self, settle: Callable[[Any, BaseException | None], None]) -> int: ...
        def abandon(self, number: int) -> None: ...
        def start_call(self, call: Any, number: int, function: Any, this: Any, args: Any) -> Any: ...


_BUDGET = 0.001  # seconds that a caller waits
_IDLE = 10.0  # seconds without a call after which the thread ends
_MANY = 1000  # functions that are known to take long
_LONG = 1.0  # seconds that JavaScript of the background has to come to its end after a call was cancelled

QUEUED, RUNNING, WAITING, ENDED = range(4)


class Call:
    """One call. ``promise`` is the proxy of the promise that it has given, where that was not settled at once."""

    __slots__ = (
        "_args",
        "_bridge",
        "_context",
        "_function",
        "_lock",
        "_number",
        "_state",
        "_this",
        "begun",
        "limited",
        "outcome",
        "promise",
    )

    def __init__(self, bridge: Bridge, function: Any, this: Any, args: tuple[Any, ...]) -> None:
        direct = bridge.direct
        assert direct is not None
        self._bridge = bridge
        self._function = function
        self._this = this
        self._args = args
        self._context = copy_context()
        self._context.run(calling_loop.set, running_loop())
        self._lock = _thread.allocate_lock()  # held until the function has returned
        self._lock.acquire()
        self._number = 0
        self._state = QUEUED
        self.limited = Limited(direct.endings, 0)
        self.outcome = Outcome(self.cancel)
        self.promise: Any = None

    def run(self) -> None:
        """Make the call, on the thread for that."""
        self._state = RUNNING
        try:
            self._context.run(self._run)
        except BaseException as error:
            self._state = ENDED
            self._bridge.abandon(self._number)
            self.outcome.settle(None, error)
        finally:
            self._function = self._this = None
            self._args = ()
            self._lock.release()

    def _run(self) -> None:
        direct = self._bridge.direct
        assert direct is not None
        self.limited.check()
        self._number = self._bridge.expect(self.outcome.settle)
        limit = timeout.current()

        def call(verb: int, args: tuple[Any, ...]) -> Any:
            return direct.gated.run(self.limited, limit, verb, args)

        if limit is None:
            result = self._bridge.start_call(call, self._number, self._function, self._this, self._args)
        else:
            with timeout.running(self.limited, None):
                result = self._bridge.start_call(call, self._number, self._function, self._this, self._args)
        if type(result) is Pending:
            self.promise = result.promise
            self._state = WAITING
        else:
            self._state = ENDED
            self._bridge.abandon(self._number)
            self.outcome.settle(result, None)

    def wait(self, seconds: float = -1) -> bool:
        """Wait until the function has returned."""
        if not self._lock.acquire(timeout=seconds):
            return False
        self._lock.release()
        return True

    def cancel(self, why: BaseException) -> None:
        """Nothing waits for the call any more: end its JavaScript if it runs."""
        state = self._state
        if state in (QUEUED, RUNNING):
            self.limited.refuse(Interrupted("the call was cancelled"))
        elif state == WAITING:
            self._bridge.abandon(self._number)
            # What it runs in the background, if that is what runs for ever.
            _thread.start_new_thread(self._bridge.background.end, (Interrupted("the call of it was cancelled"), _LONG))


class Beside:
    """One isolate's thread for these calls."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._calls: SimpleQueue[Call | None] = SimpleQueue()
        self._lock = _thread.allocate_lock()
        self._running = False
        self._under_way = 0
        self._closed = False
        self._slow: set[int] = set()  # functions, by number, that have taken longer than the budget

    def start(self, function: Any, this: Any, args: tuple[Any, ...]) -> Call:
        """Begin a call; it may have ended when this returns."""
        direct = self._bridge.direct
        assert direct is not None
        call = Call(self._bridge, function, this, args)
        number = function.__js_number__
        waits = not self._under_way and direct.gated.free and number not in self._slow
        with self._lock:
            self._under_way += 1
            if not self._running:
                self._running = True
                _thread.start_new_thread(self._run, ())
        self._calls.put(call)
        if self._closed:
            self._refuse()
        if not waits or not call.wait(_BUDGET):
            if waits:
                if len(self._slow) > _MANY:
                    self._slow.clear()
                self._slow.add(number)
            direct.gated.last = call
            direct.use_gated()
        return call

    def _run(self) -> None:
        while True:
            try:
                call = self._calls.get(timeout=_IDLE)
            except Empty:
                with self._lock:
                    if self._under_way:
                        continue
                    self._running = False
                    return
            if call is None:
                self._refuse()
                return
            call.run()
            del call
            with self._lock:
                self._under_way -= 1

    def _refuse(self) -> None:
        # The Runtime has ended: the calls in the queue raise that.
        while not self._calls.empty():
            call = self._calls.get()
            if call is not None:
                call.run()

    def close(self) -> None:
        """End the thread."""
        self._closed = True
        self._calls.put(None)
