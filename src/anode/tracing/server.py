"""The page of a trace, and the WebSocket over which it gets the events: for browsers on this machine alone.

Some facts:
- Any web page may ask the browser to connect to 127.0.0.1, under a name that it has made resolve to it. The ``Host`` header then has that name.
- A browser that reads slowly must not hold up the program.

What this means here:
- The address has a token that is not to be guessed, and a request needs it. Its ``Host`` must be an address or ``localhost``.
- Each reader has a thread and a queue. The page can pause the program and let it go on, and nothing else.
"""

from __future__ import annotations

import secrets
import socket
import sys
import threading
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from anode.bindings.inspector.server import allowed_host
from anode.bindings.inspector.websocket import BINARY, CLOSE, PING, PONG, TEXT, BadInput, Reader, Request, accept, frame, take_request
from anode.engine.codec import dumps, loads
from anode.tracing.alive import described
from anode.tracing.border import ways
from anode.tracing.exports import PAGE

if TYPE_CHECKING:
    from anode.tracing.live import Live

HOST = "127.0.0.1"
_READ = 1 << 16
_MOST_WAITING = 512  # messages that a reader may be behind
_STATE_EVERY = 0.25  # seconds
_PATIENCE = 10.0  # seconds for a request to come
_MOST_THREADS = 64
_SECURITY = (
    "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n"
    "Content-Security-Policy: default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:\r\n"
)


class Server:
    """Serves one trace on ``port`` (0: any). Raises OSError."""

    def __init__(self, live: Live, port: int) -> None:
        self._live = live
        self._token = secrets.token_urlsafe(16)
        self._listener = socket.create_server((HOST, port))
        self.port: int = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://{HOST}:{self.port}/?token={self._token}"

    def start(self) -> None:
        """Serve, on threads of their own; say where on stderr."""
        threading.Thread(target=self._serve, name="anode trace", daemon=True).start()
        sys.stderr.write(f"anode trace: {self.url}\n")
        sys.stderr.flush()

    def stay(self) -> None:
        """Serve on until the user ends the process."""
        sys.stderr.write("anode trace: the program has ended. The page stays until Ctrl-C.\n")
        sys.stderr.flush()
        threading.Event().wait()

    def _serve(self) -> None:
        while True:
            channel, _ = self._listener.accept()
            if threading.active_count() > _MOST_THREADS:
                channel.close()
                continue
            channel.settimeout(_PATIENCE)
            threading.Thread(target=self._client, args=(channel,), name="anode trace reader", daemon=True).start()

    def _client(self, channel: socket.socket) -> None:
        with channel:
            try:
                channel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                received = bytearray()
                while (request := take_request(received)) is None:
                    data = channel.recv(_READ)
                    if not data:
                        return
                    received += data
                self._answer(channel, request, received)
            except (BadInput, UnicodeDecodeError):
                _respond(channel, "400 Bad Request", b"This is no request of a browser.\n")
            except OSError:
                pass  # the browser is gone

    def _answer(self, channel: socket.socket, request: Request, received: bytearray) -> None:
        try:
            address = urlsplit(request.path)
        except ValueError:
            raise BadInput("path") from None
        token = parse_qs(address.query).get("token", [""])[0]
        host = request.headers.get("host", "")
        if not allowed_host(host) or not secrets.compare_digest(token.encode(), self._token.encode()):
            _respond(channel, "403 Forbidden", b"The address needs the token that anode trace has printed.\n")
        elif request.upgrades and address.path == "/live":
            origin = request.headers.get("origin")
            key = request.headers.get("sec-websocket-key", "")
            if not key or (origin is not None and urlsplit(origin).netloc != host):
                raise BadInput("origin")
            channel.settimeout(None)
            channel.sendall(accept(key))
            _Follower(self._live, channel).run(received)
        elif request.method == "GET" and address.path == "/":
            _respond(channel, "200 OK", PAGE.read_bytes(), "text/html; charset=utf-8")
        else:
            _respond(channel, "404 Not Found", b"There is nothing here.\n")


def _respond(channel: socket.socket, status: str, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{_SECURITY}\r\n"
    channel.sendall(head.encode() + body)


class _Follower:
    """One page that follows the trace."""

    def __init__(self, live: Live, channel: socket.socket) -> None:
        self._live = live
        self._channel = channel
        self._waiting: SimpleQueue[bytes | None] = SimpleQueue()
        self._over = False

    def run(self, received: bytearray) -> None:
        """Serve it until it is gone."""
        live = self._live
        backlog = live.follow(self._tell)
        writer = threading.Thread(target=self._write, args=(backlog,), name="anode trace writer", daemon=True)
        writer.start()
        reader = Reader()
        try:
            while not self._over:
                found = reader.take(received)
                if found is None:
                    data = self._channel.recv(_READ)
                    if not data:
                        return
                    received += data
                elif found[0] == TEXT:
                    self._command(found[1])
                elif found[0] == PING:
                    self._waiting.put(frame(PONG, found[1]))
                elif found[0] == CLOSE:
                    return
        finally:
            self._over = True
            live.leave(self._tell)
            self._waiting.put(None)

    def _command(self, text: bytes) -> None:
        try:
            given = loads(text.decode())
            self._live.control(str(given["way"]), float(given["delay"]), str(given["pattern"]))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            raise BadInput("command") from None

    def _tell(self, news: dict[str, Any] | bytes) -> None:
        if self._waiting.qsize() > _MOST_WAITING:
            self._over = True
            self._channel.shutdown(socket.SHUT_RDWR)  # it cannot keep up: the page says so, and connects again
        else:
            self._waiting.put(frame(BINARY, news) if isinstance(news, bytes) else frame(TEXT, dumps(news).encode()))

    def _write(self, backlog: list[bytes]) -> None:
        live = self._live
        try:
            self._channel.sendall(
                frame(TEXT, dumps({"head": live.recording.head, "ways": ways(), "names": live.first_names(), **live.state()}).encode())
            )
            for chunk in backlog:
                self._channel.sendall(frame(BINARY, chunk))
            told = 0.0
            while not self._over:
                if live.ctx and live.ended is None and monotonic() - told >= _STATE_EVERY:
                    told = monotonic()
                    self._channel.sendall(frame(TEXT, dumps({"loop": described(live.ctx)}).encode()))
                try:
                    message = self._waiting.get(timeout=_STATE_EVERY)
                except Empty:
                    continue
                if message is None:
                    return
                self._channel.sendall(message)
        except OSError:
            self._over = True
