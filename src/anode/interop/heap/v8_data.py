"""Texts, bytes and functions between Python and V8's heap. A handle is an address (engine/v8/native.py)."""

from __future__ import annotations

import ctypes
import functools
from collections import deque
from typing import TYPE_CHECKING, Any

from anode.engine.heap.views import memory_of
from anode.engine.v8 import entry, library
from anode.engine.v8.text import new_text
from anode.interop.layout import Kind, Real, Slot
from anode.interop.values import LARGEST_INTEGER, encoded

if TYPE_CHECKING:
    from typing import Protocol

    from anode.engine.v8.library import Functions
    from anode.interop.values import References

    class Bridge(References, Protocol):
        """What values refer to."""

        sent: bytes
        sent_lengths: list[int]


MOST_BESIDE = 8192  # V8 values in the arguments of one call
KIND_NAMES = {Kind.OBJECT: "object", Kind.ARRAY: "array", Kind.FUNCTION: "function", Kind.PROMISE: "promise", Kind.ASYNC: "async function"}
CONSTANTS = {Kind.NULL: None, Kind.UNDEFINED: None, Kind.TRUE: True, Kind.FALSE: False}


class V8Data:
    """One isolate's. Every method is called on a thread that has entered the isolate."""

    def __init__(self, v8: Functions, isolate: int) -> None:
        self.v8 = v8
        self.isolate = isolate
        self._text = ctypes.create_string_buffer(1 << 16)
        self._text_view = memoryview(self._text).cast("B")
        self.turns = 0  # calls within other calls

    def take_cell(self) -> int:
        """A Global of what JavaScript has left in the cell."""
        v8, isolate = self.v8, self.isolate
        scopes = entry.Scopes(v8, isolate)
        opened: list[bool] = []
        opening = entry.steps(*scopes.opening(entry.thread.high), functools.partial(opened.append, True))
        closing = entry.steps(*scopes.closing())
        try:
            deque(opening, 0)
            taken: int = v8["Global__New"](isolate, v8["Context__GetContinuationPreservedEmbedderData"](isolate))
            v8["Context__SetContinuationPreservedEmbedderData"](isolate, v8["Undefined"](isolate))
        finally:
            if opened:
                deque(closing, 0)
        return taken

    def text(self, handle: int) -> str:
        """A string of V8's."""
        v8 = self.v8
        length = v8["String__Length"](handle)
        if v8["String__ContainsOnlyOneByte"](handle):
            if length <= len(self._text):
                while True:  # a destructor that calls JavaScript overwrites the text
                    turns = self.turns
                    v8["String__WriteOneByte_v2"](handle, self.isolate, 0, length, self._text, 0)
                    text = str(self._text_view[:length], "latin-1")
                    if self.turns == turns:
                        return text
            long = ctypes.create_string_buffer(length)
            v8["String__WriteOneByte_v2"](handle, self.isolate, 0, length, long, 0)
            return str(memoryview(long).cast("B")[:length], "latin-1")
        wide = ctypes.create_string_buffer(2 * length)
        v8["String__Write_v2"](handle, self.isolate, 0, length, wide, 0)
        return wide.raw.decode("utf-16-le", "surrogatepass")

    def copy_bytes(self, view: int) -> bytes:
        """A copy of the bytes of a view."""
        v8 = self.v8
        length = v8["ArrayBufferView__ByteLength"](view)
        if not length:
            return b""
        place = v8["ArrayBuffer__Data"](v8["ArrayBufferView__Buffer"](view)) + v8["ArrayBufferView__ByteOffset"](view)
        return ctypes.string_at(place, length)

    def see_bytes(self, view: int, form: str) -> memoryview:
        """The bytes of a view in their own memory, as items of a memoryview's format."""
        found = memory_of(library.functions("views"), view)
        try:
            return found.cast(form)  # type: ignore[call-overload,no-any-return]
        except ValueError:  # "e" in an older Python
            return found

    def new_text(self, text: str) -> int:
        """A handle of a string."""
        made = new_text(self.v8, self.isolate, text)
        if not made:
            raise ValueError(f"JavaScript cannot have a text of {len(text)} characters")
        return made

    def new_bytes(self, data: bytes | bytearray) -> int:
        """A handle of an ArrayBuffer with a copy of the bytes."""
        v8 = self.v8
        given = data if isinstance(data, bytes) else bytes(data)
        buffer: int = v8["ArrayBuffer__New__with_byte_length"](self.isolate, len(given))
        if given:
            ctypes.memmove(v8["ArrayBuffer__Data"](buffer), given, len(given))
        return buffer

    def new_functions(self, callbacks: list[Any]) -> list[int]:
        """Handles of functions that call callbacks of ctypes."""
        v8 = self.v8
        context = v8["Isolate__GetCurrentContext"](self.isolate)
        return [v8["Function__New"](context, ctypes.cast(callback, ctypes.c_void_p), None, 0, 0, 0) for callback in callbacks]

    def new_array(self, handles: list[int]) -> int:
        """A handle of an array."""
        elements = (ctypes.c_void_p * len(handles))(*handles)
        found: int = self.v8["Array__New_with_elements"](self.isolate, elements, len(handles))
        return found


