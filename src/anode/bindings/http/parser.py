"""The ops of lib/internal/http/parser.js: parsers for bytes that JavaScript reads itself."""

from __future__ import annotations

from anode.bindings.http.message_parser import MessageParser
from anode.bindings.http.protocol import Entry, Framing, Head, Message
from anode.bindings.http.whole_message import WholeMessage
from anode.engine.codec import dumps
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

__all__ = ["Entry", "Framing", "Head", "Message"]


class Parsers:
    """The parsers of one isolate, by number."""

    __slots__ = ("_next_id", "by_id", "whole")

    def __init__(self, ctx: Context) -> None:
        self.whole = WholeMessage(Message.RESPONSE)
        self.by_id: dict[int, MessageParser] = {}
        self._next_id = 0

    def keep(self, parser: MessageParser) -> int:
        """Give a parser a number."""
        self._next_id += 1
        self.by_id[self._next_id] = parser
        return self._next_id


@op(needs=nothing)
def open_parser(ctx: Context, kind: int, limit: int, lenient: bool) -> int:
    """A parser of Message.REQUEST or Message.RESPONSE messages with heads of up to ``limit`` bytes; its number."""
    parsers = ctx.state(Parsers)
    return parsers.keep(MessageParser(kind, limit, lenient, parsers.whole if kind == Message.RESPONSE else None))


@op(needs=nothing)
def reset(ctx: Context, parser: int, kind: int, limit: int, lenient: bool) -> None:
    """Use a parser for another connection."""
    parsers = ctx.state(Parsers)
    found = parsers.by_id[parser]
    found.whole = parsers.whole if kind == Message.RESPONSE else None
    found.reset(kind, limit, lenient)


@op(needs=nothing)
def execute(ctx: Context, parser: int, data: bytes) -> str:
    """Parse bytes; the entries as JSON (see message_parser.py)."""
    return dumps(ctx.state(Parsers).by_id[parser].execute(data))


@op(needs=nothing)
def executed(ctx: Context, parser: int) -> str:
    """The entries of the bytes that a direct connection has parsed last, as JSON."""
    return dumps(ctx.state(Parsers).by_id[parser].entries)


@op(needs=nothing)
def decide(ctx: Context, parser: int, index: int, decision: int) -> str:
    """Say how the message of the ``index``-th head goes on (a ``Framing``), if not as parsed; the entries behind the head as JSON."""
    return dumps(ctx.state(Parsers).by_id[parser].decide(index, decision))


@op(needs=nothing)
def finish(ctx: Context, parser: int) -> str:
    """Say that the peer has sent its last byte; the last entries as JSON."""
    return dumps(ctx.state(Parsers).by_id[parser].finish())


@op(needs=nothing)
def close_parser(ctx: Context, parser: int) -> None:
    """Forget a parser."""
    ctx.state(Parsers).by_id.pop(parser, None)
