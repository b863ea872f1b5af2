"""HTTP messages that are nearly right."""

from __future__ import annotations

from random import Random

REQUESTS = [
    b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /a?b=c HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    b"POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET /next HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nTrail: er\r\n\r\n"
    b"GET /n HTTP/1.1\r\nHost: b\r\n\r\n",
    b"GET /u HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nrest",
    b"POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nok",
    b"GET http://a/b HTTP/1.1\r\nHost: a\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\nbytes",
    b"HEAD /h HTTP/1.1\r\nHost: a\r\nX: 1\r\nX: 2\r\nCookie: a\r\nCookie: b\r\nSet-Cookie: c\r\n\r\n",
    b"PUT /f HTTP/1.1\r\nHost: a\r\nX-Fold: a\r\n b\r\nContent-Length: 0\r\n\r\n",
    b"GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /y HTTP/1.1\r\nHost: a\r\n\r\n",
]
ANSWERS = [
    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nT: 1\r\n\r\n",
    b"HTTP/1.0 200 OK\r\n\r\nuntil the end",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
    b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nrest",
    b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\nETag: x\r\n\r\n",
    b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\nX: a\r\nX: b\r\n\r\n",
    b"HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\n\r\n",
]
_HEADERS = [
    b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity", b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: chunked, gzip",
    b"Transfer-Encoding: xchunked", b"Transfer-Encoding:\tchunked", b"Transfer-Encoding : chunked", b"Content-Length: 5", b"Content-Length: 0",
    b"Content-Length: -1",
    b"Content-Length: +5", b"Content-Length: 5, 5", b"Content-Length: 99999999999999999999", b"Content-Length:", b"Content-Length: 0x5",
    b"Connection: close",
    b"Connection: keep-alive", b"Connection: upgrade", b"Connection: close, upgrade", b"Connection: keep-alive, close", b"Upgrade: h2c",
    b"Upgrade:", b"Host: b",
    b"Host:", b"Expect: 100-continue", b"Expect: other", b"Keep-Alive: timeout=1", b"X: \xe9", b"X:\x01", b"X: a\x00b", b"\xe9: 1", b": empty",
    b"X", b" X: 1",
    b"X : 1", b"X: 1\rY: 2", b"X: 1\nY: 2", b"Date: now", b"Trailer: T", b"TE: trailers", b"X: " + b"y" * 500, b"__proto__: x", b"constructor: y",
]  # fmt: skip
_BYTES = b"\r\n :,;\t\0\x7f\x80\xff0159aAzGPH/?#%*\"'(){}=-+"
_LINES = [
    b"GET  / HTTP/1.1", b"GET / HTTP/1.1 ", b" GET / HTTP/1.1", b"GET /", b"GET / HTTP/2.0", b"GET / HTTP/0.9", b"get / HTTP/1.1",
    b"PRI * HTTP/2.0", b"GET / HTTP/1.2",
    b"GET / http/1.1", b"GET / ICE/1.0", b"SOURCE / ICE/1.0", b"GET /\xe9 HTTP/1.1", b"GET /a b HTTP/1.1", b"GET\t/ HTTP/1.1",
    b"QUERY / HTTP/1.1", b"FOO / HTTP/1.1",
    b"M-SEARCH * HTTP/1.1", b"GET ? HTTP/1.1", b"GET a HTTP/1.1", b"GET //x HTTP/1.1", b"GET / HTTP/1.", b"GET / HTTP/11.1", b"PURGE /x HTTP/1.1",
]  # fmt: skip


def mutated(random: Random, messages: list[bytes]) -> bytes:
    """One of the messages, changed in a few places."""
    made = bytearray(random.choice(messages))
    for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3, 5))):
        kind = random.randrange(9)
        at = random.randrange(len(made) + 1) if made else 0
        if kind == 0:
            made[at:at] = bytes((random.choice(_BYTES),))
        elif kind == 1:
            del made[at : at + random.choice((1, 1, 2, 4))]
        elif kind == 2 and at < len(made):
            made[at] = random.choice(_BYTES)
        elif kind in (3, 4):
            ends = [i + 2 for i in range(len(made) - 1) if made[i : i + 2] == b"\r\n" and made[i + 2 : i + 4] != b"\r\n"]
            if ends:
                where = random.choice(ends)
                made[where:where] = random.choice(_HEADERS) + random.choice((b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r"))
        elif kind == 5:
            end = made.find(b"\r\n")
            if end >= 0 and messages is REQUESTS:
                made[:end] = random.choice(_LINES)
        elif kind == 6 and random.random() < 0.4:
            del made[at:]
        elif kind == 7:
            made = bytearray(made.replace(b"\r\n", random.choice((b"\n", b"\r\r\n", b"\r\n\r\n")), 1))
        elif kind == 8:
            made[:0] = random.choice((b"\r\n", b"\n", b" ", b"\r\n\r\n", b"\0"))
    return bytes(made)
