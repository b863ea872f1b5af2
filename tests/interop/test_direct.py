"""Calls on the caller's thread: threads side by side, nesting, the end of a call by a signal, under V8's stress flags."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator

import pytest

import anode

PREAMBLE = """
import os, random, signal, sys, threading, time
import anode
"""


def run(program: str, *arguments: str, timeout: float = 60) -> str:
    """Run a program in a process of its own, which a crash would end; what it prints."""
    command = [sys.executable, "-X", "faulthandler", "-c", PREAMBLE + textwrap.dedent(program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


def test_calls_are_direct(runtime: anode.Runtime) -> None:
    runtime.eval("1")
    assert runtime._bridge.direct is not None


MIXED = """
    runtime = anode.Runtime(options=sys.argv[2:])
    ev = runtime.eval
    ev("globalThis.ticks = 0; setInterval(() => { ticks++; globalThis.junk = Array.from({ length: 2000 }, (_, i) => ({ i })); }, 3); 0")
    add, cat, thrown = ev("(a, b) => a + b"), ev("(s) => s + '!'"), ev("(n) => { throw new TypeError('no ' + n); }")
    deep, calls = ev("(function r() { return 1 + r(); })"), ev("(f, n) => { let s = 0; for (let i = 0; i < n; i++) s += f(i, 2); return s; }")
    nest = ev("(f, d) => { const o = { d }; const r = 1 + f(d); if (o.d !== d) throw new Error('corrupt'); return r; }")
    catches, later = ev("(f) => { try { f(1); } catch (e) { return String(e); } }"), ev("async (i) => { await null; return i; }")
    made = ev("() => ({ a: 1, l: [1, 2] })")
    errors, count = [], [0]
    until = time.time() + float(sys.argv[1])

    def back(d):
        return nest(back, d - 1) if d else 0

    def fail(x):
        raise ValueError("from Python")

    def work(seed):
        rnd = random.Random(seed)
        try:
            while time.time() < until:
                n, r = rnd.randrange(10**6), rnd.random()
                count[0] += 1
                if r < 0.4:
                    assert add(n, 2) == n + 2
                elif r < 0.5:
                    text = "y\u00e9\u20ac" * rnd.randrange(90)
                    assert cat(text) == text + "!"
                elif r < 0.55:
                    try:
                        thrown(n)
                    except anode.JSError as error:
                        assert f"no {n}" in str(error)
                elif r < 0.57:
                    try:
                        deep()
                    except anode.JSError as error:
                        assert "RangeError" in str(error)
                elif r < 0.67:
                    assert calls(lambda a, b: a * b, 5) == 20
                elif r < 0.72:
                    assert nest(back, 9) == 10
                elif r < 0.77:
                    assert "ValueError" in catches(fail)
                elif r < 0.82:
                    assert later(n).result(10) == n
                elif r < 0.92:
                    one = made()
                    assert one.a == 1 and one.l[1] == 2
                else:
                    assert len(bytes(ev("(b) => b")(b"x" * 100))) == 100
        except BaseException as error:
            import traceback
            errors.append(traceback.format_exc())

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    work("main")
    for thread in threads:
        thread.join()
    assert not errors, errors[0]
    assert count[0] > 100 and ev("ticks") > 3
    runtime.close()
    print("ok")
"""


def test_threads_side_by_side() -> None:
    assert run(MIXED, "2") == "ok\n"


@pytest.mark.slow
@pytest.mark.parametrize("flag", ["--stress-compaction", "--gc-interval=200"])
def test_threads_side_by_side_under_stress(flag: str) -> None:
    assert run(MIXED, "10", flag) == "ok\n"


INTERRUPTED = """
    runtime = anode.Runtime()
    function = runtime.eval(sys.argv[1])
    for i in range(int(sys.argv[2])):
        timer = threading.Timer(0.03 + 0.004 * (i % 20), os.kill, (os.getpid(), signal.SIGINT))
        try:
            timer.start()
            function(lambda *args: None)
        except KeyboardInterrupt:
            pass
        else:
            sys.exit("no KeyboardInterrupt")
        assert runtime.eval("globalThis.state ??= 0; state++") == i
    runtime.close()
    print("ok")
