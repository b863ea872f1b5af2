"""One isolate's HTTP servers: their connections, the requests of a poll on their way to JavaScript, and the responses that come back.

Some facts (measured; docs/http.md has the figures):
- A callback for each header costs more than everything else a parser does. Most handlers read one header or none.
- A crossing between Python and V8 costs as much as parsing a request.

What this means here:
- A head crosses unsplit. JavaScript splits it when a header is read.
- The heads of one poll cross together, in one text, and the responses of one turn come back together (:meth:`HttpState.send`). protocol.py
  has the forms.
"""

from __future__ import annotations

import struct
from functools import cache
from time import monotonic

from anode.bindings.http.gil import GilWatch
from anode.bindings.http.protocol import Expiry, Message, Part, Tag
from anode.bindings.http.whole_message import WholeMessage
from anode.engine.memory import keep_memory
from anode.loop.context import Context

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    import socket
    from typing import Any, Protocol

    from anode.bindings.http.settings import Settings

    class Client(Protocol):
        """A connection (connection.py), as this file and the ops need it."""

        id: int
        server: Settings
        sock: socket.socket
        active: float
        deadline: float

        @property
        def queued(self) -> int: ...
        @property
        def idle(self) -> bool: ...
        def write(self, data: bytes | memoryview, buffer: bytes | None, flags: int) -> None: ...
        def decline_upgrade(self) -> None: ...
        def pause(self) -> None: ...
        def resume(self) -> None: ...
        def expire(self, now: float) -> None: ...
        def close(self) -> None: ...
        def become_stream(self) -> list[int]: ...


NEVER = float("inf")
SWEEP_EVERY = 0.25  # seconds


@cache
def _int32s(count: int) -> struct.Struct:
    return struct.Struct(f"={count}i")


class HttpState:
    """The connections of all servers of an isolate. A connection adds itself, and appends its requests to ``heads`` and ``numbers``."""

    __slots__ = ("connections", "ctx", "gil", "heads", "next_id", "next_sweep", "now", "numbers", "servers", "whole")

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.connections: dict[int, Client] = {}
        self.servers: dict[int, Settings] = {}
        self.whole = WholeMessage(Message.REQUEST)
        self.heads: list[bytes] = []  # of this poll
        self.numbers: list[int] = []  # that belong to them
        self.next_id = 0
        self.now = monotonic()  # of this turn
        self.next_sweep = self.now + 1
        self.gil = GilWatch(ctx.loop.poller)
        ctx.at_end.append(self.gil.end)
        keep_memory()
        ctx.loop.send = self.send
        ctx.loop.before_poll.append(self.before_poll)
        ctx.loop.after_poll.append(self.flush)

    def before_poll(self) -> None:
        """Note the time, and several times a second look for connections on which nothing happens."""
        self.now = now = self.ctx.loop.time
        self.gil.look(now)
        if now < self.next_sweep:
            return
        self.next_sweep = now + SWEEP_EVERY
        for connection in list(self.connections.values()):
            if connection.deadline < now:
                connection.deadline = NEVER
                self.emit([Tag.EXPIRED, connection.id, Expiry.NO_REQUEST])
            elif (idle := connection.server.idle_timeout) and connection.deadline == NEVER and now - connection.active > idle:
                connection.active = now
                self.emit([Tag.EXPIRED, connection.id, Expiry.IDLE])

    def emit(self, entry: list[Any]) -> None:
        """Queue a completion entry, behind the heads that came before it."""
        if self.numbers:
            self.flush()
        self.ctx.loop.completions.append(entry)

    def flush(self) -> None:
        """Queue the heads of this poll as one entry."""
        if self.numbers:
            loop = self.ctx.loop
            loop.buffers.append(b"".join(self.heads).decode("latin-1"))
            loop.completions.append([Tag.HEADS, len(loop.buffers) - 1, *self.numbers])
            self.numbers = []
            self.heads = []

    def send(self, text: str, meta: bytes, buffers: tuple[bytes, ...]) -> None:
        """Send parts of responses: ``text`` is latin-1, ``meta`` the int32 numbers that belong to it, in order."""
        data = text.encode("latin-1")
        connections = self.connections
        numbers = _int32s(len(meta) // 4).unpack(meta)
        if len(numbers) == 3:
            connection = connections.get(numbers[0])
            if connection is not None:
                connection.write(data, buffers[0] if numbers[2] & Part.WITH_BUFFER else None, numbers[2])
            return
        position = used = 0
        for i in range(0, len(numbers), 3):
            end, flags = position + numbers[i + 1], numbers[i + 2]
            buffer = None
            if flags & Part.WITH_BUFFER:
                buffer = buffers[used]
                used += 1
            connection = connections.get(numbers[i])
            if connection is not None:
                connection.write(data[position:end], buffer, flags)
            position = end
