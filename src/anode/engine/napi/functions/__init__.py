"""The functions of js_native_api.h and node_api.h, a file for each subject. Importing the package declares all of them (entries.py)."""

from __future__ import annotations

from anode.engine.napi.functions import (
    buffers,
    calls,
    classes,
    environment,
    exceptions,
    numbers,
    objects,
    promises,
    references,
    scopes,
    strings,
    values,
)  # fmt: skip
from anode.engine.napi.functions.asynchronous import calls as asynchronous_calls
from anode.engine.napi.functions.asynchronous import libuv, threadsafe, work

__all__ = [
    "asynchronous_calls", "buffers", "calls", "classes", "environment", "exceptions", "libuv", "numbers", "objects", "promises", "references", "scopes",
    "strings", "threadsafe", "values", "work",
]  # fmt: skip
