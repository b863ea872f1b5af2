"""Keccak's younger relatives, which :mod:`hashlib` does not have: cSHAKE and KMAC (NIST SP 800-185), TurboSHAKE and KangarooTwelve (RFC 9861).

In plain Python: a block of 168 bytes takes half a millisecond, 12 rounds a quarter. KMAC is OpenSSL's where that can be reached.
"""

from __future__ import annotations

from anode.bindings.crypto import openssl
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

_MASK = (1 << 64) - 1


def _round_constants() -> list[int]:
    """FIPS 202, section 3.2.5: bits from a shift register of eight."""
    constants, state = [], 1
    for _ in range(24):
        value = 0
        for j in range(7):
            if state & 1:
                value |= 1 << ((1 << j) - 1)
            state = state << 1 ^ (0x171 if state & 0x80 else 0)
        constants.append(value)
    return constants


def _steps() -> list[tuple[int, int]]:
    """Where each lane goes and how far it is rotated on the way: ρ and π as one walk."""
    steps, x, y = [], 1, 0
    for t in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        steps.append((x + 5 * y, (t + 1) * (t + 2) // 2 % 64))
    return steps


_CONSTANTS = _round_constants()
_STEPS = _steps()


def _permute(a: list[int], rounds: int) -> None:
    """Keccak-p[1600] in place."""
    for constant in _CONSTANTS[24 - rounds :]:
        c = [a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20] for x in range(5)]
        for x in range(5):
            d = c[x - 1] ^ (c[(x + 1) % 5] << 1 & _MASK | c[(x + 1) % 5] >> 63)
            for y in range(x, x + 25, 5):
                a[y] ^= d
        moved = a[1]
        for to, by in _STEPS:
            moved, a[to] = a[to], (moved << by & _MASK | moved >> (64 - by)) if by else moved
        for y in range(0, 25, 5):
            r = a[y : y + 5]
            for x in range(5):
                a[y + x] = r[x] ^ (~r[(x + 1) % 5] & _MASK & r[(x + 2) % 5])
        a[0] ^= constant


def sponge(rate: int, rounds: int, suffix: int, data: bytes, size: int) -> bytes:
    """``size`` bytes. ``suffix``: the bits behind the data that tell the functions apart, the first bit of the padding with them."""
    padded = bytearray(data)
    padded.append(suffix)
    padded.extend(bytes(-len(padded) % rate))
    padded[-1] ^= 0x80
    lanes = rate // 8
    state = [0] * 25
    for start in range(0, len(padded), rate):
        for i in range(lanes):
            state[i] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        _permute(state, rounds)
    out = b""
    while True:
        out += b"".join(lane.to_bytes(8, "little") for lane in state[:lanes])
        if len(out) >= size:
            return out[:size]
        _permute(state, rounds)


def _rate(bits: int) -> int:
    return 200 - bits // 4


# ---- SP 800-185 ----


def _left(value: int) -> bytes:
    size = max(1, (value.bit_length() + 7) // 8)
    return bytes([size]) + value.to_bytes(size, "big")


def _string(data: bytes) -> bytes:
    return _left(len(data) * 8) + data


def _block(data: bytes, rate: int) -> bytes:
    whole = _left(rate) + data
    return whole + bytes(-len(whole) % rate)


def cshake(bits: int, data: bytes, size: int, function: bytes, custom: bytes) -> bytes:
    """cSHAKE128 or cSHAKE256."""
    rate = _rate(bits)
    if not function and not custom:
        return sponge(rate, 24, 0x1F, data, size)
    return sponge(rate, 24, 0x04, _block(_string(function) + _string(custom), rate) + data, size)


def kmac(bits: int, key: bytes, data: bytes, length: int, custom: bytes) -> bytes:
    """KMAC128 or KMAC256; the length in bits is part of the hashed data."""
    count = max(1, (length.bit_length() + 7) // 8)
    end = length.to_bytes(count, "big") + bytes([count])
    return cshake(bits, _block(_string(key), _rate(bits)) + data + end, (length + 7) // 8, b"KMAC", custom)


# ---- RFC 9861 ----

_CHUNK = 8192


def _length(value: int) -> bytes:
    raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return raw + bytes([len(raw)])


def kangaroo(bits: int, data: bytes, size: int, custom: bytes) -> bytes:
    """KT128 or KT256: a tree of two levels over chunks of 8 KiB."""
    rate = _rate(bits)
    whole = data + custom + _length(len(custom))
    if len(whole) <= _CHUNK:
        return sponge(rate, 12, 0x07, whole, size)
    chunks = [whole[at : at + _CHUNK] for at in range(_CHUNK, len(whole), _CHUNK)]
    inner = b"".join(sponge(rate, 12, 0x0B, chunk, bits // 4) for chunk in chunks)
    return sponge(rate, 12, 0x06, whole[:_CHUNK] + b"\3" + bytes(7) + inner + _length(len(chunks)) + b"\xff\xff", size)


# ---- ops ----


@op(needs=nothing)
def cshake_digest(ctx: Context, bits: int, data: bytes, size: int, custom: bytes) -> bytes:
    """``size`` bytes of cSHAKE."""
    return cshake(bits, bytes(data), size, b"", bytes(custom))


@op(needs=nothing)
def turbo_digest(ctx: Context, bits: int, data: bytes, size: int, domain: int) -> bytes:
    """``size`` bytes of TurboSHAKE."""
    return sponge(_rate(bits), 12, domain, bytes(data), size)


@op(needs=nothing)
def kangaroo_digest(ctx: Context, bits: int, data: bytes, size: int, custom: bytes) -> bytes:
    """``size`` bytes of KangarooTwelve."""
    return kangaroo(bits, bytes(data), size, bytes(custom))


@op(needs=nothing)
def kmac_digest(ctx: Context, bits: int, key: bytes, data: bytes, length: int, custom: bytes) -> bytes:
    """``length`` bits of KMAC."""
    key, data, custom = bytes(key), bytes(data), bytes(custom)
    if length and length % 8 == 0 and 4 <= len(key) <= 512 and len(custom) <= 512 and openssl.available():  # the limits are OpenSSL's
        return openssl.mac(f"KMAC{bits}", key, data, length // 8, custom)
    return kmac(bits, key, data, length, custom)
