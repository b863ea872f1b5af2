"""JavaScript functions that SQLite calls while an op runs: functions in SQL, authorizers, handlers of conflicts.

The isolate's thread is busy with the op, so the op runs in a greenlet. A callback hands its call out as the op's result, and is resumed with the
reply by the op ``resume``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import greenlet
import orjson

from anode.errors import OpError


class Thrown(Exception):
    """JavaScript has thrown; it keeps what."""


class Calls:
    """Those of one isolate."""

    def __init__(self, ctx: object) -> None:
        self._waiting: dict[int, greenlet.greenlet] = {}
        self._last = 0

    def run(self, work: Callable[[], str]) -> str:
        """The result of ``work``, or the first call that it makes."""
        return self._go_on(greenlet.greenlet(work), ())

    def resume(self, number: int, reply: str | None) -> str:
        """Go on with the callback that waits; without a reply JavaScript has thrown."""
        return self._go_on(self._waiting.pop(number), (reply,))

    def ask(self, function: int, args: list[Any]) -> Any:
        """Call a JavaScript function from a callback; its result as JSON has it. Raises Thrown."""
        outer = greenlet.getcurrent().parent
        if outer is None:
            raise OpError("ERR_INVALID_STATE", "a function of JavaScript cannot be called here")
        reply = outer.switch((function, args))
        if reply is None:
            raise Thrown()
        return orjson.loads(reply)

    def _go_on(self, running: greenlet.greenlet, args: tuple[Any, ...]) -> str:
        running.parent = greenlet.getcurrent()
        result = running.switch(*args)
        if running.dead:
            return str(result)
        self._last += 1
        self._waiting[self._last] = running
        function, values = result
        return orjson.dumps({"call": self._last, "function": function, "args": values}).decode()
