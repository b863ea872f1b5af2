"""A stream that encrypts and decrypts, on top of another stream.

To JavaScript a :class:`TlsStream` is a stream (net/byte_stream.py lists the events) with further events: ``(SECURE, alpn, servername, verify,
reused)`` when the handshake has ended, ``(FAILED, message, code, library, reason)``, ``(HELLO, what)`` and ``(PSK, hint or identity)`` when it
waits for an answer, ``(SESSION, bytes, id)``, ``(OCSP, bytes)``, ``(KEYLOG, bytes)`` and ``(HANDSHAKE,)`` when the peer begins another one.
"""

from __future__ import annotations

import errno
import os
from collections import deque

from anode.bindings.net.byte_stream import Event, Stream, Upper
from anode.bindings.tls import hello
from anode.bindings.tls.credentials import Credentials
from anode.bindings.tls.engine import TLS1_3, Engine, Scratch
from anode.engine.ops import Numbers
from anode.loop.context import Context

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


class TlsEvent(Numbers):
    """Events of a TLS stream, beside those of every stream."""

    SECURE, FAILED, HELLO, PSK, SESSION, OCSP, KEYLOG, HANDSHAKE = range(20, 28)


class Ask(Numbers):
    """The questions that a handle asks JavaScript; flags."""

    HELLO, SESSION, PSK, STATUS = 1, 2, 4, 8


UNABLE_TO_GET_ISSUER_CERT = 2


