"""The URLs of modules: ``file:`` and ``data:``."""

from __future__ import annotations

import base64
import os
import re

from anode.errors import OpError

_PLAIN = re.compile(r"[\w/.:!$&'()*+,;=@~-]*", re.A)  # characters that a URL has unencoded, as a path has


def path_to_url(path: str) -> str:
    """The ``file:`` URL of an absolute path."""
    if _PLAIN.fullmatch(path) is not None:
        return "file://" + path
    from urllib.parse import quote

    return "file://" + quote(path, safe="/:!$&'()*+,;=@~-._")


def url_to_path(url: str) -> str:
    """The path of a ``file:`` URL, its query and fragment dropped."""
    if url.startswith("file:///") and _PLAIN.fullmatch(url) is not None:
        return url[7:]
    from urllib.parse import unquote_to_bytes, urlsplit

    return os.fsdecode(unquote_to_bytes(urlsplit(url).path))


def data_format(url: str) -> str:
    """How the module of a ``data:`` URL is loaded."""
    match = re.match(r"^data:([^,]*?)(?:;base64)?,", url, re.S)
    mime = (match.group(1) if match else "").split(";")[0].strip().lower()
    found = {"text/javascript": "module", "application/json": "json", "application/wasm": "wasm"}.get(mime)
    if found is None:
        raise OpError("ERR_UNKNOWN_MODULE_FORMAT", f"Unknown module format: {mime or 'null'} for URL {url}", "RangeError")
    return found


def data_bytes(url: str) -> bytes:
    """The media type and the bytes of a ``data:`` URL."""
    match = re.match(r"^data:([^,]*?)(;base64)?,([^#]*)", url)
    if match is None:
        raise OpError("ERR_INVALID_URL", "Invalid URL", "TypeError", input=url)
    from urllib.parse import unquote_to_bytes

    body = unquote_to_bytes(match.group(3))
    return base64.b64decode(body) if match.group(2) else body
