"""Certificates of authorities: the bundled ones (from the `certifi` package, Mozilla's list), the system's, and those of NODE_EXTRA_CA_CERTS."""

from __future__ import annotations

import base64
import binascii
import functools
import os
import re
from importlib.machinery import PathFinder

from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_BLOCK = re.compile(r"-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----(.*?)-----END (?:X509 |TRUSTED )?CERTIFICATE-----", re.S)
_SYSTEM_FILES = (
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
)  # fmt: skip


def armored(der: bytes) -> str:
    """PEM, as Node shows it."""
    text = base64.b64encode(der).decode()
    return "\n".join(["-----BEGIN CERTIFICATE-----", *(text[i : i + 64] for i in range(0, len(text), 64)), "-----END CERTIFICATE-----"])


def blocks(text: str) -> list[bytes]:
    """The DER of each certificate in PEM."""
    return [binascii.a2b_base64(found) for found in _BLOCK.findall(text)]


@functools.cache
def bundled() -> list[bytes]:
    """Mozilla's list, as DER."""
    return blocks(bundled_file().decode())


def bundled_file() -> bytes:
    """The same, in PEM."""
    # Where it usually is, for the package's own function loads importlib.resources: 10 ms.
    spec = PathFinder.find_spec("certifi")
    path = os.path.join(os.path.dirname(spec.origin), "cacert.pem") if spec is not None and spec.origin is not None else ""
    if not os.path.exists(path):  # a distribution has its own place for it
        import certifi

        path = certifi.where()
    with open(path, "rb") as file:
        return file.read()


@functools.cache
def system(file_name: str | None, folder: str | None) -> list[bytes]:
    """The system's trusted certificates; SSL_CERT_FILE and SSL_CERT_DIR replace them."""
    files = [file_name] if file_name else [] if folder else [name for name in _SYSTEM_FILES if os.path.exists(name)][:1]
    for part in (folder or "").split(":"):
        if part and os.path.isdir(part):
            files += sorted(os.path.join(part, name) for name in os.listdir(part))
    found: dict[bytes, None] = {}
    for name in files:
        try:
            with open(name, encoding="latin-1") as file:
                found.update(dict.fromkeys(blocks(file.read())))
        except (OSError, ValueError):
            continue
    return list(found)


class Authorities:
    """The default trusted certificates of an isolate."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.chosen: list[bytes] | None = None  # by setDefaultCACertificates
        self.warning: str | None = None
        self._store: Any = None

    def of_kind(self, kind: str) -> list[bytes]:
        """``bundled``, ``system``, ``extra`` or ``default``."""
        if kind == "bundled":
            return bundled()
        if kind == "system":
            return system(self.ctx.env.get("SSL_CERT_FILE"), self.ctx.env.get("SSL_CERT_DIR"))
        if kind == "extra":
            return self.extra()
        if self.chosen is not None:
            return self.chosen
        options = self.ctx.options
        found: dict[bytes, None] = {}
        if not options.get("--use-openssl-ca") or options.get("--use-bundled-ca"):
            found.update(dict.fromkeys(bundled()))
            if self.uses_system():
                found.update(dict.fromkeys(self.of_kind("system")))
        found.update(dict.fromkeys(self.extra()))
        return list(found)

    def uses_system(self) -> bool:
        """Whether the system's are trusted as well."""
        given = self.ctx.options.get("--use-system-ca")
        return bool(given) if given is not None else self.ctx.env.get("NODE_USE_SYSTEM_CA") == "1"

    @functools.cached_property
    def _extra(self) -> list[bytes]:
        name = self.ctx.env.get("NODE_EXTRA_CA_CERTS")
        if not name:
            return []
        try:
            with open(name, encoding="latin-1") as file:
                found = blocks(file.read())
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            self.warning = f"Ignoring extra certs from `{name}`, load failed: error:80000002:system library::{reason}"
            return []
        return found

    def extra(self) -> list[bytes]:
        return self._extra

    def store(self) -> tuple[Any, Callable[[], list[bytes]]]:
        """The store that all contexts without authorities of their own share, and its contents."""
        from anode.bindings.tls.openssl import add_to_store, new_store, read_certificates

        if self._store is None:
            self._store = new_store()
            plain = self.chosen is None and not self.ctx.options.get("--use-openssl-ca") and not self.uses_system() and not self.extra()
            # The usual case: OpenSSL reads the file, and Python does not.
            for data in (bundled_file(),) if plain else self.trusted():
                for certificate in read_certificates(data):
                    add_to_store(self._store, certificate)
        return self._store, self.trusted

    def trusted(self) -> list[bytes]:
        """The certificates in that store, as DER."""
        found = self.of_kind("default")
        return [*found, *self.of_kind("system")] if self.chosen is None and self.ctx.options.get("--use-openssl-ca") else found

    def choose(self, ders: list[bytes]) -> None:
        """Trust these from now on."""
        self.chosen = list(dict.fromkeys(ders))
        self._store = None


@op(needs=nothing, json=True)
def certificates(ctx: Context, kind: str) -> dict[str, Any]:
    """``{list: [PEM, …], warning}`` of a kind of certificates."""
    authorities = ctx.state(Authorities)
    ours = frozenset(bundled()) if kind in ("bundled", "default") else frozenset()
    # Certificates from files end with a line break, as in Node.
    return {
        "list": [armored(der) if der in ours else armored(der) + "\n" for der in authorities.of_kind(kind)],
        "warning": authorities.warning,
    }


@op(needs=nothing)
def set_default(ctx: Context, pem: str) -> None:
    """Trust the certificates in ``pem``, and no others."""
    from cryptography import x509

    ders = blocks(pem)
    if pem and not ders:
        raise OpError("ERR_CRYPTO_OPERATION_FAILED", "No valid certificates found in the provided array")
    for der in ders:
        try:
            x509.load_der_x509_certificate(der)
        except ValueError:
            raise OpError("ERR_OSSL_PEM_ASN1_LIB", "error:0480000D:PEM routines::ASN1 lib") from None
    ctx.state(Authorities).choose(ders)
