"""Objects that both languages have are freed when both let go."""

from __future__ import annotations

import gc
import random
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import anode


class Node:
    """A Python object with references to others, and to JavaScript's."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.boxes: list[Any] = []

    def call(self) -> int:
        return 7


@pytest.fixture
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


def passes(runtime: anode.Runtime, count: int = 1) -> None:
    """Let ``count`` passes be made."""
    direct: Any = runtime._bridge.direct
    for _ in range(count):
        gc.collect()
        before, end = direct.cycles.passes, time.monotonic() + 20
        direct.cycles._took = 0.0
        direct.cycles.ask()
        while direct.cycles.passes == before and runtime._bridge.held.objects and time.monotonic() < end:
            time.sleep(0.005)
        runtime.eval("0")  # the pass has ended
        time.sleep(0.02)
        runtime.eval("0")
    gc.collect()


def alive(references: list[weakref.ref[Any]]) -> int:
    return sum(reference() is not None for reference in references)


def make_cycle(box: Any, give: Callable[[Node], Any]) -> weakref.ref[Node]:
    node = Node()
    node.boxes.append(box(give(node)))
    return weakref.ref(node)


def closure(node: Node) -> Callable[[], int]:
    return lambda: node.call()


def generator(node: Node) -> Iterator[Any]:
    yield node.call()


@pytest.mark.parametrize(
    "give",
    [
        closure,
        lambda node: node.call,
        anode.ref,
        generator,
        lambda node: {"deep": [node.call, anode.ref(node)]},
    ],
    ids=["closure", "method", "reference", "generator", "nested"],
)
def test_a_cycle_goes(runtime: anode.Runtime, give: Callable[[Node], Any]) -> None:
    box = runtime.eval("given => ({ given })")
    nodes = [make_cycle(box, give) for _ in range(6)]
    passes(runtime)
    assert alive(nodes) == 0
    assert not runtime._bridge.held.objects


def test_a_cycle_stays_while_either_language_has_it(runtime: anode.Runtime) -> None:
    runtime.eval("globalThis.kept = []")
    keep, box = runtime.eval("given => { const made = { given }; kept.push(made); return made }"), runtime.eval("given => ({ given })")
    by_javascript = [make_cycle(keep, closure) for _ in range(5)]
    by_python = [Node() for _ in range(5)]
    for node in by_python:
        node.boxes.append(box(node.call))
    passes(runtime, 2)
    assert alive(by_javascript) == 5
    for reference in by_javascript:
        found: Any = reference()
        assert found.boxes[0].given() == 7
    assert runtime.eval("kept.every(({ given }) => given() === 7)")
    assert all(node.boxes[0]["given"]() == 7 for node in by_python)
    runtime.eval("kept.length = 0")
    del found
    passes(runtime, 2)
    assert alive(by_javascript) == 0


def test_a_weak_reference_can_make_it_strong_again(runtime: anode.Runtime) -> None:
    runtime.eval("globalThis.kept = []")
    reference = make_cycle(runtime.eval("given => { const made = { given }; kept.push(made); return made }"), closure)
    passes(runtime)
    node = reference()
    runtime.eval("kept.length = 0")
    passes(runtime, 2)
    assert node is not None
    assert node.boxes[0].given() == 7


def test_exceptions_that_javascript_swallows(runtime: anode.Runtime) -> None:
    swallow = runtime.eval("f => { try { f() } catch (error) { error.self = f } }")
    nodes = []

    def fail() -> None:
        node = Node()
        nodes.append(weakref.ref(node))
        node.boxes.append(runtime.eval("({})"))
        raise ValueError("text")

    def fail_through() -> None:
        node = Node()
        nodes.append(weakref.ref(node))
        runtime.eval("throw new Error('thrown')")

    for _ in range(10):
        swallow(fail)
        swallow(fail_through)
    passes(runtime, 2)
    assert alive(nodes) == 0
    with pytest.raises(anode.JSError) as caught:
        runtime.eval("f => f()")(fail)
    assert isinstance(caught.value.__cause__, ValueError)


def test_an_error_that_javascript_keeps_keeps_its_cause(runtime: anode.Runtime) -> None:
    def fail() -> None:
        raise ValueError("text")

    runtime.eval("f => { try { f() } catch (error) { globalThis.caught = error } }")(fail)
    passes(runtime, 2)
    with pytest.raises(anode.JSError) as caught:
        runtime.eval("throw caught")
    assert isinstance(caught.value.__cause__, ValueError)


def test_a_destructor_may_call_javascript(runtime: anode.Runtime) -> None:
    count = runtime.eval("globalThis.count = 0; () => { count++ }")

    class Closes:
        def __del__(self) -> None:
            count()

        def method(self) -> None:
            pass

    box = runtime.eval("given => ({ given })")
    for _ in range(5):
        box(Closes().method)
    passes(runtime, 2)
    end = time.monotonic() + 10
    while runtime.eval("count") < 5 and time.monotonic() < end:
        runtime.eval("for (let i = 0; i < 100; i++) new Array(1e5).fill(i); 0")
        time.sleep(0.02)
    assert runtime.eval("count") == 5


@pytest.mark.parametrize("seed", range(6))
def test_random_graphs(runtime: anode.Runtime, seed: int) -> None:
    """What can be reached from either language stays and works; everything else goes."""
    chance = random.Random(seed)
    runtime.eval("globalThis.roots = new Map()")
    make = runtime.eval("id => ({ id, calls: [], objects: [] })")
    add_call, add_object = runtime.eval("(o, f) => { o.calls.push(f) }"), runtime.eval("(o, p) => { o.objects.push(p) }")
    size = 60
    nodes, boxes = [Node() for _ in range(size)], [make(i) for i in range(size)]
    edges: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for _ in range(size * 2):
        a, b, kind = chance.randrange(size), chance.randrange(size), chance.randrange(4)
        source, target = ("p" if kind < 2 else "j", a), ("p" if kind in (0, 2) else "j", b)
        edges.setdefault(source, set()).add(target)
        if kind == 0:
            nodes[a].nodes.append(nodes[b])
        elif kind == 1:
            nodes[a].boxes.append(boxes[b])
        elif kind == 2:
            add_call(boxes[a], nodes[b].call)
        else:
            add_object(boxes[a], boxes[b])
    python_roots, javascript_roots = set(chance.sample(range(size), 6)), set(chance.sample(range(size), 6))
    set_root = runtime.eval("(id, o) => { roots.set(id, o) }")
    for i in javascript_roots:
        set_root(i, boxes[i])
    kept = {i: nodes[i] for i in python_roots}
    references = [weakref.ref(node) for node in nodes]
    weak_boxes = runtime.eval("globalThis.weak = []; (o) => { weak.push(new WeakRef(o)) }")
    for box in boxes:
        weak_boxes(box)
    del nodes, boxes, box
    for _ in range(3):
        expected, edge = set(), [("p", i) for i in python_roots] + [("j", i) for i in javascript_roots]
        while edge:
            place = edge.pop()
            if place not in expected:
                expected.add(place)
                edge += edges.get(place, ())
        found: set[tuple[str, int]] = set()
        for _ in range(8):  # an object that leads to a cycle goes first
            passes(runtime)
            found = {("p", i) for i, reference in enumerate(references) if reference() is not None}
            found |= {("j", i) for i in runtime.eval("weak.flatMap((w, i) => w.deref() === undefined ? [] : [i])")}
            assert found >= expected
            if found == expected:
                break
        assert found == expected
        assert all(box.id >= 0 for reference in references for box in getattr(reference(), "boxes", ()))
        assert runtime.eval("[...weak].every((w) => w.deref()?.calls.every((f) => f() === 7) ?? true)")
        for roots, drop in ((python_roots, kept.pop), (javascript_roots, lambda i: runtime.eval(f"roots.delete({i})"))):
            for i in chance.sample(sorted(roots), 2):
                roots.discard(i)
                drop(i)
