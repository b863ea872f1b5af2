"""Sockets that keep the GIL while another thread computes.

Some facts (measured with ``wrk`` against a server that says hello, beside a thread that computes in Python):
- ``recv`` and ``send`` of the socket module give the GIL up around the system call. The other thread takes it, and keeps it for
  ``sys.getswitchinterval()``: 5 ms. The server's 120,000 requests a second become 1,100.
- A call through ``ctypes.PyDLL`` keeps the GIL. It costs 0.8 µs more.
- The switch interval is the process's: all isolates and the host share it.
- The shortest sleep takes up to 100 µs, which is more than a short switch interval.

What this means here:
- Twenty times a second :class:`GilWatch` sleeps for a moment, which gives the GIL up, and takes the time until it is back. If that is long,
  ``contended`` is true, and the connections call :meth:`GilWatch.recv` and :meth:`GilWatch.send`. These never block, because the sockets do not.
- While the interval is short, the sleep is compared with one that keeps the GIL: the difference is the wait for the GIL.
- Other calls still give the GIL up, the wait for events above all, and wait for a switch interval to have it back. So the interval is short while
  any loop is contended. The host gets its own back when none is.
"""

from __future__ import annotations

import _thread
import ctypes
import errno
import os
import platform
import socket
import sys
from time import monotonic, sleep

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.loop.poller import Poller

MOST_EVENTS = 256
LOOK_EVERY = 0.05  # seconds between two looks
SLOW = 0.0008  # seconds: when no other thread wants the GIL, a sleep is over sooner
SHORT_INTERVAL = 0.00005  # seconds
QUIET_LOOKS = 3  # in a row, before the loop is contended no more: a thread that computes may have missed one
_NO_SIGNAL = getattr(socket, "MSG_NOSIGNAL", 0)


class _SwitchInterval:
    """The interpreter's switch interval: short while ``loops`` is not 0. Any thread may call."""

    __slots__ = ("_host", "_lock", "_short", "loops")

    def __init__(self) -> None:
        self.loops = 0  # that are contended
        self._lock = _thread.allocate_lock()
        self._host = self._short = 0.0

    def shorten(self) -> None:
        with self._lock:
            if self.loops == 0:
                self._host = sys.getswitchinterval()
                sys.setswitchinterval(min(SHORT_INTERVAL, self._host))
                self._short = sys.getswitchinterval()
            self.loops += 1

    def restore(self) -> None:
        with self._lock:
            self.loops -= 1
            # The host may have set another one meanwhile, which stays.
            if self.loops == 0 and sys.getswitchinterval() == self._short:
                sys.setswitchinterval(self._host)


_interval = _SwitchInterval()


def _short_sleeps() -> tuple[Any, Any]:
    """``usleep`` so that it gives the GIL up, and so that it keeps it."""
    return ctypes.CDLL(None).usleep, ctypes.PyDLL(None).usleep


def _duration(pause: Callable[[int], object]) -> float:
    start = monotonic()
    pause(0)
    return monotonic() - start


class _Event(ctypes.Structure):
    """Linux's struct epoll_event; the low half of its data is the descriptor."""

    _pack_ = 1 if platform.machine() in ("x86_64", "AMD64") else 8
    _layout_ = "ms"
    _fields_ = (("events", ctypes.c_uint32), ("data", ctypes.c_uint64))


class GilWatch:
    """Whether another thread holds the GIL (``contended``), and the calls that keep it. Belongs to one loop, and its thread."""

    __slots__ = ("_buffer", "_epoll_wait", "_events", "_next", "_poller", "_quiet", "_recv", "_send", "_sleeps", "contended")

    def __init__(self, poller: Poller) -> None:
        self.contended = False
        self._poller = poller
        self._next = 0.0
        self._quiet = 0  # looks in a row
        self._sleeps: Any = None
        self._recv: Any = None
        self._send: Any = None
        self._buffer: Any = None
        self._epoll_wait: Any = None
        self._events: Any = None

    def look(self, now: float) -> None:
        """See whether another thread keeps the GIL, if the last look is long enough ago."""
        if now < self._next:
            return
        self._next = now + LOOK_EVERY
        if not self.contended:
            if _duration(sleep) > SLOW:
                self._begin()
            return
        giving_up, keeping = self._sleeps
        # A thread that computes keeps the GIL for a switch interval.
        if _duration(giving_up) - _duration(keeping) > SHORT_INTERVAL * 0.8:
            self._quiet = 0
        else:
            self._quiet += 1
            if self._quiet == QUIET_LOOKS:
                self.end()

    def _begin(self) -> None:
        if self._recv is None:
            self._load()
        self.contended = True
        self._quiet = 0
        _interval.shorten()
        if sys.platform == "linux":
            self._poller.glance = self._glance

    def end(self) -> None:
        """Be contended no more: no other thread competes for the GIL, or the loop ends."""
        if not self.contended:
            return
        self.contended = False
        _interval.restore()
        if sys.platform == "linux":
            self._poller.glance = None

    def _load(self) -> None:
        self._sleeps = _short_sleeps()
        library = ctypes.PyDLL(None, use_errno=True)
        self._recv, self._send = library.recv, library.send
        self._recv.argtypes = self._send.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        self._recv.restype = self._send.restype = ctypes.c_ssize_t
        self._buffer = ctypes.create_string_buffer(65536)
        if sys.platform == "linux":
            self._epoll_wait = library.epoll_wait
            self._epoll_wait.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
            self._events = (_Event * MOST_EVENTS)()

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
