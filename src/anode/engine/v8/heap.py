"""V8's own figures of an isolate's heap.

``HeapStatistics`` is words in this order; the tenth holds a flag of one byte. Later versions may add words at its end.
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
