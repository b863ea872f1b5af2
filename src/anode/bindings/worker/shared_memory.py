"""SharedArrayBuffers that threads share, where V8 has no way to give one isolate's memory to another.

The pages of a buffer can be found and replaced (engine/v8/shared_pages.py).
So each isolate makes a buffer of its own, finds its pages, and puts the same pages of a memory file there: one memory, at an address for
each. V8's own ``Atomics.wait`` sleeps on addresses, and would not hear of another isolate's ``notify``: waiting is done here as well.
"""

from __future__ import annotations

import _thread
import ctypes
import mmap
import os
import sys
from collections import deque
from itertools import count
from time import monotonic

from anode.engine import features
from anode.engine.ops import op
from anode.engine.v8.shared_pages import candidates, holding, replace, rounded
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

_SLICE = 0.02  # seconds that a wait lasts until it looks whether its isolate is being ended

_lock = _thread.allocate_lock()
_regions: dict[int, Region] = {}
_ids = count(1)


class Region:
    """Memory that several isolates have in their buffers; ``users`` counts these, and messages on the way."""

    __slots__ = ("file", "id", "size", "users", "view", "waiting")

    def __init__(self, size: int) -> None:
        self.id = next(_ids)
        self.size = size
        self.users = 1
        self.file = os.memfd_create("anode-shared", os.MFD_CLOEXEC)
        os.ftruncate(self.file, rounded(size))
        self.view = mmap.mmap(self.file, rounded(size))
        self.waiting: dict[int, deque[Callable[[], None]]] = {}

    def close(self) -> None:
        """Let go of it: those who have it mapped keep it."""
        self.view.close()
        os.close(self.file)


class Mapped:
    """The memory that one isolate shares, and the search that is under way."""

    def __init__(self, ctx: Context) -> None:
        self.regions: dict[int, int] = {}  # id -> how often it counts this isolate
        self.found: list[int] = []
        ctx.at_end.append(self.close)

    def close(self) -> None:
        """The isolate is gone."""
        for region, times in self.regions.items():
            for _ in range(times):
                _release(region)
        self.regions.clear()


def _release(region: int) -> None:
    with _lock:
        found = _regions.get(region)
        if found is None:
            return
        found.users -= 1
        if found.users == 0:
            del _regions[region]
            found.close()


# ---- finding a buffer's pages ----


@op(needs=nothing)
def locate(ctx: Context, size: int, mark: bytes, first: bool) -> int:
    """Look for the buffer of ``size`` bytes that begins with ``mark``, among those found before; how many there are."""
    if sys.platform != "linux" or not features.available("shared-pages"):
        return 0
    state = ctx.state(Mapped)
    state.found = holding(candidates(size) if first else state.found, mark)
    return len(state.found)


def _map(ctx: Context, region: Region) -> None:
    (place,) = ctx.state(Mapped).found
    replace(place, region.size, region.file)
    state = ctx.state(Mapped)
    state.regions[region.id] = state.regions.get(region.id, 0) + 1


@op(needs=nothing)
def share(ctx: Context, size: int) -> int:
    """Make the memory of the buffer that was located one that others can have, too; its number."""
    (place,) = ctx.state(Mapped).found
    region = Region(size)
    region.view[:size] = ctypes.string_at(place, size)
    _map(ctx, region)
    with _lock:
        _regions[region.id] = region
    return region.id


@op(needs=nothing)
def attach(ctx: Context, number: int) -> None:
    """Put the memory in the place of the buffer that was located; it has been counted when it was sent."""
    _map(ctx, _regions[number])


@op(needs=nothing)
def send(ctx: Context, number: int) -> int:
    """Count a message with it; its size in bytes."""
    with _lock:
        _regions[number].users += 1
        return _regions[number].size


@op(needs=nothing)
def release(ctx: Context, number: int, ours: bool) -> None:
    """Give up this isolate's memory (``ours``), or the memory of a message that turned out to be here already."""
    state = ctx.state(Mapped)
    if ours:
        times = state.regions.pop(number, 0)
        for _ in range(times):
            _release(number)
    else:
        _release(number)


# ---- waiting ----


def _still(region: Region, offset: int, expected: str, width: int) -> bool:
    return int.from_bytes(region.view[offset : offset + width], sys.byteorder, signed=True) == int(expected)


@op(needs=nothing)
def wait(ctx: Context, number: int, offset: int, expected: str, width: int, timeout: float) -> str:
    """``Atomics.wait``: sleep until somebody notifies; ``timeout`` in ms, negative for ever."""
    region = _regions[number]
    own = _thread.allocate_lock()
    own.acquire()
    wake = own.release
    with _lock:
        if not _still(region, offset, expected, width):
            return "not-equal"
        region.waiting.setdefault(offset, deque()).append(wake)
    end = None if timeout < 0 else monotonic() + timeout / 1000
    while not ctx.loop.stopping:
        left = _SLICE if end is None else min(_SLICE, end - monotonic())
        if own.acquire(timeout=max(left, 0)):
            return "ok"
        if end is not None and monotonic() >= end:
            break
    with _lock:
        return "timed-out" if _forget(region, offset, wake) else "ok"


def _forget(region: Region, offset: int, wake: Callable[[], None]) -> bool:
    queue = region.waiting.get(offset)
    if queue is None or wake not in queue:
        return False
    queue.remove(wake)
    if not queue:
        del region.waiting[offset]
    return True


class Waiter(Handle):
    """An ``Atomics.waitAsync`` under way, which keeps no loop alive; emits ``(0,)`` when it is notified."""

    __slots__ = ("_offset", "_region")
    resource = ""

    def __init__(self, ctx: Context, region: Region, offset: int) -> None:
        super().__init__(ctx, active=False)
        self._region = region
        self._offset = offset
        region.waiting.setdefault(offset, deque()).append(self.wake)

    def wake(self) -> None:
        """Somebody has notified; under the lock."""
        self.ctx.loop.post(self.emit, 0)

    def dispose(self) -> None:
        with _lock:
            _forget(self._region, self._offset, self.wake)


@op(needs=nothing)
def wait_async(ctx: Context, number: int, offset: int, expected: str, width: int) -> int:
    """``Atomics.waitAsync``: a handle, or 0 where the value is another."""
    region = _regions[number]
    with _lock:
        return Waiter(ctx, region, offset).id if _still(region, offset, expected, width) else 0


@op(needs=nothing)
def notify(ctx: Context, number: int, offset: int, most: int) -> int:
    """``Atomics.notify``: wake up to ``most`` (negative: all); how many there were."""
    region = _regions[number]
    woken = 0
    with _lock:
        queue = region.waiting.get(offset)
        while queue and (most < 0 or woken < most):
            queue.popleft()()
            woken += 1
        if not queue:
            region.waiting.pop(offset, None)
    return woken
