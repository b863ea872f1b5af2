"""OpenSSL's keys of any type, for algorithms that the ``cryptography`` package lacks: ML-KEM-512, SLH-DSA, KMAC, key encapsulation and more.

The OpenSSL is the one inside that package's extension. Its functions are found as V8's are (engine/v8/symbols.py); where they cannot be found
(a stripped file), :func:`available` is False, and the ops that need them raise an error that says so. The search takes 70 ms, on the first key that
needs it.
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_uint, c_ulong, c_void_p
from typing import Any

from anode.bindings.crypto.errors import native, openssl_error
from anode.engine.v8 import symbols
from anode.errors import OpError

_OUT = POINTER(c_void_p)
_SIZE = POINTER(c_size_t)
# Each function's result, then its arguments.
_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "ERR_clear_error": (None,),
    "ERR_get_error": (c_ulong,),
    "ERR_reason_error_string": (c_char_p, c_ulong),
    "EVP_CIPHER_CTX_free": (None, c_void_p),
    "EVP_CIPHER_CTX_new": (c_void_p,),
    "EVP_CIPHER_CTX_set_padding": (c_int, c_void_p, c_int),
    "EVP_CIPHER_fetch": (c_void_p, c_void_p, c_char_p, c_char_p),
    "EVP_CIPHER_free": (None, c_void_p),
    "EVP_CipherFinal_ex": (c_int, c_void_p, c_char_p, POINTER(c_int)),
    "EVP_CipherInit_ex2": (c_int, c_void_p, c_void_p, c_char_p, c_char_p, c_int, c_void_p),
    "EVP_CipherUpdate": (c_int, c_void_p, c_char_p, POINTER(c_int), c_char_p, c_int),
    "EVP_DigestSign": (c_int, c_void_p, c_char_p, _SIZE, c_char_p, c_size_t),
    "EVP_DigestSignInit_ex": (c_int, c_void_p, c_void_p, c_char_p, c_void_p, c_char_p, c_void_p, c_void_p),
    "EVP_DigestVerify": (c_int, c_void_p, c_char_p, c_size_t, c_char_p, c_size_t),
    "EVP_DigestVerifyInit_ex": (c_int, c_void_p, c_void_p, c_char_p, c_void_p, c_char_p, c_void_p, c_void_p),
    "EVP_MD_CTX_free": (None, c_void_p),
    "EVP_MD_CTX_new": (c_void_p,),
    "EVP_PKEY2PKCS8": (c_void_p, c_void_p),
    "EVP_PKEY_CTX_free": (None, c_void_p),
    "EVP_PKEY_CTX_new_from_name": (c_void_p, c_void_p, c_char_p, c_char_p),
    "EVP_PKEY_CTX_new_from_pkey": (c_void_p, c_void_p, c_void_p, c_char_p),
    "EVP_PKEY_CTX_set_params": (c_int, c_void_p, c_void_p),
    "EVP_PKEY_decapsulate": (c_int, c_void_p, c_char_p, _SIZE, c_char_p, c_size_t),
    "EVP_PKEY_decapsulate_init": (c_int, c_void_p, c_void_p),
    "EVP_PKEY_encapsulate": (c_int, c_void_p, c_char_p, _SIZE, c_char_p, _SIZE),
    "EVP_PKEY_encapsulate_init": (c_int, c_void_p, c_void_p),
    "EVP_PKEY_free": (None, c_void_p),
    "EVP_PKEY_fromdata": (c_int, c_void_p, _OUT, c_int, c_void_p),
    "EVP_PKEY_fromdata_init": (c_int, c_void_p),
    "EVP_PKEY_generate": (c_int, c_void_p, _OUT),
    "EVP_PKEY_get0_type_name": (c_char_p, c_void_p),
    "EVP_PKEY_get_octet_string_param": (c_int, c_void_p, c_char_p, c_char_p, c_size_t, _SIZE),
    "EVP_PKEY_keygen_init": (c_int, c_void_p),
    "EVP_PKEY_paramgen_init": (c_int, c_void_p),
    "EVP_PKEY_set_utf8_string_param": (c_int, c_void_p, c_char_p, c_char_p),
    "EVP_Q_mac": (
        c_void_p, c_void_p, c_char_p, c_char_p, c_char_p, c_void_p, c_char_p, c_size_t, c_char_p, c_size_t, c_char_p, c_size_t, _SIZE,
    ),
    "PKCS8_PRIV_KEY_INFO_free": (None, c_void_p),
    "d2i_AutoPrivateKey_ex": (c_void_p, c_void_p, POINTER(c_char_p), c_long, c_void_p, c_char_p),
    "d2i_PUBKEY_ex": (c_void_p, c_void_p, POINTER(c_char_p), c_long, c_void_p, c_char_p),
    "i2d_PKCS8_PRIV_KEY_INFO": (c_int, c_void_p, POINTER(c_char_p)),
    "i2d_PUBKEY": (c_int, c_void_p, POINTER(c_char_p)),
}  # fmt: skip
_KEY_PAIR = 0x87  # EVP_PKEY_KEYPAIR: all of a key, and its parameters
_PUBLIC_KEY = 0x86


class Library:
    """OpenSSL's functions by name; they let other threads run while they work."""

    def __init__(self, found: dict[str, int]) -> None:
        self._functions = {name: ctypes.CFUNCTYPE(*types)(found[name]) for name, types in _SIGNATURES.items()}

    def __getattr__(self, name: str) -> Any:
        return self._functions[name]


