"""The loop alone: the work it yields, and the events that wake it. The test plays JavaScript's part."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from anode.loop.loop import Flag, Loop, Phase
from anode.loop.pool import Pool


@pytest.fixture
def loop() -> Iterator[Loop]:
    made = Loop()
    made.enter()
    yield made
    made.close()


def phase(answer: object) -> int:
    assert isinstance(answer, int)
    return answer % Phase.SPAN


def test_an_empty_loop_ends(loop: Loop) -> None:
    assert phase(loop.turn(-1, 0, "")) == Phase.EXIT
    assert phase(loop.turn(-1, 0, "")) == Phase.EXIT  # beforeExit may ask again


def test_a_timer_is_waited_for(loop: Loop) -> None:
    start = time.monotonic()
    assert phase(loop.turn(30, Flag.TIMERS_REF, "")) == Phase.POLL
    while phase(loop.turn(max(0.0, 30 - (time.monotonic() - start) * 1000), Flag.TIMERS_REF, "")) != Phase.TIMERS:
        pass
    assert 0.028 < time.monotonic() - start < 0.5
    assert phase(loop.turn(-1, 0, "")) == Phase.POLL  # the timer was the last work: the turn runs to its end
    assert phase(loop.turn(-1, 0, "")) == Phase.EXIT


def test_an_unref_timer_is_not(loop: Loop) -> None:
    assert phase(loop.turn(10_000, 0, "")) == Phase.EXIT


def test_immediates_run_in_the_check_phase_without_waiting(loop: Loop) -> None:
    start = time.monotonic()
    assert phase(loop.turn(10_000, Flag.IMMEDIATES | Flag.IMMEDIATES_REF | Flag.TIMERS_REF, "")) == Phase.CHECK
    assert time.monotonic() - start < 0.1


def test_another_thread_wakes_the_poll(loop: Loop) -> None:
    loop.active = 1
    seen: list[int] = []
    threading.Timer(0.02, lambda: loop.post(seen.append, 1)).start()
    start = time.monotonic()
    assert phase(loop.turn(-1, 0, "")) == Phase.POLL
    assert seen == [1]
    assert time.monotonic() - start < 0.09  # shorter than the longest poll


def test_posts_from_many_threads_all_arrive(loop: Loop) -> None:
    loop.active = 1
    seen: list[int] = []

    def post(number: int) -> None:
        for _ in range(500):
            loop.post(seen.append, number)

    threads = [threading.Thread(target=post, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    while len(seen) < 4000:
        loop.turn(-1, 0, "")
    assert sorted(set(seen)) == list(range(8))


def test_descriptors_are_polled(loop: Loop) -> None:
    loop.active = 1
    read, write = os.pipe()
    seen: list[int] = []

    def ready(events: int) -> None:
        seen.append(events)
        loop.poller.remove(read)

    loop.poller.add(read, 1, ready)
    os.write(write, b"x")
    loop.turn(-1, 0, "")
    assert len(seen) == 1
    assert seen[0] & 1
    loop.turn(0, Flag.TIMERS_REF, "")
    assert len(seen) == 1
    os.close(read)
    os.close(write)


def test_stopping_ends_a_parked_loop(loop: Loop) -> None:
    loop.active = 1
    threading.Timer(0.02, loop.stop).start()
    phases = [phase(loop.turn(-1, 0, "")), phase(loop.turn(-1, 0, ""))]
    assert phases[-1] == Phase.EXIT


def test_an_error_in_the_loop_is_a_value(loop: Loop) -> None:
    loop.active = 1
    loop.after_poll.append(lambda: 1 // 0)  # type: ignore[arg-type]
    answer = loop.turn(-1, Flag.IMMEDIATES, "")
    assert isinstance(answer, list)
    assert answer[0] == ""
    assert "ZeroDivisionError" in answer[1]


def test_the_pool_runs_what_it_is_given_and_grows_no_further(loop: Loop) -> None:
    pool = Pool(loop, 2)
    loop.active = 1
    running = 0
    most = 0
    lock = threading.Lock()
    done: list[object] = []

    def work() -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01)
        with lock:
            running -= 1
        return 7

    def fail() -> int:
        raise KeyError("no")

    for function in [work] * 6 + [fail]:
        pool.submit(function, lambda error, value: done.append(error or value))
    while len(done) < 7:
        loop.turn(-1, 0, "")
    assert most == 2
    assert done.count(7) == 6
    assert any(isinstance(error, KeyError) for error in done)
    pool.close()


def test_slow_tasks_have_half_of_the_pool(loop: Loop) -> None:
    pool = Pool(loop, 4)
    loop.active = 1
    release = threading.Event()
    done: list[object] = []
    for name in ("slow 1", "slow 2", "slow 3", "slow 4"):
        pool.submit(lambda name=name: release.wait(10) and name, lambda error, value: done.append(error or value), slow=True)  # type: ignore[misc]
    pool.submit(lambda: "file", lambda error, value: done.append(error or value), brief=True)
    deadline = time.monotonic() + 5
    while not done and time.monotonic() < deadline:
        loop.turn(-1, 0, "")
    assert done == ["file"]  # although four earlier tasks hang
    release.set()
    while len(done) < 5 and time.monotonic() < deadline:
        loop.turn(-1, 0, "")
    assert sorted(map(str, done)) == ["file", "slow 1", "slow 2", "slow 3", "slow 4"]
    pool.close()


def test_asking_whether_the_loop_is_alive_changes_nothing(loop: Loop) -> None:
    loop.turn(-1, Flag.ENGINE_BUSY, "")
    time.sleep(0.3)
    assert [loop.alive() for _ in range(3)] == [True] * 3
    # The turn observes that the engine has been busy for 0.3 s without using the processor.
    assert phase(loop.turn(-1, Flag.ENGINE_BUSY, "")) == Phase.EXIT
    assert not loop.alive()


def test_brief_tasks_keep_one_thread_busy(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anode.loop.pool.STUCK", 60.0)  # a busy machine may stop the thread for a millisecond
    pool = loop.pool
    loop.active = 1
    threads: set[int] = set()
    done: list[int] = []

    def task(number: int) -> Callable[[], int]:
        def run() -> int:
            threads.add(threading.get_ident())
            return number

        return run

    for i in range(500):
        pool.submit(task(i), lambda error, value: done.append(value), brief=True)
    while len(done) < 500:
        loop.turn(-1, 0, "")
    assert done == list(range(500))
    assert len(threads) == 1


def test_a_stuck_brief_task_holds_nothing_up(loop: Loop) -> None:
    pool = loop.pool
    loop.active = 1
    free = threading.Event()
    done: list[object] = []
    for function in (lambda: "before", free.wait, lambda: "after", lambda: "last"):
        pool.submit(function, lambda error, value: done.append(value), brief=True)
    start = time.monotonic()
    while len(done) < 3:
        loop.turn(-1, 0, "")
    assert time.monotonic() - start < 1
    assert done == ["before", "after", "last"]
    free.set()
    while len(done) < 4:
        loop.turn(-1, 0, "")


def test_without_a_thread_a_task_fails(loop: Loop) -> None:
    loop.active = 1
    told: list[object] = []
    before = threading.stack_size(1 << 46)  # larger than any address space
    try:
        loop.pool.submit(lambda: 1, lambda error, value: told.append(error), brief=True)
    finally:
        threading.stack_size(before)
    loop.turn(-1, 0, "")
    assert isinstance(told[0], OSError)
    assert told[0].errno == errno.EAGAIN
    loop.pool.submit(lambda: 7, lambda error, value: told.append(value), brief=True)
    while len(told) < 2:
        loop.turn(-1, 0, "")
    assert told[1] == 7
