"""ML-DSA and ML-KEM keys as JSON Web Keys, and key encapsulation (FIPS 203, 204)."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric import mldsa, mlkem

from anode.bindings.crypto_errors import openssl_error
from anode.bindings.crypto_keys import load_private, load_public, simple_type
from anode.engine.context import Context
from anode.engine.ops import op
from anode.permissions import nothing

CLASSES: dict[str, tuple[Any, Any]] = {
    "ML-DSA-44": (mldsa.MLDSA44PrivateKey, mldsa.MLDSA44PublicKey), "ML-DSA-65": (mldsa.MLDSA65PrivateKey, mldsa.MLDSA65PublicKey),
    "ML-DSA-87": (mldsa.MLDSA87PrivateKey, mldsa.MLDSA87PublicKey), "ML-KEM-768": (mlkem.MLKEM768PrivateKey, mlkem.MLKEM768PublicKey),
    "ML-KEM-1024": (mlkem.MLKEM1024PrivateKey, mlkem.MLKEM1024PublicKey),
}  # fmt: skip


def _only_kem(key: Any) -> Any:
    if not simple_type(key).startswith("ml-kem"):
        raise openssl_error(0x03000096, "operation not supported for this keytype")
    return key


@op(needs=nothing)
def encapsulate(ctx: Context, der: bytes) -> bytes:
    """A fresh secret of 32 bytes, and behind it what its owner needs to get at it."""
    shared, ciphertext = _only_kem(load_public(bytes(der))).encapsulate()
    return bytes(shared) + bytes(ciphertext)


@op(needs=nothing)
def decapsulate(ctx: Context, der: bytes, ciphertext: bytes) -> bytes:
    """The secret."""
    key = _only_kem(load_private(bytes(der)))
    try:
        result: bytes = key.decapsulate(bytes(ciphertext))
    except ValueError:
        raise openssl_error(0x1C80007D, "failed during derivation") from None
    return result
