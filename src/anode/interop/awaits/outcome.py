"""What JavaScript will have given: a value or an exception, for any number of coroutines and threads."""

from __future__ import annotations

import _thread
from typing import TYPE_CHECKING, Any

from anode.interop.awaits.waiters import make_waiter
from anode.interop.limits import timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Protocol

    class Awakened(Protocol):
        """What waits."""

        @property
        def wake(self) -> Callable[[], None]: ...


class Outcome:
    """Settled once. ``abandon`` is called when the last coroutine that waits for it has been cancelled, or its time is over."""

    __slots__ = ("_abandon", "_lock", "_waiters", "done", "error", "value")

    def __init__(self, abandon: Callable[[BaseException], None]) -> None:
        self._abandon = abandon
        self._lock = _thread.allocate_lock()
        self._waiters: list[Awakened] = []
        self.done = False
        self.value: Any = None
        self.error: BaseException | None = None

    def settle(self, value: Any, error: BaseException | None) -> None:
        """Take what there is to take; from any thread."""
        with self._lock:
            if self.done:
                return
            self.value, self.error, self.done = value, error, True
            waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            waiter.wake()

    def add(self, waiter: Awakened) -> None:
        """Wake ``waiter`` when there is an outcome."""
        with self._lock:
            if not self.done:
                self._waiters.append(waiter)
                return
        waiter.wake()

    def end(self, error: BaseException) -> None:
        """A time limit is over."""
        self._abandon(error)
        self.settle(None, error)

    def result(self) -> Any:
        """The value, or the exception raised."""
        if self.error is not None:
            raise self.error
        return self.value

    def leave(self, waiter: Awakened | None, error: BaseException) -> None:
        """A coroutine does not wait any more, or never has."""
        with self._lock:
            if waiter in self._waiters:
                self._waiters.remove(waiter)
            last = not self._waiters and not self.done
        if last:
            self._abandon(error)

    def wait(self, seconds: float | None = None) -> Generator[Any, Any, Any]:
        """Yield to the loop until there is an outcome; ``seconds`` is the limit of the Runtime."""
        if not self.done:
            with timeout.running(self, seconds):
                waiter = make_waiter()
                with self._lock:
                    if not self.done:
                        self._waiters.append(waiter)
                try:
                    while not self.done:
                        yield from waiter.wait()
                except BaseException as error:
                    self.leave(waiter, error)
                    raise
        return self.result()
