"""What JavaScript asks of TLS: contexts, and handles that encrypt (see tls_stream.py for what they tell)."""

from __future__ import annotations

import base64
import errno
import os
import re

from anode.bindings.crypto_keys import parse as parse_key
from anode.bindings.stream import DATA, END, SHUT, WRITTEN, Stream
from anode.bindings.tls_engine import Credentials, Engine, cipher_names, verification
from anode.bindings.tls_roots import Authorities
from anode.bindings.tls_stream import JsStream, TlsStream
from anode.engine.context import Context
from anode.engine.errors import OpError
from anode.engine.ops import op
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


def _context(ctx: Context, number: int) -> Credentials:
    return ctx.state(Contexts).by_id[number]


def _tls(ctx: Context, handle: int) -> TlsStream:
    found = ctx.loop.handles.get(handle)
    if not isinstance(found, TlsStream):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return found


# ---- contexts ----


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
    _context(ctx, context).set_versions(lowest, highest)


@op(needs=nothing)
def set_options(ctx: Context, context: int, options: int) -> None:
    """OpenSSL's SSL_OP_ flags."""
    _context(ctx, context).set_options(int(options))


@op(needs=nothing)
def set_text(ctx: Context, context: int, what: str, value: str) -> None:
    """Ciphers, suites, groups, sigalgs or session_id_context, as OpenSSL writes them."""
    found = _context(ctx, context)
    data = value.encode("latin-1", "replace")
    {
        "ciphers": found.set_ciphers, "suites": found.set_suites, "groups": found.set_groups, "sigalgs": found.set_signatures,
        "session_id_context": found.set_session_id_context,
    }[what](data)  # fmt: skip


@op(needs=nothing)
def set_session_timeout(ctx: Context, context: int, seconds: int) -> None:
    """How long sessions are good for."""
    _context(ctx, context).set_session_timeout(seconds)


@op(needs=nothing)
def trust_defaults(ctx: Context, context: int) -> None:
    """Trust what is trusted where nothing is said."""
    _context(ctx, context).share_store(*ctx.state(Authorities).store())


@op(needs=nothing)
def add_authority(ctx: Context, context: int, data: bytes) -> None:
    """Trust certificates, in PEM or DER."""
    _context(ctx, context).add_authority(bytes(data))


@op(needs=nothing)
def add_revocations(ctx: Context, context: int, data: bytes) -> None:
    """A list of revoked certificates, in PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        der = x509.load_pem_x509_crl(bytes(data)).public_bytes(Encoding.DER)
    except ValueError:
        raise OpError("ERR_CRYPTO_OPERATION_FAILED", "Failed to parse CRL") from None
    _context(ctx, context).add_revocations(der)


@op(needs=nothing)
def partial_chains(ctx: Context, context: int) -> None:
    """Trust certificates in the store although their issuers are not there."""
    _context(ctx, context).partial_chains(PARTIAL_CHAIN)


@op(needs=nothing)
def add_certificate(ctx: Context, context: int, data: bytes) -> None:
    """A certificate to show, and its chain behind it."""
    _context(ctx, context).use_certificate(bytes(data))


@op(needs=nothing)
def add_key(ctx: Context, context: int, data: bytes, passphrase: bytes | None = None) -> None:
    """The key to a certificate, in PEM."""
    der = parse_key(ctx, "private", "pem", None, bytes(data), bytes(passphrase or b""))[1:]
    _context(ctx, context).use_key(der)
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
    found = _context(ctx, context)
    if bundle.cert is None or bundle.key is None:
        raise OpError(None, "Unable to load PFX certificate")
    found.use_certificate(bundle.cert.certificate.public_bytes(s.Encoding.DER))
    key = bundle.key.private_bytes(s.Encoding.DER, s.PrivateFormat.PKCS8, s.NoEncryption())
    found.use_key(key)
    ctx.state(Contexts).keys[context] = key
    from anode.bindings.tls_engine import read_certificates

    for extra in bundle.additional_certs:
        der = extra.certificate.public_bytes(s.Encoding.DER)
        found.add_authority(der)
        found.add_chain(read_certificates(der)[0])


@op(needs=nothing)
def set_dh(ctx: Context, context: int, data: bytes) -> str:
    """Parameters of Diffie-Hellman, in PEM; a warning or nothing."""
    from anode.bindings.crypto_asn1 import read, unwrap

    found = re.search(rb"-----BEGIN DH PARAMETERS-----(.*?)-----END", bytes(data), re.S)
    try:
        size = int.from_bytes(read(unwrap(base64.b64decode(found[1])))[0][1], "big").bit_length() if found else 0
    except (ValueError, IndexError):
        size = 0
    if size == 0:
        return ""  # as Node has it: there is no such key exchange then
    if size < 1024:
        raise OpError("ERR_INVALID_ARG_VALUE", "DH parameter is less than 1024 bits", "Error")
    _context(ctx, context).set_diffie_hellman(bytes(data), size)
    return "DH parameter is less than 2048 bits" if size < 2048 else ""


@op(needs=nothing)
def set_dh_auto(ctx: Context, context: int) -> None:
    """Parameters of Diffie-Hellman that are as strong as the certificate's key."""
    from anode.bindings.tls_groups import auto_parameters

    found = _context(ctx, context)
    found.set_diffie_hellman(*auto_parameters(found.certificates[-1] if found.certificates else None))


