"""How values cross between Python and JavaScript when one calls the other.

Plain data are copied; everything else is passed by reference. On the wire a value is JSON: itself where JSON has it (None, bool, int up
to 2^53, float, str), and an array beginning with a letter where it has not:

=========  ==============================================  =======================================================
``a``      ``["a", [value, …]]``                           a list or tuple, copied
``s``      ``["s", [value, …]]``                           the same, where every value is as JSON has it
``q``      ``["q", "Float64Array", index]``                a list of numbers, as a typed array; into JavaScript only
``o``      ``["o", {key: value}]``                         a dict, copied
``m``      ``["m", [[key, value], …]]``                    a Map, copied; into Python only
``u``      ``["u"]``                                       undefined
``n``      ``["n", "NaN"]``                                a float JSON has not: NaN, Infinity, -0, 2^53 (an int there)
``i``      ``["i", "0x7b", negative]``, ``["i", "-7b"]``   a BigInt into JavaScript, into Python
``b``      ``["b", index]`` or ``["b", start, length]``    bytes: beside the text
``t``      ``["t", "Float64Array", index]``                a typed array; into JavaScript only
``d``      ``["d", milliseconds]``                         a Date
``r``      ``["r", id, kind, name]``                       a JavaScript object; ``kind`` names its class in proxies.py
``f``      ``["f", id, name]``                             a Python callable
``p``      ``["p", id]``                                   a promise for a Python awaitable; into JavaScript only
``g``      ``["g", id, name]``                             a Python iterator, ``G`` an iterable, ``A`` an async iterable
``x``      ``["x", id, name, callable]``                   a Python object by reference
``h``      ``["h", value, id]``                            an object that JavaScript throws, for the JSError with this number
=========  ==============================================  =======================================================

Of the classes of Python forms.py knows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from anode.engine.codec import dumps
from anode.interop.forms import QUIET, form_of, key_text
from anode.interop.proxies import JSObject

if TYPE_CHECKING:
    import array
    from typing import Protocol

    class References(Protocol):
        """Numbers for the objects that cross by reference (the isolate's Bridge)."""

        def reference(self, value: JSObject) -> int: ...
        def export(self, function: Callable[..., Any]) -> int: ...
        def take_back(self, numbers: list[int]) -> None: ...
        def settle_later(self, awaitable: Any) -> int: ...
        def proxy(self, number: int, kind: str, name: str | None) -> JSObject: ...
        def imported(self, number: int) -> Callable[..., Any]: ...


LARGEST_INTEGER = 2**53 - 1


_MANY = 64  # elements from which it pays to look at them all first
_MOST_LISTS = 1000  # in one value: each is a buffer of its own
_NUMBERS = {int, float}
_AS_IN_JSON = {str, bool, type(None)}
_PLAIN = frozenset((str, int, float, bool, type(None)))  # JavaScript's JSON has no float that is whole and within ±(2^53 - 1)


class Unready(Exception):
    """The program's code must run to encode a value, which may call JavaScript."""


class Prepared:
    """A value that is encoded already."""

    __slots__ = ("buffers", "text")

    def __init__(self, bridge: References, value: Any) -> None:
        encoder = Encoder(bridge)
        self.text = encoder.text(value)
        self.buffers = encoder.buffers


_SIMPLE = (str, int, float, bool, type(None), bytes)


def prepare(bridge: References, args: Sequence[Any]) -> list[Any]:
    """Arguments whose encoding runs no code of the program's."""
    prepared: list[Any] = []
    for arg in args:
        if isinstance(arg, JSObject):
            arg.__js_ready__()
            prepared.append(arg)
        else:
            prepared.append(arg if type(arg) in _SIMPLE else Prepared(bridge, arg))
    return prepared


class Encoder:
    """Puts Python values on the wire; ``buffers`` are the bytes among them."""

    __slots__ = ("_bridge", "_careful", "_exported", "_open", "buffers")

    def __init__(self, bridge: References, *, careful: bool = False) -> None:
        """A ``careful`` one raises Unready where it would have to run code of the program's."""
        self._bridge = bridge
        self._careful = careful
        self._open: set[int] = set()
        self._exported: list[int] = []
        self.buffers: list[bytes] = []

    def encode(self, value: Any) -> Any:
        """The wire form. Raises TypeError for a value that JavaScript cannot have, ValueError for a container that holds itself."""
        if value is None or value is True or value is False:
            return value
        kind = type(value)
        if kind is str:
            return value
        if kind is int:
            return value if -LARGEST_INTEGER <= value <= LARGEST_INTEGER else ["i", hex(abs(value)), value < 0]
        if kind is float:
            return self._float(value)
        return self._other(value)

    @staticmethod
    def _float(value: float) -> Any:
        if math.isfinite(value):
            return ["n", "-0"] if value == 0 and math.copysign(1, value) < 0 else value
        return ["n", "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"]

    def _other(self, value: Any) -> Any:
        kind = type(value)
        if kind is list or kind is tuple:
            return self._many(value) if len(value) >= _MANY else self.array(value)
        if kind is dict:
            return self.pairs(value, value.items())
        form = form_of(kind)
        if self._careful and form not in QUIET:
            raise Unready
        return form(self, value)

    def _many(self, values: Sequence[Any]) -> Any:
        values = list(values)  # other threads may change theirs
        kinds = set(map(type, values))
        if kinds <= _NUMBERS and len(self.buffers) < _MOST_LISTS:
            numbers = self._numbers(values, kinds)
            if numbers is not None:
                return numbers
        return ["s", values] if kinds <= _AS_IN_JSON else self.array(values)

    def _numbers(self, values: list[Any], kinds: set[type]) -> Any:
        import array

        if float not in kinds:
            try:
                return self._elements("Int32Array", array.array("i", values))
            except OverflowError:
                pass
        if int not in kinds or (max(values) <= LARGEST_INTEGER and min(values) >= -LARGEST_INTEGER):
            return self._elements("Float64Array", array.array("d", values))
        return None

    def _elements(self, name: str, numbers: array.array[Any]) -> Any:
        self.buffers.append(numbers.tobytes())
        return ["q", name, len(self.buffers) - 1]

    # ---- what forms.py puts together ----

    def array(self, values: Iterable[Any]) -> Any:
        """An array."""
        self._enter(values)
        encode = self.encode
        wire = ["a", [encode(item) for item in values]]
        self._open.discard(id(values))
        return wire

    def pairs(self, container: Any, pairs: Iterable[tuple[Any, Any]]) -> Any:
        """An object with the pairs of a container."""
        self._enter(container)
        encode = self.encode
        wire = ["o", {key if type(key) is str else key_text(key): encode(item) for key, item in pairs}]
        self._open.discard(id(container))
        return wire

    def within(self, container: Any, value: Any) -> Any:
        """What a container has become."""
        self._enter(container)
        wire = self.encode(value)
        self._open.discard(id(container))
        return wire

    def _enter(self, container: Any) -> None:
        if id(container) in self._open:
            raise ValueError("JavaScript cannot be given a container that holds itself")
        self._open.add(id(container))

    def buffer(self, data: bytes) -> Any:
        """A Buffer."""
        self.buffers.append(data)
        return ["b", len(self.buffers) - 1]

    def memory(self, view: memoryview) -> Any:
        """A Buffer of bytes, a typed array of numbers, nested arrays where there are more dimensions."""
        kind = view.format.lstrip("<=@")
        if view.ndim == 1 and kind in ("B", "b", "c"):
            return self.buffer(view.tobytes()) if kind != "b" else self._typed("Int8Array", view)
        name = _TYPED_ARRAYS.get((kind, view.itemsize))
        if view.ndim != 1 or name is None:
            return self.within(view, view.tolist())
        if name in ("BigInt64Array", "BigUint64Array"):
            numbers = view.tolist()
            if not numbers or (min(numbers) >= -LARGEST_INTEGER and max(numbers) <= LARGEST_INTEGER):
                import array

                return self._typed("Float64Array", memoryview(array.array("d", numbers)))
        return self._typed(name, view)

    def _typed(self, name: str, view: memoryview) -> Any:
        self.buffers.append(view.tobytes())
        return ["t", name, len(self.buffers) - 1]

    def reference(self, value: JSObject) -> Any:
        """An object of JavaScript's."""
        if not self._careful:
            value.__js_ready__()
        return ["r", self._bridge.reference(value)]

    def function(self, value: Callable[..., Any]) -> Any:
        """A function that calls Python."""
        return ["f", self.export(value), str(getattr(value, "__name__", type(value).__name__))]

    def export(self, value: Callable[..., Any]) -> int:
        """The number under which JavaScript calls Python."""
        number = self._bridge.export(value)
        self._exported.append(number)
        return number

    def text(self, value: Any) -> str:
        """The wire form as JSON. Where it cannot be made, nothing has been exported."""
        try:
            return dumps(self.encode(value))
        except BaseException:
            self._bridge.take_back(self._exported)
            raise

    def promise(self, awaitable: Any) -> Any:
        """A promise for the result of an awaitable."""
        return ["p", self._bridge.settle_later(awaitable)]


def encoded(bridge: References, value: Any) -> tuple[str, list[bytes]]:
    """An argument as JSON text, and the bytes beside it.

    Raises Unready where code of the program's would run: it may call JavaScript, while the caller holds the gate and has half of the arguments in
    the shared memory.
    """
    if type(value) is Prepared:
        return value.text, value.buffers
    encoder = Encoder(bridge, careful=True)
    return encoder.text(value), encoder.buffers


# By format and size; a C long has a size of its own on each system.
_TYPED_ARRAYS = {
    ("h", 2): "Int16Array", ("H", 2): "Uint16Array", ("f", 4): "Float32Array", ("d", 8): "Float64Array",
    **{(kind, 4): "Int32Array" for kind in "il"}, **{(kind, 4): "Uint32Array" for kind in "IL"},
    **{(kind, 8): "BigInt64Array" for kind in "lqn"}, **{(kind, 8): "BigUint64Array" for kind in "LQN"},
}  # fmt: skip


def decode(bridge: References, wire: Any, data: bytes) -> Any:
    """The Python value of a wire form; ``data`` holds the bytes it refers to."""
    kind = type(wire)
    if kind is float:
        return int(wire) if wire.is_integer() and abs(wire) <= LARGEST_INTEGER else wire
    if kind is not list:
        return wire
    tag = wire[0]
    if tag == "r":
        return bridge.proxy(wire[1], wire[2], wire[3])
    if tag == "b":
        return data[wire[1] : wire[1] + wire[2]]
    if tag == "u":
        return None
    if tag == "n":
        return float(wire[1])
    if tag == "i":
        return int(wire[1], 16)
    if tag == "s":
        return wire[1]
    if tag == "a":
        return [item if type(item) in _PLAIN else decode(bridge, item, data) for item in wire[1]]
    if tag == "o":
        return {key: item if type(item) in _PLAIN else decode(bridge, item, data) for key, item in wire[1].items()}
    if tag == "d":
        import datetime

        return datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(milliseconds=wire[1])
    if tag == "m":
        return {decode(bridge, key, data): decode(bridge, item, data) for key, item in wire[1]}
    assert tag == "f", tag
    return bridge.imported(wire[1])
