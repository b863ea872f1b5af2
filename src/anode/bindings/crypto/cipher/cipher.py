"""Ciphers, with the ``cryptography`` package: block modes, GCM, CCM, OCB, ChaCha20-Poly1305, key wrapping.

JavaScript has checked names, lengths and order of calls. Padding is done here, as OpenSSL does it: a decryptor that expects padding holds
the last block back.
"""

from __future__ import annotations

from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from anode.bindings.crypto.cipher.block import Block
from anode.bindings.crypto.errors import native, openssl_error
from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing


def unable() -> OpError:
    """The tag does not fit, or there is none."""
    return OpError(None, "Unsupported state or unable to authenticate data", "Error")


def bad_state() -> OpError:
    """Input where none may follow."""
    return OpError(None, "Trying to add data in unsupported state", "Error")


class State(Protocol):
    """One encryption or decryption under way. ``final`` of an authenticated encryption ends with the tag of 16 bytes."""

    padding: bool

    def update(self, data: bytes) -> bytes: ...
    def final(self) -> bytes: ...


class Gcm:
    """AES-GCM, and any of its kind."""

    def __init__(self, key: bytes, iv: bytes, encrypt: bool) -> None:
        cipher = Cipher(algorithms.AES(key), modes.GCM(iv, min_tag_length=4))
        self._context: Any = cipher.encryptor() if encrypt else cipher.decryptor()
        self._encrypt = encrypt
        self.padding = True
        self.tag = b""

    def add(self, data: bytes, length: int) -> None:
        """Data that is authenticated and not encrypted."""
        self._context.authenticate_additional_data(data)

    def update(self, data: bytes) -> bytes:
        result: bytes = self._context.update(data)
        return result

    def final(self) -> bytes:
        if self._encrypt:
            last: bytes = self._context.finalize() + self._context.tag
            return last
        if not self.tag:
            raise unable()
        try:
            result: bytes = self._context.finalize_with_tag(self.tag)
            return result
        except InvalidTag:
            raise unable() from None


class ChaChaPoly:
    """ChaCha20-Poly1305 (RFC 8439), from its two halves, as the package offers it only in one piece."""

    def __init__(self, key: bytes, iv: bytes, encrypt: bool) -> None:
        from cryptography.hazmat.primitives.poly1305 import Poly1305

        nonce = bytes(4) + iv.rjust(12, b"\0")
        self._context: Any = Cipher(algorithms.ChaCha20(key, nonce), None).encryptor()
        self._mac = Poly1305(self._context.update(bytes(64))[:32])
        self._encrypt = encrypt
        self._aad = self._count = 0
        self.padding = True
        self.tag = b""

    def add(self, data: bytes, length: int) -> None:
        """Data that is authenticated and not encrypted."""
        self._mac.update(data)
        self._aad += len(data)

    def update(self, data: bytes) -> bytes:
        if not self._count:
            self._mac.update(bytes(-self._aad % 16))
        out: bytes = self._context.update(data)
        self._mac.update(out if self._encrypt else data)
        self._count += len(data)
        return out

    def final(self) -> bytes:
        if not self._count:
            self._mac.update(bytes(-self._aad % 16))
        self._mac.update(bytes(-self._count % 16) + self._aad.to_bytes(8, "little") + self._count.to_bytes(8, "little"))
        if self._encrypt:
            return self._mac.finalize()
        if self.tag and self._mac.finalize()[: len(self.tag)] != self.tag:
            raise unable()
        return b""


