"""Message ports: the handle that wakes a port's isolate. The messages themselves wait in JavaScript (lib/internal/worker/io.js)."""

from __future__ import annotations

from anode.engine.context import Context
from anode.engine.ops import op
from anode.loop.handle import Handle
from anode.permissions import nothing

MESSAGES = 0


class Port(Handle):
    """A started message port, which is active from then on: emits ``(MESSAGES,)`` in the poll after it was signalled."""

    __slots__ = ()
    resource = "MessagePort"


@op(needs=nothing)
def port_open(ctx: Context) -> int:
    """A port's handle."""
    return Port(ctx).id


@op(needs=nothing)
def port_signal(ctx: Context, handle: int) -> None:
    """Say that there are messages."""
    port = ctx.loop.handles.get(handle)
    if isinstance(port, Port):
        port.emit(MESSAGES)
