"""Time limits: ``with anode.timeout(1.5):``, ``timeout=`` of single calls and of a Runtime."""

from __future__ import annotations

from contextvars import ContextVar, Token
from time import monotonic
from typing import TYPE_CHECKING

from anode.interop.errors import Timeout
from anode.interop.limits import watchdog

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Protocol

    class Running(Protocol):
        """Something under way that can be ended from another thread."""

        def end(self, error: BaseException) -> object: ...


FOREVER = 4_294_967.0  # seconds, about the longest that a lock waits
_listeners: list[Callable[[], None]] = []
in_use = False  # a limit has been set in this process


class timeout:
    """Limit the time that JavaScript takes, in seconds: ``with anode.timeout(1.5): …``.

    When the time is over, a call of JavaScript that is under way in this context (the thread, or the asyncio task) ends and raises
    ``anode.Timeout``; so do waiting for a promise, and every later call in the block. The Runtime goes on with its state. Limits nest.
    ``None`` is no limit.
    """

    __slots__ = ("_at", "_before", "_cut", "_deadline", "_outer", "_running", "expired", "seconds")

    def __init__(self, seconds: float | None) -> None:
        if seconds is not None and not (isinstance(seconds, (int, float)) and seconds >= 0):
            raise ValueError(f"a timeout is a number of seconds, not {seconds!r}")
        self.seconds = seconds
        self.expired = False
        self._at = float("inf")
        self._cut: BaseException | None = None
        self._running: list[Running] = []
        self._outer: timeout | None = None
        self._before: Token[timeout | None] | None = None
        self._deadline: watchdog.Deadline | None = None

    def __enter__(self) -> timeout:
        if self._before is not None:
            raise RuntimeError("this timeout has been entered already")
        use()
        self._outer = _current.get()
        self.start()
        try:
            self._before = _current.set(self)
        except BaseException:  # of a signal handler, once it is set
            _current.set(self._outer)
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        try:  # a signal handler may raise in either
            if self._before is not None:
                _current.reset(self._before)
        finally:
            self.stop()

    def begin(self) -> None:
        """Let the time run, and end nothing by itself."""
        if self.seconds is not None:
            self._at = monotonic() + self.seconds

    def start(self) -> None:
        """Let the time run, and end what runs then."""
        self.begin()
        if self.seconds is not None:
            self._deadline = watchdog.watchdog.watch(self._at, self._expire)

    def stop(self) -> None:
        """Limit nothing any more: tasks that were started meanwhile still see this limit."""
        self._at, self.expired = float("inf"), False
        if self._deadline is not None:
            watchdog.watchdog.drop(self._deadline)

    def cut(self, error: BaseException) -> None:
        """End what is under way and what would begin, with ``error``; from any thread."""
        self._cut = error
        self._expire()

    def error(self) -> BaseException:
        """The exception to raise."""
        return self._cut or Timeout(self.seconds or 0.0)

    def check(self) -> None:
        """Raise Timeout if the time is over; what is under way around it then ends too."""
        if self._outer is not None:
            self._outer.check()
        if self.expired or self._cut is not None or self._at <= monotonic():
            self._expire()
            raise self.error()

    def left(self) -> float:
        """The seconds that are left, for a lock."""
        left = min(max(0.0, self._at - monotonic()), FOREVER)
        return left if self._outer is None else min(left, self._outer.left())

    def first(self) -> timeout:
        """The limit that ends first: this one or one around it."""
        outer = self._outer.first() if self._outer is not None else self
        return outer if outer._at < self._at else self

    def add(self, running: Running) -> None:
        """End ``running`` when the time is over."""
        self._running.append(running)
        if self._outer is not None:
            self._outer.add(running)

    def remove(self, running: Running) -> None:
        """``running`` has ended."""
        self._running.remove(running)
        if self._outer is not None:
            self._outer.remove(running)

    def _expire(self) -> None:
        self.expired = True
        for running in tuple(self._running):
            running.end(self.error())


_current: ContextVar[timeout | None] = ContextVar("anode.timeout", default=None)
current = _current.get


def when_used(function: Callable[[], None]) -> None:
    """Call ``function`` when the first limit is set; at once if there has been one."""
    _listeners.append(function)
    if in_use:
        function()


def forget(function: Callable[[], None]) -> None:
    """Call ``function`` no more."""
    if function in _listeners:
        _listeners.remove(function)


def wait_within(wait: Callable[[float], bool], seconds: float | None, each: float | None) -> bool | timeout:
    """Wait up to ``seconds``, within the limit of this context, or else ``each``: whether it is there, or the limit that has ended first.

    ``wait`` waits up to a number of seconds, or for ever (-1), and says whether it is there.
    """
    limit = current()
    if limit is None:
        if each is None:
            return wait(-1 if seconds is None else seconds)
        limit = timeout(each)
        limit.begin()
    left = limit.left()
    if seconds is not None and seconds < left:
        return wait(seconds)
    return True if wait(left) else limit.first()


def use() -> None:
    """Limits are used from now on."""
    global in_use
    if not in_use:
        in_use = True
        for function in tuple(_listeners):
            function()


class running:
    """``with`` is about something under way that the limits of this context end; ``seconds`` is the limit where there is none."""

    __slots__ = ("_limit", "_own", "_running")

    def __init__(self, running: Running, seconds: float | None) -> None:
        self._running = running
        self._limit = _current.get()
        self._own = self._limit is None and seconds is not None
        if self._own:
            self._limit = timeout(seconds)

    def __enter__(self) -> None:
        if self._limit is not None:
            self._limit.add(self._running)
            if self._own:
                self._limit.start()
            if self._limit.first().expired:
                self._running.end(self._limit.first().error())

    def __exit__(self, *_: object) -> None:
        if self._limit is not None:
            self._limit.remove(self._running)
            if self._own:
                self._limit.stop()
