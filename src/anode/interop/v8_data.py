"""Texts, bytes and functions between Python and V8's heap. A handle is an address (engine/v8/native.py)."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from anode.engine.v8.text import new_text

if TYPE_CHECKING:
    from anode.engine.v8.library import Functions


class V8Data:
    """One isolate's. Every method is called on a thread that has entered the isolate."""

    def __init__(self, v8: Functions, isolate: int) -> None:
        self.v8 = v8
        self.isolate = isolate
        self._text = ctypes.create_string_buffer(1 << 16)
        self._text_view = memoryview(self._text).cast("B")

    def text(self, handle: int) -> str:
        """A string of V8's."""
        v8 = self.v8
        length = v8["String__Length"](handle)
        if v8["String__ContainsOnlyOneByte"](handle):
            if length <= len(self._text):
                v8["String__WriteOneByte_v2"](handle, self.isolate, 0, length, self._text, 0)
                return str(self._text_view[:length], "latin-1")
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
