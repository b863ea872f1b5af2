"""ClientHellos and records, as anode splits and reads them before OpenSSL."""

from __future__ import annotations

import pytest

from anode.bindings.tls.credentials import Credentials
from anode.bindings.tls.engine import Engine, Scratch
from anode.bindings.tls.hello import NotTls, Records, begun_record, client_hello, messages


def hello(**options: object) -> bytes:
    """The first bytes that a client of anode sends."""
    engine = Engine(Credentials(771, 772), False, Scratch(None), False)
    if "servername" in options:
        engine.name_server(str(options["servername"]))
    if "protocols" in options:
        engine.offer([b"h2", b"http/1.1"])
    if "status" in options:
        engine.ask_status()
    engine.handshake()
    said = engine.take()
    engine.free()
    return said


def test_a_hello_is_read() -> None:
    found = client_hello(hello(servername="example.org", protocols=True, status=True))
    assert found is not None
    assert found.servername == "example.org"
    assert found.protocols == ["h2", "http/1.1"]
    assert found.wants_status
    assert not found.ticket
    assert len(found.session_id) == 32
    assert 0x304 in found.versions
    assert 0x403 in found.signatures


def test_a_hello_that_comes_in_pieces() -> None:
    whole = hello(servername="a")
    assert all(client_hello(whole[:size]) is None for size in range(len(whole)))
    assert client_hello(whole) is not None


def test_a_hello_in_several_records() -> None:
    whole = hello(servername="a")
    body = whole[5:]
    parts = [body[:100], body[100:101], body[101:]]
    cut = b"".join(whole[:3] + len(part).to_bytes(2, "big") + part for part in parts)
    found = client_hello(cut)
    assert found is not None
    assert found.servername == "a"


@pytest.mark.parametrize(
    "data", [b"GET / HTTP/1.1\r\n\r\n", b"\x16\x02\x00\x00\x01\x01", b"\x16\x03\x01\x00\x00", b"\x16\x03\x01\x00\x04\x02\x00\x00\x00"]
)
def test_what_is_no_hello(data: bytes) -> None:
    with pytest.raises(NotTls):
        client_hello(data)


def test_a_hello_whose_lengths_lie() -> None:
    whole = bytearray(hello())
    whole[5 + 4 + 34] = 255  # the length of the session id
    with pytest.raises(NotTls):
        client_hello(bytes(whole))


def test_records_are_cut_wherever_they_are_torn() -> None:
    records = [b"\x17\x03\x03\x00\x02ab", b"\x16\x03\x03\x00\x01c", b"\x17\x03\x03\x00\x00"]
    stream = b"".join(records)
    for size in range(1, len(stream) + 1):
        cutter = Records()
        found = [record for at in range(0, len(stream), size) for record in cutter.cut(stream[at : at + size])]
        assert found == records
        assert cutter.rest() == b""


def test_bytes_that_are_no_records_pass() -> None:
    cutter = Records()
    assert cutter.cut(b"HTTP/1.1 400") == [b"HTTP/1.1 400"]
    assert cutter.cut(b"\x17\x03") == [b"\x17\x03"]


def test_messages_of_a_record() -> None:
    record = b"\x16\x03\x03\x00\x09" + b"\x0e\x00\x00\x00" + b"\x0c\x00\x00\x01x"
    assert list(messages(record)) == [(14, b""), (12, b"x")]
    assert list(messages(b"\x17\x03\x03\x00\x01x")) == []


def test_where_a_stream_of_records_stands() -> None:
    stream = b"\x17\x03\x03\x00\x02ab\x16\x03\x03\x00\x01c\x17\x03\x03\x00\x00"
    between = {0, 7, 13, 18}
    for size in range(1, len(stream) + 1):
        state: bytes | int | None = None
        at = 0
        while at < len(stream):
            state = begun_record(state, stream[at : at + size])
            at = min(at + size, len(stream))
            assert (state is None) == (at in between)
