"""Calls of JavaScript that can be ended while the isolate goes on: node:vm's ``timeout`` and ``breakOnSigint``, and a host's event loop.

Some facts:
- ``TerminateExecution``, from any thread, ends the JavaScript of an isolate wherever it is. The termination passes through every JavaScript frame and
  cannot be caught. V8 goes on with it until ``CancelTerminateExecution`` is called with no JavaScript frame above.
- Runs nest: a script with a time limit can run another one.
- deno_core's loop, which calls the event loop, does not go on after a termination.

What this means here:
- Each run is a call of *native* (native.py): the Python frame below the script is the place where a termination is cancelled.
- A termination aimed at an outer run passes through the inner runs: each cancels it, returns, and asks for it again.
- Where Python is the host, the event loop runs inside a function of V8's own, the *guard*. The loop leaves it every few milliseconds. If the
  host has asked for a termination, the guard cancels it and returns.
"""

from __future__ import annotations

import _thread
import ctypes
from _collections_abc import Callable
from time import sleep

from anode.engine.ops import Numbers
from anode.engine.v8.library import functions
from anode.engine.v8.native import Call
from anode.engine.v8.signatures import P

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


class Guard:
    """One isolate's. Made on its thread, inside an op.

    ``ended`` says whether the host asked for a termination, ``left`` is called when the loop has left the guard: a termination that comes later would end
    deno_core's loop. :attr:`inside` says whether it is in there.
    """

    def __init__(self, ended: Callable[[], bool], left: Callable[[], None]) -> None:
        self._v8: Functions = {}
        self._ended = ended
        self._left = left
        self.inside = False
        self.isolate = 0
        self._callback = ctypes.CFUNCTYPE(None, P)(self._run)  # kept here, because V8 has only its address

    def hand_over(self) -> bool:
        """Put the function into the cell (cell.py); false where the engine does not let us."""
        self._v8 = v8 = functions("interrupts")
        if not v8:
            return False
        self.isolate = isolate = v8["Isolate__GetCurrent"]()
        function = v8["Function__New"](v8["Isolate__GetCurrentContext"](isolate), ctypes.cast(self._callback, P), None, 0, 0, 0)
        v8["Context__SetContinuationPreservedEmbedderData"](isolate, function)
        return True

    def _run(self, info: int) -> None:
        v8 = self._v8
        context = v8["Isolate__GetCurrentContext"](self.isolate)
        body = v8["FunctionCallbackInfo__Get"](info, 0)
        self.inside = True
        if not v8["Function__Call"](body, context, v8["Context__Global"](context), 0, None) and self._ended():
            v8["Isolate__CancelTerminateExecution"](self.isolate)
        self.inside = False
        self._left()
