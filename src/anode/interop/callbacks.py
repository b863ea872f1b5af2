"""Python functions that JavaScript calls with an op, where the engine does not allow direct calls.

While the op runs, the isolate's thread is busy with it. A Python function that needs JavaScript in turn cannot post a job and wait: it runs
in a greenlet, which hands the job out as the op's result and is resumed with the reply by a next op.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import greenlet

from anode.engine import features
from anode.engine.codec import dumps, loads
from anode.interop.errors import JSError
from anode.interop.values import Encoder, decode

if TYPE_CHECKING:
    from typing import Protocol

    from anode.interop.lifetimes.held import Held
    from anode.interop.values import References

    class Bridge(References, Protocol):
        """The part of the isolate's Bridge that callbacks use."""

        sent: bytes
        held: Held

        def exported(self, number: int) -> Callable[..., Any]: ...
        def error(self, wire: dict[str, Any], data: bytes) -> JSError: ...
        def settle_result(self, number: int, awaitable: Any) -> int: ...
        def release(self) -> None: ...


class Callbacks:
    """One isolate's, used on its thread only."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._waiting: dict[int, greenlet.greenlet] = {}
        self._next = 0

    def call(self, number: int, text: str, data: bytes) -> str:
        """Call a Python function. The answer is JSON: ``["v", value]``, ``["e", error]``, ``["t", thrown]``, ``["p", job]`` or
        ``["j", greenlet, job …]``."""
        bridge = self._bridge
        function = bridge.exported(number)
        try:
            args = decode(bridge, ["a", loads(text)], data)
        except Exception as error:
            return self._text(["e", bridge.held.described(error)], [])
        return self._go_on(greenlet.greenlet(lambda: self._run(number, function, args)), ())

    def resume(self, number: int, failed: bool, text: str, data: bytes) -> str:
        """Go on with a Python function that waited for JavaScript."""
        return self._go_on(self._waiting.pop(number), (failed, text, data))

    def ask(self, verb: str, args: tuple[Any, ...]) -> Any:
        """Ask JavaScript from inside a Python function that JavaScript has called."""
        bridge = self._bridge
        outer = greenlet.getcurrent().parent
        if outer is None:
            raise RuntimeError("JavaScript cannot be called in the middle of the work of the Runtime's own thread")
        if not features.available("callbacks"):
            raise RuntimeError("a Python function that JavaScript calls cannot call JavaScript on this jsrun: see docs/engine.md")
        encoder = Encoder(bridge)
        wire = [encoder.encode(arg) for arg in args]
        failed, text, data = outer.switch((verb, wire, encoder.buffers))
        if failed:
            raise bridge.error(loads(text), data)
        return decode(bridge, loads(text), data)

    def _go_on(self, running: greenlet.greenlet, args: tuple[Any, ...]) -> str:
        running.parent = greenlet.getcurrent()
        result = running.switch(*args)
        if running.dead:
            return str(result)
        self._next += 1
        self._waiting[self._next] = running
        verb, wire, buffers = result
        self._bridge.release()
        return self._text(["j", self._next, verb, wire], buffers)

    def _text(self, wire: list[Any], buffers: list[bytes]) -> str:
        # Bytes follow in one piece; JavaScript fetches them if there are any.
        self._bridge.sent = b"".join(buffers)
        return dumps([*wire, [len(b) for b in buffers]])

    def _run(self, number: int, function: Callable[..., Any], args: list[Any]) -> str:
        bridge = self._bridge
        try:
            value = function(*args)
            if hasattr(value, "__await__") and not hasattr(value, "__js_bridge__"):
                return self._text(["p", bridge.settle_result(number, value)], [])
            encoder = Encoder(bridge)
            wire = encoder.encode(value)
            return self._text(["v", wire], encoder.buffers)
        except JSError as error:
            encoder = Encoder(bridge)
            return self._text(["t", bridge.held.pass_on(encoder, error)], encoder.buffers)
        except BaseException as error:
            return self._text(["e", bridge.held.described(error)], [])
