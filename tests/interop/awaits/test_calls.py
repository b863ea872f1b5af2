"""Coroutines that call JavaScript: nothing holds up their loop, cancelling ends, the order of calls is kept."""

from __future__ import annotations

import asyncio
import itertools
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

import anode
from tests.interop.test_direct import run as run_program

SPIN = "(ms) => { const end = Date.now() + ms; while (Date.now() < end); return ms; }"
LATER = "async (ms, value) => { await new Promise((r) => setTimeout(r, ms)); return value; }"


@pytest.fixture(scope="module")
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


def loops() -> list[str]:
    found = ["asyncio"]
    for name in ("uvloop", "trio"):
        try:
            __import__(name)
        except ImportError:
            continue
        found.append(name)
    return found


def run(loop: str, main: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    import anyio

    options = {"use_uvloop": True} if loop == "uvloop" else {}
    return anyio.run(main, backend="trio" if loop == "trio" else "asyncio", backend_options=options)


async def longest_gap(seconds: float) -> float:
    import anyio

    times = [time.monotonic()]
    while times[-1] < times[0] + seconds:
        await anyio.sleep(0.005)
        times.append(time.monotonic())
    return max(after - before for before, after in itertools.pairwise(times))


async def beside(call: Callable[[], Any], seconds: float) -> tuple[Any, float]:
    """What awaiting gives, and for how long the other tasks stood still meanwhile."""
    import anyio

    gaps: list[float] = []
    found: list[Any] = []

    async def watch() -> None:
        gaps.append(await longest_gap(seconds))

    async with anyio.create_task_group() as group:
        group.start_soon(watch)
        await anyio.sleep(0.02)
        found.append(await call())
    return found[0], gaps[0]


@pytest.mark.parametrize("loop", loops())
def test_a_function_that_computes_first_runs_beside_the_loop(runtime: anode.Runtime, loop: str) -> None:
    spin = runtime.eval("async " + SPIN)

    async def often() -> None:
        for _ in range(50):
            await spin(0)

    run(loop, often)  # however fast it was before
    result, gap = run(loop, lambda: beside(lambda: spin(400), 0.5))
    assert result == 400
    assert gap < 0.2
    plain = runtime.eval(SPIN)
    result, gap = run(loop, lambda: beside(lambda: plain.async_(400), 0.5))
    assert (result, gap < 0.2) == (400, True)


@pytest.mark.parametrize("loop", loops())
def test_values_errors_and_later_ones(runtime: anode.Runtime, loop: str) -> None:
    later, fail = (
        runtime.eval(LATER),
        runtime.eval("async (ms) => { if (ms) await new Promise((r) => setTimeout(r, ms)); throw new TypeError('no'); }"),
    )

    async def main() -> None:
        assert await later(0, 1) == 1
        assert (await later(5, {"a": 2})).a == 2
        for ms in (0, 5):
            with pytest.raises(anode.JSError, match="TypeError: no"):
                await fail(ms)
        assert await runtime.eval("Promise.resolve(3)") == 3
        assert await runtime.eval("(a, b) => a + b").async_(1, 2) == 3
        with pytest.raises(anode.JSError, match="TypeError: no"):
            await runtime.eval("() => { throw new TypeError('no'); }").async_()
        assert [x async for x in runtime.eval("(async function* () { yield 1; yield 2; })()")] == [1, 2]
        assert [x async for x in runtime.eval("[3, 4]")] == [3, 4]

    run(loop, main)
    assert runtime._bridge._waiting == {}


def test_methods_have_their_this_and_options(runtime: anode.Runtime) -> None:
    one = runtime.eval("({ n: 40, async add(m) { return this.n + m; }, plain(options) { return this.n + options.by; } })")

    async def main() -> None:
        assert await one.add(2) == 42
        assert await one.plain.async_(by=1) == 41
        assert await one.add.async_(3) == 43

    asyncio.run(main())


def test_the_promise_of_a_call_is_a_promise(runtime: anode.Runtime) -> None:
    later = runtime.eval(LATER)

    async def main() -> None:
        for ms in (0, 5):
            promise = later(ms, 7)
            assert isinstance(promise, anode.JSPromise)
            assert await runtime.eval("(p) => p instanceof Promise && p.then((v) => v + 1)")(promise) == 8
            assert await promise.then(lambda value: value + 2) == 9
            assert await runtime.eval("(list) => list[0]")([promise]) == 7
            assert promise == promise
            assert len({promise, later(ms, 7)}) == 2
            assert repr(promise) == "<JSCall, fulfilled>"
            assert await promise == await promise == 7
            assert await asyncio.to_thread(promise.result) == 7
        computed = runtime.eval("async () => 5")()
        assert await runtime.eval("(p) => p.then((v) => v + 1)")(computed) == 6
        failed = runtime.eval("async () => { throw 5; }")()
        assert await failed["catch"](lambda value: value + 1) == 6
        assert await asyncio.gather(*(later(i % 3, i) for i in range(50))) == list(range(50))

    asyncio.run(main())


def test_a_later_call_sees_what_earlier_ones_have_done(runtime: anode.Runtime) -> None:
    slow = runtime.eval("globalThis.order = []; async (n) => { const end = Date.now() + 20; while (Date.now() < end); order.push(n); }")

    async def main() -> None:
        first, second = slow(1), slow(2)
        assert list(runtime.eval("order")) == [1, 2]
        await first
        await second

    asyncio.run(main())


@pytest.mark.parametrize("loop", loops())
def test_cancelling_ends_the_javascript(runtime: anode.Runtime, loop: str) -> None:
    import anyio

    runtime.eval("globalThis.kept = 1")
    sources = ["async () => { for (;;); }", "() => { for (;;); }", "async () => { await null; for (;;); }"]
    for function in map(runtime.eval, sources):

        async def main(function: Any = function) -> None:
            with anyio.move_on_after(0.1) as scope:
                await function.async_()
            assert scope.cancelled_caught
            assert await runtime.eval("async () => kept")() == 1

        start = time.monotonic()
        run(loop, main)
        assert time.monotonic() - start < 2


def test_asyncios_own_limits(runtime: anode.Runtime) -> None:
    endless = runtime.eval("async () => { for (;;); }")

    async def main() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(endless(), 0.05)
        if sys.version_info >= (3, 11):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await endless()
        task = asyncio.create_task(asyncio.wait_for(endless(), 60))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await runtime.eval("async () => 1")() == 1

    asyncio.run(main())


def test_anodes_limits(runtime: anode.Runtime) -> None:
    endless, never = runtime.eval("async () => { for (;;); }"), runtime.eval("() => new Promise(() => {})")

    async def main() -> None:
        for call in (endless, never, never.async_):
            with pytest.raises(anode.Timeout), anode.timeout(0.05):
                await call()
        with anode.timeout(5):
            assert await runtime.eval("async () => 1")() == 1

        async def limited(seconds: float) -> str:
            with anode.timeout(seconds):
                try:
                    await never()
                except anode.Timeout as error:
                    return str(error.seconds)
            return ""

        assert list(await asyncio.gather(limited(0.05), limited(0.1))) == ["0.05", "0.1"]

    asyncio.run(main())
    assert runtime._bridge._waiting == {}


def test_a_limit_counts_while_an_earlier_call_runs(runtime: anode.Runtime) -> None:
    endless = runtime.eval("async () => { for (;;); }")

    async def main() -> None:
        task = asyncio.ensure_future(endless())
        await asyncio.sleep(0.01)
        with pytest.raises(anode.Timeout):
            runtime.eval("1", timeout=0.05)
        task.cancel()

    asyncio.run(main())
    assert runtime.eval("1") == 1


def test_a_call_that_is_cancelled_in_the_queue_never_runs(runtime: anode.Runtime) -> None:
    spin, mark = runtime.eval("async " + SPIN), runtime.eval("globalThis.marked = 0; async () => { marked++; }")

    async def main() -> None:
        first = asyncio.ensure_future(spin(150))
        await asyncio.sleep(0)
        second = asyncio.ensure_future(mark())
        await asyncio.sleep(0.01)
        second.cancel()
        assert await first == 150
        assert await mark() is None
        assert runtime.eval("marked") == 1

    asyncio.run(main())


def test_what_a_cancelled_call_left_running_in_the_background_ends(runtime: anode.Runtime) -> None:
    later = runtime.eval("async () => { await new Promise((r) => setTimeout(r, 5)); for (;;); }")

    async def main() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(later(), 0.05)
        assert await runtime.eval("async () => 1")() == 1

    with pytest.warns(anode.UncaughtWarning, match="the call of it was cancelled"):
        asyncio.run(main())


def test_an_interrupt_ends_a_call_beside_the_loop(runtime: anode.Runtime) -> None:
    async def main() -> None:
        asyncio.get_running_loop().call_later(0.05, runtime.interrupt)
        with pytest.raises(anode.Interrupted):
            await runtime.eval("async () => { for (;;); }")()

    asyncio.run(main())


def test_callbacks_see_the_callers_context(runtime: anode.Runtime) -> None:
    import contextvars

    variable = contextvars.ContextVar("variable", default="none")
    seen: list[Any] = []

    async def work(x: int) -> int:
        seen.append((variable.get(), asyncio.get_running_loop()))
        await asyncio.sleep(0.001)
        return x * 2

    async def main() -> None:
        variable.set("mine")
        assert await runtime.eval("async (f) => (await f(1)) + (await f(2))")(work) == 6
        await runtime.eval("async (f) => f()")(lambda: seen.append(variable.get()))
        assert seen[2:] == ["mine"]
        assert [loop for _, loop in seen[:2]] == [asyncio.get_running_loop()] * 2

    asyncio.run(main())


def test_a_call_out_of_a_function_that_javascript_calls(runtime: anode.Runtime) -> None:
    later = runtime.eval(LATER)

    async def main() -> None:
        promises: list[Any] = []
        runtime.eval("(f) => f()")(lambda: promises.append(later(5, 1)))
        assert await promises[0] == 1

    asyncio.run(main())


def test_outside_of_coroutines_nothing_changes(runtime: anode.Runtime) -> None:
    later = runtime.eval(LATER)
    assert type(later(0, 1)) is anode.JSPromise
    assert later(1, 2).result() == 2
    assert later.async_(1, 3).result() == 3
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(asyncio.run(main())))

    async def main() -> object:
        return await later(1, 4)

    thread.start()
    thread.join()
    assert found == [4]


