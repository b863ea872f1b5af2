"""Asymmetric keys: reading, writing and describing them.

A key crosses as the DER of its PKCS #8 (private) or SubjectPublicKeyInfo (public) form: JavaScript's KeyObject holds these bytes
and nothing else, so keys need no lifetimes. Keys that were parsed recently are kept.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Callable
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as s
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x448, x25519

from anode.bindings.crypto import openssl
from anode.bindings.crypto.asn1 import DH_OID, PSS_OID
from anode.bindings.crypto.errors import message_of, native, openssl_error
from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing

RSA_OID = bytes.fromhex("06092a864886f70d010101")
POST_QUANTUM = re.compile(rb"\x06\x09\x60\x86\x48\x01\x65\x03\x04[\x03\x04].", re.S)  # ML-DSA, SLH-DSA, ML-KEM
_EXPLICIT_CURVE = bytes.fromhex("06072a8648ce3d020130")  # ecPublicKey and, where the curve's name would be, a sequence
CURVES = {"prime256v1": "secp256r1", "prime192v1": "secp192r1"}
_SHOWN_CURVES = {theirs: ours for ours, theirs in CURVES.items()}
_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----\s*(.*?)-----END \1-----", re.S)
_FORMATS = {
    "pkcs1": s.PrivateFormat.TraditionalOpenSSL, "sec1": s.PrivateFormat.TraditionalOpenSSL, "pkcs8": s.PrivateFormat.PKCS8,
}  # fmt: skip


_UNSUPPORTED = (0x1E08010C, "unsupported")
_WRONG_TAG = (0x068000A8, "wrong tag")
_NESTED = (0x0688010A, "nested asn1 error")
_CANCELLED = (0x07880109, "interrupted or cancelled")
_BAD_DECRYPT = (0x1C800064, "bad decrypt")


def unreadable(pem: bool = True, private: bool = True, der: bytes = b"") -> OpError:
    """The data is no key in a form OpenSSL knows."""
    if pem and not der:
        return openssl_error(*_UNSUPPORTED, _UNSUPPORTED)
    if pem:
        return (
            openssl_error(*_UNSUPPORTED, _NESTED, _WRONG_TAG, _UNSUPPORTED)
            if private
            else openssl_error(*_WRONG_TAG, _UNSUPPORTED, _NESTED, _WRONG_TAG)
        )
    if private:
        size = der[1] if len(der) > 1 and der[1] < 0x80 else 0
        problem = (0x0680008E, "not enough data") if size > len(der) - 2 else _WRONG_TAG
        return openssl_error(*problem, problem)
    error = OpError(None, "Failed to read asymmetric key")
    error.extra = {"opensslErrorStack": [message_of(*_NESTED), message_of(*_WRONG_TAG)]}
    return error


def curve_by_name(name: str) -> ec.EllipticCurve:
    """The curve of OpenSSL's name, any of its aliases, or the name of Web Crypto. Raises ``ERR_CRYPTO_INVALID_CURVE``."""
    wanted = {"P-256": "secp256r1", "P-384": "secp384r1", "P-521": "secp521r1"}.get(name) or CURVES.get(name, name)
    for curve in _curves():
        if curve.name.lower() == wanted.lower():
            return curve
    raise native("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name", "TypeError")


@functools.cache
def _curves() -> list[ec.EllipticCurve]:
    kinds = [k for k in vars(ec).values() if isinstance(k, type) and issubclass(k, ec.EllipticCurve) and k is not ec.EllipticCurve]
    return [kind() for kind in kinds]


def curve_name(curve: ec.EllipticCurve) -> str:
    """OpenSSL's name of a curve."""
    return _SHOWN_CURVES.get(curve.name, curve.name)


@functools.lru_cache(maxsize=128)
def load_private(der: bytes) -> Any:
    """A private key from PKCS #8."""
    if POST_QUANTUM.search(der, 0, 40) and openssl.available():
        return openssl.load_private(der)
    return s.load_der_private_key(_plain(der, openssl.load_private), None, unsafe_skip_rsa_key_validation=True)


