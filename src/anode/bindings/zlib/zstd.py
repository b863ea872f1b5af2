"""Zstandard for ``zlib``: RFC 8878 by the ``zstandard`` package."""

from __future__ import annotations

from typing import Any

import zstandard

from anode.bindings.zlib.zstd_errors import failure
from anode.errors import OpError

FLUSH, END = 1, 2
_PARAMS = {
    "100": "compression_level", "101": "window_log", "102": "hash_log", "103": "chain_log", "104": "search_log",
    "105": "min_match", "106": "target_length", "107": "strategy", "160": "enable_ldm", "161": "ldm_hash_log",
    "162": "ldm_min_match", "163": "ldm_bucket_size_log", "164": "ldm_hash_rate_log", "200": "write_content_size",
    "201": "write_checksum", "202": "write_dict_id", "400": "threads", "401": "job_size", "402": "overlap_log",
}  # fmt: skip


class Encoder:
    """A compressing stream."""

    def __init__(self, params: dict[str, int], dictionary: bytes | None, size: int | None) -> None:
        self.more = self.ended = False
        self.unused = 0
        self._pledged = size
        self._seen = 0
        level = params.pop("100", 3)
        try:
            chosen = zstandard.ZstdCompressionParameters.from_level(level, **{_PARAMS[k]: v for k, v in params.items() if k in _PARAMS})
            self._compressor = zstandard.ZstdCompressor(
                compression_params=chosen, dict_data=zstandard.ZstdCompressionDict(dictionary) if dictionary else None
            )
        except (zstandard.ZstdError, ValueError):
            raise OpError("ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed", "Error") from None
        self._stream: Any = None

    def step(self, data: bytes, flush: int, limit: int) -> bytes:
        if self._stream is None:
            # Input that ends with its first piece has a known size, and the frame tells it.
            size = self._pledged if self._pledged is not None else len(data) if flush == END else -1
            self._stream = self._compressor.compressobj(size=size)
        self._seen += len(data)
        try:
            out: bytes = self._stream.compress(data) if data else b""
            if flush == END and not self.ended:
                if self._pledged is not None and self._seen != self._pledged:
                    raise zstandard.ZstdError("Src size is incorrect")
                out += self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_FINISH)
                self.ended = True
            elif flush == FLUSH:
                out += self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        except zstandard.ZstdError:
            raise OpError("ZSTD_error_srcSize_wrong", "Src size is incorrect", "Error", errno=-72) from None
        return out


class Decoder:
    """A decompressing stream, where zstd_native has none: all that a piece of input holds is decoded at once."""

    def __init__(self, params: dict[str, int], dictionary: bytes | None) -> None:
        self.more = self.ended = False
        self.unused = 0
        window = params.get("100")
        self._stream = zstandard.ZstdDecompressor(
            dict_data=zstandard.ZstdCompressionDict(dictionary) if dictionary else None,
            max_window_size=1 << window if window else 0,
        ).decompressobj()
        self._held = b""

    def step(self, data: bytes, flush: int, limit: int) -> bytes:
        out = self._held
        if data:
            if self._stream.eof:
                self.unused = len(data)
            else:
                try:
                    out += self._stream.decompress(data)
                except zstandard.ZstdError as error:
                    raise failure(str(error).rpartition(": ")[2]) from None
                self.unused = len(self._stream.unused_data)
        self._held = out[limit:]
        self.more = bool(self._held)
        self.ended = self._stream.eof
        return out[:limit]


def make(encode: bool, params: dict[str, int], dictionary: bytes | None, size: int | None) -> Any:
    """A stream; ``params`` by the numbers of ZSTD_c_* or ZSTD_d_*."""
    if encode:
        return Encoder(dict(params), dictionary, size)
    from anode.bindings.zlib import zstd_native

    return (zstd_native.make or Decoder)(params, dictionary)
