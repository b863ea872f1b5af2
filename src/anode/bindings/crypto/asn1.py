"""As much DER (ITU-T X.690) as keys need, and the names in certificates."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

# Object identifiers as whole elements.
DH_OID = bytes.fromhex("06092a864886f70d010301")  # dhKeyAgreement (PKCS #3)
PSS_OID = bytes.fromhex("06092a864886f70d01010a")  # id-RSASSA-PSS (RFC 8017)

_HASHES = {
    "2b0e03021a": "sha1", "608648016503040204": "sha224", "608648016503040201": "sha256", "608648016503040202": "sha384",
    "608648016503040203": "sha512", "608648016503040205": "sha512-224", "608648016503040206": "sha512-256",
}  # fmt: skip
_SIZES = {"sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64, "sha512-224": 28, "sha512-256": 32}
_MGF1 = bytes.fromhex("2a864886f70d010108")


def element(tag: int, body: bytes) -> bytes:
    """One element."""
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def integer(value: int) -> bytes:
    """An INTEGER, not negative."""
    return element(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def read(data: bytes) -> list[tuple[int, bytes]]:
    """The elements of ``data``, as tags and bodies. Raises ValueError where they do not end with it."""
    found = []
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError("truncated")
        tag, length = data[at], data[at + 1]
        at += 2
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(data[at : at + count], "big")
            at += count
        if at + length > len(data):
            raise ValueError("truncated")
        found.append((tag, data[at : at + length]))
        at += length
    return found


def unwrap(data: bytes) -> bytes:
    """The body of the one element that ``data`` is."""
    return read(data)[0][1]


def oid_of_hash(name: str) -> bytes:
    """The body of a hash's object identifier."""
    return bytes.fromhex({v: k for k, v in _HASHES.items()}[name.replace("_", "-")])


def pss_algorithm(name: str | None, mgf1: str | None, salt: int | None) -> bytes:
    """The body of an AlgorithmIdentifier of RSASSA-PSS (RFC 4055); no parameters at all where none is given."""
    oid = element(0x06, bytes.fromhex("2a864886f70d01010a"))
    if name is None and mgf1 is None and salt is None:
        return oid
    name = name or "sha1"
    mgf1 = mgf1 or name
    salt = _SIZES.get(name, 20) if salt is None else salt
    parts = b""
    if name != "sha1":
        parts += element(0xA0, element(0x30, element(0x06, oid_of_hash(name)) + b"\x05\x00"))
    if mgf1 != "sha1":
        inner = element(0x30, element(0x06, oid_of_hash(mgf1)) + b"\x05\x00")
        parts += element(0xA1, element(0x30, element(0x06, _MGF1) + inner))
    if salt is not None and salt != 20:
        parts += element(0xA2, integer(salt))
    return oid + element(0x30, parts)


def pss_parameters(der: bytes) -> dict[str, Any]:
    """``hashAlgorithm``, ``mgf1HashAlgorithm`` and ``saltLength`` of an RSASSA-PSS key; empty if it is not restricted."""
    parts = read(unwrap(der))
    algorithm = read(parts[1 if parts[0][0] == 0x02 else 0][1])
    if len(algorithm) < 2 or algorithm[1][0] != 0x30:
        return {}
    found: dict[str, Any] = {"hashAlgorithm": "sha1", "mgf1HashAlgorithm": "sha1", "saltLength": 20}
    for tag, body in read(algorithm[1][1]):
        if tag == 0xA0:
            found["hashAlgorithm"] = _HASHES.get(read(unwrap(body))[0][1].hex(), "unknown")
        elif tag == 0xA1:
            found["mgf1HashAlgorithm"] = _HASHES.get(read(read(unwrap(body))[1][1])[0][1].hex(), "unknown")
        elif tag == 0xA2:
            found["saltLength"] = int.from_bytes(unwrap(body), "big")
    return found


_ALTERNATIVE_NAMES = bytes.fromhex("551d11")


def dns_names(der: bytes) -> list[bytes]:
    """The DNS names among a certificate's alternative names (RFC 5280, 4.2.1.6). Raises ValueError or IndexError where it is not read so easily."""
    found: list[bytes] = []
    for tag, body in read(read(unwrap(der))[0][1]):
        if tag != 0xA3:  # extensions
            continue
        for _, extension in read(unwrap(body)):
            parts = read(extension)
            if parts[0][1] == _ALTERNATIVE_NAMES:
                if found:
                    raise ValueError("twice")
                found = [name for kind, name in read(unwrap(parts[-1][1])) if kind == 0x82]
    return found
