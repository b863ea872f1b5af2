"""Heap snapshots that are taken at once. The inspector's own command takes one only when the event loop has had a turn.

Some facts:
- ``TakeHeapSnapshot`` gets a HeapSnapshotOptions, for which zeros are the defaults, and collects garbage first.
- V8 writes a snapshot to an OutputStream of the embedder's, as ASCII.
"""

from __future__ import annotations

import ctypes

from anode.engine.v8.delegate import Delegate
from anode.engine.v8.inspector.interrupt import told
from anode.engine.v8.library import functions
from anode.engine.v8.signatures import INT, P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

_OPTIONS_SPACE = 64  # bytes for a HeapSnapshotOptions
_MODE, _NUMERICS = 16, 20  # offsets in it of two enumerations, of which 1 is to expose
_CHUNK = 1 << 20
_JSON, _CONTINUE, _ABORT = 0, 0, 1

_nothing_type = ctypes.CFUNCTYPE(None, P)
_size_type = ctypes.CFUNCTYPE(INT, P)
_write_type = ctypes.CFUNCTYPE(INT, P, P, INT)


def take(isolate: int, write: Callable[[bytes], object], internals: bool = False, numbers: bool = False) -> None:
    """Take a snapshot of the heap, and give its text to ``write`` in parts. On the isolate's thread, not in an op; raises what ``write`` raises.

    ``internals`` shows V8's own objects, too, ``numbers`` the values of numbers.
    """
    v8 = functions("heap-profiler")
    failed: list[BaseException] = []

    def chunk(this: int, data: int, size: int) -> int:
        try:
            write(ctypes.string_at(data, size))
        except BaseException as error:
            failed.append(error)
            return _ABORT
        return _CONTINUE

    stream = Delegate(
        "",
        6,
        {
            0: _nothing_type(lambda this: None),
            1: _nothing_type(lambda this: None),
            2: _nothing_type(lambda this: None),
            3: _size_type(lambda this: _CHUNK),
            4: _write_type(chunk),
            5: _write_type(told(lambda this, data, size: _ABORT)),
        },
    )
    options = ctypes.create_string_buffer(_OPTIONS_SPACE)
    INT.from_buffer(options, _MODE).value, INT.from_buffer(options, _NUMERICS).value = internals, numbers
    snapshot = v8["HeapProfiler__TakeHeapSnapshot"](v8["Isolate__GetHeapProfiler"](isolate), options)
    v8["HeapSnapshot__Serialize"](snapshot, stream.address, _JSON)
    v8["HeapSnapshot__Delete"](snapshot)
    if failed:
        raise failed[0]
