"""JavaScript objects as Python sees them."""

from __future__ import annotations

import copy
import gc
import pickle
import time
from collections.abc import Iterator
from typing import Any

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


SLICES = [slice(a, b, c) for a in (None, -7, -2, 0, 3, 9) for b in (None, -2, 0, 3, 9) for c in (None, 2, -1, -3)]


@pytest.mark.parametrize("part", SLICES, ids=str)
def test_slices_do_what_they_do_with_a_list(runtime: anode.Runtime, part: slice) -> None:
    make = runtime.eval("() => [0, 1, 2, 3, 4, 5]")
    assert make()[part] == [0, 1, 2, 3, 4, 5][part]
    for count in range(4):
        expected: list[int] | None = [0, 1, 2, 3, 4, 5]
        items = list(range(10, 10 + count))
        array = make()
        try:
            expected[part] = items  # type: ignore[index]
        except ValueError:
            with pytest.raises(ValueError, match="take the place"):
                array[part] = items
        else:
            array[part] = items
            assert array == expected
    shorter = [0, 1, 2, 3, 4, 5]
    del shorter[part]
    array = make()
    del array[part]
    assert array == shorter


def test_elements_are_set_and_deleted_as_in_a_list(runtime: anode.Runtime) -> None:
    array = runtime.eval("[1, 2, 3]")
    array[-1] = 9
    del array[0]
    assert runtime.eval("(a) => JSON.stringify([a, Object.keys(a)])")(array) == '[[2,9],["0","1"]]'
    del array[-1]
    assert array == [2]
    for wrong in (-2, 1):
        with pytest.raises(IndexError):
            del array[wrong]
    with pytest.raises(IndexError):
        array[-2] = 0
    with pytest.raises(anode.JSError, match="typed array"):
        del runtime.eval("new Float64Array(2)")[0]
    assert runtime.eval("[ , 1]")[0] is None


def test_an_empty_array_is_false_and_an_object_true(runtime: anode.Runtime) -> None:
    assert [bool(runtime.eval(source)) for source in ("[]", "[0]", "new Float64Array(0)", "({})", "new Map()")] == [
        False,
        True,
        False,
        True,
        True,
    ]


def test_dict_takes_objects_maps_and_pairs(runtime: anode.Runtime) -> None:
    assert dict(runtime.eval("({ a: 1, b: 2 })")) == {"a": 1, "b": 2}
    assert dict(runtime.eval("new Map([['a', 1], [2, 'b']])")) == {"a": 1, 2: "b"}
    assert dict(runtime.eval("[['a', 1], ['b', 2]]")) == {"a": 1, "b": 2}


def test_items_of_a_map_are_its_entries(runtime: anode.Runtime) -> None:
    pairs = runtime.eval("globalThis.pairs = new Map([['k', 1], [2, 'two']])")
    assert ("k" in pairs, 2 in pairs, "two" in pairs, "size" in pairs) == (True, True, False, False)
    assert (pairs["k"], pairs[2], pairs.size) == (1, "two", 2)
    pairs["n"] = 3
    del pairs["k"]
    assert runtime.eval("JSON.stringify([...pairs])") == '[[2,"two"],["n",3]]'
    with pytest.raises(KeyError):
        _ = pairs["k"]
    assert "a" in runtime.eval("new Set(['a'])")
    assert "b" not in runtime.eval("new URLSearchParams('a=b')")
    assert "A" in runtime.eval("new Headers({ a: 'b' })")


def test_an_underscore_gets_past_keywords_in_every_direction(runtime: anode.Runtime) -> None:
    box = runtime.eval("globalThis.box = { class: 1, plain: 2, kept_: 3 }")
    box.class_ = 4
    box.plain_ = 5
    box.kept_ = 6
    box.new_ = 7
    del box.plain_
    box.import_ = 8
    assert runtime.eval("JSON.stringify(box)") == '{"class":4,"kept_":6,"new_":7,"import":8}'
    assert runtime.eval("(o) => Object.keys(o).join()")(class_=1, other_=2) == "class,other_"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("({ name: 'box', list: [1] })", "{ name: 'box', list: [ 1 ] }"),
        ("[1, [2, 3]]", "[ 1, [ 2, 3 ] ]"),
        ("new Map([['k', 1]])", "Map(1) { 'k' => 1 }"),
        ("new Set([1])", "Set(1) { 1 }"),
        ("Object.create(null)", "[Object: null prototype] {}"),
        ("new (class Coin { x = 1 })()", "Coin { x: 1 }"),
        ("new (class Coin { toString() { return 'heads'; } })()", "heads"),
        ("({ toString: () => 'own' })", "own"),
        ("new Error('oh')", "Error: oh"),
    ],
)
def test_str_says_what_is_in_an_object(runtime: anode.Runtime, source: str, text: str) -> None:
    value = runtime.eval(f"({source})")
    assert str(value) == text
    assert f"{value:>50}" == text.rjust(50)


@pytest.mark.parametrize("source", ["({})", "[1]", "() => 1", "Promise.resolve()"])
def test_a_proxy_is_not_copied_or_pickled(runtime: anode.Runtime, source: str) -> None:
    value = runtime.eval(f"({source})")
    for function in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match=r"a JavaScript object .* anode\.to_python"):
            function(value)


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
        until = time.monotonic() + 30  # finalizers run between two calls, when the loop has its turn
        while collected < 90 and time.monotonic() < until:
            collected = fill()
            time.sleep(0.01)
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


def test_properties_of_many_names() -> None:
    with anode.Runtime() as runtime:
        obj = runtime.eval("Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`name${i}`, i]))")
        long = runtime.eval("({ ['x'.repeat(200)]: 1 })")
        for _ in range(2):
            assert [getattr(obj, f"name{number}") for number in range(1200)] == list(range(1200))
            assert getattr(long, "x" * 200) == 1
            with pytest.raises(AttributeError):
                _ = obj.name1200
        obj.name7 = "changed"
        assert obj.name7 == "changed"
        del obj.name7
        assert not hasattr(obj, "name7")
        assert runtime.eval("(f) => ({ get inner() { return f() } })")(lambda: obj.name8).inner == 8


def test_no_class_of_pythons_extends_a_proxy(runtime: anode.Runtime) -> None:
    for base in (runtime.eval("(class Base {})"), runtime.eval("({})"), runtime.eval("(() => ({ Base: class {} }))().Base")):
        with pytest.raises(TypeError, match="cannot extend one of JavaScript's"):
            type_of(base)
    for base in (anode.JSObject, anode.JSArray, anode.JSFunction, anode.JSPromise):
        with pytest.raises(TypeError, match=rf"anode\.{base.__name__} cannot be subclassed"):
            type_of(base)


def type_of(base: Any) -> type:
    class Derived(base):
        pass

    return Derived