class CallData(V8Data):
    """Arguments and results in the memory that both languages share during a call, and in V8 values beside it."""

    ints: memoryview[int]
    reals: memoryview[float]

    def __init__(self, v8: Functions, isolate: int, bridge: Bridge) -> None:
        super().__init__(v8, isolate)
        self.bridge = bridge
        self.argv = (ctypes.c_void_p * MOST_BESIDE)()

    def value(self, kind: int, at: int, real: int, beside: list[int]) -> Any:
        """The argument of a Python function, with its kind and its places in the shared memory; ``beside`` are V8's values."""
        ints = self.ints
        if kind == Kind.INT:
            return ints[at]
        if kind == Kind.FLOAT:
            number = self.reals[real]
            return int(number) if number.is_integer() and -LARGEST_INTEGER <= number <= LARGEST_INTEGER and (number or 0) else number
        if kind == Kind.TEXT:
            return self.text(beside[ints[at]])
        if kind in CONSTANTS:
            return CONSTANTS[kind]
        if kind == Kind.BYTES:
            return self.copy_bytes(beside[ints[at]])
        if kind == Kind.PYTHON:
            return self.bridge.imported(ints[at])
        return self.bridge.proxy(ints[at], KIND_NAMES[kind], None)

    def write_result(self, kind: int, value: Any) -> int:
        """Write the result of a Python function; the handle of what goes beside, or 0."""
        ints = self.ints
        if kind == Kind.INT:
            ints[Slot.CALL_VALUE] = value
        elif kind == Kind.FLOAT:
            self.reals[Real.CALL_RESULT] = value
        elif kind == Kind.TEXT or kind == Kind.RAISED:
            return self.new_text(value)
        elif kind == Kind.BYTES:
            return self.new_bytes(value)
        elif kind == Kind.OBJECT or kind == Kind.LATER:
            ints[Slot.CALL_VALUE] = value
        elif kind == Kind.WIRE or kind == Kind.THROWN:
            text, buffers = value
            ints[Slot.BESIDE] = 1 if buffers else 0
            self.bridge.sent = b"".join(buffers)
            self.bridge.sent_lengths = [len(b) for b in buffers]
            return self.new_text(text)
        return 0

    def write_argument(self, i: int, value: Any, used: int) -> int:
        """Write argument ``i``, neither a 32-bit integer nor a float; how many V8 values are used then."""
        ints = self.ints
        if isinstance(value, str) and type(value) is str:
            kind, handle = Kind.TEXT, self.new_text(value)
        elif value is None:
            ints[Slot.KINDS + i] = Kind.NULL
            return used
        elif value is True or value is False:
            ints[Slot.KINDS + i] = Kind.TRUE if value else Kind.FALSE
            return used
        elif hasattr(type(value), "__js_number__"):
            ints[Slot.KINDS + i] = Kind.OBJECT
            ints[Slot.VALUES + i] = self.bridge.reference(value)
            return used
        elif type(value) in (bytes, bytearray):
            kind, handle = Kind.BYTES, self.new_bytes(value)
        elif type(value) is int and -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            ints[Slot.KINDS + i] = Kind.FLOAT
            self.reals[Real.VALUES + i] = value
            return used
        else:
            text, buffers = encoded(self.bridge, value)
            ints[Slot.KINDS + i] = Kind.WIRE
            ints[Slot.VALUES + i] = used
            argv = self.argv
            if used + 1 + len(buffers) > len(argv):
                raise ValueError("too many buffers in the arguments of one call")
            argv[used] = self.new_text(text)
            for buffer in buffers:
                used += 1
                argv[used] = self.new_bytes(buffer)
            return used + 1
        ints[Slot.KINDS + i] = kind
        ints[Slot.VALUES + i] = used
        self.argv[used] = handle
        return used + 1
