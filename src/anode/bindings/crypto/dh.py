"""Diffie-Hellman over prime fields, in plain integers, and over curves.

The ``cryptography`` package is about to drop the former, and it is arithmetic only.
"""

from __future__ import annotations

import functools
import secrets
from typing import Any

from cryptography.hazmat.primitives import serialization as s
from cryptography.hazmat.primitives.asymmetric import ec, x448, x25519

from anode.bindings.crypto.asn1 import DH_OID
from anode.bindings.crypto.errors import native, openssl_error
from anode.bindings.crypto.keys.dh_numbers import dh_numbers
from anode.bindings.crypto.keys.keys import curve_by_name, load_private, load_public
from anode.bindings.crypto.random import generate_prime, is_prime
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

try:
    # The public way to it warns that the package will drop it.
    from cryptography.hazmat.bindings._rust import openssl

    _generate_parameters: Any = openssl.dh.generate_parameters
except (ImportError, AttributeError):
    _generate_parameters = None

# RFC 2409 and RFC 3526: 2**n - 2**(n-64) - 1 + 2**64 * (floor(2**(n-130) * pi) + c); RFC 2412 for the first two.
_CONSTANTS = {
    "modp1": (768, 149686), "modp2": (1024, 129093), "modp5": (1536, 741804), "modp14": (2048, 124476), "modp15": (3072, 1690314),
    "modp16": (4096, 240904), "modp17": (6144, 929484), "modp18": (8192, 4743158),
}  # fmt: skip
ROUNDS = 12  # of Miller-Rabin, for a prime that somebody chose
CHECK_NOT_PRIME, CHECK_NOT_SAFE, CHECK_GENERATOR, CHECK_TOO_SMALL, CHECK_TOO_LARGE = 1, 2, 8, 128, 256


