"""OpenSSL's errors, as Node shows them: ``error:1C800064:Provider routines::bad decrypt`` with a code made from the reason."""

from __future__ import annotations

from anode.errors import OpError

# By the number of an OpenSSL library: its name, and the prefix of error codes that are made from its reasons.
_LIBRARIES = {
    4: ("rsa routines", "RSA_"),
    5: ("Diffie-Hellman routines", "DH_"),
    6: ("digital envelope routines", "EVP_"),
    9: ("PEM routines", "PEM_"),
    10: ("dsa routines", "DSA_"),
    15: ("common libcrypto routines", "CRYPTO_"),
    11: ("x509 certificate routines", "X509_"),
    13: ("asn1 encoding routines", "ASN1_"),
    16: ("elliptic curve routines", "EC_"),
    35: ("PKCS12 routines", "PKCS12_"),
    57: ("Provider routines", ""),
    60: ("DECODER routines", ""),
}


def native(code: str, message: str, kind: str = "Error") -> OpError:
    """One of the errors that Node's C++ makes, whose stack does not name its code."""
    error = OpError(None, message, kind)
    error.extra = {"code": code}
    return error


def message_of(number: int, reason: str) -> str:
    """The text of an error."""
    library, _ = _LIBRARIES.get((number >> 23) & 0xFF, ("unknown", ""))
    return f"error:{number:08X}:{library}::{reason}"


def openssl_error(number: int, reason: str, *stack: tuple[int, str]) -> OpError:
    """The error ``number`` (library and reason) of OpenSSL 3. ``stack``: the other errors in its queue, the last one first."""
    library, prefix = _LIBRARIES.get((number >> 23) & 0xFF, ("unknown", ""))
    code = prefix + reason.upper().replace(" ", "_").replace("-", "_")
    error = OpError(None, message_of(number, reason))
    more = {"opensslErrorStack": [message_of(*other) for other in stack]} if stack else {}
    error.extra = {**more, "library": library, "reason": reason, "code": f"ERR_OSSL_{code}"}
    return error
