"""V8's own functions, for what jsrun has no Python: flags, a look into iterators, the bytes of a buffer where they lie.

jsrun's extension holds V8 linked in. Its wheel keeps the symbol table, so that a function is found by its C++ name and called through
ctypes. Where the table is missing (another build, macOS), :func:`has` says so, and whoever asks does without.

Some facts:
- ``Local<T>`` and ``MaybeLocal<T>`` are one pointer, passed and returned as one; a pointer of NULL is an empty one. A ``Local`` lives in the
  handle scope of the op that it is made in.
- What has to get from JavaScript to C++ goes through a cell that both can reach, the isolate's *continuation preserved embedder data*, which
  JavaScript knows as the async context: it puts a value in, calls the op, takes the answer out and puts the context back.
- Flags count before the first isolate; V8 freezes them with it.
- Reading the table takes 50 ms: the snapshot's cache keeps what was found (:func:`known`).
"""

from __future__ import annotations

import ctypes
import os
import struct

from anode.engine.abi import extension_path

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypedDict

    class Known(TypedDict):
        """What a search has found, and in which file."""

        stamp: list[int]
        offsets: dict[str, int]


_MARK = "PyInit__jsrun"  # exported: its address and its offset tell where the rest is
_NAMES = {
    "set_flags": "_ZN2v82V818SetFlagsFromStringEPKcm",
    "current_isolate": "_ZN2v87Isolate10GetCurrentEv",
    "get_cell": "_ZN2v87Isolate36GetContinuationPreservedEmbedderDataEv",
    "set_cell": "_ZN2v87Isolate36SetContinuationPreservedEmbedderDataENS_5LocalINS_5ValueEEE",
    "preview_entries": "_ZN2v86Object14PreviewEntriesEPb",
    "view_buffer": "_ZN2v815ArrayBufferView6BufferEv",
    "view_offset": "_ZN2v815ArrayBufferView10ByteOffsetEv",
    "buffer_data": "_ZNK2v811ArrayBuffer4DataEv",
}
_POINTER, _SIZE = ctypes.c_void_p, ctypes.c_size_t
# Result and arguments. All are called with the GIL held: what they run is short, or must not be interrupted.
_TYPES: dict[str, tuple[Any, ...]] = {
    "set_flags": (None, ctypes.c_char_p, _SIZE),
    "current_isolate": (_POINTER,),
    "get_cell": (_POINTER, _POINTER),
    "set_cell": (None, _POINTER, _POINTER),
    "preview_entries": (_POINTER, _POINTER, ctypes.POINTER(ctypes.c_bool)),
    "view_buffer": (_POINTER, _POINTER),
    "view_offset": (_SIZE, _POINTER),
    "buffer_data": (_POINTER, _POINTER),
}

_memchr = ctypes.PYFUNCTYPE(_POINTER, _POINTER, ctypes.c_int, _SIZE)(("memchr", ctypes.PyDLL(None)))

_functions: dict[str, Callable[..., Any]] = {}
_started = False

# A young generation of one size: grown by and by, as V8 does of itself, it makes a server's memory climb by 40 MB over its first two million
# requests; with 8 MB that moves 1 MB after the first 100,000, at the same speed. And v8.setFlagsFromString() counts at any time, as in Node.
_flags = "--min-semi-space-size=8 --max-semi-space-size=8 --no-freeze-flags-after-init"


# ---- finding them ----


def _stamp() -> list[int]:
    status = os.stat(extension_path())
    return [status.st_size, status.st_mtime_ns]


def known() -> Known:
    """Search the extension's symbol table; empty where there is none that can be read."""
    try:
        with open(extension_path(), "rb") as file:
            offsets = _read_elf(file)
    except (OSError, struct.error, StopIteration):
        offsets = {}
    return {"stamp": _stamp(), "offsets": offsets}


def _read_elf(file: Any) -> dict[str, int]:
    """The offsets of what is wanted, from the ``.symtab`` of a 64-bit little-endian ELF file (System V ABI, chapter 4)."""
    header = file.read(64)
    if header[:6] != b"\x7fELF\x02\x01":
        return {}
    (sections_at,) = struct.unpack_from("<Q", header, 40)
    size, count = struct.unpack_from("<HH", header, 58)

    def part(at: int, length: int) -> bytes:
        file.seek(at)
        data: bytes = file.read(length)
        return data

    # name, type, flags, address, offset, size, link, info, alignment, entry size
    sections = [struct.unpack_from("<IIQQQQIIQQ", part(sections_at, size * count), i * size) for i in range(count)]
    symbols = next(section for section in sections if section[1] == 2)  # SHT_SYMTAB
    names = part(sections[symbols[6]][4], sections[symbols[6]][5])
    wanted = {names.find(b"\0" + name.encode() + b"\0") + 1: name for name in (_MARK, *_NAMES.values())}
    wanted.pop(0, None)  # not found
    found = {}
    for name, _, _, _, value, _ in struct.iter_unpack("<IBBHQQ", part(symbols[4], symbols[5])):
        if name in wanted:
            found[wanted[name]] = value
    return found


def request(flags: str) -> None:
    """Have V8's ``flags``, as on a command line, set with the first isolate."""
    global _flags
    _flags = f"{_flags} {flags}"


def start(found: Known) -> Known:
    """Make the functions callable and set V8's flags, once a process and before its first isolate; what was searched for anew, or ``found``."""
    global _started
    if _started:
        return found
    _started = True
    if found["stamp"] != _stamp():
        found = known()
    offsets = found["offsets"]
    if _MARK in offsets:
        library = ctypes.PyDLL(extension_path())
        base = (ctypes.cast(library[_MARK], _POINTER).value or 0) - offsets[_MARK]
        for name, symbol in _NAMES.items():
            if symbol in offsets:
                result, *arguments = _TYPES[name]
                _functions[name] = ctypes.PYFUNCTYPE(result, *arguments)(base + offsets[symbol])
        set_flags(_flags)
    return found


def set_flags(flags: str) -> bool:
    """Set V8's flags, as on a command line; it passes over what it does not know. Whether it could be told."""
    if not has("set_flags"):
        return False
    text = flags.encode()
    _functions["set_flags"](text, len(text))
    return True


def has(*names: str) -> bool:
    """Whether these functions are there."""
    return all(name in _functions for name in names)


# ---- what they do: each inside an op, on the isolate's thread ----


def preview_entries() -> bool | None:
    """Replace the Map, Set or iterator in the cell by an array of what it holds, or has yet to give; whether that is keys and values in turn.

    None where there is nothing to see: the cell is as it was.
    """
    if not has("current_isolate", "get_cell", "set_cell", "preview_entries"):
        return None
    isolate = _functions["current_isolate"]()
    pairs = ctypes.c_bool()
    entries = _functions["preview_entries"](_functions["get_cell"](isolate), ctypes.byref(pairs))
    if not entries:
        return None
    _functions["set_cell"](isolate, entries)
    return pairs.value


def find_byte(byte: int, start: int, end: int) -> int | None:
    """Where ``byte`` first stands in [start, end) of the Uint8Array in the cell, or -1: looked for where the bytes lie."""
    if not has("current_isolate", "get_cell", "view_buffer", "view_offset", "buffer_data"):
        return None
    view = _functions["get_cell"](_functions["current_isolate"]())
    data = _functions["buffer_data"](_functions["view_buffer"](view)) + _functions["view_offset"](view)
    found = _memchr(data + start, byte, end - start)
    return found - data if found else -1
