"""Ending the JavaScript of one isolate, from any thread, without harm to what runs after it.

Some facts:
- ``TerminateExecution`` marks the isolate. The JavaScript that runs next ends, whatever it is, until ``CancelTerminateExecution``.
- Python and JavaScript call each other in turn. A termination that an inner call has cancelled is gone for the outer one, too.

What this means here:
- The call to be ended has a *depth*: 0 for a call that no JavaScript surrounds, and for what the event loop runs; more for calls out of
  Python functions that JavaScript has called.
- A thread that ends a call sets :attr:`Endings.attention`, then looks whether the call still runs, and terminates it, all under one lock.
  A call that ends says first that it does not run any more, and then looks at :attr:`Endings.attention`. So one of the two sees the other, and
  :meth:`Endings.take` waits for the lock: no termination is left to the next call.
- An inner call that ends for an outer one raises, and its Python function returns to JavaScript, which is terminated again
  (:meth:`Endings.go_on`).
"""

from __future__ import annotations

import _thread
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from anode.engine.v8.library import Functions


class Endings:
    """One isolate's."""

    def __init__(self, v8: Functions, isolate: int) -> None:
        self.attention = False  # a call that ends has to look at why
        self._v8 = v8
        self._isolate = isolate
        self._lock = _thread.allocate_lock()
        self._error: BaseException | None = None
        self._depth = 0
        self._shut = False

    def shut(self) -> None:
        """End nothing any more: the isolate is about to go."""
        with self._lock:
            self._shut = True

    def end(self, error: BaseException, depth: int, runs: Callable[[], bool]) -> bool:
        """End what runs at ``depth`` if it still ``runs``; whether it did. The call raises ``error``."""
        with self._lock:
            self.attention = True
            if self._shut or not runs():
                return False
            if self._error is None or depth < self._depth:
                self._error, self._depth = error, depth
            self._v8["Isolate__TerminateExecution"](self._isolate)
            return True

    def take(self, depth: int) -> BaseException | None:
        """The exception for JavaScript at ``depth``, which has ended; it may go on to an outer call."""
        with self._lock:
            error = self._error
            if self._depth >= depth:
                self._error = None
                self._depth = 0
            self.attention = self._error is not None
            return error

    def go_on(self) -> None:
        """Terminate the JavaScript that a Python function returns to, if it is to end."""
        if self._error is not None:
            self._v8["Isolate__TerminateExecution"](self._isolate)

    def miss(self, depth: int) -> None:
        """What ran at ``depth`` has ended by itself: a termination of it ends nothing else."""
        with self._lock:
            if self._error is not None and self._depth >= depth:
                self._error = None
                self._depth = 0
                self._v8["Isolate__CancelTerminateExecution"](self._isolate)
            self.attention = self._error is not None


class Forked(Endings):
    """In place of :class:`Endings` in a forked child, whose V8 has lost its memory: Python functions that JavaScript has called cannot return to it."""

    def __init__(self) -> None:
        self.attention = True

    def go_on(self) -> NoReturn:
        """End the process, with the code of a SystemExit that leaves the function."""
        error = sys.exc_info()[1]
        code = error.code if isinstance(error, SystemExit) else 1
        if not isinstance(error, SystemExit) or not isinstance(code, (int, type(None))):
            text = "anode.ForkError: a forked child ends here, because the JavaScript that has called this Python function is the parent's"
            print(code if isinstance(error, SystemExit) else text, file=sys.stderr)
            code = 1
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(code or 0)
