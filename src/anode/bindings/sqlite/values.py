"""Values of SQLite on their way between Python and JavaScript, as JSON.

Numbers, strings and null stand for themselves. The others are pairs: ``["n", text]`` for a BigInt, ``["b", base64]`` for bytes, ``["f", text]`` for a
number that JSON has no form for.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any

import orjson

SAFE = (1 << 53) - 1  # the largest integer that every number of JavaScript below it can hold exactly
Row = Sequence[Any]


class TooLarge(Exception):
    """An integer that is no number of JavaScript; ``args`` holds it."""


def _pair(value: object) -> list[str]:
    if isinstance(value, (bytes, memoryview)):
        return ["b", b64encode(value).decode()]
    raise TypeError(value)


def _slow(value: Any, big: bool) -> Any:
    if isinstance(value, int):
        if big:
            return ["n", str(value)]
        if not -SAFE <= value <= SAFE:
            raise TooLarge(value)
    elif isinstance(value, float) and not isfinite(value):
        return ["f", "-Infinity" if value < 0 else "Infinity"]
    return value


def dump_rows(rows: list[Row], big: bool) -> str:
    """Rows as JSON; with ``big`` integers are BigInts. Raises TooLarge."""
    if not big:
        try:
            text = orjson.dumps(rows, _pair, orjson.OPT_STRICT_INTEGER)
        except orjson.JSONEncodeError:
            pass
        else:
            if b"null" not in text:
                return text.decode()
            if not any(type(value) is float and not isfinite(value) for row in rows for value in row):  # orjson writes null for infinity
                return text.decode()
    return orjson.dumps([[_slow(value, big) for value in row] for row in rows], _pair).decode()


def dump(values: Iterable[Any], big: bool) -> Any:
    """The arguments of a call of JavaScript, in the form of this module. Raises TooLarge."""
    return [_pair(value) if isinstance(value, (bytes, memoryview)) else _slow(value, big) for value in values]


def load_one(value: Any) -> Any:
    """A value that JavaScript has sent. A number is a float, whatever it looks like."""
    kind = type(value)
    if kind is int:
        return float(value)
    if kind is not list:
        return value
    tag, text = value
    if tag == "n":
        return int(text)
    return b64decode(text) if tag == "b" else float(text)


def load(text: str) -> list[Any]:
    """The values of a JSON array."""
    return [load_one(value) for value in orjson.loads(text)] if text != "[]" else []
