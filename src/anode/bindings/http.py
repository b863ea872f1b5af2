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

import errno
import socket
import struct
from collections import deque
from functools import cache
from time import monotonic

import httptools

from anode.bindings import http_parser as parsing
from anode.bindings.gil import GilWatch
from anode.bindings.http_parser import REQUEST, MessageParser, Parsers
from anode.bindings.stream import Stream, address_of, drop_one, listening_socket
from anode.engine.context import Context
from anode.engine.memory import keep_memory
from anode.engine.ops import op
from anode.loop.handle import Handle
from anode.loop.poller import ERROR, HANGUP, READ, WRITE
from anode.permissions import fs_write, net, nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

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


@cache
def _triples(count: int) -> struct.Struct:
    return struct.Struct(f"={count}i")


class _Minimal:
    """The shared parser's callbacks: whether one message was complete, and stays open after it."""

    __slots__ = ("complete", "keep_alive", "parser")

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self.complete = 0
        self.keep_alive = False
        self.parser = httptools.HttpRequestParser(self)

    def on_message_complete(self) -> None:
        self.complete += 1
        self.keep_alive = self.parser.should_keep_alive()


class _Whole:
    """The other shared parser's callbacks: for one ``recv`` that may hold one request with all of its body."""

    __slots__ = ("begun", "complete", "keep_alive", "parser", "size")

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self.reset()
        self.parser = httptools.HttpRequestParser(self)

    def reset(self) -> None:
        self.begun = self.complete = self.size = 0
        self.keep_alive = False

    def on_message_begin(self) -> None:
        self.begun += 1

    def on_body(self, body: bytes) -> None:
        self.size += len(body)

    def on_message_complete(self) -> None:
        self.complete += 1
        self.keep_alive = self.parser.should_keep_alive()

    def takes(self, data: bytes, head: int) -> bool:
        """Whether ``data`` is one request with a head of ``head`` bytes and its body, as it stands, and nothing else."""
        self.reset()
        try:
            self.parser.feed_data(data)
            # Of a chunked body, the bytes are not all body.
            if self.complete == 1 and self.begun == 1 and self.size == len(data) - head:
                if not self.keep_alive:
                    keep_alive = self.keep_alive
                    self.renew()
                    self.keep_alive = keep_alive
                return True
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            pass
        self.renew()  # it holds half a message
        return False


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
        self.servers: dict[int, HttpServer] = {}
        self.minimal = _Minimal()
        self.whole = _Whole()
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

    def __init__(self, http: Http, server: HttpServer, sock: socket.socket) -> None:
        http.next_id += 1
        self.id = http.next_id
        self.http = http
        self.server = server
        self.sock = sock
        self.recv = sock.recv
        self.fd = sock.fileno()
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
        http.ctx.loop.poller.add(self.fd, READ, self.ready)

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
        if not data:
            self.ended()
            return
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


class HttpServer(Handle):
    """A listening socket whose connections speak HTTP."""

    __slots__ = (
        "_path",
        "count",
        "headers_timeout",
        "http",
        "idle_timeout",
        "keep_alive_timeout",
        "lenient",
        "max_connections",
        "max_header_size",
        "notify",
        "others",
        "request_timeout",
        "sock",
    )

    resource = "TCPServerWrap"

    def __init__(self, ctx: Context, sock: socket.socket, path: str | None = None) -> None:
        super().__init__(ctx)
        self.sock = sock
        self._path = path
        self.http = ctx.state(Http)
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
        ctx.loop.poller.add(sock.fileno(), READ, self._ready)
        self.http.servers[self.id] = self

    def _ready(self, events: int) -> None:
        while not self.closed:
            try:
                sock, _ = self.sock.accept()
            except BlockingIOError:
                return
            except OSError as error:
                if error.errno in (errno.EMFILE, errno.ENFILE):
                    drop_one(self.sock)
                    continue
                return
            if 0 <= self.max_connections <= self.count + self.others:
                self.emit(OPENED, 0, self._described(sock))
                sock.close()
                continue
            sock.setblocking(False)
            if sock.family != socket.AF_UNIX:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.count += 1
            connection = Connection(self.http, self, sock)
            if self.notify:
                self.http.emit([OPENED, connection.id, self.id])

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
        self.http.servers.pop(self.id, None)
        self.ctx.loop.poller.remove(self.sock.fileno())
        self.sock.close()
        if self._path is not None:
            import os

            try:
                os.unlink(self._path)
            except OSError:
                pass


# ---- ops ----


def _server(ctx: Context, handle: int) -> HttpServer:
    found = ctx.loop.handles.get(handle)
    assert isinstance(found, HttpServer)
    return found


@op(needs=net("host"), syscall="listen")
def listen(ctx: Context, host: str, port: int, backlog: int = 511, ipv6_only: bool = False, reuse_port: bool = False) -> int:
    """Listen for HTTP on a TCP address; the handle."""
    return HttpServer(ctx, listening_socket(host, port, backlog, ipv6_only, reuse_port)).id


