"""A stream whose bytes JavaScript carries: any Duplex. TLS works on it as on a socket."""

from __future__ import annotations

import errno

from anode.bindings.net.byte_stream import Event, Stream
from anode.engine.ops import Numbers, op
from anode.loop.context import Context
from anode.permissions import nothing


class CarrierEvent(Numbers):
    """Events of a stream that JavaScript carries, beside those of every stream."""

    WRITE, SHUTDOWN, READ_START, READ_STOP = range(28, 32)


class JsStream(Stream):
    """A stream that JavaScript carries: any Duplex. ``(WRITE, bytes)`` asks to write, SHUTDOWN to end, READ_START and READ_STOP to read."""

    __slots__ = ()

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, -1)

    @property
    def resource(self) -> str:
        return ""

    def start(self) -> None:
        self.ctx.loop.emit(self.id, CarrierEvent.READ_START, ())

    def pause(self) -> None:
        self.ctx.loop.emit(self.id, CarrierEvent.READ_STOP, ())

    def write(self, data: bytes) -> bool:
        self.ctx.loop.emit(self.id, CarrierEvent.WRITE, (data,))
        return False

    def shutdown(self) -> None:
        self.ctx.loop.emit(self.id, CarrierEvent.SHUTDOWN, ())

    def dispose(self) -> None:
        pass


@op(needs=nothing)
def create(ctx: Context) -> int:
    """A stream whose bytes JavaScript carries."""
    return JsStream(ctx).id


@op(needs=nothing)
def tell(ctx: Context, handle: int, what: str, error: str | None = None, data: bytes | None = None) -> None:
    """Tell the stream how a request of its own ended (``written``, ``shut``), or what arrived (``data``, ``end``)."""
    found = ctx.loop.handles.get(handle)
    if not isinstance(found, JsStream):
        return
    number = -getattr(errno, error, errno.EPIPE) if error else 0
    if what == "data":
        found.emit(Event.DATA, data)
    elif what == "end":
        found.emit(Event.END)
    else:
        found.emit(Event.WRITTEN if what == "written" else Event.SHUT, error, number)
