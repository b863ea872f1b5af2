"""Node's limits: the size of a head, and of the extensions of a chunk."""

from __future__ import annotations

import re

LONGEST_EXTENSIONS = 16384  # bytes
_LONG_EXTENSIONS = re.compile(rb"\n[0-9a-fA-F]{1,16}[ \t]*;[^\n]{%d}" % LONGEST_EXTENSIONS)


def exceeds(head: bytes, limit: int) -> bool:
    """Whether a head is over ``limit``. Node counts the bytes of the URL or the reason, of names and of values, and no others."""
    if len(head) < limit:
        return False
    first, _, rest = head.partition(b"\r\n")
    parts = first.split(b" ", 2)
    size = len(parts[1]) if len(parts) > 1 and not first.startswith(b"HTTP/") else len(parts[-1])
    for line in rest.split(b"\r\n"):
        name, _, value = line.partition(b":")
        size += len(name) + len(value.strip(b" \t"))
    return size >= limit


def has_long_extensions(data: bytes, start: int) -> bool:
    """Whether the extensions of a chunk in ``data``, from ``start`` on, are over the limit."""
    return _LONG_EXTENSIONS.search(data, start) is not None
