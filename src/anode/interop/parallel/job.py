"""One piece of work for a pool of Runtimes."""

from __future__ import annotations

import _thread
from collections.abc import Callable
from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any

from anode.interop.awaits.outcome import Outcome
from anode.interop.errors import Interrupted
from anode.interop.limits.timeout import timeout, wait_within

if TYPE_CHECKING:
    from anode.interop.runtime import Runtime


class Job:
    """``function`` is the text of a function of JavaScript's, or a function of Python's that gets the Runtime first. Settled once."""

    __slots__ = ("_context", "_limits", "_lock", "_ready", "args", "cancelled", "function", "outcome")

    def __init__(self, function: str | Callable[..., Any], args: tuple[Any, ...], seconds: float | None) -> None:
        self.function = function
        self.args = args
        self.cancelled = False
        self.outcome = Outcome(self.cancel)
        self._limits = timeout(seconds), timeout(seconds)  # of the setup of a Runtime, of the work
        self._context: Context = copy_context()
        self._ready = _thread.allocate_lock()  # held until there is an outcome
        self._ready.acquire()
        self._lock = _thread.allocate_lock()

    def run(self, ready: Callable[[], Runtime], call: Callable[[Runtime, Job], Any]) -> BaseException | None:
        """Do the work with the Runtime that ``ready`` gives, in the context of the job's caller; what it raised."""
        value, error = None, None
        try:
            value = self._context.run(self._within_limit, ready, call)
        except BaseException as raised:
            error = raised
        self.settle(value, error)
        return error

    def _within_limit(self, ready: Callable[[], Runtime], call: Callable[[Runtime, Job], Any]) -> Any:
        before, limit = self._limits
        with before:
            before.check()
            runtime = ready()
        with limit:
            limit.check()
            return call(runtime, self)

    def settle(self, value: Any, error: BaseException | None) -> None:
        """Give the outcome, unless there is one."""
        with self._lock:
            if not self.outcome.done:
                self.outcome.settle(value, error)
                self._ready.release()

    def cancel(self, why: BaseException) -> None:
        """End the work, or have it never begin; from any thread."""
        self.cancelled = True
        for limit in self._limits:
            limit.cut(Interrupted("the call was cancelled"))

    def result(self) -> Any:
        """Wait for the outcome: the value, or the exception raised. Raises Timeout where a limit of this context ends first."""
        try:
            wait(self._ready)
        except BaseException as error:  # Ctrl-C, too
            self.cancel(error)
            raise
        self._ready.release()
        return self.outcome.result()


def wait(lock: _thread.LockType) -> None:
    """Acquire a lock. Raises Timeout where a limit of this context ends first."""
    found = wait_within(lambda seconds: lock.acquire(timeout=seconds), None, None)
    if isinstance(found, timeout):
        raise found.error()
