"""What an addon asks for, seen in its file before it is loaded, and why it cannot be had.

Some facts:
- The loader ends the process for some files that are no libraries for it, and tells of one missing symbol at a time.
- An addon that was made for another C library may load, and crash later.
- The symbols that a library leaves to others are in its dynamic symbol table, and the libraries it needs in its dynamic section. Section headers
  lead to both.

What this means here:
- Only ELF is looked at; addons are loaded on Linux alone.
- A symbol that is undefined and not weak must be one of Node-API's or come from a library.
"""

from __future__ import annotations

import os
import struct
import sys

from anode.engine.napi.elf import MACHINES
from anode.engine.napi.replacements import advice

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Container

_DYNAMIC, _DYNAMIC_SYMBOLS = 6, 11  # section types
_NEEDED = 1  # DT_NEEDED
_GLOBAL = 1  # the binding of a symbol; a weak one may stay undefined
_SECTION = "<IIQQQQIIQQ"
_SHARED_OBJECT = 3

# How symbols begin, and what they belong to.
_FOREIGN = (
    (("_ZN2v8", "_ZNK2v8", "_ZTVN2v8", "_ZTIN2v8"), "V8's C++ API"),
    (("_ZN4node", "_ZNK4node", "node_module_register"), "Node's C++ API"),
    (("uv_",), "libuv"),
)
_NODE_API = ("napi_", "node_api_")
_SHOWN = 3  # symbols in a message


class Refused(Exception):
    """The addon is not loaded; the message says why."""


class File:
    """What an ELF file says of itself. Raises :class:`Refused`."""

    def __init__(self, path: str) -> None:
        try:
            with open(path, "rb") as file:
                self._data = data = file.read()
        except OSError as error:
            what = "cannot read file data" if isinstance(error, IsADirectoryError) else "cannot open shared object file"
            raise Refused(f"{path}: {what}: {os.strerror(error.errno or 0)}") from None
        if len(data) < 64:
            raise Refused(f"{path}: file too short")
        if data[:4] != b"\x7fELF":
            system = _system_of(data[:4])
            raise Refused(f"{path}: invalid ELF header{system}")
        if data[4:6] != b"\x02\x01":
            raise Refused(f"{path}: wrong ELF class: not 64 bits")
        kind, self.machine = struct.unpack_from("<HH", data, 16)
        if kind != _SHARED_OBJECT:
            raise Refused(f"{path}: only ET_DYN and ET_EXEC can be loaded")
        self.libraries: list[str] = []
        self.undefined: list[str] = []
        try:
            self._read()
        except (struct.error, ValueError, IndexError):
            pass  # the loader says what is wrong with it

    def _read(self) -> None:
        data = self._data
        (start,) = struct.unpack_from("<Q", data, 40)
        size, count = struct.unpack_from("<HH", data, 58)
        sections = [struct.unpack_from(_SECTION, data, start + i * size) for i in range(count)]
        for _, kind, _, _, at, length, link, _, _, _ in sections:
            if kind == _DYNAMIC:
                strings = sections[link][4]
                for tag, value in struct.iter_unpack("<QQ", data[at : at + length]):
                    if tag == _NEEDED:
                        self.libraries.append(self._text(strings + value))
            elif kind == _DYNAMIC_SYMBOLS:
                strings = sections[link][4]
                for name, info, _, section, _, _ in struct.iter_unpack("<IBBHQQ", data[at : at + length]):
                    if name and section == 0 and info >> 4 == _GLOBAL:
                        self.undefined.append(self._text(strings + name))

    def _text(self, at: int) -> str:
        return self._data[at : self._data.index(b"\0", at)].decode("utf-8", "replace")


def _system_of(magic: bytes) -> str:
    if magic in (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"):
        return " (the file is for macOS)"
    return " (the file is for Windows)" if magic[:2] == b"MZ" else ""


def check(path: str, known: Container[str]) -> None:
    """Look at an addon; ``known`` are the functions of Node-API there are. Raises :class:`Refused`."""
    if sys.platform != "linux":
        raise Refused(f"{path}: anode loads native addons on Linux only. {advice(path)}")
    here = os.uname().machine
    if here not in MACHINES:
        raise Refused(f"{path}: anode loads no native addons on {here}. {advice(path)}")
    file = File(path)
    if file.machine != MACHINES[here]:
        raise Refused(f"{path}: the addon is for another processor than {here}: install it again on this machine")
    has_glibc = os.confstr("CS_GNU_LIBC_VERSION") is not None if "CS_GNU_LIBC_VERSION" in os.confstr_names else False
    if any(name.startswith("libc.musl") for name in file.libraries) and has_glibc:
        raise Refused(f"{path}: the addon is for musl, and this system has glibc: install its package for glibc")
    if "libc.so.6" in file.libraries and not has_glibc:
        raise Refused(f"{path}: the addon is for glibc, and this system has musl: install its package for musl")
    for beginnings, api in _FOREIGN:
        found = [name for name in file.undefined if name.startswith(beginnings) and name not in known]
        if found:
            raise Refused(f"{path}: the addon is made for {api} ({_listed(found)}), and anode has Node-API alone. {advice(path)}")
    found = [name for name in file.undefined if name.startswith(_NODE_API) and name not in known]
    if found:
        raise Refused(f"{path}: the addon needs a newer Node-API ({_listed(found)})")


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
