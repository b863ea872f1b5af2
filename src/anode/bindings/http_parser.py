"""HTTP/1 messages out of bytes that JavaScript has: the client's responses, and a server's requests over any Duplex.

Some facts about httptools:
- It cannot pause, nor be told that a message has no body (the answer to HEAD), nor that an upgrade is declined.
- It says why it fails, but not with which of llhttp's codes, nor where.

So a parser here takes all that it is given and answers with entries ``[HEAD, flags, status, version, text]``, ``[BODY, start, end]``
(positions in the bytes given, which JavaScript still has), ``[COMPLETE, trailers or null]``, ``[UPGRADED, position]``,
``[ERROR, code, reason, position]`` and ``[BEGUN]`` where they end within a head. What JavaScript decides about a head comes back by
:func:`decide`, which starts again behind that head.
"""

from __future__ import annotations

import re

import httptools

from anode.engine.codec import dumps
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

HEAD, BODY, COMPLETE, UPGRADED, ERROR, BEGUN = range(6)
REQUEST, RESPONSE = 1, 2
KEEP_ALIVE, UPGRADE = 1, 2  # flags of a head
NEITHER, IN_HEAD, IN_BODY = range(3)  # where the bytes given begin
AS_FRAMED, NO_BODY, OTHER_PROTOCOL = range(3)  # what JavaScript decides about a head

LONGEST_EXTENSIONS = 16384
_LONG_EXTENSIONS = re.compile(rb"\n[0-9a-fA-F]{1,16}[ \t]*;[^\n]{%d}" % LONGEST_EXTENSIONS)
_HEAD_END = re.compile(rb"\n\r?\n")

# llhttp's reasons and the codes that belong to them.
_CODES = {
    "Chunk size overflow": "INVALID_CHUNK_SIZE",
    "Content-Length can't be present with Transfer-Encoding": "INVALID_CONTENT_LENGTH",
    "Content-Length overflow": "INVALID_CONTENT_LENGTH",
    "Data after `Connection: close`": "CLOSED_CONNECTION",
    "Duplicate Content-Length": "UNEXPECTED_CONTENT_LENGTH",
    "Empty Content-Length": "INVALID_CONTENT_LENGTH",
    "Empty Transfer-Encoding": "INVALID_TRANSFER_ENCODING",
    "Expected CRLF after version": "INVALID_VERSION",
    "Expected dot": "INVALID_VERSION",
    "Invalid major version": "INVALID_VERSION",
    "Invalid minor version": "INVALID_VERSION",
    "Invalid HTTP version": "INVALID_VERSION",
    "Expected space after version": "INVALID_VERSION",
    "Expected LF after CR": "LF_EXPECTED",
    "Expected LF after chunk data": "LF_EXPECTED",
    "Expected LF after chunk size": "LF_EXPECTED",
    "Expected LF after headers": "LF_EXPECTED",
    "Missing expected LF after header value": "LF_EXPECTED",
    "Expected space after method": "INVALID_METHOD",
    "Expected HTTP/, RTSP/ or ICE/": "INVALID_CONSTANT",
    "Expected HTTP/2 Connection Preface": "INVALID_CONSTANT",
    "Expected SOURCE method for ICE/x.x request": "INVALID_CONSTANT",
    "Invalid method for HTTP/x.x request": "INVALID_CONSTANT",
    "Invalid method for RTSP/x.x request": "INVALID_METHOD",
    "Invalid word encountered": "INVALID_CONSTANT",
    "Invalid method encountered": "INVALID_METHOD",
    "Invalid response status": "INVALID_STATUS",
    "Invalid status code": "INVALID_STATUS",
    "Invalid character in Content-Length": "INVALID_CONTENT_LENGTH",
    "Invalid character in chunk size": "INVALID_CHUNK_SIZE",
    "Invalid character in chunk extensions": "STRICT",
    "Invalid character in chunk extensions name": "STRICT",
    "Invalid character in chunk extensions quote value": "STRICT",
    "Invalid character in chunk extensions quoted value": "STRICT",
    "Invalid character in chunk extensions value": "STRICT",
    "Invalid quoted-pair in chunk extensions quoted value": "STRICT",
    "Expected CRLF": "STRICT",
    "Unexpected space after start line": "UNEXPECTED_SPACE",
    "Pause on PRI/Upgrade": "PAUSED_H2_UPGRADE",
    "Invalid EOF state": "INVALID_EOF_STATE",
    "Invalid header field char": "INVALID_HEADER_TOKEN",
    "Invalid header token": "INVALID_HEADER_TOKEN",
    "Invalid header value char": "INVALID_HEADER_TOKEN",
    "Unexpected whitespace after header value": "INVALID_HEADER_TOKEN",
}

