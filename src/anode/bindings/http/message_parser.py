"""HTTP messages out of bytes that JavaScript has read: the client's responses, and a server's requests where JavaScript reads the socket.

Some facts about httptools:
- It cannot pause. JavaScript decides about a message after its head, when the bytes behind have been parsed already.
- It cannot be told that a message has no body (the response to HEAD), nor that an upgrade is declined.
- It says why it fails, but neither with which of llhttp's codes nor at which byte.

What this means here:
- :meth:`MessageParser.execute` parses all it is given, as the heads say, and returns entries for JavaScript to go through.
- Where JavaScript decides otherwise about a head, :meth:`MessageParser.decide` parses the bytes behind that head again, and its entries
  replace those that JavaScript has not yet gone through.
- llhttp.py has a table of the codes, and finds the byte by search: new parsers are given parts of the bytes.

An entry is a list, an :class:`Entry` first. Positions are in the bytes given, which JavaScript still has:

========  ==================================================================
HEAD      flags (KEEP_ALIVE, ASKS_UPGRADE), status, version, the head as text
BODY      start, end
COMPLETE  trailers or null
UPGRADED  position where the other protocol begins
ERROR     code, reason, position
BEGUN     nothing: the bytes end within a head
========  ==================================================================
"""

from __future__ import annotations

import re

import httptools

from anode.bindings.http.limits import LONGEST_EXTENSIONS, exceeds, has_long_extensions
from anode.bindings.http.llhttp import error_code, error_position, new_parser
from anode.bindings.http.protocol import Entry, Framing, Head, Message
from anode.bindings.http.whole_message import HEAD_END, WholeMessage

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

BETWEEN_MESSAGES, IN_HEAD, IN_BODY = range(3)  # where in a message the bytes given begin

_CHUNKED = re.compile(rb"(?i)(?:^|,)[ \t]*chunked *$")  # the last coding, as llhttp finds it
_HEAD_END = re.compile(rb"\n\r?\n")


class HeaderOverflow(Exception):
    """Raised in a callback to stop httptools."""


