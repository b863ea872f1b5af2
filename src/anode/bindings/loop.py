"""The ops of every handle and request, and the numbers of the event loop."""

from __future__ import annotations

from anode.engine.ops import Kind, op
from anode.loop.context import Context
from anode.loop.crossing import Tag
from anode.loop.handle import HandleEvent
from anode.loop.loop import Flag, Phase
from anode.permissions import nothing

__all__ = ["Flag", "HandleEvent", "Kind", "Phase", "Tag"]


@op(needs=nothing)
def handle_ref(ctx: Context, handle: int) -> None:
    """Let the handle keep the loop alive."""
    found = ctx.loop.handles.get(handle)
    if found is not None:
        found.ref()


@op(needs=nothing)
def handle_unref(ctx: Context, handle: int) -> None:
    """Let the loop end although the handle is active."""
    found = ctx.loop.handles.get(handle)
    if found is not None:
        found.unref()


@op(needs=nothing)
def handle_has_ref(ctx: Context, handle: int) -> bool:
    """Whether the handle keeps the loop alive while active."""
    found = ctx.loop.handles.get(handle)
    return found is not None and found.has_ref


@op(needs=nothing)
def handle_close(ctx: Context, handle: int) -> None:
    """Close the handle; its listener hears of it in the closing phase."""
    found = ctx.loop.handles.get(handle)
    if found is not None:
        found.close()
