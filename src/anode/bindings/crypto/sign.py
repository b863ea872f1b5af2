"""Signatures, and RSA encryption."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from anode.bindings.crypto import openssl
from anode.bindings.crypto.asn1 import PSS_OID, pss_parameters
from anode.bindings.crypto.errors import native, openssl_error
from anode.bindings.crypto.keys.keys import load_private, load_public
from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing

PKCS1, NO_PADDING, OAEP, PSS = 1, 3, 4, 6
SALT_DIGEST, SALT_MAX = -1, -2


class _Ripemd160(hashes.HashAlgorithm):
    """OpenSSL has it; cryptography has no class for it, but passes the name on."""

    name, digest_size, block_size = "ripemd160", 20, 64


class _Md5Sha1(hashes.HashAlgorithm):
    """As above: the two digests, one after the other."""

    name, digest_size, block_size = "md5-sha1", 36, 64


_HASHES: dict[str, Any] = {
    "ripemd160": _Ripemd160, "md5_sha1": _Md5Sha1, "blake2b": lambda: hashes.BLAKE2b(64), "blake2s": lambda: hashes.BLAKE2s(32),
    "md5": hashes.MD5, "sha1": hashes.SHA1, "sha224": hashes.SHA224, "sha256": hashes.SHA256, "sha384": hashes.SHA384,
    "sha512": hashes.SHA512, "sha512_224": hashes.SHA512_224, "sha512_256": hashes.SHA512_256, "sha3_224": hashes.SHA3_224,
    "sha3_256": hashes.SHA3_256, "sha3_384": hashes.SHA3_384, "sha3_512": hashes.SHA3_512, "sm3": hashes.SM3,
}  # fmt: skip


def hash_by_name(name: str) -> Any:
    """A hash for signatures and OAEP."""
    found = _HASHES.get(name.replace("-", "_"))
    if found is None:
        raise native("ERR_CRYPTO_INVALID_DIGEST", f"Invalid digest: {name}", "TypeError")
    return found()


# Hashes that OpenSSL does not sign with, by the kind of key.
_REFUSED_BY_RSA = frozenset({"blake2b", "blake2s", "shake_128", "shake_256"})
_REFUSED_BY_DSA = _REFUSED_BY_RSA | {"md5", "md5-sha1", "ripemd160", "sm3"}
_REFUSED_BY_EC = frozenset({"shake_128", "shake_256"})


def _hash_for(key: Any, name: str) -> Any:
    """The hash of a signature by ``key``."""
    if isinstance(key, (ec.EllipticCurvePrivateKey, ec.EllipticCurvePublicKey)):
        if name in _REFUSED_BY_EC:
            raise openssl_error(0x1C80007A, "invalid digest")
    elif name in (_REFUSED_BY_DSA if isinstance(key, (dsa.DSAPrivateKey, dsa.DSAPublicKey)) else _REFUSED_BY_RSA):
        raise openssl_error(0x1C8000AE, "digest not allowed")
    return hash_by_name(name)


def _unsupported() -> OpError:
    return openssl_error(0x03000096, "operation not supported for this keytype")


def _rsa_padding(der: bytes, key: Any, pad: int | None, salt: int | None, digest: Any, signing: bool) -> Any:
    restricted = PSS_OID in der[:60]
    if pad is None:
        pad = PSS if restricted else PKCS1
    if pad == PKCS1 and not restricted:
        return padding.PKCS1v15()
    if pad != PSS:
        raise openssl_error(0x1C8000A5, "illegal or unsupported padding mode")
    mgf1, least = digest, None
    if restricted:
        parameters = pss_parameters(der)
        if parameters:
            wanted = hash_by_name(parameters["hashAlgorithm"])
            if digest.name != wanted.name:
                raise openssl_error(0x1C8000AE, "digest not allowed")
            mgf1, least = hash_by_name(parameters["mgf1HashAlgorithm"]), int(parameters["saltLength"])
    length: Any = salt
    if salt is None:
        length = least if least is not None else padding.PSS.MAX_LENGTH if signing else padding.PSS.AUTO
    elif salt == SALT_DIGEST:
        length = digest.digest_size
    elif salt == SALT_MAX:
        length = padding.PSS.MAX_LENGTH if signing else padding.PSS.AUTO
    if least is not None and isinstance(length, int) and length < least:
        raise openssl_error(0x1C8000AC, "pss saltlen too small")
    return padding.PSS(padding.MGF1(mgf1), length)


def _point_size(key: Any) -> int:
    bits = key.curve.key_size if isinstance(key, (ec.EllipticCurvePrivateKey, ec.EllipticCurvePublicKey)) else _divisor(key)
    return int(bits + 7) // 8


def _divisor(key: Any) -> int:
    return int(key.parameters().parameter_numbers().q.bit_length())


@op(needs=nothing)
def sign(ctx: Context, der: bytes, data: bytes, name: str | None, pad: int | None, salt: int | None, p1363: bool,
         context: bytes | None = None) -> bytes:  # fmt: skip
    """The signature of ``data`` under the hash ``name`` (the key's own choice where it is None)."""
    der, data = bytes(der), bytes(data)
    key = _with_context(load_private(der), der, context, openssl.load_private)
    if isinstance(key, rsa.RSAPrivateKey):
        digest = _hash_for(key, name or _default_hash(der))
        try:
            return key.sign(data, _rsa_padding(der, key, pad, salt, digest, True), digest)
        except ValueError:
            raise _too_big(_rsa_padding(der, key, pad, salt, digest, True)) from None
    if isinstance(key, (ec.EllipticCurvePrivateKey, dsa.DSAPrivateKey)):
        digest = _hash_for(key, name or "sha256")
        made: bytes = key.sign(data, ec.ECDSA(digest)) if isinstance(key, ec.EllipticCurvePrivateKey) else key.sign(data, digest)
        if not p1363:
            return made
        size = _point_size(key)
        return b"".join(part.to_bytes(size, "big") for part in decode_dss_signature(made))
    if name is not None and isinstance(key, (ed25519.Ed25519PrivateKey, ed448.Ed448PrivateKey)):
        raise openssl_error(0x1C80007A, "invalid digest")
    if isinstance(key, openssl.Pkey):
        return key.sign(data, name, context)
    if not hasattr(key, "sign"):
        raise _unsupported()
    result: bytes = key.sign(data, bytes(context)) if context and _is_lattice(key) else key.sign(data)
    return result


def _is_lattice(key: Any) -> bool:
    return type(key).__name__.startswith("MLDSA")


def _with_context(key: Any, der: bytes, context: bytes | None, load: Callable[[bytes], openssl.Pkey]) -> Any:
    """The key, or OpenSSL's own form of it where a context has to go with signatures."""
    if not context or isinstance(key, openssl.Pkey) or _is_lattice(key):
        return key
    if isinstance(key, (ed25519.Ed25519PrivateKey, ed25519.Ed25519PublicKey, ed448.Ed448PrivateKey, ed448.Ed448PublicKey)):
        return load(der)
    raise native("ERR_CRYPTO_OPERATION_FAILED", "Context parameter is unsupported")


def _too_big(scheme: Any) -> OpError:
    number, reason = (
        (0x0200006E, "data too large for key size") if isinstance(scheme, padding.PSS) else (0x02000070, "digest too big for rsa key")
    )
    return openssl_error(number, reason, (0x1C880004, "RSA lib"))


def _default_hash(der: bytes) -> str:
    restricted = pss_parameters(der).get("hashAlgorithm") if PSS_OID in der[:60] else None
    return str(restricted or "sha256")


@op(needs=nothing)
def verify(ctx: Context, der: bytes, data: bytes, name: str | None, pad: int | None, salt: int | None, p1363: bool,
           signature: bytes, context: bytes | None = None) -> bool:  # fmt: skip
    """Whether ``signature`` is that of ``data``."""
    der, data, signature = bytes(der), bytes(data), bytes(signature)
    key = _with_context(load_public(der), der, context, openssl.load_public)
    try:
        if isinstance(key, rsa.RSAPublicKey):
            digest = _hash_for(key, name or _default_hash(der))
            key.verify(signature, data, _rsa_padding(der, key, pad, salt, digest, False), digest)
        elif isinstance(key, (ec.EllipticCurvePublicKey, dsa.DSAPublicKey)):
            digest = _hash_for(key, name or "sha256")
            if p1363:
                size = _point_size(key)
                if len(signature) != 2 * size:
                    return False
                signature = encode_dss_signature(int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big"))
            if isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(signature, data, ec.ECDSA(digest))
            else:
                key.verify(signature, data, digest)
        elif name is not None and isinstance(key, (ed25519.Ed25519PublicKey, ed448.Ed448PublicKey)):
            raise openssl_error(0x1C80007A, "invalid digest")
        elif isinstance(key, openssl.Pkey):
            return key.verify(signature, data, name, context)
        elif not hasattr(key, "verify"):
            raise _unsupported()
        elif context:
            key.verify(signature, data, bytes(context))
        else:
            key.verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


# ---- RSA encryption ----


def _oaep(name: str, label: bytes | None) -> padding.OAEP:
    digest = hash_by_name(name)
    return padding.OAEP(padding.MGF1(digest), digest, bytes(label) if label else None)


def _too_large() -> OpError:
    return openssl_error(0x0200006E, "data too large for key size")


def _raw(data: bytes, exponent: int, modulus: int) -> bytes:
    size = (modulus.bit_length() + 7) // 8
    if len(data) < size:
        raise openssl_error(0x0200007A, "data too small for key size")
    number = int.from_bytes(data, "big")
    if len(data) > size or number >= modulus:
        raise _too_large()
    return pow(number, exponent, modulus).to_bytes(size, "big")


def _rsa_only(der: bytes, key: Any, kind: Any) -> Any:
    if not isinstance(key, kind) or PSS_OID in der[:60]:
        raise _unsupported()
    return key


@op(needs=nothing)
def public_encrypt(ctx: Context, der: bytes, data: bytes, pad: int, name: str, label: bytes | None = None) -> bytes:
    """RSA encryption with the public key."""
    der = bytes(der)
    key = _rsa_only(der, load_public(der), rsa.RSAPublicKey)
    data = bytes(data)
    if pad == NO_PADDING:
        numbers = key.public_numbers()
        return _raw(data, numbers.e, numbers.n)
    if pad not in (PKCS1, OAEP):
        raise openssl_error(0x1C8000A5, "illegal or unsupported padding mode")
    try:
        result: bytes = key.encrypt(data, padding.PKCS1v15() if pad == PKCS1 else _oaep(name, label))
        return result
    except ValueError:
        raise _too_large() from None


@op(needs=nothing)
def private_decrypt(ctx: Context, der: bytes, data: bytes, pad: int, name: str, label: bytes | None = None) -> bytes:
    """RSA decryption with the private key."""
    der = bytes(der)
    key = _rsa_only(der, load_private(der), rsa.RSAPrivateKey)
    data = bytes(data)
    if pad == NO_PADDING:
        numbers = key.private_numbers()
        return _raw(data, numbers.d, numbers.public_numbers.n)
    if pad not in (PKCS1, OAEP):
        raise openssl_error(0x1C8000A5, "illegal or unsupported padding mode")
    try:
        result: bytes = key.decrypt(data, padding.PKCS1v15() if pad == PKCS1 else _oaep(name, label))
        return result
    except ValueError:
        raise openssl_error(0x02000079, "oaep decoding error") from None


@op(needs=nothing)
def private_encrypt(ctx: Context, der: bytes, data: bytes, pad: int) -> bytes:
    """Encrypt with the private key, for decryption with the public one: the bare operation under PKCS #1 v1.5 signatures."""
    der = bytes(der)
    key = load_private(der)
    if not isinstance(key, rsa.RSAPrivateKey) or PSS_OID in der[:60]:
        raise OpError(None, "error:00000000:lib(0)::reason(0)")
    numbers = key.private_numbers()
    size = (key.key_size + 7) // 8
    data = bytes(data)
    if pad == PKCS1:
        if len(data) > size - 11:
            raise _too_large()
        data = b"\0\1" + b"\xff" * (size - len(data) - 3) + b"\0" + data
    elif pad != NO_PADDING:
        raise openssl_error(0x1C8000A5, "illegal or unsupported padding mode")
    return _raw(data, numbers.d, numbers.public_numbers.n)


@op(needs=nothing)
def public_decrypt(ctx: Context, der: bytes, data: bytes, pad: int) -> bytes:
    """The reverse of :func:`private_encrypt`."""
    der = bytes(der)
    numbers = _rsa_only(der, load_public(der), rsa.RSAPublicKey).public_numbers()
    plain = _raw(bytes(data), numbers.e, numbers.n)
    if pad == NO_PADDING:
        return plain
    if pad != PKCS1:
        raise openssl_error(0x1C8000A5, "illegal or unsupported padding mode")
    head, separator, rest = plain[2:].partition(b"\0")
    if plain[:2] != b"\0\1" or not separator or len(head) < 8 or head.strip(b"\xff"):
        failed = (0x030000EA, "provider signature failure"), (0x1C880004, "RSA lib"), (0x02000072, "padding check failed")
        raise openssl_error(0x0200008A, "invalid padding", *failed)
    return rest
