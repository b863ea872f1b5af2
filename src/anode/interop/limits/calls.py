"""Direct calls with a time limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anode.engine.v8 import entry
from anode.interop.limits import timeout

if TYPE_CHECKING:
    import _thread
    from collections.abc import Callable
    from typing import Any, Protocol

    from anode.interop.limits.background import Background
    from anode.interop.limits.endings import Endings

    class Bridge(Protocol):
        """The part of the isolate's Bridge that limited calls use."""

        background: Background

    class Direct(Protocol):
        """The part of the isolate's direct calls (interop/direct.py) that limited calls use."""

        endings: Endings
        running: object
        depth: int

        @property
        def bridge(self) -> Bridge: ...


class Limited:
    """A call that has a time limit."""

    __slots__ = ("_depth", "_endings", "open")

    def __init__(self, endings: Endings, depth: int) -> None:
        self._endings = endings
        self._depth = depth
        self.open = False  # while a termination meets this call and no other

    def end(self, error: BaseException) -> bool:
        """End the call from another thread; whether it ran."""
        return self._endings.end(error, self._depth, self._runs)

    def _runs(self) -> bool:
        return self.open

    def close(self) -> None:
        """The call has ended, by itself perhaps."""
        self.open = False
        if self._endings.attention:
            self._endings.miss(self._depth)


def limited(
    direct: Direct,
    gate: _thread.LockType,
    plain: Callable[[int, tuple[Any, ...]], Any],
    within: Callable[[int, tuple[Any, ...]], Any],
) -> Callable[[int, tuple[Any, ...]], Any]:
    """The function that calls go through where limits are in use. ``plain`` takes the gate, ``within`` is called with it."""

    def ask(verb: int, args: tuple[Any, ...]) -> Any:
        limit = timeout.current()
        token = entry.thread.token
        nested = direct.running is token
        own: timeout.timeout | None = None
        if limit is None:
            if direct.bridge.background.seconds is None or nested:
                return plain(verb, args)
            limit = own = timeout.timeout(direct.bridge.background.seconds)
            own.start()
        call = Limited(direct.endings, direct.depth + 1 if nested else 0)
        limit.add(call)
        taken: list[bool] = []
        try:
            if nested:
                call.open = True
                limit.check()
                return plain(verb, args)
            taken.extend(map(gate.acquire, (True,), (limit.left(),)))  # in C: no exception can come between the two
            if not taken[0]:
                raise limit.first().error()
            call.open = True
            limit.check()  # it may have ended before the call was open
            return within(verb, args)
        finally:
            call.close()
            if taken and taken[0]:
                gate.release()
            limit.remove(call)
            if own is not None:
                own.stop()

    return ask