@op(needs=nothing)
def certificate(ctx: Context, context: int, issuer: bool) -> bytes | None:
    """The DER of the certificate a context shows, or of its issuer's."""
    found = _context(ctx, context)
    if not found.certificates:
        return None
    own = found.certificates[-1]
    return _issuer(own, [*found.chain, *found.authorities]) if issuer else own


@op(needs=nothing)
def ticket_keys(ctx: Context, context: int, keys: bytes | None = None) -> bytes:
    """Get, or set, the 48 bytes that old sessions are found with again; they hold for this process."""
    found = _context(ctx, context)
    if keys is not None:
        found.ticket_keys = bytes(keys)
    elif not found.ticket_keys:
        found.ticket_keys = os.urandom(48)
    return found.ticket_keys


@op(needs=nothing, json=True)
def ciphers(ctx: Context) -> list[str]:
    """All there are before TLS 1.3."""
    return cipher_names()


# ---- handles ----


@op(needs=nothing)
def create(ctx: Context, context: int, server: bool, asks: int) -> int:
    """A handle that encrypts; see ASK_ in tls_stream.py."""
    found = _context(ctx, context)
    twin = found.ticket_twin(ctx.state(Contexts).twins) if server and found.ticket_keys else None
    return TlsStream(ctx, found, server, asks, twin).id


@op(needs=nothing)
def attach(ctx: Context, handle: int, lower: int) -> None:
    """Put it on top of a stream."""
    below = ctx.loop.handles.get(lower)
    if not isinstance(below, Stream):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    _tls(ctx, handle).attach(below)


@op(needs=nothing)
def begin(ctx: Context, handle: int) -> None:
    """Start the handshake."""
    _tls(ctx, handle).begin()


@op(needs=nothing)
def confirm(ctx: Context, handle: int) -> None:
    """Let what waits be written: the peer is who it should be."""
    _tls(ctx, handle).confirm()


@op(needs=nothing)
def receive(ctx: Context, handle: int, data: bytes | None = None) -> None:
    """Take what somebody else has read from the stream below; without data, its end."""
    found = _tls(ctx, handle)
    found.hear(*((END,) if data is None else (DATA, data)))


@op(needs=nothing)
def verify_mode(ctx: Context, handle: int, request: bool, required: bool) -> None:
    """Whether the peer must show a certificate."""
    _tls(ctx, handle).engine.verify(request, required)


@op(needs=nothing)
def configure(ctx: Context, handle: int, what: str, value: Any = None) -> None:
    """servername, protocols (a comma-separated list), status, sessions, keylog, fragment or psk (with a hint)."""
    found = _tls(ctx, handle)
    engine = found.engine
    if what == "servername":
        engine.name_server(value)
    elif what == "protocols":
        engine.protocols = _protocols(bytes(value))
        if not engine.is_server:
            engine.offer(engine.protocols)
    elif what == "status":
        found.wants_status = True
        engine.ask_status()
    elif what == "sessions":
        found.sends_sessions = True
        if engine.is_server:
            engine.first.cache(True, False)
    elif what == "keylog":
        engine.logs_keys = True
        engine.first.log_keys()
        engine.credentials.log_keys()
    elif what == "fragment":
        engine.max_fragment = value


def _protocols(wire: bytes) -> list[bytes]:
    found = []
    at = 0
    while at < len(wire):
        found.append(wire[at + 1 : at + 1 + wire[at]])
        at += 1 + wire[at]
    return found


@op(needs=nothing)
def use_psk(ctx: Context, context: int, server: bool, hint: str | None = None) -> None:
    """Let a context's connections use pre-shared keys."""
    _context(ctx, context).use_psk(server, None if hint is None else hint.encode())


@op(needs=nothing)
def answer_hello(ctx: Context, handle: int, context: int, protocols: bytes | None = None, resume: bool = False, status: bytes | None = None) -> None:
    """Go on after HELLO: with another context (or 0), with protocols to choose from (none of them: refuse), with an old session, with an OCSP response."""
    _tls(ctx, handle).answer(
        _context(ctx, context) if context else None, None if protocols is None else _protocols(bytes(protocols)), resume, None if status is None else bytes(status)
    )


