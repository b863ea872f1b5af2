"""What a call into an ``anode.Sandbox`` costs beside one into an ``anode.Runtime``: ``python -m benchmarks.sandbox``."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import anode

_ROUNDS = 7


def _microseconds(call: Callable[[], object], count: int) -> float:
    best = float("inf")
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        for _ in range(count):
            call()
        best = min(best, time.perf_counter() - began)
    return best / count * 1e6


def _measure(make: Callable[[], Any]) -> dict[str, float]:
    began = time.perf_counter()
    with make() as js:
        js.eval("1")
        start = time.perf_counter() - began
        add, point, call, length = js.eval("(x) => x + 1"), js.eval("({ a: 1 })"), js.eval("(f) => f(1)"), js.eval("(x) => x.length")
        text, objects = "x" * 100_000, [{"a": i, "b": str(i)} for i in range(100)]
        return {
            "start (s)": start,
            "call of (x) => x + 1": _microseconds(lambda: add(1), 3000),
            "reading a property": _microseconds(lambda: point.a, 3000),
            "call that calls a Python function": _microseconds(lambda: call(lambda x: x), 1000),
            "a text of 100 kB": _microseconds(lambda: length(text), 200),
            "an object of 100 objects": _microseconds(lambda: length(objects), 200),
        }


def main() -> None:
    """Print the table."""
    runtime, sandbox = _measure(anode.Runtime), _measure(anode.Sandbox)
    print(f"{'':36}{'Runtime':>10}{'Sandbox':>10}")
    for name, figure in runtime.items():
        print(f"{name:36}{figure:10.2f}{sandbox[name]:10.2f}")


if __name__ == "__main__":
    main()
