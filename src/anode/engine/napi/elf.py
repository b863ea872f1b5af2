"""A shared object that exports the names of Node-API, written here: each is a jump to the address in one word of a table.

Some facts:
- A name that an addon leaves undefined is searched in what is loaded with ``RTLD_GLOBAL``, whatever its file. napi-rs searches there, too, by ``dlsym``.
- An object without ``PT_GNU_STACK`` makes glibc give all threads executable stacks.
- Kernels for aarch64 may have pages of 64 KiB.
- ``DT_HASH`` is read by every loader; glibc and musl both take a table with one bucket.
- Once Python has ended, none of its callbacks may be called, but other threads of an addon may still run.

What this means here:
- The file has one segment to read and run (headers, names, code) and one to write (dynamic section, table), aligned to 64 KiB.
- It is in memory only (``memfd_create``), or in the cache folder where a file in memory may not be run.
- ``CLOSING`` is a function of machine code that returns ``napi_closing``: it takes every place in the table when Python ends.
"""

from __future__ import annotations

import ctypes
import os
import struct

MACHINES = {"x86_64": 62, "aarch64": 183}  # e_machine of ELF
TABLE, CLOSING = "anode_napi_table", "anode_napi_closing"
_CLOSING_CODE = {
    "x86_64": bytes.fromhex("f30f1efa b810000000 c3"),  # endbr64; mov eax, 16; ret
    "aarch64": struct.pack("<III", 0xD503245F, 0x52800200, 0xD65F03C0),  # bti c; mov w0, 16; ret
}
_PAGE = 0x10000
_HEADER, _PROGRAM_HEADER, _SYMBOL, _DYNAMIC, _CODE = 64, 56, 24, 16, 16  # bytes of each
_NAME = "anode-napi.so"
_LOAD, _DYNAMIC_SEGMENT, _GNU_STACK = 1, 2, 0x6474E551
_READ, _WRITE, _RUN = 4, 2, 1
_FUNCTION, _OBJECT = 0x12, 0x11  # global symbols


def _jump(machine: str, here: int, slot: int) -> bytes:
    """The code at ``here`` that jumps to the address in ``slot``."""
    if machine == "x86_64":
        return b"\xf3\x0f\x1e\xfa\xff\x25" + struct.pack("<i", slot - (here + 10)) + b"\xcc" * 6  # endbr64; jmp [rip + …]
    pages = (slot >> 12) - (here >> 12)
    return struct.pack(
        "<IIII",
        0xD503245F,  # bti c
        0x90000010 | (pages & 3) << 29 | (pages >> 2 & 0x7FFFF) << 5,  # adrp x16, page of slot
        0xF9400210 | ((slot & 0xFFF) >> 3) << 10,  # ldr x16, [x16, slot in its page]
        0xD61F0200,  # br x16
    )


def build(names: list[str], machine: str) -> bytes:
    """The file for a machine of :data:`MACHINES`."""
    offsets: dict[str, int] = {}
    strings = bytearray(b"\0")
    for name in (_NAME, *names, CLOSING, TABLE):
        offsets[name] = len(strings)
        strings += name.encode() + b"\0"
    count = len(names) + 3  # the first symbol is empty
    hash_at = _HEADER + 4 * _PROGRAM_HEADER
    symbols_at = _aligned(hash_at + 4 * (3 + count), 8)
    strings_at = symbols_at + _SYMBOL * count
    code_at = _aligned(strings_at + len(strings), _CODE)
    code_end = code_at + _CODE * (len(names) + 1)
    data_at = _aligned(code_end, _PAGE)
    # DT_HASH, DT_STRTAB, DT_SYMTAB, DT_STRSZ, DT_SYMENT, DT_SONAME, DT_NULL
    dynamic = [(4, hash_at), (5, strings_at), (6, symbols_at), (10, len(strings)), (11, _SYMBOL), (14, offsets[_NAME]), (0, 0)]
    table_at = data_at + _DYNAMIC * len(dynamic)
    end = table_at + 8 * len(names)

    out = bytearray(end)
    identity = b"\x7fELF\x02\x01\x01"  # 64 bits, little-endian
    struct.pack_into(
        "<16sHHIQQQIHHHHHH", out, 0, identity, 3, MACHINES[machine], 1, 0, _HEADER, 0, 0, _HEADER, _PROGRAM_HEADER, 4, 64, 0, 0
    )
    segments = (
        (_LOAD, _READ | _RUN, 0, code_end, _PAGE),
        (_LOAD, _READ | _WRITE, data_at, end - data_at, _PAGE),
        (_DYNAMIC_SEGMENT, _READ | _WRITE, data_at, _DYNAMIC * len(dynamic), 8),
        (_GNU_STACK, _READ | _WRITE, 0, 0, 16),
    )
    for i, (kind, flags, start, size, alignment) in enumerate(segments):
        struct.pack_into("<IIQQQQQQ", out, _HEADER + _PROGRAM_HEADER * i, kind, flags, start, start, start, size, size, alignment)
    # one bucket, whose chain is all symbols
    struct.pack_into(f"<III{count}I", out, hash_at, 1, count, 1, 0, *range(2, count), 0)
    symbols = [(name, _FUNCTION, code_at + _CODE * i, _CODE) for i, name in enumerate(names)]
    symbols += [(CLOSING, _FUNCTION, code_end - _CODE, _CODE), (TABLE, _OBJECT, table_at, 8 * len(names))]
    for i, (name, kind, value, size) in enumerate(symbols):
        struct.pack_into("<IBBHQQ", out, symbols_at + _SYMBOL * (i + 1), offsets[name], kind, 0, 1, value, size)
    for i in range(len(names)):
        code = code_at + _CODE * i
        out[code : code + _CODE] = _jump(machine, code, table_at + 8 * i)
    closing = _CLOSING_CODE[machine]
    out[code_end - _CODE : code_end - _CODE + len(closing)] = closing
    out[strings_at : strings_at + len(strings)] = strings
    for i, (tag, value) in enumerate(dynamic):
        struct.pack_into("<QQ", out, data_at + _DYNAMIC * i, tag, value)
    return bytes(out)


def _aligned(value: int, to: int) -> int:
    return -(-value // to) * to


class Library:
    """The loaded object: ``table`` is the address of its words, ``closing`` that of the function that returns ``napi_closing``."""

    def __init__(self, names: list[str]) -> None:
        data = build(names, os.uname().machine)
        self._library = _load_from_memory(data) or _load_from_file(data)
        self.table = ctypes.addressof(ctypes.c_char.in_dll(self._library, TABLE))
        self.closing = ctypes.cast(getattr(self._library, CLOSING), ctypes.c_void_p).value or 0


def _load_from_memory(data: bytes) -> ctypes.CDLL | None:
    try:
        descriptor = os.memfd_create("anode-napi", os.MFD_CLOEXEC)
    except OSError:
        return None
    with open(descriptor, "wb", buffering=0) as file:
        file.write(data)
        try:
            # The loader knows what it has loaded by its name. Others that load from memory use this name without the dot.
            return ctypes.CDLL(f"/proc/self/./fd/{descriptor}", os.RTLD_GLOBAL | os.RTLD_NOW)
        except OSError:  # vm.memfd_noexec, or no /proc
            return None


def _load_from_file(data: bytes) -> ctypes.CDLL:
    import tempfile

    from anode.engine import cache

    cache.make_private(cache.folder())
    with tempfile.NamedTemporaryFile(dir=cache.folder(), prefix="napi-", suffix=".so") as file:
        file.write(data)
        file.flush()
        return ctypes.CDLL(file.name, os.RTLD_GLOBAL | os.RTLD_NOW)
