"""Settings of the C library's allocator for servers, and the address space that V8 needs."""

from __future__ import annotations

import ctypes
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h of glibc
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
