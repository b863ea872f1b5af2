"""The probe of a collection of all garbage (engine/v8/garbage.py)."""

from __future__ import annotations

from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe
from anode.engine.v8 import garbage
from anode.engine.v8.native import Call


def _collects(lab: Lab) -> None:
    def collect(call: Call) -> None:
        garbage.forget_kept(call.isolate)
        function, arguments = garbage.collection(call.isolate)
        function(*arguments)

    lab.isolate().native(
        """
        const kept = {};
        const weak = (() => [new WeakRef(kept), new WeakRef({})])();
        const key = {};
        const edges = new WeakMap([[key, {}]]);
        const value = (() => new WeakRef(edges.get(key)))();
        call.collect();
        check(weak[0].deref() === kept, 'an object that is used was collected');
        check(weak[1].deref() === undefined, 'garbage was not collected');
        check(value.deref() === edges.get(key), 'the value of a WeakMap was collected before its key');
        """,
        collect=collect,
    )


PROBES = (Probe("garbage", "cycles", _collects),)
