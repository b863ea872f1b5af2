"""Block and stream ciphers without authentication; padding as OpenSSL does it."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.decrepit.ciphers import algorithms as old
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from anode.bindings.crypto.errors import openssl_error


def _algorithm(family: str, key: bytes) -> Any:
    if family == "des3":
        return old.TripleDES(key if len(key) == 24 else key + key[:8])
    families: dict[str, Any] = {"aes": algorithms.AES, "camellia": old.Camellia, "sm4": algorithms.SM4}
    return families[family](key)


def _mode(mode: str, iv: bytes) -> Any:
    if mode == "ecb":
        return modes.ECB()
    if mode in ("cfb", "cfb8", "ofb"):
        from cryptography.hazmat.decrepit.ciphers import modes as older

        old_modes: dict[str, Any] = {"cfb": older.CFB, "cfb8": older.CFB8, "ofb": older.OFB}
        return old_modes[mode](iv)
    new_modes: dict[str, Any] = {"cbc": modes.CBC, "ctr": modes.CTR, "xts": modes.XTS}
    return new_modes[mode](iv)


class Block:
    """A block or stream cipher without authentication."""

    def __init__(self, family: str, mode: str, key: bytes, iv: bytes, encrypt: bool) -> None:
        cipher = Cipher(_algorithm(family, key), _mode(mode, iv))
        self._context: Any = cipher.encryptor() if encrypt else cipher.decryptor()
        self._encrypt = encrypt
        self._size = (8 if family == "des3" else 16) if mode in ("cbc", "ecb") else 0
        self._count = 0
        self._held = b""
        self.padding = True

    def update(self, data: bytes) -> bytes:
        self._count += len(data)
        out: bytes = self._context.update(data)
        if not self._size or self._encrypt or not self.padding:
            return out
        out = self._held + out
        # The last whole block may be padding, unless more of the next one has come already.
        keep = self._size if out and self._count % self._size == 0 else 0
        self._held = out[len(out) - keep :]
        return out[: len(out) - keep]

    def final(self) -> bytes:
        if not self._size:
            result: bytes = self._context.finalize()
            return result
        rest = self._count % self._size
        if self._encrypt and self.padding:
            pad = self._size - rest
            last: bytes = self._context.update(bytes([pad]) * pad)
            return last
        if rest or (self.padding and not self._count):
            raise openssl_error(0x1C80006B, "wrong final block length", (0x1C80006B, "wrong final block length"))
        if not self.padding:
            return b""
        pad = self._held[-1]
        if not 1 <= pad <= self._size or self._held[-pad:] != bytes([pad]) * pad:
            raise openssl_error(0x1C800064, "bad decrypt", (0x1C800064, "bad decrypt"))
        return self._held[:-pad]
