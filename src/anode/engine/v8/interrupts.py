"""Calls of JavaScript that can be ended while the isolate goes on: after a time, or by SIGINT. node:vm's ``timeout`` and ``breakOnSigint``.

Some facts:
- ``TerminateExecution``, from any thread, ends the JavaScript of an isolate wherever it is. The termination passes through every JavaScript frame and
  cannot be caught. V8 goes on with it until ``CancelTerminateExecution`` is called with no JavaScript frame above.
- Runs nest: a script with a time limit can run another one.

What this means here:
- Each run is a call of *native* (native.py): the Python frame below the script is the place where a termination is cancelled.
- A termination aimed at an outer run passes through the inner runs: each cancels it, returns, and asks for it again.
"""

from __future__ import annotations

import _thread
from collections.abc import Callable
from time import sleep

from anode.engine.ops import Numbers
from anode.engine.v8.native import Call

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions

_GRACE = 0.02  # seconds


class Outcome(Numbers):
    """How a call of JavaScript that can be ended has ended."""

    COMPLETED, TIMED_OUT, INTERRUPTED = range(3)


class Run:
    """One call that can be ended. :meth:`end` may be called from any thread."""

    __slots__ = ("_isolate", "_lock", "_terminate", "open", "outcome")

    def __init__(self, isolate: int, terminate: Callable[[int], None]) -> None:
        self._isolate = isolate
        self._terminate = terminate
        self._lock = _thread.allocate_lock()
        self.open = True
        self.outcome = Outcome.COMPLETED

    def end(self, why: int) -> None:
        """End the call, unless it has ended."""
        with self._lock:
            if self.open and self.outcome == Outcome.COMPLETED:
                self.outcome = why
                self._terminate(self._isolate)

    def close(self) -> int:
        """Note that the call has returned; how it ended."""
        with self._lock:
            self.open = False
            return self.outcome


class Interrupts:
    """The runs of one isolate. ``listen`` is called with a listener while a run wants to be ended by SIGINT, and with None afterwards."""

    def __init__(self, v8: Functions, listen: Callable[[Callable[[], None] | None], None]) -> None:
        self._v8 = v8
        self._listen = listen
        self._runs: list[Run] = []
        self._interruptible: list[Run] = []

    def run(self, call: Call) -> None:
        """``(function, milliseconds, signal)``: call ``function``; how the call ended. 0 milliseconds are no limit."""
        v8 = self._v8
        limit, signal = call.integer(2), bool(call.integer(3))
        run = Run(call.isolate, v8["Isolate__TerminateExecution"])
        self._runs.append(run)
        done = _thread.allocate_lock()
        done.acquire()
        if limit > 0:

            def watch() -> None:
                if not done.acquire(timeout=limit / 1000):
                    run.end(Outcome.TIMED_OUT)

            _thread.start_new_thread(watch, ())
        if signal:
            self._attend(run)
        completed = v8["Function__Call"](call.value(1), call.context, v8["Context__Global"](call.context), 0, None)
        done.release()
        outcome = run.close()
        self._runs.pop()
        if signal:
            self._ignore()
        if outcome == Outcome.COMPLETED:
            if completed:
                call.answer_integer(outcome)
            return
        v8["Isolate__CancelTerminateExecution"](call.isolate)
        call.answer_integer(outcome)
        for outer in self._runs:
            if outer.outcome != Outcome.COMPLETED:
                v8["Isolate__TerminateExecution"](call.isolate)

    def _attend(self, run: Run) -> None:
        self._interruptible.append(run)
        if len(self._interruptible) == 1:
            self._listen(self._on_signal)

    def _ignore(self) -> None:
        self._interruptible.pop()
        if not self._interruptible:
            self._listen(None)

    def _on_signal(self) -> None:
        # A program often sends SIGINT in answer to a message of the script. The op that sends the message may not have returned: ended in the middle,
        # it would leave its handle waiting for ever. So it gets time to return.
        sleep(_GRACE)
        for run in self._interruptible[-1:]:
            run.end(Outcome.INTERRUPTED)
