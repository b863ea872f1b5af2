"""Certificates (X.509, RFC 5280). JavaScript holds the DER; everything it wants to know is asked for at once."""

from __future__ import annotations

import functools
import hashlib
import ipaddress
import json
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtensionOID, NameOID

from anode.bindings.crypto.errors import openssl_error
from anode.bindings.crypto.keys.keys import curve_name, load_private, load_public, public_bytes, unreadable
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

_SHORT = {
    "2.5.4.3": "CN", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.5": "serialNumber",
    "2.5.4.4": "SN", "2.5.4.42": "GN", "2.5.4.12": "title", "2.5.4.9": "street", "2.5.4.17": "postalCode", "2.5.4.46": "dnQualifier",
    "1.2.840.113549.1.9.1": "emailAddress", "0.9.2342.19200300.100.1.25": "DC", "0.9.2342.19200300.100.1.1": "UID",
    "2.5.4.15": "businessCategory", "1.3.6.1.4.1.311.60.2.1.3": "jurisdictionC", "1.3.6.1.4.1.311.60.2.1.2": "jurisdictionST",
}  # fmt: skip
_SIGNATURES = {
    "1.2.840.113549.1.1.4": "md5WithRSAEncryption", "1.2.840.113549.1.1.5": "sha1WithRSAEncryption",
    "1.2.840.113549.1.1.11": "sha256WithRSAEncryption", "1.2.840.113549.1.1.12": "sha384WithRSAEncryption",
    "1.2.840.113549.1.1.13": "sha512WithRSAEncryption", "1.2.840.113549.1.1.10": "rsassaPss", "1.2.840.10045.4.3.2": "ecdsa-with-SHA256",
    "1.2.840.10045.4.3.3": "ecdsa-with-SHA384", "1.2.840.10045.4.3.4": "ecdsa-with-SHA512",
    "1.3.101.112": "ED25519", "1.3.101.113": "ED448",
}  # fmt: skip
_NIST = {"prime256v1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521", "prime192v1": "P-192", "secp224r1": "P-224"}


