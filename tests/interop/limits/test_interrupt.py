"""Runtime.interrupt(): what it ends, what goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

import anode
from tests.interop.test_direct import ENDLESS, run


@pytest.fixture
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


def test_with_nothing_to_end(runtime: anode.Runtime) -> None:
    assert runtime.interrupt() is False
    assert runtime.eval("1 + 1") == 2
    runtime.close()
    assert runtime.interrupt() is False


@pytest.mark.parametrize("kind", ENDLESS)
def test_it_ends_a_call(runtime: anode.Runtime, kind: str) -> None:
    function = runtime.eval(ENDLESS[kind])
    for _ in range(3):
        answers: list[bool] = []
        timer = threading.Timer(0.05, lambda answers=answers: answers.append(runtime.interrupt()))
        timer.start()
        with pytest.raises(anode.Interrupted):
            function(lambda *args: None)
        timer.join()
        assert answers == [True]
        assert runtime.eval("1") == 1


def test_it_goes_through_the_python_functions_in_between(runtime: anode.Runtime) -> None:
    seen: list[str] = []

    def inner() -> str:
        try:
            runtime.eval("for (;;);")
        except anode.Interrupted:
            seen.append("inner")
        return "went on"

    threading.Timer(0.05, runtime.interrupt).start()
    with pytest.raises(anode.Interrupted):
        runtime.eval("(f) => { try { f(); } catch {} for (;;); }")(inner)
    assert seen == ["inner"]


def _interrupt(runtime: anode.Runtime) -> bool:
    ended = runtime.interrupt()
    time.sleep(0.15)  # the warning comes from the isolate's thread
    return ended


def _grows(runtime: anode.Runtime, name: str) -> bool:
    before = runtime.eval(name)
    for _ in range(100):
        time.sleep(0.05)
        if runtime.eval(name) > before:
            return True
    return False


BACKGROUND = {
    "a timer": "setTimeout(() => { for (;;); }, 1)",
    "an immediate": "setImmediate(() => { for (;;); }); setImmediate(() => { rest++; })",
    "ticks": "setTimeout(() => { (function f() { process.nextTick(f); })(); }, 1)",
    "microtasks": "setTimeout(() => { (function f() { Promise.resolve().then(f); })(); }, 1)",
    "a file's callback": "require('fs').stat('.', () => { for (;;); }); require('fs').stat('.', () => { rest++; })",
    "a close": "const s = require('net').createServer(); s.listen(0); setTimeout(() => s.close(() => { for (;;); }), 5)",
    "an await": "require('timers/promises').setTimeout(1).then(async () => { await null; for (;;); })",
}


@pytest.mark.parametrize("kind", BACKGROUND)
def test_it_ends_what_the_loop_runs_and_the_loop_goes_on(runtime: anode.Runtime, kind: str) -> None:
    runtime.eval("globalThis.rest = 0; globalThis.ticks = 0; setInterval(() => ticks++, 2); 0")
    runtime.eval("{" + BACKGROUND[kind] + "} 0")
    time.sleep(0.15)
    with pytest.warns(anode.UncaughtWarning, match="in the background was ended") as warned:
        assert _interrupt(runtime)
    assert len(warned) == 1
    assert _grows(runtime, "ticks")
    assert runtime.eval("rest") == (1 if "rest" in BACKGROUND[kind] else 0)
    assert runtime.interrupt() is False
    assert runtime.eval("new Promise((r) => require('fs').stat('.', () => r('files')))").result(5) == "files"


def test_an_interval_goes_on_and_other_timers_of_its_list_too(runtime: anode.Runtime) -> None:
    runtime.eval("globalThis.n = 0; setInterval(() => { if (++n === 2) for (;;); }, 10); globalThis.m = 0; setInterval(() => m++, 10); 0")
    time.sleep(0.15)
    with pytest.warns(anode.UncaughtWarning):
        assert _interrupt(runtime)
    assert _grows(runtime, "n")
    assert _grows(runtime, "m")


RANDOM = """
    import warnings
    runtime = anode.Runtime(options=sys.argv[2:])
    beside = []  # interrupts that have ended the timer's callback instead of the call
    warnings.simplefilter("always")
    warnings.showwarning = lambda message, *more: beside.append(message)
    kinds = [runtime.eval(source) for source in (
        "() => { for (;;); }", "() => { (function f() { Promise.resolve().then(f); })(); }", "(f) => { for (;;) f(); }",
        "() => { const end = performance.now() + Math.random() * 6; while (performance.now() < end); }",
        "() => { for (;;) globalThis.junk = Array.from({ length: 500 }, (_, i) => ({ i })); }")]
    add = runtime.eval("(a, b) => a + b")
    runtime.eval("globalThis.count = 0; globalThis.ticks = 0; setInterval(() => ticks++, 3); 0")
    ended = 0

    def until_it_ends(answers):
        while not runtime.interrupt():
            pass
        answers.append(True)

    for i in range(int(sys.argv[1])):
        answers = []
        timer = threading.Timer(random.random() * 0.01, lambda: until_it_ends(answers))
        timer.start()
        try:
            kinds[i % len(kinds)](lambda *args: add(1, 2))
            while not answers:
                assert add(i, 1) == i + 1
        except anode.Interrupted:
            ended += 1
        timer.join()
        assert runtime.eval("++count") == i + 1
        assert add(i, 1) == i + 1
    assert ended + len(beside) == i + 1 and len(beside) < 5, beside
    ticks = runtime.eval("ticks")
    while runtime.eval("ticks") == ticks:  # the loop goes on
        time.sleep(0.01)
    assert runtime._bridge.direct.depth == 0 and runtime._bridge.direct.running is None
    runtime.close()
    print("ok")
