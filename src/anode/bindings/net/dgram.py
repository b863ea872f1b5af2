"""UDP sockets.

A socket emits ``(MESSAGE, bytes, address, port)`` for each datagram, ``(RECEIVE_ERROR, code, errno)``, and ``(SENT, number, error or null,
errno)`` for a datagram that could not be sent at once. As libuv does, it reads up to 32 datagrams before others have their turn.
"""

from __future__ import annotations

import errno
import os
import socket
import struct
from collections import deque

from anode.bindings.net.listening import address_of
from anode.engine.ops import Numbers, op
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.loop.poller import READ, WRITE
from anode.permissions import net, net_by, nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


class Event(Numbers):
    """The events of a UDP socket."""

    MESSAGE, RECEIVE_ERROR, SENT = range(3)


LARGEST = 65536
MOST_AT_ONCE = 32
# Flags of bind.


class Bind(Numbers):
    """Flags of bind(), as libuv's ``UV_UDP_*`` number them."""

    IPV6_ONLY, REUSE_ADDRESS, REUSE_PORT = 1, 4, 8


class UdpSocket(Handle):
    """One socket; active while it receives or has something to send."""

    __slots__ = ("_events", "_receiving", "_waiting", "family", "most_at_once", "queued", "sock")

    resource = "UDPWrap"

    def __init__(self, ctx: Context, family: int, sock: socket.socket | None = None) -> None:
        super().__init__(ctx, active=False)
        self.sock: Any = sock  # made when it is first needed, as libuv does: the op that needs it gets the error
        self.family = family
        self.queued = 0
        self.most_at_once = MOST_AT_ONCE
        self._receiving = False
        self._events = 0
        self._waiting: deque[tuple[int, bytes, Any]] = deque()
        if sock is not None:
            sock.setblocking(False)

    def _watch(self) -> None:
        events = (READ if self._receiving else 0) | (WRITE if self._waiting else 0)
        if events != self._events:
            poller = self.ctx.loop.poller
            if not self._events:
                poller.add(self.sock.fileno(), events, self._ready)
            elif not events:
                poller.remove(self.sock.fileno())
            else:
                poller.modify(self.sock.fileno(), events)
            self._events = events
        self.active = bool(events)

    def receive(self, on: bool) -> None:
        """Start or stop reading."""
        self._receiving = on
        self._watch()

    def _ready(self, events: int) -> None:
        if events & ~WRITE and self._receiving:
            self._read()
        if events & WRITE and not self.closed:
            self._flush()

    def _read(self) -> None:
        for _ in range(self.most_at_once):
            try:
                data, address = self.sock.recvfrom(LARGEST)
            except BlockingIOError:
                return
            except OSError as error:
                self.emit(Event.RECEIVE_ERROR, errno.errorcode.get(error.errno or 0, "EIO"), -(error.errno or errno.EIO))
                return
            shown = address_of(address, self.family)
            name = shown["address"]
            if self.family == socket.AF_INET6 and len(address) > 3 and address[3]:
                name = f"{name.partition('%')[0]}%{socket.if_indextoname(address[3])}"
            self.emit(Event.MESSAGE, data, name, shown["port"])
            if self.closed or not self._receiving:
                return

    def send(self, number: int, data: bytes, address: Any) -> bool:
        """Send now if possible; whether it was. Raises OSError."""
        if not self._waiting and not self.ctx.options.get("--test-udp-no-try-send"):
            try:
                self._send(data, address)
                return True
            except BlockingIOError:
                pass
        self._waiting.append((number, data, address))
        self.queued += len(data)
        self._watch()
        return False

    def _send(self, data: bytes, address: Any) -> None:
        if address is None:
            self.sock.send(data)
        else:
            self.sock.sendto(data, address)

    def _flush(self) -> None:
        while self._waiting:
            number, data, address = self._waiting[0]
            code, failure = None, 0
            try:
                self._send(data, address)
            except BlockingIOError:
                break
            except OSError as error:
                code, failure = errno.errorcode.get(error.errno or 0, "EIO"), -(error.errno or errno.EIO)
            self._waiting.popleft()
            self.queued -= len(data)
            self.emit(Event.SENT, number, code, failure)
        self._watch()

    @property
    def waiting(self) -> int:
        """How many datagrams wait to be sent."""
        return len(self._waiting)

    def dispose(self) -> None:
        if self._events:
            self.ctx.loop.poller.remove(self.sock.fileno())
        for number, _, _ in self._waiting:
            self.ctx.loop.emit(self.id, Event.SENT, (number, "ECANCELED", -errno.ECANCELED))
        self._waiting.clear()
        if self.sock is not None:
            self.sock.close()


