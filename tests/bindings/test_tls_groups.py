"""The groups of RFC 7919. anode computes their primes; the tests compare them with the RFC."""

from __future__ import annotations

import base64

import pytest

from anode.bindings.crypto.asn1 import read, unwrap
from anode.bindings.tls.groups import _parameters

# The 64 bits of each prime before its last row of ones (appendix A).
ENDS = {2048: 0x886B423861285C97, 3072: 0x25E41D2B66C62E37, 4096: 0xC68A007E5E655F6A, 8192: 0xD68C8BB7C5C6424C}


@pytest.mark.parametrize("bits", ENDS)
def test_primes(bits: int) -> None:
    pem, size = _parameters(bits)
    assert size == bits
    body = b"".join(line for line in pem.splitlines() if not line.startswith(b"-"))
    prime = int.from_bytes(read(unwrap(base64.b64decode(body)))[0][1], "big")
    assert prime.bit_length() == bits
    assert prime % 2**64 == 2**64 - 1
    assert (prime >> 64) % 2**64 == ENDS[bits]
    half = (prime - 1) // 2
    assert pow(2, prime - 1, prime) == 1
    assert pow(2, half - 1, half) == 1
