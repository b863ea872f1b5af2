"""The URLs of modules: ``file:`` and ``data:``."""

from __future__ import annotations

import os

from anode.errors import OpError

# Sets of characters, not regular expressions: importing re, and compiling them, would cost every start 5 ms.
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
WORDS = LETTERS | frozenset("0123456789_")
_PLAIN = WORDS | frozenset("/.:!$&'()*+,;=@~-")  # characters that a URL has unencoded, as a path has
_SCHEME = WORDS - {"_"} | frozenset("+.-")


def has_encoded_slash(path: str) -> bool:
    """Whether a separator of folders stands in it percent-encoded."""
    return "%" in path and any(slash in path.lower() for slash in ("%2f", "%5c"))


def scheme_of(text: str) -> str | None:
    """The scheme of a URL, in small letters; None where ``text`` has none."""
    scheme, colon, _ = text.partition(":")
    return scheme.lower() if colon and scheme[:1] in LETTERS and _SCHEME.issuperset(scheme) else None


def path_to_url(path: str) -> str:
    """The ``file:`` URL of an absolute path."""
    if _PLAIN.issuperset(path):
        return "file://" + path
    from urllib.parse import quote

    return "file://" + quote(path, safe="/:!$&'()*+,;=@~-._")


def url_to_path(url: str) -> str:
    """The path of a ``file:`` URL, its query and fragment dropped."""
    if url.startswith("file:///") and _PLAIN.issuperset(url):
        return url[7:]
    from urllib.parse import unquote_to_bytes, urlsplit

    return os.fsdecode(unquote_to_bytes(urlsplit(url).path))


def data_format(url: str) -> str:
    """How the module of a ``data:`` URL is loaded."""
    kind, comma, _ = url[5:].partition(",")
    mime = kind.partition(";")[0].strip().lower() if comma else ""
    found = {"text/javascript": "module", "application/json": "json", "application/wasm": "wasm"}.get(mime)
    if found is None:
        raise OpError("ERR_UNKNOWN_MODULE_FORMAT", f"Unknown module format: {mime or 'null'} for URL {url}", "RangeError")
    return found


def data_bytes(url: str) -> bytes:
    """The media type and the bytes of a ``data:`` URL."""
    kind, comma, rest = url[5:].partition(",")
    if not comma:
        raise OpError("ERR_INVALID_URL", "Invalid URL", "TypeError", input=url)
    from urllib.parse import unquote_to_bytes

    body = unquote_to_bytes(rest.partition("#")[0])
    if not kind.endswith(";base64"):
        return body
    from base64 import b64decode

    return b64decode(body)
