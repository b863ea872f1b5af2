"""Cycles across both languages: a Python object has a proxy of a JavaScript object, which refers to a function of the Python object.

Each collector sees one half, and takes the table of the other half's references for a root. A pass finds such cycles with the help of both.

Some facts:
- A reference count that is larger than the number of references within a set of objects says that there are references from outside.
- ``gc.get_referents`` gives the references of an object as Python's collector sees them. A function of C that is mapped by another one runs no
  bytecode in between, so no other thread changes anything meanwhile.
- V8 frees the value of a WeakMap's entry with its key, unless something else refers to it (an ephemeron).
- An object that V8 has collected cannot be brought back.

What this means here:
- The pass takes the objects that the exported ones lead to, without those that are reachable from elsewhere in Python. JavaScript alone holds the rest.
- JavaScript gets the rest as a graph of ephemerons, and the objects of its proxies are kept by that graph alone. Then V8 collects its garbage. What
  it frees, Python frees too; for everything else the table of proxies refers to its object again.
- Before anything is made weak, the pass compares all reference counts and references with those that it has decided by, in one step of C with the
  collection. Not even a weak reference can bring an object back that is freed in this step.
- Objects that are surely reachable are not followed: modules, their namespaces, classes that are no local ones. Cycles through two Runtimes stay.
"""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from gc import is_tracked
from itertools import chain, compress, repeat, starmap
from operator import eq
from sys import getrefcount
from time import monotonic
from types import ModuleType
from typing import TYPE_CHECKING, Any
from weakref import ref

from anode.engine.codec import dumps
from anode.engine.isolate import Isolate
from anode.engine.v8 import garbage
from anode.engine.v8.library import functions
from anode.interop.layout import Verb
from anode.interop.proxies import CLASSES

if TYPE_CHECKING:
    from typing import Protocol

    from anode.interop.lifetimes.held import Held
    from anode.loop.context import Context

    class Direct(Protocol):
        """The direct calls of one isolate."""

        isolate: int

        def ask_nested(self, verb: int, args: tuple[Any, ...]) -> Any: ...
        def take_cell(self) -> int: ...


_OLD = 2 if sys.version_info < (3, 14) else 1  # the first generation of gc's callbacks that has old objects
_SHORT, _LONG = (
    20,
    200,
)  # a pass is followed by so many times its duration without one: where there is more to find than after the last, and else
_GROWTH, _FEW = 1.25, 8
_MOST = 200_000  # objects that a pass looks at
_LOST = 10.0  # seconds after which a number that JavaScript does not have was lost on its way
_SKIP, _FOLLOW, _END, _CLASS = range(4)
_LEAVES: frozenset[Any] = frozenset(CLASSES.values())
_qualified_name = type.__dict__["__qualname__"].__get__


class Cycles:
    """One isolate's passes. Python's collector asks for a pass (:attr:`due`), the isolate's thread makes it before it sleeps."""

    def __init__(self, ctx: Context, held: Held, direct: Direct, *own: type) -> None:
        self.due = False
        self.passes = 0
        self._ctx = ctx
        # An isolate refers to jsrun's Runtime, which no other thread than its own may let go of: a look that met it could be the last to have it.
        self._own = (type(ctx), type(ctx.loop), type(direct), Isolate, *own)
        self._held = held
        self._direct = direct
        self._v8 = functions("cycles")
        self._ended = self._took = 0.0
        self._left = 0  # objects that JavaScript had after the last pass
        self._unknown: dict[int, tuple[int, float]] = {}
        self._callback: Any = None

    def watch(self) -> None:
        """Ask for a pass after each of Python's collections of old objects, from now on."""
        if self._callback is None and self._v8:
            weak = ref(self)

            def collected(phase: str, info: dict[str, int]) -> None:
                cycles = weak()
                if phase == "stop" and info["generation"] >= _OLD and cycles is not None:
                    cycles.ask()

            self._callback = collected
            gc.callbacks.append(collected)

    def ask(self) -> None:
        """Ask for a pass, soon; from any thread."""
        loop = self._ctx.loop
        self.due = True
        if loop.gate is not None:
            loop.gate.wanted = True
        loop.wake()

    def end(self) -> None:
        """The isolate is gone."""
        if self._callback is not None:
            gc.callbacks.remove(self._callback)

    def look(self) -> None:
        """Make a pass, if its time has come. On the isolate's thread, within a function of V8's, with the gate held."""
        gate = self._ctx.loop.gate
        assert gate is not None
        gate.wanted = bool(gate.dropped)  # what is given back at the next sleep would count as reachable
        if gate.wanted:
            return
        held = self._held.objects
        started = monotonic()
        share = _SHORT if len(held) > self._left * _GROWTH + _FEW else _LONG
        if started - self._ended < self._took * share:
            return
        self.due = False
        if held:
            self.run()
            self._left = len(held)
            self._ended = monotonic()
            self._took = self._ended - started

    def run(self) -> None:
        """Make a pass."""
        self.passes += 1
        self._release_lost()
        enabled = gc.isenabled()
        gc.disable()  # a collection would run code of the program's in the middle of a step
        try:
            gone = self._collect(Island(self._held.objects, self._own))
        finally:
            if enabled:
                gc.enable()
        for i in range(0, len(gone), 2):
            self._held.let_go(gone[i], gone[i + 1])

    def _release_lost(self) -> None:
        # A call can end between the moment when an object gets a number and the one when JavaScript has it.
        held, now = self._held, monotonic()
        known, self._unknown = self._unknown, {}
        for number in self._direct.ask_nested(Verb.UNKNOWN, (dumps(list(held.objects)),)):
            sent = held.crossed.get(number, 0)
            before, since = known.get(number, (sent, now))
            if before != sent:
                since = now
            if now - since > _LOST:
                held.let_go(number, sent)
            else:
                self._unknown[number] = sent, since

    def _collect(self, island: Island) -> list[int]:
        """Number and count of each exported object that is gone."""
        graph = island.describe()
        if graph is None:
            return []
        v8, direct = self._v8, self._direct
        direct.ask_nested(Verb.WEAKEN, (graph,))
        kept = direct.take_cell()
        garbage.forget_kept(direct.isolate)
        try:
            unchanged = island.if_unchanged((v8["Global__Reset"], (kept,)), garbage.collection(direct.isolate))
        finally:
            gone: list[int] = direct.ask_nested(Verb.RESTORE, ())
        if not unchanged:
            self.due = True  # another thread has come in between
            v8["Global__Reset"](kept)
        return gone


