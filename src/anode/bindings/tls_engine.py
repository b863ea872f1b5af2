"""OpenSSL's TLS over memory, by way of pyOpenSSL. No other file knows that package's private names.

pyOpenSSL's own classes hide what Node shows (how a verification failed although the handshake went on, sessions as bytes, pre-shared keys), so this
uses the functions below them, which are those of the OpenSSL that `cryptography` has built.
"""

from __future__ import annotations

import _thread
import functools
from collections.abc import Callable

from OpenSSL import __version__ as _version
from OpenSSL._util import ffi, lib

from anode.bindings.tls_hello import NEW_TICKET, SERVER_KEY_EXCHANGE
from anode.engine.errors import OpError

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

_NEEDED = """
    BIO_free BIO_new BIO_new_mem_buf BIO_read BIO_s_mem BIO_set_mem_eof_return BIO_write ERR_get_error ERR_lib_error_string ERR_reason_error_string
    OPENSSL_malloc PEM_read_bio_DHparams PEM_read_bio_X509 SSL_CIPHER_get_name SSL_CIPHER_get_version SSL_CTX_add_client_CA SSL_CTX_add_extra_chain_cert
    SSL_CTX_get_cert_store SSL_CTX_new SSL_CTX_set1_curves_list SSL_CTX_set1_sigalgs_list SSL_CTX_set_alpn_protos SSL_CTX_set_alpn_select_cb
    SSL_CTX_set_cert_store SSL_CTX_set_cipher_list SSL_CTX_set_ciphersuites SSL_CTX_set_keylog_callback SSL_CTX_set_max_proto_version
    SSL_CTX_set_min_proto_version SSL_CTX_set_msg_callback SSL_CTX_set_options SSL_CTX_set_psk_client_callback SSL_CTX_set_psk_server_callback
    SSL_CTX_set_session_cache_mode SSL_CTX_set_session_id_context SSL_CTX_set_timeout SSL_CTX_set_tlsext_servername_callback
    SSL_CTX_set_tlsext_status_cb SSL_CTX_set_tmp_dh SSL_CTX_use_PrivateKey SSL_CTX_use_certificate SSL_do_handshake SSL_export_keying_material
    SSL_get0_alpn_selected SSL_get0_group_name SSL_get_certificate SSL_get_current_cipher SSL_get_error SSL_get_finished SSL_get_peer_cert_chain
    SSL_get_peer_certificate SSL_get_peer_finished SSL_get_session SSL_get_tlsext_status_ocsp_resp SSL_get_verify_result SSL_get_version SSL_new
    SSL_read SSL_renegotiate SSL_session_reused SSL_set_SSL_CTX SSL_set_alpn_protos SSL_set_bio SSL_set_info_callback SSL_set_session
    SSL_set_tlsext_host_name SSL_set_tlsext_status_ocsp_resp SSL_set_tlsext_status_type SSL_set_verify SSL_shutdown SSL_use_PrivateKey
    SSL_use_certificate SSL_write TLS_method X509_STORE_add_cert X509_STORE_add_crl X509_STORE_new X509_STORE_set_flags X509_STORE_up_ref
    X509_verify_cert_error_string d2i_PrivateKey_bio d2i_SSL_SESSION d2i_X509_CRL_bio d2i_X509_bio i2d_SSL_SESSION i2d_X509_bio
"""
_missing = [name for name in _NEEDED.split() if not hasattr(lib, name)]
if _missing:
    raise OpError("ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", f"node:tls: pyOpenSSL {_version} is without {', '.join(_missing)}")

TLS1_2, TLS1_3 = 771, 772
STATUS_OCSP = 1
_DEFAULT_GROUPS = b"X25519MLKEM768:X25519:P-256:X448:P-521:P-384"
_ALLOW_CLIENT_RENEGOTIATION = 0x100
_SIZE = 65536
_LIBRARIES = {4: "RSA_", 5: "DH_", 6: "EVP_", 9: "PEM_", 10: "DSA_", 11: "X509_", 13: "ASN1_", 15: "CRYPTO_", 16: "EC_", 20: "SSL_", 32: "BIO_",
              35: "PKCS12_"}  # fmt: skip
_SSL_LIBRARY = 20


