"""Netscape's SignedPublicKeyAndChallenge, the format of the ``<keygen>`` element."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from anode.bindings.crypto.asn1 import element, read, unwrap
from anode.bindings.crypto.keys.keys import armored, load_public
from anode.bindings.crypto.sign import hash_by_name
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

_ALGORITHMS = {
    "2a864886f70d010104": "md5", "2a864886f70d010105": "sha1", "2a864886f70d01010b": "sha256", "2a864886f70d01010c": "sha384",
    "2a864886f70d01010d": "sha512",
}  # fmt: skip


def _parts(data: bytes) -> tuple[bytes, bytes, str, bytes, bytes]:
    """The signed part, the key, the hash, the signature and the challenge. Raises ValueError for bytes in any other format."""
    try:
        signed, algorithm, signature = read(unwrap(base64.b64decode(bytes(data).strip(b"\0\n\r "), validate=False)))
        key, challenge = read(signed[1])[:2]
        name = _ALGORITHMS[read(algorithm[1])[0][1].hex()]
    except (ValueError, KeyError, IndexError, binascii.Error):
        raise ValueError from None
    return element(*signed), element(*key), name, signature[1][1:], challenge[1]


@op(needs=nothing)
def verify(ctx: Context, data: bytes) -> bool:
    """Whether it was signed with the key in it."""
    try:
        signed, der, name, signature, _ = _parts(data)
        key = load_public(der)
        if not isinstance(key, rsa.RSAPublicKey):
            return False
        key.verify(signature, signed, padding.PKCS1v15(), hash_by_name(name))
    except (ValueError, InvalidSignature):
        return False
    return True


@op(needs=nothing)
def public_key(ctx: Context, data: bytes) -> bytes:
    """The key in it, as PEM; empty if there is none."""
    try:
        return armored("PUBLIC KEY", _parts(data)[1])
    except ValueError:
        return b""


@op(needs=nothing)
def challenge(ctx: Context, data: bytes) -> bytes:
    """The challenge in it; empty if there is none."""
    try:
        return _parts(data)[4]
    except ValueError:
        return b""
