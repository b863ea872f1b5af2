"""Promises, and Python functions that JavaScript calls."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

import anode


@pytest.fixture(scope="module")
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


def test_result_waits(runtime: anode.Runtime) -> None:
    later = runtime.eval("(ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value))")
    promise = later(20, {"a": 1})
    assert isinstance(promise, anode.JSPromise)
    assert promise.result().a == 1
    assert promise.result() == promise.result()
    with pytest.raises(TimeoutError):
        later(5000, 1).result(timeout=0.05)
    with pytest.raises(anode.JSError, match="RangeError: no"):
        runtime.eval("Promise.reject(new RangeError('no'))").result()


def test_a_rejection_that_python_ignores_ends_nothing(runtime: anode.Runtime) -> None:
    runtime.eval("Promise.reject(new Error('ignored'))")
    assert runtime.eval("new Promise((r) => setTimeout(r, 20, 'alive'))").result() == "alive"


def test_await(runtime: anode.Runtime) -> None:
    async def main() -> list[object]:
        double = runtime.eval("async (x) => { await new Promise((r) => setTimeout(r, 5)); return x * 2; }")
        with pytest.raises(anode.JSError, match="late"):
            await runtime.eval("new Promise((_, reject) => setTimeout(reject, 1, new Error('late')))")
        found: list[object] = await asyncio.gather(*(double(i) for i in range(20)))
        found.append([value async for value in runtime.eval("(async function* () { yield 1; yield 2; })()")])
        return found

    assert asyncio.run(main()) == [*(i * 2 for i in range(20)), [1, 2]]


def test_python_functions_as_callbacks(runtime: anode.Runtime) -> None:
    assert runtime.eval("(f) => [3, 1, 2].sort(f)")(lambda a, b: a - b) == [1, 2, 3]
    assert runtime.eval("(f) => f.name")(len) == "len"
    seen: list[object] = []
    runtime.eval("(f) => require('events').once; ")  # a builtin is at hand
    runtime.eval("(f) => { const e = new (require('events'))(); e.on('x', f); e.emit('x', 1, Buffer.from('b')); }")(
        lambda *args: seen.extend(args)
    )
    assert seen == [1, b"b"]


def test_a_python_function_comes_back_as_itself(runtime: anode.Runtime) -> None:
    def f() -> None:
        pass

    assert runtime.eval("(f) => f")(f) is f
    assert runtime.eval("(a, b) => a === b")(f, f) is True


def test_calls_nest(runtime: anode.Runtime) -> None:
    descend = runtime.eval("(n, python) => n === 0 ? 0 : 1 + python(n - 1)")

    def python(n: int) -> int:
        deeper: int = descend(n, python)
        return 1 + deeper

    assert descend(30, python) == 60
    items = runtime.eval("(f) => f({ key: (x) => x.id, list: [{ id: 2 }, { id: 1 }] })")
    assert items(lambda o: sorted(o.key(x) for x in o.list)) == [1, 2]


def test_exceptions_go_through_javascript_and_keep_their_cause(runtime: anode.Runtime) -> None:
    def fail() -> None:
        raise KeyError("inside")

    with pytest.raises(anode.JSError) as caught:
        runtime.eval("(f) => f()")(fail)
    assert isinstance(caught.value.__cause__, KeyError)
    assert runtime.eval("(f) => { try { f(); } catch (e) { return `${e.name}: ${e.message}`; } }")(fail) == "KeyError: 'inside'"
    back = runtime.eval("(f) => { const e = new TypeError('mine'); try { f(() => { throw e; }); } catch (x) { return x === e; } }")
    assert back(lambda thrower: thrower()) is True


def test_async_python_functions_are_promises(runtime: anode.Runtime) -> None:
    async def add(a: int, b: int) -> int:
        await asyncio.sleep(0.005)
        return a + b

    async def main() -> object:
        return await runtime.eval("async (f) => (await Promise.all([f(1, 2), f(3, 4)])).join()")(add)

    assert asyncio.run(main()) == "3,7"
    assert runtime.eval("async (f) => await f(5, 6)")(add).result() == 11

    async def fail() -> None:
        raise ValueError("no")

    assert runtime.eval("async (f) => { try { await f(); } catch (e) { return e.message; } }")(fail).result() == "no"


def test_many_threads_ask_at_once(runtime: anode.Runtime) -> None:
    square = runtime.eval("(x) => x * x")
    found: dict[int, list[int]] = {}

    def work(base: int) -> None:
        found[base] = [square(base + i) for i in range(200)]

    threads = [threading.Thread(target=work, args=(base,)) for base in range(0, 4000, 1000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(values == [(base + i) ** 2 for i in range(200)] for base, values in found.items())
    assert len(found) == 4
