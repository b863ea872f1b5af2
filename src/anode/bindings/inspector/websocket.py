"""WebSocket frames (RFC 6455) and the HTTP requests before them, as a debugger's server reads and writes them."""

from __future__ import annotations

from binascii import b2a_base64
from hashlib import sha1

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
_CONTINUATION = 0
_FINAL, _MASKED = 0x80, 0x80
_UNIQUE = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_LONGEST_HEAD = 64 << 10  # bytes
_LONGEST_MESSAGE = 1 << 30


class BadInput(Exception):
    """The client does not follow the protocol."""


class Request:
    """The head of an HTTP request. Names of headers are in lower case."""

    __slots__ = ("headers", "method", "path")

    def __init__(self, head: bytes) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        words = first.split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/"):
            raise BadInput(first)
        self.method, self.path = words[:2]
        self.headers: dict[str, str] = {}
        for line in lines:
            name, colon, value = line.partition(":")
            if not colon:
                raise BadInput(line)
            self.headers[name.strip().lower()] = value.strip()

    @property
    def upgrades(self) -> bool:
        """Whether it asks for a WebSocket."""
        return "upgrade" in self.headers.get("connection", "").lower() and self.headers.get("upgrade", "").lower() == "websocket"


def take_request(data: bytearray) -> Request | None:
    """Take the head of a request off ``data``; None where it is not complete."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        if len(data) > _LONGEST_HEAD:
            raise BadInput("head")
        return None
    head = bytes(data[:end])
    del data[: end + 4]
    return Request(head)


def accept(key: str) -> bytes:
    """The response that opens a WebSocket."""
    answer = b2a_base64(sha1(key.encode("latin-1") + _UNIQUE).digest()).strip()
    return b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + answer + b"\r\n\r\n"


def frame(kind: int, data: bytes) -> bytes:
    """A frame from a server."""
    size = len(data)
    if size < 126:
        head = bytes((_FINAL | kind, size))
    elif size < 1 << 16:
        head = bytes((_FINAL | kind, 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((_FINAL | kind, 127)) + size.to_bytes(8, "big")
    return head + data


class Reader:
    """Puts the frames of a client together."""

    __slots__ = ("_message",)

    def __init__(self) -> None:
        self._message = b""

    def take(self, data: bytearray) -> tuple[int, bytes] | None:
        """Take one message or control frame off ``data``: its kind and its content; None where none is complete."""
        while True:
            found = _frame_of(data)
            if found is None:
                return None
            first, content = found
            kind = first & 0x0F
            if kind in (CLOSE, PING, PONG):
                return kind, content
            if kind not in (_CONTINUATION, TEXT, BINARY):
                raise BadInput("opcode")
            self._message += content
            if first & _FINAL:
                message, self._message = self._message, b""
                return TEXT, message


def _frame_of(data: bytearray) -> tuple[int, bytes] | None:
    if len(data) < 2:
        return None
    size, start = data[1] & 0x7F, 2
    if not data[1] & _MASKED:
        raise BadInput("a frame without a mask")
    if size >= 126:
        start = 4 if size == 126 else 10
        if len(data) < start:
            return None
        size = int.from_bytes(data[2:start], "big")
        if size > _LONGEST_MESSAGE:
            raise BadInput("size")
    end = start + 4 + size
    if len(data) < end:
        return None
    mask, content = data[start : start + 4], data[start + 4 : end]
    whole = int.from_bytes(content, "little") ^ int.from_bytes((bytes(mask) * (size // 4 + 1))[:size], "little")
    first = data[0]
    del data[:end]
    return first, whole.to_bytes(size, "little")
