"""Random bytes and prime numbers."""

from __future__ import annotations

import os

from anode.bindings.crypto.errors import native
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

_SMALL = [p for p in range(3, 2000, 2) if all(p % d for d in range(3, int(p**0.5) + 1, 2))]


@op(needs=nothing)
def random_bytes(ctx: Context, size: int) -> bytes:
    """``size`` bytes from the system's generator."""
    return os.urandom(int(size))


def is_prime(n: int, rounds: int = 0) -> bool:
    """Miller-Rabin; the error is below 4**-rounds, 32 rounds where none are asked for."""
    if n < 4:
        return n in (2, 3)
    if n % 2 == 0:
        return False
    for p in _SMALL:
        if n % p == 0:
            return n == p
    import secrets

    d, twos = n - 1, 0
    while d % 2 == 0:
        d, twos = d // 2, twos + 1
    for _ in range(rounds or 32):
        x = pow(secrets.randbelow(n - 3) + 2, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def likely_prime(n: int) -> bool:
    """Whether a random number may be prime: cheap, and rarely wrong."""
    return all(n % p for p in _SMALL if p < n) and pow(2, n - 1, n) == 1 if n > 3 else n in (2, 3)


@op(needs=nothing)
def generate_prime(ctx: Context, bits: int, safe: bool, add: str | None = None, rem: str | None = None) -> bytes:
    """A prime of exactly ``bits`` bits, its two highest set where there is room. With ``add``, one with ``p % add == rem`` (1, or 3
    for a safe prime, where ``rem`` is not given); both as hexadecimal."""
    step = int(add, 16) if add is not None else 0
    if add is not None and step == 0:
        raise native("ERR_OUT_OF_RANGE", "invalid options.add", "RangeError")
    if step.bit_length() > bits:
        raise native("ERR_OUT_OF_RANGE", "invalid options.add", "RangeError")
    rest = int(rem, 16) if rem is not None else (3 if safe else 1)
    if step and rem is not None and step <= rest:
        raise native("ERR_OUT_OF_RANGE", "invalid options.rem", "RangeError")
    import secrets

    high = 1 << (bits - 1) | (1 << (bits - 2) if bits >= 2 and not step else 0)
    while True:
        candidate = high | secrets.randbits(bits)
        if step:
            candidate += rest - candidate % step
            if candidate.bit_length() != bits:
                candidate -= step
            if candidate.bit_length() != bits:
                continue
        elif bits > 2 or (bits == 2 and candidate != 2 and not safe):
            candidate |= 1
        if bits > 8 and not likely_prime(candidate):
            continue
        if is_prime(candidate, 8) and (not safe or is_prime(candidate // 2, 8)):
            return candidate.to_bytes((bits + 7) // 8, "big")


@op(needs=nothing)
def check_prime(ctx: Context, candidate: bytes, checks: int) -> bool:
    """Whether a number is prime, beyond reasonable doubt."""
    return is_prime(int.from_bytes(candidate, "big"), checks)
