"""ML-DSA, ML-KEM and SLH-DSA keys as JSON Web Keys, and key encapsulation (FIPS 203, 204 and 205; RFC 9180 for DHKEM)."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, mldsa, mlkem, rsa, x448, x25519

from anode.bindings.crypto import openssl
from anode.bindings.crypto.asn1 import PSS_OID
from anode.bindings.crypto.errors import native
from anode.bindings.crypto.keys.keys import load_private, load_public
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

CLASSES: dict[str, tuple[Any, Any]] = {
    "ML-DSA-44": (mldsa.MLDSA44PrivateKey, mldsa.MLDSA44PublicKey), "ML-DSA-65": (mldsa.MLDSA65PrivateKey, mldsa.MLDSA65PublicKey),
    "ML-DSA-87": (mldsa.MLDSA87PrivateKey, mldsa.MLDSA87PublicKey), "ML-KEM-768": (mlkem.MLKEM768PrivateKey, mlkem.MLKEM768PublicKey),
    "ML-KEM-1024": (mlkem.MLKEM1024PrivateKey, mlkem.MLKEM1024PublicKey),
}  # fmt: skip
_CURVES = ("secp256r1", "secp384r1", "secp521r1")


def _operation(key: Any, der: bytes, what: str) -> str | None:
    """OpenSSL's name for encapsulation with this key; None where there is one way only."""
    if isinstance(key, (rsa.RSAPublicKey, rsa.RSAPrivateKey)) and PSS_OID not in der[:60]:
        return "RSASVE"
    if isinstance(key, (ec.EllipticCurvePublicKey, ec.EllipticCurvePrivateKey)) and key.curve.name in _CURVES:
        return "DHKEM"
    if isinstance(key, (x25519.X25519PublicKey, x25519.X25519PrivateKey, x448.X448PublicKey, x448.X448PrivateKey)):
        return "DHKEM"
    if isinstance(key, openssl.Pkey) and key.kind.startswith("ml-kem"):
        return None
    raise native("ERR_CRYPTO_OPERATION_FAILED", f"Failed to perform {what}", "Error")


@op(needs=nothing)
def encapsulate(ctx: Context, der: bytes) -> bytes:
    """Two bytes with the length of a fresh secret, the secret, and its ciphertext."""
    der = bytes(der)
    key = load_public(der)
    if isinstance(key, (mlkem.MLKEM768PublicKey, mlkem.MLKEM1024PublicKey)):
        secret, wrapped = key.encapsulate()
    else:
        operation = _operation(key, der, "encapsulation")
        secret, wrapped = openssl.load_public(der).encapsulate(operation)
    return len(secret).to_bytes(2, "big") + secret + wrapped


@op(needs=nothing)
def decapsulate(ctx: Context, der: bytes, ciphertext: bytes) -> bytes:
    """The secret."""
    der, ciphertext = bytes(der), bytes(ciphertext)
    key = load_private(der)
    if not isinstance(key, (mlkem.MLKEM768PrivateKey, mlkem.MLKEM1024PrivateKey)):
        operation = _operation(key, der, "decapsulation")
        return openssl.load_private(der).decapsulate(ciphertext, operation)
    try:
        return key.decapsulate(ciphertext)
    except ValueError:
        raise native("ERR_CRYPTO_OPERATION_FAILED", "Failed to perform decapsulation", "Error") from None
