"""A stream whose bytes JavaScript carries: any Duplex, for what works on streams of the system's (TLS)."""

from __future__ import annotations

import errno

from anode.bindings.net.stream import DATA, END, SHUT, WRITTEN, Stream
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

OUT, OUT_END, START, STOP = range(28, 32)


class JsStream(Stream):
    """A stream that JavaScript carries: any Duplex. ``(OUT, bytes)`` is to be written, ``(OUT_END,)`` ends it; START and STOP concern reading."""

    __slots__ = ()

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, -1)

    @property
    def resource(self) -> str:
        return ""

    def start(self) -> None:
        self.ctx.loop.emit(self.id, START, ())

    def pause(self) -> None:
        self.ctx.loop.emit(self.id, STOP, ())

    def write(self, data: bytes) -> bool:
        self.ctx.loop.emit(self.id, OUT, (data,))
        return False

    def shutdown(self) -> None:
        self.ctx.loop.emit(self.id, OUT_END, ())

    def dispose(self) -> None:
        pass


@op(needs=nothing)
def create(ctx: Context) -> int:
    """A stream whose bytes JavaScript carries."""
    return JsStream(ctx).id


@op(needs=nothing)
def tell(ctx: Context, handle: int, what: str, error: str | None = None, data: bytes | None = None) -> None:
    """written, shut, end, or data: what has become of such a stream."""
    found = ctx.loop.handles.get(handle)
    if not isinstance(found, JsStream):
        return
    number = -getattr(errno, error, errno.EPIPE) if error else 0
    if what == "data":
        found.emit(DATA, data)
    elif what == "end":
        found.emit(END)
    else:
        found.emit(WRITTEN if what == "written" else SHUT, error, number)
