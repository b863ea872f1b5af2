"""Python's iterators, generators and awaitables in JavaScript."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import AsyncIterator, Generator, Iterator
from typing import Any

import pytest

import anode


@pytest.fixture(scope="module")
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


def test_a_generator_is_pulled_as_it_is_used_and_closed(runtime: anode.Runtime) -> None:
    events: list[Any] = []

    def count() -> Generator[int, None, None]:
        try:
            for i in range(10):
                events.append(i)
                yield i
        finally:
            events.append("closed")

    take = runtime.eval("(it) => { const seen = []; for (const x of it) { seen.push(x); if (x === 1) break; } return seen; }")
    assert list(take(count())) == [0, 1]
    assert events == [0, 1, "closed"]


def test_iterators_and_iterables(runtime: anode.Runtime) -> None:
    class Twice:
        def __iter__(self) -> Iterator[int]:
            return iter((1, 2))

    assert runtime.eval("(x) => [...x, ...x].join()")(Twice()) == "1,2,1,2"
    assert runtime.eval("(x) => [...x, ...x].join()")(map(str, [1, 2])) == "1,2"
    assert runtime.eval("(x) => x.a.map((n) => n + 1).toArray().join()")({"a": iter([1, 2])}) == "2,3"
    assert runtime.eval("(x) => [...x].map(String).join()")(iter([None, anode.undefined, 0])) == "null,undefined,0"


def test_what_a_generator_is_sent_and_returns(runtime: anode.Runtime) -> None:
    def echo() -> Generator[Any, Any, str]:
        got = yield "first"
        try:
            yield got
        except anode.JSError as error:
            yield f"caught {error.message}"
        return "result"

    steps = "(it) => JSON.stringify([it.next(), it.next('sent'), it.throw(new Error('oh')), it.next(), it.next()].map((s) => [s.value, s.done]))"
    expected = '[["first",false],["sent",false],["caught oh",false],["result",true],[null,true]]'
    assert runtime.eval(steps)(echo()) == expected


def test_an_error_in_a_generator(runtime: anode.Runtime) -> None:
    def fail() -> Iterator[int]:
        yield 1
        raise LookupError("gone")

    assert runtime.eval("(it) => { try { return [...it]; } catch (error) { return error.name; } }")(fail()) == "LookupError"
    with pytest.raises(anode.JSError) as caught:
        runtime.eval("(it) => [...it]")(fail())
    assert isinstance(caught.value.__cause__, LookupError)


def test_coroutines_tasks_and_futures_are_promises(runtime: anode.Runtime) -> None:
    wait = runtime.eval("async (o) => [o.x instanceof Promise, await o.x].join()")

    async def nap() -> str:
        await asyncio.sleep(0.01)
        return "slept"

    async def main() -> None:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[str] = loop.create_future()
        loop.call_later(0.01, future.set_result, "slept")
        for value in (nap(), asyncio.create_task(nap()), future):
            assert await asyncio.wait_for(wait({"x": value}), 10) == "true,slept"

    asyncio.run(main())
    assert wait({"x": nap()}).result(10) == "true,slept"  # no loop runs here
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        assert wait({"x": pool.submit(lambda: "slept")}).result(10) == "true,slept"


def test_a_coroutine_that_raises_rejects(runtime: anode.Runtime) -> None:
    async def fail() -> None:
        raise LookupError("gone")

    with pytest.raises(anode.JSError, match="gone") as caught:
        runtime.eval("async (x) => await x")(fail()).result(10)
    assert isinstance(caught.value.__cause__, LookupError)


def test_an_async_generator_is_an_async_iterable(runtime: anode.Runtime) -> None:
    closed = []

    async def count() -> AsyncIterator[int]:
        try:
            for i in range(5):
                await asyncio.sleep(0)
                yield i
        finally:
            closed.append(True)

    async def main() -> None:
        every = runtime.eval("async (it) => { const seen = []; for await (const x of it) seen.push(x); return seen.join(); }")
        assert await every(count()) == "0,1,2,3,4"
        first = runtime.eval("async (it) => { for await (const x of it) return x; }")
        assert await first(count()) == 0

    asyncio.run(main())
    assert closed == [True, True]
