"""Direct calls with a time limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anode.engine.v8 import entry
from anode.interop.limits import timeout

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    Ask = Callable[[int, tuple[Any, ...]], Any]

    from anode.interop.limits.background import Background
    from anode.interop.limits.endings import Endings
    from anode.loop.gate import Gate

    class Bridge(Protocol):
        """The part of the isolate's Bridge that limited calls use."""

        background: Background

        def check(self) -> None: ...

    class Direct(Protocol):
        """The part of the isolate's direct calls (interop/direct.py) that limited calls use."""

        endings: Endings
        running: object
        depth: int

        @property
        def bridge(self) -> Bridge: ...

    class Begun(Protocol):
        """A call that runs beside its caller."""

        def wait(self, seconds: float) -> bool:
            """Wait until it has returned, for ever or for so long; whether it has."""


BUSY = object()


class Limited:
    """A call that another thread may end."""

    __slots__ = ("_depth", "_endings", "_refused", "open")

    def __init__(self, endings: Endings, depth: int) -> None:
        self._endings = endings
        self._depth = depth
        self._refused: BaseException | None = None
        self.open = False  # while a termination meets this call and no other

    def end(self, error: BaseException) -> bool:
        """End the call from another thread; whether it ran."""
        return self._endings.end(error, self._depth, self._runs)

    def refuse(self, error: BaseException) -> None:
        """End the call, now or when it begins."""
        self._refused = error
        self.end(error)

    def check(self) -> None:
        """Raise if the call is to end."""
        if self._refused is not None:
            raise self._refused

    def _runs(self) -> bool:
        return self.open

    def close(self) -> None:
        """The call has ended, by itself perhaps."""
        self.open = False
        if self._endings.attention:
            self._endings.miss(self._depth)


class Gated:
    """One isolate's direct calls where more is asked of them: a time limit, an order, an end from another thread.

    ``plain`` takes the gate; ``within`` is called with it.
    """

    def __init__(self, direct: Direct, gate: Gate, plain: Ask, within: Ask) -> None:
        self._direct = direct
        self._gate = gate
        self._plain = plain
        self._within = within
        self.last: Begun | None = None  # the last call that runs beside its caller

    def ask(self, verb: int, args: tuple[Any, ...]) -> Any:
        """Call after every call that has begun before, for as long as a limit of this context allows."""
        direct = self._direct
        direct.bridge.check()  # in a forked child, a thread of the parent may have the gate
        token = entry.thread.token
        nested = direct.running is token
        if not nested and self._gate.holder is token:
            return self._plain(verb, args)  # a destructor calls in the middle of a call of this thread's
        limit = timeout.current()
        last = self.last
        if last is not None and not nested:
            if not last.wait(-1 if limit is None else limit.left()):
                assert limit is not None
                raise limit.first().error()
            if self.last is last:
                self.last = None
        if limit is None:
            if direct.bridge.background.seconds is None or nested:
                return self._plain(verb, args)
            with timeout.timeout(direct.bridge.background.seconds) as limit:
                return self._limited(limit, nested, verb, args)
        return self._limited(limit, nested, verb, args)

    def _limited(self, limit: timeout.timeout, nested: bool, verb: int, args: tuple[Any, ...]) -> Any:
        direct = self._direct
        call = Limited(direct.endings, direct.depth + 1 if nested else 0)
        limit.add(call)
        try:
            if not nested:
                return self.run(call, limit, verb, args)
            try:
                call.open = True
                limit.check()
                return self._plain(verb, args)
            finally:
                call.close()
        finally:
            limit.remove(call)

    def run(self, call: Limited, limit: timeout.timeout | None, verb: int, args: tuple[Any, ...]) -> Any:
        """Call as ``call``, which another thread may end. Raises Timeout where the limit ends before the gate is free."""
        gate = self._gate
        taken: list[bool] = []
        try:
            if gate.lock.locked():
                gate.waited = True
            # In C: no exception can come between the two.
            taken.extend(map(gate.lock.acquire, (True,), (timeout.FOREVER if limit is None else limit.left(),)))
            if limit is not None and not taken[0]:
                raise limit.first().error()
            gate.holder = entry.thread.token
            call.open = True
            call.check()  # it may have been ended before it was open
            if limit is not None:
                limit.check()
            return self._within(verb, args)
        finally:
            try:
                call.close()
            finally:
                if taken and taken[0]:
                    gate.holder = None
                    gate.lock.release()

    def attempt(self, verb: int, args: tuple[Any, ...]) -> Any:
        """Call if that is possible without waiting for another thread, else :data:`BUSY`."""
        if self._direct.running is entry.thread.token:
            return BUSY
        gate = self._gate
        taken: list[bool] = []
        try:
            taken.extend(map(gate.lock.acquire, (False,)))
            if not taken[0]:
                return BUSY
            gate.holder = entry.thread.token
            return self._within(verb, args)
        finally:
            if taken and taken[0]:
                gate.holder = None
                gate.lock.release()

    @property
    def free(self) -> bool:
        """Whether no thread has the gate."""
        return not self._gate.lock.locked()