@functools.cache
def _library() -> Library | None:
    from cryptography.hazmat.bindings import _rust

    path = str(_rust.__file__)
    found = symbols.addresses(path, symbols.search(path, _SIGNATURES))
    return Library(found) if found.keys() >= _SIGNATURES.keys() else None


def available() -> bool:
    """Whether OpenSSL's functions could be found."""
    return _library() is not None


def lib() -> Library:
    """OpenSSL. Raises ``ERR_FEATURE_UNAVAILABLE_ON_PLATFORM``."""
    found = _library()
    if found is None:
        message = "OpenSSL's own functions cannot be reached on this platform"
        raise OpError("ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", message, "TypeError")
    return found


def failure(otherwise: str) -> OpError:
    """The errors in OpenSSL's queue of this thread, as Node shows them: the oldest, and the others beside it; ``otherwise`` for an empty queue."""
    o = lib()
    found: list[tuple[int, str]] = []
    while number := o.ERR_get_error():
        reason = o.ERR_reason_error_string(number)
        found.append((number, reason.decode() if reason else f"reason({number & 0x7FFFFF})"))
    if not found:
        return native("ERR_CRYPTO_OPERATION_FAILED", otherwise)
    return openssl_error(*found[0], *reversed(found[1:]))


# ---- parameters ----


class _Param(ctypes.Structure):
    """OSSL_PARAM."""

    _fields_ = (
        ("key", c_char_p),
        ("data_type", c_uint),
        ("data", c_void_p),
        ("data_size", c_size_t),
        ("return_size", c_size_t),
    )


_UNSIGNED, _TEXT, _OCTETS = 2, 4, 5


class Params:
    """An array of OSSL_PARAM and the memory it points to: numbers, text and bytes by name."""

    def __init__(self, **values: int | str | bytes) -> None:
        self._kept: list[Any] = []
        self.array = (_Param * (len(values) + 1))()
        for at, (name, value) in enumerate(values.items()):
            kind, data, size = self._data(value)
            self._kept.append(data)
            self.array[at] = _Param(name.encode(), kind, ctypes.cast(data, c_void_p), size, ctypes.c_size_t(-1).value)

    @staticmethod
    def _data(value: int | str | bytes) -> tuple[int, Any, int]:
        if isinstance(value, int):
            return _UNSIGNED, ctypes.pointer(c_size_t(value)), ctypes.sizeof(c_size_t)
        raw = value.encode() if isinstance(value, str) else value
        return _TEXT if isinstance(value, str) else _OCTETS, ctypes.create_string_buffer(raw, len(raw) + 1), len(raw)


# ---- keys ----


