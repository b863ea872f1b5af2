"""How each kind of value crosses between Python and JavaScript."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator

import pytest

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
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(ValueError, match="holds itself"):
        same(loop)
    with pytest.raises(anode.JSError, match="symbol"):
        runtime.eval("Symbol('x')")


def test_to_python_copies_plain_data(runtime: anode.Runtime) -> None:
    value = runtime.eval("({ a: [1, { b: new Map([['k', new Set([1, 2])]]) }], f() {}, d: new (class Point { x = 1 })() })")
    copied = anode.to_python(value)
    assert copied["a"] == [1, {"b": {"k": [1, 2]}}]
    assert isinstance(copied["f"], anode.JSFunction)
    assert copied["d"].x == 1
    with pytest.raises(anode.JSError, match="holds itself"):
        anode.to_python(runtime.eval("const l = {}; l.l = l; l"))
