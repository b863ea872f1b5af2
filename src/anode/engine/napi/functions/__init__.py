"""The functions of js_native_api.h and node_api.h, a file for each subject. Importing the package declares all of them (entries.py)."""

from __future__ import annotations

from anode.engine.napi.functions import (
    async_calls,
    async_work,
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
    threadsafe,
    values,
)

__all__ = [
    "async_calls",
    "async_work",
    "buffers",
    "calls",
    "classes",
    "environment",
    "exceptions",
    "numbers",
    "objects",
    "promises",
    "references",
    "scopes",
    "strings",
    "threadsafe",
    "values",
]
