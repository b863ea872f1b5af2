"""Noticing that another thread holds the GIL, and doing without letting it go.

``recv`` and ``send`` of the socket module give the GIL up around the system call. On sockets that never block that is pure loss: beside a
thread that computes in Python, each call waits up to ``sys.getswitchinterval()`` (5 ms) to have it back, and 120,000 requests a second
become 1,100. ``ctypes.PyDLL`` calls keep the GIL, at a price of 0.8 µs each; so they are used only while somebody contends.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import sys
from time import monotonic, sleep

from anode.loop.poller import EpollPoller

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

MOST_EVENTS = 256
LOOK_EVERY = 0.05  # seconds between two looks
SLOW = 0.0008  # giving the GIL up and having it back takes microseconds when nobody wants it
SHORT_INTERVAL = 0.00005
_NO_SIGNAL = getattr(socket, "MSG_NOSIGNAL", 0)


class _Event(ctypes.Structure):
    """struct epoll_event; the low half of its data is the descriptor."""

    _pack_ = 1 if platform.machine() in ("x86_64", "AMD64") else 8
    _layout_ = "ms"
    _fields_ = (("events", ctypes.c_uint32), ("data", ctypes.c_uint64))


class GilWatch:
    """``contended`` says which calls to use; :meth:`look` finds out."""

    __slots__ = ("_buffer", "_epoll_wait", "_events", "_interval", "_next", "_poller", "_recv", "_send", "contended")

    def __init__(self, poller: object) -> None:
        self.contended = False
        self._poller = poller
        self._epoll_wait: Any = None
        self._events: Any = None
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
        # Whoever holds it keeps it for the switch interval, which is shorter while it is fought for.
        slow = monotonic() - start > (SHORT_INTERVAL * 0.8 if self.contended else SLOW)
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
                if isinstance(self._poller, EpollPoller):
                    self._epoll_wait = library.epoll_wait
                    self._epoll_wait.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
                    self._events = (_Event * MOST_EVENTS)()
            self._interval = sys.getswitchinterval()
            # What still gives the GIL up (the poll itself) waits this long at most.
            sys.setswitchinterval(min(SHORT_INTERVAL, self._interval))
        elif self._interval:
            sys.setswitchinterval(self._interval)
        self.contended = contended
        if isinstance(self._poller, EpollPoller):
            self._poller.glance = self._glance if contended else None

    def _glance(self, epoll: int) -> list[tuple[int, int]]:
        count = self._epoll_wait(epoll, self._events, MOST_EVENTS, 0)
        return [(e.data & 0xFFFFFFFF, e.events) for e in self._events[:count]] if count > 0 else []

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
