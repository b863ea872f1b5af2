"""Clocks, for process.hrtime and perf_hooks."""

from __future__ import annotations

import time as _time

from anode.engine.context import Context
from anode.engine.ops import op
from anode.permissions import nothing

_START_NS = _time.monotonic_ns()
_ORIGIN_MS = _time.time() * 1000
_LARGEST = 2**53


@op(needs=nothing)
def hrtime_ns(ctx: Context) -> int | str:
    """Nanoseconds of the monotonic clock; past 2^53 as ``"seconds nanoseconds"``."""
    now = _time.monotonic_ns()
    return now if now < _LARGEST else f"{now // 10**9} {now % 10**9}"


@op(needs=nothing)
def hrtime(ctx: Context) -> float:
    """Milliseconds since this process's time origin, with their fraction."""
    return (_time.monotonic_ns() - _START_NS) / 1e6


@op(needs=nothing)
def time_origin(ctx: Context) -> float:
    """The time origin: milliseconds since the Unix epoch."""
    return _ORIGIN_MS


@op(needs=nothing, json=True)
def loop_metrics(ctx: Context) -> list[float]:
    """Milliseconds the loop spent waiting for events, when it started on the clock of :func:`hrtime` (-1: not yet), how
    often it turned, and how many events it took."""
    loop = ctx.loop
    start = float(getattr(loop, "started_ns", -1))
    return [
        float(getattr(loop, "idle_ns", 0)) / 1e6,
        (start - _START_NS) / 1e6 if start >= 0 else -1,
        float(getattr(loop, "turns", 0)),
        float(getattr(loop, "events", 0)),
    ]
