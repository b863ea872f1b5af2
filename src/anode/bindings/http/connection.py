"""A direct connection of an http.Server: Python reads its requests and writes their responses, and JavaScript has no net.Socket for it.

Most requests arrive in one ``recv``, a head or a head with its whole body, and nothing else. The shared parser checks them (whole_message.py), and
the bytes cross as they are. Any other bytes (a body that arrives later, pipelined requests, chunks, an upgrade) get the connection a parser of
its own (message_parser.py), which it has until all its requests are answered.

Some facts about Node: it parses all the bytes of a read, and the handlers of their requests run meanwhile, with no tick in between. If an error
comes at their end, Node drops each response that waits for its turn. It destroys the connection when the handler of a request with method PRI, whose
line has no version, has returned. What this means here: such bytes make the connection a stream, and JavaScript goes through what the parser has
found.

Where JavaScript needs the socket itself, :meth:`Connection.become_stream` hands descriptor and parser over for good.
"""

from __future__ import annotations

import errno
import socket

from anode.bindings.http.message_parser import MessageParser
from anode.bindings.http.outgoing import Outgoing
from anode.bindings.http.parser import Parsers
from anode.bindings.http.protocol import Entry, Head, Message, Tag
from anode.bindings.http.settings import Settings
from anode.bindings.http.state import NEVER, HttpState
from anode.bindings.http.whole_message import HEAD_END
from anode.bindings.net.byte_stream import Stream
from anode.loop.poller import ERROR, HANGUP, READ, WRITE

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

CHUNK = 65536
_HTTP2 = b"PRI "
SMALL_BODY = 4096  # bytes: a body up to here costs less within the text of the heads than as a buffer beside it


def _is_special(entries: list[list[Any]]) -> bool:
    """Whether JavaScript goes through the entries: an error ends them, or a request that begins as HTTP/2 does."""
    if len(entries) > 1 and entries[-1][0] == Entry.ERROR:
        return True
    return any(entry[0] == Entry.HEAD and entry[4].startswith("PRI ") for entry in entries)


