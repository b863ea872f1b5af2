"""The listening socket of an http.Server."""

from __future__ import annotations

import socket

from anode.bindings.http.connection import Connection
from anode.bindings.http.protocol import ListenerEvent, Tag
from anode.bindings.http.settings import Settings
from anode.bindings.http.state import HttpState
from anode.bindings.net.listening import ListeningSocket, address_of
from anode.loop.context import Context

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


class HttpListener(ListeningSocket):
    """Accepts connections that speak HTTP. Emits ``(DROPPED, 0, addresses)`` for each that it closes because the server has too many."""

    __slots__ = ("_http", "settings")

    resource = "TCPServerWrap"

    def __init__(self, ctx: Context, sock: socket.socket, path: str | None = None) -> None:
        super().__init__(ctx, sock, path)
        self._http = ctx.state(HttpState)
        self.settings = self._http.servers[self.id] = Settings(self.id)

    def accepted(self, sock: socket.socket) -> None:
        settings = self.settings
        if settings.full:
            self.emit(ListenerEvent.DROPPED, 0, _described(sock))
            sock.close()
            return
        if sock.family != socket.AF_UNIX:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(self._http, settings, sock)
        if settings.tell_opened:
            self._http.emit([Tag.OPENED, connection.id, self.id])

    def dispose(self) -> None:
        self._http.servers.pop(self.id, None)
        super().dispose()


def _described(sock: socket.socket) -> dict[str, Any]:
    """The addresses of a connection, as the 'drop' event of a server has them."""
    if sock.family == socket.AF_UNIX:
        return {}
    local, remote = address_of(sock.getsockname(), sock.family), address_of(sock.getpeername(), sock.family)
    return {
        **{f"local{name.capitalize()}": value for name, value in local.items()},
        **{f"remote{name.capitalize()}": value for name, value in remote.items()},
    }
