"""Diffie-Hellman keys (PKCS #3) as DER, and their numbers."""

from __future__ import annotations

import secrets

from anode.bindings.crypto.asn1 import DH_OID, element, integer, read, unwrap


def dh_pair(p: int, g: int) -> tuple[bytes, bytes]:
    """PKCS #8 and SubjectPublicKeyInfo of a new key (PKCS #3)."""
    x = secrets.randbelow(p - 2) + 1
    algorithm = element(0x30, DH_OID + element(0x30, integer(p) + integer(g)))
    private = element(0x30, integer(0) + algorithm + element(0x04, integer(x)))
    return private, element(0x30, algorithm + element(0x03, b"\0" + integer(pow(g, x, p))))


def dh_numbers(der: bytes) -> tuple[int, int, int]:
    """Prime, generator, and the private or public number."""
    parts = read(unwrap(der))
    private = parts[0][0] == 0x02
    (_, algorithm), (_, body) = parts[1:3] if private else parts[0:2]
    p, g = (int.from_bytes(n, "big") for _, n in read(read(algorithm)[1][1])[:2])
    return p, g, int.from_bytes(unwrap(body if private else body[1:]), "big")