def _pi(bits: int) -> int:
    """floor(pi * 2**bits), by Machin's formula."""
    guard = bits + 64

    def arctan_inverse(x: int) -> int:
        total = term = (1 << guard) // x
        n, sign = 3, -1
        while term:
            term //= x * x
            total += sign * (term // n)
            n, sign = n + 2, -sign
        return total

    return (4 * (4 * arctan_inverse(5) - arctan_inverse(239))) >> 64


@functools.cache
def group_prime(name: str) -> int:
    """The prime of a MODP group."""
    bits, constant = _CONSTANTS[name]
    return int((1 << bits) - (1 << (bits - 64)) - 1 + ((_pi(bits - 130) + constant) << 64))


def _group_primes(bits: int) -> list[int]:
    return [group_prime(name) for name, (size, _) in _CONSTANTS.items() if size == bits]


def _length(n: int) -> int:
    return (n.bit_length() + 7) // 8


@op(needs=nothing)
def group(ctx: Context, name: str) -> bytes:
    """The prime of a MODP group."""
    p = group_prime(name)
    return p.to_bytes(_length(p), "big")


@op(needs=nothing)
def new_prime(ctx: Context, bits: int, generator: int) -> bytes:
    """A safe prime for ``generator``."""
    if bits < 2:
        raise openssl_error(0x0280007E, "modulus too small")
    if bits > 10000:
        raise openssl_error(0x02800067, "modulus too large")
    if bits >= 512 and generator in (2, 5) and _generate_parameters is not None:
        made: Any = _generate_parameters(generator, bits)  # OpenSSL's own search is much faster than ours
        p = made.parameter_numbers().p
        return bytes(p.to_bytes(_length(p), "big"))
    add, rem = {2: ("18", "17"), 5: ("3c", "3b")}.get(generator, ("c", "b"))
    return generate_prime(ctx, bits, True, *(() if bits < 16 else (add, rem)))


@op(needs=nothing)
def check(ctx: Context, prime: bytes, generator: bytes) -> int:
    """OpenSSL's ``DH_check``: a sum of ``CHECK_*`` flags."""
    p, g = int.from_bytes(prime, "big"), int.from_bytes(generator, "big")
    wrong = CHECK_TOO_SMALL if p.bit_length() < 512 else CHECK_TOO_LARGE if p.bit_length() > 10000 else 0
    if not 1 < g < p - 1:
        wrong |= CHECK_GENERATOR
    if p.bit_length() in {bits for bits, _ in _CONSTANTS.values()} and p in _group_primes(p.bit_length()):
        return wrong
    if not is_prime(p, ROUNDS):
        return wrong | CHECK_NOT_PRIME
    return wrong if is_prime(p // 2, ROUNDS) else wrong | CHECK_NOT_SAFE


@op(needs=nothing)
def private_number(ctx: Context, prime: bytes) -> bytes:
    """A private key for a prime."""
    p = int.from_bytes(prime, "big")
    x = secrets.randbelow(max(p - 2, 1)) + 1
    return x.to_bytes(_length(p), "big").lstrip(b"\0")


@op(needs=nothing)
def power(ctx: Context, base: bytes, exponent: bytes, prime: bytes, padded: bool) -> bytes:
    """``base ** exponent % prime``, as long as the prime if ``padded``."""
    p = int.from_bytes(prime, "big")
    if p == 0:
        raise openssl_error(0x02800065, "bad ffc parameters")
    result = pow(int.from_bytes(base, "big"), int.from_bytes(exponent, "big"), p)
    return result.to_bytes(_length(p) if padded else _length(result), "big")


@op(needs=nothing)
def stateless(ctx: Context, private: bytes, public: bytes) -> bytes:
    """The secret that two keys share."""
    private, public = bytes(private), bytes(public)
    if DH_OID in private[:30]:
        p, g, x = dh_numbers(private)
        p2, g2, y = dh_numbers(public)
        if (p, g) != (p2, g2):
            raise openssl_error(0x1C8000CB, "mismatching domain parameters")
        return pow(y, x, p).to_bytes(_length(p), "big")
    key, other = load_private(private), load_public(public)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        if other.curve.name != key.curve.name:
            raise openssl_error(0x1C8000CB, "mismatching domain parameters")
        return key.exchange(ec.ECDH(), other)
    if not isinstance(key, (x25519.X25519PrivateKey, x448.X448PrivateKey)):
        raise openssl_error(0x03000096, "operation not supported for this keytype")
    try:
        result: bytes = key.exchange(other)
    except ValueError:
        raise openssl_error(0x1C80007D, "failed during derivation") from None
    return result


# ---- ECDH ----

_FORMS = {"compressed": s.PublicFormat.CompressedPoint, "uncompressed": s.PublicFormat.UncompressedPoint}


def _point(curve: str, data: bytes) -> ec.EllipticCurvePublicKey:
    data = bytes(data)
    if data[:1] in (b"\6", b"\7"):
        data = b"\4" + data[1:]
    return ec.EllipticCurvePublicKey.from_encoded_point(curve_by_name(curve), data)


def _encoded(key: ec.EllipticCurvePublicKey, form: str) -> bytes:
    if form != "hybrid":
        return key.public_bytes(s.Encoding.X962, _FORMS[form])
    whole = key.public_bytes(s.Encoding.X962, s.PublicFormat.UncompressedPoint)
    return bytes([6 | (whole[-1] & 1)]) + whole[1:]


@op(needs=nothing)
def ec_private(ctx: Context, curve: str) -> bytes:
    """A private number for a curve."""
    numbers: Any = ec.generate_private_key(curve_by_name(curve)).private_numbers()
    return bytes(numbers.private_value.to_bytes((curve_by_name(curve).key_size + 7) // 8, "big"))


@op(needs=nothing)
def ec_public(ctx: Context, curve: str, private: bytes, form: str) -> bytes:
    """The point of a private number; ``form`` is compressed, uncompressed or hybrid."""
    try:
        key = ec.derive_private_key(int.from_bytes(private, "big"), curve_by_name(curve))
    except ValueError:
        raise native("ERR_CRYPTO_INVALID_KEYTYPE", "Private key is not valid for specified curve.", "RangeError") from None
    return _encoded(key.public_key(), form)


@op(needs=nothing)
def ec_convert(ctx: Context, curve: str, point: bytes, form: str) -> bytes:
    """A point in another form; empty if it is none on the curve."""
    try:
        return _encoded(_point(curve, point), form)
    except ValueError:
        return b""


@op(needs=nothing)
def ec_shared(ctx: Context, curve: str, private: bytes, point: bytes) -> bytes:
    """The secret that a private number and another's point share; empty if the point is not on the curve."""
    try:
        other = _point(curve, point)
    except ValueError:
        return b""
    return ec.derive_private_key(int.from_bytes(private, "big"), curve_by_name(curve)).exchange(ec.ECDH(), other)
