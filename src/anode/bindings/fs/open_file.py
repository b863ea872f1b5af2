"""open(2) for paths of programs. A path whose permission was checked is opened as it was checked: no symbolic link on the way counts."""

from __future__ import annotations

import errno
import os
import sys

from anode.permissions import Pinned

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

_OPENAT2 = 437  # on every architecture
_AT_FDCWD = -100
_NO_LINKS = 0x02 | 0x04  # RESOLVE_NO_MAGICLINKS, RESOLVE_NO_SYMLINKS
_NOT_THERE = (errno.ENOSYS, errno.EPERM, errno.E2BIG)  # an older kernel, or a filter of system calls
_KNOWN_FLAGS = 0o37777777  # openat2 refuses bits that open ignores


def open_file(path: str | bytes, flags: int, mode: int = 0o666) -> int:
    """The descriptor, closed in child processes. Raises OSError."""
    if type(path) is not Pinned:
        return os.open(path, flags, mode)
    if sys.platform == "linux":
        fd = _openat2(path, flags, mode)
        if fd is not None:
            return fd
    return os.open(path, flags | os.O_NOFOLLOW, mode)


def _openat2(path: Pinned, flags: int, mode: int) -> int | None:
    import ctypes  # only a program with restricted files needs it

    libc: Any = ctypes.CDLL(None, use_errno=True)
    creates = flags & (os.O_CREAT | os.O_TMPFILE)
    how = (ctypes.c_uint64 * 3)(flags & _KNOWN_FLAGS | os.O_CLOEXEC, mode & 0o7777 if creates else 0, _NO_LINKS)
    while True:
        fd: int = libc.syscall(_OPENAT2, _AT_FDCWD, os.fsencode(path), how, ctypes.c_size_t(ctypes.sizeof(how)))
        if fd >= 0:
            return fd
        number = ctypes.get_errno()
        if number in _NOT_THERE:
            return None
        if number != errno.EINTR:
            raise OSError(number, os.strerror(number), str(path))