# Found wrong only with the byte after.
_SEEN_LATE = frozenset(
    (
        "Invalid HTTP version",
        "Transfer-Encoding can't be present with Content-Length",
        "Invalid `Transfer-Encoding` header value",
        "Pause on PRI/Upgrade",
        "Data after `Connection: close`",
    )
)


def error_code(reason: str) -> str:
    """llhttp's code for its reason: ``HPE_…``."""
    known = _CODES.get(reason)
    if known is None:
        if "Transfer-Encoding" in reason:
            known = "INVALID_TRANSFER_ENCODING"
        elif "url" in reason:
            known = "INVALID_URL"
        else:
            known = "CR_EXPECTED" if "expected CR" in reason else "INTERNAL"
    return f"HPE_{known}"


def heavy(head: bytes, limit: int) -> bool:
    """Whether a head is past the limit as Node counts it: the bytes of its target or reason, names and values alone."""
    if len(head) < limit:
        return False
    first, _, rest = head.partition(b"\r\n")
    parts = first.split(b" ", 2)
    size = len(parts[1]) if len(parts) > 1 and not first.startswith(b"HTTP/") else len(parts[-1])
    for line in rest.split(b"\r\n"):
        name, _, value = line.partition(b":")
        size += len(name) + len(value.strip(b" \t"))
    return size >= limit


class HeaderOverflow(Exception):
    """Raised in a callback of httptools to stop it."""


def new_parser(kind: int, protocol: object, lenient: bool) -> Any:
    """One of httptools' parsers, all its leniencies on or off."""
    parser: Any = (httptools.HttpRequestParser if kind == REQUEST else httptools.HttpResponseParser)(protocol)
    if lenient:
        parser.set_dangerous_leniencies(*[True] * 10)
    return parser


class WholeResponse:
    """The quick way through for a response in one piece with its body framed by its length: llhttp checks it without header callbacks."""

    __slots__ = ("body", "complete", "keep_alive", "parser", "status")

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self.complete = 0
        self.body = b""
        self.keep_alive = False
        self.status = 0
        self.parser: Any = httptools.HttpResponseParser(self)

    def on_body(self, body: bytes) -> None:
        self.body = body

    def on_message_complete(self) -> None:
        self.complete += 1
        self.status = self.parser.get_status_code()
        self.keep_alive = self.parser.should_keep_alive()

    def parse(self, data: bytes) -> list[list[Any]] | None:
        """The entries of ``data``, or None where it is anything else."""
        end = data.find(b"\r\n\r\n") + 4
        if end < 4 or not data.startswith(b"HTTP/"):
            return None
        self.complete = 0
        self.body = b""
        try:
            self.parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self.renew()
            return None
        if self.complete != 1 or not self.keep_alive or len(data) != end + len(self.body):
            self.renew()
            return None
        head = [HEAD, KEEP_ALIVE, self.status, data[5:8].decode("latin-1"), data[: end - 2].decode("latin-1")]
        if self.body:
            return [head, [BODY, end, len(data)], [COMPLETE, None]]
        return [head, [COMPLETE, None]]


