"""Waiting for promises of a sandbox: on threads, within limits, and in coroutines."""

from __future__ import annotations

import _thread
from typing import TYPE_CHECKING, Any

from anode.interop.awaits.coroutine import CallPromise
from anode.interop.awaits.outcome import Outcome
from anode.interop.awaits.waiters import in_a_loop
from anode.interop.errors import Timeout
from anode.interop.limits import timeout as limits
from anode.interop.proxies import JSPromise

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from typing import Protocol

    class Remote(Protocol):
        """The host's side of a sandbox."""

        background: Limits

        def start(self, settle: Callable[[Any, BaseException | None], None], verb: str, *args: Any) -> int: ...
        def cut(self, number: int, error: BaseException) -> None: ...
        def invoke_on(self, function: Any, this: Any, args: Sequence[Any]) -> Any: ...


class Limits:
    """The limit of each call, as :class:`Background` of a Runtime has it."""

    def __init__(self, in_a_call: Callable[[], bool]) -> None:
        self._in_a_call = in_a_call
        self.seconds: float | None = None

    def limit_each(self, seconds: float | None) -> None:
        """Limit the time of each call. Raises ValueError."""
        limits.timeout(seconds)
        limits.use()
        self.seconds = seconds

    def wait(self, wait: Callable[[float], bool], seconds: float | None) -> bool:
        """Wait for a promise, up to ``seconds``; false where that was too long. Raises Timeout where a limit ends first."""
        if self._in_a_call():
            raise RuntimeError("a function that JavaScript has called cannot wait for a promise: return it, or use an async function")
        found = limits.wait_within(wait, seconds, self.seconds)
        if isinstance(found, bool):
            return found
        raise found.error()


class _Bell:
    """A thread that waits for an outcome."""

    def __init__(self, lock: _thread.LockType) -> None:
        self.wake = lock.release


class RemoteCall(CallPromise):
    """The promise of a call that runs beside its caller."""

    __slots__ = ()

    @property
    def __js_number__(self) -> int:  # type: ignore[override]
        raise TypeError("await this call of a sandbox before its promise is used")

    def result(self, timeout: float | None = None) -> Any:
        """The value, waiting up to ``timeout`` seconds."""
        done = _thread.allocate_lock()
        done.acquire()
        outcome: Any = self.__js_outcome__
        outcome.add(_Bell(done))
        if not self.__js_bridge__.background.wait(lambda seconds: done.acquire(timeout=seconds), timeout):
            raise Timeout(timeout or 0.0, f"the promise is not settled after {timeout} s")
        return outcome.result()


class Asynchronous:
    """The calls and promises of coroutines."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def call(self, function: Any, this: Any, args: Any) -> Any:
        """Call an async function: beside the caller, if that is a coroutine."""
        if in_a_loop():
            return self.begin(function, this, args)
        return self._remote.invoke_on(function, this, args)

    def begin(self, function: Any, this: Any, args: Any) -> Any:
        """Call a function beside the caller; its promise."""
        outcome, _ = self._start("await", function, this, list(args))
        return RemoteCall(self._remote, outcome)

    def wait(self, promise: JSPromise) -> Generator[Any, None, Any]:
        """Yield to the loop of the coroutine that runs until a promise is settled; its value."""
        outcome, _ = self._start("settled", promise)
        found = yield from outcome.wait(self._remote.background.seconds)
        return found

    def _start(self, verb: str, *args: Any) -> tuple[Outcome, int]:
        number = 0
        outcome = Outcome(lambda error: self._remote.cut(number, error))
        number = self._remote.start(outcome.settle, verb, *args)
        return outcome, number