class Island:
    """The Python objects that only JavaScript holds, directly or through each other."""

    def __init__(self, held: dict[int, Any], own: tuple[type, ...]) -> None:
        self._held = held
        self._seen = _reachable(held, own)
        self._seen[0] = object()  # has no references but those that this class makes
        self._objects = list(self._seen.values())
        count = len(self._objects)
        facts = list(_state(self._objects))
        references, self._targets = facts[:count], facts[count:]
        within = Counter(chain.from_iterable(self._targets))
        self._at = at = dict(zip(map(id, self._objects), range(count), strict=True))
        own = references[-1]
        alive = {i for key, i in at.items() if references[i] - own > within[key]}
        alive.discard(at[id(self._held)])
        edge = list(alive)
        while edge:
            found = {at[target] for i in edge for target in self._targets[i] if target in at} - alive
            alive |= found
            edge = list(found)
        alive |= {at[id(self._held)], count - 1}
        self._places = [i for i in range(count) if i not in alive]
        self._expected = [references[i] + 1 for i in self._places] + [self._targets[i] for i in self._places]

    def describe(self) -> str | None:
        """The graph as JSON; None where it is empty."""
        if not self._places:
            return None
        objects, at = self._objects, self._at
        proxies = [i for i in self._places if type(objects[i]) in _LEAVES]
        nodes = {i: node for node, i in enumerate(self._places)}
        return dumps(
            {
                "nodes": [[nodes[at[target]] for target in self._targets[i] if at.get(target) in nodes] for i in self._places],
                "exported": [(number, nodes[at[id(value)]]) for number, value in list(self._held.items()) if at.get(id(value)) in nodes],
                "proxies": [(objects[i].__js_number__, nodes[i]) for i in proxies],
            }
        )

    def if_unchanged(self, *steps: tuple[Callable[..., Any], tuple[Any, ...]]) -> bool:
        """Call functions of C if all objects are as they were, in one step; whether that is so."""
        objects = [self._objects[i] for i in self._places]
        same = map(eq, [self._expected], map(list, [_state(objects)]))
        calls = chain.from_iterable(starmap(function, [arguments]) for function, arguments in steps)
        return bool(list(chain.from_iterable(compress([calls], same))))


def _state(objects: list[Any]) -> Iterable[Any]:
    """The reference counts of objects, then the references of each, by address."""
    return chain(map(getrefcount, objects), map(tuple, map(map, repeat(id), map(gc.get_referents, objects))))


def _reachable(held: dict[int, Any], own: tuple[type, ...]) -> dict[int, Any]:
    """The objects that the exported ones lead to, by address; those that are surely reachable from elsewhere are left out."""
    skipped = {
        id(ModuleType.__getattribute__(module, "__dict__")) for module in list(sys.modules.values()) if issubclass(type(module), ModuleType)
    }
    kinds: dict[type, int] = dict.fromkeys((ModuleType, *own), _SKIP)
    kinds |= dict.fromkeys(_LEAVES, _END)
    seen: dict[int, Any] = {id(held): held}
    level: list[Any] = [held]
    while level and len(seen) < _MOST:
        found = {id(value): value for value in gc.get_referents(*level) if is_tracked(value)}
        level = []
        for key in found.keys() - seen.keys() - skipped:
            value = found[key]
            kind = type(value)
            way = kinds.get(kind)
            if way is None:
                way = kinds[kind] = _CLASS if issubclass(kind, type) else _FOLLOW
            if way == _SKIP or (way == _CLASS and "<locals>" not in _qualified_name(value)):
                continue
            seen[key] = value
            if way != _END:
                level.append(value)
    return seen
