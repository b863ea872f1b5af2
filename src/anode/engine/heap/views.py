"""The memory of a buffer of V8's, in Python's hands for as long as Python wants it: the backing store is counted, and not copied."""

from __future__ import annotations

import ctypes

from anode.engine.v8.signatures import SharedPointer

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.engine.v8.library import Functions


class _Store:
    """A share in a backing store. V8 gets it back when Python drops the object, also after the isolate's end."""

    __slots__ = ("_give_back", "_pointer")

    def __init__(self, v8: Functions, buffer: int) -> None:
        self._pointer: SharedPointer = v8["ArrayBuffer__GetBackingStore"](buffer)
        self._give_back = v8["BackingStore__reset"]

    def __del__(self) -> None:
        self._give_back(ctypes.byref(self._pointer))


def memory_of(v8: Functions, view: int) -> memoryview:
    """The bytes of an ArrayBufferView, whose handle is ``view``, over its own memory."""
    length = v8["ArrayBufferView__ByteLength"](view)
    if not length:
        return memoryview(bytearray())
    buffer = v8["ArrayBufferView__Buffer"](view)
    store = _Store(v8, buffer)
    memory: Any = (ctypes.c_ubyte * length).from_address(v8["ArrayBuffer__Data"](buffer) + v8["ArrayBufferView__ByteOffset"](view))
    memory.store = store  # lives as long as the memory is seen
    return memoryview(memory).cast("B")
