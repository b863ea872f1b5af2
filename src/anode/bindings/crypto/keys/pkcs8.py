"""Private keys under a passphrase: PKCS #8 with PBES2 (RFC 8018), and OpenSSL's older PEM encryption (RFC 1421)."""

from __future__ import annotations

import base64
import hashlib
import os
import re

from anode.bindings.crypto.asn1 import element, integer, read, unwrap
from anode.bindings.crypto.errors import native, openssl_error
from anode.errors import OpError

# By OpenSSL's name: the object identifier, bytes of the key and of the initialization vector, family and mode for crypto_cipher.
_OIDS = {
    "aes-128-cbc": ("608648016503040102", 16, 16, "aes", "cbc"), "aes-192-cbc": ("608648016503040116", 24, 16, "aes", "cbc"),
    "aes-256-cbc": ("60864801650304012a", 32, 16, "aes", "cbc"), "aes-128-ecb": ("608648016503040101", 16, 0, "aes", "ecb"),
    "aes-192-ecb": ("608648016503040115", 24, 0, "aes", "ecb"), "aes-256-ecb": ("608648016503040129", 32, 0, "aes", "ecb"),
    "aes-128-cfb": ("608648016503040104", 16, 16, "aes", "cfb"), "aes-192-cfb": ("608648016503040118", 24, 16, "aes", "cfb"),
    "aes-256-cfb": ("60864801650304012c", 32, 16, "aes", "cfb"), "aes-128-ofb": ("608648016503040103", 16, 16, "aes", "ofb"),
    "aes-192-ofb": ("608648016503040117", 24, 16, "aes", "ofb"), "aes-256-ofb": ("60864801650304012b", 32, 16, "aes", "ofb"),
    "des-ede3-cbc": ("2a864886f70d0307", 24, 8, "des3", "cbc"), "sm4-cbc": ("2a811ccf55016802", 16, 16, "sm4", "cbc"),
    "camellia-128-cbc": ("2a83088c9a4b3d01010102", 16, 16, "camellia", "cbc"),
    "camellia-192-cbc": ("2a83088c9a4b3d01010103", 24, 16, "camellia", "cbc"),
    "camellia-256-cbc": ("2a83088c9a4b3d01010104", 32, 16, "camellia", "cbc"),
    "aria-128-cbc": ("2a831a8c9a6e010102", 16, 16, "aria", "cbc"), "aria-192-cbc": ("2a831a8c9a6e010107", 24, 16, "aria", "cbc"),
    "aria-256-cbc": ("2a831a8c9a6e01010c", 32, 16, "aria", "cbc"),
}  # fmt: skip
_PBES2, _PBKDF2, _HMAC_SHA256 = "2a864886f70d01050d", "2a864886f70d01050c", "2a864886f70d0209"
ITERATIONS = 2048


def _oid(text: str) -> bytes:
    return element(0x06, bytes.fromhex(text))


def _transform(cipher: str, key: bytes, iv: bytes, data: bytes, encrypt: bool) -> bytes:
    from anode.bindings.crypto.cipher.cipher import make

    _, _, _, family, mode = _OIDS[_known(cipher)]
    state = make(family, mode, key, iv, encrypt, 0)
    result: bytes = state.update(data) + state.final()
    return result


def _known(cipher: str) -> str:
    """OpenSSL's first name of a cipher. Raises ``ERR_CRYPTO_UNKNOWN_CIPHER``."""
    name = {"aes128": "aes-128-cbc", "aes192": "aes-192-cbc", "aes256": "aes-256-cbc", "des3": "des-ede3-cbc"}.get(
        cipher.lower(), cipher.lower()
    )
    if name not in _OIDS:
        if name.endswith(("-gcm", "-ccm", "-ocb")):
            raise openssl_error(0x0300007A, "cipher parameter error")
        raise native("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher", "Error")
    return name


def encrypted(der: bytes, cipher: str, passphrase: bytes) -> bytes:
    """EncryptedPrivateKeyInfo with PBKDF2 (HMAC-SHA-256, 2048 rounds, as OpenSSL's)."""
    oid, key_size, iv_size = _OIDS[_known(cipher)][:3]
    salt, iv = os.urandom(16), os.urandom(iv_size)
    key = hashlib.pbkdf2_hmac("sha256", passphrase, salt, ITERATIONS, key_size)
    prf = element(0x30, _oid(_HMAC_SHA256) + b"\x05\x00")
    kdf = element(0x30, _oid(_PBKDF2) + element(0x30, element(0x04, salt) + integer(ITERATIONS) + prf))
    scheme = element(0x30, _oid(oid) + (element(0x04, iv) if iv else b""))
    algorithm = element(0x30, _oid(_PBES2) + element(0x30, kdf + scheme))
    return element(0x30, algorithm + element(0x04, _transform(cipher, key, iv, der, True)))


def _legacy_key(passphrase: bytes, iv: bytes, size: int) -> bytes:
    key = block = b""
    while len(key) < size:
        block = hashlib.md5(block + passphrase + iv[:8], usedforsecurity=False).digest()
        key += block
    return key[:size]


def traditional(label: str, der: bytes, cipher: str, passphrase: bytes) -> bytes:
    """PEM with ``Proc-Type`` and ``DEK-Info`` headers: the key is MD5 of passphrase and salt."""
    key_size, iv_size = _OIDS[_known(cipher)][1:3]
    iv = os.urandom(iv_size)
    key = _legacy_key(passphrase, iv, key_size)
    text = base64.b64encode(_transform(cipher, key, iv, der, True)).decode()
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
        cipher, key_size = next((name, size) for name, (found, size, *_) in _OIDS.items() if found == scheme[0][1].hex())
        iv = scheme[1][1] if len(scheme) > 1 and scheme[1][0] == 0x04 else b""
        rounds = int.from_bytes(options[1][1], "big")
        key = hashlib.pbkdf2_hmac(_PRFS[prf], passphrase, options[0][1], rounds, key_size)
        plain = _transform(cipher, key, iv, data, False)
        return plain if read(plain)[0][0] == 0x30 else None
    except (ValueError, IndexError, KeyError, StopIteration, OpError):
        return None


_DEK = re.compile(rb"DEK-Info: *([A-Za-z0-9-]+),([0-9A-Fa-f]+)\s+(.*?)-----END", re.S)


def traditional_decrypted(pem: bytes, passphrase: bytes) -> bytes | None:
    """The reverse of :func:`traditional`; None where the scheme or the passphrase is another."""
    match = _DEK.search(pem)
    if match is None:
        return None
    cipher, iv = match.group(1).decode().lower(), bytes.fromhex(match.group(2).decode())
    try:
        key_size = _OIDS[_known(cipher)][1]
        plain = _transform(cipher, _legacy_key(passphrase, iv, key_size), iv, base64.b64decode(match.group(3)), False)
        return plain if read(plain)[0][0] == 0x30 else None
    except (ValueError, IndexError, OpError):
        return None
