"""Texts of two runs as far as they can be equal: without times, ports, process ids and folders."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")
_PATTERNS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\b\d+(\.\d+)?\s?(ms|s|min|sec|seconds|milliseconds)\b", "TIME"),
        (r"\b\d{1,2}:\d\d:\d\d( [AP]M)?\b", "CLOCK"),
        (r"\b1\d{12}\b", "NOW"),
        (r"\b\d{4}-\d\d-\d\dT[\d:.]+Z", "DATE"),
        (r"(localhost|127\.0\.0\.1|\[::1?\]|0\.0\.0\.0):\d+", "HOST"),
        (r"\(node:\d+\)|\bpid:? \d+", "PID"),
        (r"[ \t]+$", ""),
    )
]


def normal(text: str, own: Iterable[tuple[str, str]] = ()) -> str:
    """``text`` with what differs from run to run replaced; ``own`` are the project's own patterns."""
    text = _ANSI.sub("", text).replace("\r", "")
    for pattern, replacement in own:
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    for compiled, replacement in _PATTERNS:
        text = compiled.sub(replacement, text)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())
