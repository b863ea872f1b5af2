"""Where functions of the engine's extension module are that it does not export: V8's own, under the names its Rust binding gives them.

Some facts:
- jsrun's wheels are not stripped: the file's symbol table (not the dynamic one, which is loaded) still names them.
- Reading it takes 35 ms, so it is read when something needs one of these functions, and not before.
- A table that is not there, or not ELF's, gives nothing: what is built on it must do without, and say so.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterable

_SYMBOL_TABLE = 2  # SHT_SYMTAB
_SYMBOL = 24  # bytes of an Elf64_Sym: name, info, other, section, value, size
_ANCHOR = "PyInit__jsrun"  # exported, so that its address in memory is known, too


def addresses(path: str, names: Iterable[str]) -> dict[str, int]:
    """The addresses in this process of the functions ``names`` of the loaded extension at ``path``; empty if any is missing."""
    wanted = [_ANCHOR, *names]
    try:
        offsets = _offsets(path, wanted)
        if len(offsets) != len(wanted):
            return {}
        anchor = ctypes.cast(getattr(ctypes.PyDLL(path), _ANCHOR), ctypes.c_void_p).value
    except (OSError, ValueError, AttributeError, struct.error):
        return {}
    base = (anchor or 0) - offsets[_ANCHOR]
    if base <= 0 or base % 4096:
        return {}
    return {name: base + offsets[name] for name in names}


def _offsets(path: str, names: list[str]) -> dict[str, int]:
    with open(path, "rb") as file:
        head = file.read(64)
        if head[:6] != b"\x7fELF\x02\x01":
            return {}
        (sections,) = struct.unpack_from("<Q", head, 40)
        size, count = struct.unpack_from("<HH", head, 58)
        file.seek(sections)
        table = file.read(size * count)
        for i in range(count):
            _, kind, _, _, offset, length, link = struct.unpack_from("<IIQQQQI", table, i * size)
            if kind == _SYMBOL_TABLE:
                file.seek(offset)
                symbols = file.read(length)
                _, _, _, _, offset, length = struct.unpack_from("<IIQQQQ", table, link * size)
                file.seek(offset)
                return _search(symbols, file.read(length), names)
    return {}


def _search(symbols: bytes, strings: bytes, names: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        start = strings.find(b"\0" + name.encode() + b"\0") + 1
        if start == 0:
            continue
        key = struct.pack("<I", start)
        at = symbols.find(key)
        while at >= 0 and at % _SYMBOL:
            at = symbols.find(key, at + 1)
        if at >= 0:
            (found[name],) = struct.unpack_from("<Q", symbols, at + 8)
    return found
