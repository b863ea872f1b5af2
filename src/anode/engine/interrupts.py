"""JavaScript that may be ended while the isolate goes on: after a time, or by a signal.

V8 ends what runs wherever it is, and what ended goes up through all of JavaScript's frames; only a frame of ours below can call that
off. Runs may stand in one another: what ends an outer one passes the inner ones by.
"""

from __future__ import annotations

import _thread
from collections.abc import Callable
from time import sleep

from anode.engine.native import Call

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

_GRACE = 0.02  # seconds
COMPLETED, TIMED_OUT, INTERRUPTED = 0, 1, 2


class Run:
    """One call that may be ended. :meth:`end` may be called from any thread."""

    __slots__ = ("_isolate", "_lock", "_terminate", "open", "outcome")

    def __init__(self, isolate: int, terminate: Callable[[int], None]) -> None:
        self._isolate = isolate
        self._terminate = terminate
        self._lock = _thread.allocate_lock()
        self.open = True
        self.outcome = COMPLETED

    def end(self, why: int) -> None:
        """End it, if it has not ended."""
        with self._lock:
            if self.open and self.outcome == COMPLETED:
                self.outcome = why
                self._terminate(self._isolate)

    def close(self) -> int:
        """It has ended; how."""
        with self._lock:
            self.open = False
            return self.outcome


class Interrupts:
    """The runs of one isolate; ``on_signal`` is set while one wants to be ended by SIGINT."""

    def __init__(self, v8: dict[str, Callable[..., Any]], listen: Callable[[Callable[[], None] | None], None]) -> None:
        self._v8 = v8
        self._listen = listen
        self._runs: list[Run] = []
        self._interruptible: list[Run] = []

    def run(self, call: Call) -> None:
        """``native(0, function, milliseconds, signal)``: call ``function``; how it ended."""
        v8 = self._v8
        limit, signal = call.integer(2), bool(call.integer(3))
        run = Run(call.isolate, v8["Isolate__TerminateExecution"])
        self._runs.append(run)
        done = _thread.allocate_lock()
        done.acquire()
        if limit > 0:

            def watch() -> None:
                if not done.acquire(timeout=limit / 1000):
                    run.end(TIMED_OUT)

            _thread.start_new_thread(watch, ())
        if signal:
            self._attend(run)
        completed = v8["Function__Call"](call.value(1), call.context, v8["Context__Global"](call.context), 0, None)
        done.release()
        outcome = run.close()
        self._runs.pop()
        if signal:
            self._ignore()
        if outcome == COMPLETED:
            if completed:
                call.answer_integer(outcome)
            return
        v8["Isolate__CancelTerminateExecution"](call.isolate)
        call.answer_integer(outcome)
        for outer in self._runs:
            if outer.outcome != COMPLETED:
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
        # Who sends it may do so because of what the script has just sent. That call is ours, and comes to its end first: ended
        # in the middle it would leave its handle waiting for ever.
        sleep(_GRACE)
        for run in self._interruptible[-1:]:
            run.end(INTERRUPTED)