class MessageParser:
    """The messages of one direction of a connection. The methods ``on_…`` are httptools' callbacks."""

    __slots__ = (
        "_amid",
        "_bodies",
        "_chunks",
        "_data",
        "_dead",
        "_entries",
        "_failure",
        "_framed",
        "_head",
        "_heads",
        "_in_head",
        "_kind",
        "_lenient",
        "_limit",
        "_lines",
        "_muted",
        "_open",
        "_overhead",
        "_parser",
        "_search",
        "_status",
        "_tail",
        "_trailers",
        "_url",
        "quick",
    )

    def __init__(self, kind: int, limit: int, lenient: bool, quick: WholeResponse | None = None) -> None:
        self.quick = quick
        self.reset(kind, limit, lenient)

    def reset(self, kind: int, limit: int, lenient: bool) -> None:
        """Begin anew, for another connection."""
        self._kind = kind
        self._limit = limit
        self._lenient = lenient
        self._data = b""
        self._tail = b""
        self._entries: list[list[Any]] = []
        self._heads: list[tuple[bytes, int]] = []
        self._muted = self._dead = False
        self._failure: tuple[int, str, str] = (ERROR, "HPE_INTERNAL", "")
        self._renew()

    def _renew(self) -> None:
        self._parser = new_parser(self._kind, self, self._lenient)
        self._in_head = self._open = self._framed = False
        self._amid = NEITHER
        self._search = 0
        self._head = 0
        self._bodies = self._chunks = self._overhead = 0
        self._lines: list[bytes] = []
        self._trailers: list[bytes] = []
        self._url = b""
        self._status = b""

    # ---- callbacks ----

    def on_message_begin(self) -> None:
        self._in_head = True
        self._open = False
        self._framed = False
        self._overhead = 0
        self._lines = []
        self._trailers = []
        self._url = b""
        self._status = b""

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_status(self, status: bytes) -> None:
        self._status += status

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:
            self._lines.append(name + b": " + value)
            if len(name) in (14, 17) and name.lower() in (b"content-length", b"transfer-encoding"):
                self._framed = True
        else:
            self._trailers.append(name + b": " + value)

    def on_headers_complete(self) -> None:
        parser = self._parser
        version = parser.get_http_version()
        status = 0
        if self._kind == REQUEST:
            first = b"%s %s HTTP/%s" % (parser.get_method(), self._url, version.encode())
        else:
            status = parser.get_status_code()
            first = b"HTTP/%s %d %s" % (version.encode(), status, self._status)
        head = b"\r\n".join((first, *self._lines, b""))
        if heavy(head, self._limit):
            raise HeaderOverflow
        self._in_head = False
        self._open = True
        if self._muted:
            return
        flags = (KEEP_ALIVE if parser.should_keep_alive() else 0) | (UPGRADE if parser.should_upgrade() else 0)
        self._heads.append((first, len(self._entries)))
        self._entries.append([HEAD, flags, status, version, head.decode("latin-1")])

    def on_body(self, body: bytes) -> None:
        data = self._data
        start = data.find(body, self._search)
        self._search = start + len(body)
        self._bodies += len(body)
        self._entries.append([BODY, start, start + len(body)])

    def on_chunk_header(self) -> None:
        self._chunks += 1

    def on_message_complete(self) -> None:
        self._open = False
        self._in_head = False
        self._head = 0
        if self.quick is not None and not self._parser.should_keep_alive():
            self.quick = None  # nothing may follow, and it would not notice
        if not self._muted:
            self._entries.append([COMPLETE, b"\r\n".join(self._trailers).decode("latin-1") if self._trailers else None])

    # ---- what is called ----

    @property
    def in_body(self) -> bool:
        """Whether a head is complete and its message is not."""
        return self._open

    @property
    def idle(self) -> bool:
        """Whether it stands between two messages."""
        return not (self._in_head or self._open or self._dead)

    def decline(self) -> list[list[Any]]:
        """Go on behind the head that asked for an upgrade, as if it had not."""
        return self.decide(len(self._heads) - 1, AS_FRAMED)

    @property
    def data(self) -> bytes:
        """The bytes last given."""
        return self._data

    def execute(self, data: bytes) -> list[list[Any]]:
        """Parse ``data``; the entries."""
        if self._dead:
            return [[*self._failure, 0]]
        if self.quick is not None and not (self._in_head or self._open or self._lenient) and len(data) < self._limit:
            entries = self.quick.parse(data)
            if entries is not None:
                # as if its own parser had done it: decide() may want to go back
                self._data = data
                self._entries = entries
                self._heads = [(data[: data.find(b"\r\n")], 0)]
                self._amid = NEITHER
                self._search = 0
                return entries
        self._data = data
        self._search = 0
        self._entries = []
        self._heads = []
        self._amid = IN_HEAD if self._in_head else IN_BODY if self._open else NEITHER
        self._feed(0)
        return self._entries

    def _feed(self, start: int) -> None:
        data = self._data
        self._bodies = self._chunks = 0
        was_open = self._open
        try:
            self._parser.feed_data(memoryview(data)[start:] if start else data)
        except httptools.HttpParserUpgrade as upgrade:
            self._entries.append([UPGRADED, start + upgrade.args[0]])
            return
        except httptools.HttpParserError as error:
            self._fail(error, start)
            return
        if self._in_head:
            self._head += len(data) - max(start, data.rfind(b"\n\r\n", start) + 3)
            if self._head > self._limit and heavy(self._partial(), self._limit):
                self._overflow(start)
            self._tail = (self._tail + data[start:])[-3:]
            if not self._dead:
                self._entries.append([BEGUN])
        elif was_open and self._open:
            self._overhead = 0 if self._chunks or self._bodies else self._overhead + len(data) - start
            if self._overhead > LONGEST_EXTENSIONS:
                self._too_long()
        if self._chunks and len(data) - self._bodies > LONGEST_EXTENSIONS and _LONG_EXTENSIONS.search(data, start):
            self._too_long()

    def _too_long(self) -> None:
        self._entries = [e for e in self._entries if e[0] == HEAD]
        self._end("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow", 0)

    def _partial(self) -> bytes:
        # what has arrived of the head: the names and values httptools has told, and the piece it has not
        known = b"\r\n".join((b"GET %s HTTP/1.1" % self._url if self._kind == REQUEST else b"HTTP/1.1 200 " + self._status, *self._lines))
        return known + b"\r\n" + b"x" * (self._head - len(known))

    def _overflow(self, start: int) -> None:
        self._end("HPE_HEADER_OVERFLOW", "Header overflow", len(self._data))

    def _end(self, code: str, reason: str, position: int) -> None:
        self._dead = True
        self._failure = (ERROR, code, reason)
        self._entries.append([ERROR, code, reason, position])

    def _fail(self, error: Exception, start: int) -> None:
        if isinstance(error.__context__, HeaderOverflow):
            self._overflow(start)
            return
        reason = str(error)
        self._end(error_code(reason), reason, self._position(start) + (reason in _SEEN_LATE))

    def _position(self, start: int) -> int:
        # Where it failed: the longest prefix that a fresh parser takes, where these bytes begin with a message.
        if self._amid or start:
            return 0
        low, high = 0, len(self._data)
        while low < high:
            middle = (low + high + 1) // 2
            try:
                new_parser(self._kind, object(), self._lenient).feed_data(self._data[:middle])
                low = middle
            except (httptools.HttpParserError, httptools.HttpParserUpgrade):
                high = middle - 1
        return low

    def decide(self, index: int, decision: int) -> list[list[Any]]:
        """Start again behind the ``index``-th head of the bytes last given, which is not as its framing says."""
        first, at = self._heads[index]
        upgrade = next((e[1] for e in self._entries[at:] if e[0] == UPGRADED), None)
        end = upgrade if upgrade is not None else self._end_of(index, first)
        head = self._entries[at][4].encode("latin-1")
        self._entries = []
        self._heads = []
        self._dead = False
        self._renew()
        self._search = end
        if decision == AS_FRAMED:
            lines = [line for line in head.split(b"\r\n")[:-1] if line[:8].lower() != b"upgrade:"]
            self._muted = True
            self._parser.feed_data(b"\r\n".join((*lines, b"\r\n")))
            self._muted = False
            if not self._open:
                self._entries.append([COMPLETE, None])
        else:
            self._entries.append([COMPLETE, None])
            if decision == OTHER_PROTOCOL:
                self._entries.append([UPGRADED, end])
                return self._entries
        if end < len(self._data):
            self._feed(end)
        return self._entries

    def _end_of(self, index: int, first: bytes) -> int:
        data = self._data
        if index == 0 and self._amid == IN_HEAD:
            joined = self._tail + data
            found = _HEAD_END.search(joined)
            return found.end() - len(self._tail) if found else len(data)
        start = data.find(first.rstrip(b" "), self._search if index or self._amid else 0)
        found = _HEAD_END.search(data, max(start, 0))
        return found.end() if found else len(data)

    def finish(self) -> list[list[Any]]:
        """The other side has ended: entries for a body that lasts until the end, or for a message cut short."""
        if self._dead:
            return []
        if self._in_head or (self._open and (self._framed or self._kind == REQUEST)):
            self._entries = []
            self._end("HPE_INVALID_EOF_STATE", "Invalid EOF state", 0)
            return self._entries
        if self._open:
            self._open = False
            return [[COMPLETE, None]]
        return []


