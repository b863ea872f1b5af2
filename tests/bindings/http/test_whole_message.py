"""The shared parser: it takes exactly one message, and bytes that it refuses leave no trace in it."""

from __future__ import annotations

import pytest

from anode.bindings.http.protocol import Message
from anode.bindings.http.whole_message import WholeMessage

GET = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
UPGRADE = b"GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"


def takes(whole: WholeMessage, data: bytes) -> bool:
    return whole.takes(data, data.find(b"\r\n\r\n") + 4)


@pytest.mark.parametrize("data", [GET, POST + b"abc", b"\r\n" + GET])
def test_one_message(data: bytes) -> None:
    whole = WholeMessage(Message.REQUEST)
    assert [takes(whole, data), takes(whole, data), whole.keep_alive] == [True, True, True]


@pytest.mark.parametrize("data", [GET + GET, POST + b"ab", POST + b"abcG", CHUNKED + b"1\r\nx\r\n0\r\n\r\n", UPGRADE, b"NO\r\n\r\n"])
def test_anything_else(data: bytes) -> None:
    whole = WholeMessage(Message.REQUEST)
    assert [takes(whole, data), takes(whole, GET)] == [False, True]


def test_the_last_message_of_a_connection() -> None:
    whole = WholeMessage(Message.REQUEST)
    assert takes(whole, b"GET / HTTP/1.0\r\n\r\n")
    assert not whole.keep_alive
    assert takes(whole, GET)
    assert whole.keep_alive


def test_a_response_has_its_status() -> None:
    whole = WholeMessage(Message.RESPONSE)
    assert takes(whole, b"HTTP/1.1 404 No\r\nContent-Length: 3\r\n\r\nabc")
    assert whole.status == 404