def _socket(ctx: Context, handle: int) -> UdpSocket:
    found = ctx.loop.handles.get(handle)
    if not isinstance(found, UdpSocket):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if found.sock is None:
        found.sock = socket.socket(found.family, socket.SOCK_DGRAM)
        found.sock.setblocking(False)
    return found


def _address(family: int, host: str, port: int) -> Any:
    if family == socket.AF_INET:
        return host, port
    host, _, scope = host.partition("%")
    return host, port, 0, socket.if_nametoindex(scope) if scope else 0


@op(needs=nothing, syscall="socket")
def open_socket(ctx: Context, family: int) -> int:
    """A new socket (4 or 6); the handle."""
    return UdpSocket(ctx, socket.AF_INET if family == 4 else socket.AF_INET6).id


@op(needs=net_by("fd"), syscall="open")
def open_fd(ctx: Context, fd: int) -> int:
    """A socket over a descriptor that is one."""
    sock = socket.socket(fileno=os.dup(fd))
    if sock.type != socket.SOCK_DGRAM:
        sock.close()
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return UdpSocket(ctx, sock.family, sock).id


@op(needs=nothing, syscall="open")
def open_shared(ctx: Context, fd: int) -> int:
    """A socket that came over a channel: the descriptor is the socket's from now on, and one datagram is read at a time."""
    ctx.disown(fd)
    sock = socket.socket(fileno=fd)
    made = UdpSocket(ctx, sock.family, sock)
    made.most_at_once = 1
    return made.id


@op(needs=net("host"), syscall="bind")
def bind(ctx: Context, handle: int, host: str, port: int, flags: int) -> None:
    """Bind to an address; ``flags`` is a sum of :class:`Bind`."""
    found = _socket(ctx, handle)
    sock = found.sock
    if flags & Bind.REUSE_ADDRESS:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if flags & Bind.REUSE_PORT:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if found.family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(bool(flags & Bind.IPV6_ONLY)))
    try:
        sock.bind(_address(found.family, host, port))
    except socket.gaierror:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None


@op(needs=net("host"), syscall="connect")
def connect(ctx: Context, handle: int, host: str, port: int) -> None:
    """Set the peer."""
    found = _socket(ctx, handle)
    found.sock.connect(_address(found.family, host, port))


@op(needs=nothing, syscall="connect")
def disconnect(ctx: Context, handle: int) -> None:
    """Forget the peer. Python's connect() takes no AF_UNSPEC, so the C library's is called."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    address = struct.pack("=H14x", socket.AF_UNSPEC)
    if library.connect(_socket(ctx, handle).sock.fileno(), address, len(address)):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


@op(needs=net("host"), syscall="send")
def send_to(ctx: Context, handle: int, number: int, data: bytes, host: str, port: int) -> bool:
    """Send a datagram; false if it waits, and the socket tells when it has gone."""
    found = _socket(ctx, handle)
    return found.send(number, data, _address(found.family, host, port))


@op(needs=nothing, syscall="send")
def send(ctx: Context, handle: int, number: int, data: bytes) -> bool:
    """The same to the peer that was set."""
    return _socket(ctx, handle).send(number, data, None)


@op(needs=nothing)
def receive(ctx: Context, handle: int, on: bool) -> None:
    """Start or stop receiving."""
    _socket(ctx, handle).receive(on)


@op(needs=nothing, json=True, syscall="getsockname")
def local_address(ctx: Context, handle: int) -> dict[str, Any]:
    """The local address."""
    found = _socket(ctx, handle)
    return address_of(found.sock.getsockname(), found.family)


@op(needs=nothing, json=True, syscall="getpeername")
def peer_address(ctx: Context, handle: int) -> dict[str, Any]:
    """The peer that was set."""
    found = _socket(ctx, handle)
    return address_of(found.sock.getpeername(), found.family)


@op(needs=nothing)
def descriptor(ctx: Context, handle: int) -> int:
    """The descriptor."""
    found = ctx.loop.handles.get(handle)
    return int(found.sock.fileno()) if isinstance(found, UdpSocket) and found.sock is not None else -1


@op(needs=nothing, json=True)
def queue(ctx: Context, handle: int) -> list[int]:
    """How many bytes and how many datagrams wait to be sent."""
    found = _socket(ctx, handle)
    return [found.queued, found.waiting]


@op(needs=nothing, syscall="uv_recv_buffer_size")
def buffer_size(ctx: Context, handle: int, size: int, of_sending: bool) -> int:
    """Set (unless 0) and get the size of the system's buffer. Linux doubles a size that is set."""
    sock = _socket(ctx, handle).sock
    option = socket.SO_SNDBUF if of_sending else socket.SO_RCVBUF
    if size:
        sock.setsockopt(socket.SOL_SOCKET, option, size)
    return int(sock.getsockopt(socket.SOL_SOCKET, option))


