"""Pools of Runtimes: work in parallel, back-pressure, what ends and what is replaced."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

import anode
from tests.interop.test_direct import run as run_program

WAIT = "(ms) => { const end = Date.now() + ms; while (Date.now() < end); return ms; }"


@pytest.fixture(scope="module")
def pool() -> Iterator[anode.Pool]:
    with anode.Pool(2, setup="globalThis.prepared = 40; globalThis.calls = 0", queue=2) as made:
        yield made


def test_run(pool: anode.Pool) -> None:
    assert pool.run("(a, b) => prepared + a + b", 1, 1) == 42
    assert pool.run("require('path').basename", "/a/b") == "b"
    assert pool.run("async (x) => ({ x, list: [1, new Map([[1, 2]])] })", "y") == {"x": "y", "list": [1, {1: 2}]}
    assert pool.run(lambda runtime, x: runtime.eval("prepared") + x, 2) == 42
    with pytest.raises(anode.JSError, match="TypeError: no"):
        pool.run("() => { throw new TypeError('no'); }")
    with pytest.raises(TypeError, match="this text gives something else"):
        pool.run("1 + 1")
    with pytest.raises(anode.JSError, match="SyntaxError"):
        pool.run("(a => ")
    assert repr(pool) == "<anode.Pool of 2>"


def test_map_keeps_the_order_and_takes_no_more_than_there_is_room_for(pool: anode.Pool) -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for i in range(40):
            taken.append(i)
            yield i

    results = pool.map("(i) => { const end = Date.now() + (i % 3); while (Date.now() < end); return i; }", numbers())
    assert next(results) == 0
    assert len(taken) <= 6
    assert list(results) == list(range(1, 40))
    assert list(pool.map("(a, b) => a + b", [1, 2], [10, 20])) == [11, 22]
    assert list(pool.map("(a) => a", [])) == []
    broken = pool.map("(i) => { if (i === 2) throw new Error('two'); return i; }", range(5))
    with pytest.raises(anode.JSError, match="two"):
        list(broken)


def test_a_full_queue_lets_callers_wait(pool: anode.Pool) -> None:
    done: list[int] = []
    threads = [threading.Thread(target=lambda: done.append(pool.run(WAIT, 20))) for _ in range(12)]
    for thread in threads:
        thread.start()
    time.sleep(0.02)
    assert pool._taken <= 4
    for thread in threads:
        thread.join()
    assert done == [20] * 12
    assert pool._taken == 0


def test_coroutines(pool: anode.Pool) -> None:
    async def main() -> None:
        assert await asyncio.gather(*(pool.async_("(i) => i * 2", i) for i in range(30))) == [i * 2 for i in range(30)]
        assert [x async for x in pool.map_async("(i) => i + 1", range(20))] == list(range(1, 21))
        start = time.monotonic()
        calls = asyncio.gather(*(pool.async_(WAIT, 100) for _ in range(6)))
        while not calls.done():
            before = time.monotonic()
            await asyncio.sleep(0.005)
            assert time.monotonic() - before < 0.09
        assert time.monotonic() - start < 5
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(pool.async_("() => { for (;;); }"), 0.05)
        assert await pool.async_("() => prepared") == 40

    asyncio.run(main())


def test_limits(pool: anode.Pool) -> None:
    with pytest.raises(anode.Timeout):
        pool.run("() => { for (;;); }", timeout=0.05)
    with pytest.raises(anode.Timeout):
        pool.run("() => new Promise(() => {})", timeout=0.05)
    with pytest.raises(anode.Timeout), anode.timeout(0.05):
        pool.run("() => { for (;;); }")
    assert list(pool.map("() => prepared", range(4))) == [40] * 4
    with anode.Pool(1, timeout=0.05) as short:
        with pytest.raises(anode.Timeout):
            short.run("() => { for (;;); }")
        assert short.run("() => 1") == 1


def test_runtimes_that_end_are_replaced(pool: anode.Pool) -> None:
    for _ in range(3):
        with pytest.raises(anode.Exit):
            pool.run("() => process.exit(3)")
        with pytest.raises(anode.RuntimeClosed):
            pool.run(lambda runtime: [runtime.close(), runtime.eval("1")])
    assert list(pool.map("() => prepared", range(6))) == [40] * 6
    with anode.Pool(1, memory="32MB") as small:
        with pytest.raises(anode.OutOfMemory):
            small.run("() => { const kept = []; for (;;) kept.push(new Array(1000).fill(1.5)); }")
        assert small.run("() => 1") == 1


def test_a_setup_that_fails_is_the_error_of_the_work() -> None:
    tries: list[int] = []

    def setup(runtime: anode.Runtime) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise LookupError("not yet")

    with anode.Pool(1, setup) as pool:
        with pytest.raises(LookupError, match="not yet"):
            pool.run("() => 1")
        assert pool.run("() => 1") == 1
    for wrong in ({"size": 0}, {"size": 1, "queue": 0}, {"size": 1, "timeout": -1}):
        with pytest.raises(ValueError, match=r"at least one|number of seconds"):
            anode.Pool(**wrong)  # type: ignore[arg-type]


def test_the_end_of_a_pool() -> None:
    pool = anode.Pool(2)
    done: list[object] = []
    threads = [threading.Thread(target=lambda: done.append(pool.run(WAIT, 50))) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.03)
    pool.close()
    for thread in threads:
        thread.join()
    assert done == [50] * 4
    with pytest.raises(anode.RuntimeClosed, match=r"this anode\.Pool is closed"):
        pool.run("() => 1")
    pool.close()

    pool = anode.Pool(1)
    failed: list[BaseException] = []

    def endless() -> None:
        try:
            pool.run("() => { for (;;); }")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=endless) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    pool.close(now=True)
    for thread in threads:
        thread.join()
    assert {type(error) for error in failed} == {anode.Interrupted}


def test_python_ends_with_a_pool_at_work() -> None:
    assert run_program("pool = anode.Pool(2); print(pool.run('() => 1'))") == "1\n"
    program = """
        pool = anode.Pool(1)
        threading.Thread(target=lambda: pool.run("() => { for (;;); }"), daemon=True).start()
        time.sleep(0.3)
        print("end")
    """
    assert run_program(program) == "end\n"


def test_a_forked_child_gets_an_error() -> None:
    program = """
        pool = anode.Pool(1)
        pool.run("() => 1")
        pid = os.fork()
        if pid == 0:
            try:
                pool.run("() => 1")
            except anode.ForkError:
                os._exit(7)
            os._exit(1)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        pool.close()
    """
    assert run_program(program) == "7\n"


def test_a_setup_that_does_not_end() -> None:
    begun = time.monotonic()
    with anode.Pool(1, setup="for (;;);", timeout=0.3) as pool, pytest.raises(anode.Timeout, match=r"0\.3 s"):
        pool.run("() => 1")
    with anode.Pool(1, setup="for (;;);") as pool:
        with pytest.raises(anode.Timeout, match=r"0\.2 s"):
            pool.run("() => 1", timeout=0.2)
        with pytest.raises(anode.Timeout, match=r"0\.2 s"):
            asyncio.run(pool.async_("() => 1", timeout=0.2))
    anode.Pool(1, setup="for (;;);").close(now=True)
    assert time.monotonic() - begun < 10


def test_waiting_for_a_place_counts_for_the_timeout() -> None:
    with anode.Pool(1, queue=1) as pool:

        def nested(js: anode.Runtime) -> list[str]:
            found = []
            for _ in range(3):  # in the queue, and then without a place in it
                with pytest.raises(anode.Timeout):
                    pool.run("() => 1", timeout=0.1)
                with anode.timeout(0.1), pytest.raises(anode.Timeout):
                    pool.run("() => 1")
                with pytest.raises(anode.Timeout):
                    asyncio.run(pool.async_("() => 1", timeout=0.1))
                found.append("in time")
            return found

        assert pool.run(nested) == ["in time"] * 3
        assert pool.run("() => 1", timeout=10) == 1


def test_a_slow_setup_takes_nothing_of_the_time_for_work() -> None:
    spin = "(ms) => { const end = Date.now() + ms; while (Date.now() < end); return ms; }"
    with anode.Pool(1, setup=f"({spin})(300)", timeout=0.5) as pool:
        assert pool.run(spin, 300) == 300
