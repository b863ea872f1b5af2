"""Compression: deflate in its three wrappings, brotli and zstandard, as streams and in one go.

Python's ``zlib`` cannot be told how much output it may make while compressing, so a compressor gives all it has;
decompressors give at most ``limit`` bytes a step, so that a small input that grows large never fills the memory.
"""

from __future__ import annotations

import json
from typing import Any, Protocol

from zlib_ng import zlib_ng as zlib

from anode.engine.ops import Numbers, op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing

(DEFLATE, INFLATE, GZIP, GUNZIP, DEFLATERAW, INFLATERAW, UNZIP, BROTLI_DECODE, BROTLI_ENCODE, ZSTD_COMPRESS,
 ZSTD_DECOMPRESS) = range(1, 12)  # fmt: skip

_CODES = {
    2: "Z_NEED_DICT", -1: "Z_ERRNO", -2: "Z_STREAM_ERROR", -3: "Z_DATA_ERROR", -4: "Z_MEM_ERROR", -5: "Z_BUF_ERROR",
}  # fmt: skip
Z_FINISH = 4
_PART = 1 << 16


def failure(number: int, message: str, code: str | None = None) -> OpError:
    """zlib's error ``number`` as Node shows it."""
    return OpError(code or _CODES.get(number, "Z_DATA_ERROR"), message, "Error", errno=number)


class Codec(Protocol):
    """One stream. ``step`` takes input (once) and returns output; ``more`` says that there is more to fetch,
    ``ended`` that the stream is over, ``unused`` how many bytes of the input have not been used yet: those after its end, then."""

    more: bool
    ended: bool
    unused: int

    def step(self, data: bytes, flush: int, limit: int) -> bytes: ...


class Compressor:
    """deflate. ``params`` can change level and strategy midway: see :meth:`params`."""

    def __init__(self, mode: int, options: dict[str, Any], dictionary: bytes | None) -> None:
        self.more = self.ended = False
        self.unused = 0
        bits = options["windowBits"]
        if mode == DEFLATERAW and bits == 8:
            bits = 9  # zlib itself refuses 8 for raw streams
        self._mode = mode
        self._bits = {DEFLATE: bits, GZIP: bits + 16, DEFLATERAW: -bits}[mode]
        self._mem, self._level, self._strategy = options["memLevel"], options["level"], options["strategy"]
        self._stream = self._make(self._bits, dictionary)
        self._continued = False
        self._sum = zlib.crc32(b"") if mode == GZIP else zlib.adler32(b"")
        self._total = 0

    def _make(self, bits: int, dictionary: bytes | None = None) -> Any:
        args = (self._level, zlib.DEFLATED, bits, self._mem, self._strategy)
        return zlib.compressobj(*args, dictionary) if dictionary else zlib.compressobj(*args)

    def params(self, level: int, strategy: int) -> None:
        """Go on with another level, after a flush. Python has no deflateParams, so the rest is a second raw stream;
        blocks of deflate may follow one another, and the checksum at the end is ours to write then."""
        if (level, strategy) == (self._level, self._strategy):
            return
        self._level, self._strategy = level, strategy
        self._stream = self._make(-abs(self._bits if self._bits < 16 else self._bits - 16))
        self._continued = True

    def step(self, data: bytes, flush: int, limit: int) -> bytes:
        if self.ended:
            return b""
        self._sum = (zlib.crc32 if self._mode == GZIP else zlib.adler32)(data, self._sum)
        self._total += len(data)
        out = bytes(self._stream.compress(data))
        if flush:
            out += self._stream.flush(flush)
        if flush == Z_FINISH:
            self.ended = True
            if self._continued and self._mode == DEFLATE:
                out += self._sum.to_bytes(4, "big")
            elif self._continued and self._mode == GZIP:
                out += self._sum.to_bytes(4, "little") + (self._total & 0xFFFFFFFF).to_bytes(4, "little")
        return out