@functools.lru_cache(maxsize=64)
def _load(der: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(der)


def _pairs(name: x509.Name) -> list[list[str]]:
    return [[_SHORT.get(a.oid.dotted_string, a.oid.dotted_string), str(a.value)] for a in name]


def _lines(name: x509.Name) -> str:
    escaped = str.maketrans({c: f"\\{c}" for c in ',+"\\<>;'})
    return "\n".join(f"{key}={value.translate(escaped)}" for key, value in _pairs(name))


def _quoted(kind: str, value: str) -> str:
    """A name that contains separators of the list, as a JSON string; any other unchanged."""
    if any(c in value for c in ",'\"\\") or not value.isprintable() or not value.isascii():
        return kind + ":" + json.dumps(value)
    return f"{kind}:{value}"


def _ip(address: Any) -> str:
    if address.version == 4:
        return str(address)
    groups = address.exploded.split(":")
    return ":".join(f"{int(group, 16):X}" for group in groups)


def _general(name: x509.GeneralName) -> str:
    if isinstance(name, x509.DNSName):
        return _quoted("DNS", name.value)
    if isinstance(name, x509.RFC822Name):
        return _quoted("email", name.value)
    if isinstance(name, x509.UniformResourceIdentifier):
        return _quoted("URI", name.value)
    if isinstance(name, x509.IPAddress):
        return f"IP Address:{_ip(name.value)}"
    if isinstance(name, x509.RegisteredID):
        return f"Registered ID:{name.value.dotted_string}"
    if isinstance(name, x509.DirectoryName):
        return "DirName:" + ", ".join(f"{key} = {value}" for key, value in _pairs(name.value))
    return "othername:<unsupported>"


def _extension(cert: x509.Certificate, oid: x509.ObjectIdentifier) -> Any:
    try:
        return cert.extensions.get_extension_for_oid(oid).value
    except (x509.ExtensionNotFound, ValueError):
        return None


def _time(moment: datetime) -> str:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{months[moment.month - 1]} {moment.day:2} {moment:%H:%M:%S} {moment.year} GMT"


def _colons(data: bytes) -> str:
    return data.hex(":").upper()


def _access(cert: x509.Certificate) -> list[list[str]] | None:
    found = _extension(cert, ExtensionOID.AUTHORITY_INFORMATION_ACCESS)
    if found is None:
        return None
    names = {"1.3.6.1.5.5.7.48.1": "OCSP", "1.3.6.1.5.5.7.48.2": "CA Issuers"}
    entries = []
    for entry in found:
        kind, _, value = _general(entry.access_location).partition(":")
        entries.append([f"{names.get(entry.access_method.dotted_string, entry.access_method.dotted_string)} - {kind}", value])
    return entries


def _key(cert: x509.Certificate) -> dict[str, Any]:
    key = cert.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        numbers = key.public_numbers()
        return {"modulus": f"{numbers.n:X}", "exponent": f"0x{numbers.e:x}", "bits": key.key_size}
    if isinstance(key, ec.EllipticCurvePublicKey):
        name = curve_name(key.curve)
        return {"bits": key.key_size, "asn1Curve": name, "nistCurve": _NIST.get(name)}
    return {}


@op(needs=nothing)
def parse(ctx: Context, data: bytes) -> bytes:
    """The DER of a certificate in PEM or DER."""
    data = bytes(data)
    try:
        if b"-----BEGIN" in data:
            from cryptography.hazmat.primitives.serialization import Encoding

            return x509.load_pem_x509_certificate(data).public_bytes(Encoding.DER)
        if not data.startswith(b"\x30"):
            raise openssl_error(0x0480006C, "no start line")
        _load(data)
    except ValueError:
        raise openssl_error(0x068000A8, "wrong tag") from None
    return data


@op(needs=nothing, json=True)
def describe(ctx: Context, der: bytes) -> dict[str, Any]:
    """The fields of a certificate, as X509Certificate shows them."""
    der = bytes(der)
    cert = _load(der)
    alternative = _extension(cert, ExtensionOID.SUBJECT_ALTERNATIVE_NAME)
    basic = _extension(cert, ExtensionOID.BASIC_CONSTRAINTS)
    usage = _extension(cert, ExtensionOID.EXTENDED_KEY_USAGE)
    constrained = _extension(cert, ExtensionOID.KEY_USAGE)
    oid = cert.signature_algorithm_oid.dotted_string
    serial = f"{cert.serial_number:X}"
    access = _access(cert)
    return {
        "subject": _lines(cert.subject), "issuer": _lines(cert.issuer),
        "subjectPairs": _pairs(cert.subject), "issuerPairs": _pairs(cert.issuer),
        "subjectAltName": None if alternative is None else ", ".join(_general(name) for name in alternative),
        "infoAccess": None if access is None else "\n".join(f"{kind}:{value}" for kind, value in access), "accessPairs": access,
        "validFrom": _time(cert.not_valid_before_utc), "validTo": _time(cert.not_valid_after_utc),
        "fingerprint": _colons(hashlib.sha1(der, usedforsecurity=False).digest()),
        "fingerprint256": _colons(hashlib.sha256(der).digest()), "fingerprint512": _colons(hashlib.sha512(der).digest()),
        "keyUsage": None if usage is None else [use.dotted_string for use in usage],
        "serialNumber": serial if len(serial) % 2 == 0 else f"0{serial}",
        "signatureAlgorithm": _SIGNATURES.get(oid, oid), "signatureAlgorithmOid": oid,
        "ca": _is_ca(basic, constrained), "key": _key(cert),
    }  # fmt: skip


def _is_ca(basic: Any, usage: Any) -> bool:
    if usage is not None and not usage.key_cert_sign:
        return False
    return basic is not None and bool(basic.ca)


@op(needs=nothing)
def public_key(ctx: Context, der: bytes) -> bytes:
    """SubjectPublicKeyInfo of its key."""
    try:
        return public_bytes(_load(bytes(der)).public_key())
    except (ValueError, UnsupportedAlgorithm):
        raise unreadable() from None


@op(needs=nothing)
def issued(ctx: Context, der: bytes, issuer: bytes) -> bool:
    """Whether ``issuer`` may have issued it: names and key identifiers fit, and it may sign."""
    cert, other = _load(bytes(der)), _load(bytes(issuer))
    if cert.issuer != other.subject:
        return False
    own, theirs = _extension(cert, ExtensionOID.AUTHORITY_KEY_IDENTIFIER), _extension(other, ExtensionOID.SUBJECT_KEY_IDENTIFIER)
    if own is not None and theirs is not None and own.key_identifier is not None and own.key_identifier != theirs.digest:
        return False
    usage = _extension(other, ExtensionOID.KEY_USAGE)
    return usage is None or bool(usage.key_cert_sign)


@op(needs=nothing)
def fits_private(ctx: Context, der: bytes, private: bytes) -> bool:
    """Whether the private key is that of the certificate."""
    return public_bytes(_load(bytes(der)).public_key()) == public_bytes(load_private(bytes(private)).public_key())


@op(needs=nothing)
def verify(ctx: Context, der: bytes, public: bytes) -> bool:
    """Whether it was signed with this key."""
    cert, key = _load(bytes(der)), load_public(bytes(public))
    try:
        if isinstance(key, rsa.RSAPublicKey):
            parameters: Any = cert.signature_algorithm_parameters
            key.verify(cert.signature, cert.tbs_certificate_bytes, parameters, cert.signature_hash_algorithm)  # type: ignore[arg-type]
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(cert.signature, cert.tbs_certificate_bytes, ec.ECDSA(cert.signature_hash_algorithm))  # type: ignore[arg-type]
        else:
            key.verify(cert.signature, cert.tbs_certificate_bytes)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


# ---- host names, addresses ----


def _common_names(cert: x509.Certificate) -> list[str]:
    return [str(a.value) for a in cert.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]


def _host_fits(pattern: str, host: str, wildcards: bool, partial: bool, multi: bool, single: bool) -> bool:
    pattern, host = pattern.lower(), host.lower()
    if host.startswith("."):  # any subdomain of it
        rest = pattern[: -len(host)]
        return pattern.endswith(host) and bool(rest) and (not single or "." not in rest)
    if not wildcards or "*" not in pattern:
        return pattern == host
    label, _, domain = pattern.partition(".")
    before, _, after = label.partition("*")
    if label.count("*") != 1 or "*" in domain or "." not in domain or label.startswith("xn--"):
        return False
    if (before or after) and not partial:
        return False
    first, _, rest = host.partition(".")
    if multi and label == "*":
        return host.endswith("." + domain) and len(host) > len(domain) + 1
    return rest == domain and len(first) > len(before + after) - (label != "*") and first.startswith(before) and first.endswith(after)


@op(needs=nothing)
def check_host(ctx: Context, der: bytes, host: str, subject: str, wildcards: bool, partial: bool, multi: bool, single: bool) -> str:
    """The name in the certificate that covers ``host``; empty if none does. ``subject``: default, always or never."""
    cert = _load(bytes(der))
    alternative = _extension(cert, ExtensionOID.SUBJECT_ALTERNATIVE_NAME)
    names = [] if alternative is None else [str(n) for n in alternative.get_values_for_type(x509.DNSName)]
    if subject == "always" or (subject == "default" and not names):
        names += _common_names(cert)
    return next((name for name in names if _host_fits(name, host, wildcards, partial, multi, single)), "")


@op(needs=nothing)
def check_email(ctx: Context, der: bytes, email: str, subject: str) -> bool:
    """Whether the certificate names an address: exactly before the @, whatever the case behind it."""
    cert = _load(bytes(der))
    alternative = _extension(cert, ExtensionOID.SUBJECT_ALTERNATIVE_NAME)
    names = [] if alternative is None else [str(n) for n in alternative.get_values_for_type(x509.RFC822Name)]
    if subject == "always" or (subject == "default" and not names):
        names += [str(a.value) for a in cert.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)]

    def folded(address: str) -> str:
        local, at, domain = address.rpartition("@")
        return local + at + domain.lower()

    return any(folded(name) == folded(email) for name in names)


@op(needs=nothing)
def check_ip(ctx: Context, der: bytes, ip: str) -> bool:
    """Whether the certificate names an IP address."""
    alternative = _extension(_load(bytes(der)), ExtensionOID.SUBJECT_ALTERNATIVE_NAME)
    try:
        wanted = ipaddress.ip_address(ip)
    except ValueError:
        return False
    return alternative is not None and wanted in alternative.get_values_for_type(x509.IPAddress)
