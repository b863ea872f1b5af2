"""OpenSSL's errors, as Node shows them: ``error:1C800064:Provider routines::bad decrypt`` with a code made from the reason."""

from __future__ import annotations

from anode.engine.errors import OpError

# By the number of the library: its name, and what codes made from its reasons begin with.
_LIBRARIES = {
    4: ("rsa routines", "RSA_"),
    5: ("Diffie-Hellman routines", "DH_"),
    6: ("digital envelope routines", "EVP_"),
    9: ("PEM routines", "PEM_"),
    15: ("common libcrypto routines", "CRYPTO_"),
    11: ("x509 certificate routines", "X509_"),
    13: ("asn1 encoding routines", "ASN1_"),
    16: ("elliptic curve routines", "EC_"),
    57: ("Provider routines", ""),
    60: ("DECODER routines", ""),
}


def openssl_error(number: int, reason: str) -> OpError:
    """The error ``number`` (library and reason) of OpenSSL 3."""
    library, prefix = _LIBRARIES[(number >> 23) & 0xFF]
    code = prefix + reason.upper().replace(" ", "_").replace("-", "_")
    message = f"error:{number:08X}:{library}::{reason}"
    error = OpError(None, message)
    error.extra = {"opensslErrorStack": [message], "library": library, "reason": reason, "code": f"ERR_OSSL_{code}"}
    return error
