"""The probe of V8's callback for a heap that is nearly full (engine/heap_limit.py)."""

from __future__ import annotations

from anode.engine import heap_limit
from anode.engine.probes.expect import expect
from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe
from anode.engine.v8.native import Call


def _settles(lab: Lab) -> None:
    seen: list[bool] = []

    def look(call: Call) -> None:
        limit = heap_limit.HeapLimit(1 << 30, lambda: None)
        seen.append(limit.settle())
        limit.reached = True
        seen.append(limit.settle())
        seen.append(limit.reached)
        limit.remove()

    lab.isolate().native("call.look()", look=look)
    expect(seen, [False, True, False], "setting a heap's limit back")


PROBES = (Probe("heap-limit", "heap-limit", _settles),)