def test_a_runtime_that_ends() -> None:
    async def main() -> None:
        runtime = anode.Runtime()
        functions = [runtime.eval(source) for source in ("async () => new Promise(() => {})", "async () => { for (;;); }")]
        never, endless = (asyncio.ensure_future(function()) for function in functions)
        await asyncio.sleep(0.05)
        asyncio.get_running_loop().run_in_executor(None, runtime.close)
        for waiting in (endless, never):
            with pytest.raises(anode.RuntimeClosed):
                await waiting

    asyncio.run(main())


CANCELLED = """
    import asyncio
    runtime = anode.Runtime(options=sys.argv[2:])
    kinds = [runtime.eval(source) for source in (
        "async () => { for (;;); }", "async () => { await null; for (;;); }", "async () => 1", "async () => new Promise(() => {})",
        "async () => { const end = performance.now() + Math.random() * 4; while (performance.now() < end); }",
        "async () => { await new Promise((r) => setTimeout(r, Math.random() * 4)); return 1; }")]
    runtime.eval("globalThis.count = 0; 0")
    count = runtime.eval("async () => ++count")

    async def main():
        ended = 0
        for i in range(int(sys.argv[1])):
            calls = [asyncio.wait_for(kinds[(i + k) % len(kinds)](), random.random() * 0.01) for k in range(2)]
            outcomes = await asyncio.gather(*calls, return_exceptions=True)
            for outcome in outcomes:
                assert outcome in (1, None) or isinstance(outcome, asyncio.TimeoutError), outcome
                ended += isinstance(outcome, asyncio.TimeoutError)
            assert await count() == i + 1
        assert ended > i // 2, ended

    asyncio.run(main())
    assert runtime._bridge._waiting == {}, runtime._bridge._waiting
    runtime.close()
    print("ok")
"""


