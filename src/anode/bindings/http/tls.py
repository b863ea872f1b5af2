"""Direct connections of an https.Server.

JavaScript accepts the connection and does the handshake, with a TLSSocket. From then on requests are read here, from the stream that decrypts. That
stream and its socket stay JavaScript's, which closes them when it hears that the connection is gone.
"""

from __future__ import annotations

import errno
import os

from anode.bindings.http.connection import Connection
from anode.bindings.http.protocol import Tag
from anode.bindings.http.settings import Settings
from anode.bindings.http.state import HttpState
from anode.bindings.net.byte_stream import Event, Upper
from anode.bindings.tls.stream import TlsStream
from anode.engine.ops import op
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


class SecureServer(Handle):
    """The settings of one https.Server; its listening socket belongs to a tls.Server."""

    __slots__ = ("_http", "settings")

    resource = ""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, active=False)
        self._http = ctx.state(HttpState)
        self.settings = self._http.servers[self.id] = Settings(self.id)

    def dispose(self) -> None:
        self._http.servers.pop(self.id, None)


class TlsConnection(Connection, Upper):
    """One client, on a stream that encrypts and tells its events here."""

    __slots__ = ("_bytes_read", "_held", "_stream")

    def __init__(self, http: HttpState, server: Settings, stream: TlsStream) -> None:
        self._stream = stream
        self._bytes_read = 0
        self._held: list[tuple[Any, ...]] = []  # events that came while the connection was paused
        assert stream.sock is not None
        super().__init__(http, server, stream.sock)

    def _listen(self) -> None:
        self.fd = self._stream.fd
        self._stream.upper = self
        self._stream.start()

    def hear(self, kind: int, *payload: Any) -> None:
        if kind == Event.DATA and not self.paused:
            data = payload[0]
            self._bytes_read += len(data)
            self.received(data)
        elif self.paused and kind != Event.WRITTEN:
            self._held.append((kind, *payload))
        elif kind == Event.WRITTEN:
            if payload[0] is not None:
                self.lost(payload[0])
            elif self.backlog:
                self.queued -= len(self.backlog.popleft())
                if not self.backlog:
                    self._drained()
        elif kind == Event.END:
            self.ended()
        elif kind == Event.READ_ERROR:
            self.lost(payload[0])

    # ---- writing ----

    def write(self, data: bytes | memoryview, buffer: bytes | None, flags: int) -> None:
        self.active = self.http.now
        part = b"".join((data, buffer)) if buffer is not None else data if type(data) is bytes else bytes(data)
        if part:
            try:
                if not self._stream.write(part):
                    # The stream keeps the bytes it could not write. The backlog is there for their number.
                    self.backlog.append(memoryview(part))
                    self.queued += len(part)
            except OSError as error:
                self.lost(errno.errorcode.get(error.errno or 0, "EPIPE"))
                return
        if flags:
            self._part_ended(flags)

    def _finish(self) -> None:
        self._stream.shutdown()
        # After this poll: a client in the same process has read the response by then.
        self.http.ctx.loop.post(self.close)

    # ---- flow ----

    def _watch(self) -> None:
        if self.paused:
            self._stream.pause()
        else:
            self._stream.start()
            while self._held and not self.paused:
                self.hear(*self._held.pop(0))

    # ---- the end ----

    def close(self) -> None:
        if self._leave():
            self.backlog.clear()
            self.http.emit([Tag.CLOSED, self.id, None])

    def _leave(self) -> bool:
        if self.http.connections.pop(self.id, None) is None:
            return False
        self.server.count -= 1
        if self._stream.upper is self:
            self._stream.upper = None
        return True

    def become_stream(self) -> list[int]:
        """Leave the stream to JavaScript: ``[0, parser or 0, writes under way, bytes read, whether it is paused]``."""
        self._leave()
        for event in self._held:
            self._stream.emit(*event)
        return [0, self._keep_parser(), len(self.backlog), self._bytes_read, int(self.paused)]


@op(needs=nothing)
def open_server(ctx: Context) -> int:
    """The handle of a new server; see ``configure`` of server.py."""
    return SecureServer(ctx).id


@op(needs=nothing)
def adopt(ctx: Context, server: int, stream: int) -> int:
    """Read requests from a stream that decrypts; the connection."""
    http, found = ctx.state(HttpState), ctx.loop.handles.get(stream)
    if not isinstance(found, TlsStream) or found.sock is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return TlsConnection(http, http.servers[server], found).id


@op(needs=nothing)
def feed(ctx: Context, connection: int, data: bytes | None = None, error: str | None = None) -> None:
    """Pass on an event that JavaScript heard before the connection was adopted: bytes, the end, or an error's code."""
    found = ctx.state(HttpState).connections.get(connection)
    if isinstance(found, TlsConnection):
        if data is not None:
            found.hear(Event.DATA, data)
        elif error is None:
            found.hear(Event.END)
        else:
            found.hear(Event.READ_ERROR, error)
