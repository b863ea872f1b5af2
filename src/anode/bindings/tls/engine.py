"""TLS connections over memory.

pyOpenSSL's own classes hide facts that Node shows (how a verification failed although the handshake went on, sessions as bytes, pre-shared keys), so this
uses the functions below them, which are those of the OpenSSL that `cryptography` has built (see openssl.py).
"""

from __future__ import annotations

from collections.abc import Callable

from anode.bindings.tls.callbacks import engines, on_info, on_message, on_verify
from anode.bindings.tls.credentials import Credentials
from anode.bindings.tls.openssl import Failure, der_of, drain, errors, fail, ffi, lib, read_certificates, reading, string

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    pass

TLS1_2, TLS1_3 = 771, 772
STATUS_OCSP = 1
_SIZE = 65536


class Scratch:
    """One isolate's buffer, into which OpenSSL writes."""

    __slots__ = ("buffer",)

    def __init__(self, owner: object) -> None:
        self.buffer = ffi.new("char[]", _SIZE)


class Engine:
    """One connection: bytes from the peer go in by :meth:`feed`, bytes for the peer come out of :meth:`take`."""

    __slots__ = (
        "_buffer",
        "_in",
        "_out",
        "credentials",
        "ended",
        "established",
        "failure",
        "first",
        "handshake_steps",
        "is_server",
        "key_exchange",
        "key_lines",
        "logs_keys",
        "max_fragment",
        "protocols",
        "psk",
        "sessions",
        "ssl",
        "status_response",
        "tickets",
    )

    def __init__(
        self, credentials: Credentials, is_server: bool, scratch: Scratch, sessions: bool, first: Credentials | None = None
    ) -> None:
        self.credentials = credentials
        self.first = first or credentials  # whose tickets and old sessions these are
        self.is_server = is_server
        self._buffer = scratch.buffer
        ctx = self.first.ctx
        # Only a context has this callback, and only a new connection takes it.
        lib.SSL_CTX_set_msg_callback(ctx, on_message if sessions else ffi.NULL)
        self.ssl = lib.SSL_new(ctx)
        if self.ssl == ffi.NULL:
            raise fail("Failed to create SSL")
        engines[int(ffi.cast("uintptr_t", self.ssl))] = self
        if first is not None:
            lib.SSL_set_SSL_CTX(self.ssl, credentials.ctx)
        self._in, self._out = lib.BIO_new(lib.BIO_s_mem()), lib.BIO_new(lib.BIO_s_mem())
        lib.BIO_set_mem_eof_return(self._in, -1)
        lib.BIO_set_mem_eof_return(self._out, -1)
        lib.SSL_set_bio(self.ssl, self._in, self._out)
        lib.SSL_set_info_callback(self.ssl, on_info)
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
        self.key_exchange = b""  # the server's key exchange message, before TLS 1.3

    def free(self) -> None:
        """Give its memory back."""
        if self.ssl != ffi.NULL:
            engines.pop(int(ffi.cast("uintptr_t", self.ssl)), None)
            lib.SSL_free(self.ssl)
            self.ssl = ffi.NULL

    # ---- settings ----

    def verify(self, request: bool, required: bool) -> None:
        """Ask for the peer's certificate; ``required``: it must have one."""
        mode = lib.SSL_VERIFY_PEER if request else lib.SSL_VERIFY_NONE
        if request and required and self.is_server:
            mode |= lib.SSL_VERIFY_FAIL_IF_NO_PEER_CERT
        lib.SSL_set_verify(self.ssl, mode, on_verify)

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
            errors()
            return False
        done = lib.SSL_set_session(self.ssl, found)
        lib.SSL_SESSION_free(found)
        if done != 1:
            raise fail("SSL_set_session error")
        return True

    # ---- the protocol ----

    def feed(self, data: bytes) -> None:
        """Give the bytes from the peer."""
        lib.BIO_write(self._in, data, len(data))

    def take(self) -> bytes:
        """The bytes for the peer."""
        return drain(self._out, self._buffer, _SIZE)

    def handshake(self) -> bool:
        """Go on with the handshake; true when it has come to its end."""
        self.established = lib.SSL_do_handshake(self.ssl) == 1
        if not self.established:
            self._stopped()
        return self.established

    def read_one(self) -> bytes:
        """The data of the single record that is there; empty if it holds no data, or ended or failed the connection."""
        count = lib.SSL_read(self.ssl, self._buffer, _SIZE)
        if count > 0:
            plain: bytes = ffi.buffer(self._buffer, count)[:]
            return plain
        self._stopped()
        return b""

    def read(self, single: bool) -> list[bytes]:
        """The decrypted data, by record. ``single``: no more than one record is there."""
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
        count = lib.SSL_write(self.ssl, data if type(data) is bytes else ffi.from_buffer(data), len(data))
        if count > 0:
            return True
        self._stopped()
        return False

    def _stopped(self) -> None:
        reason = lib.SSL_get_error(self.ssl, -1)
        if reason == lib.SSL_ERROR_ZERO_RETURN:
            self.ended = True
        elif reason in (lib.SSL_ERROR_SSL, lib.SSL_ERROR_SYSCALL):
            numbers = errors()
            if numbers and self.failure is None:
                self.failure = Failure(numbers[0])

    def shutdown(self) -> None:
        """Tell the peer that nothing follows."""
        if lib.SSL_shutdown(self.ssl) < 0:
            errors()

    def renegotiate(self) -> None:
        """Begin a new handshake (before TLS 1.3)."""
        if lib.SSL_renegotiate(self.ssl) != 1:
            raise fail("Failed to renegotiate")
        lib.SSL_do_handshake(self.ssl)

    # ---- facts ----

    @property
    def version(self) -> int:
        return int(lib.SSL_version(self.ssl))

    @property
    def protocol(self) -> str:
        return string(lib.SSL_get_version(self.ssl))

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
        return None if name == ffi.NULL else string(name)

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
        return string(lib.SSL_CIPHER_get_name(found)), string(lib.SSL_CIPHER_get_version(found))

    def group(self) -> str | None:
        found = lib.SSL_get0_group_name(self.ssl)
        return None if found == ffi.NULL else string(found)

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
        if (
            lib.SSL_export_keying_material(self.ssl, memory, size, label, len(label), given, len(context or b""), int(context is not None))
            != 1
        ):
            raise fail("Failed to export keying material")
        return bytes(ffi.buffer(memory, size))

    def own_certificate(self) -> bytes | None:
        found = lib.SSL_get_certificate(self.ssl)
        return None if found == ffi.NULL else der_of(found)

    def peer_certificates(self) -> list[bytes]:
        """The peer's certificates, its own first."""
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
        found = ffi.gc(lib.d2i_PrivateKey_bio(reading(key), ffi.NULL), lib.EVP_PKEY_free)
        if lib.SSL_use_PrivateKey(self.ssl, found) != 1:
            raise fail("Failed to set private key")
