"""Brotli's decoder, by the C interface that the ``brotli`` package's extension has inside.

The package's own class tells neither the error in the data nor the end of a stream, and refuses data behind it. Where the extension does not export
the functions, or they do not decode, :data:`make` is None, and brotli.py uses that class.
"""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Callable
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_void_p
from typing import Any

from anode.errors import OpError

FINISH = 1 << 1
_ERROR, _SUCCESS, _NEEDS_INPUT, _NEEDS_OUTPUT = range(4)
_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "BrotliDecoderCreateInstance": (c_void_p, c_void_p, c_void_p, c_void_p),
    "BrotliDecoderDestroyInstance": (None, c_void_p),
    "BrotliDecoderSetParameter": (c_int, c_void_p, c_int, ctypes.c_uint32),
    "BrotliDecoderDecompressStream": (
        c_int, c_void_p, POINTER(c_size_t), POINTER(c_void_p), POINTER(c_size_t), POINTER(c_void_p), POINTER(c_size_t),
    ),
    "BrotliDecoderGetErrorCode": (c_int, c_void_p),
    "BrotliDecoderErrorString": (c_char_p, c_int),
}  # fmt: skip


def _load() -> Any:
    try:
        import _brotli  # type: ignore[import-not-found]

        library = ctypes.CDLL(_brotli.__file__)
        for name, signature in _SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = signature[0], signature[1:]
    except (ImportError, AttributeError, OSError):
        return None
    return library


_library = _load()


class Decoder:
    """A decompressing stream."""

    def __init__(self, params: dict[str, int]) -> None:
        self.more = self.ended = False
        self.unused = 0
        self._pending = b""
        self._at = 0
        self._state = _library.BrotliDecoderCreateInstance(None, None, None)
        if not self._state:
            raise OpError("ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed", "Error")
        weakref.finalize(self, _library.BrotliDecoderDestroyInstance, self._state)
        for number, value in params.items():
            if not _library.BrotliDecoderSetParameter(self._state, int(number), value):
                raise OpError("ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed", "Error")

    def step(self, data: bytes, flush: int, limit: int) -> bytes:
        if data:
            self._pending, self._at = data, 0  # a rest of earlier input is dropped
        out = ctypes.create_string_buffer(limit)
        waiting = len(self._pending) - self._at
        here = ctypes.cast(c_char_p(self._pending), c_void_p).value or 0
        given, room = c_size_t(waiting), c_size_t(limit)
        result = _library.BrotliDecoderDecompressStream(
            self._state, byref(given), byref(c_void_p(here + self._at)), byref(room), byref(c_void_p(ctypes.addressof(out))), None
        )
        self._at += waiting - given.value
        if result == _ERROR:
            raise self._error()
        # A full buffer asks again, as Node does: an end that needs no more room is found then.
        self.more = room.value == 0
        self.ended = result == _SUCCESS and not self.more
        self.unused = given.value
        if result == _NEEDS_INPUT and flush == FINISH:
            raise OpError("Z_BUF_ERROR", "unexpected end of file", "Error", errno=-5)
        return ctypes.string_at(out, limit - room.value)

    def _error(self) -> OpError:
        number = _library.BrotliDecoderGetErrorCode(self._state)
        name = _library.BrotliDecoderErrorString(number).decode()
        return OpError(f"ERR_{name}", "Decompression failed", "Error", errno=number)


def _works() -> bool:
    """Whether the functions decode: an empty stream, and bytes that are no stream."""
    if _library is None:
        return False
    decoder = Decoder({})
    if decoder.step(b"\x3b", FINISH, 16) != b"" or not decoder.ended:
        return False
    try:
        Decoder({}).step(b"\xff\xff", FINISH, 16)
    except OpError as error:
        return (error.code or "").startswith("ERR__ERROR_FORMAT")
    return False


make: Callable[[dict[str, int]], Decoder] | None = Decoder if _works() else None
