"""anode.view: the memory of JavaScript's buffers, seen from Python."""

from __future__ import annotations

import gc
from typing import Any

import pytest

import anode
from anode.engine.v8 import library

SOURCE = """({
  reals: new Float64Array([1, 2, 3]), text: Buffer.from('abc'), plain: new ArrayBuffer(4), shared: new SharedArrayBuffer(4),
  part: new DataView(new ArrayBuffer(8), 2, 3), large: new BigInt64Array([-1n, 2n]), half: new Float16Array([1.5]),
  clamped: new Uint8ClampedArray(3), empty: new Uint8Array(0), resizable: new ArrayBuffer(1, { maxByteLength: 2 }), number: 7,
  memory: new WebAssembly.Memory({ initial: 1 }),
  set(i, x) { this.reals[i] = x; },
  grow() { this.memory.grow(1); },
  detach() { structuredClone(this.plain, { transfer: [this.plain] }); },
})"""


@pytest.fixture
def obj() -> Any:
    with anode.Runtime() as runtime:
        yield runtime.eval(SOURCE)


def test_both_sides_see_what_the_other_writes(obj: Any) -> None:
    seen = anode.view(obj, "reals")
    assert (seen.format, seen.tolist(), seen.readonly) == ("d", [1.0, 2.0, 3.0], False)
    obj.set(1, 5.5)
    seen[0] = 9
    assert seen.tolist() == [9.0, 5.5, 3.0]
    assert list(obj.reals) == [9, 5.5, 3]
    assert anode.view(obj.reals).tolist() == [9.0, 5.5, 3.0]


@pytest.mark.parametrize(
    ("name", "form", "size"),
    [
        ("text", "B", 3), ("plain", "B", 4), ("shared", "B", 4), ("part", "B", 3), ("large", "q", 16), ("clamped", "B", 3), ("empty", "B", 0),
        ("half", "eB", 2),
    ],
)  # fmt: skip
def test_forms(obj: Any, name: str, form: str, size: int) -> None:
    seen = anode.view(obj, name)
    assert seen.format in form
    assert seen.nbytes == size


def test_items_and_indexes(obj: Any) -> None:
    assert anode.view(obj, "large").tolist() == [-1, 2]
    assert bytes(anode.view(obj, "text")) == b"abc"


def test_the_memory_outlives_its_buffer_and_its_runtime() -> None:
    runtime = anode.Runtime()
    obj = runtime.eval(SOURCE)
    plain, memory, reals = anode.view(obj, "plain"), anode.view(obj.memory, "buffer"), anode.view(obj, "reals")
    plain[0], memory[0] = 3, 7
    obj.detach()
    obj.grow()
    assert (plain[0], memory[0], len(memory), anode.view(obj.memory, "buffer")[0]) == (3, 7, 65536, 7)
    with pytest.raises(TypeError, match="detached"):
        anode.view(obj, "plain")
    del obj
    runtime.close()
    gc.collect()
    assert (plain[0], memory[0], reals.tolist()) == (3, 7, [1.0, 2.0, 3.0])
    del plain, memory
    reals[1] = 4
    assert reals[1] == 4.0


@pytest.mark.parametrize(
    ("name", "message"), [("resizable", "can change its length"), ("number", "no typed array"), ("absent", "'absent' is no")]
)
def test_refusals(obj: Any, name: str, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        anode.view(obj, name)


def test_objects_of_python_are_refused() -> None:
    with pytest.raises(TypeError, match="not bytes"):
        anode.view(b"abc")


def test_from_within_a_callback(obj: Any) -> None:
    with anode.Runtime() as runtime:
        found: list[Any] = []
        runtime.eval("(f) => f({ data: new Float32Array([1, 2]) })")(lambda given: found.append(anode.view(given, "data").tolist()))
        assert found == [[1.0, 2.0]]


def test_an_engine_without_the_functions_is_told(obj: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "functions", lambda feature: {})
    with pytest.raises(RuntimeError, match="engine_check says why"):
        anode.view(obj, "reals")