@op(needs=fs_write("path"), syscall="listen")
def listen_unix(ctx: Context, path: str, backlog: int = 511, mode: int | None = None) -> int:
    """Listen for HTTP on a Unix socket."""
    from anode.bindings.stream import listen_unix as listen_stream

    return _adopt(ctx, listen_stream(ctx, path, backlog, mode))


@op(needs=nothing, syscall="listen")
def listen_fd(ctx: Context, fd: int, backlog: int = 511) -> int:
    """Listen for HTTP on a bound socket."""
    from anode.bindings.stream import listen_fd as listen_stream

    return _adopt(ctx, listen_stream(ctx, fd, backlog))


def _adopt(ctx: Context, handle: int) -> int:
    from anode.bindings.stream import Listener

    listener = ctx.loop.handles[handle]
    assert isinstance(listener, Listener)
    sock = listener.sock.dup()
    sock.setblocking(False)
    path = listener._path
    listener._path = None
    listener.close()
    return HttpServer(ctx, sock, path).id


@op(needs=nothing)
def configure(
    ctx: Context,
    handle: int,
    headers_timeout: float,
    request_timeout: float,
    keep_alive_timeout: float,
    max_header_size: int,
    max_connections: int,
    idle_timeout: float,
    flags: int,
) -> None:
    """Set the limits; times in ms, 0 for none. flags: 1, tell of each connection; 2, parse leniently."""
    server = _server(ctx, handle)
    server.headers_timeout = headers_timeout / 1000
    server.request_timeout = request_timeout / 1000
    server.keep_alive_timeout = keep_alive_timeout / 1000
    server.max_header_size = max_header_size
    server.max_connections = max_connections
    server.notify = bool(flags & 1)
    server.lenient = bool(flags & 2)
    server.idle_timeout = idle_timeout / 1000


@op(needs=nothing)
def expire(ctx: Context, handle: int) -> None:
    """Look for connections whose head or request has taken too long."""
    http = ctx.state(Http)
    now = monotonic()
    for connection in list(http.connections.values()):
        if connection.server.id == handle:
            connection.expire(now)


@op(needs=nothing)
def count_others(ctx: Context, handle: int, others: int) -> None:
    """Say how many connections of a server are JavaScript's, so that its limit holds."""
    _server(ctx, handle).others = others


@op(needs=nothing)
def decline(ctx: Context, connection: int) -> None:
    """A request that asks for an upgrade is an ordinary one."""
    found = ctx.state(Http).connections.get(connection)
    if found is not None:
        found.decline()


@op(needs=nothing)
def pause(ctx: Context, connection: int) -> None:
    """Stop reading from a connection."""
    found = ctx.state(Http).connections.get(connection)
    if found is not None:
        found.pause()


@op(needs=nothing)
def resume(ctx: Context, connection: int) -> None:
    """Read again."""
    found = ctx.state(Http).connections.get(connection)
    if found is not None:
        found.resume()


@op(needs=nothing)
def queued(ctx: Context, connection: int) -> int:
    """Bytes waiting to be sent."""
    found = ctx.state(Http).connections.get(connection)
    return found.queued if found is not None else 0


@op(needs=nothing)
def destroy(ctx: Context, connection: int) -> None:
    """Close a connection now."""
    found = ctx.state(Http).connections.get(connection)
    if found is not None:
        found.close()


@op(needs=nothing, json=True)
def hand_over(ctx: Context, connection: int) -> list[int] | None:
    """Turn a connection into a plain stream: see :meth:`Connection.hand_over`; null if it is gone."""
    found = ctx.state(Http).connections.get(connection)
    return found.hand_over() if found is not None else None


@op(needs=nothing, json=True)
def addresses(ctx: Context, connection: int) -> list[dict[str, Any]] | None:
    """``[local, remote]`` of a connection."""
    found = ctx.state(Http).connections.get(connection)
    if found is None:
        return None
    sock = found.sock
    try:
        return [address_of(sock.getsockname(), sock.family), address_of(sock.getpeername(), sock.family)]
    except OSError:
        return None


@op(needs=nothing)
def close_connections(ctx: Context, handle: int, idle_only: bool) -> None:
    """Close a server's connections: all, or those that wait for a request."""
    for connection in list(ctx.state(Http).connections.values()):
        if connection.server.id == handle and not (idle_only and (connection.waiting or connection.backlog or connection.begun != NEVER)):
            connection.close()


@op(needs=nothing)
def owner(ctx: Context, connection: int) -> int:
    """The server handle of a connection; 0 if it is gone."""
    found = ctx.state(Http).connections.get(connection)
    return found.server.id if found is not None else 0


@op(needs=nothing)
def count(ctx: Context, handle: int) -> int:
    """How many connections a server has."""
    return sum(c.server.id == handle for c in ctx.state(Http).connections.values())
