"""The server that debuggers connect to: HTTP for the list of targets, a WebSocket for each session. It has a thread of its own.

Some facts:
- Any web page may ask the browser to connect to 127.0.0.1, under a name that it has made resolve to it. The ``Host`` header then has that name.
- JavaScript does not run while it is paused, and it may compute without end.

What this means here:
- As in Node, a request whose ``Host`` is neither an address nor ``localhost`` is refused. The path of a session is not to be guessed.
- The thread reads, and hands messages to the isolate's thread (``Agent.post``). That one writes; what the socket does not take, this thread writes.
"""

from __future__ import annotations

import _thread
import os
import select
import socket
from ipaddress import ip_address

from anode.bindings.inspector.websocket import CLOSE, PING, PONG, TEXT, BadInput, Reader, Request, accept, frame, take_request
from anode.engine.codec import dumps

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

    from anode.bindings.inspector.protocol import Debuggee

_HELP = "https://nodejs.org/learn/getting-started/debugging"
_ICON = "https://nodejs.org/static/images/favicons/favicon.ico"
_FRONTENDS = (
    ("devtoolsFrontendUrl", "devtools://devtools/bundled/js_app.html?experiments=true&v8only=true&ws="),
    ("devtoolsFrontendUrlCompat", "devtools://devtools/bundled/inspector.html?experiments=true&v8only=true&ws="),
)
_REFUSAL = b"HTTP/1.0 400 Bad Request\r\nContent-Type: text/html; charset=UTF-8\r\n\r\nWebSockets request was expected\r\n"
_READ = 1 << 16
_GOING = 0.25  # seconds in which a client takes what is left for it
_UV_TEXTS = {"EADDRINUSE": "address already in use", "EACCES": "permission denied", "EADDRNOTAVAIL": "address not available"}


class CannotListen(Exception):
    """The text is Node's."""


class Target:
    """What a debugger may connect to."""

    __slots__ = ("id", "title", "url")

    def __init__(self, title: str, url: str) -> None:
        octets = bytearray(os.urandom(16))
        octets[6], octets[8] = octets[6] & 0x0F | 0x40, octets[8] & 0x3F | 0x80  # a UUID of version 4
        text = octets.hex()
        self.id = "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
        self.title = title
        self.url = url


def allowed_host(header: str) -> bool:
    """Whether a request may come with this ``Host``."""
    host = header.rsplit(":", 1)[0] if ":" in header.rpartition("]")[2] else header
    if not host or host.lower() in ("localhost", "localhost6"):
        return True
    try:
        ip_address(host[1:-1] if host.startswith("[") and host.endswith("]") else host)
    except ValueError:
        return False
    return True


class Client:
    """A connection; a session from the WebSocket's opening on."""

    def __init__(self, server: Server, channel: socket.socket) -> None:
        self.server = server
        self.socket = channel
        self.received = bytearray()
        self.reader: Reader | None = None
        self.session = 0
        self.going = False  # no more is read, and when all is written the connection is closed
        self._pending = bytearray()
        self._lock = _thread.allocate_lock()

    @property
    def waiting(self) -> bool:
        """Whether there is something left to write."""
        return bool(self._pending)

    def send(self, text: str) -> None:
        """Send a message; from any thread."""
        self.write(frame(TEXT, text.encode("utf-8", "replace")))

    def write(self, data: bytes) -> None:
        """Write, now or later; from any thread."""
        with self._lock:
            if not self._pending:
                try:
                    data = data[self.socket.send(data) :]
                except BlockingIOError:
                    pass
                except OSError:
                    return  # the thread sees that the connection is gone
            self._pending += data
            left = bool(self._pending)
        if left:
            self.server.wake()

    def leave(self) -> None:
        """Send what is left, and the end of the session."""
        self.socket.settimeout(_GOING)
        self.flush()
        if self.reader is not None:
            self.write(frame(CLOSE, b""))
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def linger(self) -> None:
        """Close when the client has: before, what it has sent would make the system reset the connection."""
        try:
            while self.socket.recv(_READ):
                pass
        except OSError:
            pass
        self.socket.close()

    def flush(self) -> None:
        """Write what is left."""
        with self._lock:
            try:
                del self._pending[: self.socket.send(self._pending)]
            except BlockingIOError:
                pass
            except OSError:
                self._pending.clear()


