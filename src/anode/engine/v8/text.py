"""Strings of V8's, made of Python's and of the bytes of files."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions


def new_text(v8: Functions, isolate: int, text: str) -> int:
    """A string handle; of one byte a character where that is enough, because V8 reads such a string faster."""
    handle: int
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        data = text.encode("utf-16-le", "surrogatepass")
        handle = v8["String__NewFromTwoByte"](isolate, data, 0, len(data) // 2)
    else:
        handle = v8["String__NewFromOneByte"](isolate, data, 0, len(data))
    return handle


def source_text(data: bytes) -> str:
    """The text of a source file: UTF-8 without a byte order mark, with U+FFFD for bytes that are no UTF-8."""
    return data.decode("utf-8-sig", "replace")


def new_source(v8: Functions, isolate: int, data: bytes) -> int:
    """The text of a source file as a string handle."""
    if data.isascii():
        handle: int = v8["String__NewFromOneByte"](isolate, data, 0, len(data))
        return handle
    return new_text(v8, isolate, source_text(data))
