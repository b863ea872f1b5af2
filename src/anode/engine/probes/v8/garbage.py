"""Probes of a collection of all garbage (engine/v8/garbage.py), and of what V8 tells of collections and of promises."""

from __future__ import annotations

from anode.engine.heap.collections import Collections
from anode.engine.probes.expect import Wrong
from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe
from anode.engine.v8 import garbage, library
from anode.engine.v8.native import Call
from anode.engine.v8.vm.promise_events import PromiseEvents

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.heap.collections import Collection

_SCAVENGE = 1  # V8's GCType


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


def _tells(lab: Lab) -> None:
    seen: list[Collection] = []
    made: list[Collections] = []

    def listen(call: Call) -> None:
        made.append(Collections(seen.append))
        made[0].on = made[0].figures = True

    isolate = lab.fresh()
    isolate.pin()
    isolate.native("call.listen(); for (let i = 0; i < 3e6; i++) globalThis.garbage = [i];", listen=listen)
    isolate.unpin()
    isolate.close()
    kinds = [found[0] for found in seen]
    if _SCAVENGE not in kinds:
        raise Wrong(f"the kinds of collections that V8 tells of are {kinds}")


def _tells_of_promises(lab: Lab) -> None:
    made: list[PromiseEvents] = []

    def listen(call: Call) -> None:
        made.append(PromiseEvents(library.functions("promise-events")))
        made[0].listen(call)

    isolate = lab.fresh()
    isolate.pin()
    isolate.native(
        """
        const seen = [];
        call.listen((kind, promise, value) => { seen.push(kind, promise instanceof Promise, value); });
        const rejected = Promise.reject(1);
        rejected.catch(() => {});
        new Promise((resolve, reject) => { resolve(2); reject(3); resolve(4); });
        check(seen.join() === '0,true,1,1,true,,2,true,3,3,true,4', `V8 tells of promises ${seen}`);
        """,
        listen=listen,
    )
    isolate.unpin()
    isolate.close()


PROBES = (
    Probe("promise-events", "promise-events", _tells_of_promises),
    Probe("garbage", "cycles", _collects),
    Probe("gc-callbacks", "gc-callbacks", _tells),
)