"""


BUSY = """
    import warnings
    from anode.interop.limits import background
    warnings.simplefilter("ignore")
    background.BRIEF = 0  # interrupts meet the loop itself
    runtime = anode.Runtime()
    runtime.eval("globalThis.n = 0; setInterval(() => n++, 0); (function again() { setImmediate(again) })(); 0")

    def interrupt():
        for _ in range(400):  # not until the calls are done: under load, one that comes in each turn would keep them out
            time.sleep(random.random() * 0.006)
            runtime.interrupt()

    threads = [threading.Thread(target=interrupt) for _ in range(2)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        try:
            runtime.eval("1 + 1")
        except anode.Interrupted:
            pass
    ticks = runtime.eval("setInterval(() => n++, 0); n")
    while runtime.eval("n") == ticks:
        time.sleep(0.01)
    print("ok")
"""


def test_the_loop_outlives_interrupts_of_its_own() -> None:
    assert run(BUSY) == "ok\n"


def test_calls_reach_a_loop_that_never_waits() -> None:
    program = """
    runtime = anode.Runtime()
    runtime.eval("(function again() { setImmediate(again) })(); 0")
    for i in range(50):
        assert runtime.eval("1 + 1") == 2
    print("ok")
    """
    assert run(program, timeout=20) == "ok\n"


def test_interrupts_at_random_moments() -> None:
    assert run(RANDOM, "200") == "ok\n"


@pytest.mark.slow
@pytest.mark.parametrize("flag", ["--stress-compaction", "--gc-interval=200"])
def test_interrupts_at_random_moments_under_stress(flag: str) -> None:
    assert run(RANDOM, "200", flag, timeout=120) == "ok\n"


def test_from_a_signal_handler() -> None:
    program = """
        runtime = anode.Runtime()
        signal.signal(signal.SIGALRM, lambda *_: runtime.interrupt())
        for i in range(10):
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            try:
                runtime.eval("for (;;);")
            except anode.Interrupted:
                continue
            sys.exit("not interrupted")
        runtime.close()
        print("ok")
    """
    assert run(program) == "ok\n"
