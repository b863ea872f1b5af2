"""llhttp's parsers, by way of httptools, and two facts of their errors that httptools leaves out: the code, and the position."""

from __future__ import annotations

import httptools

from anode.bindings.http.protocol import Message

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

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
    "Expected HTTP/2 Connection Preface": "INVALID_VERSION",
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

# llhttp notices these only at the byte that follows the wrong one.
_NOTICED_LATE = frozenset(
    (
        "Invalid HTTP version",
        "Transfer-Encoding can't be present with Content-Length",
        "Invalid `Transfer-Encoding` header value",
        "Pause on PRI/Upgrade",
        "Data after `Connection: close`",
    )
)


def new_parser(kind: int, callbacks: object, lenient: bool = False) -> Any:
    """A parser of requests or responses that calls the ``on_…`` methods of ``callbacks``, all its leniencies on or off."""
    parser: Any = (httptools.HttpRequestParser if kind == Message.REQUEST else httptools.HttpResponseParser)(callbacks)
    if lenient:
        parser.set_dangerous_leniencies(*[True] * 10)
    return parser


def error_code(reason: str) -> str:
    """The ``HPE_…`` code that belongs to ``reason``."""
    known = _CODES.get(reason)
    if known is None:
        if "Transfer-Encoding" in reason:
            known = "INVALID_TRANSFER_ENCODING"
        elif "url" in reason:
            known = "INVALID_URL"
        else:
            known = "CR_EXPECTED" if "expected CR" in reason else "INTERNAL"
    return f"HPE_{known}"


def error_position(reason: str, kind: int, lenient: bool, data: bytes) -> int:
    """The position of the byte where ``data``, which begins with a message, is wrong: behind the longest part that a new parser takes."""
    low, high = 0, len(data)
    while low < high:
        middle = (low + high + 1) // 2
        try:
            new_parser(kind, object(), lenient).feed_data(data[:middle])
            low = middle
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            high = middle - 1
    return low + (reason in _NOTICED_LATE)