# ---- errors ----


class Failure:
    """An error of the protocol, as Node shows it."""

    __slots__ = ("code", "library", "message", "reason")

    def __init__(self, number: int) -> None:
        self.library = _string(lib.ERR_lib_error_string(number))
        reason = _string(lib.ERR_reason_error_string(number)) or f"reason({number & 0x7FFFFF})"
        self.reason = f"ssl/{reason}" if reason.startswith("tls alert") else reason  # OpenSSL 3's name, as Node shows it
        kind = number >> 23 & 0xFF
        prefix = _LIBRARIES.get(kind, "")
        self.code = f"ERR_{'' if kind == _SSL_LIBRARY else 'OSSL_'}{prefix}{self.reason.upper().replace(' ', '_')}"
        alert = number & 0x7FFFFF
        detail = f"SSL alert number {alert - 1000}" if kind == _SSL_LIBRARY and alert > 1000 else ""
        self.message = f"{_thread.get_ident():016X}:error:{number:08X}:{self.library}::{self.reason}:ssl:0:{detail}\n"


def _string(text: Any) -> str:
    return "" if text == ffi.NULL else ffi.string(text).decode("latin-1")


def _errors() -> list[int]:
    """What the queue of this thread holds, the oldest first; it is empty afterwards."""
    found = []
    while number := lib.ERR_get_error():
        found.append(number)
    return found


def fail(otherwise: str, code: str | None = "ERR_CRYPTO_OPERATION_FAILED") -> OpError:
    """The error of a call that has failed, or ``otherwise`` where OpenSSL does not say."""
    numbers = _errors()
    if not numbers:
        return OpError(code, otherwise)
    number = numbers[-1]
    failure = Failure(number)
    message = f"error:{number:08X}:{failure.library}::{failure.reason}"
    error = OpError(None, message)
    error.extra = {"library": failure.library, "reason": failure.reason, "code": failure.code}
    return error


def _names() -> dict[int, str]:
    return {getattr(lib, name): name[11:] for name in dir(lib) if name.startswith("X509_V_ERR_")}


