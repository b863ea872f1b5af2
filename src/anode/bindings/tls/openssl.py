"""OpenSSL, by the functions that cryptography keeps for pyOpenSSL. No other file imports them; their names are looked for here.

pyOpenSSL itself only wraps these functions, and imports all of cryptography's certificates, which takes longer than a handshake.
"""

from __future__ import annotations

import _thread
import functools

from anode.bindings.requirements import need, unusable
from anode.errors import OpError

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

try:
    from cryptography.hazmat.bindings.openssl.binding import Binding
except ImportError as error:
    raise unusable("cryptography", "node:tls", error) from None

ffi: Any = Binding.ffi
lib: Any = Binding().lib  # which loads it
need("cryptography", "node:tls", lib, """
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
""")  # fmt: skip

_LIBRARIES = {4: "RSA_", 5: "DH_", 6: "EVP_", 9: "PEM_", 10: "DSA_", 11: "X509_", 13: "ASN1_", 15: "CRYPTO_", 16: "EC_", 20: "SSL_", 32: "BIO_",
              35: "PKCS12_"}  # fmt: skip
_SSL_LIBRARY = 20


# ---- errors ----


class Failure:
    """An error of the protocol, as Node shows it."""

    __slots__ = ("code", "library", "message", "protocol_code", "reason")

    def __init__(self, number: int) -> None:
        self.library = string(lib.ERR_lib_error_string(number))
        reason = string(lib.ERR_reason_error_string(number)) or f"reason({number & 0x7FFFFF})"
        self.reason = f"ssl/{reason}" if reason.startswith("tls alert") else reason  # OpenSSL 3's name, as Node shows it
        kind = number >> 23 & 0xFF
        prefix = _LIBRARIES.get(kind, "")
        name = self.reason.upper().replace(" ", "_")
        self.code = f"ERR_{'' if kind == _SSL_LIBRARY else 'OSSL_'}{prefix}{name}"
        self.protocol_code = f"ERR_SSL_{name}"  # of an error on a connection, whichever library found it
        alert = number & 0x7FFFFF
        detail = f"SSL alert number {alert - 1000}" if kind == _SSL_LIBRARY and alert > 1000 else ""
        self.message = f"{_thread.get_ident():016X}:error:{number:08X}:{self.library}::{self.reason}:ssl:0:{detail}\n"


def string(text: Any) -> str:
    return "" if text == ffi.NULL else ffi.string(text).decode("latin-1")


def errors() -> list[int]:
    """The errors in the queue of this thread, the oldest first; empties it."""
    found = []
    while number := lib.ERR_get_error():
        found.append(number)
    return found


def fail(otherwise: str, code: str | None = "ERR_CRYPTO_OPERATION_FAILED") -> OpError:
    """The error of a call that has failed, or ``otherwise`` where OpenSSL does not say."""
    numbers = errors()
    if not numbers:
        return OpError(code, otherwise)
    number = numbers[-1]
    failure = Failure(number)
    message = f"error:{number:08X}:{failure.library}::{failure.reason}"
    error = OpError(None, message)
    error.extra = {"library": failure.library, "reason": failure.reason, "code": failure.code}
    return error


@functools.cache
def _names() -> dict[int, str]:
    return {getattr(lib, name): name[11:] for name in dir(lib) if name.startswith("X509_V_ERR_")}


def verification(number: int) -> tuple[str, str]:
    """``(code, message)`` of a result of verifying a certificate."""
    code = _names().get(number, "UNSPECIFIED")
    message = string(lib.X509_verify_cert_error_string(number))
    if code in ("DEPTH_ZERO_SELF_SIGNED_CERT", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"):
        message += "; if the root CA is installed locally, try running Node.js with --use-system-ca"
    return code, message


# ---- certificates and keys ----


def reading(data: bytes) -> Any:
    memory = ffi.from_buffer(data)
    bio = lib.BIO_new_mem_buf(memory, len(data))
    return ffi.gc(bio, lambda b, memory=memory: lib.BIO_free(b))


def read_certificates(data: bytes) -> list[Any]:
    """All certificates in PEM, or the one in DER; empty if there is none."""
    data = data.replace(b" TRUSTED CERTIFICATE", b" CERTIFICATE")
    bio = reading(data)
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
            errors()  # the end of the file
    return [ffi.gc(each, lib.X509_free) for each in found]


def der_of(certificate: Any) -> bytes:
    """The DER of a certificate."""
    bio = lib.BIO_new(lib.BIO_s_mem())
    try:
        lib.i2d_X509_bio(bio, certificate)
        return drain(bio, ffi.new("char[]", 16384), 16384)
    finally:
        lib.BIO_free(bio)


def drain(bio: Any, buffer: Any, size: int) -> bytes:
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
    errors()  # one that is there already
