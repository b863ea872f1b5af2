"""Byte streams: TCP and Unix sockets, pipes, and inherited descriptors.

A stream handle emits ``(DATA, bytes)``, ``(END,)``, ``(READ_ERROR, code, errno)``, ``(WRITTEN, error or null, errno)`` for each write that
could not be finished at once (in order), and ``(SHUT, error, errno)``; a server emits ``(CONNECTION, handle)``. Writes are tried at once, as libuv's
are. Where another stream lies on top (tls/stream.py), it gets these events, and JavaScript does not.
"""

from __future__ import annotations

import errno
import os
import socket
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable

from anode.bindings.net.listening import ListeningSocket
from anode.engine.ops import Numbers
from anode.errors import describe
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.loop.poller import ERROR, HANGUP, READ, WRITE
from anode.loop.request import Request

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


class Event(Numbers):
    """The events of a stream's handle."""

    CONNECTION, DATA, END, READ_ERROR, WRITTEN, SHUT = range(6)


CHUNK = 65536
_DATA = Event.DATA  # a global: found faster


def socket_resource(sock: socket.socket, tcp: str = "TCPSocketWrap") -> str:
    """Node's name for a handle on ``sock``."""
    return "PipeWrap" if sock.family == getattr(socket, "AF_UNIX", None) else tcp


class Upper(ABC):
    """The stream on top of another: it gets the events of the lower one."""

    __slots__ = ()

    @abstractmethod
    def hear(self, kind: int, *payload: Any) -> None:
        """An event of the stream below."""


