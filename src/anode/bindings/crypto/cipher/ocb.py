"""AES-OCB (RFC 7253) on AES blocks: the ``cryptography`` package has it for tags of 16 bytes only."""

from __future__ import annotations

import hmac
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_MASK = (1 << 128) - 1


def _double(x: int) -> int:
    return (x << 1 & _MASK) ^ (0x87 if x >> 127 else 0)


def _trailing_zeros(i: int) -> int:
    return (i & -i).bit_length() - 1


class Ocb:
    """One key."""

    def __init__(self, key: bytes, tag_length: int) -> None:
        cipher = Cipher(algorithms.AES(key), modes.ECB())
        self._encryptor: Any = cipher.encryptor()
        self._decryptor: Any = cipher.decryptor()
        self._tag_length = tag_length
        self._star = self._block(0)
        self._dollar = _double(self._star)
        self._offsets = [_double(self._dollar)]

    def _block(self, x: int) -> int:
        return int.from_bytes(self._encryptor.update(x.to_bytes(16, "big")), "big")

    def _offset(self, i: int) -> int:
        while len(self._offsets) <= i:
            self._offsets.append(_double(self._offsets[-1]))
        return self._offsets[i]

    def _hash(self, data: bytes) -> int:
        total = offset = 0
        full = len(data) // 16
        for i in range(1, full + 1):
            offset ^= self._offset(_trailing_zeros(i))
            total ^= self._block(int.from_bytes(data[16 * i - 16 : 16 * i], "big") ^ offset)
        if rest := data[16 * full :]:
            offset ^= self._star
            total ^= self._block(int.from_bytes((rest + b"\x80").ljust(16, b"\0"), "big") ^ offset)
        return total

    def _start(self, nonce: bytes) -> int:
        block = ((self._tag_length * 8 % 128) << 121) | (1 << (8 * len(nonce))) | int.from_bytes(nonce, "big")
        bottom = block & 63
        top = self._block(block ^ bottom)
        stretch = top << 64 | (top >> 64) ^ (top >> 56 & (1 << 64) - 1)
        return stretch >> (64 - bottom) & _MASK

    def _run(self, nonce: bytes, data: bytes, encrypt: bool) -> tuple[bytes, int, int]:
        offset, checksum = self._start(nonce), 0
        out = bytearray()
        update = self._encryptor.update if encrypt else self._decryptor.update
        full = len(data) // 16
        for i in range(1, full + 1):
            offset ^= self._offset(_trailing_zeros(i))
            block = int.from_bytes(data[16 * i - 16 : 16 * i], "big")
            made = int.from_bytes(update((block ^ offset).to_bytes(16, "big")), "big") ^ offset
            checksum ^= block if encrypt else made
            out += made.to_bytes(16, "big")
        if rest := data[16 * full :]:
            offset ^= self._star
            pad = self._block(offset).to_bytes(16, "big")
            made_rest = bytes(a ^ b for a, b in zip(rest, pad, strict=False))
            plain = rest if encrypt else made_rest
            checksum ^= int.from_bytes((plain + b"\x80").ljust(16, b"\0"), "big")
            out += made_rest
        return bytes(out), checksum, offset

    def _tag(self, checksum: int, offset: int, aad: bytes) -> bytes:
        return (self._block(checksum ^ offset ^ self._dollar) ^ self._hash(aad)).to_bytes(16, "big")

    def encrypt(self, nonce: bytes, data: bytes, aad: bytes) -> bytes:
        """The ciphertext, and all 16 bytes from which the tag is cut."""
        out, checksum, offset = self._run(nonce, data, True)
        return out + self._tag(checksum, offset, aad)

    def decrypt(self, nonce: bytes, data: bytes, tag: bytes, aad: bytes) -> bytes | None:
        """The plaintext, or None if the tag is another's."""
        out, checksum, offset = self._run(nonce, data, False)
        return out if hmac.compare_digest(self._tag(checksum, offset, aad)[: len(tag)], tag) else None
