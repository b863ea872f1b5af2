"""The rows: titles, units, and what each must give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from benchmarks.python import work


class Row(NamedTuple):
    """One row. ``way`` names the method of an engine, ``per`` how many operations one call of it makes."""

    title: str
    unit: str
    way: str
    right: Callable[[Any], bool]
    per: int = 1
    once: bool = False  # a second time would find things loaded


def _is(expected: object) -> Callable[[Any], bool]:
    return lambda found: bool(found == expected)


def _last_double(found: Any) -> bool:
    doubles = memoryview(found).cast("B").cast("d")
    return len(doubles) == work.DOUBLES and doubles[-1] == work.DOUBLES - 0.5


ROWS = [
    Row("python: call, f(1, 2)", "µs", "call", _is(3)),
    Row("python: callback, each", "µs", "callback", _is(sum(range(work.CALLBACKS))), per=work.CALLBACKS),
    Row("python: property, obj.count", "µs", "prop", _is(7)),
    Row("python: text of 1 KB in and out", "µs", "text", _is(work.TEXT)),
    Row("python: bytes of 1 MB in and out", "µs", "data", _is(work.BYTES)),
    Row("python: 10,000 numbers in and out", "µs", "numbers", _is([number + 1 for number in work.NUMBERS])),
    Row("python: dict of 100 in and out", "µs", "record", _is(work.RECORD)),
    Row("python: sort of 1,000, Python compares", "µs", "sort", _is(999)),
    Row("python: await f(1, 2), an async function", "µs", "coroutine", _is(3)),
    Row("python: await of a settled promise", "µs", "promise", _is(3)),
    Row("python: map, 10,000 calls at once", "µs", "batch", _is([2 * number for number in work.BATCH])),
    Row("python: arr[:1000]", "µs", "part", _is(list(range(1000)))),
    Row("python: a million doubles", "ms", "doubles", _last_double),
    Row("python: lodash, import", "ms", "lodash", _is("fooBar"), once=True),
    Row(
        "python: React page of 1,000 elements",
        "ms",
        "page",
        lambda html: html.count("<li") == 249 and html.count("&lt;248&gt; &amp; more") == 1,
    ),
    Row("python: markdown of 100 KB", "ms", "markdown", lambda html: html.count("<h2") > 400),
]

# Timed and weighed by child.py itself.
START = Row("python: start, first Runtime and its import", "ms", "", _is(3))
ANOTHER = Row("python: start, another Runtime", "ms", "another", _is(3))
MEMORY = Row("python: memory, first Runtime and its import", "MB", "", _is(3))
MEMORY_OF_ANOTHER = Row("python: memory, another Runtime", "MB", "another", _is(3))
ALL = [*ROWS, START, ANOTHER, MEMORY, MEMORY_OF_ANOTHER]