class Stream(Handle):
    """A connected stream over ``fd``; not active until it reads, writes or connects."""

    __slots__ = ("_backlog", "_connecting", "_events", "_reading", "_registered", "_shutting", "fd", "is_socket", "sock", "upper")

    def __init__(self, ctx: Context, fd: int, sock: socket.socket | None = None) -> None:
        super().__init__(ctx, active=False)
        self.fd = fd
        self.sock = sock
        self.is_socket = sock is not None
        self._reading = False
        self._registered = False
        self._shutting = False
        self._events = 0
        self.upper: Upper | None = None
        self._connecting: Request | None = None
        self._backlog: deque[memoryview | None] = deque()  # None ends one write

    @property
    def resource(self) -> str:
        """Named by the type of the descriptor; a connection counts while it is open."""
        return socket_resource(self.sock) if self.sock is not None else "TTYWrap" if os.isatty(self.fd) else "PipeWrap"

    def emit(self, kind: int, *payload: Any) -> None:
        if self.closed:
            return
        if self.upper is None:
            self.ctx.loop.emit(self.id, kind, payload)
        else:
            self.upper.hear(kind, *payload)

    # ---- readiness ----

    def _watch(self) -> None:
        wanted = (READ if self._reading else 0) | (WRITE if self._backlog or self._connecting else 0)
        self.active = bool(wanted) or self._shutting
        if wanted == self._events:
            return
        poller = self.ctx.loop.poller
        if not self._registered:
            try:
                poller.add(self.fd, wanted, self._ready)
            except (PermissionError, FileExistsError) as error:
                # epoll refuses regular files (they are always ready), and a descriptor can be watched once
                if isinstance(error, FileExistsError):
                    raise
                self.ctx.loop.post(self._ready_file)
                return
            self._registered = True
        elif wanted:
            poller.modify(self.fd, wanted)
        else:
            poller.remove(self.fd)
            self._registered = False
        self._events = wanted

    def _ready_file(self) -> None:
        if self._reading and not self.closed:
            self._read()
            self.ctx.loop.post(self._ready_file)

    def _ready(self, events: int) -> None:
        if self._connecting is not None:
            self._connected()
            return
        if events & WRITE and self._backlog:
            self._flush()
        if self._reading and events & (READ | HANGUP | ERROR) and not self.closed:
            self._read()
        elif events & (HANGUP | ERROR) and not self._reading and not self._backlog and self._registered:
            # JavaScript does not read: unwatch the descriptor, or the level-triggered poll would spin.
            self.ctx.loop.poller.remove(self.fd)
            self._registered = False
            self._events = 0

    # ---- reading ----

    def start(self) -> None:
        """Read from now on."""
        self._reading = True
        self._watch()

    def pause(self) -> None:
        """Stop reading."""
        self._reading = False
        self._watch()

    def _read(self) -> None:
        try:
            data = os.read(self.fd, CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            self.pause()
            if error.errno == errno.EIO and not self.is_socket:  # a terminal whose other side has gone
                self.emit(Event.END)
                return
            code, number = describe(error, None)[:2]
            self.emit(Event.READ_ERROR, code, number)
            return
        if data:
            self.emit(_DATA, data)
        else:
            self.pause()
            self.emit(Event.END)

    # ---- writing ----

    def write(self, data: bytes) -> bool:
        """Write at once as much as fits; true if that was all, false if ``WRITTEN`` follows. Raises where the peer is gone."""
        if not self._backlog:
            sent = 0
            try:
                while sent < len(data):
                    count = os.write(self.fd, data[sent:] if sent else data)
                    sent += count
                    if self.is_socket and sent < len(data):
                        break
                if sent == len(data):
                    return True
            except BlockingIOError:
                pass
            self._backlog.append(memoryview(data)[sent:])
        else:
            self._backlog.append(memoryview(data))
        self._backlog.append(None)
        self._watch()
        return False

    def _flush(self) -> None:
        backlog = self._backlog
        while backlog:
            part = backlog[0]
            if part is None:
                backlog.popleft()
                self.emit(Event.WRITTEN, None, 0)
                continue
            try:
                count = os.write(self.fd, part)
            except BlockingIOError:
                break
            except OSError as error:
                code, number = describe(error, None)[:2]
                while backlog:
                    if backlog.popleft() is None:
                        self.emit(Event.WRITTEN, code, number)
                break
            if count == len(part):
                backlog.popleft()
            else:
                backlog[0] = part[count:]
                break
        self._watch()
        if not backlog and self._shutting:
            self._finish_shutdown()

    def inherit(self, parts: Iterable[memoryview]) -> None:
        """Write the rest of data that another stream has begun to write; ``WRITTEN`` follows once."""
        self._backlog.extend(parts)
        self._backlog.append(None)
        self._watch()

    @property
    def queued(self) -> int:
        """Bytes not written yet."""
        return sum(len(part) for part in self._backlog if part is not None)

    @property
    def writes(self) -> int:
        """Writes that are not finished."""
        return self._backlog.count(None)

    def shutdown(self) -> None:
        """End the writing side once all is written; Event.SHUT follows."""
        self._shutting = True
        self.active = True
        if not self._backlog:
            self._finish_shutdown()

    def _finish_shutdown(self) -> None:
        self._shutting = False
        error: tuple[Any, int] = (None, 0)
        try:
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_WR)
        except OSError as raised:
            error = (describe(raised, None)[0], describe(raised, None)[1])
        self.emit(Event.SHUT, *error)
        self._watch()

    # ---- connecting ----

    def connect(self, req: Request, address: Any) -> None:
        """Connect the socket; ``req`` ends when it is, or cannot be."""
        assert self.sock is not None
        code = self.sock.connect_ex(address)
        if code in (0, errno.EINPROGRESS, errno.EAGAIN):
            self._connecting = req
            if code == errno.EAGAIN:  # a Unix socket whose backlog is full
                self._connecting = None
                req.reject(OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)))
                return
            self._watch()
        else:
            req.reject(OSError(code, os.strerror(code)))

    def _connected(self) -> None:
        assert self.sock is not None
        assert self._connecting is not None
        req, self._connecting = self._connecting, None
        code = self.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        self._watch()
        if code:
            req.reject(OSError(code, os.strerror(code)))
        else:
            req.resolve()

    def detach(self) -> int:
        """Give the descriptor away: it is no longer watched nor closed here."""
        if self._registered:
            self.ctx.loop.poller.remove(self.fd)
            self._registered = False
        fd, self.fd = (self.sock.detach() if self.sock is not None else self.fd), -1
        self.sock = None
        return fd

    def dispose(self) -> None:
        if self._registered:
            self.ctx.loop.poller.remove(self.fd)
            self._registered = False
        if self._connecting is not None:
            self._connecting.reject(OSError(errno.ECANCELED, os.strerror(errno.ECANCELED)))
            self._connecting = None
        while self._backlog:
            if self._backlog.popleft() is None:
                # the writes that were under way end with the handle; JavaScript hears it as ECANCELED
                self.ctx.loop.emit(self.id, Event.WRITTEN, ("ECANCELED", -errno.ECANCELED))
        if self.sock is not None:
            self.sock.close()
        elif self.fd > 2:
            try:
                os.close(self.fd)
            except OSError:
                pass
        self.fd = -1


class Listener(ListeningSocket):
    """A listening socket: emits ``(Event.CONNECTION, stream handle)``."""

    __slots__ = ()

    @property
    def resource(self) -> str:
        """A server's socket, or a pipe."""
        return socket_resource(self.sock, "TCPServerWrap")

    def accepted(self, sock: socket.socket) -> None:
        self.emit(Event.CONNECTION, Stream(self.ctx, sock.fileno(), sock).id)