class Decompressor:
    """inflate, and gunzip with its several members in one file."""

    def __init__(self, mode: int, options: dict[str, Any], dictionary: bytes | None) -> None:
        self.more = self.ended = False
        self.unused = 0
        self._mode = mode
        self._window = options["windowBits"] or 15
        self._dictionary = dictionary
        self._reject = bool(options.get("rejectGarbageAfterEnd"))
        self._pending = b""
        self._at = 0  # how much of it has been used
        self._stream: Any = None
        self._between = False  # a member of a gzip file is over, and there may be another
        if mode != UNZIP:
            self._open(mode)

    def _open(self, mode: int) -> None:
        self._mode = mode
        bits = {INFLATE: self._window, GUNZIP: self._window + 16, INFLATERAW: -self._window}[mode]
        self._stream = zlib.decompressobj(bits, self._dictionary) if self._dictionary else zlib.decompressobj(bits)

    def _detect(self) -> bool:
        """An unzip stream is gzip if it starts with gzip's two bytes, deflate otherwise."""
        if not self._pending or (self._pending[0] == 0x1F and len(self._pending) < 2):
            return False
        self._open(GUNZIP if self._pending[:2] == b"\x1f\x8b" else INFLATE)
        return True

    def step(self, data: bytes, flush: int, limit: int) -> bytes:
        self.more = False
        if self.ended:
            self.unused = len(data)
            return b""
        if data:
            self._pending = self._pending[self._at :] + data
            self._at = 0
        if self._between and (self._at == len(self._pending) or not self._next_member()):
            return b""
        if self._stream is None and not self._detect():
            if flush == Z_FINISH:
                if self._pending:
                    raise failure(-5, "unexpected end of file")
                self.ended = True
            return b""
        return self._inflate(flush, limit)

    def _inflate(self, flush: int, limit: int) -> bytes:
        out = b""
        while True:
            # By parts, because each call copies the unused rest of its input.
            part = self._pending[self._at : self._at + _PART]
            try:
                out += bytes(self._stream.decompress(part, limit - len(out)))
            except zlib.error as error:  # type: ignore[misc]  # the library's stub has it as an instance
                raise self._explained(str(error)) from None
            if not self._stream.eof:
                self._at += len(part) - len(self._stream.unconsumed_tail)
                self.unused = len(self._pending) - self._at
                if len(out) >= limit:
                    self.more = True
                elif self.unused:
                    continue
                elif flush == Z_FINISH:
                    raise failure(-5, "unexpected end of file")
                return out
            self._at += len(part) - len(self._stream.unused_data)
            self._between = self._mode == GUNZIP
            if not self._between:
                self._finish(len(self._pending) - self._at)
                return out
            if self._at == len(self._pending):
                self.unused = 0
                return out
            if not self._next_member():
                return out
            if len(out) >= limit:
                self.more = True
                self.unused = len(self._pending) - self._at
                return out

    def _next_member(self) -> bool:
        """Zeros may pad a gzip file; anything else is its next member."""
        if self._pending[self._at] == 0 or self._reject:
            self._finish(len(self._pending) - self._at)
            return False
        self._between = False
        self._open(GUNZIP)
        return True

    def _finish(self, unused: int) -> None:
        self.ended = True
        self.unused = unused
        self._pending = b""
        self._at = 0

    def params(self, level: int, strategy: int) -> None:
        """A compressed stream says itself how it was made."""

    def _explained(self, text: str) -> OpError:
        if "Error 2 " in text:
            return failure(2, "Missing dictionary")
        if "setting zdict" in text or "inflateSetDictionary" in text or "set dictionary" in text:
            return failure(2, "Bad dictionary")
        number = -5 if "Error -5" in text else -3
        return failure(number, text.partition(": ")[2] or text)