class TlsStream(Stream, Upper):
    """TLS over ``lower``, which it gets by :meth:`attach`; :meth:`begin` starts the handshake."""

    __slots__ = (
        "_asked",
        "_asks",
        "_begun",
        "_begun_record",
        "_clear",
        "_confirmed",
        "_eof",
        "_failed",
        "_held",
        "_records",
        "_settled",
        "_waiting",
        "engine",
        "hello",
        "lower",
        "sends_sessions",
        "wants_status",
    )

    def __init__(self, ctx: Context, credentials: Credentials, is_server: bool, asks: int, first: Credentials | None) -> None:
        super().__init__(ctx, -1)
        sessions = not is_server or bool(asks & Ask.SESSION)
        self.engine = Engine(credentials, is_server, ctx.state(Scratch), sessions, first)
        self.lower: Stream | None = None
        self.hello: hello.Hello | None = None
        self.sends_sessions = False
        self.wants_status = False
        self._asks = asks
        self._asked = False  # JavaScript has not answered yet
        self._begun = False
        self._confirmed = False  # JavaScript has seen that the peer is who it should be
        self._eof = False
        self._failed = False
        self._clear: deque[bytes] = deque()  # to be encrypted
        self._held: list[bytes] = []  # to be decrypted
        self._settled = False  # a server's, after the handshake
        self._begun_record: bytes | int | None = None  # the bytes of a record's head so far, or how many of the rest are missing
        self._records = None if is_server and not asks & Ask.PSK else hello.Records()
        # Writes of the stream below: True where JavaScript waits for one; None where it was the stream's before this came upon it.
        self._waiting: deque[bool | None] = deque()

    @property
    def resource(self) -> str:
        return ""

    def attach(self, lower: Stream) -> None:
        """Take over a stream: from now on its events come here."""
        self.lower = lower
        self.fd, self.sock, self.is_socket = lower.fd, lower.sock, lower.is_socket
        lower.upper = self
        self._waiting.extend([None] * lower.writes)

    def _say(self, kind: int, *payload: Any) -> None:
        """Emit an event for JavaScript alone, not for a stream on top."""
        if not self.closed:
            self.ctx.loop.emit(self.id, kind, payload)

    # ---- reading ----

    def start(self) -> None:
        self._reading = True
        if self.lower is not None and not self.lower.closed:
            self.lower.start()

    def pause(self) -> None:
        self._reading = False
        if self.lower is not None and not self.lower.closed and self._confirmed:
            self.lower.pause()

    def hear(self, kind: int, *payload: Any) -> None:
        if self.closed:
            return
        if kind == Event.DATA:
            data = payload[0]
            if self._settled and self._begun_record is None and len(data) > 5 and len(data) == (data[3] << 8 | data[4]) + 5:
                self._take_record(data)
            else:
                self.feed(data)
        elif kind == Event.WRITTEN:
            waits = self._waiting.popleft() if self._waiting else None
            if waits:
                self.emit(Event.WRITTEN, *payload)
            elif waits is None and self.lower is not None:
                self.ctx.loop.emit(self.lower.id, Event.WRITTEN, payload)
        elif kind == Event.END:
            if self._records is not None and (rest := self._records.rest()):
                self._take(rest, False)
            self._end()
        elif kind == Event.SHUT:
            self.emit(Event.SHUT, *payload)
        elif kind == Event.READ_ERROR:
            self.emit(Event.READ_ERROR, *payload)

    def _take_record(self, data: bytes) -> None:
        """Take one whole record when nothing but data is expected: the way that must be short."""
        engine = self.engine
        engine.feed(data)
        plain = engine.read_one()
        if plain:
            if self.upper is not None:
                self.upper.hear(Event.DATA, plain)
            else:
                self.ctx.loop.emit(self.id, Event.DATA, (plain,))
            if not (engine.handshake_steps or engine.key_lines or engine.sessions):
                return
        self._take(b"", False)

    def feed(self, data: bytes) -> None:
        """Take bytes from the peer."""
        if self._failed or self._eof:
            return
        if self._asked or not self._begun:
            self._held.append(data)
        elif self.engine.is_server and self.hello is None and not self.engine.established:
            self._held.append(data)
            self._read_hello()
        else:
            self._cut(data)

    def _read_hello(self) -> None:
        data = b"".join(self._held)
        try:
            self.hello = hello.client_hello(data)
        except hello.NotTls:
            self._held.clear()
            self._take(data, False)
            return
        if self.hello is None:
            return
        found = self.hello
        if self._asks & (Ask.HELLO | Ask.STATUS) or (self._asks & Ask.SESSION and found.session_id):
            self._asked = True
            self._say(TlsEvent.HELLO, {
                "sessionId": found.session_id.hex(), "ticket": found.ticket, "servername": found.servername, "protocols": found.protocols,
                "status": found.wants_status,
            })  # fmt: skip
            return
        self._go_on()

    def answer(self, credentials: Credentials | None, protocols: list[bytes] | None, resume: bool, status: bytes | None) -> None:
        """Go on with a ClientHello, as JavaScript has decided."""
        engine = self.engine
        if credentials is not None:
            engine.switch(credentials)
        if protocols is not None:
            engine.protocols = protocols
        engine.status_response = status
        self._asked = False
        if not self._asks & Ask.SESSION:
            self._go_on()
            return
        # Old sessions are looked up in the context in which the connection began.
        first = engine.first
        first.cache(True, resume)
        self._go_on()
        first.cache(True, False)

    def _go_on(self) -> None:
        held, self._held = self._held, []
        data = b"".join(held)
        if self._asks & Ask.PSK and self.hello is not None and self.hello.psk_identity is not None and self.engine.psk is None:
            self._held = [data]
            self._ask_psk(self.hello.psk_identity)
        elif data:
            self._cut(data)

    # ---- pre-shared keys ----

    def _ask_psk(self, about: bytes | None) -> None:
        self._asked = True
        self._say(TlsEvent.PSK, None if about is None else about.decode("utf-8", "replace"))

    def answer_psk(self, identity: bytes, key: bytes | None) -> None:
        """Use a key, or none."""
        self.engine.psk = None if key is None else (identity, key)
        self._asked = False
        if not self._begun:
            self._begin()
            return
        held, self._held = self._held, []
        for data in held:
            self._cut_or_hold(data, ask=False)

    def _psk_in(self, record: bytes) -> tuple[bool, bytes | None]:
        """Whether a record holds the name by which the key is chosen: the hint to a client, the identity to a server."""
        wanted = hello.CLIENT_KEY_EXCHANGE if self.engine.is_server else hello.SERVER_KEY_EXCHANGE
        for kind, body in hello.messages(record):
            if kind == wanted and len(body) >= 2:
                length = int.from_bytes(body[:2], "big")
                return True, body[2 : 2 + length]
            if kind == hello.SERVER_DONE and not self.engine.is_server:
                return self.engine.psk is None, None
        return False, None

    def _cut(self, data: bytes) -> None:
        self._cut_or_hold(data, ask=True)

    def _cut_or_hold(self, data: bytes, ask: bool) -> None:
        if self._asked:
            self._held.append(data)
            return
        if self._records is None:
            single = self._begun_record is None and int.from_bytes(data[3:5], "big") + 5 == len(data)
            if not single:
                self._begun_record = hello.begun_record(self._begun_record, data)
            self._take(data, single)
            return
        records = self._records.cut(data) if ask else [data]
        for index, record in enumerate(records):
            if ask and self._asks & Ask.PSK and not self.engine.established:
                found, about = self._psk_in(record)
                if found:
                    self._held.extend(records[index:])
                    self._ask_psk(about)
                    break
            self._take(record, True)

    # ---- the protocol ----

    def begin(self) -> None:
        """Start: a client says hello."""
        assert self.lower is not None
        if self._begun:
            return
        newest = self.engine.credentials.max_version
        if self._asks & Ask.PSK and not self.engine.is_server and not self._asked and (newest == 0 or newest >= TLS1_3):
            self._ask_psk(None)
            self.lower.start()
            return
        self._begin()

    def _begin(self) -> None:
        assert self.lower is not None
        self._begun = True
        self.lower.start()
        held, self._held = self._held, []
        if not self.engine.is_server:
            self._take(b"", False)
        for data in held:
            self.feed(data)

    def _take(self, data: bytes, single: bool) -> None:
        engine = self.engine
        if data:
            engine.feed(data)
        if not engine.established:
            done = engine.handshake()
            if not done or engine.is_server:
                self._send(False)  # the last message of a client's handshake waits until JavaScript has seen the server's certificate
            if engine.key_lines or engine.sessions:
                self._tell()
            if not done:
                if engine.failure is not None:
                    self._fail()
                return
            self._established()
            single = False
        plain = engine.read(single)
        if engine.handshake_steps or engine.tickets or engine.key_lines or engine.sessions:
            self._tell()
        for part in plain:
            self.emit(Event.DATA, part)
        if (not single or not plain) and (self._confirmed or engine.is_server):
            self._send(False)  # answers to a new handshake
            if self._confirmed and self._clear:
                self._flush()
        if engine.failure is not None:
            self._fail()
        elif engine.ended:
            self._end()

    def _established(self) -> None:
        engine = self.engine
        engine.handshake_steps.clear()
        if self.wants_status and not engine.is_server:
            response = engine.status_response
            self._say(TlsEvent.OCSP, *(() if response is None else (response,)))
        if not engine.is_server and engine.version < TLS1_3:
            if not engine.reused or engine.tickets:
                engine.tickets = 1
            self._tell()
        elif engine.is_server and self.sends_sessions and engine.version < TLS1_3 and not engine.reused:
            session = engine.session()
            if session is not None and (number := hello.session_parts(session)[0]):
                self._say(TlsEvent.SESSION, session, number.hex())
        self._say(TlsEvent.SECURE, engine.chosen_protocol, self.servername, engine.verified(UNABLE_TO_GET_ISSUER_CERT), engine.reused)

    @property
    def servername(self) -> str | None:
        """The name the client has asked for."""
        if self.engine.is_server:
            return self.hello.servername if self.hello is not None else None
        return self.engine.server_name

    def _tell(self) -> None:
        engine = self.engine
        for line in engine.key_lines:
            self._say(TlsEvent.KEYLOG, line)
        engine.key_lines.clear()
        for done in engine.handshake_steps:
            if engine.version < TLS1_3:
                if done:
                    self._say(
                        TlsEvent.SECURE, engine.chosen_protocol, self.servername, engine.verified(UNABLE_TO_GET_ISSUER_CERT), engine.reused
                    )
                else:
                    self._say(TlsEvent.HANDSHAKE)
        engine.handshake_steps.clear()
        if not engine.is_server and engine.tickets:
            engine.sessions.extend([engine.session() or b""] * engine.tickets)
            engine.tickets = 0
        for session in engine.sessions:
            if session and self.sends_sessions:
                self._say(TlsEvent.SESSION, session, hello.session_parts(session)[0].hex())
        engine.sessions.clear()

    def _fail(self) -> None:
        if self._failed:
            return
        self._failed = True
        self._settled = False
        failure = self.engine.failure
        assert failure is not None
        self._send(False)  # an alert
        self._say(TlsEvent.FAILED, failure.message, failure.protocol_code, failure.library, failure.reason)

    def _end(self) -> None:
        if not self._eof:
            self._eof = True
            self._settled = False
            self.emit(Event.END)

    # ---- writing ----

    def confirm(self) -> None:
        """JavaScript accepts the peer: data that waited may go."""
        if self._confirmed or self.closed:
            return
        self._confirmed = True
        self._settled = self.engine.is_server and self._records is None
        self._send(False)
        if self._clear:
            self._flush()
        if not self._reading and self.lower is not None:
            self.lower.pause()

    def _send(self, waited_for: bool) -> bool:
        data = self.engine.take()
        if not data:
            return True
        assert self.lower is not None
        try:
            if self.lower.write(data):
                return True
        except OSError:
            if waited_for:
                raise
            return True  # the reader hears of the error
        self._waiting.append(waited_for)
        return False

    def flush_protocol(self) -> None:
        """Send records of the protocol's own."""
        self._send(False)

    def write(self, data: bytes) -> bool:
        if self.lower is None or self.lower.closed:
            raise OSError(errno.EPIPE, os.strerror(errno.EPIPE))
        if not self._confirmed or self._clear or not self.engine.write(data):
            self._clear.append(data)
            return False
        return self._send(True)

    def _flush(self) -> None:
        while self._clear and self.engine.write(self._clear[0]):
            self._clear.popleft()
            try:
                if self._send(True):
                    self.emit(Event.WRITTEN, None, 0)
            except OSError as error:
                self.emit(Event.WRITTEN, errno.errorcode.get(error.errno or 0, "EPIPE"), -(error.errno or errno.EPIPE))

    @property
    def queued(self) -> int:
        return sum(map(len, self._clear)) + (self.lower.queued if self.lower is not None else 0)

    def shutdown(self) -> None:
        if self.lower is None or self.lower.closed:
            self.emit(Event.SHUT, None, 0)
            return
        if self.engine.established and not self._failed:
            self.engine.shutdown()
            self._send(False)
        self.lower.shutdown()

    def dispose(self) -> None:
        if self.lower is not None and self.lower.upper is self:
            self.lower.upper = None
        self.engine.free()
        self.sock = None
        self.fd = -1