@functools.lru_cache(maxsize=128)
def load_public(der: bytes) -> Any:
    """A public key from SubjectPublicKeyInfo."""
    if POST_QUANTUM.search(der, 0, 40) and openssl.available():
        return openssl.load_public(der)
    return s.load_der_public_key(_plain(der, openssl.load_public))


def _plain(der: bytes, load: Callable[[bytes], openssl.Pkey]) -> bytes:
    """A key as ``cryptography`` reads it: one of RSASSA-PSS is a plain RSA key as well, the parameters say only how it may be used; and a curve
    has its name."""
    if _EXPLICIT_CURVE in der[:60]:
        key = load(der)
        key.name_curve()
        return key.private_bytes() if key.private else key.public_bytes()
    if PSS_OID not in der[:60]:
        return der
    from anode.bindings.crypto.asn1 import element, read, unwrap

    parts = read(unwrap(der))
    at = 1 if parts[0][0] == 0x02 else 0
    parts[at] = (0x30, RSA_OID + b"\x05\x00")
    return element(0x30, b"".join(element(tag, body) for tag, body in parts))


def public_bytes(key: Any) -> bytes:
    """SubjectPublicKeyInfo."""
    result: bytes = key.public_bytes(s.Encoding.DER, s.PublicFormat.SubjectPublicKeyInfo)
    return result


def private_bytes(key: Any) -> bytes:
    """PKCS #8."""
    result: bytes = key.private_bytes(s.Encoding.DER, s.PrivateFormat.PKCS8, s.NoEncryption())
    return result


def _no_passphrase(pem: bool) -> OpError:
    if pem:
        return openssl_error(*_CANCELLED, (0x04800068, "bad password read"), _CANCELLED)
    return native("ERR_MISSING_PASSPHRASE", "Passphrase required for encrypted key", "TypeError")


def _bare(data: bytes) -> bytes:
    """The DER of unencrypted PEM; empty for anything else."""
    match = _PEM.search(data)
    if match is None or b"Proc-Type" in data:
        return b""
    try:
        return base64.b64decode(match.group(2))
    except ValueError:
        return b""


def _as_openssl_reads(load: Callable[[bytes], openssl.Pkey], der: bytes, pem: bool) -> openssl.Pkey:
    """Read a key that ``cryptography`` refuses to read."""
    if der and openssl.available():
        try:
            return load(der)
        except ValueError:
            pass
    raise unreadable(pem, load is openssl.load_private, der)


def _read_private(data: bytes, pem: bool, passphrase: bytes | None) -> bytes:
    load = s.load_pem_private_key if pem else s.load_der_private_key
    bare = _bare(data) if pem else data
    if passphrase is not None and (not pem or b"BEGIN ENCRYPTED PRIVATE KEY" in data):
        from anode.bindings.crypto.keys.pkcs8 import decrypted

        inner = decrypted(bare, passphrase)
        if inner is not None:
            return _read_private(inner, False, None)
    elif passphrase is not None and b"Proc-Type" in data:
        from anode.bindings.crypto.keys.pkcs8 import traditional_decrypted

        inner = traditional_decrypted(data, passphrase)
        if inner is not None:
            return _read_private(inner, False, None)
    if DH_OID in bare[:30]:
        return bare
    if POST_QUANTUM.search(bare, 0, 40) and openssl.available():
        return _as_openssl_reads(openssl.load_private, bare, pem).private_bytes()
    try:
        try:
            key = load(data, passphrase or None, unsafe_skip_rsa_key_validation=True)
        except TypeError as error:
            if "not encrypted" in str(error):  # a passphrase for a key that is not encrypted
                key = load(data, None, unsafe_skip_rsa_key_validation=True)
            elif passphrase is not None:
                key = load(data, b"\0", unsafe_skip_rsa_key_validation=True)
            else:
                raise _no_passphrase(pem) from None
    except (ValueError, UnsupportedAlgorithm) as error:
        text = str(error).lower()
        if "password" in text or "decrypt" in text or "padding" in text:
            raise openssl_error(*_BAD_DECRYPT, (0x11800074, "pkcs12 cipherfinal error"), _BAD_DECRYPT) from None
        return _as_openssl_reads(openssl.load_private, bare, pem).private_bytes()
    if isinstance(key, rsa.RSAPrivateKey) and PSS_OID in bare[:40]:
        return bare
    return private_bytes(key)


