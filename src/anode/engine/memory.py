"""Settings of the C library's allocator for servers."""

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
