"""V8's own functions, for what jsrun has no Python: flags, a look into iterators, bytes where they lie; and what engine/native.py is made of.

They are found by name (symbols.py) and called through ctypes. Where they are not there, each of these says so, and whoever asks does without.

Some facts:
- ``Local<T>`` and ``MaybeLocal<T>`` are one pointer; NULL is an empty one. A ``Local`` lives in the handle scope of the op that it is made in.
- What has to get from JavaScript to C++ goes through a cell that both can reach, V8's *continuation preserved embedder data*, which
  JavaScript knows as the async context: it puts a value in, calls the op, takes the answer out and puts the context back.
- Flags count before the first isolate; V8 freezes them with it, unless it is told not to.
"""

from __future__ import annotations

import ctypes

from anode.engine import symbols
from anode.engine.abi import extension_path

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    # name: (whether it may run JavaScript or take long, so that the GIL is let go; result; arguments)
    Signatures = Mapping[str, tuple[bool, Any, tuple[Any, ...]]]

P, SIZE = ctypes.c_void_p, ctypes.c_size_t
SIGNATURES: Signatures = {
    "V8__SetFlagsFromString": (False, None, (ctypes.c_char_p, SIZE)),
    "Isolate__GetCurrent": (False, P, ()),
    "Context__GetContinuationPreservedEmbedderData": (False, P, (P,)),
    "Context__SetContinuationPreservedEmbedderData": (False, None, (P, P)),
    "Object__PreviewEntries": (False, P, (P, ctypes.POINTER(ctypes.c_bool))),
    "ArrayBufferView__Buffer": (False, P, (P,)),
    "ArrayBufferView__ByteLength": (False, SIZE, (P,)),
    "ArrayBufferView__ByteOffset": (False, SIZE, (P,)),
    "ArrayBuffer__Data": (False, P, (P,)),
    "Isolate__SetPrepareStackTraceCallback": (False, None, (P, P)),
    "Isolate__SetCaptureStackTraceForUncaughtExceptions": (False, None, (P, ctypes.c_bool, ctypes.c_int)),
}
# What the Rust binding does not use has only its C++ name.
_CPP = {"Object__PreviewEntries": "_ZN2v86Object14PreviewEntriesEPb"}
_memchr = ctypes.PYFUNCTYPE(P, P, ctypes.c_int, SIZE)(("memchr", ctypes.PyDLL(None)))

_addresses: dict[str, int] = {}
_functions: dict[str, Callable[..., Any]] = {}
_started = False

# A young generation of one size: grown by and by, as V8 does of itself, it makes a server's memory climb by 40 MB over its first two million
# requests; so it stays where it is after 100,000, at the same speed. 2 MB, because what is longer in use fills the cache: with 8 MB, buffers of
# 1 KB are made half as fast. And v8.setFlagsFromString() counts at any time, as in Node.
_flags = "--min-semi-space-size=2 --max-semi-space-size=2 --no-freeze-flags-after-init"


def symbol(name: str) -> str:
    """What the linker calls a function of a table of signatures."""
    return _CPP.get(name, "v8__" + name)


def known() -> symbols.Known:
    """Search for every function that anode uses."""
    from anode.engine import native

    return symbols.search(extension_path(), [symbol(name) for name in {**SIGNATURES, **native.SIGNATURES}])


def request(flags: str) -> None:
    """Have V8's ``flags``, as on a command line, set with the first isolate."""
    global _flags
    _flags = f"{_flags} {flags}"


def start(found: symbols.Known) -> symbols.Known:
    """Make the functions callable and set V8's flags, once a process and before its first isolate; what was searched for anew, or ``found``."""
    global _started
    if _started:
        return found
    _started = True
    path = extension_path()
    if found["stamp"] != symbols.stamp(path):
        found = known()
    _addresses.update(symbols.addresses(path, found))
    _functions.update(functions(SIGNATURES))
    set_flags(_flags)
    return found


def functions(signatures: Signatures) -> dict[str, Callable[..., Any]]:
    """V8's functions by name, without the ``v8__``; empty where any of them cannot be found."""
    if any(symbol(name) not in _addresses for name in signatures):
        return {}
    return {
        name: (ctypes.CFUNCTYPE if releases else ctypes.PYFUNCTYPE)(result, *arguments)(_addresses[symbol(name)])
        for name, (releases, result, arguments) in signatures.items()
    }


# ---- what they do: but for the flags inside an op, on the isolate's thread ----


def set_flags(flags: str) -> bool:
    """Set V8's flags, as on a command line; it passes over what it does not know. Whether it could be told."""
    if not _functions:
        return False
    text = flags.encode()
    _functions["V8__SetFlagsFromString"](text, len(text))
    return True


def make_errors_cheap() -> None:
    """Undo what the engine has V8 do for every error: a second stack where it is made, and 10 us of wrapping for each frame where it is read.

    V8 then calls ``Error.prepareStackTrace`` by itself, with its own call sites.
    """
    if not _functions:
        return
    isolate = _functions["Isolate__GetCurrent"]()
    _functions["Isolate__SetPrepareStackTraceCallback"](isolate, None)
    _functions["Isolate__SetCaptureStackTraceForUncaughtExceptions"](isolate, False, 0)


def preview_entries() -> bool | None:
    """Replace the Map, Set or iterator in the cell by an array of what it holds, or has yet to give; whether that is keys and values in turn.

    None where there is nothing to see: the cell is as it was.
    """
    if not _functions:
        return None
    isolate = _functions["Isolate__GetCurrent"]()
    pairs = ctypes.c_bool()
    entries = _functions["Object__PreviewEntries"](
        _functions["Context__GetContinuationPreservedEmbedderData"](isolate), ctypes.byref(pairs)
    )
    if not entries:
        return None
    _functions["Context__SetContinuationPreservedEmbedderData"](isolate, entries)
    return pairs.value


def find_byte(byte: int, start: int, end: int) -> int | None:
    """Where ``byte`` first stands in [start, end) of the Uint8Array in the cell, or -1: looked for where the bytes lie. None: they cannot be seen."""
    if not _functions:
        return None
    view = _functions["Context__GetContinuationPreservedEmbedderData"](_functions["Isolate__GetCurrent"]())
    # JavaScript may be wrong about the length; V8 is not, and has none for a buffer that is gone.
    start, end = max(start, 0), min(end, _functions["ArrayBufferView__ByteLength"](view))
    if start >= end:
        return -1
    buffer = _functions["ArrayBufferView__Buffer"](view)
    data = _functions["ArrayBuffer__Data"](buffer) + _functions["ArrayBufferView__ByteOffset"](view)
    found = _memchr(data + start, byte, end - start)
    return found - data if found else -1
