"""Zstandard's decoder, by the C interface that the ``zstandard`` package brings for cffi.

The package's own class returns all output of some input at once, of any size, and none of the output before an error. Where the interface is
missing, :data:`make` is None, and zstd.py uses that class.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from anode.bindings.zlib.zstd_errors import failure
from anode.errors import OpError

_NEEDED = """
    ZSTD_DCtx_loadDictionary ZSTD_DCtx_setParameter ZSTD_createDCtx ZSTD_decompressStream ZSTD_freeDCtx ZSTD_getErrorCode ZSTD_getErrorString ZSTD_isError
"""
try:
    from zstandard._cffi import ffi, lib  # type: ignore[import-not-found]
except ImportError:
    ffi = lib = None


class Decoder:
    """A decompressing stream. One frame is a stream, and data that is cut off is no error, as in Node."""

    def __init__(self, params: dict[str, int], dictionary: bytes | None) -> None:
        self.more = self.ended = False
        self.unused = 0
        self._pending = b""
        self._at = 0
        self._context: Any = ffi.gc(lib.ZSTD_createDCtx(), lib.ZSTD_freeDCtx)
        for number, value in params.items():
            self._check(lib.ZSTD_DCtx_setParameter(self._context, int(number), value))
        if dictionary:
            self._check(lib.ZSTD_DCtx_loadDictionary(self._context, dictionary, len(dictionary)))
        self._input: Any = ffi.new("ZSTD_inBuffer *")
        self._output: Any = ffi.new("ZSTD_outBuffer *")

    def _check(self, result: int) -> None:
        if lib.ZSTD_isError(result):
            raise OpError("ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed", "Error")

    def step(self, data: bytes, flush: int, limit: int) -> bytes:
        if data:
            self._pending, self._at = data, 0  # a rest of earlier input is dropped
        given, made = self._input, self._output
        source = ffi.from_buffer(self._pending)
        target = ffi.new("char[]", limit)
        given.src, given.size, given.pos = source, len(self._pending), self._at
        made.dst, made.size, made.pos = target, limit, 0
        result = lib.ZSTD_decompressStream(self._context, made, given)
        if lib.ZSTD_isError(result):
            raise failure(ffi.string(lib.ZSTD_getErrorString(lib.ZSTD_getErrorCode(result))).decode())
        self._at = given.pos
        self.unused = len(self._pending) - self._at
        self.more = made.pos == limit
        self.ended = result == 0 and not self.more
        out: bytes = ffi.buffer(target, made.pos)[:]
        return out


_has_interface = all(hasattr(lib, name) for name in _NEEDED.split())
make: Callable[[dict[str, int], bytes | None], Decoder] | None = Decoder if _has_interface else None
