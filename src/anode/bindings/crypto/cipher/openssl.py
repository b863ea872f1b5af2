"""Ciphers that the ``cryptography`` package does not offer, from the OpenSSL inside it: ARIA, and modes of other block ciphers."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_int

from anode.bindings.crypto.openssl import failure, lib


class OpensslCipher:
    """A block or stream cipher without authentication, by OpenSSL's name."""

    def __init__(self, name: str, key: bytes, iv: bytes, encrypt: bool) -> None:
        o = lib()
        self.padding = True
        self._context = o.EVP_CIPHER_CTX_new()
        cipher = o.EVP_CIPHER_fetch(None, name.encode(), None)
        if not cipher:
            raise failure("Unknown cipher")
        try:
            if o.EVP_CipherInit_ex2(self._context, cipher, key, iv or None, int(encrypt), None) != 1:
                raise failure("Invalid initialization vector")
        finally:
            o.EVP_CIPHER_free(cipher)

    def __del__(self) -> None:
        lib().EVP_CIPHER_CTX_free(self._context)

    def update(self, data: bytes) -> bytes:
        """Take input; the output."""
        o, size = lib(), c_int()
        if not self.padding:
            o.EVP_CIPHER_CTX_set_padding(self._context, 0)
        out = ctypes.create_string_buffer(len(data) + 32)
        if o.EVP_CipherUpdate(self._context, out, byref(size), data, len(data)) != 1:
            raise failure("Cipher operation failed")
        return out.raw[: size.value]

    def final(self) -> bytes:
        """The last block."""
        o, size = lib(), c_int()
        if not self.padding:
            o.EVP_CIPHER_CTX_set_padding(self._context, 0)
        out = ctypes.create_string_buffer(32)
        if o.EVP_CipherFinal_ex(self._context, out, byref(size)) != 1:
            raise failure("Cipher operation failed")
        return out.raw[: size.value]
