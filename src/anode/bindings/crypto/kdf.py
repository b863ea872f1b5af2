"""Keys from passwords and from other keys: PBKDF2, scrypt, HKDF, Argon2."""

from __future__ import annotations

import hashlib
import hmac
import threading
from typing import Any

from anode.bindings.crypto.errors import native
from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing

_ONE_ARGON2 = threading.Lock()


@op(needs=nothing)
def pbkdf2(ctx: Context, name: str, password: bytes, salt: bytes, iterations: int, length: int) -> bytes:
    """RFC 8018, section 5.2."""
    return hashlib.pbkdf2_hmac(name, password, salt, iterations, length) if length else b""


@op(needs=nothing)
def scrypt(ctx: Context, password: bytes, salt: bytes, n: int, r: int, p: int, max_memory: int, length: int) -> bytes:
    """RFC 7914."""
    if n < 2 or n & (n - 1) or r < 1 or p < 1 or p * r > 2**30 - 1 or (16 * r < 64 and n >= 1 << (16 * r)):
        raise native("ERR_CRYPTO_INVALID_SCRYPT_PARAMS", "Invalid scrypt params", "RangeError")
    if 128 * r * (n + p + 2) > max_memory:
        raise OpError(
            "ERR_CRYPTO_INVALID_SCRYPT_PARAMS",
            "Invalid scrypt params: error:030000AC:digital envelope routines::memory limit exceeded",
            "RangeError",
        )
    return hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=min(int(max_memory), 2**31 - 1), dklen=length) if length else b""


@op(needs=nothing)
def hkdf(ctx: Context, name: str, key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869."""
    size = hashlib.new(name, usedforsecurity=False).digest_size
    extracted = hmac.digest(salt or b"\0" * size, key, name)
    block, result = b"", b""
    for i in range(1, -(-length // size) + 1):
        block = hmac.digest(extracted, block + info + bytes([i]), name)
        result += block
    return result[:length]


@op(needs=nothing)
def argon2(ctx: Context, kind: str, message: bytes, nonce: bytes, parallelism: int, length: int, memory: int, passes: int,
           more: bytes) -> bytes:  # fmt: skip
    """RFC 9106. ``more`` is the secret behind its length in four bytes, and then the associated data."""
    from cryptography.hazmat.primitives.kdf import argon2 as kinds

    end = 4 + int.from_bytes(more[:4], "big")
    make: Any = {"argon2d": kinds.Argon2d, "argon2i": kinds.Argon2i, "argon2id": kinds.Argon2id}[kind]
    with _ONE_ARGON2:  # OpenSSL's threads for the lanes are counted for the process, and it fails when there are none left
        result: bytes = make(
            salt=nonce, length=length, iterations=passes, lanes=parallelism, memory_cost=memory,
            secret=more[4:end] or None, ad=more[end:] or None,
        ).derive(message)  # fmt: skip
    return result