class Pkey:
    """An EVP_PKEY. ``kind`` is its type as ``asymmetricKeyType`` has it."""

    def __init__(self, pointer: int, private: bool) -> None:
        self.pointer = pointer
        self.private = private
        self.kind: str = lib().EVP_PKEY_get0_type_name(pointer).decode().lower()

    def __del__(self) -> None:
        lib().EVP_PKEY_free(self.pointer)

    def private_bytes(self, *_: object) -> bytes:
        """PKCS #8."""
        o = lib()
        info = o.EVP_PKEY2PKCS8(self.pointer)
        if not info:
            raise failure("Cannot write the key")
        try:
            return _written(o.i2d_PKCS8_PRIV_KEY_INFO, info)
        finally:
            o.PKCS8_PRIV_KEY_INFO_free(info)

    def public_bytes(self, *_: object) -> bytes:
        """SubjectPublicKeyInfo."""
        return _written(lib().i2d_PUBKEY, self.pointer)

    def public_key(self) -> Pkey:
        """The public half."""
        return load_public(self.public_bytes())

    def octets(self, name: str) -> bytes | None:
        """A part of the key, such as ``pub``, ``priv`` and ``seed``; None where it has no such part."""
        o, size = lib(), c_size_t()
        if not o.EVP_PKEY_get_octet_string_param(self.pointer, name.encode(), None, 0, byref(size)) or not size.value:
            o.ERR_clear_error()
            return None
        buffer = ctypes.create_string_buffer(size.value)
        if not o.EVP_PKEY_get_octet_string_param(self.pointer, name.encode(), buffer, size.value, byref(size)):
            raise failure("Cannot read the key")
        return buffer.raw[: size.value]

    def public_bytes_raw(self) -> bytes:
        """The public key's bare bytes."""
        return self.octets("pub") or b""

    def name_curve(self) -> None:
        """Write an elliptic curve by its name from now on, not by its numbers."""
        if lib().EVP_PKEY_set_utf8_string_param(self.pointer, b"encoding", b"named_curve") != 1:
            raise failure("Cannot name the curve")

    def sign(self, data: bytes, digest: str | None = None, context: bytes | None = None) -> bytes:
        """A signature."""
        o = lib()
        with _Freed(o.EVP_MD_CTX_new(), o.EVP_MD_CTX_free) as ctx:
            self._start(o.EVP_DigestSignInit_ex, ctx, digest, context)
            size = c_size_t()
            if o.EVP_DigestSign(ctx, None, byref(size), data, len(data)) != 1:
                raise failure("Cannot sign")
            buffer = ctypes.create_string_buffer(size.value)
            if o.EVP_DigestSign(ctx, buffer, byref(size), data, len(data)) != 1:
                raise failure("Cannot sign")
            return buffer.raw[: size.value]

    def verify(self, signature: bytes, data: bytes, digest: str | None = None, context: bytes | None = None) -> bool:
        """Whether the signature is that of the data."""
        o = lib()
        with _Freed(o.EVP_MD_CTX_new(), o.EVP_MD_CTX_free) as ctx:
            self._start(o.EVP_DigestVerifyInit_ex, ctx, digest, context)
            good: bool = o.EVP_DigestVerify(ctx, signature, len(signature), data, len(data)) == 1
            o.ERR_clear_error()
            return good

    def _start(self, init: Callable[..., int], ctx: int, digest: str | None, context: bytes | None) -> None:
        params = None
        if context:
            variant: dict[str, int | str | bytes] = {"instance": "Ed25519ctx"} if self.kind == "ed25519" else {}
            params = Params(**variant, **{"context-string": context})
        array = params.array if params else None
        if init(ctx, None, digest.encode() if digest else None, None, None, self.pointer, array) != 1:
            raise failure("Cannot use this key")

    def encapsulate(self, operation: str | None) -> tuple[bytes, bytes]:
        """A fresh secret, and its ciphertext."""
        o = lib()
        with _Freed(o.EVP_PKEY_CTX_new_from_pkey(None, self.pointer, None), o.EVP_PKEY_CTX_free) as ctx:
            _begin(o.EVP_PKEY_encapsulate_init, ctx, operation, "Failed to initialize encapsulation")
            wrapped_size, secret_size = c_size_t(), c_size_t()
            if o.EVP_PKEY_encapsulate(ctx, None, byref(wrapped_size), None, byref(secret_size)) != 1:
                raise _no("Failed to perform encapsulation")
            wrapped, secret = ctypes.create_string_buffer(wrapped_size.value), ctypes.create_string_buffer(secret_size.value)
            if o.EVP_PKEY_encapsulate(ctx, wrapped, byref(wrapped_size), secret, byref(secret_size)) != 1:
                raise _no("Failed to perform encapsulation")
            return secret.raw[: secret_size.value], wrapped.raw[: wrapped_size.value]

    def decapsulate(self, wrapped: bytes, operation: str | None) -> bytes:
        """The secret."""
        o = lib()
        with _Freed(o.EVP_PKEY_CTX_new_from_pkey(None, self.pointer, None), o.EVP_PKEY_CTX_free) as ctx:
            _begin(o.EVP_PKEY_decapsulate_init, ctx, operation, "Failed to initialize decapsulation")
            size = c_size_t()
            if o.EVP_PKEY_decapsulate(ctx, None, byref(size), wrapped, len(wrapped)) != 1:
                raise _no("Failed to perform decapsulation")
            secret = ctypes.create_string_buffer(size.value)
            if o.EVP_PKEY_decapsulate(ctx, secret, byref(size), wrapped, len(wrapped)) != 1:
                raise _no("Failed to perform decapsulation")
            return secret.raw[: size.value]


