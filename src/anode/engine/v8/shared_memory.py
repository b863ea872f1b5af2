"""Memory that several isolates share, and compiled WebAssembly: V8's own backing stores and modules, handed from one isolate to another.

Some facts:
- A ``shared_ptr`` of V8's is two words, the object and its counter. A backing store and a CompiledWasmModule belong to no isolate, and may be
  freed on any thread.
- V8 makes a WebAssembly.Memory over memory that is there only when it reads one that its serializer has written. Serializer and deserializer
  ask a *delegate* of the embedder's for the SharedArrayBuffer; a delegate is a C++ object with a table of virtual functions.

What this means here:
- A :class:`Part` counts for a message on its way: the memory lives at least as long as the Python object.
- A Memory crosses as the bytes that V8's serializer writes for it, and its buffer.
- A delegate is one word that points to a copy of V8's table, in which the functions that are called are ours.
"""

from __future__ import annotations

import ctypes
from itertools import count

from anode.engine.v8.delegate import Delegate
from anode.engine.v8.signatures import SIZE, UINT32, P, SharedPointer

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.engine.v8.library import Functions
    from anode.engine.v8.native import Call

_SPACE = 64  # bytes for a ValueSerializer or a ValueDeserializer, which are one pointer
_ONE = 1  # a Maybe<uint32_t> or Maybe<bool> that holds 0 or false
_WRITTEN = 1  # what WriteValue returns when it has written
_numbers = count(1)

NEITHER, MODULE, MEMORY = range(3)  # what a value is


class Part:
    """A share in a backing store or in a compiled module. V8 gets it back when Python drops the object."""

    __slots__ = ("_give_back", "_make", "_pointer", "number")

    def __init__(self, v8: Functions, value: int) -> None:
        self.number = next(_numbers)
        self._pointer: SharedPointer | int
        if v8["Value__IsWasmModuleObject"](value):
            self._pointer = v8["WasmModuleObject__GetCompiledModule"](value)
            self._make = v8["WasmModuleObject__FromCompiledModule"]
            self._give_back = v8["CompiledWasmModule__DELETE"]
        else:
            self._pointer = v8["SharedArrayBuffer__GetBackingStore"](value)
            self._make = v8["SharedArrayBuffer__New__with_backing_store"]
            self._give_back = v8["BackingStore__reset"]

    def _address(self) -> Any:
        return self._pointer if isinstance(self._pointer, int) else ctypes.byref(self._pointer)

    def value(self, isolate: int) -> int:
        """A new SharedArrayBuffer, or a new WebAssembly.Module, as a handle."""
        handle: int = self._make(isolate, self._address())
        return handle

    def __del__(self) -> None:
        self._give_back(self._address())


_refuse_type = ctypes.CFUNCTYPE(None, P, P)
_answer_type = ctypes.CFUNCTYPE(ctypes.c_uint64, P, P, P)
_has_type = ctypes.CFUNCTYPE(ctypes.c_bool, P, P)
_allocate_type = ctypes.CFUNCTYPE(P, P, P, SIZE, P)
_free_type = ctypes.CFUNCTYPE(None, P, P)
_buffer_type = ctypes.CFUNCTYPE(P, P, P, UINT32)


