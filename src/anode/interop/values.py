"""How values cross between Python and JavaScript when one calls the other.

Plain data are copied; everything else is passed by reference. On the wire a value is JSON: itself where JSON has it (None, bool, int up
to 2^53, float, str), and an array beginning with a letter where it has not:

=========  ==============================================  =================================================
``a``      ``["a", [value, …]]``                           a list or tuple, copied; into JavaScript only
``o``      ``["o", {key: value}]``                         a dict, copied; into JavaScript only
``u``      ``["u"]``                                       undefined
``n``      ``["n", "NaN"]``                                a number JSON has not: NaN, Infinity, -Infinity, -0
``i``      ``["i", "123"]``                                a BigInt
``b``      ``["b", index]`` or ``["b", start, length]``    bytes: beside the text
``d``      ``["d", milliseconds]``                         a Date
``r``      ``["r", id, kind, name]``                       a JavaScript object; ``kind`` names its class in proxies.py
``f``      ``["f", id, name]``                             a Python callable
=========  ==============================================  =================================================
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from anode.interop.proxies import JSObject
from anode.interop.undefined import Undefined

if TYPE_CHECKING:
    from typing import Protocol

    class References(Protocol):
        """Numbers for the objects that cross by reference (the isolate's Bridge)."""

        def reference(self, value: JSObject) -> int: ...
        def export(self, function: Callable[..., Any]) -> int: ...
        def proxy(self, number: int, kind: str, name: str | None) -> JSObject: ...
        def imported(self, number: int) -> Callable[..., Any]: ...


LARGEST_INTEGER = 2**53 - 1


class Encoder:
    """Puts Python values on the wire; ``buffers`` are the bytes among them."""

    __slots__ = ("_bridge", "_open", "buffers")

    def __init__(self, bridge: References) -> None:
        self._bridge = bridge
        self._open: set[int] = set()
        self.buffers: list[bytes] = []

    def encode(self, value: Any) -> Any:
        """The wire form. Raises TypeError for a value that JavaScript cannot have, ValueError for a container that holds itself."""
        if value is None or value is True or value is False:
            return value
        kind = type(value)
        if kind is str:
            return value
        if kind is int:
            return value if -LARGEST_INTEGER <= value <= LARGEST_INTEGER else ["i", str(value)]
        if kind is float:
            return self._float(value)
        return self._other(value)

    @staticmethod
    def _float(value: float) -> Any:
        if math.isfinite(value):
            return ["n", "-0"] if value == 0 and math.copysign(1, value) < 0 else value
        return ["n", "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"]

    def _other(self, value: Any) -> Any:
        if isinstance(value, JSObject):
            return ["r", self._bridge.reference(value)]
        if isinstance(value, (bytes, bytearray, memoryview)):
            self.buffers.append(bytes(value))
            return ["b", len(self.buffers) - 1]
        if isinstance(value, Undefined):
            return ["u"]
        if isinstance(value, (list, tuple, set, frozenset)):
            return ["a", self._within(value, lambda: [self.encode(item) for item in value])]
        if isinstance(value, Mapping):
            return ["o", self._within(value, lambda: {self._key(key): self.encode(item) for key, item in value.items()})]
        if isinstance(value, (str, int, float)):  # subclasses: enums, numpy scalars that are numbers
            base = str if isinstance(value, str) else int if isinstance(value, int) else float
            return self.encode(base(value))
        if callable(value):
            return ["f", self._bridge.export(value), getattr(value, "__name__", type(value).__name__)]
        import datetime

        if isinstance(value, datetime.datetime):
            return ["d", value.timestamp() * 1000]
        raise TypeError(
            f"JavaScript cannot be given a Python {type(value).__name__}: pass plain data, bytes, a function or a JavaScript object"
        )

    def _within(self, container: Any, make: Callable[[], Any]) -> Any:
        if id(container) in self._open:
            raise ValueError("JavaScript cannot be given a container that holds itself")
        self._open.add(id(container))
        try:
            return make()
        finally:
            self._open.discard(id(container))

    @staticmethod
    def _key(key: Any) -> str:
        if not isinstance(key, (str, int, float)):
            raise TypeError(f"the keys of a dict must be str or numbers to become a JavaScript object, not {type(key).__name__}")
        return str(key)


_NUMBERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf, "-0": -0.0}


def decode(bridge: References, wire: Any, data: bytes) -> Any:
    """The Python value of a wire form; ``data`` holds the bytes it refers to."""
    if type(wire) is float:
        return int(wire) if wire.is_integer() and abs(wire) <= LARGEST_INTEGER else wire
    if type(wire) is not list:
        return wire
    tag = wire[0]
    if tag == "r":
        return bridge.proxy(wire[1], wire[2], wire[3])
    if tag == "b":
        return data[wire[1] : wire[1] + wire[2]]
    if tag == "u":
        return None
    if tag == "n":
        return _NUMBERS[wire[1]]
    if tag == "i":
        return int(wire[1])
    if tag == "a":
        return [decode(bridge, item, data) for item in wire[1]]
    if tag == "o":
        return {key: decode(bridge, item, data) for key, item in wire[1].items()}
    if tag == "d":
        import datetime

        return datetime.datetime.fromtimestamp(wire[1] / 1000, datetime.timezone.utc)
    assert tag == "f", tag
    return bridge.imported(wire[1])
