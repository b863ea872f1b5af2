"""Noticing that another thread holds the GIL, and doing without letting it go.

``recv`` and ``send`` of the socket module give the GIL up around the system call. On sockets that never block that is pure loss: beside a
thread that computes in Python, each call waits up to ``sys.getswitchinterval()`` (5 ms) to have it back, and 120,000 requests a second
become 1,100. ``ctypes.PyDLL`` calls keep the GIL, at a price of 0.8 µs each; so they are used only while somebody contends.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import sys
from time import monotonic, sleep

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

LOOK_EVERY = 0.05  # seconds between two looks
SLOW = 0.0008  # giving the GIL up and having it back takes microseconds when nobody wants it
SHORT_INTERVAL = 0.0005
_NO_SIGNAL = getattr(socket, "MSG_NOSIGNAL", 0)


class GilWatch:
    """``contended`` says which calls to use; :meth:`look` finds out."""

    __slots__ = ("_buffer", "_interval", "_next", "_recv", "_send", "contended")

    def __init__(self) -> None:
        self.contended = False
        self._next = 0.0
        self._interval = 0.0
        self._recv: Any = None
        self._send: Any = None
        self._buffer: Any = None

    def look(self, now: float) -> None:
        """Twenty times a second, give the GIL up once and see how long it takes to come back."""
        if now < self._next:
            return
        self._next = now + LOOK_EVERY
        start = monotonic()
        sleep(0)
        slow = monotonic() - start > SLOW
        if slow != self.contended:
            self._switch(slow)

    def _switch(self, contended: bool) -> None:
        if contended:
            if self._recv is None:
                library = ctypes.PyDLL(None, use_errno=True)
                self._recv, self._send = library.recv, library.send
                self._recv.argtypes = self._send.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
                self._recv.restype = self._send.restype = ctypes.c_ssize_t
                self._buffer = ctypes.create_string_buffer(65536)
            self._interval = sys.getswitchinterval()
            # What still gives the GIL up (the poll itself) waits this long at most.
            sys.setswitchinterval(min(SHORT_INTERVAL, self._interval))
        elif self._interval:
            sys.setswitchinterval(self._interval)
        self.contended = contended

    def recv(self, fd: int, size: int) -> bytes:
        """``socket.recv`` that keeps the GIL."""
        count = self._recv(fd, self._buffer, size, 0)
        if count < 0:
            raise _error()
        return ctypes.string_at(self._buffer, count)

    def send(self, fd: int, data: bytes) -> int:
        """``socket.send`` that keeps the GIL."""
        count = self._send(fd, data, len(data), _NO_SIGNAL)
        if count < 0:
            raise _error()
        return int(count)


def _error() -> OSError:
    number = ctypes.get_errno()
    if number in (errno.EAGAIN, errno.EWOULDBLOCK):
        return BlockingIOError(number, os.strerror(number))
    return OSError(number, os.strerror(number))
