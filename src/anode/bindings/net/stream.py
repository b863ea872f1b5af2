"""The ops on byte streams: listening, connecting, reading, writing; addresses and options."""

from __future__ import annotations

import errno
import os
import socket
import stat

from anode.bindings.net.byte_stream import Event, Listener, Stream
from anode.bindings.net.listening import address_of, inherited_socket, path_to_remove, tcp_socket, unix_socket
from anode.engine.ops import op, request
from anode.errors import OpError
from anode.loop.context import Context
from anode.loop.request import Request
from anode.permissions import fs_write, net, net_by, nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Event"]


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


@op(needs=net_by("fd"), syscall="listen")
def listen_fd(ctx: Context, fd: int, backlog: int = 511) -> int:
    """Listen on an inherited socket, which is bound already."""
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
    ctx.disown(fd)
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
    """Read, and emit the bytes that arrive."""
    _stream(ctx, handle).start()


@op(needs=nothing)
def read_stop(ctx: Context, handle: int) -> None:
    """Stop reading."""
    _stream(ctx, handle).pause()


@op(needs=nothing, syscall="write")
def write(ctx: Context, handle: int, data: bytes | str) -> bool:
    """Write; true if all of it went out at once, false if Event.WRITTEN will follow. Text is written as UTF-8."""
    return _stream(ctx, handle).write(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))


@op(needs=nothing)
def queued(ctx: Context, handle: int) -> int:
    """Bytes waiting to be written."""
    return _stream(ctx, handle).queued


@op(needs=nothing, syscall="shutdown")
def shutdown(ctx: Context, handle: int) -> None:
    """End the writing side; Event.SHUT follows."""
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
    """The type of a descriptor: FILE, PIPE, TCP, UDP, TTY, UNKNOWN or INVALID."""
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
