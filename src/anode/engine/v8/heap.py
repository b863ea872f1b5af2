"""V8's own figures of an isolate's heap.

``HeapStatistics`` is words in this order; the tenth holds a flag of one byte. Later versions may add words at its end. ``HeapSpaceStatistics`` is the
address of a name, and four sizes.
"""

from __future__ import annotations

import ctypes

from anode.engine.v8.library import functions

_WORDS = 64  # more than the class has
_ORDER = (0, 1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 13, 7)


def heap_statistics() -> list[int]:
    """Total, executable, physical, available, used, limit, malloced, its peak, native and detached contexts, handles in total and in use, external.

    Empty where V8 cannot be asked. Inside an op.
    """
    v8 = functions("heap-statistics")
    if not v8:
        return []
    found = (ctypes.c_size_t * _WORDS)()
    v8["Isolate__GetHeapStatistics"](v8["Isolate__GetCurrent"](), found)
    return [found[i] for i in _ORDER]


_SPACE_WORDS = 16  # more than the class has
_SPACES = 32  # more than there are


def space_statistics() -> dict[str, list[int]]:
    """By the name of each space of the heap: its size, the part in use, the part that is free, and the memory that it takes.

    Empty where V8 cannot be asked. Inside an op.
    """
    v8 = functions("heap-statistics")
    spaces: dict[str, list[int]] = {}
    if not v8:
        return spaces
    isolate = v8["Isolate__GetCurrent"]()
    for index in range(_SPACES):
        words = (ctypes.c_size_t * _SPACE_WORDS)()
        if not v8["Isolate__GetHeapSpaceStatistics"](isolate, words, index):
            break
        name = ctypes.cast(words[0], ctypes.c_char_p).value
        if name is not None:
            spaces[name.decode()] = list(words[1:5])
    return spaces
