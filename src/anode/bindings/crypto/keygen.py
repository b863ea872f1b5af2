"""New key pairs."""

from __future__ import annotations

import secrets
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x448, x25519

from anode.bindings.crypto import openssl
from anode.bindings.crypto.errors import native
from anode.bindings.crypto.keys.keys import curve_by_name, curve_name, private_bytes, public_bytes
from anode.bindings.crypto.random import is_prime, likely_prime
from anode.engine.codec import loads
from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing

_SIMPLE: dict[str, Any] = {
    "ed25519": ed25519.Ed25519PrivateKey, "ed448": ed448.Ed448PrivateKey, "x25519": x25519.X25519PrivateKey, "x448": x448.X448PrivateKey,
}  # fmt: skip
LARGEST_RSA, SMALLEST_RSA = 16384, 512


def _prime(bits: int, exponent: int) -> int:
    while True:
        p = secrets.randbits(bits) | 3 << (bits - 2) | 1
        if p % exponent != 1 and likely_prime(p) and is_prime(p):
            return p


def _rsa(bits: int, exponent: int) -> rsa.RSAPrivateKey:
    if bits < SMALLEST_RSA:
        raise OpError(None, "error:1C8000AB:Provider routines::key size too small")
    if bits > LARGEST_RSA:
        raise OpError(None, "error:02000069:rsa routines::modulus too large")
    if exponent % 2 == 0 or exponent < 3:
        raise OpError(None, "error:020000B2:rsa routines::pub exponent out of range")
    if bits >= 1024 and exponent == 65537:
        return rsa.generate_private_key(exponent, bits)
    # The package refuses small keys and unusual exponents; OpenSSL makes them.
    while True:
        p, q = _prime((bits + 1) // 2, exponent), _prime(bits // 2, exponent)
        if p != q and (p * q).bit_length() == bits:
            break
    p, q = max(p, q), min(p, q)
    d = pow(exponent, -1, (p - 1) * (q - 1))
    numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), rsa.RSAPublicNumbers(exponent, p * q))
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


def _dh(ctx: Context, options: dict[str, Any]) -> tuple[bytes, bytes]:
    from anode.bindings.crypto.dh import group_prime, new_prime
    from anode.bindings.crypto.keys.dh_numbers import dh_pair

    if options.get("group") is not None:
        return dh_pair(group_prime(options["group"]), 2)
    generator = options.get("generator", 2)
    if options.get("prime") is not None:
        return dh_pair(int(options["prime"], 16), generator)
    return dh_pair(int.from_bytes(new_prime(ctx, options["primeLength"], generator), "big"), generator)


def _make(kind: str, options: dict[str, Any]) -> Any:
    if kind == "ec" and options.get("explicit"):
        return openssl.generate("EC", group=curve_name(curve_by_name(options["namedCurve"])), encoding="explicit")
    if kind == "ec":
        return ec.generate_private_key(curve_by_name(options["namedCurve"]))
    if kind == "dsa" and openssl.available():
        return openssl.generate_dsa(options["modulusLength"], options.get("divisorLength"))
    if kind == "dsa":
        return dsa.generate_private_key(options["modulusLength"])
    if kind in _SIMPLE:
        return _SIMPLE[kind].generate()
    if openssl.available():
        return openssl.generate(kind.upper())
    from cryptography.hazmat.primitives.asymmetric import mldsa, mlkem

    family, _, size = kind.upper().replace("ML-", "ML").partition("-")
    made: Any = getattr(mldsa if family == "MLDSA" else mlkem, f"{family}{size}PrivateKey", None)
    if made is None:
        raise native("ERR_CRYPTO_UNSUPPORTED_OPERATION", f"Keys of type {kind} are not supported", "Error")
    return made.generate()


def _pss(private: bytes, public: bytes, options: dict[str, Any]) -> tuple[bytes, bytes]:
    """The same RSA keys as RSASSA-PSS keys, with their restrictions."""
    from anode.bindings.crypto.asn1 import element, pss_algorithm, read, unwrap

    algorithm = element(0x30, pss_algorithm(options.get("hashAlgorithm"), options.get("mgf1HashAlgorithm"), options.get("saltLength")))
    version, _, key = read(unwrap(private))[:3]
    bits = read(unwrap(public))[1]
    return element(0x30, element(*version) + algorithm + element(*key)), element(0x30, algorithm + element(*bits))


@op(needs=nothing)
def generate(ctx: Context, kind: str, text: str) -> bytes:
    """A key pair; ``text`` holds its options as JSON. The result is four bytes with the length of the public key's DER, then both DERs."""
    options = loads(text)
    if kind == "dh":
        private, public = _dh(ctx, options)
        return len(public).to_bytes(4, "big") + public + private
    try:
        key = _rsa(options["modulusLength"], options["publicExponent"]) if kind in ("rsa", "rsa-pss") else _make(kind, options)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise native("ERR_CRYPTO_OPERATION_FAILED", f"Key generation failed: {error}", "Error") from None
    private, public = private_bytes(key), public_bytes(key.public_key())
    if kind == "rsa-pss":
        private, public = _pss(private, public, options)
    return len(public).to_bytes(4, "big") + public + private
