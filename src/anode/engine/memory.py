"""Settings of the C library's allocator for a start and for servers, and the address space that V8 needs."""

from __future__ import annotations

import ctypes
import os
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8  # malloc.h of glibc
_TUNED = ("GLIBC_TUNABLES", "MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TOP_PAD_", "MALLOC_TRIM_THRESHOLD_")
_HUGE_PAGE, _MADV_HUGEPAGE = 2 << 20, 14
_AFTERWARDS = 4 << 20  # bytes: by default glibc's limits grow with what a program frees, up to 32 MB; once set, they do not
_MMAP_THRESHOLD = 32 << 20  # the most that glibc takes
_TRIM_THRESHOLD = 64 << 20

_kept = False


def keep_memory() -> None:
    """Let glibc reuse the memory of buffers instead of giving each back to the kernel.

    By default glibc maps every buffer of 128 KB and more, takes a page fault for each of its pages, and unmaps it. With another C library this does
    nothing.
    """
    global _kept
    if _kept or sys.platform != "linux":
        return
    _kept = True
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _MMAP_THRESHOLD)
        mallopt(_M_TRIM_THRESHOLD, _TRIM_THRESHOLD)


class HugePages:
    """While it is entered, memory of the program comes from one arena that begins with ``size`` free bytes in huge pages.

    jsrun copies a snapshot of 5 MB twice: 2,500 page faults of 2 to 3 µs, or 6. Only for a process that is anode's alone, before it has threads that
    allocate. Where the user has tuned glibc, or with another C library, it does nothing.
    """

    def __init__(self, size: int) -> None:
        self._size = size + _HUGE_PAGE if size else 0
        self._library: ctypes.CDLL | None = None
        self._filler: int | None = None

    def __enter__(self) -> None:
        if not self._size or sys.platform != "linux" or any(name in os.environ for name in _TUNED):
            return
        library = ctypes.CDLL(None)
        if not hasattr(library, "gnu_get_libc_version"):
            return
        self._library = library
        library.mallopt(_M_ARENA_MAX, 1)
        library.mallopt(_M_MMAP_THRESHOLD, 1 << 30)
        library.mallopt(_M_TRIM_THRESHOLD, 1 << 30)
        library.malloc.restype = ctypes.c_void_p
        library.malloc.argtypes = (ctypes.c_size_t,)
        library.free.argtypes = (ctypes.c_void_p,)
        library.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        found = library.malloc(self._size)
        if found:
            begin = (found + _HUGE_PAGE - 1) // _HUGE_PAGE * _HUGE_PAGE
            library.madvise(begin, found + self._size - begin, _MADV_HUGEPAGE)
            library.free(found)
            self._filler = library.malloc(
                begin - found - 16 if begin - found > 16 else 1
            )  # untouched: what comes next begins with a huge page

    def __exit__(self, *error: object) -> None:
        library = self._library
        if library is not None:
            library.mallopt(_M_ARENA_MAX, 8 * (os.cpu_count() or 1))  # glibc's own
            library.mallopt(_M_MMAP_THRESHOLD, _AFTERWARDS)
            library.mallopt(_M_TRIM_THRESHOLD, 2 * _AFTERWARDS)
            library.free(self._filler)
            library.malloc_trim(0)


_RLIMIT_AS = 9  # <bits/resource.h>
_RESERVED = 38 << 30  # bytes: V8 looks for 16 GB at a multiple of 16 GB, and ends the process where there are none


def too_little() -> str | None:
    """Why V8 cannot start within this process's address space, and how it could; None where it can."""
    if sys.platform != "linux":
        return None
    limits = (ctypes.c_uint64 * 2)()
    if ctypes.CDLL(None).getrlimit(_RLIMIT_AS, limits) or limits[0] >= _RESERVED:
        return None
    has, needs = limits[0] >> 30, _RESERVED >> 30
    return f"the address space is limited to {has} GB and V8 reserves {needs} GB, which it does not use: `ulimit -v {_RESERVED >> 10}` allows it"