def _read_public(data: bytes, pem: bool, kind: str | None) -> bytes:
    raw = b""
    try:
        if pem:
            match = _PEM.search(data)
            if match is None:
                raise unreadable()
            label = match.group(1)
            if label.endswith(b"CERTIFICATE"):
                from cryptography import x509

                return public_bytes(x509.load_pem_x509_certificate(data).public_key())
            if b"PRIVATE KEY" in label:
                raise ValueError
            raw = base64.b64decode(match.group(2))
        else:
            raw = data
        if DH_OID in raw[:30]:
            return raw
        if _EXPLICIT_CURVE in raw[:60] and openssl.available():
            return openssl.load_public(raw).public_bytes()
        if not pem and kind == "pkcs1":
            return public_bytes(s.load_der_public_key(raw))
        key = s.load_der_public_key(raw)
        return raw if PSS_OID in raw[:40] else public_bytes(key)
    except (ValueError, UnsupportedAlgorithm):
        return _as_openssl_reads(openssl.load_public, raw, pem).public_bytes()


@op(needs=nothing)
def parse(ctx: Context, want: str, form: str, kind: str | None, data: bytes, passphrase: bytes | None = None) -> bytes:
    """Read a key. ``want`` is private, public (a private key's public half will do), or any; ``form`` is pem or der.
    The first byte of the answer is 1 for a private key, 0 for a public one; the rest is its DER."""
    pem = form == "pem"
    data = bytes(data)
    if want == "private":
        return b"\1" + _read_private(data, pem, passphrase)
    is_private = (b"PRIVATE KEY-----" in data) if pem else kind in ("pkcs8", "sec1") or (kind == "pkcs1" and _is_private_pkcs1(data))
    if not is_private:
        return b"\0" + _read_public(data, pem, kind)
    der = _read_private(data, pem, passphrase)
    return b"\1" + der if want == "any" else b"\0" + public_of(ctx, der)


def _is_private_pkcs1(data: bytes) -> bool:
    try:
        s.load_der_private_key(data, None, unsafe_skip_rsa_key_validation=True)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


@op(needs=nothing)
def public_of(ctx: Context, der: bytes) -> bytes:
    """The public half of a private key."""
    if DH_OID in bytes(der[:30]):
        from anode.bindings.crypto.asn1 import element, integer, read, unwrap
        from anode.bindings.crypto.keys.dh_numbers import dh_numbers

        p, g, x = dh_numbers(bytes(der))
        algorithm = element(*read(unwrap(bytes(der)))[1])
        return element(0x30, algorithm + element(0x03, b"\0" + integer(pow(g, x, p))))
    if _EXPLICIT_CURVE in bytes(der[:60]):
        return openssl.load_private(bytes(der)).public_bytes()
    key = load_private(bytes(der))
    plain = public_bytes(key.public_key())
    if PSS_OID not in der[:40]:
        return plain
    from anode.bindings.crypto.asn1 import element, read, unwrap

    algorithm = read(unwrap(der))[1][1]
    return element(0x30, element(0x30, algorithm) + element(*read(unwrap(plain))[1]))


@op(needs=nothing, json=True)
def describe(ctx: Context, private: bool, der: bytes) -> dict[str, Any]:
    """``{type, details}`` as ``asymmetricKeyType`` and ``asymmetricKeyDetails``; numbers of any size as hexadecimal."""
    der = bytes(der)
    if DH_OID in der[:30]:
        return {"type": "dh", "details": {}}
    key = load_private(der) if private else load_public(der)
    if isinstance(key, (rsa.RSAPrivateKey, rsa.RSAPublicKey)):
        public = key.public_key() if isinstance(key, rsa.RSAPrivateKey) else key
        details: dict[str, Any] = {"modulusLength": key.key_size, "publicExponent": f"{public.public_numbers().e:x}"}
        if PSS_OID not in der[:60]:
            return {"type": "rsa", "details": details}
        from anode.bindings.crypto.asn1 import pss_parameters

        return {"type": "rsa-pss", "details": {**details, **pss_parameters(der)}}
    if isinstance(key, (ec.EllipticCurvePrivateKey, ec.EllipticCurvePublicKey)):
        return {"type": "ec", "details": {"namedCurve": curve_name(key.curve)}}
    if isinstance(key, (dsa.DSAPrivateKey, dsa.DSAPublicKey)):
        divisor = key.parameters().parameter_numbers().q.bit_length()
        return {"type": "dsa", "details": {"modulusLength": key.key_size, "divisorLength": divisor}}
    return {"type": simple_type(key), "details": {}}


