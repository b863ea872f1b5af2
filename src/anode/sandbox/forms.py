"""Values inside the sandbox: forms of the host's become Python values that the Runtime knows, and its values become forms."""

from __future__ import annotations

import _thread
import datetime
from typing import TYPE_CHECKING, Any

from anode.interop.errors import JSError
from anode.interop.forms import add_form
from anode.interop.proxies import MISSING, JSObject
from anode.interop.undefined import undefined

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from anode.interop.bridge import Bridge

    class Server(Protocol):
        """The sandbox's half of the protocol."""

        def stub(self, number: int, kind: str, name: str) -> Stub: ...
        def deferred(self, number: int) -> Deferred: ...
        def keep(self, value: JSObject) -> int: ...
        def kept(self, number: int) -> JSObject: ...


_ARRAYS = {
    "Int8Array": "b", "Int16Array": "h", "Uint16Array": "H", "Int32Array": "i", "Uint32Array": "I", "Float32Array": "f", "Float64Array": "d",
    "BigInt64Array": "q", "BigUint64Array": "Q",
}  # fmt: skip
_PLAIN = frozenset((str, int, bool, type(None)))


class Stub:
    """A function of the host's, or what the host pulls an iterator with (``kind``)."""

    def __init__(
        self, call: Callable[[int, tuple[Any, ...]], Any], let_go: Callable[[int, int], None], number: int, kind: str, name: str
    ) -> None:
        self._call = call
        self._let_go = let_go
        self.number = number
        self.kind = kind
        self.received = 0
        self.__name__ = name

    def __call__(self, *args: Any) -> Any:
        return self._call(self.number, args)

    def __del__(self) -> None:
        self._let_go(self.number, self.received)


def _stub_form(encoder: Any, value: Stub) -> Any:
    return [value.kind, encoder.export(value), value.__name__]


class Deferred:
    """A promise that the host settles, perhaps before JavaScript has it."""

    def __init__(self) -> None:
        self.job = 0
        self._known = _thread.allocate_lock()  # held until there is a promise
        self._known.acquire()

    def known(self, job: int) -> None:
        """JavaScript gets the promise."""
        self.job = job
        self._known.release()

    def settle(self, bridge: Bridge, value: Any, error: BaseException | None) -> None:
        """Settle it."""
        self._known.acquire()
        bridge.settle_promise(self.job, value, error)


def _deferred_form(encoder: Any, value: Deferred) -> Any:
    number = encoder._bridge.promise_number()
    value.known(number)
    return ["p", number]


class Moment:
    """A Date, in milliseconds or invalid."""

    def __init__(self, milliseconds: Any) -> None:
        self.milliseconds = milliseconds


def _moment_form(encoder: Any, value: Moment) -> Any:
    return ["d", value.milliseconds]


class RemoteError(Exception):
    """An exception of the host's, whose number JavaScript's error keeps."""

    number = 0

    @classmethod
    def of(cls, described: Any) -> RemoteError:
        """The exception for a class's name, a text and a number."""
        name, text, number = described
        made: RemoteError = type(str(name), (cls,), {})(text)
        made.number = number
        return made


add_form(Stub, _stub_form)
add_form(Deferred, _deferred_form)
add_form(Moment, _moment_form)


class Coder:
    """The forms of one sandbox."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def decode(self, form: Any, data: bytes, sizes: list[int]) -> Any:
        """The value of a form of the host's; ``sizes`` are those of its bytes."""
        starts, at = [], 0
        for size in sizes:
            starts.append(memoryview(data)[at : at + size])
            at += size
        return self._decode(form, starts)

    def _decode(self, form: Any, buffers: list[memoryview]) -> Any:
        if type(form) is not list:
            return form
        tag = form[0]
        if tag == "a":
            return [item if type(item) in _PLAIN else self._decode(item, buffers) for item in form[1]]
        if tag == "s":
            return form[1]
        if tag == "o":
            return {key: self._decode(item, buffers) for key, item in form[1].items()}
        if tag == "r":
            return self._server.kept(form[1])
        if tag in ("f", "g", "G", "A"):
            return self._server.stub(form[1], tag, form[2])
        if tag == "b":
            return bytes(buffers[form[1]])
        if tag in ("q", "t"):
            import array

            numbers = array.array(_ARRAYS[form[1]], bytes(buffers[form[2]]))
            return numbers.tolist() if tag == "q" else numbers
        if tag == "p":
            return self._server.deferred(form[1])
        if tag == "h":
            return self._decode(form[1], buffers)
        if tag == "u":
            return undefined
        if tag == "n":
            return float(form[1])
        if tag == "d":
            return Moment(form[1])
        assert tag == "i", tag
        return -int(form[1], 16) if form[2] else int(form[1], 16)

    def encoder(self) -> Outward:
        """What puts a value into forms."""
        return Outward(self._server)

    def form(self, value: Any) -> tuple[Any, bytes]:
        """The form of a value, and the bytes beside it."""
        encoder = Outward(self._server)
        return encoder.form(value), encoder.data()


class Outward:
    """Values as forms for the host."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._parts: list[bytes] = []
        self._size = 0

    def data(self) -> bytes:
        """The bytes beside the forms."""
        return b"".join(self._parts)

    def form(self, value: Any) -> Any:
        """The form of a value of the Runtime's. Raises TypeError."""
        kind = type(value)
        if kind in _PLAIN:
            return value if kind is not int or -(2**53) < value < 2**53 else ["i", f"{value:x}"]
        if kind is float:
            return value if value - value == 0 and (value or str(value) == "0.0") else ["n", _SPECIAL[str(value)]]
        if isinstance(value, JSObject):
            return ["r", self._server.keep(value), _kind(value), value.__js_name__]
        if kind is bytes:
            start = self._size
            self._parts.append(value)
            self._size += len(value)
            return ["b", start, len(value)]
        if kind is list:
            return ["a", [self.form(item) for item in value]]
        if kind is dict:
            if all(type(key) is str for key in value):
                return ["o", {key: self.form(item) for key, item in value.items()}]
            return ["m", [[self.form(key), self.form(item)] for key, item in value.items()]]
        if kind is datetime.datetime:
            return ["d", (value - _EPOCH) // datetime.timedelta(milliseconds=1)]
        if kind is Stub:
            return ["f", value.number]
        if value is undefined:
            return ["u"]
        if value is MISSING:
            return ["z"]
        raise TypeError(f"a {kind.__name__} cannot leave a sandbox")

    def error(self, error: JSError) -> dict[str, Any]:
        """A JSError's parts."""
        cause, code = error.__cause__, error.code
        made: dict[str, Any] = {
            "name": str(error.name), "message": str(error.message), "code": code if code is None else str(code),
            "stack": None if error.stack is None else str(error.stack), "value": self.form(error.value),
        }  # fmt: skip
        if error.errors:
            made["errors"] = [self.error(part) for part in error.errors]
        elif isinstance(cause, RemoteError):
            made["python"] = cause.number
        elif isinstance(cause, JSError):
            made["cause"] = self.error(cause)
        if error.__dict__.get("passing") is not None:
            made["passing"] = error.__dict__["passing"]
        return made


_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_SPECIAL = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity", "-0.0": "-0"}
_KINDS = {
    "JSArray": "array", "JSFunction": "function", "JSMethod": "function", "JSPromise": "promise", "JSCall": "promise",
    "JSAsyncFunction": "async function", "JSAsyncMethod": "async function",
}  # fmt: skip


def _kind(value: JSObject) -> str:
    return _KINDS.get(type(value).__name__, "object")
