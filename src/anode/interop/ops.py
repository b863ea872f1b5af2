"""JavaScript's side of the calls between it and a Python host: see ``interop/bridge.py``. Only an embedded isolate has a host."""

from __future__ import annotations

from anode.engine.ops import op
from anode.interop.bridge import Bridge, OwnTag
from anode.interop.layout import Kind, Memory, Real, Slot, Verb
from anode.loop.context import Context
from anode.permissions import nothing

__all__ = ["Kind", "Memory", "OwnTag", "Real", "Slot", "Verb"]


@op(needs=nothing)
def reply(ctx: Context, number: int, failed: bool, text: str, data: bytes = b"") -> None:
    """A job of Python's is done; ``data`` are the bytes that ``text`` refers to."""
    ctx.state(Bridge).reply(number, failed, text, data)


@op(needs=nothing)
def begin(ctx: Context, number: int) -> bool:
    """A job of Python's begins; false where nothing waits for it any more."""
    return ctx.state(Bridge).background.begin(number)


@op(needs=nothing)
def call(ctx: Context, function: int, text: str, data: bytes = b"") -> str:
    """Call a function that Python has handed over."""
    return ctx.state(Bridge).callbacks.call(function, text, data)


@op(needs=nothing)
def resume(ctx: Context, number: int, failed: bool, text: str, data: bytes = b"") -> str:
    """Go on with a Python function that asked for JavaScript."""
    return ctx.state(Bridge).callbacks.resume(number, failed, text, data)


@op(needs=nothing)
def bytes_beside(ctx: Context) -> bytes:
    """The bytes that the last text refers to."""
    return ctx.state(Bridge).sent


@op(needs=nothing)
def guard(ctx: Context) -> bool:
    """Leave the function in which the event loop runs in place of the async context; false where the engine does not let us."""
    return ctx.state(Bridge).background.hand_over()


@op(needs=nothing)
def natives(ctx: Context) -> bool:
    """Leave the native functions of direct calls in place of the async context; false where the engine does not let us."""
    return ctx.state(Bridge).natives()


@op(needs=nothing)
def more_natives(ctx: Context) -> None:
    """Leave native functions for further levels of nesting in place of the async context."""
    ctx.state(Bridge).more_natives()


@op(needs=nothing)
def beside_lengths(ctx: Context) -> str:
    """The lengths of the bytes that the last text refers to, as JSON."""
    return str(ctx.state(Bridge).sent_lengths)


@op(needs=nothing)
def release(ctx: Context, number: int, received: int) -> None:
    """JavaScript has let go of a Python object, which it had been given ``received`` times."""
    ctx.state(Bridge).held.let_go(number, received)


@op(needs=nothing)
def uncaught(ctx: Context, text: str, data: bytes = b"") -> bool:
    """An error in the background that no JavaScript has caught; whether the program goes on."""
    return ctx.state(Bridge).uncaught(text, data)


@op(needs=nothing)
def write(ctx: Context, fd: int, data: bytes | str) -> None:
    """Write to the host's stdout or stderr, which stay its own."""
    assert ctx.host is not None
    ctx.host.write(fd, data if isinstance(data, str) else data.decode("utf-8", "replace"))
