"""V8's own functions for values that an op cannot take, through the cell (engine/v8/cell.py), and V8's flags."""

from __future__ import annotations

from anode.engine.heap.end import of_main
from anode.engine.ops import Numbers, op
from anode.engine.v8 import cell, heap, library, settings
from anode.errors import OpError
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.engine.heap.collections import Collection


@op(needs=nothing)
def preview_entries(ctx: Context) -> bool | None:
    """Replace the object in the cell (the async context) by an array of its entries: see internal/util/preview.js."""
    return cell.preview_entries()


@op(needs=nothing)
def set_flags(ctx: Context, flags: str) -> bool:
    """Change V8's flags while it runs; whether it could be told. They are the whole process's: a host's stay as they are."""
    if ctx.embedded:
        raise OpError("ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "v8.setFlagsFromString would change the host program", "TypeError")
    return settings.set_flags(flags)


@op(needs=nothing)
def heap_statistics(ctx: Context) -> str:
    """V8's figures of the heap, as JSON: see engine/v8/heap.py."""
    return str(heap.heap_statistics())


@op(needs=nothing, json=True)
def space_statistics(ctx: Context) -> dict[str, list[int]]:
    """V8's figures of the spaces of the heap: see engine/v8/heap.py."""
    return heap.space_statistics()


@op(needs=nothing)
def snapshots_near_heap_limit(ctx: Context, count: int, folder: str) -> None:
    """Write as many heap snapshots, into ``folder``, before a full heap ends the program. A second call changes nothing, as in Node."""
    if not ctx.owns_process:
        raise OpError("ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "v8.setHeapSnapshotNearHeapLimit() outside the main thread", "TypeError")
    if not of_main.left:
        of_main.left, of_main.folder = count, folder


@op(needs=nothing)
def find_byte(ctx: Context, byte: int, start: int, end: int) -> int | None:
    """Where ``byte`` first stands in [start, end) of the bytes in the cell, or -1; None where they cannot be seen."""
    return cell.find_byte(byte, start, end)


@op(needs=nothing)
def take_source(ctx: Context) -> str:
    """The text of a file that the op before this one could not put into the cell: see internal/modules/source.js."""
    return cell.take_source()


class GarbageEvent(Numbers):
    """The event of a handle that hears of garbage collections."""

    COLLECTED = 0


class Garbage(Handle):
    """Emits ``(COLLECTED,)`` when there are collections to take: their kind, flags, start and duration in milliseconds, figures before and after."""

    __slots__ = ("_collections", "_waiting")
    resource = ""

    def __init__(self, ctx: Context) -> None:
        from anode.engine.heap.collections import Collections  # few programs ask

        super().__init__(ctx, active=False)
        self._waiting: list[list[Any]] = []
        self._collections = Collections(self._tell)

    def switch(self, on: bool, figures: bool) -> None:
        """Tell of collections, or no more."""
        self._collections.on, self._collections.figures = on, figures

    def _tell(self, found: Collection) -> None:
        kind, flags, start, end, before, after = found
        loop = self.ctx.loop
        self._waiting.append([kind, flags, (start - loop.origin) * 1000, (end - start) * 1000, before, after])
        if len(self._waiting) == 1:
            loop.post(self.emit, GarbageEvent.COLLECTED)

    def take(self) -> list[list[Any]]:
        """The collections since the last call."""
        taken, self._waiting = self._waiting, []
        return taken

    def dispose(self) -> None:
        self._collections.on = False


@op(needs=nothing)
def hear_garbage(ctx: Context) -> int | None:
    """A handle that hears of garbage collections; None where V8 does not tell."""
    return Garbage(ctx).id if library.has("gc-callbacks") else None


@op(needs=nothing)
def switch_garbage(ctx: Context, handle: int, on: bool, figures: bool) -> None:
    """Tell a handle of collections, with the heap's figures or without, or no more."""
    found = ctx.loop.handles.get(handle)
    if isinstance(found, Garbage):
        found.switch(on, figures)


@op(needs=nothing, json=True)
def take_garbage(ctx: Context, handle: int) -> list[list[Any]]:
    """The collections that a handle has heard of since the last call."""
    found = ctx.loop.handles.get(handle)
    return found.take() if isinstance(found, Garbage) else []
