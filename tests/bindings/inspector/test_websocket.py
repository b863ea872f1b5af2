"""Frames and requests, as the library websockets and browsers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from anode.bindings.inspector.server import allowed_host
from anode.bindings.inspector.websocket import CLOSE, PING, TEXT, BadInput, Reader, accept, frame, take_request


@given(
    st.lists(st.tuples(st.sampled_from([Opcode.TEXT, Opcode.PING, Opcode.CLOSE]), st.binary(max_size=70_000)), max_size=4),
    st.integers(1, 9000),
)
def test_messages_of_a_client_are_read_whatever_their_parts(messages: list[tuple[Opcode, bytes]], step: int) -> None:
    data = b"".join(Frame(kind, content).serialize(mask=True) for kind, content in messages)
    reader, received, found = Reader(), bytearray(), []
    for start in range(0, len(data), step):
        received += data[start : start + step]
        while (message := reader.take(received)) is not None:
            found.append(message)
    assert found == [({Opcode.TEXT: TEXT, Opcode.PING: PING, Opcode.CLOSE: CLOSE}[kind], content) for kind, content in messages]
    assert not received


def test_a_message_in_several_frames_is_put_together_around_a_ping() -> None:
    parts = (Frame(Opcode.TEXT, b"a", fin=False), Frame(Opcode.PING, b"p"), Frame(Opcode.CONT, b"b", fin=False), Frame(Opcode.CONT, b"c"))
    reader, received = Reader(), bytearray(b"".join(part.serialize(mask=True) for part in parts))
    assert [reader.take(received), reader.take(received), reader.take(received)] == [(PING, b"p"), (TEXT, b"abc"), None]


@pytest.mark.parametrize("data", [b"\x81\x01a", b"\x83\x81aaaaa", b"\x81\xff" + b"\xff" * 8])
def test_what_is_no_frame_of_a_client_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        Reader().take(bytearray(data))


@given(st.binary(max_size=70_000))
def test_frames_of_the_server_are_read_by_a_client(content: bytes) -> None:
    stream = StreamReader()
    stream.feed_data(frame(TEXT, content))
    parser = Frame.parse(stream.read_exact, mask=False)
    with pytest.raises(StopIteration) as done:
        next(parser)
    assert done.value.value.data == content


def test_the_answer_to_a_key_is_that_of_the_rfc() -> None:
    assert b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" in accept("dGhlIHNhbXBsZSBub25jZQ==")


def test_a_request_is_taken_when_it_is_complete() -> None:
    received = bytearray(b"GET /json HTTP/1.1\r\nHost: localhost\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n\r")
    assert take_request(received) is None
    received += b"\nrest"
    request = take_request(received)
    assert request is not None
    assert (request.method, request.path, request.headers["host"], request.upgrades) == ("GET", "/json", "localhost", True)
    assert bytes(received) == b"rest"


@pytest.mark.parametrize("data", [b"\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"x" * 70_000])
def test_what_is_no_request_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        take_request(bytearray(data))


@pytest.mark.parametrize("host", ["", "localhost", "LOCALHOST:9229", "localhost6:1", "127.0.0.1:9229", "10.1.2.3", "[::1]:9229", "[::1]"])
def test_addresses_and_localhost_may_be_asked_for(host: str) -> None:
    assert allowed_host(host)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:9229", "localhost.evil.example", "1.2.3.4.evil.example:80", "127.0.0.1.nip.io"]
)
def test_other_names_may_not(host: str) -> None:
    assert not allowed_host(host)
