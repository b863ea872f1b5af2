"""Keys as JSON Web Keys (RFC 7517, 7518, 8037), and as the bare numbers of elliptic curves."""

from __future__ import annotations

import base64
from typing import Any

from cryptography.hazmat.primitives import serialization as s
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa, x448, x25519

from anode.bindings.crypto import openssl
from anode.bindings.crypto.asn1 import DH_OID, PSS_OID, element, read, unwrap
from anode.bindings.crypto.errors import native
from anode.bindings.crypto.keys.keys import (
    curve_by_name,
    load_private,
    load_public,
    private_bytes,
    public_bytes,
    simple_type,
)
from anode.engine.codec import loads
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

_POST_QUANTUM = ("ml-", "slh-")
_CRV = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521", "secp256k1": "secp256k1"}
_OKP: dict[str, tuple[Any, Any, str]] = {
    "ed25519": (ed25519.Ed25519PrivateKey, ed25519.Ed25519PublicKey, "Ed25519"),
    "ed448": (ed448.Ed448PrivateKey, ed448.Ed448PublicKey, "Ed448"),
    "x25519": (x25519.X25519PrivateKey, x25519.X25519PublicKey, "X25519"),
    "x448": (x448.X448PrivateKey, x448.X448PublicKey, "X448"),
}


