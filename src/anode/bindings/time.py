"""Clocks, for process.hrtime and perf_hooks. The time origin is when the process made ready for its first loop."""

from __future__ import annotations

import time as _time

from anode.engine.ops import op
from anode.loop.context import Context
from anode.loop.loop import PROCESS_ORIGIN
from anode.permissions import nothing

_LARGEST = 2**53
_EPOCH_MS = _time.time() * 1000 - (_time.monotonic() - PROCESS_ORIGIN) * 1000


@op(needs=nothing)
def hrtime_ns(ctx: Context) -> int | str:
    """Nanoseconds of the monotonic clock; past 2^53 as ``"seconds nanoseconds"``."""
    now = _time.monotonic_ns()
    return now if now < _LARGEST else f"{now // 10**9} {now % 10**9}"


@op(needs=nothing)
def hrtime(ctx: Context) -> float:
    """Milliseconds since the time origin, with their fraction."""
    return (_time.monotonic() - PROCESS_ORIGIN) * 1000


@op(needs=nothing)
def time_origin(ctx: Context) -> float:
    """The time origin: milliseconds since the Unix epoch."""
    return _EPOCH_MS


@op(needs=nothing, json=True)
def loop_metrics(ctx: Context) -> list[float]:
    """Milliseconds the loop spent waiting for events, when it started (on the clock of :func:`hrtime`; -1: not yet), how often it
    turned, and how many events it took."""
    loop = ctx.loop
    start = (loop.started - PROCESS_ORIGIN) * 1000 if loop.started else -1
    return [loop.idle * 1000, start, loop.turns, loop.events]
