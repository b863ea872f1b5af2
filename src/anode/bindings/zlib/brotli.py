"""Brotli for ``zlib``: RFC 7932 by the ``brotli`` package."""

from __future__ import annotations

from typing import Any

import brotli

from anode.errors import OpError

FLUSH, FINISH = 1, 2
_MODES = (brotli.MODE_GENERIC, brotli.MODE_TEXT, brotli.MODE_FONT)


class Encoder:
    """A compressing stream."""

    def __init__(self, params: dict[str, int]) -> None:
        self.more = self.ended = False
        self.unused = 0
        try:
            self._stream = brotli.Compressor(
                mode=_MODES[params.get("0", 0)],
                quality=params.get("1", 11),
                lgwin=params.get("2", 22),
                lgblock=params.get("3", 0),
            )
        except (brotli.error, ValueError, IndexError):
            raise OpError("ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed", "Error") from None

    def step(self, data: bytes, flush: int, limit: int) -> bytes:
        out: bytes = self._stream.process(data) if data else b""
        if flush == FINISH and not self.ended:
            out += self._stream.finish()
            self.ended = True
        elif flush == FLUSH:
            out += self._stream.flush()
        return out


class Decoder:
    """A decompressing stream, where brotli_native has none."""

    def __init__(self) -> None:
        self.more = self.ended = False
        self.unused = 0
        self._stream = brotli.Decompressor()
        self._held = b""

    def step(self, data: bytes, flush: int, limit: int) -> bytes:
        if self._held:
            return self._cut(self._held, limit)
        if self.ended:
            return b""
        try:
            out: bytes = self._stream.process(data, output_buffer_limit=limit)
        except brotli.error:
            # The package does not tell the error: this is the first one that bytes in another format meet.
            raise OpError("ERR__ERROR_FORMAT_PADDING_1", "Decompression failed", "Error", errno=-14) from None
        self.ended = self._stream.is_finished()
        self.more = not self.ended and not self._stream.can_accept_more_data()
        if len(out) > limit:
            return self._cut(out, limit)
        if flush == FINISH and not self.ended and not self.more:
            raise OpError("Z_BUF_ERROR", "unexpected end of file", "Error", errno=-5)
        return out

    def _cut(self, out: bytes, limit: int) -> bytes:
        """The package's limit is where it stops growing its buffer, and it may be past ours by then."""
        self._held = out[limit:]
        self.more = bool(self._held) or (not self.ended and not self._stream.can_accept_more_data())
        return out[:limit]


def make(encode: bool, params: dict[str, int]) -> Any:
    """A stream; ``params`` by the numbers of BROTLI_PARAM_*."""
    if encode:
        return Encoder(params)
    from anode.bindings.zlib import brotli_native

    return brotli_native.make(params) if brotli_native.make is not None else Decoder()
