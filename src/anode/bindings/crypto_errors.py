"""OpenSSL's errors, as Node shows them: ``error:1C800064:Provider routines::bad decrypt`` with a code made from the reason."""

from __future__ import annotations

from anode.engine.errors import OpError

_LIBRARIES = {
    0x02: "rsa routines", 0x06: "digital envelope routines", 0x0B: "x509 certificate routines", 0x10: "elliptic curve routines",
    0x1C: "Provider routines", 0x1E: "DECODER routines", 0x09: "PEM routines", 0x0D: "asn1 encoding routines", 0x05: "Diffie-Hellman routines",
}  # fmt: skip
_PREFIXES = {
    0x02: "RSA_", 0x06: "EVP_", 0x0B: "X509_", 0x10: "EC_", 0x1C: "", 0x1E: "", 0x09: "PEM_", 0x0D: "ASN1_", 0x05: "DH_",
}  # fmt: skip


def openssl_error(number: int, reason: str) -> OpError:
    """The error ``number`` (library and reason) of OpenSSL 3."""
    library = (number >> 23) & 0xFF
    name = _LIBRARIES[library]
    code = _PREFIXES[library] + reason.upper().replace(" ", "_").replace("-", "_")
    return OpError(f"ERR_OSSL_{code}", f"error:{number:08X}:{name}::{reason}", "Error", library=name, reason=reason)
