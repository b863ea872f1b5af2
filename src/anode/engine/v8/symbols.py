"""Addresses of functions that an extension module holds but does not export: V8's in jsrun's, OpenSSL's in cryptography's.

Some facts:
- Both packages' wheels for Linux and macOS have the file's own symbol table (``.symtab``), besides the dynamic one that the loader uses.
- A symbol's value is its distance from the place where the file is loaded. An exported function, whose address the loader tells, gives that place.
- To read jsrun's table takes 0.1 s, so its result is kept with the snapshot.

What this means here:
- A stripped file, or one that is neither ELF nor Mach-O, gives no symbols. Each feature that needs one is lost then, and says so.
"""

from __future__ import annotations

import ctypes
import os
import struct

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import BinaryIO

_SYMBOL_TABLE = 2  # SHT_SYMTAB
_SYMBOL = 24  # bytes of an Elf64_Sym: name, info, other, section, value, size
_MACHO_64, _LC_SYMTAB = b"\xcf\xfa\xed\xfe", 2
_MACHO_SYMBOL = 16  # bytes of an nlist_64: name, type, section, description, value


def _anchor(path: str) -> str:
    # The extension's init function, which is exported.
    return f"PyInit_{os.path.basename(path).partition('.')[0]}"


def search(path: str, names: Iterable[str]) -> dict[str, int]:
    """The offsets of ``names`` in the extension at ``path``; a name that is not found is left out."""
    try:
        return _offsets(path, [_anchor(path), *names])
    except (OSError, ValueError, struct.error):
        return {}


def addresses(path: str, offsets: Mapping[str, int]) -> dict[str, int]:
    """The addresses in this process of what :func:`search` has found in the extension at ``path``, which is loaded."""
    name = _anchor(path)
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
            # Mach-O puts an underscore before each C name.
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
            (found[name],) = struct.unpack_from("<Q", symbols, at + 8)  # at the same place in both formats
    return found