@op(needs=nothing)
def answer_psk(ctx: Context, handle: int, identity: str, key: bytes | None = None) -> None:
    """Go on after PSK."""
    _tls(ctx, handle).answer_psk(identity.encode(), None if key is None else bytes(key))


@op(needs=nothing)
def set_session(ctx: Context, handle: int, session: bytes) -> bool:
    """Try to go on with an old session."""
    return _tls(ctx, handle).engine.restore(bytes(session))


@op(needs=nothing)
def set_key_cert(ctx: Context, handle: int, context: int) -> None:
    """Show another certificate."""
    key = ctx.state(Contexts).keys.get(context)
    if key is not None:
        _tls(ctx, handle).engine.use(_context(ctx, context), key)


@op(needs=nothing)
def renegotiate(ctx: Context, handle: int) -> None:
    """Begin another handshake."""
    found = _tls(ctx, handle)
    found.engine.renegotiate()
    found.flush_protocol()


# ---- what is known of a connection ----


@op(needs=nothing, json=True)
def verify_error(ctx: Context, code: int) -> list[str]:
    """``[code, message]``."""
    return list(verification(code))


@op(needs=nothing, json=True)
def inspect(ctx: Context, handle: int) -> dict[str, Any]:
    """What has been agreed on."""
    found = _tls(ctx, handle)
    engine = found.engine
    cipher = engine.cipher()
    return {
        "cipher": None if cipher is None else list(cipher), "protocol": engine.protocol, "group": _group(engine), "reused": engine.reused,
        "servername": found.servername, "verify": engine.verified(2), "signatures": found.hello.signatures if found.hello is not None else [],
        "sigalgs": engine.credentials.sigalgs.decode(),
    }  # fmt: skip


def _group(engine: Engine) -> str | None:
    cipher = engine.cipher()
    if cipher is None or (engine.version < 772 and "DHE" not in cipher[0]):
        return None
    if engine.version < 772 and cipher[0].startswith("DHE"):
        return "DH"
    return engine.group()


@op(needs=nothing)
def dh_size(ctx: Context, handle: int) -> int:
    """Bits of the prime of Diffie-Hellman, as the server has sent it."""
    return _tls(ctx, handle).engine.prime_bits()


@op(needs=nothing)
def session(ctx: Context, handle: int) -> bytes | None:
    """The session, to go on with later."""
    return _tls(ctx, handle).engine.session()


@op(needs=nothing)
def ticket(ctx: Context, session: bytes) -> bytes | None:
    """A session's ticket."""
    from anode.bindings.tls_hello import session_parts

    return session_parts(bytes(session))[1]


@op(needs=nothing)
def finished(ctx: Context, handle: int, peer: bool) -> bytes | None:
    """The last Finished message."""
    return _tls(ctx, handle).engine.finished(peer)


@op(needs=nothing)
def export_keying_material(ctx: Context, handle: int, size: int, label: str, context: bytes | None = None) -> bytes:
    """Keying material (RFC 5705)."""
    return _tls(ctx, handle).engine.export(size, label.encode(), None if context is None else bytes(context))


@op(needs=nothing)
def own_certificate(ctx: Context, handle: int) -> bytes | None:
    """The DER of what this side shows."""
    return _tls(ctx, handle).engine.own_certificate()


@op(needs=nothing)
def peer_certificates(ctx: Context, handle: int, detailed: bool) -> bytes | None:
    """The peer's certificate; detailed, those of its issuers behind it, up to the root. Each after its length in 4 bytes."""
    engine = _tls(ctx, handle).engine
    shown = engine.peer_certificates()
    if not shown:
        return None
    chain = shown[:1]
    while detailed:
        issuer = _issuer(chain[-1], [*shown[1:], *engine.credentials.authorities])
        if issuer is None or issuer in chain:
            break
        chain.append(issuer)
    return b"".join(len(der).to_bytes(4, "big") + der for der in chain)


def _issuer(der: bytes, candidates: list[bytes]) -> bytes | None:
    from anode.bindings.crypto_x509 import issued

    return next((other for other in candidates if issued(None, der, other)), None)  # type: ignore[arg-type]


# ---- a stream that JavaScript carries ----


@op(needs=nothing)
def create_js_stream(ctx: Context) -> int:
    """A stream whose bytes JavaScript carries."""
    return JsStream(ctx).id


@op(needs=nothing)
def js_event(ctx: Context, handle: int, what: str, error: str | None = None, data: bytes | None = None) -> None:
    """written, shut, end, or data: what has become of such a stream."""
    found = ctx.loop.handles.get(handle)
    if not isinstance(found, JsStream):
        return
    number = -getattr(errno, error, errno.EPIPE) if error else 0
    if what == "data":
        found.emit(DATA, data)
    elif what == "end":
        found.emit(END)
    else:
        found.emit(WRITTEN if what == "written" else SHUT, error, number)