class Server:
    """Listens on ``host`` and ``port`` (0: any) for one isolate. Raises CannotListen."""

    def __init__(self, agent: Debuggee, host: str, port: int, target: Target, publish: tuple[str, ...]) -> None:
        self._agent = agent
        self.target = target
        self.host = host
        self._quiet = agent.ctx.embedded  # stderr is a host's
        self._console, self._http = "stderr" in publish and not self._quiet, "http" in publish
        self._listener = _listen(host, port)
        self.port: int = self._listener.getsockname()[1]
        self._clients: dict[int, Client] = {}
        self._read_end, self._write_end = os.pipe()
        os.set_blocking(self._read_end, False)
        os.set_blocking(self._write_end, False)
        self._accepts = True
        self._stopping = False
        self._over = _thread.allocate_lock()
        self._over.acquire()
        self._tasks: list[Callable[[], None]] = []

    @property
    def url(self) -> str:
        """The WebSocket's address."""
        return f"ws://{self._address}/{self.target.id}"

    @property
    def _address(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def start(self) -> None:
        """Serve, on a thread of its own."""
        self._announce()
        _thread.start_new_thread(self._serve, ())

    def _announce(self) -> None:
        if self._console:
            os.write(2, f"Debugger listening on {self.url}\nFor help, see: {_HELP}\n".encode("utf-8", "replace"))

    def wake(self) -> None:
        """Let the thread look again; from any thread."""
        try:
            os.write(self._write_end, b"\0")
        except (BlockingIOError, OSError):
            pass

    def refuse(self) -> None:
        """Take no new connections."""
        self._accepts = False
        self.wake()

    def stop(self) -> None:
        """End all connections, and the thread; returns when the port is free."""
        self._stopping = True
        self.wake()
        self._over.acquire()

    # ---- the thread ----

    def _serve(self) -> None:
        try:
            while not self._stopping:
                self._turn()
        finally:
            self._close()

    def _turn(self) -> None:
        poller = select.poll()
        poller.register(self._read_end, select.POLLIN)
        if self._accepts:
            poller.register(self._listener, select.POLLIN)
        elif self._listener.fileno() >= 0:
            self._listener.close()
        for number, client in self._clients.items():
            poller.register(number, (0 if client.going else select.POLLIN) | (select.POLLOUT if client.waiting else 0))
        for number, events in poller.poll():
            found = self._clients.get(number)
            if number == self._read_end:
                try:
                    os.read(number, 4096)
                except BlockingIOError:
                    pass
            elif found is None:
                self._accept()
            else:
                self._handle(number, found, events)

    def _handle(self, number: int, client: Client, events: int) -> None:
        if events & select.POLLOUT:
            client.flush()
        if events & (select.POLLIN | select.POLLHUP | select.POLLERR) and not client.going:
            self._read(number, client)
        if client.going and (not client.waiting or events & select.POLLERR):
            self._drop(number)

    def _accept(self) -> None:
        try:
            channel, _ = self._listener.accept()
        except OSError:
            return
        channel.setblocking(False)
        channel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._clients[channel.fileno()] = Client(self, channel)

    def _read(self, number: int, client: Client) -> None:
        try:
            data = client.socket.recv(_READ)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(number)
            return
        client.received += data
        try:
            if client.reader is None:
                self._read_http(client)
            if client.reader is not None and not client.going:
                self._read_frames(client, client.reader)
        except (BadInput, UnicodeDecodeError):
            if client.reader is None:
                client.write(_REFUSAL)
            client.going = True

    def _read_http(self, client: Client) -> None:
        while client.reader is None and not client.going:
            request = take_request(client.received)
            if request is None:
                return
            self._answer(client, request)

    def _answer(self, client: Client, request: Request) -> None:
        if not allowed_host(request.headers.get("host", "")):
            raise BadInput("host")
        if request.upgrades:
            key = request.headers.get("sec-websocket-key", "")
            if request.path != f"/{self.target.id}" or not key:
                raise BadInput("path")
            client.write(accept(key))
            client.reader = Reader()
            self._open(client)
            return
        body = self._body(request)
        if request.method != "GET" or body is None:
            raise BadInput("path")
        head = "HTTP/1.0 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nCache-Control: no-cache\r\n"
        client.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    def _body(self, request: Request) -> bytes | None:
        path = request.path.rstrip("/") or "/"
        if path in ("/json", "/json/list"):
            if not self._http:
                return b"[ ]\n\n"
            return f"[ {_object(self._described(request))} ]\n\n".encode("utf-8", "replace")
        if path == "/json/version":
            return _object({"Browser": f"node.js/{self._agent.ctx.version}", "Protocol-Version": "1.1"}).encode()
        if path == "/json/protocol":
            from anode.bindings.inspector.protocol import PROTOCOL

            return dumps(PROTOCOL).encode()
        return None

    def _described(self, request: Request) -> dict[str, str]:
        address = f"{request.headers.get('host') or self._address}/{self.target.id}"
        return {
            "description": "node.js instance",
            **{name: f"{start}{address}" for name, start in _FRONTENDS},
            "faviconUrl": _ICON,
            "id": self.target.id,
            "title": self.target.title,
            "type": "node",
            "url": self.target.url,
            "webSocketDebuggerUrl": f"ws://{address}",
        }

    def _read_frames(self, client: Client, reader: Reader) -> None:
        while not client.going:
            found = reader.take(client.received)
            if found is None:
                return
            kind, content = found
            if kind == TEXT:
                self._message(client, content.decode("utf-8"))
            elif kind == PING:
                client.write(frame(PONG, content))
            elif kind == CLOSE:
                client.write(frame(CLOSE, b""))
                client.going = True

    # ---- sessions ----

    def _open(self, client: Client) -> None:
        agent = self._agent
        if not self._quiet:
            os.write(2, b"Debugger attached.\n")

        def connect() -> None:
            if agent.on_own_thread:
                client.session = agent.connect(client.send, True)
            else:
                agent.defer(connect)

        agent.post(connect)

    def _message(self, client: Client, text: str) -> None:
        agent = self._agent

        def dispatch() -> None:
            if client.session or agent.on_own_thread:
                agent.dispatch(client.session, text)
            else:  # the session is not there yet
                agent.defer(dispatch)

        agent.post(dispatch)

    def _drop(self, number: int) -> None:
        client = self._clients.pop(number)
        client.socket.close()
        if client.reader is not None:
            agent = self._agent
            agent.post(lambda: agent.disconnect(client.session))
            if self._accepts and not self._stopping and not any(other.reader for other in self._clients.values()):
                self._announce()

    def _close(self) -> None:
        self._listener.close()
        clients, self._clients = list(self._clients.values()), {}
        agent = self._agent
        for client in clients:
            client.leave()
            if client.reader is not None:
                agent.post(lambda session=client.session: agent.disconnect(session))  # type: ignore[misc]
        ends, self._read_end, self._write_end = (self._read_end, self._write_end), -1, -1
        for end in ends:
            os.close(end)
        self._over.release()
        for client in clients:
            client.linger()


def _object(values: dict[str, str]) -> str:
    lines = ",\n".join(f"  {dumps(name)}: {dumps(value)}" for name, value in values.items())
    return f"{{\n{lines}\n}}"


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise CannotListen(f'Unable to resolve "{host}": unknown node or service') from None
    failed: OSError | None = None
    for family, kind, protocol, _, address in sorted(found, key=lambda entry: entry[0] != socket.AF_INET):
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(511)
        except OSError as error:
            listener.close()
            failed = failed or error
            continue
        listener.setblocking(False)
        return listener
    assert failed is not None
    raise CannotListen(f"Starting inspector on {host}:{port} failed: {_text(failed)}")


def _text(error: OSError) -> str:
    import errno

    name = errno.errorcode.get(error.errno or 0, "")
    return _UV_TEXTS.get(name) or os.strerror(error.errno or 0).lower()
