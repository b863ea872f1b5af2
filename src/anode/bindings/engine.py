"""V8's own functions for values that an op cannot take, through the cell (engine/v8/cell.py), and V8's flags."""

from __future__ import annotations

from anode.engine.ops import op
from anode.engine.v8 import cell, heap, settings
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing


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


@op(needs=nothing)
def find_byte(ctx: Context, byte: int, start: int, end: int) -> int | None:
    """Where ``byte`` first stands in [start, end) of the bytes in the cell, or -1; None where they cannot be seen."""
    return cell.find_byte(byte, start, end)


@op(needs=nothing)
def take_source(ctx: Context) -> str:
    """The text of a file that the op before this one could not put into the cell: see internal/modules/source.js."""
    return cell.take_source()
