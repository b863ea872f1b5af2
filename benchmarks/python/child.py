"""Measures one engine, in a process of its own: ``python -m benchmarks.python.child ENGINE SECONDS [TITLE ...]``.

Prints a line of JSON for each row, its title and its samples, as soon as it has them.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import inspect
import json
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.python.rows import ANOTHER, MEMORY, MEMORY_OF_ANOTHER, ROWS, START, Row

MARK = "row "  # what begins a line of results: some packages print lines of their own
_SHORTEST = 0.002  # seconds of a sample
_FEWEST = 10  # samples
_OTHERS = 4  # Runtimes beside the first
_UNITS = {"µs": 1e6, "ms": 1e3}


def _tell(row: Row, samples: list[float]) -> None:
    print(MARK + json.dumps([row.title, samples]), flush=True)


def resident() -> float | None:
    """Megabytes of memory that this process and its children hold; None where the system does not say."""
    own = Path("/proc/self")
    if not own.exists():
        return None
    children = [process for listed in own.glob("task/*/children") for process in listed.read_text().split()]
    pages = sum(int(Path(f"/proc/{process}/statm").read_text().split()[1]) for process in ["self", *children])
    return pages * 4096 / 1e6


def _time_calls(once: Any, count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        once()
    return time.perf_counter() - start


async def _time_awaits(once: Any, count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        await once()
    return time.perf_counter() - start


def _samples(row: Row, once: Any, timed: Callable[[Any, int], float], first: float, seconds: float) -> list[float]:
    scale = _UNITS[row.unit] / row.per
    if row.once:
        return [first * scale]
    count = 1
    while timed(once, count) < _SHORTEST:
        count *= 2
    samples: list[float] = []
    end = time.perf_counter() + seconds
    while len(samples) < _FEWEST or time.perf_counter() < end:
        samples.append(timed(once, count) / count * scale)
    return samples


def measure(row: Row, once: Any, seconds: float) -> list[float]:
    """Samples of a row. Raises ValueError for a wrong result."""
    loop = asyncio.new_event_loop() if inspect.iscoroutinefunction(once) else None
    start = time.perf_counter()
    found = loop.run_until_complete(once()) if loop else once()
    first = time.perf_counter() - start
    if not row.right(found):
        raise ValueError(f"{row.title} gave {str(found)[:200]}")
    del found
    if loop is None:
        return _samples(row, once, _time_calls, first, seconds)
    samples = _samples(row, once, lambda once, count: loop.run_until_complete(_time_awaits(once, count)), first, seconds)
    loop.close()
    return samples


def _measure_others(engine: Any) -> None:
    others, samples = [], []
    before = resident()
    for _ in range(_OTHERS):
        start = time.perf_counter()
        others.append(engine.another())
        samples.append((time.perf_counter() - start) * 1e3)
    _tell(ANOTHER, samples)
    after = resident()
    if before is not None and after is not None:
        _tell(MEMORY_OF_ANOTHER, [(after - before) / _OTHERS])


def main(name: str, seconds: float, titles: list[str]) -> None:
    """Measure an engine's rows."""
    before, start = resident(), time.perf_counter()
    engine = importlib.import_module(f"benchmarks.python.engines.{name}").Engine()
    assert engine.call()() == 3
    _tell(START, [(time.perf_counter() - start) * 1e3])
    after = resident()
    if before is not None and after is not None:
        _tell(MEMORY, [after - before])
    for row in ROWS:
        prepare = getattr(engine, row.way, None)
        if prepare is None or row.title not in titles:
            continue
        try:
            gc.collect()
            _tell(row, measure(row, prepare(), seconds))
        except Exception:
            traceback.print_exc()
    if hasattr(engine, "another") and (ANOTHER.title in titles or MEMORY_OF_ANOTHER.title in titles):
        _measure_others(engine)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