def test_cancelling_at_random_moments() -> None:
    assert run_program(CANCELLED, "200") == "ok\n"


@pytest.mark.slow
@pytest.mark.parametrize("flag", ["--stress-compaction", "--gc-interval=200"])
def test_cancelling_at_random_moments_under_stress(flag: str) -> None:
    assert run_program(CANCELLED, "200", flag, timeout=120) == "ok\n"


def test_without_direct_calls() -> None:
    program = """
        from anode.engine import features
        features.lose({"direct": "a test"})
        import asyncio
        runtime = anode.Runtime()

        async def main():
            assert await runtime.eval("(ms) => ms").async_(1) == 1
            assert await runtime.eval("async (ms) => ms")(2) == 2
            assert await runtime.eval("Promise.resolve(3)") == 3
            with anode.timeout(0.05):
                try:
                    await runtime.eval("new Promise(() => {})")
                except anode.Timeout:
                    print("ok")

        asyncio.run(main())
        runtime.close()
    """
    assert run_program(program) == "ok\n"


def test_asyncio_makes_tasks_of_calls(runtime: anode.Runtime) -> None:
    computes = runtime.eval("async (ms, value) => { const end = Date.now() + ms; while (Date.now() < end); return value; }")

    async def main() -> None:
        ways: list[Callable[[], Any]] = [
            lambda: asyncio.gather(computes(50, 1), computes(50, 2)),
            lambda: asyncio.create_task(computes(100, 3)),
            lambda: next(iter(asyncio.as_completed([computes(100, 4)]))),
            lambda: asyncio.wait_for(computes(100, 5), 10),
            lambda: asyncio.shield(computes(100, 6)),
        ]
        found = []
        for way in ways:
            value, gap = await beside(way, 0.1)
            assert gap < 0.08
            found.append(value)
        assert found == [[1, 2], 3, 4, 5, 6]
        array = runtime.eval("[]")
        call = computes(100, 7)
        begun = time.monotonic()
        assert (repr(call), str(call), f"{call}") == ("<JSCall, pending>",) * 3
        assert len({call, call}) == 1
        assert call != 7
        assert call != array
        assert time.monotonic() - begun < 0.09
        assert await asyncio.create_task(call) == await asyncio.create_task(call) == await call == 7

    asyncio.run(main())


def test_a_task_of_a_call_is_cancelled(runtime: anode.Runtime) -> None:
    endless = runtime.eval("async () => { for (;;); }")

    async def main() -> None:
        for pause in (0, 0.05):  # before and after the task's first step
            for make in (asyncio.create_task, asyncio.ensure_future, asyncio.gather):
                task = make(endless())
                if pause:
                    await asyncio.sleep(pause)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert runtime.eval("1", timeout=5) == 1

    asyncio.run(main())


@pytest.mark.filterwarnings("ignore::anode.UncaughtWarning")
def test_what_a_cancelled_call_begins_later_is_ended_by_interrupt() -> None:
    async def main() -> None:
        with anode.Runtime() as runtime:
            task = asyncio.create_task(runtime.eval("async () => { await new Promise((r) => setTimeout(r, 100)); for (;;); }")())
            await asyncio.sleep(0.02)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await asyncio.sleep(0.3)
            assert await asyncio.to_thread(runtime.interrupt)
            assert runtime.eval("1", timeout=5) == 1

    asyncio.run(main())
