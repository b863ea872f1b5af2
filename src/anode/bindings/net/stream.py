"""Byte streams: TCP and Unix sockets, pipes, and what stands behind a descriptor.

A stream handle emits ``(READ, bytes)``, ``(END,)``, ``(READ_ERROR, code, errno)``, ``(WRITTEN, error or null, errno)`` for each write that
could not be finished at once (in order), ``(SHUT, error, errno)``, and a server ``(CONNECTION, handle)``. Writes are tried at once, as libuv's are.
A stream on top of another (bindings/tls/stream.py) hears these in JavaScript's stead.
"""

from __future__ import annotations

import errno
import os
import socket
import stat
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable

from anode.bindings.net.listening import ListeningSocket, address_of, inherited_socket, path_to_remove, tcp_socket, unix_socket
from anode.engine.ops import op, request
from anode.errors import OpError, describe
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.loop.poller import ERROR, HANGUP, READ, WRITE
from anode.loop.request import Request
from anode.permissions import fs_write, net, nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

CONNECTION, DATA, END, READ_ERROR, WRITTEN, SHUT = range(6)
CHUNK = 65536


def socket_resource(sock: socket.socket, tcp: str = "TCPSocketWrap") -> str:
    """What Node calls a handle on ``sock``."""
    return "PipeWrap" if sock.family == getattr(socket, "AF_UNIX", None) else tcp


class Upper(ABC):
    """What a stream tells its events to instead of JavaScript."""

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
        """By what the descriptor is: a connection counts while it is open."""
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
            # Nobody reads: forget it, or a level-triggered poll would spin.
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
                self.emit(END)
                return
            code, number = describe(error, None)[:2]
            self.emit(READ_ERROR, code, number)
            return
        if data:
            self.emit(DATA, data)
        else:
            self.pause()
            self.emit(END)

    # ---- writing ----

    def write(self, data: bytes) -> bool:
        """Write at once what fits; true if that was all, false if WRITTEN will follow. Raises where the peer is gone."""
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
                self.emit(WRITTEN, None, 0)
                continue
            try:
                count = os.write(self.fd, part)
            except BlockingIOError:
                break
            except OSError as error:
                code, number = describe(error, None)[:2]
                while backlog:
                    if backlog.popleft() is None:
                        self.emit(WRITTEN, code, number)
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
        """Go on writing what another has begun; WRITTEN follows once."""
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
        """End the writing side once all is written; SHUT follows."""
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
        self.emit(SHUT, *error)
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
                self.ctx.loop.emit(self.id, WRITTEN, ("ECANCELED", -errno.ECANCELED))
        if self.sock is not None:
            self.sock.close()
        elif self.fd > 2:
            try:
                os.close(self.fd)
            except OSError:
                pass
        self.fd = -1


class Listener(ListeningSocket):
    """A listening socket: emits ``(CONNECTION, stream handle)``."""

    __slots__ = ()

    @property
    def resource(self) -> str:
        """A server's socket, or a pipe."""
        return socket_resource(self.sock, "TCPServerWrap")

    def accepted(self, sock: socket.socket) -> None:
        self.emit(CONNECTION, Stream(self.ctx, sock.fileno(), sock).id)


# ---- ops ----


def _stream(ctx: Context, handle: int) -> Stream:
    found = ctx.loop.handles.get(handle)
    if not isinstance(found, Stream):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return found


@op(needs=net("host"), syscall="listen")
def listen(ctx: Context, host: str, port: int, backlog: int = 511, ipv6_only: bool = False, reuse_port: bool = False) -> int:
    """Listen on a TCP address; the handle."""
    return Listener(ctx, tcp_socket(host, port, backlog, ipv6_only, reuse_port)).id


@op(needs=fs_write("path"), syscall="listen")
def listen_unix(ctx: Context, path: str, backlog: int = 511, mode: int | None = None) -> int:
    """Listen on a Unix socket; ``path`` may begin with NUL (Linux's abstract names)."""
    return Listener(ctx, unix_socket(path, backlog, mode), path_to_remove(path)).id


@op(needs=nothing, syscall="listen")
def listen_fd(ctx: Context, fd: int, backlog: int = 511) -> int:
    """Listen on a socket that somebody else has bound."""
    return Listener(ctx, inherited_socket(fd, backlog)).id


@op(needs=nothing, syscall="socket")
def open_socket(ctx: Context, family: int) -> int:
    """A stream on a new socket (4, 6, or 1 for Unix), not connected."""
    sock = socket.socket({4: socket.AF_INET, 6: socket.AF_INET6, 1: socket.AF_UNIX}[family], socket.SOCK_STREAM)
    sock.setblocking(False)
    return Stream(ctx, sock.fileno(), sock).id


@op(needs=nothing, syscall="open")
def open_fd(ctx: Context, fd: int) -> int:
    """A stream over an open descriptor: a pipe, a terminal, a socket."""
    mode = os.fstat(fd).st_mode
    sock = None
    if stat.S_ISSOCK(mode) and fd > 2:
        sock = socket.socket(fileno=fd)
        sock.setblocking(False)
    else:
        try:
            os.set_blocking(fd, False)
        except OSError:
            pass
    return Stream(ctx, fd, sock).id