class SharedMemory:
    """The shared values of one isolate: copied in it, put into messages, taken out of messages."""

    def __init__(self, v8: Functions, leaving: dict[int, Part], arrived: dict[int, list[Part]]) -> None:
        self._v8 = v8
        self._leaving = leaving
        self._arrived = arrived
        self._writer: Delegate | None = None
        self._reader: Delegate | None = None
        self._buffer = 0  # of the Memory that is being written (a Global) or read (a handle)

    def kind(self, call: Call) -> None:
        """``(value)``: MODULE, MEMORY or NEITHER."""
        value = call.value(1)
        is_module, is_memory = self._v8["Value__IsWasmModuleObject"](value), self._v8["Value__IsWasmMemoryObject"](value)
        call.answer_integer(MODULE if is_module else MEMORY if is_memory else NEITHER)

    def copy(self, call: Call) -> None:
        """``(a SharedArrayBuffer or a Module)``: another one over the same."""
        call.answer(Part(self._v8, call.value(1)).value(call.isolate))

    def put(self, call: Call) -> None:
        """``(a SharedArrayBuffer or a Module)``: the number under which it can be sent."""
        part = Part(self._v8, call.value(1))
        self._leaving[part.number] = part
        call.answer_integer(part.number)

    def get(self, call: Call) -> None:
        """``(number)``: a new object for what has come with a message."""
        number = call.integer(1)
        parts = self._arrived[number]
        part = parts.pop()
        if not parts:
            del self._arrived[number]
        call.answer(part.value(call.isolate))

    # ---- WebAssembly.Memory ----

    def take_apart(self, call: Call) -> None:
        """``(a Memory)``: a text that describes it and its SharedArrayBuffer; nothing where it is not shared."""
        v8, isolate = self._v8, call.isolate
        if self._writer is None:
            self._writer = self._make_writer()
        serializer = ctypes.create_string_buffer(_SPACE)
        v8["ValueSerializer__CONSTRUCT"](serializer, isolate, self._writer.address)
        v8["ValueSerializer__WriteHeader"](serializer)
        written = v8["ValueSerializer__WriteValue"](serializer, call.context, call.value(1))
        data, size = P(), SIZE()
        v8["ValueSerializer__Release"](serializer, ctypes.byref(data), ctypes.byref(size))
        text = ctypes.string_at(data.value, size.value).hex() if data.value else ""
        _free(data)
        v8["ValueSerializer__DESTRUCT"](serializer)
        if self._buffer:
            buffer = v8["Local__New"](isolate, self._buffer)
            v8["Global__Reset"](self._buffer)
            self._buffer = 0
            if written == _WRITTEN:
                call.answer_list([call.new_text(text), buffer])

    def put_together(self, call: Call) -> None:
        """``(text, SharedArrayBuffer)``: the Memory."""
        v8 = self._v8
        if self._reader is None:
            self._reader = Delegate(
                "_ZTV31v8__ValueDeserializer__Delegate",
                6,
                {4: _buffer_type(lambda this, isolate, number: self._buffer)},  # GetSharedArrayBufferFromId
            )
        data = bytes.fromhex(call.text(1))
        deserializer = ctypes.create_string_buffer(_SPACE)
        self._buffer = call.value(2)
        v8["ValueDeserializer__CONSTRUCT"](deserializer, call.isolate, data, len(data), self._reader.address)
        v8["ValueDeserializer__ReadHeader"](deserializer, call.context)
        call.answer(v8["ValueDeserializer__ReadValue"](deserializer, call.context))
        v8["ValueDeserializer__DESTRUCT"](deserializer)
        self._buffer = 0

    def _make_writer(self) -> Delegate:
        return Delegate(
            "_ZTV29v8__ValueSerializer__Delegate",
            11,
            {
                2: _refuse_type(lambda this, message: None),  # a Memory that is not shared
                3: _has_type(lambda this, isolate: False),  # HasCustomHostObject
                6: _answer_type(self._keep_buffer),  # GetSharedArrayBufferId
                8: _has_type(lambda this, conveyor: False),
                9: _allocate_type(_reallocate),
                10: _free_type(lambda this, memory: _free(memory)),
            },
        )

    def _keep_buffer(self, this: int, isolate: int, buffer: int) -> int:
        self._buffer = self._v8["Global__New"](isolate, buffer)  # the handle ends with V8's scope
        return _ONE


_libc = ctypes.CDLL(None)
_realloc = ctypes.CFUNCTYPE(P, P, SIZE)(("realloc", _libc))
_free = ctypes.CFUNCTYPE(None, P)(("free", _libc))


def _reallocate(this: int, memory: int | None, size: int, actual: int) -> int | None:
    found: int | None = _realloc(memory, size)
    SIZE.from_address(actual).value = size
    return found
