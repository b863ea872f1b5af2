"""JSON text, the form in which structures cross between Python and JavaScript.

Some facts:
- ``import orjson`` costs 13 ms (it loads dataclasses, inspect and uuid): more than all the JSON of a short program.
- An exception in the middle of that import, such as KeyboardInterrupt, ends the process: orjson reads a module that is not there.
- Python handles signals on the main thread alone.
- With a short text orjson is 2 to 3 us faster than the standard library's json, with a list of numbers 3 us for 300 characters.
- ``import json`` costs 4 to 8 ms: it compiles regular expressions. The C functions of json stand in ``_json``, which has no imports.

What this means here:
- json's C functions serve until as much time has been lost as the import of orjson costs. A text that they do not read to its end is read by json.
- A thread of its own imports orjson.
"""

from __future__ import annotations

import _thread

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_BEFORE_ORJSON = 4000  # texts
_LIKE_A_TEXT = 300  # characters that cost as much more as a short text
_LONG = 200_000  # characters: a text from which orjson gains at once

_NOT_FINITE = {"-Infinity": float("-inf"), "Infinity": float("inf"), "NaN": float("nan")}


class _Reader:
    """What ``_json``'s scanner asks of json.JSONDecoder."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = _NOT_FINITE.__getitem__


def _refuse(value: object) -> Any:
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _functions() -> tuple[Callable[[Any], str], Callable[[str], Any]]:
    """The encoder of compact text, and the parser of texts."""
    try:
        import _json

        encode = _json.make_encoder(None, _refuse, _json.encode_basestring_ascii, None, ":", ",", False, False, False)
        scan = _json.make_scanner(_Reader)  # type: ignore[arg-type]  # its stub knows no stand-in
    except (ImportError, AttributeError, TypeError):  # private, and another Python may have it otherwise
        import json

        return json.JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode, json.loads

    def parse(text: str) -> Any:
        try:
            value, end = scan(text, 0)
        except StopIteration:
            end = -1
        if end == len(text):
            return value
        import json  # blanks around the value, or no JSON text

        return json.loads(text)

    return lambda value: "".join(encode(value, 0)), parse


_compact, _parse = _functions()
_left = _BEFORE_ORJSON


def dumps(value: Any) -> str:
    """JSON text; lone surrogates (file names that are not UTF-8, JavaScript strings) survive as escapes, NaN becomes null."""
    return _dumps(value)


def loads(text: str) -> Any:
    """Parse JSON text, lone surrogates included."""
    return _loads(text)


def _first_dumps(value: Any) -> str:
    try:
        text = _compact(value)
    except ValueError:  # NaN
        _count(_LONG)
        return _dumps(value)
    _count(len(text))
    return text


def _first_loads(text: str) -> Any:
    _count(len(text))
    return _parse(text)


_dumps: Callable[[Any], str] = _first_dumps
_loads: Callable[[str], Any] = _first_loads


def _import_orjson() -> bool:
    """Import orjson on a thread of its own; false where no thread can be started, as while Python ends."""
    imported = _thread.allocate_lock()
    imported.acquire()

    def load() -> None:
        try:
            import orjson  # noqa: F401
        finally:
            imported.release()

    try:
        _thread.start_new_thread(load, ())
    except RuntimeError:
        return False
    imported.acquire()
    return True


def _count(size: int) -> None:
    global _left, _dumps, _loads
    _left -= 1 + size // _LIKE_A_TEXT
    if _left > 0 and size < _LONG:
        return
    if not _import_orjson():
        _left = _BEFORE_ORJSON
        return
    import orjson

    fast_dumps, fast_loads = orjson.dumps, orjson.loads

    def own_dumps(value: Any) -> str:
        try:
            return fast_dumps(value).decode()
        except TypeError:
            return _compact(value)

    def own_loads(text: str) -> Any:
        try:
            return fast_loads(text)
        except ValueError:
            return _parse(text)

    _dumps, _loads = own_dumps, own_loads