def make(mode: int, options: dict[str, Any], dictionary: bytes | None) -> Any:
    """The codec for Node's mode number. Brotli and zstandard are imported when they are used."""
    if mode in (DEFLATE, GZIP, DEFLATERAW):
        return Compressor(mode, options, dictionary)
    if mode in (INFLATE, GUNZIP, INFLATERAW, UNZIP):
        return Decompressor(mode, options, dictionary)
    if mode in (BROTLI_DECODE, BROTLI_ENCODE):
        from anode.bindings.zlib import brotli

        return brotli.make(mode == BROTLI_ENCODE, options["params"])
    from anode.bindings.zlib import zstd

    return zstd.make(mode == ZSTD_COMPRESS, options["params"], dictionary, options.get("pledgedSrcSize"))


class Streams:
    """The open streams of an isolate, by number."""

    def __init__(self, ctx: Context) -> None:
        self.open: dict[int, Any] = {}
        self.failed: dict[int, OpError] = {}  # errors of the next step
        self.last = 0


class Step(Numbers):
    """Flags of a step: more output waits; the stream has ended."""

    MORE, ENDED = 1, 2


@op(needs=nothing)
def create(ctx: Context, mode: int, options: str, dictionary: bytes | None = None) -> int:
    """Start a stream. ``options`` is JSON: windowBits, level, memLevel, strategy, or params by number."""
    streams = ctx.state(Streams)
    codec = make(mode, json.loads(options), dictionary)
    streams.last += 1
    streams.open[streams.last] = codec
    return streams.last


@op(needs=nothing)
def write(ctx: Context, number: int, flush: int, limit: int, data: bytes = b"", first: int = 0, chunk: int = 0) -> bytes:
    """One step: a byte of :class:`Step` flags, four bytes of how much input is unused
    (little endian), then the output. With ``chunk`` the output is made by pieces, of ``first`` bytes and then of
    ``chunk``: those that were whole before an error come before it, and the piece it was met in is lost, as in Node."""
    streams = ctx.state(Streams)
    if (failed := streams.failed.pop(number, None)) is not None:
        raise failed
    codec: Codec = streams.open[number]
    out = codec.step(data or b"", flush, first or limit)
    more, unused = codec.more, codec.unused
    if chunk and more:
        parts, size = [out], len(out)
        try:
            while codec.more and size < limit:
                parts.append(codec.step(b"", flush, chunk))
                size += len(parts[-1])
                unused = codec.unused
            more = codec.more
        except OpError as error:
            streams.failed[number] = error
        out = b"".join(parts)
    return bytes((more * Step.MORE | codec.ended * Step.ENDED,)) + unused.to_bytes(4, "little") + out


@op(needs=nothing)
def params(ctx: Context, number: int, level: int, strategy: int) -> None:
    """Change a deflate stream's level and strategy from here on."""
    ctx.state(Streams).open[number].params(level, strategy)


@op(needs=nothing)
def close(ctx: Context, number: int) -> None:
    """Forget a stream."""
    streams = ctx.state(Streams)
    streams.open.pop(number, None)
    streams.failed.pop(number, None)


@op(needs=nothing)
def whole(ctx: Context, mode: int, options: str, flush: int, most: int, data: bytes, dictionary: bytes | None = None) -> bytes:
    """Everything in one go; more than ``most`` bytes are an error."""
    chosen = json.loads(options)
    codec = make(mode, chosen, dictionary)
    parts = [codec.step(data, flush, 1 << 20)]
    size = len(parts[0])
    while codec.more and size <= most:
        parts.append(codec.step(b"", flush, 1 << 20))
        size += len(parts[-1])
    if codec.ended and codec.unused and chosen.get("rejectGarbageAfterEnd"):
        raise OpError("ERR_TRAILING_JUNK_AFTER_STREAM_END", "Trailing junk found after the end of the compressed stream", "TypeError")
    if size > most:
        raise OpError("ERR_BUFFER_TOO_LARGE", f"Cannot create a Buffer larger than {most} bytes", "RangeError")
    return parts[0] if len(parts) == 1 else b"".join(parts)


@op(needs=nothing)
def crc32(ctx: Context, data: bytes | str, value: int = 0) -> int:
    """CRC-32 of bytes, or of a text's UTF-8, going on from ``value``."""
    return zlib.crc32(data.encode() if isinstance(data, str) else data, value)
