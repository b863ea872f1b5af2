"""The ops on TLS streams (stream.py lists their events)."""

from __future__ import annotations

import errno
import os

from anode.bindings.crypto.asn1 import dns_names
from anode.bindings.net.byte_stream import Event, Stream
from anode.bindings.tls.engine import Engine
from anode.bindings.tls.openssl import verification
from anode.bindings.tls.secure_context import Contexts, context_of, issuer_of
from anode.bindings.tls.stream import Ask, TlsEvent, TlsStream
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Ask", "TlsEvent"]


def _tls(ctx: Context, handle: int) -> TlsStream:
    found = ctx.loop.handles.get(handle)
    if not isinstance(found, TlsStream):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return found


# ---- handles ----


@op(needs=nothing)
def create(ctx: Context, context: int, server: bool, asks: int) -> int:
    """A handle that encrypts; ``asks`` is a sum of :class:`Ask`."""
    found = context_of(ctx, context)
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
    """Write the data that waited: JavaScript accepts the peer."""
    _tls(ctx, handle).confirm()


@op(needs=nothing)
def receive(ctx: Context, handle: int, data: bytes | None = None) -> None:
    """Take bytes that were read from the lower stream elsewhere; without data, its end."""
    found = _tls(ctx, handle)
    found.hear(*((Event.END,) if data is None else (Event.DATA, data)))


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
def answer_hello(
    ctx: Context, handle: int, context: int, protocols: bytes | None = None, resume: bool = False, status: bytes | None = None
) -> None:
    """Go on after HELLO: with another context (or 0), with protocols to choose from (none of them: refuse), with an old session, with an OCSP response."""
    _tls(ctx, handle).answer(
        context_of(ctx, context) if context else None,
        None if protocols is None else _protocols(bytes(protocols)),
        resume,
        None if status is None else bytes(status),
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
        _tls(ctx, handle).engine.use(context_of(ctx, context), key)


@op(needs=nothing)
def renegotiate(ctx: Context, handle: int) -> None:
    """Begin another handshake."""
    found = _tls(ctx, handle)
    found.engine.renegotiate()
    found.flush_protocol()


# ---- facts about a connection ----


@op(needs=nothing, json=True)
def verify_error(ctx: Context, code: int) -> list[str]:
    """``[code, message]``."""
    return list(verification(code))


@op(needs=nothing, json=True)
def inspect(ctx: Context, handle: int) -> dict[str, Any]:
    """The negotiated protocol, cipher and session."""
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
    from anode.bindings.tls.hello import session_parts

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
    """The DER of this side's certificate."""
    return _tls(ctx, handle).engine.own_certificate()


@op(needs=nothing)
def peer_is(ctx: Context, handle: int, host: str) -> bool:
    """Whether the peer's certificate names ``host``, in ASCII and lower case, among its DNS names: as it is, or with a wildcard for its first label.

    To say so needs no more of the certificate; where it is false, all of it must be looked at.
    """
    shown = _tls(ctx, handle).engine.peer_certificates()
    label, _, rest = host.partition(".")
    if not shown or not label or not host.isascii():
        return False
    wanted = {host.encode()} | ({f"*.{rest}".encode()} if "." in rest and "" not in rest.split(".") else set())
    try:
        return any(name.lower() in wanted for name in dns_names(shown[0]))
    except (ValueError, IndexError):
        return False


@op(needs=nothing)
def peer_certificates(ctx: Context, handle: int, detailed: bool) -> bytes | None:
    """The peer's certificate; detailed, those of its issuers behind it, up to the root. Each after its length in 4 bytes."""
    engine = _tls(ctx, handle).engine
    shown = engine.peer_certificates()
    if not shown:
        return None
    chain = shown[:1]
    while detailed:
        issuer = issuer_of(ctx, chain[-1], [*shown[1:], *engine.credentials.authorities])
        if issuer is None or issuer in chain:
            break
        chain.append(issuer)
    return b"".join(len(der).to_bytes(4, "big") + der for der in chain)
