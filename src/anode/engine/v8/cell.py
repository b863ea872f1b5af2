"""What an op does with V8's values: a look into iterators, a search in bytes where they lie, the text of a file as one string.

Some facts:
- jsrun converts what an op takes and returns. A V8 value that must not be copied, or that has no form in Python, cannot cross that way.
- V8 keeps one value for its embedder, the *continuation preserved embedder data*, which JavaScript has as the async context and an op can read and
  write through V8's own functions.

What this means here:
- JavaScript puts a value into that cell, calls the op, takes the answer out, and puts its async context back (internal/util/preview.js).
- Each function here runs inside an op, on the isolate's thread.
"""

from __future__ import annotations

import _thread
import ctypes

from anode.engine.v8.library import functions
from anode.engine.v8.text import new_source, source_text

_memchr = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t)(("memchr", ctypes.PyDLL(None)))
_left: dict[int, str] = {}  # by thread: the texts that could not be put into the cell


def preview_entries() -> bool | None:
    """Replace the Map, Set or iterator in the cell by an array of its entries, without moving an iterator; whether keys and values alternate in it.

    None where there is nothing to see: the cell is as it was.
    """
    v8 = functions("entries")
    if not v8:
        return None
    isolate = v8["Isolate__GetCurrent"]()
    pairs = ctypes.c_bool()
    entries = v8["Object__PreviewEntries"](v8["Context__GetContinuationPreservedEmbedderData"](isolate), ctypes.byref(pairs))
    if not entries:
        return None
    v8["Context__SetContinuationPreservedEmbedderData"](isolate, entries)
    return pairs.value


def find_byte(byte: int, start: int, end: int) -> int | None:
    """The first position of ``byte`` in [start, end) of the Uint8Array in the cell, or -1. None where its bytes cannot be reached."""
    v8 = functions("bytes")
    if not v8:
        return None
    view = v8["Context__GetContinuationPreservedEmbedderData"](v8["Isolate__GetCurrent"]())
    # JavaScript may be wrong about the length. V8 is not: a detached buffer has none.
    start, end = max(start, 0), min(end, v8["ArrayBufferView__ByteLength"](view))
    if start >= end:
        return -1
    data = v8["ArrayBuffer__Data"](v8["ArrayBufferView__Buffer"](view)) + v8["ArrayBufferView__ByteOffset"](view)
    found = _memchr(data + start, byte, end - start)
    return found - data if found else -1


def leave_source(data: bytes) -> None:
    """Put the text of a source file into the cell. Where that cannot be done, :func:`take_source` returns it."""
    v8 = functions("text")
    if not v8:
        _left[_thread.get_ident()] = source_text(data)
        return
    isolate = v8["Isolate__GetCurrent"]()
    v8["Context__SetContinuationPreservedEmbedderData"](isolate, new_source(v8, isolate, data))


def take_source() -> str:
    """The text that :func:`leave_source` could not put into the cell."""
    return _left.pop(_thread.get_ident())
