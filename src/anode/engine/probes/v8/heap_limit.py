"""Probes of V8's callback for a heap that is nearly full (engine/heap/limit.py, engine/heap/end.py), and of its figures (engine/v8/heap.py)."""

from __future__ import annotations

from anode.engine.heap import end as heap_end
from anode.engine.heap import limit as heap_limit
from anode.engine.probes.expect import expect
from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe
from anode.engine.v8 import heap
from anode.engine.v8.native import Call

_kept: list[object] = []  # callbacks, of which V8 has only the addresses


def _settles(lab: Lab) -> None:
    seen: list[bool] = []

    def look(call: Call) -> None:
        limit = heap_limit.HeapLimit(1 << 30, lambda: None, lambda error: None)
        seen.append(limit.settle())
        limit.reached = True
        seen.append(limit.settle())
        seen.append(limit.reached)
        limit.remove()

    lab.isolate().native("call.look()", look=look)
    expect(seen, [False, True, False], "setting a heap's limit back")


def _takes_a_callback(lab: Lab) -> None:
    lab.isolate().js("python(0)", lambda: _kept.append(heap_end.install()))


def _counts(lab: Lab) -> None:
    figures: list[int] = []
    spaces: dict[str, list[int]] = {}
    isolate = lab.isolate()
    isolate.js("globalThis.kept = new Array(1e6).fill(1.5); python(0)", lambda: figures.extend(heap.heap_statistics()))
    total, executable, physical, available, used, limit = figures[:6]
    isolate.js("python(0)", lambda: spaces.update(heap.space_statistics()))
    large = spaces.get("large_object_space", [0, 0, 0, 0])
    expect(large[0] >= large[1] > 8_000_000 and "new_space" in spaces, True, f"the figures of the spaces of a heap, {spaces}")
    holds = 8_000_000 < used < total < limit and executable < total and physical <= total and available < limit
    expect(holds and figures[8] >= 1, True, f"the figures of a heap, {figures}")


PROBES = (
    Probe("heap-end", "heap-end", _takes_a_callback),
    Probe("heap-statistics", "heap-statistics", _counts),
    Probe("heap-limit", "heap-limit", _settles),
)