class MessageParser:
    """The messages of one direction of a connection. httptools calls the methods ``on_…``.

    With ``whole``, a read that is exactly one message takes the short way.
    """

    __slots__ = (
        "_begins_in",
        "_body_bytes",
        "_chunks",
        "_data",
        "_dead",
        "_entries",
        "_failure",
        "_framed",
        "_head_bytes",
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
        "_trailer_bytes",
        "_trailers",
        "_url",
        "closed",
        "whole",
    )

    def __init__(self, kind: int, limit: int, lenient: bool, whole: WholeMessage | None = None) -> None:
        self.whole = whole
        self.reset(kind, limit, lenient)

    def reset(self, kind: int, limit: int, lenient: bool) -> None:
        """Begin anew, for another connection."""
        self._kind = kind
        self._limit = limit
        self._lenient = lenient
        self._data = b""  # the bytes last given
        self._tail = b""  # the last bytes of those before, where they end within a head
        self._entries: list[list[Any]] = []
        self._heads: list[tuple[bytes, int]] = []  # the first line of each head among the entries, and its index there
        self._muted = False  # a head is parsed again, which JavaScript has had already
        self._dead = False
        self._failure: tuple[int, str, str] = (Entry.ERROR, "HPE_INTERNAL", "")
        self._renew()

    def _renew(self) -> None:
        self._parser = new_parser(self._kind, self, self._lenient)
        self._begins_in = BETWEEN_MESSAGES
        self._search = 0  # bodies are looked for from here on
        self._head_bytes = 0  # of a head that is not complete
        self._body_bytes = self._chunks = 0  # of the bytes given
        self._in_head = False
        self.closed = False  # the last message was the last one of the connection: bytes behind it are an error
        self._begin()

    def _begin(self) -> None:
        self._open = False  # the head is complete and the message is not
        self._framed = False  # the head says where the body ends
        self._overhead = 0  # bytes since the last chunk or body: extensions of one chunk
        self._lines: list[bytes] = []
        self._trailers: list[bytes] = []
        self._trailer_bytes = 0
        self._url = b""
        self._status = b""

    # ---- callbacks ----

    def on_message_begin(self) -> None:
        self._in_head = True
        self._begin()

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_status(self, status: bytes) -> None:
        self._status += status

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:
            self._lines.append(name + b": " + value)
            if len(name) == 14 and name.lower() == b"content-length":
                self._framed = True
            elif len(name) == 17 and name.lower() == b"transfer-encoding":
                self._framed = _CHUNKED.search(value) is not None
        else:
            self._trailers.append(name + b": " + value)
            self._trailer_bytes += len(name) + len(value)
            if self._trailer_bytes >= self._limit:
                raise HeaderOverflow

    def on_headers_complete(self) -> None:
        parser = self._parser
        version = parser.get_http_version()
        status = 0
        if self._kind == Message.REQUEST:
            first = b"%s %s HTTP/%s" % (parser.get_method(), self._url, version.encode())
        else:
            status = parser.get_status_code()
            first = b"HTTP/%s %d %s" % (version.encode(), status, self._status)
        head = b"\r\n".join((first, *self._lines, b""))
        if exceeds(head, self._limit):
            raise HeaderOverflow
        self._in_head = False
        self._open = True
        if self._muted:
            return
        flags = (Head.KEEP_ALIVE if parser.should_keep_alive() else 0) | (Head.ASKS_UPGRADE if parser.should_upgrade() else 0)
        self._heads.append((first, len(self._entries)))
        self._entries.append([Entry.HEAD, flags, status, version, head.decode("latin-1")])

    def on_body(self, body: bytes) -> None:
        start = self._data.find(body, self._search)
        self._search = start + len(body)
        self._body_bytes += len(body)
        self._entries.append([Entry.BODY, start, start + len(body)])

    def on_chunk_header(self) -> None:
        self._chunks += 1

    def on_message_complete(self) -> None:
        self._open = False
        self._in_head = False
        self._head_bytes = 0
        if not self._parser.should_keep_alive():
            self.closed = True
            self.whole = None  # the shared parser would not notice the error
        if not self._muted:
            self._entries.append([Entry.COMPLETE, b"\r\n".join(self._trailers).decode("latin-1") if self._trailers else None])

    # ---- state ----

    @property
    def in_body(self) -> bool:
        """Whether a head is complete and its message is not."""
        return self._open

    @property
    def idle(self) -> bool:
        """Whether the bytes given so far end between two messages."""
        return not (self._in_head or self._open or self._dead)

    @property
    def data(self) -> bytes:
        """The bytes last given."""
        return self._data

    # ---- parsing ----

    def execute(self, data: bytes) -> list[list[Any]]:
        """Parse ``data``; the entries."""
        if self._dead:
            return [[*self._failure, 0]]
        self._begins_in = IN_HEAD if self._in_head else IN_BODY if self._open else BETWEEN_MESSAGES
        self._data = data
        self._search = 0
        self._entries = []
        self._heads = []
        if self._begins_in != BETWEEN_MESSAGES or not self._is_whole(data):
            self._feed(0)
        return self._entries

    def _is_whole(self, data: bytes) -> bool:
        """Whether ``data`` is exactly one response. Its entries are made here, as the connection's own parser would have made them."""
        if self.whole is None or self._lenient or len(data) >= self._limit or not data.startswith(b"HTTP/"):
            return False
        end = data.find(HEAD_END) + 4
        if end < 4 or not self.whole.takes(data, end) or not self.whole.keep_alive:
            return False
        self._heads.append((data[: data.find(b"\r\n")], 0))
        version, head = data[5:8].decode("latin-1"), data[: end - 2].decode("latin-1")
        self._entries.append([Entry.HEAD, Head.KEEP_ALIVE, self.whole.status, version, head])
        if end < len(data):
            self._entries.append([Entry.BODY, end, len(data)])
        self._entries.append([Entry.COMPLETE, None])
        return True

    def _feed(self, start: int) -> None:
        """Parse the bytes given, from ``start`` on."""
        data = self._data
        self._body_bytes = self._chunks = 0
        was_open = self._open
        try:
            self._parser.feed_data(memoryview(data)[start:] if start else data)
        except httptools.HttpParserUpgrade as upgrade:
            self._entries.append([Entry.UPGRADED, start + upgrade.args[0]])
            return
        except httptools.HttpParserError as error:
            if str(error) == "Pause on CONNECT/Upgrade":
                self._renew()  # status 101 without the headers of an upgrade: Node drops the bytes behind it
            else:
                self._fail(error, start)
            return
        if self._in_head:
            self._end_within_head(start)
        elif was_open and self._open:
            self._overhead = 0 if self._chunks or self._body_bytes else self._overhead + len(data) - start
            if self._overhead > LONGEST_EXTENSIONS:
                self._fail_for_extensions()
        if self._chunks and len(data) - self._body_bytes > LONGEST_EXTENSIONS and has_long_extensions(data, start):
            self._fail_for_extensions()

    def _end_within_head(self, start: int) -> None:
        """The bytes given end before a head does: count it so far."""
        data = self._data
        before = data.rfind(b"\n\r\n", start)  # the end of the message before it, unless that ends with a body
        self._head_bytes += len(data) - max(start, self._search, before + 3 if before >= 0 else 0)
        self._tail = (self._tail + data[start:])[-3:]
        if self._head_bytes > self._limit and exceeds(self._partial_head(), self._limit):
            self._fail_for_size()
        else:
            self._entries.append([Entry.BEGUN])

    def _partial_head(self) -> bytes:
        """A head as large as the bytes that have arrived of it: the lines that httptools has passed on, and filler."""
        first = b"GET %s HTTP/1.1" % self._url if self._kind == Message.REQUEST else b"HTTP/1.1 200 " + self._status
        known = b"\r\n".join((first, *self._lines))
        return known + b"\r\n" + b"x" * (self._head_bytes - len(known))

    # ---- errors ----

    def _fail(self, error: Exception, start: int) -> None:
        if isinstance(error.__context__, HeaderOverflow):
            self._fail_for_size()
            return
        reason = str(error)
        # Only bytes that begin with a message can be parsed anew to find the position.
        searched = self._data if self._begins_in == BETWEEN_MESSAGES and not start else b""
        self._die(error_code(reason), reason, error_position(reason, self._kind, self._lenient, searched))

    def _fail_for_size(self) -> None:
        self._die("HPE_HEADER_OVERFLOW", "Header overflow", len(self._data))

    def _fail_for_extensions(self) -> None:
        self._entries = [entry for entry in self._entries if entry[0] == Entry.HEAD]
        self._die("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow", 0)

    def _die(self, code: str, reason: str, position: int) -> None:
        self._dead = True
        self._failure = (Entry.ERROR, code, reason)
        self._entries.append([Entry.ERROR, code, reason, position])

    # ---- decisions ----

    def say_closed(self) -> None:
        """Parse as behind a message that was the last of its connection."""
        self._muted = True
        self._parser.feed_data(b"GET / HTTP/1.0\r\n\r\n")
        self._muted = False
        self._search = 0

    @property
    def entries(self) -> list[list[Any]]:
        """What :meth:`execute` has returned last."""
        return self._entries

    def decide(self, index: int, decision: int) -> list[list[Any]]:
        """Parse again behind the ``index``-th head of the bytes last given, because its message goes on otherwise; the entries."""
        at = self._heads[index][1]
        end = self._end_of_head(index)
        head = self._entries[at][4].encode("latin-1")
        self._entries = []
        self._heads = []
        self._dead = False
        self._renew()
        self._search = end
        if decision == Framing.AS_FRAMED:
            self._decline_upgrade(head)
        else:
            self._entries.append([Entry.COMPLETE, None])
            if decision == Framing.OTHER_PROTOCOL:
                self._entries.append([Entry.UPGRADED, end])
                return self._entries
        if end < len(self._data) and not self._dead:
            self._feed(end)
        return self._entries

    def decline(self) -> list[list[Any]]:
        """Go on behind the last head as if it had not asked for an upgrade; the entries."""
        return self.decide(len(self._heads) - 1, Framing.AS_FRAMED)

    def _decline_upgrade(self, head: bytes) -> None:
        """Parse ``head`` without its Upgrade header, so that a body is expected."""
        lines = [line for line in head.split(b"\r\n")[:-1] if line[:8].lower() != b"upgrade:"]
        self._muted = True
        try:
            self._parser.feed_data(b"\r\n".join((*lines, b"\r\n")))
        except httptools.HttpParserError as error:
            self._fail(error, len(self._data))
        finally:
            self._muted = False
        if not (self._open or self._dead):
            self._entries.append([Entry.COMPLETE, None])

    def end_of_last_head(self) -> int:
        """The position behind the last head of the bytes last given."""
        return self._end_of_head(len(self._heads) - 1)

    def _end_of_head(self, index: int) -> int:
        """The position behind the ``index``-th head of the bytes last given."""
        data = self._data
        first, at = self._heads[index]
        # llhttp reads the body of a request that asks for an upgrade, if its head announces one.
        behind = self._entries[at + 1 : at + 3]
        if len(behind) == 2 and behind[0][0] == Entry.COMPLETE and behind[1][0] == Entry.UPGRADED:
            position: int = behind[1][1]
            return position
        if index == 0 and self._begins_in == IN_HEAD:
            joined = self._tail + data
            found = _HEAD_END.search(joined)
            return found.end() - len(self._tail) if found else len(data)
        start = data.find(first.rstrip(b" "), self._search if index or self._begins_in else 0)
        found = _HEAD_END.search(data, max(start, 0))
        return found.end() if found else len(data)

    def finish(self) -> list[list[Any]]:
        """The peer has sent its last byte: entries for a body that lasts until then, or for a message cut short."""
        if self._dead:
            return []
        if self._in_head or (self._open and (self._framed or self._kind == Message.REQUEST)):
            self._entries = []
            self._die("HPE_INVALID_EOF_STATE", "Invalid EOF state", 0)
            return self._entries
        if self._open:
            self._open = False
            return [[Entry.COMPLETE, None]]
        return []
