"""HTTP over TLS: JavaScript accepts a connection and shakes hands; from then on its requests are read here, as those of http_connection.py are."""

from __future__ import annotations

import errno
import os

from anode.bindings.http_connection import CLOSED, Connection
from anode.bindings.http_parser import Parsers
from anode.bindings.http_server import Http, Settings
from anode.bindings.net.byte_stream import Event, Upper
from anode.bindings.tls.stream import TlsStream
from anode.engine.ops import op
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


class Front(Handle):
    """A server whose listening socket is somebody else's: what holds for its connections."""

    __slots__ = ("settings",)

    resource = ""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, active=False)
        self.settings = Settings(ctx.state(Http), self.id)

    def dispose(self) -> None:
        self.settings.http.servers.pop(self.id, None)


class TlsConnection(Connection, Upper):
    """One client of an HTTPS server, on a stream that encrypts. The stream and its socket stay JavaScript's: it closes them when it is told."""

    __slots__ = ("held", "stream", "taken")

    def __init__(self, http: Http, server: Settings, stream: TlsStream) -> None:
        self.stream = stream
        self.taken = 0  # bytes
        self.held: list[tuple[Any, ...]] = []  # what was decrypted although nobody reads
        assert stream.sock is not None
        super().__init__(http, server, stream.sock)

    def listen(self) -> None:
        server = self.server
        server.count += 1
        self.fd = self.stream.fd
        self.stream.upper = self
        self.stream.start()

    def hear(self, kind: int, *payload: Any) -> None:
        if kind == Event.DATA and not self.paused:
            data = payload[0]
            self.taken += len(data)
            self.received(data)
        elif self.paused and kind != Event.WRITTEN:
            self.held.append((kind, *payload))
        elif kind == Event.WRITTEN:
            if payload[0] is not None:
                self.lost(payload[0])
            elif self.backlog:
                self.queued -= len(self.backlog.popleft())
                if not self.backlog:
                    self.drained()
        elif kind == Event.END:
            self.ended()
        elif kind == Event.READ_ERROR:
            self.lost(payload[0])

    # ---- writing ----

    def write(self, data: bytes | memoryview, buffer: bytes | None, flags: int) -> None:
        self.active = self.http.now
        whole = b"".join((data, buffer)) if buffer is not None else data if type(data) is bytes else bytes(data)
        if whole:
            try:
                if not self.stream.write(whole):
                    self.backlog.append(memoryview(whole))
                    self.queued += len(whole)
            except OSError as error:
                self.lost(errno.errorcode.get(error.errno or 0, "EPIPE"))
                return
        if flags:
            self.answered(flags)

    def _finish(self) -> None:
        self.stream.shutdown()
        self.http.ctx.loop.post(self.close)  # after this poll, when a client in the same process has read the answer

    # ---- flow ----

    def _watch(self) -> None:
        if self.paused:
            self.stream.pause()
        else:
            self.stream.start()
            while self.held and not self.paused:
                self.hear(*self.held.pop(0))

    # ---- the end ----

    def close(self) -> None:
        if self._leave():
            self.backlog.clear()
            self.http.emit([CLOSED, self.id, ""])

    def _leave(self) -> bool:
        if self.http.connections.pop(self.id, None) is None:
            return False
        self.server.count -= 1
        if self.stream.upper is self:
            self.stream.upper = None
        return True

    def hand_over(self) -> list[int]:
        """Leave the stream to JavaScript: ``[0, parser or 0, writes that are under way, bytes read, whether it is paused]``."""
        self._leave()
        for event in self.held:
            self.stream.emit(*event)
        return [
            0,
            self.http.ctx.state(Parsers).keep(self.parser) if self.parser is not None else 0,
            len(self.backlog),
            self.taken,
            int(self.paused),
        ]


@op(needs=nothing)
def open_front(ctx: Context) -> int:
    """What holds for the connections of one HTTPS server; see ``configure`` of http.py."""
    return Front(ctx).id


@op(needs=nothing)
def adopt(ctx: Context, front: int, stream: int) -> int:
    """Read requests from a stream that encrypts; the connection."""
    http, found = ctx.state(Http), ctx.loop.handles.get(stream)
    if not isinstance(found, TlsStream) or found.sock is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return TlsConnection(http, http.servers[front], found).id


@op(needs=nothing)
def feed(ctx: Context, connection: int, data: bytes | None = None, error: str | None = None) -> None:
    """Take what JavaScript was told of the stream before: bytes, or its end."""
    found = ctx.state(Http).connections.get(connection)
    if isinstance(found, TlsConnection):
        found.hear(*((Event.DATA, data) if data is not None else (Event.END,) if error is None else (Event.READ_ERROR, error)))
