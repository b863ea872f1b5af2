"""What runs on the isolate's own thread: callbacks of the event loop and, without direct calls, the jobs of Python's callers. How it is ended."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING

from anode.engine.v8.interrupts import Guard
from anode.engine.v8.library import functions
from anode.interop.errors import Interrupted, warn_ended
from anode.interop.limits import timeout
from anode.interop.limits.endings import Endings

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from anode.loop.context import Context

    class Direct(Protocol):
        """The isolate's direct calls."""

        running: object
        away: bool

    class Bridge(Protocol):
        """The isolate's Bridge."""

        ctx: Context

        @property
        def direct(self) -> Direct | None: ...
        @property
        def over(self) -> bool: ...
        def settle(self, number: int, value: Any, error: BaseException | None) -> bool: ...
        def waits(self, number: int) -> bool: ...


BRIEF = 0.02  # seconds that the event loop's JavaScript has to come to its end before an interrupt ends it
STUCK = 0.05  # seconds after which it is ended where a caller has waited for it longer than its limit


class Job:
    """A call that the event loop makes for Python, as a time limit sees it."""

    __slots__ = ("_background", "number")

    def __init__(self, background: Background, number: int) -> None:
        self._background = background
        self.number = number

    def end(self, error: BaseException) -> None:
        """End the call, and answer its caller; from any thread."""
        self._background.end_job(self.number, error)


class Background:
    """One isolate's."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._guard = Guard(self._ended, self._left)
        self._job = 0  # that runs, where there are no direct calls
        self.endings: Endings | None = None
        self.seconds: float | None = None  # the limit of each call

    def hand_over(self) -> bool:
        """Leave the function in which the event loop runs in the cell; false where the engine does not let us. In an op, on the isolate's thread."""
        if not self._guard.hand_over():
            return False
        v8 = functions("interrupts")
        self.endings = Endings(v8, self._guard.isolate)
        return True

    # ---- jobs ----

    def begin(self, number: int) -> bool:
        """The event loop begins a job; false where nothing waits for it any more."""
        if number and not self._bridge.waits(number):
            return False
        self._job = number
        return True

    def end_job(self, number: int, error: BaseException) -> None:
        """End a job if it runs, and answer its caller."""
        if self.endings is not None:
            self.endings.end(error, 0, lambda: self._job == number)
        self._bridge.settle(number, None, error)

    def replied(self) -> None:
        """The job is done."""
        self._job = 0
        if self.endings is not None and self.endings.attention:
            self.endings.miss(0)

    # ---- ending ----

    def _ended(self) -> bool:
        """Whether the termination that has ended the event loop's JavaScript was asked for here."""
        if self.endings is None:
            return False
        error = self.endings.take(0)
        if error is None:
            return False
        job, self._job = self._job, 0
        if not job:
            warn_ended(error)
        else:
            self._bridge.settle(job, None, error)
        return True

    def _left(self) -> None:
        if self.endings is not None and self.endings.attention:
            self.endings.miss(0)

    def interrupt(self) -> bool:
        """End what runs, for Python or in the background; whether anything did. From any thread."""
        endings, direct = self.endings, self._bridge.direct
        if endings is None or self._bridge.over:
            return False
        if endings.end(Interrupted(), 0, lambda: bool(self._job) or (direct is not None and direct.running is not None)):
            return True
        return self.end(Interrupted(), BRIEF)

    def end(self, error: BaseException, patience: float) -> bool:
        """End what the event loop runs, unless it comes to its end in ``patience`` seconds."""
        endings, direct, loop = self.endings, self._bridge.direct, self._bridge.ctx.loop
        if endings is None:
            return False

        def runs() -> bool:
            return self._guard.inside and not (loop.asleep if direct is None else direct.away)

        time, until = loop.time, monotonic() + patience
        while monotonic() < until:
            if loop.time != time or not runs():
                return False
            sleep(0.001)
        return endings.end(error, 0, runs)

    # ---- limits ----

    def limit_each(self, seconds: float | None) -> None:
        """Limit the time of each call. Raises ValueError."""
        if seconds is not None:
            timeout.timeout(seconds)
            timeout.use()
        self.seconds = seconds

    def wait(self, wait: Callable[[float], bool], seconds: float | None) -> bool:
        """Wait for something of the event loop's, up to ``seconds``; false where that was too long. Raises Timeout where a limit ends first.

        ``wait`` is that of :func:`~anode.interop.limits.timeout.wait_within`.
        """
        found = timeout.wait_within(wait, seconds, self.seconds)
        if isinstance(found, bool):
            return found
        error = found.error()
        self.end(error, STUCK)
        raise error
