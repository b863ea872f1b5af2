"""Reads and writes that cannot block on a disk run on the loop's thread: a thread of the pool costs ten times as much.

On Linux, ``preadv2`` with ``RWF_NOWAIT`` reads from the page cache, and fails with ``EAGAIN`` where the data are not there. A file system that does
not know the flag may be one in memory (tmpfs), which never blocks. Other systems have no such call, and the pool does it all.
"""

from __future__ import annotations

import errno
import os
import stat

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.loop.context import Context

LARGEST = 256 * 1024  # bytes; more would keep the loop from its other callbacks

_NOWAIT: int = getattr(os, "RWF_NOWAIT", 0)
_UNKNOWN = (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS, errno.EPERM)
_in_memory: dict[int, bool] = {}  # by st_dev


def _memory_devices() -> set[int]:
    """The st_dev of every tmpfs that is mounted."""
    found = set()
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                fields, _, rest = line.partition(" - ")
                if rest.split(" ", 1)[0] == "tmpfs":
                    major, _, minor = fields.split(" ")[2].partition(":")
                    found.add(os.makedev(int(major), int(minor)))
    except (OSError, ValueError, IndexError):
        pass
    return found


def _lies_in_memory(fd: int) -> bool:
    """Whether ``fd`` is a regular file of a file system in memory."""
    info = os.fstat(fd)
    if not stat.S_ISREG(info.st_mode):
        return False
    known = _in_memory.get(info.st_dev)
    if known is None:
        known = _in_memory[info.st_dev] = info.st_dev in _memory_devices()
    return known


def read(ctx: Context, fd: int, length: int, position: int = -1) -> bytes | None:
    """The result of ``read`` in file.py, or None where it would block."""
    if not _NOWAIT or length > LARGEST or type(position) is not int:  # beyond 2**53 a place crosses as a float
        return None
    loop = ctx.loop
    if len(loop.scratch) < length:
        loop.scratch = memoryview(bytearray(LARGEST))
    try:
        count = os.preadv(fd, [loop.scratch[:length]], position, _NOWAIT)
        return bytes(loop.scratch[:count]) if count == length or _is_all(fd, count, position) else None
    except OverflowError:
        return None
    except OSError as error:
        if error.errno in _UNKNOWN and _lies_in_memory(fd):
            return os.read(fd, length) if position < 0 else os.pread(fd, length, position)
        return None  # whatever is wrong, the pool meets it again and tells


def _is_all(fd: int, count: int, position: int) -> bool:
    """Whether fewer bytes than asked for are all there is, as at a file's end and in a pipe; else only the first pages were in memory."""
    if count and stat.S_ISREG(os.fstat(fd).st_mode):
        place = os.lseek(fd, 0, os.SEEK_CUR) if position < 0 else position + count
        if place < os.fstat(fd).st_size:
            if position < 0:
                os.lseek(fd, -count, os.SEEK_CUR)
            return False
    return True


def write(ctx: Context, fd: int, data: bytes, position: int = -1) -> int | None:
    """The result of ``write`` in file.py, or None where it would block."""
    if not _NOWAIT or len(data) > LARGEST or type(position) is not int:
        return None
    try:
        if not _lies_in_memory(fd):
            return None
    except OSError:
        return None
    return os.write(fd, data) if position < 0 else os.pwrite(fd, data, position)
