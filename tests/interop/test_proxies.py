"""JavaScript objects as Python sees them."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

import anode


@pytest.fixture(scope="module")
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


def test_attributes_and_items(runtime: anode.Runtime) -> None:
    o = runtime.eval("({ a: 1, 'b-c': 2, nested: { x: [10, 20] }, import: 3 })")
    assert (o.a, o["b-c"], o.nested.x[1], o.import_) == (1, 2, 20, 3)
    o.a = 5
    o["new"] = [1]
    assert runtime.eval("(o) => JSON.stringify([o.a, o.new])")(o) == "[5,[1]]"
    del o.a
    assert "a" not in o
    assert "nested" in o
    with pytest.raises(AttributeError, match="no property 'a'"):
        _ = o.a
    with pytest.raises(KeyError):
        _ = o["a"]
    assert {"nested", "new"} <= set(dir(o))


def test_methods_keep_their_this(runtime: anode.Runtime) -> None:
    counter = runtime.eval("new (class { n = 0; add(by = 1) { this.n += by; return this; } })()")
    assert counter.add().add(5).n == 6
    add = counter.add
    add(10)
    assert counter.n == 16


def test_keyword_arguments_are_one_object_at_the_end(runtime: anode.Runtime) -> None:
    assert runtime.eval("(a, o) => JSON.stringify([a, o])")(1, deep=True, by=[2]) == '[1,{"deep":true,"by":[2]}]'


def test_arrays_are_sequences(runtime: anode.Runtime) -> None:
    array = runtime.eval("[1, 2, 3, 4]")
    assert len(array) == 4
    assert (array[0], array[-1], array[1:3]) == (1, 4, [2, 3])
    assert array == [1, 2, 3, 4]
    assert list(array) == [1, 2, 3, 4]
    assert 3 in array
    assert 9 not in array
    with pytest.raises(IndexError):
        _ = array[4]


def test_iteration_is_for_of_and_else_names(runtime: anode.Runtime) -> None:
    assert list(runtime.eval("(function* () { for (let i = 0; i < 200; i++) yield i; })()")) == list(range(200))
    assert [list(entry) for entry in runtime.eval("new Map([['a', 1], ['b', 2]])")] == [["a", 1], ["b", 2]]
    assert sorted(runtime.eval("({ x: 1, y: 2 })")) == ["x", "y"]


def test_classes_are_constructed_with_new(runtime: anode.Runtime) -> None:
    url = runtime.eval("URL").new("https://example.org/a?b=c")
    assert url.pathname == "/a"
    assert str(url) == "https://example.org/a?b=c"
    with pytest.raises(anode.JSError, match="without 'new'"):
        runtime.eval("URL")("https://example.org")


def test_the_same_object_is_the_same_proxy(runtime: anode.Runtime) -> None:
    o = runtime.eval("globalThis.kept = { self: null }; kept.self = kept; kept")
    assert o.self is o
    assert runtime.eval("(a, b) => a === b")(o, o.self) is True
    assert o == runtime.eval("kept")
    assert hash(o) == hash(runtime.eval("kept"))
    assert o != runtime.eval("({})")


def test_objects_are_let_go_of_with_their_proxies() -> None:
    with anode.Runtime(options=["--expose-gc"]) as runtime:
        make = runtime.eval(
            "globalThis.seen = []; const r = new FinalizationRegistry(() => seen.push(1)); () => { const o = {}; r.register(o); return o; }"
        )
        kept = make()
        for _ in range(100):
            make()
        gc.collect()
        fill = runtime.eval("() => { let junk = []; for (let i = 0; i < 3e5; i++) junk.push({ i }); return seen.length; }")
        collected = 0
        for _ in range(60):
            collected = fill()
            if collected >= 90:
                break
        assert collected >= 90
        assert kept == kept


def test_errors_carry_what_javascript_knows(runtime: anode.Runtime) -> None:
    with pytest.raises(anode.JSError) as caught:
        runtime.require("fs").readFileSync("/no/such/file")
    error = caught.value
    assert (error.name, error.code) == ("Error", "ENOENT")
    assert error.message == "ENOENT: no such file or directory, open '/no/such/file'"
    assert error.value.syscall == "open"
    assert "readFileSync" in (error.stack or "")
    with pytest.raises(anode.JSError) as caught:
        runtime.eval("throw 7")
    assert caught.value.value == 7
    with pytest.raises(anode.JSError, match="SyntaxError"):
        runtime.eval("let let")


def test_repr_shows_the_object(runtime: anode.Runtime) -> None:
    assert repr(runtime.eval("({ a: [1, { b: 2 }] })")) == "<JSObject { a: [ 1, [Object] ] }>"
    assert repr(runtime.eval("[1]")) == "<JSArray [ 1 ]>"
    assert repr(runtime.eval("(function f() {})")) == "<JSFunction [Function: f]>"


def test_an_object_of_another_runtime_is_refused(runtime: anode.Runtime) -> None:
    with anode.Runtime() as other, pytest.raises(ValueError, match="another"):
        runtime.eval("(x) => x")(other.eval("({})"))
