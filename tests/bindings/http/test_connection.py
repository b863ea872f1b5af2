"""Direct connections: bytes of a client become completion entries, and parts of responses become bytes for the client."""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from anode.bindings.http.connection import Connection
from anode.bindings.http.protocol import Entry, Head, Part, Tag
from anode.bindings.http.settings import Settings
from anode.bindings.http.state import HttpState
from anode.loop.context import Context
from anode.loop.loop import Loop
from anode.permissions import Permissions

GET = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n"


class Served:
    """A server of one connection, and its client."""

    def __init__(self) -> None:
        self.loop = Loop()
        self.loop.enter()
        self.ctx = Context(self.loop, Permissions(), {}, [], [], {}, embedded=True)
        self.http = self.ctx.state(HttpState)
        self.settings = self.http.servers[1] = Settings(1)
        own, self.client = socket.socketpair()
        own.setblocking(False)
        self.connection = Connection(self.http, self.settings, own)

    def told(self, data: bytes) -> list[Any]:
        """The completion entries that follow when the client sends ``data``."""
        if data:
            self.client.sendall(data)
        self.loop.poll()
        return self.loop.take_completions()

    def send(self, text: str, flags: int, *buffers: bytes) -> None:
        self.http.send(text, struct.pack("=3i", self.connection.id, len(text), flags), buffers)

    def close(self) -> None:
        self.client.close()
        self.connection.close()
        self.loop.close()
        self.ctx.close()


@pytest.fixture
def served() -> Iterator[Served]:
    made = Served()
    yield made
    made.close()


def test_a_head_crosses_unsplit(served: Served) -> None:
    entry = served.told(GET)[0]
    assert entry == [Tag.HEADS, 0, served.connection.id, Head.KEEP_ALIVE, len(GET)]
    assert served.loop.answer(0, [entry]).endswith(GET.decode())  # type: ignore[union-attr]


def test_a_body_that_comes_with_its_head(served: Served) -> None:
    head = POST % 3
    flags = Head.KEEP_ALIVE | Head.HAS_BODY | Head.WHOLE
    assert served.told(head + b"abc") == [[Tag.HEADS, 0, served.connection.id, flags, len(head), 3]]
    head = POST % 5000  # too long for the text: buffer 0, and the text is buffer 1
    assert served.told(head + b"a" * 5000) == [[Tag.HEADS, 1, served.connection.id, flags | Head.IN_BUFFER, len(head), 0]]


def test_anything_else_has_a_parser_of_its_own(served: Served) -> None:
    assert [entry[0] for entry in served.told(GET + GET)] == [Tag.HEADS, Tag.COMPLETE, Tag.HEADS, Tag.COMPLETE]
    assert served.connection.parser is not None
    served.send("x", Part.END)
    served.send("x", Part.END)
    assert served.connection.parser is None
    assert [entry[0] for entry in served.told(GET)] == [Tag.HEADS]


def test_text_and_buffer_leave_in_order(served: Served) -> None:
    served.told(GET)
    served.send("head ", Part.END | Part.CLOSE | Part.WITH_BUFFER, b"body")
    assert [served.client.recv(100), served.client.recv(100)] == [b"head body", b""]
    assert served.loop.take_completions() == [[Tag.CLOSED, served.connection.id, None]]


def test_a_malformed_request_is_refused(served: Served) -> None:
    assert served.told(b"NO / HTTP/1.1\r\n\r\n")[0][:3] == [Tag.REFUSED, served.connection.id, "HPE_INVALID_METHOD"]


def test_a_client_that_has_sent_its_last_byte_is_answered(served: Served) -> None:
    served.told(GET)
    served.client.shutdown(socket.SHUT_WR)
    assert served.told(b"") == [[Tag.ENDED, served.connection.id]]
    served.send("x", Part.END | Part.CLOSE)
    assert served.client.recv(100) == b"x"


def test_the_end_of_the_isolate_gives_the_switch_interval_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sys.getswitchinterval()
    served = Served()
    times = iter((0.0, 0.005))
    monkeypatch.setattr("anode.bindings.http.gil.monotonic", lambda: next(times))
    served.http.gil.look(1)
    assert sys.getswitchinterval() < before
    served.close()
    assert sys.getswitchinterval() == before


def test_line_ends_change_no_time_limit(served: Served) -> None:
    begun = served.connection.begun
    for _ in range(3):
        assert served.told(b"\r\n") == []
        assert served.connection.begun == begun
    served.http.now = begun + 2
    served.settings.headers_timeout = 1
    served.connection.expire(served.http.now)
    assert served.loop.take_completions()[0][0] == Tag.REFUSED


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked;q=1\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "HPE_INVALID_TRANSFER_ENCODING"),
        (GET + b"no HTTP", "HPE_INVALID_METHOD"),
        (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n" + GET, "HPE_CLOSED_CONNECTION"),
    ],
)
def test_javascript_goes_through_bytes_that_end_with_an_error(served: Served, data: bytes, code: str) -> None:
    assert served.told(data) == [[Tag.BROKEN, served.connection.id, data.decode()]]
    assert served.connection.parser is not None
    entries = served.connection.parser.entries
    assert [entry[0] for entry in (entries[0], entries[-1])] == [Entry.HEAD, Entry.ERROR]
    assert entries[-1][1] == code


def test_bytes_behind_the_last_request_are_refused(served: Served) -> None:
    assert [entry[0] for entry in served.told(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")] == [Tag.HEADS]
    assert served.told(b"\r\n") == []
    assert [entry[2] for entry in served.told(GET)] == ["HPE_CLOSED_CONNECTION"]