class _Freed:
    def __init__(self, pointer: int | None, free: Callable[[int], None]) -> None:
        if not pointer:
            raise failure("Out of memory")
        self.pointer, self.free = pointer, free

    def __enter__(self) -> int:
        return self.pointer

    def __exit__(self, *_: object) -> None:
        self.free(self.pointer)


def _no(message: str) -> OpError:
    lib().ERR_clear_error()
    return native("ERR_CRYPTO_OPERATION_FAILED", message)


def _begin(init: Callable[..., int], ctx: int, operation: str | None, message: str) -> None:
    params = Params(operation=operation) if operation else None
    if init(ctx, params.array if params else None) != 1:
        raise _no(message)


def _written(write: Callable[..., int], pointer: int) -> bytes:
    size = write(pointer, None)
    if size <= 0:
        raise failure("Cannot write the key")
    buffer = ctypes.create_string_buffer(size)
    at = c_char_p(ctypes.addressof(buffer))
    write(pointer, byref(at))
    return buffer.raw


def _loaded(read: Callable[..., int | None], der: bytes, private: bool) -> Pkey:
    buffer = ctypes.create_string_buffer(der, len(der))
    at = c_char_p(ctypes.addressof(buffer))
    pointer = read(None, byref(at), len(der), None, None)
    if not pointer:
        lib().ERR_clear_error()
        raise ValueError("unsupported key")
    return Pkey(pointer, private)


def load_private(der: bytes) -> Pkey:
    """A key from PKCS #8 or one of the older forms. Raises ValueError."""
    return _loaded(lib().d2i_AutoPrivateKey_ex, der, True)


def load_public(der: bytes) -> Pkey:
    """A key from SubjectPublicKeyInfo. Raises ValueError."""
    return _loaded(lib().d2i_PUBKEY_ex, der, False)


def from_parts(kind: str, private: bool, **parts: bytes) -> Pkey:
    """A key of ``pub``, ``priv`` or ``seed``. Raises ValueError."""
    o = lib()
    with _Freed(o.EVP_PKEY_CTX_new_from_name(None, kind.encode(), None), o.EVP_PKEY_CTX_free) as ctx:
        made, params = c_void_p(), Params(**parts)
        o.EVP_PKEY_fromdata_init(ctx)
        if o.EVP_PKEY_fromdata(ctx, byref(made), _KEY_PAIR if private else _PUBLIC_KEY, params.array) != 1 or not made.value:
            o.ERR_clear_error()
            raise ValueError("invalid key")
        return Pkey(made.value, private)


def _generated(ctx: int, init: Callable[[int], int], params: Params | None) -> Pkey:
    o = lib()
    made = c_void_p()
    if (
        init(ctx) != 1
        or (params is not None and o.EVP_PKEY_CTX_set_params(ctx, params.array) != 1)
        or o.EVP_PKEY_generate(ctx, byref(made)) != 1
        or not made.value
    ):
        raise failure("Key generation failed")
    return Pkey(made.value, True)


def generate(kind: str, **parameters: int | str) -> Pkey:
    """A new key. Raises OpError."""
    o = lib()
    ctx = o.EVP_PKEY_CTX_new_from_name(None, kind.encode(), None)
    if not ctx:
        o.ERR_clear_error()
        raise native("ERR_CRYPTO_UNSUPPORTED_OPERATION", f"Keys of type {kind} are not supported")
    with _Freed(ctx, o.EVP_PKEY_CTX_free):
        return _generated(ctx, o.EVP_PKEY_keygen_init, Params(**parameters) if parameters else None)


def generate_dsa(bits: int, divisor: int | None) -> Pkey:
    """A new DSA key with parameters of its own. Raises OpError."""
    o = lib()
    sizes = {"pbits": bits} if divisor is None else {"pbits": bits, "qbits": divisor}
    with _Freed(o.EVP_PKEY_CTX_new_from_name(None, b"DSA", None), o.EVP_PKEY_CTX_free) as ctx:
        parameters = _generated(ctx, o.EVP_PKEY_paramgen_init, Params(**sizes))
    with _Freed(o.EVP_PKEY_CTX_new_from_pkey(None, parameters.pointer, None), o.EVP_PKEY_CTX_free) as ctx:
        return _generated(ctx, o.EVP_PKEY_keygen_init, None)


def mac(name: str, key: bytes, data: bytes, size: int, custom: bytes) -> bytes:
    """A message authentication code of ``size`` bytes by OpenSSL's name."""
    params = Params(size=size, custom=custom)
    out, written = ctypes.create_string_buffer(size), c_size_t()
    if not lib().EVP_Q_mac(None, name.encode(), None, None, params.array, key, len(key), data, len(data), out, size, byref(written)):
        raise failure("The code could not be computed")
    return out.raw[: written.value]
