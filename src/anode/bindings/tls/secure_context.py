"""The ops on contexts: the versions, keys, certificates and ciphers that a connection may use."""

from __future__ import annotations

import base64
import os
import re

from anode.bindings.tls.credentials import Credentials, cipher_names
from anode.bindings.tls.roots import Authorities
from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

PARTIAL_CHAIN = 0x80000


class Contexts:
    """An isolate's contexts by number, and those whose ticket keys others share."""

    def __init__(self, ctx: Context) -> None:
        self.by_id: dict[int, Credentials] = {}
        self.keys: dict[int, bytes] = {}  # private keys, as PKCS #8
        self.twins: dict[tuple[Any, ...], Credentials] = {}
        self.next_id = 0


def context_of(ctx: Context, number: int) -> Credentials:
    return ctx.state(Contexts).by_id[number]


def issuer_of(ctx: Context, der: bytes, candidates: list[bytes]) -> bytes | None:
    """The certificate of a possible issuer of another."""
    from anode.bindings.crypto.x509 import issued

    return next((other for other in candidates if issued(ctx, der, other)), None)


@op(needs=nothing)
def create_context(ctx: Context, lowest: int, highest: int) -> int:
    """A context for these versions of the protocol; its number."""
    contexts = ctx.state(Contexts)
    contexts.next_id += 1
    contexts.by_id[contexts.next_id] = Credentials(lowest, highest)
    return contexts.next_id


@op(needs=nothing)
def drop_context(ctx: Context, context: int) -> None:
    """Forget a context."""
    contexts = ctx.state(Contexts)
    contexts.by_id.pop(context, None)
    contexts.keys.pop(context, None)


@op(needs=nothing)
def set_versions(ctx: Context, context: int, lowest: int, highest: int) -> None:
    """The lowest and the highest version."""
    context_of(ctx, context).set_versions(lowest, highest)


@op(needs=nothing)
def set_options(ctx: Context, context: int, options: int) -> None:
    """OpenSSL's SSL_OP_ flags."""
    context_of(ctx, context).set_options(int(options))


@op(needs=nothing)
def set_text(ctx: Context, context: int, what: str, value: str) -> None:
    """Ciphers, suites, groups, sigalgs or session_id_context, as OpenSSL writes them."""
    found = context_of(ctx, context)
    data = value.encode("latin-1", "replace")
    {
        "ciphers": found.set_ciphers, "suites": found.set_suites, "groups": found.set_groups, "sigalgs": found.set_signatures,
        "session_id_context": found.set_session_id_context,
    }[what](data)  # fmt: skip


@op(needs=nothing)
def set_session_timeout(ctx: Context, context: int, seconds: int) -> None:
    """How long sessions are good for."""
    context_of(ctx, context).set_session_timeout(seconds)


@op(needs=nothing)
def trust_defaults(ctx: Context, context: int) -> None:
    """Trust the default certificates."""
    context_of(ctx, context).share_store(*ctx.state(Authorities).store())


@op(needs=nothing)
def add_authority(ctx: Context, context: int, data: bytes) -> None:
    """Trust certificates, in PEM or DER."""
    context_of(ctx, context).add_authority(bytes(data))


