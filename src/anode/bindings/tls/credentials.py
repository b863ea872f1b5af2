"""Contexts: which versions, keys, certificates and ciphers a connection may use."""

from __future__ import annotations

import functools

from anode.bindings.tls.callbacks import on_alpn, on_keylog, on_psk_client, on_psk_server, on_servername, on_status
from anode.bindings.tls.openssl import add_to_store, der_of, errors, fail, ffi, lib, read_certificates, reading, string
from anode.errors import OpError

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_ALLOW_CLIENT_RENEGOTIATION = 0x100
_DEFAULT_GROUPS = b"X25519MLKEM768:X25519:P-256:X448:P-521:P-384"


class Credentials:
    """An SSL_CTX, which a SecureContext of Node's stands for."""

    __slots__ = (
        "_authorities",
        "_finite_group",
        "certificates",
        "chain",
        "ctx",
        "groups",
        "max_version",
        "min_version",
        "options",
        "owns_store",
        "session_id_context",
        "sigalgs",
        "suites",
        "ticket_keys",
    )

    def __init__(self, min_version: int, max_version: int) -> None:
        self.ctx = ffi.gc(lib.SSL_CTX_new(lib.TLS_method()), lib.SSL_CTX_free)
        self.min_version, self.max_version = min_version, max_version
        self.options = 0
        self.groups = self.suites = self.sigalgs = b""
        self.session_id_context = b""
        self._finite_group = b""
        self._authorities: list[bytes] | Callable[[], list[bytes]] = []  # DER
        self.certificates: list[bytes] = []  # DER of its own, one for each kind of key
        self.chain: list[bytes] = []
        self.ticket_keys = b""
        self.owns_store = True
        lib.SSL_CTX_set_min_proto_version(self.ctx, min_version)
        lib.SSL_CTX_set_max_proto_version(self.ctx, max_version)
        lib.SSL_CTX_set_options(self.ctx, lib.SSL_OP_NO_SSLv2 | lib.SSL_OP_NO_SSLv3 | _ALLOW_CLIENT_RENEGOTIATION)
        lib.SSL_CTX_set_mode(self.ctx, lib.SSL_MODE_AUTO_RETRY | lib.SSL_MODE_RELEASE_BUFFERS)
        self.cache(False, False)
        lib.SSL_CTX_set_alpn_select_cb(self.ctx, on_alpn, ffi.NULL)
        lib.SSL_CTX_set_tlsext_servername_callback(self.ctx, on_servername)
        lib.SSL_CTX_set_tlsext_status_cb(self.ctx, on_status)

    def cache(self, keep: bool, find: bool) -> None:
        """``keep``: OpenSSL's own store keeps sessions. ``find``: it is also searched for the session of a client."""
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

    @property
    def authorities(self) -> list[bytes]:
        """The certificates in its store, as DER."""
        if callable(self._authorities):
            self._authorities = self._authorities()
        return self._authorities

    def share_store(self, store: Any, authorities: Callable[[], list[bytes]]) -> None:
        """Trust the certificates of a shared store."""
        lib.X509_STORE_up_ref(store)
        lib.SSL_CTX_set_cert_store(self.ctx, store)
        self._authorities = authorities
        self.owns_store = False

    def add_authority(self, data: bytes) -> None:
        """Trust certificates, and name them to clients that are asked for one."""
        found = read_certificates(data)
        errors()
        if not found:
            return  # as Node has it
        if not self.owns_store:
            authorities = self.authorities
            store = lib.X509_STORE_new()
            lib.SSL_CTX_set_cert_store(self.ctx, store)
            for der in authorities:
                for certificate in read_certificates(der):
                    add_to_store(store, certificate)
            self._authorities, self.owns_store = list(authorities), True
        store = lib.SSL_CTX_get_cert_store(self.ctx)
        for certificate in found:
            add_to_store(store, certificate)
            lib.SSL_CTX_add_client_CA(self.ctx, certificate)
            self.authorities.append(der_of(certificate))

    def add_revocations(self, data: bytes) -> None:
        """Check certificates against a list of revoked ones, given in DER."""
        crl = lib.d2i_X509_CRL_bio(reading(data), ffi.NULL)
        if crl == ffi.NULL:
            raise fail("Failed to parse CRL")
        crl = ffi.gc(crl, lib.X509_CRL_free)
        store = lib.SSL_CTX_get_cert_store(self.ctx)
        lib.X509_STORE_add_crl(store, crl)
        lib.X509_STORE_set_flags(store, lib.X509_V_FLAG_CRL_CHECK | lib.X509_V_FLAG_CRL_CHECK_ALL)
        errors()

    def partial_chains(self, flag: int) -> None:
        """Trust certificates in the store that are not self-signed."""
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
        key = lib.d2i_PrivateKey_bio(reading(der), ffi.NULL)
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
        errors()

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
            errors()
            raise OpError("ERR_CRYPTO_OPERATION_FAILED", "Failed to set ECDH curve")

    def set_diffie_hellman(self, pem: bytes, bits: int) -> None:
        """Parameters of the finite field, whose prime has so many bits."""
        # With a client that names finite groups as well OpenSSL 4 takes one of these (RFC 7919): it shall be as strong.
        self._finite_group = b"ffdhe%d" % (2048 if bits <= 2048 else 3072)
        self._set_groups()
        dh = lib.PEM_read_bio_DHparams(reading(pem), ffi.NULL, ffi.NULL, ffi.NULL)
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
        lib.SSL_CTX_set_keylog_callback(self.ctx, on_keylog)

    def use_psk(self, server: bool, hint: bytes | None) -> None:
        """Pre-shared keys."""
        if server:
            lib.SSL_CTX_set_psk_server_callback(self.ctx, on_psk_server)
            if hint is not None and lib.SSL_CTX_use_psk_identity_hint(self.ctx, hint) != 1:
                raise OpError("ERR_TLS_PSK_SET_IDENTITY_HINT_FAILED", "Failed to set PSK identity hint")
        else:
            lib.SSL_CTX_set_psk_client_callback(self.ctx, on_psk_client)

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
        names.append(string(name))
    return names