def verification(number: int) -> tuple[str, str]:
    """``(code, message)`` of a result of verifying a certificate."""
    code = _names().get(number, "UNSPECIFIED")
    message = _string(lib.X509_verify_cert_error_string(number))
    if code in ("DEPTH_ZERO_SELF_SIGNED_CERT", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"):
        message += "; if the root CA is installed locally, try running Node.js with --use-system-ca"
    return code, message


# ---- certificates and keys ----


def _reading(data: bytes) -> Any:
    memory = ffi.from_buffer(data)
    bio = lib.BIO_new_mem_buf(memory, len(data))
    return ffi.gc(bio, lambda b, memory=memory: lib.BIO_free(b))


def read_certificates(data: bytes) -> list[Any]:
    """All certificates in PEM, or the one in DER; empty if there is none."""
    data = data.replace(b" TRUSTED CERTIFICATE", b" CERTIFICATE")
    bio = _reading(data)
    found = []
    if data[:1] == b"\x30":
        found.append(lib.d2i_X509_bio(bio, ffi.NULL))
    else:
        while True:
            found.append(lib.PEM_read_bio_X509(bio, ffi.NULL, ffi.NULL, ffi.NULL))
            if found[-1] == ffi.NULL:
                break
    if found and found[-1] == ffi.NULL:
        found.pop()
        if found:
            _errors()  # the end of the file
    return [ffi.gc(each, lib.X509_free) for each in found]


def der_of(certificate: Any) -> bytes:
    """The DER of a certificate."""
    bio = lib.BIO_new(lib.BIO_s_mem())
    try:
        lib.i2d_X509_bio(bio, certificate)
        return _drain(bio, ffi.new("char[]", 16384), 16384)
    finally:
        lib.BIO_free(bio)


def _drain(bio: Any, buffer: Any, size: int) -> bytes:
    count = lib.BIO_read(bio, buffer, size)
    if count <= 0:
        return b""
    first: bytes = ffi.buffer(buffer, count)[:]
    if count < size:
        return first
    parts = [first]
    while (count := lib.BIO_read(bio, buffer, size)) > 0:
        parts.append(ffi.buffer(buffer, count)[:])
    return b"".join(parts)


def new_store() -> Any:
    """An empty store of trusted certificates."""
    return ffi.gc(lib.X509_STORE_new(), lib.X509_STORE_free)


def add_to_store(store: Any, certificate: Any) -> None:
    """Trust a certificate."""
    lib.X509_STORE_add_cert(store, certificate)
    _errors()  # one that is there already


# ---- contexts ----


class Credentials:
    """An SSL_CTX: what a SecureContext of Node's stands for."""

    __slots__ = ("_finite_group", "authorities", "caches", "certificates", "chain", "ctx", "groups", "max_version", "min_version", "options", "owns_store", "session_id_context",
                 "sigalgs", "suites", "ticket_keys")  # fmt: skip

    def __init__(self, min_version: int, max_version: int) -> None:
        self.ctx = ffi.gc(lib.SSL_CTX_new(lib.TLS_method()), lib.SSL_CTX_free)
        self.min_version, self.max_version = min_version, max_version
        self.options = 0
        self.groups = self.suites = self.sigalgs = b""
        self.session_id_context = b""
        self._finite_group = b""
        self.authorities: list[bytes] = []  # DER
        self.certificates: list[bytes] = []  # DER of its own, one for each kind of key
        self.chain: list[bytes] = []
        self.ticket_keys = b""
        self.owns_store = True
        self.caches = False
        lib.SSL_CTX_set_min_proto_version(self.ctx, min_version)
        lib.SSL_CTX_set_max_proto_version(self.ctx, max_version)
        lib.SSL_CTX_set_options(self.ctx, lib.SSL_OP_NO_SSLv2 | lib.SSL_OP_NO_SSLv3 | _ALLOW_CLIENT_RENEGOTIATION)
        lib.SSL_CTX_set_mode(self.ctx, lib.SSL_MODE_AUTO_RETRY | lib.SSL_MODE_RELEASE_BUFFERS)
        self.cache(False, False)
        lib.SSL_CTX_set_alpn_select_cb(self.ctx, _on_alpn, ffi.NULL)
        lib.SSL_CTX_set_tlsext_servername_callback(self.ctx, _on_servername)
        lib.SSL_CTX_set_tlsext_status_cb(self.ctx, _on_status)

    def cache(self, keep: bool, find: bool) -> None:
        """Whether sessions are kept here, and whether the next client may find one. (A program that keeps them itself gives them back only if they are.)"""
        mode = lib.SSL_SESS_CACHE_BOTH | lib.SSL_SESS_CACHE_NO_AUTO_CLEAR
        mode |= 0 if keep else lib.SSL_SESS_CACHE_NO_INTERNAL
        mode |= 0 if find else lib.SSL_SESS_CACHE_NO_INTERNAL_LOOKUP
        lib.SSL_CTX_set_session_cache_mode(self.ctx, mode)

    def set_options(self, options: int) -> None:
        self.options |= options
        lib.SSL_CTX_set_options(self.ctx, options)

    def set_versions(self, lowest: int, highest: int) -> None:
        self.min_version, self.max_version = lowest, highest
        lib.SSL_CTX_set_min_proto_version(self.ctx, lowest)
        lib.SSL_CTX_set_max_proto_version(self.ctx, highest)

    def share_store(self, store: Any, authorities: list[bytes]) -> None:
        """Trust what a store holds that others use as well."""
        lib.X509_STORE_up_ref(store)
        lib.SSL_CTX_set_cert_store(self.ctx, store)
        self.authorities = authorities
        self.owns_store = False

    def add_authority(self, data: bytes) -> None:
        """Trust certificates, and name them to clients that are asked for one."""
        found = read_certificates(data)
        _errors()
        if not found:
            return  # as Node has it
        if not self.owns_store:
            authorities = self.authorities
            store = lib.X509_STORE_new()
            lib.SSL_CTX_set_cert_store(self.ctx, store)
            for der in authorities:
                for certificate in read_certificates(der):
                    add_to_store(store, certificate)
            self.authorities, self.owns_store = list(authorities), True
        store = lib.SSL_CTX_get_cert_store(self.ctx)
        for certificate in found:
            add_to_store(store, certificate)
            lib.SSL_CTX_add_client_CA(self.ctx, certificate)
            self.authorities.append(der_of(certificate))

    def add_revocations(self, data: bytes) -> None:
        """Check certificates against a list of revoked ones, given in DER."""
        crl = lib.d2i_X509_CRL_bio(_reading(data), ffi.NULL)
        if crl == ffi.NULL:
            raise fail("Failed to parse CRL")
        crl = ffi.gc(crl, lib.X509_CRL_free)
        store = lib.SSL_CTX_get_cert_store(self.ctx)
        lib.X509_STORE_add_crl(store, crl)
        lib.X509_STORE_set_flags(store, lib.X509_V_FLAG_CRL_CHECK | lib.X509_V_FLAG_CRL_CHECK_ALL)
        _errors()

    def partial_chains(self, flag: int) -> None:
        """Trust what is in the store although it is not self-signed."""
        lib.X509_STORE_set_flags(lib.SSL_CTX_get_cert_store(self.ctx), flag)

    def use_certificate(self, data: bytes) -> None:
        """The certificate to show, and those that follow it up to a root."""
        found = read_certificates(data)
        if not found:
            raise fail("Unable to parse certificate")
        if lib.SSL_CTX_use_certificate(self.ctx, found[0]) != 1:
            raise fail("Failed to set certificate")
        self.certificates.append(der_of(found[0]))
        for certificate in found[1:]:
            self.add_chain(certificate)

    def add_chain(self, certificate: Any) -> None:
        """One more certificate to send along."""
        lib.X509_up_ref(certificate)
        if lib.SSL_CTX_add_extra_chain_cert(self.ctx, certificate) != 1:
            lib.X509_free(certificate)
            raise fail("Failed to set certificate")
        self.chain.append(der_of(certificate))

    def use_key(self, der: bytes) -> None:
        """The key to a certificate, as PKCS #8."""
        key = lib.d2i_PrivateKey_bio(_reading(der), ffi.NULL)
        if key == ffi.NULL:
            raise fail("Failed to parse private key")
        key = ffi.gc(key, lib.EVP_PKEY_free)
        if lib.SSL_CTX_use_PrivateKey(self.ctx, key) != 1:
            raise fail("Failed to set private key")

    def set_ciphers(self, names: bytes) -> None:
        """Those of TLS 1.2 and before."""
        # OpenSSL 4 takes names in any case; Node's does not.
        known = b":".join(name for name in names.split(b":") if name.decode("latin-1") not in _in_lower_case())
        if lib.SSL_CTX_set_cipher_list(self.ctx, known) != 1 and names:
            raise fail("Failed to set ciphers")
        _errors()

    def set_suites(self, names: bytes) -> None:
        """Those of TLS 1.3."""
        if lib.SSL_CTX_set_ciphersuites(self.ctx, names) != 1:
            raise fail("Failed to set ciphers")
        self.suites = names

    def set_signatures(self, names: bytes) -> None:
        if lib.SSL_CTX_set1_sigalgs_list(self.ctx, names) != 1:
            raise fail("error:00000000:lib(0)::reason(0)", None)
        self.sigalgs = names

    def set_groups(self, names: bytes) -> None:
        self.groups = names
        self._set_groups()

    def _set_groups(self) -> None:
        names = self.groups
        if self._finite_group:
            names = (names or _DEFAULT_GROUPS) + b":" + self._finite_group
        if lib.SSL_CTX_set1_curves_list(self.ctx, names) != 1:
            _errors()
            raise OpError("ERR_CRYPTO_OPERATION_FAILED", "Failed to set ECDH curve")

    def set_diffie_hellman(self, pem: bytes, bits: int) -> None:
        """Parameters of the finite field, whose prime has so many bits."""
        # With a client that names finite groups as well OpenSSL 4 takes one of these (RFC 7919): it shall be as strong.
        self._finite_group = b"ffdhe%d" % (2048 if bits <= 2048 else 3072)
        self._set_groups()
        dh = lib.PEM_read_bio_DHparams(_reading(pem), ffi.NULL, ffi.NULL, ffi.NULL)
        if dh == ffi.NULL:
            raise fail("Failed to parse DH parameters")
        dh = ffi.gc(dh, lib.DH_free)
        if lib.SSL_CTX_set_tmp_dh(self.ctx, dh) != 1:
            raise fail("Error setting temp DH parameter")

    def set_session_id_context(self, name: bytes) -> None:
        if lib.SSL_CTX_set_session_id_context(self.ctx, name, len(name)) != 1:
            raise fail("Failed to set session id context")
        self.session_id_context = name

    def set_session_timeout(self, seconds: int) -> None:
        lib.SSL_CTX_set_timeout(self.ctx, seconds)

    def log_keys(self) -> None:
        """Tell each connection's secrets."""
        lib.SSL_CTX_set_keylog_callback(self.ctx, _on_keylog)

    def use_psk(self, server: bool, hint: bytes | None) -> None:
        """Pre-shared keys."""
        if server:
            lib.SSL_CTX_set_psk_server_callback(self.ctx, _on_psk_server)
            if hint is not None and lib.SSL_CTX_use_psk_identity_hint(self.ctx, hint) != 1:
                raise OpError("ERR_TLS_PSK_SET_IDENTITY_HINT_FAILED", "Failed to set PSK identity hint")
        else:
            lib.SSL_CTX_set_psk_client_callback(self.ctx, _on_psk_client)

    def ticket_twin(self, twins: dict[tuple[Any, ...], Credentials]) -> Credentials:
        """The context whose ticket keys those contexts share that were given equal ones: connections begin in it."""
        key = (self.ticket_keys, self.min_version, self.max_version, self.options, self.groups, self.suites, self.session_id_context)
        twin = twins.get(key)
        if twin is None:
            twin = twins[key] = Credentials(self.min_version, self.max_version)
            twin.set_options(self.options)
            if self.groups:
                twin.set_groups(self.groups)
            if self.suites:
                twin.set_suites(self.suites)
            if self.session_id_context:
                twin.set_session_id_context(self.session_id_context)
        return twin


@functools.cache
def _in_lower_case() -> frozenset[str]:
    return frozenset(name.lower() for name in cipher_names())


def cipher_names() -> list[str]:
    """All ciphers up to TLS 1.2 that can be chosen."""
    context = Credentials(0, 0)
    ssl = ffi.gc(lib.SSL_new(context.ctx), lib.SSL_free)
    names: list[str] = []
    while (name := lib.SSL_get_cipher_list(ssl, len(names))) != ffi.NULL:
        names.append(_string(name))
    return names


# ---- what OpenSSL asks ----

_engines: dict[int, Engine] = {}  # by the address of their SSL


def _engine(ssl: Any) -> Engine | None:
    return _engines.get(int(ffi.cast("uintptr_t", ssl)))


@ffi.callback("int (*)(int, X509_STORE_CTX *)")  # type: ignore[untyped-decorator]
def _on_verify(ok: int, store: Any) -> int:
    return 1  # the handshake goes on, and the last error stays: JavaScript decides


@ffi.callback("int (*)(SSL *, int *, void *)")  # type: ignore[untyped-decorator]
def _on_servername(ssl: Any, alert: Any, argument: Any) -> int:
    return int(lib.SSL_TLSEXT_ERR_OK)


@ffi.callback("int (*)(SSL *, unsigned char **, unsigned char *, const unsigned char *, unsigned int, void *)")  # type: ignore[untyped-decorator]
def _on_alpn(ssl: Any, out: Any, out_size: Any, offered: Any, size: int, argument: Any) -> int:
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
def _on_status(ssl: Any, argument: Any) -> int:
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
def _on_keylog(ssl: Any, line: Any) -> None:
    engine = _engine(ssl)
    if engine is not None and engine.logs_keys:
        engine.key_lines.append(ffi.string(line) + b"\n")


@ffi.callback("void (*)(const SSL *, int, int)")  # type: ignore[untyped-decorator]
def _on_info(ssl: Any, where: int, value: int) -> None:
    if where & (lib.SSL_CB_HANDSHAKE_START | lib.SSL_CB_HANDSHAKE_DONE):
        engine = _engine(ssl)
        if engine is not None:
            engine.handshake_steps.append(bool(where & lib.SSL_CB_HANDSHAKE_DONE))


@ffi.callback("void (*)(int, int, int, const void *, size_t, SSL *, void *)")  # type: ignore[untyped-decorator]
def _on_message(writes: int, version: int, kind: int, data: Any, size: int, ssl: Any, argument: Any) -> None:
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
def _on_psk_server(ssl: Any, identity: Any, key: Any, most: int) -> int:
    engine = _engine(ssl)
    if engine is None or engine.psk is None or len(engine.psk[1]) > most:
        return 0
    ffi.memmove(key, engine.psk[1], len(engine.psk[1]))
    return len(engine.psk[1])


@ffi.callback("unsigned int (*)(SSL *, const char *, char *, unsigned int, unsigned char *, unsigned int)")  # type: ignore[untyped-decorator]
def _on_psk_client(ssl: Any, hint: Any, identity: Any, most_identity: int, key: Any, most: int) -> int:
    engine = _engine(ssl)
    if engine is None or engine.psk is None or len(engine.psk[0]) + 1 > most_identity or len(engine.psk[1]) > most:
        return 0
    ffi.memmove(identity, engine.psk[0] + b"\0", len(engine.psk[0]) + 1)
    ffi.memmove(key, engine.psk[1], len(engine.psk[1]))
    return len(engine.psk[1])


# ---- connections ----


class Scratch:
    """One isolate's buffer, into which OpenSSL writes."""

    __slots__ = ("buffer",)

    def __init__(self, owner: object) -> None:
        self.buffer = ffi.new("char[]", _SIZE)


class Engine:
    """One connection: what comes from the peer goes in by :meth:`feed`, what goes to it comes out of :meth:`take`."""

    __slots__ = ("_buffer", "_in", "_out", "credentials", "ended", "established", "failure", "first", "handshake_steps", "is_server", "key_exchange", "key_lines", "logs_keys",
                 "max_fragment", "protocols", "psk", "sessions", "ssl", "status_response", "tickets")  # fmt: skip

    def __init__(self, credentials: Credentials, is_server: bool, scratch: Scratch, sessions: bool, first: Credentials | None = None) -> None:
        self.credentials = credentials
        self.first = first or credentials  # whose tickets and old sessions these are
        self.is_server = is_server
        self._buffer = scratch.buffer
        ctx = self.first.ctx
        # Only a context has this callback, and only a new connection takes it.
        lib.SSL_CTX_set_msg_callback(ctx, _on_message if sessions else ffi.NULL)
        self.ssl = lib.SSL_new(ctx)
        if self.ssl == ffi.NULL:
            raise fail("Failed to create SSL")
        _engines[int(ffi.cast("uintptr_t", self.ssl))] = self
        if first is not None:
            lib.SSL_set_SSL_CTX(self.ssl, credentials.ctx)
        self._in, self._out = lib.BIO_new(lib.BIO_s_mem()), lib.BIO_new(lib.BIO_s_mem())
        lib.BIO_set_mem_eof_return(self._in, -1)
        lib.BIO_set_mem_eof_return(self._out, -1)
        lib.SSL_set_bio(self.ssl, self._in, self._out)
        lib.SSL_set_info_callback(self.ssl, _on_info)
        if is_server:
            lib.SSL_set_accept_state(self.ssl)
        else:
            lib.SSL_set_connect_state(self.ssl)
        self.protocols: list[bytes] | None = None
        self.psk: tuple[bytes, bytes] | None = None
        self.status_response: bytes | None = None
        self.logs_keys = False
        self.key_lines: list[bytes] = []
        self.handshake_steps: list[bool] = []
        self.sessions: list[bytes] = []
        self.tickets = 0
        self.established = self.ended = False
        self.failure: Failure | None = None
        self.max_fragment = 0
        self.key_exchange = b""  # what the server has sent for it, before TLS 1.3

    def free(self) -> None:
        """Give its memory back."""
        if self.ssl != ffi.NULL:
            _engines.pop(int(ffi.cast("uintptr_t", self.ssl)), None)
            lib.SSL_free(self.ssl)
            self.ssl = ffi.NULL

    # ---- settings ----

    def verify(self, request: bool, required: bool) -> None:
        """Ask for the peer's certificate; ``required``: it must have one."""
        mode = lib.SSL_VERIFY_PEER if request else lib.SSL_VERIFY_NONE
        if request and required and self.is_server:
            mode |= lib.SSL_VERIFY_FAIL_IF_NO_PEER_CERT
        lib.SSL_set_verify(self.ssl, mode, _on_verify)

    def name_server(self, name: str) -> None:
        lib.SSL_set_tlsext_host_name(self.ssl, name.encode("latin-1", "replace"))

    def offer(self, protocols: list[bytes]) -> None:
        listed = b"".join(bytes([len(p)]) + p for p in protocols)
        lib.SSL_set_alpn_protos(self.ssl, listed, len(listed))

    def ask_status(self) -> None:
        lib.SSL_set_tlsext_status_type(self.ssl, STATUS_OCSP)

    def switch(self, credentials: Credentials) -> None:
        """Show another certificate."""
        self.credentials = credentials
        lib.SSL_set_SSL_CTX(self.ssl, credentials.ctx)

    def restore(self, session: bytes) -> bool:
        """Try to go on with an old session; false if it is none."""
        pointer = ffi.new("unsigned char **", ffi.from_buffer("unsigned char[]", session))
        found = lib.d2i_SSL_SESSION(ffi.NULL, pointer, len(session))
        if found == ffi.NULL:
            _errors()
            return False
        done = lib.SSL_set_session(self.ssl, found)
        lib.SSL_SESSION_free(found)
        if done != 1:
            raise fail("SSL_set_session error")
        return True

    # ---- the protocol ----

    def feed(self, data: bytes) -> None:
        """Give what the peer has sent."""
        lib.BIO_write(self._in, ffi.from_buffer(data), len(data))

    def take(self) -> bytes:
        """What the peer is to get."""
        return _drain(self._out, self._buffer, _SIZE)

    def handshake(self) -> bool:
        """Go on with the handshake; true when it has come to its end."""
        self.established = lib.SSL_do_handshake(self.ssl) == 1
        if not self.established:
            self._stopped()
        return self.established

    def read(self, single: bool) -> list[bytes]:
        """What has been decrypted, by record. ``single``: no more than one is there."""
        parts: list[bytes] = []
        ssl, buffer, read = self.ssl, self._buffer, lib.SSL_read
        while True:
            count = read(ssl, buffer, _SIZE)
            if count <= 0:
                self._stopped()
                break
            parts.append(ffi.buffer(buffer, count)[:])
            if single:
                break
        return parts

    def write(self, data: bytes | memoryview) -> bool:
        """Encrypt; false while the protocol must hear from the peer first."""
        size = self.max_fragment
        if not size or len(data) <= size:
            return self._write(data)
        view = memoryview(data)
        return all(self._write(view[at : at + size]) for at in range(0, len(view), size))

    def _write(self, data: bytes | memoryview) -> bool:
        if not data:
            return True
        count = lib.SSL_write(self.ssl, ffi.from_buffer(data), len(data))
        if count > 0:
            return True
        self._stopped()
        return False

    def _stopped(self) -> None:
        reason = lib.SSL_get_error(self.ssl, -1)
        if reason == lib.SSL_ERROR_ZERO_RETURN:
            self.ended = True
        elif reason in (lib.SSL_ERROR_SSL, lib.SSL_ERROR_SYSCALL):
            numbers = _errors()
            if numbers and self.failure is None:
                self.failure = Failure(numbers[0])

    def shutdown(self) -> None:
        """Tell the peer that nothing follows."""
        if lib.SSL_shutdown(self.ssl) < 0:
            _errors()

    def renegotiate(self) -> None:
        """Begin a new handshake (before TLS 1.3)."""
        if lib.SSL_renegotiate(self.ssl) != 1:
            raise fail("Failed to renegotiate")
        lib.SSL_do_handshake(self.ssl)

    # ---- what is known ----

    @property
    def version(self) -> int:
        return int(lib.SSL_version(self.ssl))

    @property
    def protocol(self) -> str:
        return _string(lib.SSL_get_version(self.ssl))

    @property
    def reused(self) -> bool:
        return bool(lib.SSL_session_reused(self.ssl))

    @property
    def chosen_protocol(self) -> str | None:
        pointer, size = ffi.new("unsigned char **"), ffi.new("unsigned int *")
        lib.SSL_get0_alpn_selected(self.ssl, pointer, size)
        return ffi.buffer(pointer[0], size[0])[:].decode("latin-1") if size[0] else None

    @property
    def server_name(self) -> str | None:
        name = lib.SSL_get_servername(self.ssl, 0)
        return None if name == ffi.NULL else _string(name)

    def verified(self, without: int) -> int:
        """How the verification of the peer's certificate has ended, 0 if well; ``without`` if it has shown none."""
        certificate = lib.SSL_get_peer_certificate(self.ssl)
        if certificate != ffi.NULL:
            lib.X509_free(certificate)
            return int(lib.SSL_get_verify_result(self.ssl))
        cipher = self.cipher()
        if (cipher is not None and "PSK" in cipher[0]) or (self.version == TLS1_3 and self.reused):
            return 0
        return without

    def cipher(self) -> tuple[str, str] | None:
        """``(name, version)``."""
        found = lib.SSL_get_current_cipher(self.ssl)
        if found == ffi.NULL:
            return None
        return _string(lib.SSL_CIPHER_get_name(found)), _string(lib.SSL_CIPHER_get_version(found))

    def group(self) -> str | None:
        found = lib.SSL_get0_group_name(self.ssl)
        return None if found == ffi.NULL else _string(found)

    def prime_bits(self) -> int:
        """The size of Diffie-Hellman's prime (RFC 5246, section 7.4.3; RFC 4279: a hint goes before it)."""
        body = self.key_exchange
        cipher = self.cipher()
        at = 2 + int.from_bytes(body[:2], "big") if cipher is not None and "PSK" in cipher[0] else 0
        return int.from_bytes(body[at + 2 : at + 2 + int.from_bytes(body[at : at + 2], "big")], "big").bit_length()

    def session(self) -> bytes | None:
        """The session's DER."""
        found = lib.SSL_get_session(self.ssl)
        if found == ffi.NULL:
            return None
        size = lib.i2d_SSL_SESSION(found, ffi.NULL)
        if size <= 0:
            return None
        memory = ffi.new("unsigned char[]", size)
        lib.i2d_SSL_SESSION(found, ffi.new("unsigned char **", memory))
        return bytes(ffi.buffer(memory, size))

    def finished(self, peer: bool) -> bytes | None:
        """The last Finished message that was sent, or received."""
        get: Callable[..., int] = lib.SSL_get_peer_finished if peer else lib.SSL_get_finished
        memory = ffi.new("char[]", 128)
        size = get(self.ssl, memory, 128)
        return bytes(ffi.buffer(memory, size)) if size else None

    def export(self, size: int, label: bytes, context: bytes | None) -> bytes:
        """Keying material (RFC 5705)."""
        memory = ffi.new("unsigned char[]", size)
        given = ffi.NULL if context is None else context
        if lib.SSL_export_keying_material(self.ssl, memory, size, label, len(label), given, len(context or b""), int(context is not None)) != 1:
            raise fail("Failed to export keying material")
        return bytes(ffi.buffer(memory, size))

    def own_certificate(self) -> bytes | None:
        found = lib.SSL_get_certificate(self.ssl)
        return None if found == ffi.NULL else der_of(found)

    def peer_certificates(self) -> list[bytes]:
        """What the peer has shown, its own first."""
        chain = lib.SSL_get_peer_cert_chain(self.ssl)
        ders = [] if chain == ffi.NULL else [der_of(lib.sk_X509_value(chain, i)) for i in range(lib.sk_X509_num(chain))]
        own = lib.SSL_get_peer_certificate(self.ssl)
        if own == ffi.NULL:
            return []
        first = der_of(own)
        lib.X509_free(own)
        return [first, *(der for der in ders if der != first)]

    def use(self, credentials: Credentials, key: bytes) -> None:
        """Show this certificate from now on."""
        for certificate in credentials.certificates:
            lib.SSL_use_certificate(self.ssl, read_certificates(certificate)[0])
        found = ffi.gc(lib.d2i_PrivateKey_bio(_reading(key), ffi.NULL), lib.EVP_PKEY_free)
        if lib.SSL_use_PrivateKey(self.ssl, found) != 1:
            raise fail("Failed to set private key")
