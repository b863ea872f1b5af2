"""The memory of JavaScript's buffers without a copy."""

from __future__ import annotations

from typing import Any

from anode.engine.v8 import library
from anode.interop.proxies import JSObject


def view(value: Any, key: str | int | None = None) -> memoryview:
    """The memory of a typed array, DataView, Buffer, ArrayBuffer or SharedArrayBuffer of JavaScript's: both languages see what the other writes.

    ``view(samples)`` is that of a typed array; ``view(image, "data")`` that of a property: a Buffer alone crosses as a copy. The items are of the array's
    type; those of a DataView and an ArrayBuffer are bytes, and those of a Float16Array where memoryview has no half floats. The memory lives as long as
    the memoryview does, also when the buffer is detached or the Runtime closed.

    Raises TypeError for other values and for buffers that can change their length, RuntimeError where the engine
    allows no direct calls.
    """
    if not isinstance(value, JSObject):
        raise TypeError(f"anode.view() takes an object of JavaScript's, not {type(value).__name__}")
    if not library.functions("views"):
        raise RuntimeError("this jsrun does not let anode.view() see the memory of V8: python -m anode.engine_check says why")
    found = value.__js_bridge__.ask("view", value, key)
    if not isinstance(found, memoryview):
        raise TypeError(str(found))
    return found
