"""Listening sockets: how they are bound, and how connections are taken from them."""

from __future__ import annotations

import errno
import os
import socket
import stat
from abc import ABC, abstractmethod

from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.loop.poller import READ

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


class ListeningSocket(Handle, ABC):
    """A socket that accepts until no connection waits, as libuv does; a subclass takes the connections."""

    __slots__ = ("_path", "sock")

    def __init__(self, ctx: Context, sock: socket.socket, path: str | None = None) -> None:
        super().__init__(ctx)
        self.sock = sock
        self._path = path  # to be removed with it
        ctx.loop.poller.add(sock.fileno(), READ, self._ready)

    @abstractmethod
    def accepted(self, sock: socket.socket) -> None:
        """A client has come."""

    def _ready(self, events: int) -> None:
        while not self.closed:
            try:
                sock, _ = self.sock.accept()
            except BlockingIOError:
                return
            except OSError as error:
                if error.errno in (errno.EMFILE, errno.ENFILE) and drop_one(self.sock):
                    continue
                return
            sock.setblocking(False)
            self.accepted(sock)

    def dispose(self) -> None:
        self.ctx.loop.poller.remove(self.sock.fileno())
        self.sock.close()
        if self._path is not None:
            try:
                os.unlink(self._path)
            except OSError:
                pass


_reserve = -1


def drop_one(sock: socket.socket) -> bool:
    """With no descriptor left, accept one connection on a spare one and close it: its peer is told, and the poll does not spin.

    Returns whether there was one: accept(2) needs a descriptor before it looks, and fails even if no connection waits.
    """
    global _reserve
    if _reserve >= 0:
        os.close(_reserve)
        _reserve = -1
    dropped = False
    try:
        accepted, _ = sock.accept()
        accepted.close()
        dropped = True
    except OSError:
        pass
    try:
        _reserve = os.open("/", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        pass
    return dropped


def keep_reserve() -> None:
    """Hold the spare descriptor that :func:`drop_one` needs."""
    global _reserve
    if _reserve < 0:
        _reserve = os.open("/", os.O_RDONLY | os.O_CLOEXEC)


def tcp_socket(host: str, port: int, backlog: int, ipv6_only: bool, reuse_port: bool) -> socket.socket:
    """A bound, listening, non-blocking TCP socket. Raises OSError as bind and listen do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if reuse_port:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(ipv6_only))
        host, _, scope = host.partition("%")
        sock.bind((host, port, 0, socket.if_nametoindex(scope) if scope else 0) if family == socket.AF_INET6 else (host, port))
        sock.listen(backlog if backlog > 0 else 511)
        sock.setblocking(False)
    except BaseException:
        sock.close()
        raise
    keep_reserve()
    return sock


def unix_socket(path: str, backlog: int, mode: int | None) -> socket.socket:
    """The same on a Unix socket; ``path`` may begin with NUL (Linux's abstract names). ``mode`` is added to the file's."""
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        try:
            sock.bind(path)
        except OSError as error:
            if "too long" in str(error):
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None
            if error.errno == errno.ENOENT:
                raise OSError(errno.EACCES, os.strerror(errno.EACCES)) from None
            raise
        if mode:
            os.chmod(path, stat.S_IMODE(os.stat(path).st_mode) | mode)
        sock.listen(backlog if backlog > 0 else 511)
        sock.setblocking(False)
    except BaseException:
        sock.close()
        raise
    keep_reserve()
    return sock


def path_to_remove(path: str) -> str | None:
    """The file that a Unix socket leaves behind."""
    return None if path.startswith("\0") else path


def inherited_socket(fd: int, backlog: int) -> socket.socket:
    """The same on a socket that somebody else has bound."""
    if not stat.S_ISSOCK(os.fstat(fd).st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    sock = socket.socket(fileno=os.dup(fd))
    sock.listen(backlog if backlog > 0 else 511)
    sock.setblocking(False)
    return sock


def address_of(address: Any, family: int) -> dict[str, Any]:
    """A socket address as Node shows it."""
    if family == socket.AF_INET:
        return {"address": address[0], "family": "IPv4", "port": address[1]}
    if family == socket.AF_INET6:
        return {"address": address[0], "family": "IPv6", "port": address[1]}
    return {"path": address.decode() if isinstance(address, bytes) else address}