"""

ENDLESS = {
    "a loop": "() => { for (;;); }",
    "microtasks": "() => { (function f() { Promise.resolve().then(f); })(); }",
    "ticks": "() => { (function f() { process.nextTick(f); })(); }",
    "a regular expression": "() => /^(a+)+$/.test('a'.repeat(40) + 'b')",
    "calls of Python": "(f) => { for (;;) f(); }",
    "calls of Python whose errors are caught": "(f) => { for (;;) try { f(); } catch {} }",
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_ctrl_c_ends_a_call_and_the_runtime_goes_on(kind: str) -> None:
    assert run(INTERRUPTED, ENDLESS[kind], "4") == "ok\n"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ENDLESS)
def test_ctrl_c_two_hundred_times(kind: str) -> None:
    assert run(INTERRUPTED, ENDLESS[kind], "200", timeout=120) == "ok\n"


def test_a_handler_of_the_program_runs_and_the_call_goes_on() -> None:
    program = """
        runtime = anode.Runtime()
        seen = []
        signal.signal(signal.SIGINT, lambda number, frame: seen.append(number))
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
        wait = runtime.eval("(ms) => { const end = Date.now() + ms; while (Date.now() < end); return 'through'; }")
        print(wait(600), seen)
        runtime.close()
    """
    assert run(program) == "through [2]\n"


def test_callbacks_run_on_the_thread_of_the_call_in_its_context(runtime: anode.Runtime) -> None:
    import contextvars
    import threading

    variable = contextvars.ContextVar("variable", default="none")
    variable.set("mine")
    seen = runtime.eval("(f) => [f()].length")
    found: list[object] = []
    seen(lambda: found.extend((variable.get(), threading.get_ident())))
    assert found == ["mine", threading.get_ident()]


def test_a_function_takes_the_arguments_it_has_parameters_for(runtime: anode.Runtime) -> None:
    each = runtime.eval("(f) => f(1, 2, 3)")
    assert each(lambda: 0) == 0
    assert each(lambda a: a) == 1
    assert each(lambda *all: len(all)) == 3

    class Method:
        def two(self, a: int, b: int) -> int:
            return a * 10 + b

    assert each(Method().two) == 12


def test_exceptions_for_the_caller_are_no_javascript_errors(runtime: anode.Runtime) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runtime.eval("(f) => { try { f(); } catch { return 'caught'; } finally { globalThis.ran = true; } }")(stop)
    assert runtime.eval("40 + 2") == 42


def test_an_exit_status_without_close() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import anode; anode.Runtime().eval('1'); raise SystemExit(3)"], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (3, b"")


_DESTRUCTORS = """
import faulthandler, gc, random, threading
import orjson  # importing is not what destructors disturb here
faulthandler.dump_traceback_later(50, exit=True)
import anode
js = anode.Runtime()
count = js.eval("globalThis.count = 0; globalThis.echo = (f, x) => f(x); (text) => { count++; return [text, { text }] }")
echo = js.eval("(...given) => given")
class Closes:
    def __init__(self):
        self.cycle = self
    def __del__(self):
        if threading.current_thread() is threading.main_thread():
            js.eval("echo")(lambda x: x, count("x" * random.randint(1, 99)))
js.eval("setInterval(() => {}, 1)")
for i in range(4000):
    gc.set_threshold(random.randint(1, 40), 1000, 1000)
    Closes()
    text = str(i) * 9
    got = echo(i, text, i / 7, {"a": [text, {"b": i}]}, b"bytes" * 9)
    assert (got[0], got[1], got[2], anode.to_python(got[3]), got[4]) == (i, text, i / 7, {"a": [text, {"b": i}]}, b"bytes" * 9), i
    assert js.eval("f => f(8, 'nine')")(lambda a, b: [a, b, text])[2] == text
gc.collect()
print("over", js.eval("count") > 1000)
js.close()
"""


def test_destructors_call_javascript_in_the_middle_of_calls() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", _DESTRUCTORS], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "over True\n", done.stderr[-3000:]


def test_ctrl_c_in_a_loop_of_short_calls() -> None:
    program = """
        runtime = anode.Runtime()
        add, each, seen = runtime.eval("(n) => n + 1"), runtime.eval("(f) => [1, 2, 3].map(f).length"), set()
        def stop():
            for _ in range(40):
                time.sleep(0.02)
                os.kill(os.getpid(), signal.SIGINT)
        thread = threading.Thread(target=stop)
        thread.start()
        while thread.is_alive():
            try:
                while thread.is_alive():
                    assert add(1) == 2
                    assert each(lambda x: add(x)) == 3
            except BaseException as error:
                seen.add(type(error).__name__)
        print(seen)
    """
    assert run(program) == "{'KeyboardInterrupt'}\n"


def test_handlers_of_signals_raise_at_random_moments() -> None:
    program = """
        class Alarm(BaseException):
            pass
        def alarm(*_):
            raise Alarm
        signal.signal(signal.SIGALRM, alarm)
        runtime, rnd, alarms = anode.Runtime(), random.Random(7), 0
        total, each = runtime.eval("(n) => { let s = 0; for (let i = 0; i < n; i++) s += i; return s; }"), runtime.eval("(f) => [1, 2].map(f)")
        made, later = runtime.eval("() => ({ a: [1, { b: 'text' }] })"), runtime.eval("async (x) => { await null; return x; }")
        def nest(depth):
            return sum(each(lambda x: nest(depth - 1) + x) if depth else [x_ for x_ in made().a if x_ == 1])
        class Calls:
            def __del__(self):
                total(3)
        def work():
            while True:
                assert total(100) == 4950
                assert nest(2) == 13, nest(2)
                assert later(4).result(5) == 4
                Calls()
                with anode.timeout(60):
                    assert nest(1) == 5
        until = time.monotonic() + 4
        while time.monotonic() < until:
            try:
                try:
                    signal.setitimer(signal.ITIMER_REAL, 0.0001 + rnd.random() * 0.003, 0.1)
                    work()
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
            except Alarm:
                alarms += 1
            except anode.JSError as error:
                assert error.name == "Alarm", error
        assert alarms > 100
        assert nest(2) == 13
        print("ok")
    """
    assert run(program) == "ok\n"


def test_calls_near_the_recursion_limit() -> None:
    assert run("""
    runtime = anode.Runtime()
    call = runtime.eval("f => f()")

    def deep(n):
        return deep(n - 1) if n else call(lambda: 1)

    limits = 0
    for n in range(sys.getrecursionlimit() - 120, sys.getrecursionlimit()):
        try:
            deep(n)
        except RecursionError:
            limits += 1
        except anode.JSError as error:  # the callback had no room
            assert "RecursionError" in str(error), error
    assert limits > 3 and runtime.eval("1 + 1") == 2
    runtime.close()
    print("ok")
    """) == "ok\n"  # fmt: skip
