"""Writes to files by io_uring, on Linux: the kernel's own threads wait for the disk.

A thread of ours needs the GIL before and after each write, and contends for it with JavaScript: copying a file took three times as long. Where the
kernel has no io_uring, or a sandbox forbids it, the thread pool writes.

Some facts (io_uring(7), io_uring_setup(2)):
- Two rings are shared with the kernel: submissions (their entries lie apart, behind an array of indexes) and completions. Each side
  moves one end of each. A system call lies between our move and the kernel's look, so that no barriers are missing.
- The kernel reads a buffer until the write has completed, even after the program has given it up. So it is kept until then, also at the end of an isolate.
- epoll reports the ring's descriptor while completions wait.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import stat
import struct
import sys

from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.loop.poller import READ

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.loop.pool import Settle

_SETUP, _ENTER = 425, 426  # system calls, the same on every architecture
_OFF_SQES = 0x10000000
_OP_WRITE = 23
_GETEVENTS = 1
_ENTRIES = 64
_LARGEST = 0x7FFFF000  # bytes that Linux writes at once
_COLD = 16  # writes of an isolate before it is worth a ring

_sqe = struct.Struct("<BBHiQQIIQ24x")
_cqe = struct.Struct("<QiI")


class Ring(Handle):
    """One isolate's ring. It keeps nothing alive by itself: requests do."""

    def __init__(self, ctx: Context) -> None:
        self._fd = -1
        self._count = 0
        self._under_way: dict[int, tuple[bytes, Settle]] = {}  # by token; the bytes are kept until the kernel has read them
        super().__init__(ctx, active=False)

    def _open(self) -> bool:
        """Set the ring up; false where there is none to be had."""
        libc = ctypes.PyDLL(None, use_errno=True)  # keeps the GIL: submitting does not wait
        self._call = libc.syscall
        params = (ctypes.c_char * 120)()
        fd = self._call(_SETUP, _ENTRIES, params)
        if fd < 0:
            return False
        try:
            sq_size, cq_size = struct.unpack_from("2I", params, 0)
            _, sq_tail, sq_mask, _, _, _, sq_array = struct.unpack_from("7I", params, 40)
            cq_head, cq_tail, cq_mask, _, _, self._cqes = struct.unpack_from("6I", params, 80)
            size = max(sq_array + sq_size * 4, self._cqes + cq_size * _cqe.size)
            self._ring = mmap.mmap(fd, size, mmap.MAP_SHARED)
            self._sqes = mmap.mmap(fd, sq_size * _sqe.size, mmap.MAP_SHARED, offset=_OFF_SQES)
        except (OSError, ValueError):
            os.close(fd)
            return False
        words = self._words = memoryview(self._ring).cast("I")
        self._sq_tail, self._sq_array, self._sq_mask = sq_tail // 4, sq_array // 4, words[sq_mask // 4]
        self._cq_head, self._cq_tail, self._cq_mask = cq_head // 4, cq_tail // 4, words[cq_mask // 4]
        self._fd = fd
        self.ctx.loop.poller.add(fd, READ, self._ready)
        return True

    def write(self, fd: int, data: bytes, position: int, settle: Settle) -> bool:
        """Begin to write ``data``; false where the pool must do it."""
        self._count += 1
        if self._count < _COLD or len(self._under_way) == _ENTRIES or (self._fd < 0 and not (self._count == _COLD and self._open())):
            return False
        words = self._words
        tail = words[self._sq_tail]
        place = tail & self._sq_mask
        token = self._count
        _sqe.pack_into(
            self._sqes, place * _sqe.size, _OP_WRITE, 0, 0, fd, position & 0xFFFFFFFFFFFFFFFF, _address(data), len(data), 0, token
        )
        words[self._sq_array + place] = place
        words[self._sq_tail] = tail + 1 & 0xFFFFFFFF
        if self._call(_ENTER, self._fd, 1, 0, 0, None, 0) != 1:
            words[self._sq_tail] = tail
            return False
        self._under_way[token] = (data, settle)
        return True

    def _ready(self, events: int) -> None:
        words = self._words
        head, tail = words[self._cq_head], words[self._cq_tail]
        while head != tail:
            token, result, _ = _cqe.unpack_from(self._ring, self._cqes + (head & self._cq_mask) * _cqe.size)
            head = head + 1 & 0xFFFFFFFF
            words[self._cq_head] = head
            settle = self._under_way.pop(token)[1]
            if result < 0:
                settle(OSError(-result, os.strerror(-result)), None)
            else:
                settle(None, result)

    def dispose(self) -> None:
        if self._fd < 0:
            return
        self.ctx.loop.poller.remove(self._fd)
        wait = ctypes.CDLL(None).syscall
        while self._under_way:
            wait(_ENTER, self._fd, 0, 1, _GETEVENTS, None, 0)
            self._ready(READ)
        self._words.release()
        self._ring.close()
        self._sqes.close()
        os.close(self._fd)
        self._fd = -1


_address_of = ctypes.pythonapi.PyBytes_AsString
_address_of.argtypes = (ctypes.py_object,)
_address_of.restype = ctypes.c_void_p


def _address(data: bytes) -> int:
    """Where the bytes lie."""
    address: int = _address_of(data)
    return address


def write(ctx: Context, settle: Settle, fd: int, data: bytes, position: int = -1) -> bool:
    """Start the write of file.py's ``write`` on the isolate's ring; false where that cannot be. For regular files alone: a pipe may block for ever."""
    if sys.platform != "linux" or type(data) is not bytes or type(position) is not int or len(data) > _LARGEST:
        return False
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return False
    except OSError:
        return False
    return ctx.state(Ring).write(fd, data, max(position, -1), settle)  # any negative place is where the file stands
