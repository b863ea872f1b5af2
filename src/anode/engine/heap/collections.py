"""The garbage collections of one isolate, as V8 tells of them.

Some facts:
- V8 calls an embedder's functions before and after each collection, on the isolate's thread. They must not touch V8's heap.
- Of the functions that ask for that, V8 has only the C++ names, and none to take it back.

What this means here:
- The functions note times and figures. They stay, and note nothing while nobody asks.
"""

from __future__ import annotations

import ctypes
from time import monotonic

from anode.engine.v8 import heap
from anode.engine.v8.garbage import HEAP
from anode.engine.v8.library import functions
from anode.engine.v8.signatures import INT, P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

    # What kind it was (V8's GCType), its flags, seconds of time.monotonic() at its start and its end, and the heap's figures before and after
    # (heap.heap_statistics), if they were asked for.
    Collection = tuple[int, int, float, float, list[int], list[int]]

_ALL = 31  # V8's kinds of collections
_type = ctypes.CFUNCTYPE(None, P, INT, INT, P)


class Collections:
    """Made inside an op, once an isolate. ``tell`` gets each collection while :attr:`on` is true; with :attr:`figures` those of the heap, too."""

    def __init__(self, tell: Callable[[Collection], None]) -> None:
        self.on = self.figures = False
        self._tell = tell
        self._started = 0.0
        self._before: list[int] = []
        self._callbacks = (_type(self._start), _type(self._end))  # kept here, because V8 has only their addresses
        v8 = functions("gc-callbacks")
        isolate = v8["Isolate__GetCurrent"]()
        before, after = (ctypes.cast(callback, P) for callback in self._callbacks)
        v8["Heap__AddGCPrologueCallback"](isolate + HEAP, before, _ALL, None)
        v8["Heap__AddGCEpilogueCallback"](isolate + HEAP, after, _ALL, None)

    def _start(self, isolate: int, kind: int, flags: int, data: int) -> None:
        if self.on:
            self._before = heap.heap_statistics() if self.figures else []
            self._started = monotonic()

    def _end(self, isolate: int, kind: int, flags: int, data: int) -> None:
        if self.on and self._started:
            ended = monotonic()
            after = heap.heap_statistics() if self.figures else []
            self._tell((kind, flags, self._started, ended, self._before, after))