class Parsers:
    """The parsers of one isolate, by number."""

    __slots__ = ("by_id", "next_id", "whole")

    def __init__(self, ctx: Context) -> None:
        self.whole = WholeResponse()
        self.by_id: dict[int, MessageParser] = {}
        self.next_id = 0

    def keep(self, parser: MessageParser) -> int:
        """Give a parser a number."""
        self.next_id += 1
        self.by_id[self.next_id] = parser
        return self.next_id


@op(needs=nothing)
def open_parser(ctx: Context, kind: int, limit: int, lenient: bool) -> int:
    """A parser of requests (1) or responses (2) with heads up to ``limit`` bytes; its number."""
    parsers = ctx.state(Parsers)
    return parsers.keep(MessageParser(kind, limit, lenient, parsers.whole if kind == RESPONSE else None))


@op(needs=nothing)
def reset(ctx: Context, parser: int, kind: int, limit: int, lenient: bool) -> None:
    """Use a parser for another connection."""
    parsers = ctx.state(Parsers)
    found = parsers.by_id[parser]
    found.quick = parsers.whole if kind == RESPONSE else None
    found.reset(kind, limit, lenient)


@op(needs=nothing)
def execute(ctx: Context, parser: int, data: bytes) -> str:
    """Parse bytes; the entries as JSON."""
    return dumps(ctx.state(Parsers).by_id[parser].execute(data))


@op(needs=nothing)
def decide(ctx: Context, parser: int, index: int, decision: int) -> str:
    """Say how the ``index``-th head goes on; the entries behind it as JSON."""
    return dumps(ctx.state(Parsers).by_id[parser].decide(index, decision))


@op(needs=nothing)
def finish(ctx: Context, parser: int) -> str:
    """The other side has ended; the last entries as JSON."""
    return dumps(ctx.state(Parsers).by_id[parser].finish())


@op(needs=nothing)
def close_parser(ctx: Context, parser: int) -> None:
    """Forget a parser."""
    ctx.state(Parsers).by_id.pop(parser, None)
