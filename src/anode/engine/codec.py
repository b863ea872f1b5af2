"""What crosses between Python and JavaScript in a turn: one JSON string and the buffers beside it.

Out (submissions): ``[request, op, args]`` or, where bytes are among the arguments, ``[request, op, args, [position, …]]`` whose
arguments at these positions are indexes of buffers. In (completions), by their first number:

====  ==========================================  =========================================================
 0    ``[0, request, error, value]``              a request has finished
 1    ``[1, request, buffer]``                    a request has finished with bytes
 2    ``[2, handle, kind, a, b, …]``              a handle has something to say
 3    ``[3, handle, kind, buffer, a, b, …]``      the same, with bytes first
====  ==========================================  =========================================================

A binding with a form of its own (HTTP) takes a number from :data:`FIRST_OWN_TAG` on.

``import orjson`` costs 13 ms (it loads dataclasses, inspect and uuid), more than a short program's whole JSON, and is 2 to 3 us faster with a short
text. So the standard library's json serves until as much has been lost as the import costs.
"""

from __future__ import annotations

import json

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

DONE, DONE_BYTES, EVENT, EVENT_BYTES = 0, 1, 2, 3
FIRST_OWN_TAG = 8

_BEFORE_ORJSON = 4000  # texts
_LONG = 200_000  # characters: a text from which orjson gains at once

_compact = json.JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode
_left = _BEFORE_ORJSON


def dumps(value: Any) -> str:
    """JSON text; lone surrogates (file names that are not UTF-8, JavaScript strings) survive as escapes, NaN becomes null."""
    return _dumps(value)


def loads(text: str) -> Any:
    """Parse JSON text, lone surrogates included."""
    return _loads(text)


def _first_dumps(value: Any) -> str:
    _count(0)
    try:
        return _compact(value)
    except ValueError:  # NaN
        _count(_LONG)
        return _dumps(value)


def _first_loads(text: str) -> Any:
    _count(len(text))
    return json.loads(text)


_dumps: Callable[[Any], str] = _first_dumps
_loads: Callable[[str], Any] = _first_loads


def _count(size: int) -> None:
    global _left, _dumps, _loads
    _left -= 1
    if _left > 0 and size < _LONG:
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
            return json.loads(text)

    _dumps, _loads = own_dumps, own_loads
