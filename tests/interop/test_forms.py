"""As what Python's classes arrive in JavaScript."""

from __future__ import annotations

import array
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import ipaddress
import math
import pathlib
import types
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import pydantic
import pytest

import anode
from anode.interop.forms import number_text


@pytest.fixture(scope="module")
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


class Level(enum.IntEnum):
    HIGH = 3


class Color(enum.Enum):
    RED = "red"
    PAIR = (1, 2)


class Mode(enum.Flag):
    READ = 1
    WRITE = 2


class Name(str):
    __slots__ = ()


@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    y: Any = None


Pair = collections.namedtuple("Pair", "left right")


class Model(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")
    size: int
    parts: list[Point] = []

    @pydantic.computed_field  # type: ignore[prop-decorator]
    @property
    def double(self) -> int:
        return self.size * 2


class Roots(pydantic.RootModel[list[int]]):
    pass


UTC = datetime.timezone.utc
EAST = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
D, P = datetime.datetime, pathlib.PurePosixPath

# The value, and what util.inspect says of it in JavaScript.
ARRIVALS: list[tuple[Any, str]] = [
    (Level.HIGH, "3"),
    (Color.RED, "'red'"),
    (Color.PAIR, "[ 1, 2 ]"),
    (Mode.READ | Mode.WRITE, "3"),
    (Name("name"), "'name'"),
    (Point(1, [Point(2)]), "{ x: 1, y: [ { x: 2, y: null } ] }"),
    (Pair(1, Pair(2, 3)), "{ left: 1, right: { left: 2, right: 3 } }"),
    (
        Model.model_validate({"size": 2, "parts": [Point(1)], "more": "x"}),
        "{ size: 2, parts: [ { x: 1, y: null } ], more: 'x', double: 4 }",
    ),
    (Roots([1, 2]), "[ 1, 2 ]"),
    (datetime.date(2024, 2, 29), "2024-02-29T00:00:00.000Z"),
    (D(2024, 1, 1, 3, 0, 0, 1999, tzinfo=EAST), "2023-12-31T21:30:00.001Z"),
    (D(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), "9999-12-31T23:59:59.999Z"),
    (D(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00.000Z"),
    (datetime.time(1, 2, 3), "'01:02:03'"),
    (datetime.timedelta(seconds=1, microseconds=1500), "1001.5"),
    (decimal.Decimal("1.10"), "'1.10'"),
    (fractions.Fraction(1, 4), "0.25"),
    (uuid.UUID(int=5), "'00000000-0000-0000-0000-000000000005'"),
    (P("/a/b"), "'/a/b'"),
    (ipaddress.ip_address("::1"), "'::1'"),
    (range(3), "[ 0, 1, 2 ]"),
    ({"a": 1}.keys(), "[ 'a' ]"),
    ({"a": 1}.values(), "[ 1 ]"),
    ({"a": 1}.items(), "[ [ 'a', 1 ] ]"),
    (collections.deque([1, 2]), "[ 1, 2 ]"),
    (frozenset([1]), "[ 1 ]"),
    (collections.ChainMap({"a": 1}), "{ a: 1 }"),
    (types.MappingProxyType({"a": 1}), "{ a: 1 }"),
    (array.array("d", [1.5, 2]), "Float64Array(2) [ 1.5, 2 ]"),
    (array.array("q", [1, -(2**53) + 1]), "Float64Array(2) [ 1, -9007199254740991 ]"),
    (array.array("Q", [2**64 - 1]), "BigUint64Array(1) [ 18446744073709551615n ]"),
    (array.array("b", [-1]), "Int8Array(1) [ -1 ]"),
    (array.array("B", [1]), "<Buffer 01>"),
    (memoryview(b"ab")[1:], "<Buffer 62>"),
    (memoryview(bytes(range(4))).cast("B", (2, 2)), "[ [ 0, 1 ], [ 2, 3 ] ]"),
]


@pytest.mark.parametrize(("value", "shown"), ARRIVALS, ids=[type(value).__name__ for value, _ in ARRIVALS])
def test_how_a_value_arrives(runtime: anode.Runtime, value: Any, shown: str) -> None:
    inspect = runtime.eval("(x) => require('util').inspect(x, { depth: 9, breakLength: Infinity, compact: 9 })")
    assert inspect(value) == shown
    assert inspect([value]) == f"[ {shown} ]"
    assert runtime.eval("(f) => require('util').inspect(f(), { depth: 9, breakLength: Infinity, compact: 9 })")(lambda: value) == shown


@pytest.mark.parametrize(
    ("key", "written"),
    [
        (True, "true"),
        (None, "null"),
        (1, "1"),
        (1.0, "1"),
        (-0.0, "0"),
        (2.5, "2.5"),
        (1e21, "1e+21"),
        (math.inf, "Infinity"),
        (math.nan, "NaN"),
        (Level.HIGH, "3"),
        (Color.RED, "red"),
        (uuid.UUID(int=0), "00000000-0000-0000-0000-000000000000"),
        (datetime.date(2024, 1, 2), "2024-01-02"),
    ],
)
def test_keys_are_what_javascript_would_write(runtime: anode.Runtime, key: Any, written: str) -> None:
    assert runtime.eval("(o) => Object.keys(o)[0]")({key: 0}) == written


def test_numbers_are_written_as_in_javascript(runtime: anode.Runtime) -> None:
    write = runtime.eval("String")
    for value in (0.1, 1e16, 123456789012345680000.0, 1.5e22, 1e-6, 1.25e-7, -2.5, 5e-324, 1.7976931348623157e308, 100.0):
        assert number_text(value) == write(value)


def test_numpy_arrays_and_scalars(runtime: anode.Runtime) -> None:
    numpy = pytest.importorskip("numpy")
    inspect = runtime.eval("(x) => require('util').inspect(x)")
    assert inspect(numpy.arange(3)) == "Float64Array(3) [ 0, 1, 2 ]"
    assert inspect(numpy.array([2**60])) == "BigInt64Array(1) [ 1152921504606846976n ]"
    assert inspect(numpy.array([1.5, 2.5, 3.5], dtype="f4")[::2]) == "Float32Array(2) [ 1.5, 3.5 ]"
    assert inspect(numpy.array([1], dtype=">i4")) == "Int32Array(1) [ 1 ]"
    assert inspect(numpy.array([[1, 2], [3, 4]])) == "[ [ 1, 2 ], [ 3, 4 ] ]"
    assert inspect([numpy.int8(1), numpy.float32(1.5), numpy.bool_(True), numpy.float64(2)]) == "[ 1, 1.5, true, 2 ]"
    assert inspect(numpy.datetime64("2024-01-02")) == "2024-01-02T00:00:00.000Z"
    assert inspect({numpy.int64(1): 0}) == "{ '1': 0 }"


def test_a_registered_class_and_its_subclasses(runtime: anode.Runtime) -> None:
    class Money:
        def __init__(self, amount: int) -> None:
            self.amount = amount

    class Coin(Money):
        pass

    double = runtime.eval("(x) => x * 2")
    anode.register(Money, to_js=lambda money: {"double": double(money.amount)})
    show = runtime.eval("(...args) => JSON.stringify(args)")
    assert show(1, Money(2), [Coin(3)], 4) == '[1,{"double":4},[{"double":6}],4]'
    assert runtime.eval("(f) => f()")(lambda: show(Coin(1), 5)) == '[{"double":2},5]'


def test_a_mapping_may_use_javascript_while_it_is_read(runtime: anode.Runtime) -> None:
    square = runtime.eval("(x) => x * x")

    class Squares(Mapping[int, int]):
        def __getitem__(self, key: int) -> int:
            return int(square(key))

        def __iter__(self) -> Iterator[int]:
            return iter((2, 3))

        def __len__(self) -> int:
            return 2

    assert runtime.eval("(a, o) => JSON.stringify([a, o])")(7, Squares()) == '[7,{"2":4,"3":9}]'


def test_many_buffers_in_one_argument(runtime: anode.Runtime) -> None:
    assert runtime.eval("(x) => Buffer.concat(x).length")([b"ab"] * 500) == 1000
