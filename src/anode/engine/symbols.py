"""Where functions are that an extension does not export: V8's own in jsrun's, under the names its Rust binding gives them, and OpenSSL's in
cryptography's.

Some facts:
- Neither wheel is stripped: the file's symbol table (not the dynamic one, which is loaded) still names them.
- Reading jsrun's takes 50 ms, so what was found there is kept with the snapshot.
- A table that is not there, or neither ELF's nor Mach-O's, gives nothing: what is built on it must do without, and say so.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import BinaryIO, TypedDict

    class Known(TypedDict):
        """What a search has found, and in which file: its size and time."""

        stamp: list[int]
        offsets: dict[str, int]


_SYMBOL_TABLE = 2  # SHT_SYMTAB
_SYMBOL = 24  # bytes of an Elf64_Sym: name, info, other, section, value, size
_MACHO_64, _LC_SYMTAB = b"\xcf\xfa\xed\xfe", 2
_MACHO_SYMBOL = 16  # bytes of an nlist_64: name, type, section, description, value


def _anchor(path: str) -> str:
    # Exported, so that its address in memory is known, too.
    return f"PyInit_{os.path.basename(path).partition('.')[0]}"


def search(path: str, names: Iterable[str]) -> Known:
    """Look for the functions ``names`` in the extension at ``path``: what is missing was not found."""
    try:
        offsets = _offsets(path, [_anchor(path), *names])
    except (OSError, ValueError, struct.error):
        offsets = {}
    return {"stamp": stamp(path), "offsets": offsets}


def stamp(path: str) -> list[int]:
    """What tells whether a file is the one that was searched."""
    status = os.stat(path)
    return [status.st_size, status.st_mtime_ns]


def addresses(path: str, known: Known) -> dict[str, int]:
    """The addresses in this process of what was found in the loaded extension at ``path``."""
    offsets, name = known["offsets"], _anchor(path)
    if name not in offsets:
        return {}
    anchor = ctypes.cast(getattr(ctypes.PyDLL(path), name), ctypes.c_void_p).value
    base = (anchor or 0) - offsets[name]
    if base <= 0 or base % 4096:
        return {}
    return {name: base + offset for name, offset in offsets.items()}


def _offsets(path: str, names: list[str]) -> dict[str, int]:
    with open(path, "rb") as file:
        head = file.read(64)
        if head[:6] == b"\x7fELF\x02\x01":
            return _elf_offsets(file, head, names)
        if head[:4] == _MACHO_64:
            return _macho_offsets(file, head, names)
    return {}


def _elf_offsets(file: BinaryIO, head: bytes, names: list[str]) -> dict[str, int]:
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
            return _search(symbols, file.read(length), names, _SYMBOL)
    return {}


def _macho_offsets(file: BinaryIO, head: bytes, names: list[str]) -> dict[str, int]:
    count, length = struct.unpack_from("<II", head, 16)
    file.seek(32)
    commands = file.read(length)
    at = 0
    for _ in range(count):
        command, size = struct.unpack_from("<II", commands, at)
        if command == _LC_SYMTAB:
            symbols, entries, strings, bytes_of_strings = struct.unpack_from("<IIII", commands, at + 8)
            file.seek(symbols)
            table = file.read(entries * _MACHO_SYMBOL)
            file.seek(strings)
            # A C name begins with an underscore there.
            found = _search(table, file.read(bytes_of_strings), ["_" + name for name in names], _MACHO_SYMBOL)
            return {name[1:]: value for name, value in found.items()}
        at += size
    return {}


def _search(symbols: bytes, strings: bytes, names: list[str], size: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        start = strings.find(b"\0" + name.encode() + b"\0") + 1
        if start == 0:
            continue
        key = struct.pack("<I", start)
        at = symbols.find(key)
        while at >= 0 and at % size:
            at = symbols.find(key, at + 1)
        if at >= 0:
            (found[name],) = struct.unpack_from("<Q", symbols, at + 8)  # in either form
    return found