@op(needs=nothing, syscall="setsockopt")
def set_option(ctx: Context, handle: int, name: str, value: int) -> None:
    """broadcast, ttl, multicastTTL, multicastLoopback."""
    found = _socket(ctx, handle)
    six = found.family == socket.AF_INET6
    level, option = {
        "broadcast": (socket.SOL_SOCKET, socket.SO_BROADCAST),
        "ttl": (socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS) if six else (socket.IPPROTO_IP, socket.IP_TTL),
        "multicastTTL": (socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS) if six else (socket.IPPROTO_IP, socket.IP_MULTICAST_TTL),
        "multicastLoopback": (socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP) if six else (socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP),
    }[name]
    if (name in ("ttl", "multicastTTL") and not 0 <= value <= 255) or (name == "ttl" and value < 1):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    found.sock.setsockopt(level, option, value)


def _interface(address: str | None) -> int:
    """The number of an IPv6 interface, given as ``::%name`` or a number."""
    scope = (address or "").rpartition("%")[2]
    if not scope or scope == address:
        return 0
    try:
        return int(scope) if scope.isdigit() else socket.if_nametoindex(scope)
    except (OSError, ValueError):  # no such interface: any of them, to libuv
        return 0


def _packed(family: int, address: str | None) -> bytes:
    try:
        return socket.inet_pton(family, (address or ("0.0.0.0" if family == socket.AF_INET else "::")).partition("%")[0])
    except OSError:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None


@op(needs=nothing, syscall="setsockopt")
def multicast_interface(ctx: Context, handle: int, address: str) -> None:
    """The interface that multicast datagrams leave by."""
    found = _socket(ctx, handle)
    if address == "":
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    if found.family == socket.AF_INET:
        found.sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, _packed(socket.AF_INET, address))
    else:
        _packed(socket.AF_INET6, address)
        found.sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, _interface(address))


@op(needs=nothing, syscall="setsockopt")
def membership(ctx: Context, handle: int, join: bool, group: str, interface: str | None, source: str | None) -> None:
    """Join or leave a multicast group, of one ``source`` or of all."""
    found = _socket(ctx, handle)
    sock = found.sock
    if source is not None:  # Linux's numbers: Python has no names for them
        member = _packed(socket.AF_INET, group) + _packed(socket.AF_INET, interface) + _packed(socket.AF_INET, source)
        sock.setsockopt(socket.IPPROTO_IP, 39 if join else 40, member)
    elif found.family == socket.AF_INET:
        option = socket.IP_ADD_MEMBERSHIP if join else socket.IP_DROP_MEMBERSHIP
        sock.setsockopt(socket.IPPROTO_IP, option, _packed(socket.AF_INET, group) + _packed(socket.AF_INET, interface))
    else:
        option = socket.IPV6_JOIN_GROUP if join else socket.IPV6_LEAVE_GROUP
        sock.setsockopt(socket.IPPROTO_IPV6, option, _packed(socket.AF_INET6, group) + struct.pack("@I", _interface(interface)))