def b64(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Bytes of base64url."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _number(value: int, size: int | None = None) -> str:
    return b64(value.to_bytes(size or max(1, (value.bit_length() + 7) // 8), "big"))


def _rsa_jwk(key: Any, private: bool) -> dict[str, str]:
    numbers = (key.public_key() if private else key).public_numbers()
    jwk = {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}
    if private:
        p = key.private_numbers()
        jwk |= {
            "d": _number(p.d),
            "p": _number(p.p),
            "q": _number(p.q),
            "dp": _number(p.dmp1),
            "dq": _number(p.dmq1),
            "qi": _number(p.iqmp),
        }
    return jwk


def _ec_jwk(key: Any, private: bool) -> dict[str, str]:
    name = key.curve.name
    if name not in _CRV:
        raise native("ERR_CRYPTO_JWK_UNSUPPORTED_CURVE", f"Unsupported JWK EC curve: {name}.", "Error")
    size = (key.curve.key_size + 7) // 8
    point = (key.public_key() if private else key).public_numbers()
    jwk = {"kty": "EC", "x": _number(point.x, size), "y": _number(point.y, size), "crv": _CRV[name]}
    if private:
        jwk["d"] = _number(key.private_numbers().private_value, size)
    return jwk


@op(needs=nothing, json=True)
def export_jwk(ctx: Context, private: bool, der: bytes) -> dict[str, str]:
    """A key as JWK."""
    der = bytes(der)
    if DH_OID in der[:30]:
        raise native("ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE", "Unsupported JWK Key Type.", "Error")
    key = load_private(der) if private else load_public(der)
    if isinstance(key, (rsa.RSAPrivateKey, rsa.RSAPublicKey)):
        if PSS_OID not in der[:60]:
            return _rsa_jwk(key, private)
    elif isinstance(key, (ec.EllipticCurvePrivateKey, ec.EllipticCurvePublicKey)):
        return _ec_jwk(key, private)
    kind = simple_type(key)
    if kind.startswith(_POST_QUANTUM):
        seed = {"priv": b64(_to_seed(key, kind, "key does not have an available seed"))} if private else {}
        public = key.public_key() if private and not isinstance(key, openssl.Pkey) else key
        family, _, variant = kind.rpartition("-")
        alg = f"{family.upper()}-{variant}"
        return {**seed, "kty": "AKP", "alg": alg, "pub": b64(public.public_bytes_raw())}
    if kind not in _OKP:
        raise native("ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE", "Unsupported JWK Key Type.", "Error")
    jwk = {"crv": _OKP[kind][2]}
    if private:
        jwk["d"] = b64(key.private_bytes_raw())
    return {**jwk, "x": b64((key.public_key() if private else key).public_bytes_raw()), "kty": "OKP"}


def _rsa_key(jwk: dict[str, str]) -> Any:
    values = {name: int.from_bytes(unb64(jwk[name]), "big") for name in ("n", "e", "d", "p", "q", "dp", "dq", "qi") if name in jwk}
    public = rsa.RSAPublicNumbers(values["e"], values["n"])
    if "d" not in values:
        return public.public_key()
    return rsa.RSAPrivateNumbers(values["p"], values["q"], values["d"], values["dp"], values["dq"], values["qi"], public).private_key(
        unsafe_skip_rsa_key_validation=True
    )


def _ec_key(jwk: dict[str, str]) -> Any:
    curve = curve_by_name(jwk["crv"])
    x, y = (int.from_bytes(unb64(jwk[name]), "big") for name in ("x", "y"))
    public = ec.EllipticCurvePublicNumbers(x, y, curve)
    if "d" not in jwk:
        return public.public_key()
    return ec.EllipticCurvePrivateNumbers(int.from_bytes(unb64(jwk["d"]), "big"), public).private_key()


def _post_quantum_key(jwk: dict[str, str]) -> Any:
    kind = jwk["alg"].lower()
    return _from_seed(kind, unb64(jwk["priv"])) if "priv" in jwk else _from_pub(kind, unb64(jwk["pub"]))


def _from_seed(kind: str, data: bytes) -> Any:
    """A private key of ML-DSA or ML-KEM from its seed, of SLH-DSA from its bytes. Raises ValueError, KeyError."""
    if openssl.available():
        return openssl.from_parts(kind.upper(), True, **{"priv" if kind.startswith("slh") else "seed": data})
    from anode.bindings.crypto.kem import CLASSES

    return CLASSES[kind.upper()][0].from_seed_bytes(data)


def _from_pub(kind: str, data: bytes) -> Any:
    if openssl.available():
        return openssl.from_parts(kind.upper(), False, pub=data)
    from anode.bindings.crypto.kem import CLASSES

    return CLASSES[kind.upper()][1].from_public_bytes(data)


def _to_seed(key: Any, kind: str, missing: str) -> bytes:
    if not isinstance(key, openssl.Pkey):
        return bytes(key.private_bytes_raw())
    found = key.octets("priv" if kind.startswith("slh") else "seed")
    if found is None:
        raise native("ERR_CRYPTO_OPERATION_FAILED", missing)
    return found


@op(needs=nothing)
def import_jwk(ctx: Context, text: str, as_public: bool) -> bytes:
    """A key from a JWK, as :func:`anode.bindings.crypto_keys.parse` answers."""
    jwk = loads(text)
    try:
        if jwk["kty"] == "RSA":
            key = _rsa_key(jwk)
        elif jwk["kty"] == "EC":
            key = _ec_key(jwk)
        elif jwk["kty"] == "AKP":
            key = _post_quantum_key(jwk)
        else:
            private, public, _ = _OKP[jwk["crv"].lower()]
            key = private.from_private_bytes(unb64(jwk["d"])) if "d" in jwk else public.from_public_bytes(unb64(jwk["x"]))
    except (KeyError, ValueError, TypeError):
        raise native("ERR_CRYPTO_INVALID_JWK", f"Invalid JWK {jwk['kty']} key", "TypeError") from None
    if isinstance(key, openssl.Pkey) and not key.private:
        return b"\0" + public_bytes(key)
    if hasattr(key, "public_key"):
        return b"\0" + public_bytes(key.public_key()) if as_public else b"\1" + private_bytes(key)
    return b"\0" + public_bytes(key)


@op(needs=nothing)
def raw_public(ctx: Context, der: bytes, compressed: bool = False) -> bytes:
    """The point of an elliptic curve key, or the bytes of an Edwards or Montgomery one."""
    key = load_public(bytes(der))
    if isinstance(key, ec.EllipticCurvePublicKey):
        form = s.PublicFormat.CompressedPoint if compressed else s.PublicFormat.UncompressedPoint
        return key.public_bytes(s.Encoding.X962, form)
    result: bytes = key.public_bytes_raw()
    return result


@op(needs=nothing)
def raw_private(ctx: Context, der: bytes) -> bytes:
    """The private number of an elliptic curve key, or the bytes of an Edwards or Montgomery one."""
    key = load_private(bytes(der))
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.private_numbers().private_value.to_bytes((key.curve.key_size + 7) // 8, "big")
    kind = simple_type(key)
    if kind.startswith(_POST_QUANTUM):
        return _to_seed(key, kind, "Failed to get raw seed")
    result: bytes = key.private_bytes_raw()
    return result


@op(needs=nothing)
def seed_pkcs8(ctx: Context, der: bytes) -> bytes:
    """PKCS #8 of an ML-DSA or ML-KEM key that holds its seed alone."""
    version, algorithm = read(unwrap(bytes(der)))[:2]
    seed = element(0x04, element(0x80, raw_private(ctx, der)))
    return element(0x30, element(*version) + element(*algorithm) + seed)


@op(needs=nothing)
def from_raw(ctx: Context, kind: str, private: bool, data: bytes, curve: str | None = None) -> bytes:
    """The reverse of :func:`raw_public` and :func:`raw_private`, as ``parse`` answers."""
    data = bytes(data)
    try:
        if kind == "ec":
            named = curve_by_name(curve or "")
            if not private:
                return b"\0" + public_bytes(ec.EllipticCurvePublicKey.from_encoded_point(named, data))
            if len(data) != (named.key_size + 7) // 8:
                raise ValueError
            return b"\1" + private_bytes(ec.derive_private_key(int.from_bytes(data, "big"), named))
        if kind.startswith(_POST_QUANTUM):
            made = _from_seed(kind, data) if private else _from_pub(kind, data)
            return b"\1" + private_bytes(made) if private else b"\0" + public_bytes(made)
        private_class, public_class, _ = _OKP[kind]
        if private:
            return b"\1" + private_bytes(private_class.from_private_bytes(data))
        return b"\0" + public_bytes(public_class.from_public_bytes(data))
    except (ValueError, KeyError):
        raise native("ERR_INVALID_ARG_VALUE", "Invalid key data", "TypeError") from None