class Connection(Outgoing):
    """One client."""

    __slots__ = ("_events", "_recv")

    def __init__(self, http: HttpState, server: Settings, sock: socket.socket) -> None:
        super().__init__(http, server, sock)
        server.count += 1
        http.connections[self.id] = self
        self._listen()

    def _listen(self) -> None:
        """Be told when bytes arrive."""
        self._recv = self.sock.recv
        self._events = READ
        self.http.ctx.loop.poller.add(self.fd, READ, self._ready)

    @property
    def idle(self) -> bool:
        """Whether it waits for a request, and nothing else."""
        return not (self.waiting or self.backlog) and self.begun == NEVER

    # ---- reading ----

    def _ready(self, events: int) -> None:
        if events & WRITE and self.backlog:
            self._drain()
        if events & (READ | HANGUP | ERROR) and not self.paused:
            self._read()
        elif events & ERROR:
            self.lost("ECONNRESET")

    def _read(self) -> None:
        http = self.http
        try:
            data = http.gil.recv(self.fd, CHUNK) if http.gil.contended else self._recv(CHUNK)
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
        """Pass on the requests in ``data``."""
        http = self.http
        self.active = http.now
        if self.parser is None:
            server = self.server
            head = data.find(HEAD_END) + 4
            size = len(data)
            if (
                3 < head < server.max_header_size
                and not self.closed
                and (head == size or not server.lenient)
                and http.whole.takes(data, head)
                and (http.whole.keep_alive or not data.lstrip(b"\r\n").startswith(_HTTP2))
            ):
                keep_alive = Head.KEEP_ALIVE if http.whole.keep_alive else 0
                if head == size:
                    http.numbers += (self.id, keep_alive, size)
                    http.heads.append(data)
                else:
                    self._pass_on_whole(data, head, keep_alive)
                self.waiting += 1
                self.begun = self.deadline = NEVER
                self.closed = not keep_alive
                return
            self.parser = MessageParser(Message.REQUEST, server.max_header_size, server.lenient)
            if self.closed:
                self.parser.say_closed()
        before = self.begun
        if before == NEVER:
            self.begun = http.now
        entries = self.parser.execute(data)
        if _is_special(entries):
            self.pause()
            http.emit([Tag.BROKEN, self.id, data.decode("latin-1")])
            return
        self._pass_on(entries, data)
        if self.parser is not None:
            if not self.parser.idle:
                self.deadline = NEVER
            elif not self.waiting:
                self.begun = before  # line ends before the next request: they change no time limit

    def _pass_on_whole(self, data: bytes, head: int, keep_alive: int) -> None:
        """Pass on a request that came in one piece with its body."""
        http = self.http
        flags = Head.HAS_BODY | Head.WHOLE | keep_alive
        body = len(data) - head
        if body <= SMALL_BODY:
            http.numbers += (self.id, flags, head, body)
            http.heads.append(data)
        else:
            buffers = http.ctx.loop.buffers
            buffers.append(data[head:])
            http.numbers += (self.id, flags | Head.IN_BUFFER, head, len(buffers) - 1)
            http.heads.append(data[:head])

    def _pass_on(self, entries: list[list[Any]], data: bytes) -> None:
        """Pass on the entries of the connection's own parser for ``data``."""
        http = self.http
        for entry in entries:
            kind = entry[0]
            if kind == Entry.HEAD:
                head = entry[4].encode("latin-1")
                http.numbers += (self.id, Head.HAS_BODY | entry[1], len(head))
                http.heads.append(head)
                self.waiting += 1
                if entry[1] & Head.ASKS_UPGRADE:
                    self.pause()  # until JavaScript says whether the bytes behind the head are HTTP
                    assert self.parser is not None
                    http.emit([Tag.UPGRADE, self.id, data[self.parser.end_of_last_head() :].decode("latin-1")])
                    break
            elif kind == Entry.BODY:
                loop = http.ctx.loop
                http.flush()
                loop.buffers.append(data[entry[1] : entry[2]])
                loop.completions.append([Tag.BODY, self.id, len(loop.buffers) - 1])
            elif kind == Entry.COMPLETE:
                self.begun = NEVER
                http.emit([Tag.COMPLETE, self.id, entry[1]])
            elif kind == Entry.BEGUN:
                if self.begun == NEVER:
                    self.begun = http.now
            else:
                self._refuse(entry[1], entry[2], entry[3], data)

    def _refuse(self, code: str, reason: str, position: int, data: bytes) -> None:
        self.pause()
        self.begun = NEVER
        self.http.emit([Tag.REFUSED, self.id, code, reason, position, data.decode("latin-1")])

    def decline_upgrade(self) -> None:
        """Go on with a request that asked for an upgrade and does not get it."""
        if self.parser is not None:
            self._pass_on(self.parser.decline(), self.parser.data)
            self.resume()

    # ---- flow ----

    def pause(self) -> None:
        """Stop reading."""
        self.paused = True
        self._watch()

    def resume(self) -> None:
        """Read again."""
        self.paused = False
        self._watch()

    def _watch(self) -> None:
        events = (0 if self.paused else READ) | (WRITE if self.backlog else 0)
        if events != self._events:
            self._events = events
            self.http.ctx.loop.poller.modify(self.fd, events)

    # ---- the end ----

    def expire(self, now: float) -> None:
        """Refuse a request if its head, or all of it, has taken too long."""
        taken = now - self.begun
        server = self.server
        in_body = self.parser is not None and self.parser.in_body
        if (server.headers_timeout and not in_body and taken > server.headers_timeout) or (
            server.request_timeout and taken > server.request_timeout
        ):
            self._refuse("ERR_HTTP_REQUEST_TIMEOUT", "Request timeout", 0, b"")

    def ended(self) -> None:
        """The client has sent its last byte. The requests that have come are still answered."""
        self.pause()
        self.begun = NEVER
        if self.parser is not None:
            entries = self.parser.finish()
            if entries:
                self._pass_on(entries, b"")
                return
        self.http.emit([Tag.ENDED, self.id])
        if self.waiting == 0 and not self.backlog:
            self.close()

    def lost(self, code: str) -> None:
        """The connection is broken: ``code`` is that of the error."""
        self.http.emit([Tag.CLOSED, self.id, code])
        self.close()

    def close(self) -> None:
        """Close now."""
        if self._leave():
            self.sock.close()
            self.backlog.clear()
            self.http.emit([Tag.CLOSED, self.id, None])

    def _leave(self) -> bool:
        """Be no direct connection any more; whether it still was one."""
        if self.http.connections.pop(self.id, None) is None:
            return False
        self.http.ctx.loop.poller.remove(self.fd)
        self.server.count -= 1
        return True

    def become_stream(self) -> list[int]:
        """Hand the socket over: ``[stream handle, parser or 0, 1 if bytes wait to be written]``."""
        self._leave()
        stream = Stream(self.http.ctx, self.fd, self.sock)
        if self.backlog:
            stream.inherit(self.backlog)
        return [stream.id, self._keep_parser(), int(bool(self.backlog))]

    def _keep_parser(self) -> int:
        """The parser's number in JavaScript, 0 if there is none."""
        return self.http.ctx.state(Parsers).keep(self.parser) if self.parser is not None else 0