@op(needs=nothing)
def add_revocations(ctx: Context, context: int, data: bytes) -> None:
    """A list of revoked certificates, in PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        der = x509.load_pem_x509_crl(bytes(data)).public_bytes(Encoding.DER)
    except ValueError:
        raise OpError("ERR_CRYPTO_OPERATION_FAILED", "Failed to parse CRL") from None
    context_of(ctx, context).add_revocations(der)


@op(needs=nothing)
def partial_chains(ctx: Context, context: int) -> None:
    """Trust certificates in the store although their issuers are not there."""
    context_of(ctx, context).partial_chains(PARTIAL_CHAIN)


@op(needs=nothing)
def add_certificate(ctx: Context, context: int, data: bytes) -> None:
    """A certificate to show, and its chain behind it."""
    context_of(ctx, context).use_certificate(bytes(data))


@op(needs=nothing)
def add_key(ctx: Context, context: int, data: bytes, passphrase: bytes | None = None) -> None:
    """The key to a certificate, in PEM."""
    try:
        from anode.bindings.crypto.keys.keys import parse

        der = parse(ctx, "private", "pem", None, bytes(data), bytes(passphrase or b""))[1:]
    except OpError as error:
        if error.extra.get("reason") == "unsupported":
            error.extra.pop("opensslErrorStack")  # here there is one error, and no list
        raise
    context_of(ctx, context).use_key(der)
    ctx.state(Contexts).keys[context] = der


@op(needs=nothing)
def add_pkcs12(ctx: Context, context: int, data: bytes, passphrase: bytes | None = None) -> None:
    """Key, certificate and authorities in one."""
    from cryptography.hazmat.primitives import serialization as s
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        bundle = pkcs12.load_pkcs12(bytes(data), None if passphrase is None else bytes(passphrase))
    except ValueError as error:
        text = str(error).lower()
        message = "mac verify failure" if "password" in text or "mac" in text else "not enough data"
        raise OpError(None, message) from None
    found = context_of(ctx, context)
    if bundle.cert is None or bundle.key is None:
        raise OpError(None, "Unable to load PFX certificate")
    found.use_certificate(bundle.cert.certificate.public_bytes(s.Encoding.DER))
    key = bundle.key.private_bytes(s.Encoding.DER, s.PrivateFormat.PKCS8, s.NoEncryption())
    found.use_key(key)
    ctx.state(Contexts).keys[context] = key
    from anode.bindings.tls.openssl import read_certificates

    for extra in bundle.additional_certs:
        der = extra.certificate.public_bytes(s.Encoding.DER)
        found.add_authority(der)
        found.add_chain(read_certificates(der)[0])


@op(needs=nothing)
def set_dh(ctx: Context, context: int, data: bytes) -> str:
    """Parameters of Diffie-Hellman, in PEM; a warning or nothing."""
    from anode.bindings.crypto.asn1 import read, unwrap

    found = re.search(rb"-----BEGIN DH PARAMETERS-----(.*?)-----END", bytes(data), re.S)
    try:
        size = int.from_bytes(read(unwrap(base64.b64decode(found[1])))[0][1], "big").bit_length() if found else 0
    except (ValueError, IndexError):
        size = 0
    if size == 0:
        return ""  # as Node has it: there is no such key exchange then
    if size < 1024:
        raise OpError("ERR_INVALID_ARG_VALUE", "DH parameter is less than 1024 bits", "Error")
    context_of(ctx, context).set_diffie_hellman(bytes(data), size)
    return "DH parameter is less than 2048 bits" if size < 2048 else ""


@op(needs=nothing)
def set_dh_auto(ctx: Context, context: int) -> None:
    """Parameters of Diffie-Hellman that are as strong as the certificate's key."""
    from anode.bindings.tls.groups import auto_parameters

    found = context_of(ctx, context)
    found.set_diffie_hellman(*auto_parameters(found.certificates[-1] if found.certificates else None))


@op(needs=nothing)
def certificate(ctx: Context, context: int, issuer: bool) -> bytes | None:
    """The DER of the certificate a context shows, or of its issuer's."""
    found = context_of(ctx, context)
    if not found.certificates:
        return None
    own = found.certificates[-1]
    return issuer_of(ctx, own, [*found.chain, *found.authorities]) if issuer else own


@op(needs=nothing)
def ticket_keys(ctx: Context, context: int, keys: bytes | None = None) -> bytes:
    """Get, or set, the 48 bytes that old sessions are found with again; they hold for this process."""
    found = context_of(ctx, context)
    if keys is not None:
        found.ticket_keys = bytes(keys)
    elif not found.ticket_keys:
        found.ticket_keys = os.urandom(48)
    return found.ticket_keys


@op(needs=nothing, json=True)
def ciphers(ctx: Context) -> list[str]:
    """All there are before TLS 1.3."""
    return cipher_names()


@op(needs=nothing)
def use_psk(ctx: Context, context: int, server: bool, hint: str | None = None) -> None:
    """Let a context's connections use pre-shared keys."""
    context_of(ctx, context).use_psk(server, None if hint is None else hint.encode())
