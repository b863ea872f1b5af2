"""Questions to V8 itself."""

from __future__ import annotations

from anode.engine import v8
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing


@op(needs=nothing)
def preview_entries(ctx: Context) -> bool | None:
    """Replace the object in the cell (the async context) by an array of its entries: see internal/util/preview.js."""
    return v8.preview_entries()


@op(needs=nothing)
def set_flags(ctx: Context, flags: str) -> bool:
    """Change V8's flags while it runs; whether it could be told."""
    return v8.set_flags(flags)


@op(needs=nothing)
def find_byte(ctx: Context, byte: int, start: int, end: int) -> int | None:
    """Where ``byte`` first stands in [start, end) of the bytes in the cell, or -1; None where they cannot be seen."""
    return v8.find_byte(byte, start, end)
