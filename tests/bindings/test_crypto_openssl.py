"""OpenSSL's own functions where anode can reach them, and the errors where it cannot."""

import subprocess
import sys
import textwrap

import pytest

from anode.bindings.crypto import openssl
from anode.errors import OpError

# anode finds OpenSSL's functions by name in cryptography's wheels for Linux. Elsewhere it uses cryptography's own keys, not the code tested here.
needs_openssl = pytest.mark.skipif(not openssl.available(), reason="OpenSSL's functions are not to be found here")


@needs_openssl
@pytest.mark.parametrize("kind", ["ML-DSA-44", "ML-KEM-512", "SLH-DSA-SHA2-128f"])
def test_keys_are_written_and_read(kind: str) -> None:
    key = openssl.generate(kind)
    der = key.private_bytes()
    again = openssl.load_private(der)
    assert again.kind == kind.lower()
    assert again.private_bytes() == der
    assert openssl.load_public(key.public_bytes()).public_bytes() == again.public_key().public_bytes()


@needs_openssl
def test_a_key_of_its_seed() -> None:
    key = openssl.generate("ML-DSA-44")
    seed = key.octets("seed")
    assert seed is not None
    assert openssl.from_parts("ML-DSA-44", True, seed=seed).public_bytes() == key.public_bytes()
    with pytest.raises(ValueError, match="invalid key"):
        openssl.from_parts("ML-DSA-44", True, seed=seed[1:])


@needs_openssl
def test_what_is_no_key() -> None:
    with pytest.raises(ValueError, match="unsupported key"):
        openssl.load_private(b"nonsense")
    with pytest.raises(OpError):
        openssl.generate("NO-SUCH-KEY")


def test_without_the_functions() -> None:
    """Where the extension's symbols cannot be read, cryptography's own keys serve, and the other features throw."""
    script = """
        from anode.engine.v8 import symbols
        symbols.search = lambda path, names: {}
        from anode.bindings.crypto import keygen as crypto_keygen, kem as crypto_kem, openssl as crypto_openssl
        from anode.errors import OpError
        assert not crypto_openssl.available()
        made = crypto_keygen.generate(None, "ml-kem-768", "{}")
        size = int.from_bytes(made[:4], "big")
        public, private = made[4:4 + size], made[4 + size:]
        sealed = crypto_kem.encapsulate(None, public)
        secret, wrapped = sealed[2:34], sealed[34:]
        assert crypto_kem.decapsulate(None, private, wrapped) == secret
        for kind in ("slh-dsa-sha2-128f", "ml-kem-512"):
            try:
                crypto_keygen.generate(None, kind, "{}")
            except OpError as error:
                print(error.message)
    """
    result = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == ["Keys of type slh-dsa-sha2-128f are not supported", "Keys of type ml-kem-512 are not supported"]
