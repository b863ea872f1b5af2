"""Groups for Diffie-Hellman in finite fields (RFC 7919)."""

from __future__ import annotations

import functools

from anode.bindings.crypto.asn1 import element, integer
from anode.bindings.crypto.keys.keys import armored

_OFFSETS = {2048: 560316, 3072: 2625351, 4096: 5736041, 8192: 10965728}


def _shifted_e(bits: int) -> int:
    """``2**bits`` times Euler's number, rounded down."""
    guard = 64
    total, term, n = 0, 1 << (bits + guard), 0
    while term:
        total += term
        n += 1
        term //= n
    return total >> guard


@functools.cache
def _parameters(bits: int) -> tuple[bytes, int]:
    prime = (1 << bits) - (1 << (bits - 64)) + ((_shifted_e(bits - 130) + _OFFSETS[bits]) << 64) - 1
    return armored("DH PARAMETERS", element(0x30, integer(prime) + integer(2))), bits


def auto_parameters(certificate: bytes | None) -> tuple[bytes, int]:
    """PEM and bits of the group that is as strong as a certificate's key, as OpenSSL chooses."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    key = None if certificate is None else x509.load_der_x509_certificate(certificate).public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return _parameters(2048 if key.key_size < 3072 else 3072 if key.key_size < 4096 else 4096)
    if isinstance(key, ec.EllipticCurvePublicKey) and key.key_size >= 384:
        return _parameters(8192)
    return _parameters(3072)
