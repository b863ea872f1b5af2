"""URLs by the WHATWG standard, parsed by ada, the parser that Node itself uses.

A parsed URL crosses as one string: eight offsets into the normalised href (it is ASCII, so bytes are characters), the
port and the scheme type, then the href, separated by spaces. ``-1`` says that a part is absent.
"""

from __future__ import annotations

from anode.bindings.requirements import need, unusable
from anode.engine.ops import Numbers, op
from anode.loop.context import Context
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

try:
    # The package's own classes give no offsets, and no errors that tell a host from a port.
    from ada_url._ada_wrapper import ffi, lib
except ImportError as error:
    raise unusable("ada-url", "node:url", error) from None
need("ada-url", "node:url", lib, """
    ada_free ada_free_owned_string ada_get_components ada_get_hostname ada_get_href ada_get_scheme_type ada_idna_to_ascii ada_idna_to_unicode
    ada_is_valid ada_parse ada_parse_with_base ada_set_hash ada_set_host ada_set_hostname ada_set_password ada_set_pathname ada_set_port
    ada_set_protocol ada_set_search ada_set_username
""")  # fmt: skip

_OMITTED = 0xFFFFFFFF


class Scheme(Numbers):
    """ada's numbers of the schemes (``ada::scheme::type``)."""

    HTTP, NOT_SPECIAL, HTTPS, WS, FTP, WSS, FILE = range(7)


def _text(piece: Any) -> str:
    return bytes(ffi.buffer(piece.data, piece.length)).decode() if piece.length else ""


def _packed(url: Any) -> str:
    c = lib.ada_get_components(url)
    port = -1 if c.port == _OMITTED else c.port
    search = -1 if c.search_start == _OMITTED else c.search_start
    fragment = -1 if c.hash_start == _OMITTED else c.hash_start
    return (
        f"{c.protocol_end} {c.username_end} {c.host_start} {c.host_end} {port} {c.pathname_start} "
        f"{search} {fragment} {lib.ada_get_scheme_type(url)} {_text(lib.ada_get_href(url))}"
    )


def _parsed(href: str, base: str | None) -> Any:
    data = href.encode("utf-8", "replace")
    if base is None:
        return lib.ada_parse(data, len(data))
    base_data = base.encode("utf-8", "replace")
    return lib.ada_parse_with_base(data, len(data), base_data, len(base_data))


def _is_valid(href: str, base: str | None, url: Any) -> bool:
    """Whether ``url`` is a URL. ada does not decode labels in Punycode; some decode to text that is not allowed in a label (UTS 46, section 4)."""
    if not lib.ada_is_valid(url):
        return False
    if "xn--" not in href.lower() and (base is None or "xn--" not in base.lower()):
        return True
    if base is not None:
        alone = _parsed(base, None)
        try:
            if not _is_valid(base, None, alone):
                return False
        finally:
            lib.ada_free(alone)
    return _has_valid_host(url)


def _has_valid_host(url: Any) -> bool:
    if lib.ada_get_scheme_type(url) == Scheme.NOT_SPECIAL:
        return True
    for label in _text(lib.ada_get_hostname(url)).split("."):
        if label.startswith("xn--"):
            try:
                decoded = label[4:].encode().decode("punycode")
            except UnicodeError:
                return False
            from unicodedata import normalize  # seldom needed

            if decoded.isascii() or not decoded.isprintable() or normalize("NFKC", decoded.lower()) != decoded:
                return False
    return True


@op(needs=nothing)
def parse(ctx: Context, href: str, base: str | None = None) -> str | None:
    """The URL that ``href`` means, seen from ``base``; None when it is not valid."""
    url = _parsed(href, base)
    try:
        return _packed(url) if _is_valid(href, base, url) else None
    finally:
        lib.ada_free(url)


@op(needs=nothing)
def can_parse(ctx: Context, href: str, base: str | None = None) -> bool:
    """Whether :func:`parse` would succeed."""
    url = _parsed(href, base)
    try:
        return _is_valid(href, base, url)
    finally:
        lib.ada_free(url)


_SETTERS = {
    part: getattr(lib, f"ada_set_{part}")
    for part in ("protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash")
}


@op(needs=nothing)
def update(ctx: Context, href: str, part: str, value: str) -> str:
    """The URL ``href`` after one of its parts was set by the rules of the URL standard. A value that they refuse changes nothing."""
    url = _parsed(href, None)
    try:
        data = value.encode("utf-8", "replace")
        _SETTERS[part](url, data, len(data))
        if part in ("host", "hostname") and not _has_valid_host(url):
            lib.ada_free(url)
            url = _parsed(href, None)
        return _packed(url)
    finally:
        lib.ada_free(url)


def _owned(string: Any) -> str:
    try:
        return _text(string)
    finally:
        lib.ada_free_owned_string(string)


@op(needs=nothing)
def domain_to_ascii(ctx: Context, domain: str) -> str:
    """The host that ``domain`` is in a URL (``español.com`` → ``xn--espaol-zwa.com``); '' when it is no host."""
    url = _parsed("ws://x", None)
    try:
        data = domain.encode("utf-8", "replace")
        return _text(lib.ada_get_hostname(url)) if lib.ada_set_hostname(url, data, len(data)) and _has_valid_host(url) else ""
    finally:
        lib.ada_free(url)


@op(needs=nothing)
def domain_to_unicode(ctx: Context, domain: str) -> str:
    """The readable form of a host; '' when it is none."""
    data = domain_to_ascii(ctx, domain).encode()
    return _owned(lib.ada_idna_to_unicode(data, len(data)))


@op(needs=nothing)
def idna_to_ascii(ctx: Context, name: str) -> str:
    """A name by the rules of IDNA alone; '' when they refuse it."""
    data = name.encode("utf-8", "replace")
    return _owned(lib.ada_idna_to_ascii(data, len(data)))


@op(needs=nothing)
def idna_to_unicode(ctx: Context, name: str) -> str:
    """A name by the rules of IDNA alone, readable."""
    data = name.encode("utf-8", "replace")
    return _owned(lib.ada_idna_to_unicode(data, len(data)))
