"""Keys encrypted under keys: AES (RFC 3394 and 5649) and Triple DES (RFC 3217)."""

from __future__ import annotations

import hashlib
import os

from anode.bindings.crypto.cipher.block import Block
from anode.errors import OpError

_DES3_IV = bytes.fromhex("4adda22c79e82105")


def _refused() -> OpError:
    return OpError(None, "Trying to add data in unsupported state", "Error")


def run(mode: str, key: bytes, iv: bytes, encrypt: bool, data: bytes) -> bytes:
    """Wrap or unwrap ``data``."""
    if mode == "des3-wrap":
        return _des3_wrap(key, data) if encrypt else _des3_unwrap(key, data)
    if mode == "wrap-pad":
        padded = bytes(-len(data) % 8)
        if encrypt:
            head = iv + len(data).to_bytes(4, "big")
            return _ecb(key, head + data + padded, True) if len(data) <= 8 else wrap(key, head, data + padded)
        head, plain = _split(_ecb(key, data, False)) if len(data) == 16 else unwrap(key, data)
        size = int.from_bytes(head[4:], "big")
        if head[:4] != iv or not 0 <= len(plain) - size < 8 or any(plain[size:]):
            raise _refused()
        return plain[:size]
    if len(data) % 8 or len(data) < 16:
        raise _refused()
    if encrypt:
        return wrap(key, iv, data)
    head, plain = unwrap(key, data)
    if head != iv:
        raise _refused()
    return plain


def _split(data: bytes) -> tuple[bytes, bytes]:
    return data[:8], data[8:]


def _ecb(key: bytes, data: bytes, encrypt: bool) -> bytes:
    state = Block("aes", "ecb", key, b"", encrypt)
    state.padding = False
    return state.update(data)


def wrap(key: bytes, iv: bytes, data: bytes) -> bytes:
    """RFC 3394, section 2.2.1."""
    a, r = iv, [data[i : i + 8] for i in range(0, len(data), 8)]
    n = len(r)
    for t in range(6 * n):
        b = _ecb(key, a + r[t % n], True)
        a = (int.from_bytes(b[:8], "big") ^ (t + 1)).to_bytes(8, "big")
        r[t % n] = b[8:]
    return a + b"".join(r)


def unwrap(key: bytes, data: bytes) -> tuple[bytes, bytes]:
    """RFC 3394, section 2.2.2: the integrity check, which must equal the initial value, and the key data."""
    a, r = data[:8], [data[i : i + 8] for i in range(8, len(data), 8)]
    n = len(r)
    for t in reversed(range(6 * n)):
        b = _ecb(key, (int.from_bytes(a, "big") ^ (t + 1)).to_bytes(8, "big") + r[t % n], False)
        a, r[t % n] = b[:8], b[8:]
    return a, b"".join(r)


def _des3(key: bytes, iv: bytes, data: bytes, encrypt: bool) -> bytes:
    state = Block("des3", "cbc", key, iv, encrypt)
    state.padding = False
    return state.update(data)


def _des3_wrap(key: bytes, data: bytes) -> bytes:
    if len(data) % 8:
        raise _refused()
    iv = os.urandom(8)
    once = iv + _des3(key, iv, data + hashlib.sha1(data, usedforsecurity=False).digest()[:8], True)
    return _des3(key, _DES3_IV, once[::-1], True)


def _des3_unwrap(key: bytes, data: bytes) -> bytes:
    if len(data) % 8 or len(data) < 24:
        raise _refused()
    once = _des3(key, _DES3_IV, data, False)[::-1]
    plain = _des3(key, once[:8], once[8:], False)
    if hashlib.sha1(plain[:-8], usedforsecurity=False).digest()[:8] != plain[-8:]:
        raise _refused()
    return plain[:-8]
