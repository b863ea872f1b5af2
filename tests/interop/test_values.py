"""How each kind of value crosses between Python and JavaScript."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import anode


@pytest.fixture(scope="module")
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        False,
        0,
        -1,
        2**53 - 1,
        -(2**53) + 1,
        2**53,
        2**200,
        0.5,
        1e300,
        math.inf,
        -math.inf,
        "",
        "text",
        "\0",
        "ü€😀",
        b"",
        b"\0\xff",
    ],
)
def test_primitives_survive_the_round_trip(runtime: anode.Runtime, value: object) -> None:
    back = runtime.eval("(x) => x")(value)
    assert back == value
    assert type(back) is type(value)


def test_numbers_that_json_has_not(runtime: anode.Runtime) -> None:
    same = runtime.eval("(x) => x")
    assert math.isnan(same(math.nan))
    assert math.copysign(1, same(-0.0)) == -1
    assert runtime.eval("(x) => Object.is(x, -0)")(-0.0) is True
    assert runtime.eval("9007199254740993n") == 9007199254740993
    assert runtime.eval("(x) => typeof x")(2**60) == "bigint"


@pytest.mark.parametrize("source", ["2 ** 53", "-(2 ** 60)", "1e18", "1e300"])
def test_a_number_comes_back_as_a_number(runtime: anode.Runtime, source: str) -> None:
    kind = runtime.eval("(x) => typeof x")
    assert kind(runtime.eval(source)) == "number"
    assert kind(next(iter(runtime.eval(f"[{source}]")))) == "number"
    assert kind(anode.to_python(runtime.eval(f"({{ a: [{source}] }})"))["a"][0]) == "number"


def test_integers_of_any_length(runtime: anode.Runtime) -> None:
    huge = 10**6000 + 7
    same = runtime.eval("(x) => x")
    assert same(huge) == huge
    assert same(-huge) == -huge
    assert list(runtime.eval("[-1n, 3n ** 20000n]")) == [-1, 3**20000]
    assert runtime.eval("Promise.resolve(3n ** 20000n)").result(10) == 3**20000
    assert runtime.eval("(f, ...rest) => f(3n ** 20000n, ...rest)")(lambda *args: args[0] == 3**20000, *range(70)) is True


# JavaScript has no integers between its numbers: a whole float of this size arrives in Python as an int, which is equal.
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(value=plain)
def test_plain_data_come_back_equal(runtime: anode.Runtime, value: Any) -> None:
    assert anode.to_python(runtime.eval("(x) => x")(value)) == value


@settings(max_examples=100, deadline=None)
@given(moment=st.datetimes(timezones=st.timezones()))
def test_moments_keep_their_milliseconds(runtime: anode.Runtime, moment: datetime.datetime) -> None:
    try:
        expected = moment.astimezone(datetime.timezone.utc)
    except OverflowError:
        return
    back = anode.to_python(runtime.eval("(x) => [x]")(moment))[0]
    assert back == expected.replace(microsecond=expected.microsecond // 1000 * 1000)


def test_a_date_that_python_has_not_stays_in_javascript(runtime: anode.Runtime) -> None:
    invalid, early, late, first = anode.to_python(
        runtime.eval("[new Date(NaN), new Date(-62135596800001), new Date(8.64e15), new Date(-62135596800000)]")
    )
    assert str(invalid) == "Invalid Date"
    assert (early.getTime(), late.getTime()) == (-62135596800001, 8.64e15)
    assert first == datetime.datetime(1, 1, 1, tzinfo=datetime.timezone.utc)


def test_a_to_json_of_the_program_changes_nothing_that_crosses() -> None:
    with anode.Runtime() as runtime:
        runtime.eval("Array.prototype.toJSON = Object.prototype.toJSON = () => 'changed'")
        assert anode.to_python(runtime.eval("({ a: [1, [2], new Map([[1, [3]]])] })")) == {"a": [1, [2], {1: [3]}]}
        assert runtime.eval("(f) => f([4])")(list) == [4]
        with pytest.raises(anode.JSError, match="thrown"):
            runtime.eval("throw new Error('thrown')")


def test_too_many_levels_raise_and_the_runtime_goes_on(runtime: anode.Runtime) -> None:
    nested: list[Any] = []
    for _ in range(5000):
        nested = [nested]
    with pytest.raises(RecursionError):
        runtime.eval("(x) => x")(nested)
    deep = runtime.eval("(() => { let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; return o; })()")
    with pytest.raises((anode.JSError, RecursionError)):
        anode.to_python(deep)
    assert runtime.eval("1 + 1") == 2


def test_none_is_null_and_undefined_is_its_own(runtime: anode.Runtime) -> None:
    kind = runtime.eval("(x) => x === null ? 'null' : typeof x")
    assert kind(None) == "null"
    assert kind(anode.undefined) == "undefined"
    assert kind() == "undefined"
    assert runtime.eval("undefined") is None


def test_a_lone_surrogate_survives(runtime: anode.Runtime) -> None:
    assert runtime.eval("(x) => x.length")("\ud800") == 1
    assert runtime.eval("(x) => x + '!'")("ok \ud800") == "ok \ud800!"


def test_bytes_become_a_buffer_and_come_back(runtime: anode.Runtime) -> None:
    describe = runtime.eval("(x) => `${Buffer.isBuffer(x)} ${x.toString('hex')}`")
    for value in (b"\x01\x02", bytearray(b"\x01\x02"), memoryview(b"\x01\x02")):
        assert describe(value) == "true 0102"
    assert runtime.eval("new Uint8Array([1, 2]).buffer") == b"\x01\x02"
    large = bytes(range(256)) * 40_000
    assert runtime.eval("(x) => x")(large) == large


def test_several_buffers_in_one_call(runtime: anode.Runtime) -> None:
    join = runtime.eval("(list, o) => Buffer.concat([...list, o.last])")
    assert join([b"a", b"", b"b"], {"last": b"c"}) == b"abc"


def test_lists_and_dicts_are_copied(runtime: anode.Runtime) -> None:
    shape = runtime.eval("(x) => JSON.stringify(x)")
    assert shape([1, (2, 3), {"a": [None], "1": "x"}]) == '[1,[2,3],{"1":"x","a":[null]}]'
    assert runtime.eval("(o) => Object.getPrototypeOf(o) === Object.prototype && Object.keys(o).join()")({"__proto__": 1}) == "__proto__"


def test_datetimes(runtime: anode.Runtime) -> None:
    moment = datetime.datetime(2026, 1, 2, 3, 4, 5, 678000, datetime.timezone.utc)
    assert runtime.eval("(d) => d.toISOString()")(moment) == "2026-01-02T03:04:05.678Z"
    assert anode.to_python(runtime.eval("new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678))")) == moment


def test_what_cannot_cross_says_so(runtime: anode.Runtime) -> None:
    same = runtime.eval("(x) => x")
    with pytest.raises(TypeError, match="cannot be given a Python complex"):
        same(1j)
    with pytest.raises(TypeError, match="keys of a dict"):
        same({(1, 2): 3})
    with pytest.raises(anode.JSError, match="cannot be given a Python object"):
        runtime.eval("(f) => f()")(lambda: same(object()))
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(ValueError, match="holds itself"):
        same(loop)
    with pytest.raises(anode.JSError, match="symbol"):
        runtime.eval("Symbol('x')")


def test_a_map_keeps_the_types_of_its_keys(runtime: anode.Runtime) -> None:
    assert anode.to_python(runtime.eval("new Map([[1, 'a'], ['1', 'b'], [2.5, 'c'], [null, 'd']])")) == {
        1: "a",
        "1": "b",
        2.5: "c",
        None: "d",
    }
    key, value = next(iter(anode.to_python(runtime.eval("new Map([[{ k: 1 }, [2]]])")).items()))
    assert (key.k, value) == (1, [2])


def test_to_python_copies_plain_data(runtime: anode.Runtime) -> None:
    value = runtime.eval("({ a: [1, { b: new Map([['k', new Set([1, 2])]]) }], f() {}, d: new (class Point { x = 1 })() })")
    copied = anode.to_python(value)
    assert copied["a"] == [1, {"b": {"k": [1, 2]}}]
    assert isinstance(copied["f"], anode.JSFunction)
    assert copied["d"].x == 1
    with pytest.raises(anode.JSError, match="holds itself"):
        anode.to_python(runtime.eval("const l = {}; l.l = l; l"))


small = st.integers(-(2**31), 2**31 - 1)
wide = st.integers(-(2**53) - 2, 2**53 + 2)
others = st.sampled_from([None, True, False, "", "text", "ü€😀", b"bytes", [1, [2]], {"a": 1}])
numbers = st.one_of(small, wide, st.floats(), st.just(-0.0))


@settings(max_examples=150, deadline=None)
@given(
    some=st.one_of(
        *(st.lists(kind, min_size=1, max_size=8) for kind in (small, wide, st.floats(), numbers, others, st.one_of(numbers, others)))
    ),
    length=st.sampled_from([63, 64, 65, 300]),
)
def test_a_long_list_arrives_and_returns_as_its_elements_do_alone(runtime: anode.Runtime, some: list[Any], length: int) -> None:
    values = (some * length)[:length]
    alone = [[value] for value in values]
    same = runtime.eval(
        "(list, alone) => list.length === alone.length && list.every((x, i) => Object.is(x, alone[i][0]) || typeof x === 'object' &&"
        " JSON.stringify(x) === JSON.stringify(alone[i][0]))"
    )
    assert same(values, alone)
    assert same(tuple(values), alone)
    give = runtime.eval("(x) => x")
    assert repr(anode.to_python(give(values))) == repr([value for (value,) in anode.to_python(give(alone))])
    assert repr(give(values)[:]).count("JS") == repr(values).count("[1, [2]]") + repr(values).count("{'a': 1}")


def test_more_long_lists_than_buffers_in_a_call(runtime: anode.Runtime) -> None:
    values = [[float(number)] * 64 for number in range(10_000)]
    assert anode.to_python(runtime.eval("(x) => [x.length, x[9999].length, x[9999][63]]")(values)) == [10_000, 64, 9999]


def test_keys_of_a_dict_meet_no_setter(runtime: anode.Runtime) -> None:
    look = runtime.eval(
        """(object) => {
          Object.defineProperty(Object.prototype, 'trap', { set() { throw new Error('called'); }, configurable: true });
          try { return [Object.keys(object).join(), Object.getPrototypeOf(object) === Object.prototype, object.trap[0]]; }
          finally { delete Object.prototype.trap; }
        }"""
    )
    runtime.eval("Object.defineProperty(Object.prototype, 'trap', { set() { throw new Error('called'); }, configurable: true }); 0")
    try:
        assert anode.to_python(look({"__proto__": [1], "trap": [2]})) == ["__proto__,trap", True, 2]
    finally:
        runtime.eval("delete Object.prototype.trap")
