"""OpenSSL's callbacks in the middle of a handshake. They cannot wait for JavaScript, so the answers are there before (see hello.py)."""

from __future__ import annotations

from anode.bindings.tls.hello import NEW_TICKET, SERVER_KEY_EXCHANGE
from anode.bindings.tls.openssl import ffi, lib

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Engine(Protocol):
        """A connection (engine.py), as OpenSSL's callbacks read and fill it."""

        is_server: bool
        protocols: list[bytes] | None
        psk: tuple[bytes, bytes] | None
        status_response: bytes | None
        logs_keys: bool
        key_lines: list[bytes]
        handshake_steps: list[bool]
        sessions: list[bytes]
        tickets: int
        key_exchange: bytes

        def session(self) -> bytes | None: ...


engines: dict[int, Engine] = {}  # by the address of their SSL


def _engine(ssl: Any) -> Engine | None:
    return engines.get(int(ffi.cast("uintptr_t", ssl)))


@ffi.callback("int (*)(int, X509_STORE_CTX *)")  # type: ignore[untyped-decorator]
def on_verify(ok: int, store: Any) -> int:
    return 1  # the handshake goes on, and the last error stays: JavaScript decides


@ffi.callback("int (*)(SSL *, int *, void *)")  # type: ignore[untyped-decorator]
def on_servername(ssl: Any, alert: Any, argument: Any) -> int:
    return int(lib.SSL_TLSEXT_ERR_OK)


@ffi.callback("int (*)(SSL *, unsigned char **, unsigned char *, const unsigned char *, unsigned int, void *)")  # type: ignore[untyped-decorator]
def on_alpn(ssl: Any, out: Any, out_size: Any, offered: Any, size: int, argument: Any) -> int:
    engine = _engine(ssl)
    if engine is None or engine.protocols is None:
        return int(lib.SSL_TLSEXT_ERR_NOACK)
    listed: bytes = ffi.buffer(offered, size)[:]
    found: dict[bytes, int] = {}
    at = 0
    while at < size:
        found[listed[at + 1 : at + 1 + listed[at]]] = at
        at += 1 + listed[at]
    for name in engine.protocols:
        if name in found:
            out[0] = offered + found[name] + 1
            out_size[0] = len(name)
            return int(lib.SSL_TLSEXT_ERR_OK)
    return int(lib.SSL_TLSEXT_ERR_ALERT_FATAL)


@ffi.callback("int (*)(SSL *, void *)")  # type: ignore[untyped-decorator]
def on_status(ssl: Any, argument: Any) -> int:
    engine = _engine(ssl)
    if engine is None:
        return 1
    if engine.is_server:
        response = engine.status_response
        if response is None:
            return int(lib.SSL_TLSEXT_ERR_NOACK)
        memory = lib.OPENSSL_malloc(len(response))
        ffi.memmove(memory, response, len(response))
        lib.SSL_set_tlsext_status_ocsp_resp(ssl, memory, len(response))
        return int(lib.SSL_TLSEXT_ERR_OK)
    pointer = ffi.new("unsigned char **")
    size = lib.SSL_get_tlsext_status_ocsp_resp(ssl, pointer)
    engine.status_response = ffi.buffer(pointer[0], size)[:] if size > 0 else None
    return 1


@ffi.callback("void (*)(const SSL *, const char *)")  # type: ignore[untyped-decorator]
def on_keylog(ssl: Any, line: Any) -> None:
    engine = _engine(ssl)
    if engine is not None and engine.logs_keys:
        engine.key_lines.append(ffi.string(line) + b"\n")


@ffi.callback("void (*)(const SSL *, int, int)")  # type: ignore[untyped-decorator]
def on_info(ssl: Any, where: int, value: int) -> None:
    if where & (lib.SSL_CB_HANDSHAKE_START | lib.SSL_CB_HANDSHAKE_DONE):
        engine = _engine(ssl)
        if engine is not None:
            engine.handshake_steps.append(bool(where & lib.SSL_CB_HANDSHAKE_DONE))


@ffi.callback("void (*)(int, int, int, const void *, size_t, SSL *, void *)")  # type: ignore[untyped-decorator]
def on_message(writes: int, version: int, kind: int, data: Any, size: int, ssl: Any, argument: Any) -> None:
    if kind != 22 or size == 0:
        return
    message = ffi.cast("unsigned char *", data)
    if message[0] in (NEW_TICKET, SERVER_KEY_EXCHANGE):
        engine = _engine(ssl)
        if engine is None:
            return
        if message[0] == SERVER_KEY_EXCHANGE:
            engine.key_exchange = ffi.buffer(message + 4, size - 4)[:]
        elif writes:
            engine.sessions.append(engine.session() or b"")
        else:
            engine.tickets += 1


@ffi.callback("unsigned int (*)(SSL *, const char *, unsigned char *, unsigned int)")  # type: ignore[untyped-decorator]
def on_psk_server(ssl: Any, identity: Any, key: Any, most: int) -> int:
    engine = _engine(ssl)
    if engine is None or engine.psk is None or len(engine.psk[1]) > most:
        return 0
    ffi.memmove(key, engine.psk[1], len(engine.psk[1]))
    return len(engine.psk[1])


@ffi.callback("unsigned int (*)(SSL *, const char *, char *, unsigned int, unsigned char *, unsigned int)")  # type: ignore[untyped-decorator]
def on_psk_client(ssl: Any, hint: Any, identity: Any, most_identity: int, key: Any, most: int) -> int:
    engine = _engine(ssl)
    if engine is None or engine.psk is None or len(engine.psk[0]) + 1 > most_identity or len(engine.psk[1]) > most:
        return 0
    ffi.memmove(identity, engine.psk[0] + b"\0", len(engine.psk[0]) + 1)
    ffi.memmove(key, engine.psk[1], len(engine.psk[1]))
    return len(engine.psk[1])