def simple_type(key: Any) -> str:
    """The type of a key that has no parameters."""
    if isinstance(key, openssl.Pkey):
        return key.kind
    kinds: list[tuple[tuple[type, ...], str]] = [
        ((ed25519.Ed25519PrivateKey, ed25519.Ed25519PublicKey), "ed25519"), ((ed448.Ed448PrivateKey, ed448.Ed448PublicKey), "ed448"),
        ((x25519.X25519PrivateKey, x25519.X25519PublicKey), "x25519"), ((x448.X448PrivateKey, x448.X448PublicKey), "x448"),
    ]  # fmt: skip
    for classes, name in kinds:
        if isinstance(key, classes):
            return name
    found = re.match(r"(ML(?:DSA|KEM))(\d+)", type(key).__name__.upper())
    return f"{'ml-dsa' if found and found[1] == 'MLDSA' else 'ml-kem'}-{found[2]}" if found else "unknown"


@op(needs=nothing)
def export_public(ctx: Context, der: bytes, form: str, kind: str) -> bytes:
    """Write a public key as ``pem`` or ``der``, in ``spki`` or ``pkcs1``."""
    der = bytes(der)
    if kind == "spki":
        return der if form == "der" else armored("PUBLIC KEY", der)
    encoding = s.Encoding.DER if form == "der" else s.Encoding.PEM
    result: bytes = load_public(der).public_bytes(encoding, s.PublicFormat.PKCS1)
    return result


def armored(label: str, der: bytes) -> bytes:
    """PEM."""
    text = base64.b64encode(der).decode()
    lines = "\n".join(text[i : i + 64] for i in range(0, len(text), 64))
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----\n".encode()


@op(needs=nothing)
def export_private(ctx: Context, der: bytes, form: str, kind: str, cipher: str | None = None, passphrase: bytes = b"") -> bytes:
    """Write a private key as ``pem`` or ``der``, in ``pkcs8``, ``pkcs1`` or ``sec1``, encrypted if there is a cipher."""
    der = bytes(der)
    if cipher is None and kind == "pkcs8":
        return der if form == "der" else armored("PRIVATE KEY", der)
    if cipher is not None:
        from anode.bindings.crypto.keys.pkcs8 import encrypted, traditional

        if kind == "pkcs8":
            whole = encrypted(der, cipher, bytes(passphrase))
            return whole if form == "der" else armored("ENCRYPTED PRIVATE KEY", whole)
        plain: bytes = load_private(der).private_bytes(s.Encoding.DER, _FORMATS[kind], s.NoEncryption())
        return traditional("RSA PRIVATE KEY" if kind == "pkcs1" else "EC PRIVATE KEY", plain, cipher, bytes(passphrase))
    encoding = s.Encoding.DER if form == "der" else s.Encoding.PEM
    result: bytes = load_private(der).private_bytes(encoding, _FORMATS[kind], s.NoEncryption())
    return result


@op(needs=nothing)
def equal(ctx: Context, private: bool, a: bytes, b: bytes) -> bool:
    """Whether two keys are the same key, whatever form they came in."""
    if bytes(a) == bytes(b):
        return True
    if private:
        a, b = public_of(ctx, a), public_of(ctx, b)
    if DH_OID in bytes(a[:30]) or DH_OID in bytes(b[:30]):
        return bytes(a) == bytes(b)
    return public_bytes(load_public(bytes(a))) == public_bytes(load_public(bytes(b)))
