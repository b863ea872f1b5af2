"""A collection of all of V8's garbage at once, which JavaScript's weak references see.

Some facts:
- ``WeakRef`` objects and ``deref()`` keep their targets until the end of a turn. ``Isolate::ClearKeptObjects`` ends that.
- ``Heap::PreciseCollectAllGarbage`` marks the heap once and takes no pointer on the stack for a reference. ``LowMemoryNotification`` collects at least
  twice and throws compiled code away, too.
- Of the two functions V8 has only the C++ names; the heap is a member of the isolate.
"""

from __future__ import annotations

from anode.engine.v8.library import functions

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

HEAP = 0xF7A8  # offset in v8::internal::Isolate; the self-test tries it
_FOR_TESTING, _FORCED = 0x15, 4  # GarbageCollectionReason, GCCallbackFlags


def forget_kept(isolate: int) -> None:
    """End the turn for weak references. On the isolate's thread, between two of JavaScript's turns."""
    functions("cycles")["Isolate__ClearKeptObjects"](isolate)


def collection(isolate: int) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """The function of C that collects, and its arguments. It keeps the GIL."""
    return functions("cycles")["Heap__PreciseCollectAllGarbage"], (isolate + HEAP, 0, _FOR_TESTING, _FORCED)
