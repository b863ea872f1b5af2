"""One client of the HTTP server: its bytes in and out."""

from __future__ import annotations

import errno
import socket
from collections import deque

import httptools

from anode.bindings import http_parser as parsing
from anode.bindings.http_parser import REQUEST, MessageParser, Parsers
from anode.bindings.net.byte_stream import Stream
from anode.loop.poller import ERROR, HANGUP, READ, WRITE

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.bindings.http_server import Http, Settings

# Completion entries, after engine/codec.py's own.
HEADS, BODY, COMPLETE, CLOSED, DRAINED, OPENED, BAD, UPGRADE, EXPIRED = range(8, 17)

# Flags of a head.
KEEP_ALIVE, HAS_BODY, ASKS_UPGRADE, WHOLE, IN_BUFFER = 1, 2, 4, 8, 16

# Flags of an answer.
END, CLOSE, WITH_BUFFER = 1, 2, 4

CHUNK = 65536
HIGH_WATER = 65536
NEVER = float("inf")
SMALL_BODY = 4096  # bytes: up to here a body costs less in the text of the heads than as a buffer beside it
_HEAD_END = b"\r\n\r\n"


class Connection:
    """One client."""

    __slots__ = (
        "_closing",
        "_events",
        "active",
        "backlog",
        "begun",
        "deadline",
        "fd",
        "http",
        "id",
        "parser",
        "paused",
        "queued",
        "recv",
        "server",
        "sock",
        "waiting",
    )

    def __init__(self, http: Http, server: Settings, sock: socket.socket) -> None:
        http.next_id += 1
        self.id = http.next_id
        self.http = http
        self.server = server
        self.sock = sock
        self.backlog: deque[memoryview] = deque()
        self.queued = 0
        self.paused = False
        self.waiting = 0  # requests not answered yet
        self.begun = http.now  # since when a request is awaited or arriving; infinite in between
        self.deadline = NEVER  # of keeping it open without a request
        self.active = http.now  # when something last arrived or left
        self.parser: MessageParser | None = None
        self._events = READ
        self._closing = False
        http.connections[self.id] = self
        self.listen()

    def listen(self) -> None:
        """Hear from the client."""
        self.recv = self.sock.recv
        self.fd = self.sock.fileno()
        self.http.ctx.loop.poller.add(self.fd, READ, self.ready)

    # ---- readiness ----

    def ready(self, events: int) -> None:
        if events & WRITE and self.backlog:
            self.drain()
        if events & (READ | HANGUP | ERROR) and not self.paused:
            self.read()
        elif events & ERROR:
            self.lost("ECONNRESET")

    def read(self) -> None:
        """Read once, and hand on what it was."""
        http = self.http
        try:
            data = http.gil.recv(self.fd, CHUNK) if http.gil.contended else self.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            self.lost(errno.errorcode.get(error.errno or 0, "ECONNRESET"))
            return
        if data:
            self.received(data)
        else:
            self.ended()

    def received(self, data: bytes) -> None:
        """Hand on what has arrived."""
        http = self.http
        self.active = http.now
        if self.parser is None:
            head = data.find(_HEAD_END) + 4
            if head == len(data) and head < self.server.max_header_size:
                minimal = http.minimal
                minimal.complete = 0
                try:
                    minimal.parser.feed_data(data)
                    if minimal.complete == 1:
                        if minimal.keep_alive:
                            http.batch += (self.id, KEEP_ALIVE, len(data))
                        else:
                            http.batch += (self.id, 0, len(data))
                            minimal.renew()
                        http.heads.append(data)
                        self.waiting += 1
                        self.begun = self.deadline = NEVER
                        return
                except (httptools.HttpParserError, httptools.HttpParserUpgrade):
                    pass
                minimal.renew()  # it holds half a message
            elif 3 < head < self.server.max_header_size and not self.server.lenient and http.whole.takes(data, head):
                self.take_whole(data, head)
                return
            self.parser = MessageParser(REQUEST, self.server.max_header_size, self.server.lenient)
        if self.begun == NEVER:
            self.begun = http.now
        self.take(self.parser.execute(data), data)
        if self.parser is not None:
            if not self.parser.idle:
                self.deadline = NEVER
            elif not self.waiting:
                self.begun = NEVER  # an empty line before the next request

    def take_whole(self, data: bytes, head: int) -> None:
        """Hand on a request whose body came with it."""
        http = self.http
        flags = HAS_BODY | WHOLE | (KEEP_ALIVE if http.whole.keep_alive else 0)
        body = len(data) - head
        if body <= SMALL_BODY:
            http.batch += (self.id, flags, head, body)
            http.heads.append(data)
        else:
            buffers = http.ctx.loop.buffers
            buffers.append(data[head:])
            http.batch += (self.id, flags | IN_BUFFER, head, len(buffers) - 1)
            http.heads.append(data[:head])
        self.waiting += 1
        self.begun = NEVER

    def take(self, entries: list[list[Any]], data: bytes) -> None:
        """Hand on what the connection's own parser has found in ``data``."""
        http = self.http
        for entry in entries:
            kind = entry[0]
            if kind == parsing.HEAD:
                head = entry[4].encode("latin-1")
                flags = HAS_BODY | (entry[1] & KEEP_ALIVE) | (ASKS_UPGRADE if entry[1] & parsing.UPGRADE else 0)
                http.batch += (self.id, flags, len(head))
                http.heads.append(head)
                self.waiting += 1
            elif kind == parsing.BODY:
                loop = http.ctx.loop
                if http.batch:
                    http.flush()
                loop.buffers.append(data[entry[1] : entry[2]])
                loop.completions.append([BODY, self.id, len(loop.buffers) - 1])
            elif kind == parsing.COMPLETE:
                self.begun = NEVER
                http.emit([COMPLETE, self.id, entry[1]])
            elif kind == parsing.UPGRADED:
                # Nobody reads what follows until JavaScript has decided whose it is.
                self._stop_reading()
                http.emit([UPGRADE, self.id, data[entry[1] :].decode("latin-1")])
            elif kind == parsing.BEGUN:
                if self.begun == NEVER:
                    self.begun = http.now
            else:
                self._stop_reading()
                self.begun = NEVER
                http.emit([BAD, self.id, entry[1], entry[2], entry[3], data.decode("latin-1")])

    def decline(self) -> None:
        """Go on with a request that asked for an upgrade and does not get it."""
        if self.parser is not None:
            self.take(self.parser.decline(), self.parser.data)
            self.resume()

    # ---- the end ----

    def expire(self, now: float) -> None:
        """See whether the head, or the whole request, has taken too long."""
        taken = now - self.begun
        server = self.server
        in_body = self.parser is not None and self.parser.in_body
        if (server.headers_timeout and not in_body and taken > server.headers_timeout) or (
            server.request_timeout and taken > server.request_timeout
        ):
            self._stop_reading()
            self.begun = NEVER
            self.http.emit([BAD, self.id, "ERR_HTTP_REQUEST_TIMEOUT", "Request timeout", 0, ""])

    def ended(self) -> None:
        """The client has sent all it will. What it asked for is still answered."""
        self._stop_reading()
        self.begun = NEVER
        if self.parser is not None:
            entries = self.parser.finish()
            if entries:
                self.take(entries, b"")
                return
        self.http.emit([CLOSED, self.id, None])
        if self.waiting == 0 and not self.backlog:
            self.close()

    def lost(self, code: str) -> None:
        """The connection is broken."""
        self.http.emit([CLOSED, self.id, code])
        self.close()

    def close(self) -> None:
        """Close now."""
        if self.http.connections.pop(self.id, None) is None:
            return
        self.http.ctx.loop.poller.remove(self.fd)
        self.sock.close()
        self.backlog.clear()
        self.server.count -= 1
        self.http.emit([CLOSED, self.id, ""])

    def hand_over(self) -> list[int]:
        """Become an ordinary stream: ``[stream handle, parser or 0, whether bytes wait to be written]``."""
        http = self.http
        http.connections.pop(self.id, None)
        http.ctx.loop.poller.remove(self.fd)
        self.server.count -= 1
        stream = Stream(http.ctx, self.fd, self.sock)
        if self.backlog:
            stream.inherit(self.backlog)
        return [stream.id, http.ctx.state(Parsers).keep(self.parser) if self.parser is not None else 0, int(bool(self.backlog))]

    # ---- writing ----

    def write(self, data: bytes | memoryview, buffer: bytes | None, flags: int) -> None:
        """Send what fits now, and keep the rest."""
        self.active = self.http.now
        if self.backlog:
            self._keep(data, buffer)
        else:
            try:
                if buffer is not None:
                    sent = self.sock.sendmsg((data, buffer)) if data else self.sock.send(buffer)
                    total = len(data) + len(buffer)
                elif data:
                    sent = self.http.gil.send(self.fd, bytes(data)) if self.http.gil.contended else self.sock.send(data)
                    total = len(data)
                else:
                    sent = total = 0
            except BlockingIOError:
                sent, total = 0, 1
            except OSError as error:
                self.lost(errno.errorcode.get(error.errno or 0, "EPIPE"))
                return
            if sent < total:
                if sent >= len(data):
                    assert buffer is not None
                    self._keep(memoryview(buffer)[sent - len(data) :], None)
                else:
                    self._keep(memoryview(data)[sent:], buffer)
        if flags:
            self.answered(flags)

    def answered(self, flags: int) -> None:
        """A part of an answer was its last, or the last of the connection."""
        if flags & END:
            self.waiting -= 1
            if self.waiting == 0:
                timeout = self.server.keep_alive_timeout
                self.deadline = self.http.now + timeout if timeout and self.begun == NEVER else NEVER
                if self.parser is not None and self.parser.idle and not self.paused:
                    self.parser = None  # between messages: the next may take the short way
        if flags & CLOSE:
            self._closing = True
            if not self.backlog:
                self._finish()

    def _keep(self, data: bytes | memoryview, buffer: bytes | None) -> None:
        for part in (data, buffer):
            if part:
                self.backlog.append(memoryview(part))
                self.queued += len(part)
        self._watch()

    def drain(self) -> None:
        """Send more of what was kept."""
        backlog = self.backlog
        try:
            while backlog:
                sent = self.sock.send(backlog[0])
                self.queued -= sent
                if sent < len(backlog[0]):
                    backlog[0] = backlog[0][sent:]
                    break
                backlog.popleft()
        except BlockingIOError:
            pass
        except OSError as error:
            self.lost(errno.errorcode.get(error.errno or 0, "EPIPE"))
            return
        if not backlog:
            self._watch()
            self.drained()

    def drained(self) -> None:
        """All is written."""
        if self._closing:
            self._finish()
        else:
            self.http.emit([DRAINED, self.id])

    def _finish(self) -> None:
        # The peer must get all of it: end our side, and close when it has gone, or at once if it already has.
        try:
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        self.close()

    # ---- flow ----

    def _watch(self) -> None:
        events = (0 if self.paused else READ) | (WRITE if self.backlog else 0)
        if events != self._events:
            self._events = events
            self.http.ctx.loop.poller.modify(self.fd, events)

    def _stop_reading(self) -> None:
        self.paused = True
        self._watch()

    def pause(self) -> None:
        self._stop_reading()

    def resume(self) -> None:
        self.paused = False
        self._watch()
