"""One piece of work for a pool of Runtimes."""

from __future__ import annotations

import _thread
from collections.abc import Callable
from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any

from anode.interop.awaits.outcome import Outcome
from anode.interop.errors import Interrupted
from anode.interop.limits.timeout import timeout

if TYPE_CHECKING:
    from anode.interop.runtime import Runtime


class Job:
    """``function`` is the text of a function of JavaScript's, or a function of Python's that gets the Runtime first. Settled once."""

    __slots__ = ("_context", "_limit", "_lock", "_ready", "args", "function", "outcome")

    def __init__(self, function: str | Callable[..., Any], args: tuple[Any, ...], seconds: float | None) -> None:
        self.function = function
        self.args = args
        self.outcome = Outcome(self.cancel)
        self._limit = timeout(seconds)
        self._context: Context = copy_context()
        self._ready = _thread.allocate_lock()  # held until there is an outcome
        self._ready.acquire()
        self._lock = _thread.allocate_lock()

    def run(self, runtime: Runtime, call: Callable[[Runtime, Job], Any]) -> BaseException | None:
        """Do the work, in the context of the job's caller; what it raised."""
        value, error = None, None
        try:
            value = self._context.run(self._within_limit, runtime, call)
        except BaseException as raised:
            error = raised
        self.settle(value, error)
        return error

    def _within_limit(self, runtime: Runtime, call: Callable[[Runtime, Job], Any]) -> Any:
        with self._limit:
            self._limit.check()
            return call(runtime, self)

    def settle(self, value: Any, error: BaseException | None) -> None:
        """Give the outcome, unless there is one."""
        with self._lock:
            if not self.outcome.done:
                self.outcome.settle(value, error)
                self._ready.release()

    def cancel(self, why: BaseException) -> None:
        """End the work, or have it never begin; from any thread."""
        self._limit.cut(Interrupted("the call was cancelled"))

    def result(self) -> Any:
        """Wait for the outcome: the value, or the exception raised."""
        try:
            self._ready.acquire()
        except BaseException as error:  # Ctrl-C
            self.cancel(error)
            raise
        self._ready.release()
        return self.outcome.result()
