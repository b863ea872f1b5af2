"""The parser that JavaScript feeds. Its entries do not depend on how the bytes are split."""

from __future__ import annotations

from typing import Any

import pytest

from anode.bindings.http.message_parser import MessageParser
from anode.bindings.http.protocol import Entry, Framing, Message
from anode.bindings.http.whole_message import WholeMessage

LIMIT = 16384


def told(parser: MessageParser, pieces: list[bytes]) -> list[Any]:
    """The entries of the pieces: heads, bodies joined, ends, errors."""
    out: list[Any] = []
    for piece in pieces:
        if out and out[-1][0] == Entry.ERROR:
            break  # the same error would come again
        for entry in parser.execute(piece):
            if entry[0] == Entry.BODY:
                body = piece[entry[1] : entry[2]]
                if out and out[-1][0] == Entry.BODY:
                    out[-1] = (Entry.BODY, out[-1][1] + body)
                else:
                    out.append((Entry.BODY, body))
            elif entry[0] != Entry.BEGUN:
                out.append(tuple(entry[:3]) if entry[0] == Entry.ERROR else tuple(entry))
    return out


MESSAGES = [
    (Message.REQUEST, b"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nababab"),
    (Message.REQUEST, b"\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.0\r\n\r\n"),
    (Message.REQUEST, b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\naaa\r\n5;x=y\r\naaabb\r\n0\r\nX-T: v\r\n\r\n"),
    (Message.RESPONSE, b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 204 No\r\n\r\n"),
    (Message.RESPONSE, b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    (Message.RESPONSE, b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"),
    (Message.REQUEST, b"GET / HTTP/1.1\r\nA B: c\r\n\r\n"),
]


@pytest.mark.parametrize(("kind", "message"), MESSAGES)
def test_cuts_do_not_matter(kind: int, message: bytes) -> None:
    whole = told(MessageParser(kind, LIMIT, False), [message])
    for cut in range(1, len(message)):
        assert told(MessageParser(kind, LIMIT, False), [message[:cut], message[cut:]]) == whole
    assert told(MessageParser(kind, LIMIT, False), [bytes([b]) for b in message]) == whole


@pytest.mark.parametrize(("kind", "message"), [m for m in MESSAGES if m[0] == Message.RESPONSE])
def test_the_short_way_says_the_same(kind: int, message: bytes) -> None:
    assert told(MessageParser(kind, LIMIT, False, WholeMessage(Message.RESPONSE)), [message]) == told(
        MessageParser(kind, LIMIT, False), [message]
    )


def test_a_body_that_does_not_come() -> None:
    parser = MessageParser(Message.RESPONSE, LIMIT, False)
    assert parser.execute(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 204 No\r\n\r\n")[0][0] == Entry.HEAD
    rest = parser.decide(0, Framing.NO_BODY)
    assert [e[0] for e in rest] == [Entry.COMPLETE, Entry.HEAD, Entry.COMPLETE]


def test_another_protocol() -> None:
    parser = MessageParser(Message.REQUEST, LIMIT, False)
    data = b"CONNECT h:1 HTTP/1.1\r\n\r\nrest"
    assert parser.execute(data)[-1] == [Entry.UPGRADED, data.index(b"rest")]
    assert parser.decide(0, Framing.OTHER_PROTOCOL)[-1] == [Entry.UPGRADED, data.index(b"rest")]


def test_an_upgrade_declined_has_its_body() -> None:
    parser = MessageParser(Message.REQUEST, LIMIT, False)
    data = b"POST / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nhi"
    assert [e[0] for e in parser.execute(data)][-1] == Entry.UPGRADED
    start = data.index(b"hi")
    assert parser.decline() == [[Entry.BODY, start, start + 2], [Entry.COMPLETE, None]]


def test_limits() -> None:
    assert MessageParser(Message.REQUEST, 100, False).execute(b"GET / HTTP/1.1\r\nX: " + b"y" * 200)[-1][1] == "HPE_HEADER_OVERFLOW"
    long = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;" + b"a" * 17000 + b"\r\nAA\r\n0\r\n\r\n"
    assert MessageParser(Message.REQUEST, LIMIT, False).execute(long)[-1][1] == "HPE_CHUNK_EXTENSIONS_OVERFLOW"


def test_a_head_in_small_pieces_is_counted() -> None:
    parser = MessageParser(Message.REQUEST, 100, False)
    entries = [parser.execute(bytes([byte])) for byte in b"GET / HTTP/1.1\r\nX: " + b"y" * 200]
    assert entries[-1][0][1] == "HPE_HEADER_OVERFLOW"


def test_a_body_does_not_count_for_the_head_behind_it() -> None:
    parser = MessageParser(Message.REQUEST, LIMIT, False)
    parser.execute(b"POST / HTTP/1.1\r\nContent-Length: 20000\r\n\r\n")
    assert [entry[0] for entry in parser.execute(b"x" * 20000 + b"GET / HT")] == [Entry.BODY, Entry.COMPLETE, Entry.BEGUN]


def test_the_end_of_the_connection() -> None:
    parser = MessageParser(Message.RESPONSE, LIMIT, False)
    parser.execute(b"HTTP/1.0 200 OK\r\n\r\nall")
    assert parser.finish() == [[Entry.COMPLETE, None]]
    parser = MessageParser(Message.RESPONSE, LIMIT, False)
    parser.execute(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nall")
    assert parser.finish()[0][1] == "HPE_INVALID_EOF_STATE"
