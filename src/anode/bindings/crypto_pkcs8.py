"""Private keys under a passphrase: PKCS #8 with PBES2 (RFC 8018), and OpenSSL's older PEM encryption (RFC 1421)."""

from __future__ import annotations

import base64
import hashlib
import os
import re

from anode.bindings.crypto_asn1 import element, integer, read, unwrap
from anode.bindings.crypto_errors import native
from anode.engine.errors import OpError

_OIDS = {
    "aes-128-cbc": ("608648016503040102", 16, 16), "aes-192-cbc": ("608648016503040116", 24, 16),
    "aes-256-cbc": ("60864801650304012a", 32, 16), "aes-128-ecb": ("608648016503040101", 16, 0),
    "aes-192-ecb": ("608648016503040115", 24, 0), "aes-256-ecb": ("608648016503040129", 32, 0), "des-ede3-cbc": ("2a864886f70d0307", 24, 8),
}  # fmt: skip
_PBES2, _PBKDF2, _HMAC_SHA256 = "2a864886f70d01050d", "2a864886f70d01050c", "2a864886f70d0209"
ITERATIONS = 2048


def _oid(text: str) -> bytes:
    return element(0x06, bytes.fromhex(text))


def _encrypt(cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
    from anode.bindings.crypto_cipher import Block

    state = Block("des3" if cipher.lower() in ("des-ede3-cbc", "des3") else "aes", "ecb" if not iv else "cbc", key, iv, True)
    return state.update(data) + state.final()


def _known(cipher: str) -> tuple[str, int, int]:
    name = {"aes128": "aes-128-cbc", "aes192": "aes-192-cbc", "aes256": "aes-256-cbc", "des3": "des-ede3-cbc"}.get(
        cipher.lower(), cipher.lower()
    )
    if name not in _OIDS:
        raise native("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher", "Error")
    oid, key_size, iv_size = _OIDS[name]
    return oid, key_size, iv_size


def encrypted(der: bytes, cipher: str, passphrase: bytes) -> bytes:
    """EncryptedPrivateKeyInfo with PBKDF2 (HMAC-SHA-256, 2048 rounds, as OpenSSL's)."""
    oid, key_size, iv_size = _known(cipher)
    salt, iv = os.urandom(16), os.urandom(iv_size)
    key = hashlib.pbkdf2_hmac("sha256", passphrase, salt, ITERATIONS, key_size)
    prf = element(0x30, _oid(_HMAC_SHA256) + b"\x05\x00")
    kdf = element(0x30, _oid(_PBKDF2) + element(0x30, element(0x04, salt) + integer(ITERATIONS) + prf))
    scheme = element(0x30, _oid(oid) + (element(0x04, iv) if iv else b""))
    algorithm = element(0x30, _oid(_PBES2) + element(0x30, kdf + scheme))
    return element(0x30, algorithm + element(0x04, _encrypt(cipher, key, iv, der)))


def _legacy_key(passphrase: bytes, iv: bytes, size: int) -> bytes:
    key = block = b""
    while len(key) < size:
        block = hashlib.md5(block + passphrase + iv[:8], usedforsecurity=False).digest()
        key += block
    return key[:size]


def traditional(label: str, der: bytes, cipher: str, passphrase: bytes) -> bytes:
    """PEM with ``Proc-Type`` and ``DEK-Info`` headers: the key is MD5 of passphrase and salt."""
    _, key_size, iv_size = _known(cipher)
    iv = os.urandom(iv_size)
    key = _legacy_key(passphrase, iv, key_size)
    text = base64.b64encode(_encrypt(cipher, key, iv, der)).decode()
    lines = "\n".join(text[i : i + 64] for i in range(0, len(text), 64))
    head = f"Proc-Type: 4,ENCRYPTED\nDEK-Info: {cipher.upper()},{iv.hex().upper()}\n"
    return f"-----BEGIN {label}-----\n{head}\n{lines}\n-----END {label}-----\n".encode()


_PRFS = {"2a864886f70d0207": "sha1", "2a864886f70d0208": "sha224", "2a864886f70d0209": "sha256", "2a864886f70d020a": "sha384",
         "2a864886f70d020b": "sha512"}  # fmt: skip


def decrypted(der: bytes, passphrase: bytes) -> bytes | None:
    """The PKCS #8 inside an EncryptedPrivateKeyInfo of PBES2 with PBKDF2; None for any other scheme, or a passphrase that does not fit."""
    try:
        (_, algorithm), (_, data) = read(unwrap(der))[:2]
        oid, parameters = read(algorithm)
        kdf, scheme = (read(body) for _, body in read(parameters[1]))
        if oid[1].hex() != _PBES2 or kdf[0][1].hex() != _PBKDF2:
            return None
        options = read(kdf[1][1])
        prf = next((read(body)[0][1].hex() for tag, body in options if tag == 0x30), "2a864886f70d0207")
        cipher, key_size = next((name, size) for name, (found, size, _) in _OIDS.items() if found == scheme[0][1].hex())
        iv = scheme[1][1] if len(scheme) > 1 and scheme[1][0] == 0x04 else b""
        rounds = int.from_bytes(options[1][1], "big")
        key = hashlib.pbkdf2_hmac(_PRFS[prf], passphrase, options[0][1], rounds, key_size)
        plain = _decrypt(cipher, key, iv, data)
        return plain if read(plain)[0][0] == 0x30 else None
    except (ValueError, IndexError, KeyError, StopIteration, OpError):
        return None


def _decrypt(cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
    from anode.bindings.crypto_cipher import Block

    state = Block("des3" if cipher == "des-ede3-cbc" else "aes", "cbc" if iv else "ecb", key, iv, False)
    return state.update(data) + state.final()


_DEK = re.compile(rb"DEK-Info: *([A-Za-z0-9-]+),([0-9A-Fa-f]+)\s+(.*?)-----END", re.S)


def traditional_decrypted(pem: bytes, passphrase: bytes) -> bytes | None:
    """The reverse of :func:`traditional`; None where the scheme or the passphrase is another."""
    match = _DEK.search(pem)
    if match is None:
        return None
    cipher, iv = match.group(1).decode().lower(), bytes.fromhex(match.group(2).decode())
    try:
        _, key_size, _ = _known(cipher)
        plain = _decrypt(cipher, _legacy_key(passphrase, iv, key_size), iv, base64.b64decode(match.group(3)))
        return plain if read(plain)[0][0] == 0x30 else None
    except (ValueError, IndexError, OpError):
        return None
