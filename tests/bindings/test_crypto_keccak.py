"""Functions of the Keccak family, compared with hashlib, with the samples of their standards, and with OpenSSL where it can be reached."""

import hashlib

import pytest

from anode.bindings.crypto import keccak, openssl


@pytest.mark.parametrize("size", [0, 1, 135, 136, 137, 167, 168, 169, 500])
def test_sponge_is_shake(size: int) -> None:
    data = bytes(i % 251 for i in range(size))
    assert keccak.sponge(168, 24, 0x1F, data, 77) == hashlib.shake_128(data).digest(77)
    assert keccak.sponge(136, 24, 0x1F, data, 277) == hashlib.shake_256(data).digest(277)


def test_cshake_sample() -> None:
    # NIST's cSHAKE sample 1
    made = keccak.cshake(128, bytes([0, 1, 2, 3]), 32, b"", b"Email Signature")
    assert made.hex() == "c1c36925b6409a04f1b504fcbca9d82b4017277cb5ed2b2065fc1d3814d5aaf5"


def test_kmac_sample() -> None:
    # NIST's KMAC sample 1
    made = keccak.kmac(128, bytes(range(0x40, 0x60)), bytes([0, 1, 2, 3]), 256, b"")
    assert made.hex() == "e5780b0d3ea6f7d3a429c5706aa43a00fadbd7d49628839e3187243f456ee14e"


def test_kangaroo_of_nothing() -> None:
    assert keccak.kangaroo(128, b"", 32, b"").hex() == "1ac2d450fc3b4205d19da7bfca1b37513c0803577ac7167f06fe2ce1f0ef39e5"


# anode finds OpenSSL's functions by name in cryptography's wheels for Linux. Elsewhere it uses cryptography's own keys, not the code tested here.
@pytest.mark.skipif(not openssl.available(), reason="OpenSSL's functions are not to be found here")
def test_kmac_is_openssls() -> None:
    for bits in (128, 256):
        for size in (0, 10, 200, 400):
            key, data = bytes(range(32)), bytes(i % 256 for i in range(size))
            assert keccak.kmac(bits, key, data, 512, b"custom") == openssl.mac(f"KMAC{bits}", key, data, 64, b"custom")
