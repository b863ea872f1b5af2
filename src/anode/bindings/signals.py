"""Listening for signals."""

from __future__ import annotations

from anode.engine.context import Context
from anode.engine.ops import op
from anode.loop.handle import Handle
from anode.loop.signals import Signals
from anode.permissions import nothing


class SignalHandle(Handle):
    """Emits ``(0, number)`` for each signal."""

    __slots__ = ("number", "signals")

    def __init__(self, ctx: Context, number: int) -> None:
        super().__init__(ctx)
        self.number = number
        assert isinstance(ctx.host, Signals)
        self.signals = ctx.host
        try:
            self.signals.add(ctx.loop, number, self.id)
        except OSError:
            self.close()
            raise

    def dispose(self) -> None:
        self.signals.remove(self.number, self.id)


@op(needs=nothing, syscall="uv_signal_start")
def start(ctx: Context, number: int) -> int:
    """A handle that hears signal ``number``."""
    return SignalHandle(ctx, number).id