class Whole:
    """A mode that needs all of its input at once. CCM gives its output with the only update, OCB and wrapping at the end."""

    def __init__(self, mode: str, key: bytes, iv: bytes, encrypt: bool, tag_length: int) -> None:
        self._mode, self._key, self._iv, self._encrypt, self._tag_length = mode, key, iv, encrypt, tag_length
        self._aad = self._data = self._made = b""
        self._used = self._failed = False
        self.padding = True
        self.tag = b""

    def add(self, data: bytes, length: int) -> None:
        """Data that is authenticated and not encrypted."""
        self._aad += data

    def update(self, data: bytes) -> bytes:
        if self._mode == "ocb":
            self._data += data
            return b""
        if self._used:
            raise bad_state()
        self._used = True
        if self._mode == "ccm":
            return self._ccm(data)
        from anode.bindings.crypto.cipher import wrap

        return wrap.run(self._mode, self._key, self._iv, self._encrypt, data)

    def _ccm(self, data: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import AESCCM

        cipher = AESCCM(self._key, self._tag_length)
        if self._encrypt:
            whole = cipher.encrypt(self._iv, data, self._aad)
            self._made = whole[-self._tag_length :]
            return whole[: -self._tag_length]
        try:
            return cipher.decrypt(self._iv, data + self.tag, self._aad)
        except InvalidTag:
            self._failed = True
            return b""

    def final(self) -> bytes:
        if self._mode == "ccm":
            if not self._used:
                self.update(b"")
            if self._failed:
                raise unable()
            return self._made
        if self._mode != "ocb":
            return b""
        from anode.bindings.crypto.cipher.ocb import Ocb

        cipher = Ocb(self._key, self._tag_length)
        if self._encrypt:
            return cipher.encrypt(self._iv, self._data, self._aad)
        plain = cipher.decrypt(self._iv, self._data, self.tag, self._aad)
        if plain is None:
            raise unable()
        return plain


class Stream:
    """ChaCha20 alone."""

    def __init__(self, key: bytes, iv: bytes) -> None:
        self._context: Any = Cipher(algorithms.ChaCha20(key, iv), None).encryptor()
        self.padding = True

    def update(self, data: bytes) -> bytes:
        result: bytes = self._context.update(data)
        return result

    def final(self) -> bytes:
        return b""


class Running:
    """The ciphers under way, by number."""

    def __init__(self, ctx: Context) -> None:
        self.states: dict[int, Any] = {}
        self.last = 0


def make(family: str, mode: str, key: bytes, iv: bytes, encrypt: bool, tag_length: int) -> Any:
    """A :class:`State`."""
    key, iv = bytes(key), bytes(iv)
    if mode == "gcm":
        return Gcm(key, iv, encrypt)
    if mode in ("ccm", "ocb", "wrap", "wrap-pad"):
        return Whole(f"des3-{mode}" if family == "des3" else mode, key, iv, encrypt, tag_length)
    if family == "chacha20":
        return Stream(key, iv)
    if family == "chacha20-poly1305":
        return ChaChaPoly(key, iv, encrypt)
    if family == "aria" or mode == "cfb1" or (family == "camellia" and mode in ("cfb8", "ctr")):
        from anode.bindings.crypto.cipher.openssl import OpensslCipher

        return OpensslCipher(f"des-ede3-{mode}" if family == "des3" else f"{family}-{len(key) * 8}-{mode}", key, iv, encrypt)
    return Block(family, mode, key, iv, encrypt)


@op(needs=nothing)
def start(ctx: Context, family: str, mode: str, key: bytes, iv: bytes, encrypt: bool, tag_length: int) -> int:
    """Begin; its number."""
    running = ctx.state(Running)
    try:
        state = make(family, mode, key, iv, encrypt, tag_length)
    except ValueError:
        if family == "aes" and mode == "xts" and key[: len(key) // 2] == key[len(key) // 2 :]:
            raise openssl_error(0x1C800095, "xts duplicated keys") from None
        raise native("ERR_CRYPTO_INVALID_IV", "Invalid initialization vector", "TypeError") from None
    running.last += 1
    running.states[running.last] = state
    return running.last


@op(needs=nothing)
def update(ctx: Context, number: int, data: bytes) -> bytes:
    """Take input; the output."""
    result: bytes = ctx.state(Running).states[number].update(data)
    return result


@op(needs=nothing)
def final(ctx: Context, number: int) -> bytes:
    """The rest, after which the number means nothing any more."""
    result: bytes = ctx.state(Running).states.pop(number).final()
    return result


@op(needs=nothing)
def set_padding(ctx: Context, number: int, on: bool) -> None:
    """Whether the last block is padded."""
    ctx.state(Running).states[number].padding = on


@op(needs=nothing)
def add_data(ctx: Context, number: int, data: bytes, length: int) -> None:
    """Data that is authenticated only."""
    ctx.state(Running).states[number].add(bytes(data), length)


@op(needs=nothing)
def set_tag(ctx: Context, number: int, tag: bytes) -> None:
    """The tag to check."""
    ctx.state(Running).states[number].tag = bytes(tag)


@op(needs=nothing)
def drop(ctx: Context, number: int) -> None:
    """Forget a cipher that will not be finished."""
    ctx.state(Running).states.pop(number, None)


@op(needs=nothing)
def run(
    ctx: Context, family: str, mode: str, encrypt: bool, tag_length: int, key: bytes, iv: bytes, data: bytes, aad: bytes = b""
) -> bytes:
    """Encrypt or decrypt in one piece, with the tag behind the ciphertext, as Web Crypto has it."""
    state = make(family, mode, bytes(key), bytes(iv), encrypt, tag_length)
    data = bytes(data)
    if aad:
        state.add(bytes(aad), len(data))
    if tag_length and not encrypt:
        if len(data) < tag_length:
            raise unable()
        state.tag, data = data[-tag_length:], data[:-tag_length]
    out: bytes = state.update(data)
    last: bytes = state.final()
    return out + (last[: len(last) - 16 + tag_length] if tag_length and encrypt and mode != "ccm" else last)


@op(needs=nothing)
def counter(ctx: Context, key: bytes, block: bytes, bits: int, data: bytes) -> bytes:
    """AES-CTR whose counter is the last ``bits`` bits of the block alone: it wraps around within them."""
    key, data = bytes(key), bytes(data)
    start = int.from_bytes(block, "big")
    mask = (1 << bits) - 1
    left = mask + 1 - (start & mask)  # blocks until it wraps
    out: bytes = make("aes", "ctr", key, block, True, 0).update(data[: left * 16])
    if len(data) > left * 16:
        wrapped = (start & ~mask).to_bytes(16, "big")
        out += make("aes", "ctr", key, wrapped, True, 0).update(data[left * 16 :])
    return out
