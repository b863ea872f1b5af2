"""TLS messages that must be understood before OpenSSL gets them (RFC 8446, RFC 5246), and the fields of a stored session.

A callback of OpenSSL cannot wait for JavaScript. So a program's decisions about a connection (its certificate, its protocol, an old session,
a pre-shared key) are asked for before OpenSSL gets the message that they depend on.
"""

from __future__ import annotations

from collections.abc import Iterator

HANDSHAKE = 22
CLIENT_HELLO, NEW_TICKET, SERVER_KEY_EXCHANGE, SERVER_DONE, CLIENT_KEY_EXCHANGE = 1, 4, 12, 14, 16
LARGEST_RECORD = 16384 + 2048
_SERVER_NAME, _STATUS_REQUEST, _SIGNATURES, _ALPN, _TICKET, _PRE_SHARED_KEY, _VERSIONS = 0, 5, 13, 16, 35, 41, 43


class NotTls(Exception):
    """The bytes are no TLS: OpenSSL shall say so."""


class Records:
    """Cuts a stream of bytes into records, so that events can be told record by record."""

    __slots__ = ("_foreign", "_tail")

    def __init__(self) -> None:
        self._tail = b""
        self._foreign = False

    def cut(self, data: bytes) -> list[bytes]:
        """The whole records so far; bytes that are no records come unchanged."""
        if self._foreign:
            return [data]
        if self._tail:
            data = self._tail + data
        size = len(data)
        if size >= 5 and 20 <= data[0] <= 24 and int.from_bytes(data[3:5], "big") == size - 5:
            self._tail = b""
            return [data]
        found = []
        at = 0
        while size - at >= 5:
            length = int.from_bytes(data[at + 3 : at + 5], "big")
            if not 20 <= data[at] <= 24 or data[at + 1] != 3 or length > LARGEST_RECORD:
                self._foreign = True
                found.append(data[at:])
                self._tail = b""
                return found
            if size - at < length + 5:
                break
            found.append(data[at : at + length + 5])
            at += length + 5
        self._tail = data[at:]
        return found

    def rest(self) -> bytes:
        """The rest, when the stream ended."""
        rest, self._tail = self._tail, b""
        return rest


def begun_record(before: bytes | int | None, data: bytes) -> bytes | int | None:
    """Where a stream of records stands after ``data``: None between two; the first bytes of a record's head, or how many are missing of its rest."""
    if isinstance(before, bytes):
        data = before + data
    at = before if isinstance(before, int) else 0
    size = len(data)
    while size - at >= 5:
        at += 5 + (data[at + 3] << 8 | data[at + 4])
    return None if at == size else at - size if at > size else data[at:]


def messages(record: bytes) -> Iterator[tuple[int, bytes]]:
    """The handshake messages in a record that is not encrypted: ``(type, body)``."""
    if len(record) < 9 or record[0] != HANDSHAKE:
        return
    at = 5
    while at + 4 <= len(record):
        length = int.from_bytes(record[at + 1 : at + 4], "big")
        if at + 4 + length > len(record):
            return
        yield record[at], record[at + 4 : at + 4 + length]
        at += 4 + length


class _Reader:
    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, size: int) -> bytes:
        if self.at + size > len(self.data):
            raise NotTls
        self.at += size
        return self.data[self.at - size : self.at]

    def vector(self, width: int) -> bytes:
        return self.take(int.from_bytes(self.take(width), "big"))

    def __bool__(self) -> bool:
        return self.at < len(self.data)


class Hello:
    """The fields of a ClientHello."""

    __slots__ = ("protocols", "psk_identity", "servername", "session_id", "signatures", "ticket", "versions", "wants_status")

    def __init__(self, body: bytes) -> None:
        reader = _Reader(body)
        reader.take(34)
        self.session_id = reader.vector(1)
        reader.vector(2)
        reader.vector(1)
        self.servername: str | None = None
        self.protocols: list[str] = []
        self.signatures: list[int] = []
        self.versions: list[int] = []
        self.psk_identity: bytes | None = None
        self.ticket = self.wants_status = False
        if not reader:
            return
        extensions = _Reader(reader.vector(2))
        while extensions:
            kind = int.from_bytes(extensions.take(2), "big")
            self._extension(kind, _Reader(extensions.vector(2)))

    def _extension(self, kind: int, reader: _Reader) -> None:
        if kind == _SERVER_NAME:
            names = _Reader(reader.vector(2))
            while names:
                name_type = names.take(1)[0]
                name = names.vector(2)
                if name_type == 0 and self.servername is None:
                    self.servername = name.decode("latin-1")
        elif kind == _STATUS_REQUEST:
            self.wants_status = bool(reader) and reader.take(1)[0] == 1
        elif kind == _SIGNATURES:
            listed = reader.vector(2)
            self.signatures = [int.from_bytes(listed[i : i + 2], "big") for i in range(0, len(listed), 2)]
        elif kind == _ALPN:
            listed_protocols = _Reader(reader.vector(2))
            while listed_protocols:
                self.protocols.append(listed_protocols.vector(1).decode("latin-1"))
        elif kind == _TICKET:
            self.ticket = bool(reader)
        elif kind == _PRE_SHARED_KEY:
            identities = _Reader(reader.vector(2))
            self.psk_identity = identities.vector(2)
        elif kind == _VERSIONS:
            listed = reader.vector(1)
            self.versions = [int.from_bytes(listed[i : i + 2], "big") for i in range(0, len(listed), 2)]


def client_hello(data: bytes) -> Hello | None:
    """The ClientHello at the start of a connection; None while more of it must come. Raises :class:`NotTls`."""
    body = b""
    at = 0
    while True:
        if len(data) > at and (data[at] != HANDSHAKE or (len(data) > at + 1 and data[at + 1] != 3)):
            raise NotTls
        if len(data) < at + 5:
            return None
        length = int.from_bytes(data[at + 3 : at + 5], "big")
        if not 0 < length <= LARGEST_RECORD:
            raise NotTls
        body += data[at + 5 : at + 5 + length]
        if body and body[0] != CLIENT_HELLO:
            raise NotTls
        if len(body) >= 4 and len(body) >= 4 + int.from_bytes(body[1:4], "big"):
            return Hello(body[4 : 4 + int.from_bytes(body[1:4], "big")])
        if len(data) < at + 5 + length:
            return None
        at += 5 + length


# ---- sessions, as OpenSSL writes them (SSL_SESSION_ASN1) ----


def session_parts(der: bytes) -> tuple[bytes, bytes | None]:
    """``(session id, ticket)`` of a session; the ticket is None where there is none."""
    from anode.bindings.crypto.asn1 import read, unwrap

    parts = read(unwrap(der))
    ticket = next((read(body)[0][1] for tag, body in parts if tag == 0xAA), None)
    return parts[3][1], ticket
