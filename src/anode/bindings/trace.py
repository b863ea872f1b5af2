"""The ops of a trace: the program's own isolate tells what its loop does (lib/internal/trace/recorder.js).

A trace is the user's who started the program: a program cannot begin one, and what it may see of it is the text of a pattern.
"""

from __future__ import annotations

from anode.engine.ops import Numbers, op
from anode.loop.context import Context
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Protocol

    class Listener(Protocol):
        """The reader of a trace. Methods are called on the isolate's thread, if they say nothing else."""

        def begin(self, ctx: Context, wall: float) -> int: ...
        def chunk(self, numbers: bytes, beside: str) -> int: ...
        def hold(self, level: int, subject: int) -> int: ...
        def pattern(self) -> str: ...
        def end(self, code: int) -> int:
            """The program has ended; the exit code."""
            ...

        def interrupt(self, code: int) -> int:
            """SIGINT ends the program; the exit code. On the main thread."""
            ...


class TraceEvent(Numbers):
    """The first of the numbers of an event. The second is its time in ms since the begin of the trace; then follow, with zeros up to ``WIDTH``:

    - PHASE: the phase (``loop.Phase``); when JavaScript left the phase before
    - ENTER, LEAVE: the number of a callback of the loop, ticks and microtasks behind it included
    - INIT: async id, name of the type, id of the execution that asked, trigger id, name of the place that asked, name of the function
    - BEFORE: async id, name of the function, 1 inside a callback; AFTER: async id
    - LOG: id of the execution, text, 1 for stderr
    - SPAN: number, text, id of the execution; SPAN_END: number, id of the execution
    - ERROR: id of the execution, text
    - ALIVE: 0, text: JSON of what is under way, ``[[async id, type, whether it keeps the loop alive, ms to wait], …]``
    - BLOCKED: the number of a long callback, text: JSON of the stacks of its samples, ``[[samples, [place, …]], …]``, the innermost place first
    """

    PHASE, ENTER, LEAVE, INIT, BEFORE, AFTER, LOG, SPAN, SPAN_END, ERROR, ALIVE, BLOCKED = range(1, 13)
    WIDTH = 8


class TraceMode(Numbers):
    """What a reader wants: to be asked before each callback, before each phase; and bit PATTERN, where it has a pattern of places to stop at."""

    HOLD_CALLBACKS = 1
    HOLD_PHASES = 2
    HOLD_PATTERN = 4  # a level of :func:`hold` alone
    PATTERN = 8


class Traced:
    """One isolate's reader, if it has one."""

    def __init__(self, ctx: Context) -> None:
        self.listener: Listener | None = None


def _listener(ctx: Context) -> Listener | None:
    return ctx.state(Traced).listener


@op(needs=nothing)
def begin(ctx: Context, wall: float) -> int:
    """The trace begins; ``wall`` is in ms since the Unix epoch. The time from one sample of the loop to the next, in ms; 0: it is watched all the time."""
    listener = _listener(ctx)
    return listener.begin(ctx, wall) if listener else 0


@op(needs=nothing)
def chunk(ctx: Context, numbers: bytes, beside: str) -> int:
    """Events, and their texts as JSON: ``names`` that are new, and the ``texts`` of these events; the mode."""
    listener = _listener(ctx)
    return listener.chunk(bytes(numbers), beside) if listener else 0


@op(needs=nothing)
def hold(ctx: Context, level: int, subject: int) -> int:
    """Wait until the reader lets the program go on; the mode."""
    listener = _listener(ctx)
    return listener.hold(level, subject) if listener else 0


@op(needs=nothing)
def pattern(ctx: Context) -> str:
    """The part of a place or name at which the program stops."""
    listener = _listener(ctx)
    return listener.pattern() if listener else ""
