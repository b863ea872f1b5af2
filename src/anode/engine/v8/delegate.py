"""C++ objects of ours that V8 calls: one word, which points to a table of functions."""

from __future__ import annotations

import ctypes

from anode.engine.v8 import library
from anode.engine.v8.signatures import P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_TABLE_START = 16  # bytes of a C++ table before its functions


class Delegate:
    """A C++ object with a table of ``size`` functions. ``functions`` are those of ours, by their place in the table; the others are those of V8's table
    ``name``. Without a name all are ours.
    """

    def __init__(self, name: str, size: int, functions: Mapping[int, Any]) -> None:
        if name:
            start = library.table(name) + _TABLE_START
            self._table = (P * size).from_buffer_copy((P * size).from_address(start))
        else:
            self._table = (P * size)()
        self._functions = functions  # kept here, because V8 has only their addresses
        for place, function in functions.items():
            self._table[place] = ctypes.cast(function, P).value
        self._object = P(ctypes.addressof(self._table))
        self.address = ctypes.addressof(self._object)