@op(needs=nothing)
def set_blocking(ctx: Context, handle: int, blocking: bool) -> None:
    """Make writes wait: stdout and stderr of a process are written synchronously."""
    os.set_blocking(_stream(ctx, handle).fd, blocking)


@op(needs=nothing, syscall="bind")
def bind(ctx: Context, handle: int, host: str, port: int) -> None:
    """Bind the local side before connecting."""
    stream = _stream(ctx, handle)
    assert stream.sock is not None
    stream.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    stream.sock.bind((host, port))


@request(needs=net("host"), syscall="connect")
def connect(ctx: Context, req: Request, handle: int, host: str, port: int) -> None:
    """Connect over TCP to an IP address."""
    host, _, scope = host.partition("%")
    if ":" in host:
        _stream(ctx, handle).connect(req, (host, port, 0, socket.if_nametoindex(scope) if scope else 0))
    else:
        _stream(ctx, handle).connect(req, (host, port))


@request(needs=fs_write("path"), syscall="connect")
def connect_unix(ctx: Context, req: Request, handle: int, path: str) -> None:
    """Connect to a Unix socket."""
    try:
        _stream(ctx, handle).connect(req, path)
    except OSError as error:
        if "too long" in str(error):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None
        raise


@op(needs=nothing, syscall="read")
def read_start(ctx: Context, handle: int) -> None:
    """Emit what arrives."""
    _stream(ctx, handle).start()


@op(needs=nothing)
def read_stop(ctx: Context, handle: int) -> None:
    """Leave what arrives where it is."""
    _stream(ctx, handle).pause()


@op(needs=nothing, syscall="write")
def write(ctx: Context, handle: int, data: bytes | str) -> bool:
    """Write; true if all of it went out at once, false if WRITTEN will follow. Text is written as UTF-8."""
    return _stream(ctx, handle).write(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))


@op(needs=nothing)
def queued(ctx: Context, handle: int) -> int:
    """Bytes waiting to be written."""
    return _stream(ctx, handle).queued


@op(needs=nothing, syscall="shutdown")
def shutdown(ctx: Context, handle: int) -> None:
    """End the writing side; SHUT follows."""
    _stream(ctx, handle).shutdown()


@op(needs=nothing)
def reset(ctx: Context, handle: int) -> None:
    """Close with a RST."""
    stream = _stream(ctx, handle)
    if stream.sock is not None:
        import struct

        stream.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    stream.close()


@op(needs=nothing, json=True, syscall="getsockname")
def local_address(ctx: Context, handle: int) -> dict[str, Any]:
    """The local address."""
    found = ctx.loop.handles.get(handle)
    sock = getattr(found, "sock", None)
    if sock is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return address_of(sock.getsockname(), sock.family)


@op(needs=nothing, json=True, syscall="getpeername")
def peer_address(ctx: Context, handle: int) -> dict[str, Any]:
    """The peer's address."""
    stream = _stream(ctx, handle)
    if stream.sock is None:
        raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))
    return address_of(stream.sock.getpeername(), stream.sock.family)


@op(needs=nothing)
def set_option(ctx: Context, handle: int, name: str, value: int) -> None:
    """nodelay, keepalive (seconds of delay, -1 for off)."""
    sock = _stream(ctx, handle).sock
    if sock is None or sock.family == socket.AF_UNIX:
        return
    if name == "nodelay":
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, value)
    elif name == "keepalive":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, int(value >= 0))
        if value > 0:
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, "TCP_KEEPIDLE", 0x10), value)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 10)
    else:
        raise OpError("ERR_INVALID_ARG_VALUE", f"no socket option {name}", "TypeError")


@op(needs=nothing)
def file_descriptor(ctx: Context, handle: int) -> int:
    """The descriptor, -1 when closed."""
    found = ctx.loop.handles.get(handle)
    if isinstance(found, Stream):
        return found.fd
    sock = getattr(found, "sock", None)
    return sock.fileno() if sock is not None else -1


@op(needs=nothing)
def guess_type(ctx: Context, fd: int) -> str:
    """What a descriptor is: FILE, PIPE, TCP, UDP, TTY, UNKNOWN or INVALID."""
    try:
        mode = os.fstat(fd).st_mode
    except OSError:
        return "INVALID"
    if os.isatty(fd):
        return "TTY"
    if stat.S_ISREG(mode) or stat.S_ISCHR(mode) or stat.S_ISDIR(mode) or stat.S_ISBLK(mode):
        return "FILE"
    if stat.S_ISFIFO(mode):
        return "PIPE"
    if stat.S_ISSOCK(mode):
        try:
            sock = socket.socket(fileno=os.dup(fd))
        except OSError:
            return "UNKNOWN"
        with sock:
            if sock.family == socket.AF_UNIX:
                return "PIPE"
            return "TCP" if sock.type == socket.SOCK_STREAM else "UDP"
    return "UNKNOWN"
