"""The pages of a SharedArrayBuffer, found and replaced with those of a memory file. Linux alone.

Some facts:
- V8 gives a SharedArrayBuffer that can grow pages of its own: as many as it has bytes for, followed by pages that no access reaches.
- Nothing tells where they are, but /proc/self/maps lists every mapping, and one of them holds what JavaScript has just written there.
- mmap() with MAP_FIXED puts other memory in the place of pages. A thread that uses them does not notice.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import sys

PAGE = 4096
_MAP_FIXED = 0x10
_PROT = mmap.PROT_READ | mmap.PROT_WRITE if sys.platform == "linux" else 0


def rounded(size: int) -> int:
    """The bytes of the pages that ``size`` bytes take."""
    return -(-size // PAGE) * PAGE


def candidates(size: int) -> list[int]:
    """The addresses of mappings of so many bytes' pages that end where unreachable pages begin."""
    wanted = rounded(size)
    found = []
    end = 0
    with open("/proc/self/maps", "rb") as file:
        for line in file:
            place, access = line.split(b" ", 2)[:2]
            start, stop = (int(part, 16) for part in place.split(b"-"))
            if end == start and access == b"---p":
                found.append(end - wanted)
            end = stop if access == b"rw-p" and stop - start >= wanted else 0
    return found


def holding(places: list[int], mark: bytes) -> list[int]:
    """Those of the addresses at which ``mark`` stands."""
    memory = os.open("/proc/self/mem", os.O_RDONLY | os.O_CLOEXEC)
    try:
        found = []
        for place in places:
            try:
                if os.pread(memory, len(mark), place) == mark:
                    found.append(place)
            except OSError:
                pass  # unmapped meanwhile
        return found
    finally:
        os.close(memory)


def replace(place: int, size: int, file: int) -> None:
    """Put the pages of a memory file in the place of those at an address. Raises OSError."""
    function = ctypes.CDLL(None, use_errno=True).mmap
    function.restype = ctypes.c_void_p
    function.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    if function(place, rounded(size), _PROT, mmap.MAP_SHARED | _MAP_FIXED, file, 0) != place:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
