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
"""

from __future__ import annotations

from typing import Any

import orjson

DONE, DONE_BYTES, EVENT, EVENT_BYTES = 0, 1, 2, 3
FIRST_OWN_TAG = 8


def dumps(value: Any) -> str:
    """JSON text; lone surrogates (file names that are not UTF-8, JavaScript strings) survive as escapes."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        import json

        return json.dumps(value, separators=(",", ":"))


def loads(text: str) -> Any:
    """Parse JSON text, lone surrogates included."""
    try:
        return orjson.loads(text)
    except ValueError:
        import json

        return json.loads(text)
