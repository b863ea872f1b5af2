"""The HTTP/1 server: connections are parsed where their bytes arrive, and a request crosses as its head, unsplit.

Some facts (measured; see docs/http.md):
- A header callback costs more than the whole rest of parsing. llhttp validates without them, and most handlers read one header or none.
- One crossing for all requests of a poll, and one for all answers, is what makes the engine boundary cheap.
- A ``recv`` or ``send`` of the socket module gives the GIL up, and beside a busy Python thread waits milliseconds to have it back.

So: a request that is one whole ``recv`` without a body goes through one shared parser with no header callbacks; any other gets a parser of
its own. Heads of one poll stand in one string, and the completion entry ``[HEADS, buffer, connection, flags, length, …]`` says where each
ends. Answers come back the same way (:meth:`Http.send`). While another thread holds the GIL, ``recv`` and ``send`` are called through
``ctypes.PyDLL``, which keeps it: see :class:`GilWatch`.
"""

from __future__ import annotations

import socket
import struct
from functools import cache
from time import monotonic

from anode.bindings.gil import GilWatch
from anode.bindings.http_connection import EXPIRED, HEADS, NEVER, OPENED, WITH_BUFFER, Connection
from anode.bindings.http_scan import Minimal, Whole
from anode.bindings.net.listening import ListeningSocket, address_of
from anode.engine.memory import keep_memory
from anode.loop.context import Context

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


@cache
def _triples(count: int) -> struct.Struct:
    return struct.Struct(f"={count}i")


class Http:
    """One isolate's HTTP state: its connections, and the heads of this poll."""

    __slots__ = (
        "batch",
        "connections",
        "ctx",
        "gil",
        "heads",
        "minimal",
        "next_id",
        "next_sweep",
        "now",
        "servers",
        "whole",
    )

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.connections: dict[int, Connection] = {}
        self.servers: dict[int, Settings] = {}
        self.minimal = Minimal()
        self.whole = Whole()
        self.batch: list[int] = []
        self.heads: list[bytes] = []
        self.next_id = 0
        self.now = monotonic()
        self.next_sweep = self.now + 1
        self.gil = GilWatch(ctx.loop.poller)
        keep_memory()
        ctx.loop.send = self.send
        ctx.loop.before_poll.append(self.before_poll)
        ctx.loop.after_poll.append(self.flush)

    def before_poll(self) -> None:
        """Note the time, and now and then look for connections that have waited too long for a request."""
        self.now = now = self.ctx.loop.time
        self.gil.look(now)
        if now >= self.next_sweep:
            self.next_sweep = now + 0.25
            for connection in list(self.connections.values()):
                if connection.deadline < now:
                    connection.deadline = NEVER
                    self.emit([EXPIRED, connection.id, 0])
                elif (idle := connection.server.idle_timeout) and connection.deadline == NEVER and now - connection.active > idle:
                    connection.active = now
                    self.emit([EXPIRED, connection.id, 1])

    def emit(self, entry: list[Any]) -> None:
        """Queue an entry behind the heads that came before it."""
        if self.batch:
            self.flush()
        self.ctx.loop.completions.append(entry)

    def send(self, text: str, meta: bytes, buffers: tuple[bytes, ...]) -> None:
        """Send the answers of a turn: ``text`` is latin-1, ``meta`` int32 triples ``connection, length, flags``, in order."""
        data = text.encode("latin-1")
        connections = self.connections
        numbers = _triples(len(meta) // 4).unpack(meta)
        if len(numbers) == 3:
            connection = connections.get(numbers[0])
            if connection is not None:
                connection.write(data, buffers[0] if numbers[2] & WITH_BUFFER else None, numbers[2])
            return
        position = used = 0
        for i in range(0, len(numbers), 3):
            length, flags = numbers[i + 1], numbers[i + 2]
            end = position + length
            buffer = None
            if flags & WITH_BUFFER:
                buffer = buffers[used]
                used += 1
            connection = connections.get(numbers[i])
            if connection is not None:
                connection.write(data[position:end], buffer, flags)
            position = end

    def flush(self) -> None:
        """Queue the heads of this poll as one entry."""
        if self.batch:
            loop = self.ctx.loop
            loop.buffers.append(b"".join(self.heads).decode("latin-1"))
            loop.completions.append([HEADS, len(loop.buffers) - 1, *self.batch])
            self.batch = []
            self.heads = []


class Settings:
    """What holds for the connections of a server, in seconds and bytes; ``id`` is the server's handle."""

    __slots__ = (
        "count",
        "headers_timeout",
        "http",
        "id",
        "idle_timeout",
        "keep_alive_timeout",
        "lenient",
        "max_connections",
        "max_header_size",
        "notify",
        "others",
        "request_timeout",
    )

    def __init__(self, http: Http, handle: int) -> None:
        self.http = http
        self.id = handle
        self.count = 0
        self.headers_timeout = 60.0
        self.request_timeout = 300.0
        self.keep_alive_timeout = 6.0
        self.idle_timeout = 0.0
        self.max_header_size = 16384
        self.max_connections = -1  # no limit
        self.others = 0  # connections that JavaScript has taken over
        self.lenient = False
        self.notify = False
        http.servers[handle] = self


class HttpServer(ListeningSocket):
    """A listening socket whose connections speak HTTP."""

    __slots__ = ("settings",)

    resource = "TCPServerWrap"

    def __init__(self, ctx: Context, sock: socket.socket, path: str | None = None) -> None:
        super().__init__(ctx, sock, path)
        self.settings = Settings(ctx.state(Http), self.id)

    def accepted(self, sock: socket.socket) -> None:
        settings = self.settings
        if 0 <= settings.max_connections <= settings.count + settings.others:
            self.emit(OPENED, 0, self._described(sock))
            sock.close()
            return
        if sock.family != socket.AF_UNIX:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        settings.count += 1
        connection = Connection(settings.http, settings, sock)
        if settings.notify:
            settings.http.emit([OPENED, connection.id, self.id])

    @staticmethod
    def _described(sock: socket.socket) -> dict[str, Any]:
        if sock.family == socket.AF_UNIX:
            return {}
        local, remote = address_of(sock.getsockname(), sock.family), address_of(sock.getpeername(), sock.family)
        return {
            **{"local" + k[0].upper() + k[1:]: v for k, v in local.items()},
            **{"remote" + k[0].upper() + k[1:]: v for k, v in remote.items()},
        }

    def dispose(self) -> None:
        self.settings.http.servers.pop(self.id, None)
        super().dispose()
