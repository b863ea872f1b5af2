"""Time limits of calls: what they end, what they leave, how they nest."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import anode
from tests.interop.test_direct import ENDLESS, run


@pytest.fixture(scope="module")
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_limit_ends_a_call_and_the_runtime_keeps_its_state(runtime: anode.Runtime, kind: str) -> None:
    runtime.eval("globalThis.state = 'kept'")
    function = runtime.eval(ENDLESS[kind])
    start = time.monotonic()
    with pytest.raises(anode.Timeout, match=r"longer than 0\.1 s"), anode.timeout(0.1):
        function(lambda *args: None)
    assert time.monotonic() - start < 2
    assert runtime.eval("state") == "kept"


def test_the_limit_of_one_eval(runtime: anode.Runtime) -> None:
    assert runtime.eval("40 + 2", timeout=5) == 42
    with pytest.raises(anode.Timeout):
        runtime.eval("for (;;);", timeout=0.05)
    assert issubclass(anode.Timeout, TimeoutError)
    for wrong in (-1, "1", float("nan")):
        with pytest.raises(ValueError, match="a timeout is a number of seconds"):
            runtime.eval("1", timeout=wrong)  # type: ignore[arg-type]


def test_the_limit_of_a_runtime_is_that_of_each_call() -> None:
    with anode.Runtime(timeout=0.2) as runtime:
        wait = runtime.eval("(ms) => { const end = Date.now() + ms; while (Date.now() < end); return ms; }")
        assert [wait(90) for _ in range(4)] == [90] * 4
        with pytest.raises(anode.Timeout):
            wait(10_000)
        with anode.timeout(5):  # counts instead
            assert wait(300) == 300
        with pytest.raises(anode.Timeout):
            runtime.eval("new Promise(() => {})").result()
    with pytest.raises(ValueError, match="a timeout is"):
        anode.Runtime(timeout=-1)


def test_an_endless_generator(runtime: anode.Runtime) -> None:
    endless = runtime.eval("function* f() { for (;;) yield 1; } f")
    with pytest.raises(anode.Timeout), anode.timeout(0.1):
        list(endless())
    assert runtime.eval("1") == 1


def test_a_promise_that_never_settles(runtime: anode.Runtime) -> None:
    never = runtime.eval("new Promise(() => {})")
    with pytest.raises(anode.Timeout, match=r"longer than 0\.05 s"), anode.timeout(0.05):
        never.result()
    with pytest.raises(anode.Timeout, match=r"not settled after 0\.05 s"):
        never.result(timeout=0.05)
    with pytest.raises(anode.Timeout, match=r"not settled after 0\.05 s"), anode.timeout(5):
        never.result(timeout=0.05)
    assert runtime._bridge._waiting == {}


def test_a_promise_whose_function_loops_for_ever_later(runtime: anode.Runtime) -> None:
    later = runtime.eval("async () => { await new Promise((r) => setTimeout(r, 10)); for (;;); }")

    def wait() -> None:
        with pytest.raises(anode.Timeout), anode.timeout(0.1):
            later().result()
        assert runtime.eval("1") == 1

    with pytest.warns(anode.UncaughtWarning, match="in the background was ended"):
        wait()


def test_python_called_from_javascript_runs_to_its_end(runtime: anode.Runtime) -> None:
    ran = []

    def slow() -> None:
        time.sleep(0.2)
        ran.append(True)

    with pytest.raises(anode.Timeout), anode.timeout(0.05):
        runtime.eval("(f) => { f(); for (;;); }")(slow)
    assert ran == [True]


def test_limits_nest(runtime: anode.Runtime) -> None:
    call = runtime.eval("(f) => f()")
    seen: list[object] = []

    def inner(seconds: float) -> str:
        try:
            with anode.timeout(seconds):
                runtime.eval("for (;;);")
        except anode.Timeout as error:
            seen.append(error.seconds)
        return "went on"

    with anode.timeout(5):
        assert call(lambda: inner(0.05)) == "went on"
    assert seen == [0.05]
    with pytest.raises(anode.Timeout) as caught, anode.timeout(0.1):
        call(lambda: inner(5))
    assert seen == [0.05, 0.1]
    assert caught.value.seconds == 0.1
    with anode.timeout(0.1), anode.timeout(5), pytest.raises(anode.Timeout, match=r"0\.1 s"):
        runtime.eval("for (;;);")
    assert call(lambda: 1) == 1


def test_a_timeout_that_no_function_catches_is_an_error_of_javascripts(runtime: anode.Runtime) -> None:
    def inner() -> None:
        runtime.eval("for (;;);", timeout=0.05)

    assert runtime.eval("(f) => { try { f(); } catch (error) { return error.name; } }")(inner) == "Timeout"
    with pytest.raises(anode.JSError) as caught:
        runtime.eval("(f) => f()")(inner)
    assert isinstance(caught.value.__cause__, anode.Timeout)


def test_the_ticks_of_the_outer_call_survive_the_end_of_an_inner_one(runtime: anode.Runtime) -> None:
    def inner() -> None:
        with pytest.raises(anode.Timeout):
            runtime.eval("for (;;);", timeout=0.05)

    runtime.eval(
        "(f) => { globalThis.order = []; process.nextTick(() => { f(); order.push(1); }); process.nextTick(() => order.push(2)); "
        "Promise.resolve().then(() => order.push(3)); }"
    )(inner)
    assert list(runtime.eval("order")) == [1, 2, 3]


def test_later_calls_in_the_block_raise_at_once(runtime: anode.Runtime) -> None:
    with anode.timeout(0.02):
        time.sleep(0.05)
        with pytest.raises(anode.Timeout):
            runtime.eval("1")
    assert runtime.eval("1") == 1
    limit = anode.timeout(None)
    with limit:
        assert runtime.eval("1") == 1
    with pytest.raises(RuntimeError, match="entered already"), limit:
        pass


def test_waiting_for_another_threads_call_counts(runtime: anode.Runtime) -> None:
    outcome: list[object] = []

    def other() -> None:
        outcome.append(runtime.eval("(() => { const end = Date.now() + 500; while (Date.now() < end); return 'unharmed'; })()"))

    thread = threading.Thread(target=other)
    thread.start()
    time.sleep(0.1)
    start = time.monotonic()
    with pytest.raises(anode.Timeout):
        runtime.eval("1", timeout=0.05)
    assert time.monotonic() - start < 0.3
    thread.join()
    assert outcome == ["unharmed"]


def test_a_program_that_never_ends(tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text("setInterval(() => {}, 1)")
    with anode.Runtime(cwd=tmp_path) as runtime, pytest.raises(anode.Timeout), anode.timeout(0.3):
        runtime.run(tmp_path / "main.js")


def test_a_forked_child_gets_its_error_at_once() -> None:
    program = """
        runtime = anode.Runtime()
        threading.Thread(target=lambda: runtime.eval("const end = Date.now() + 1500; while (Date.now() < end);"), daemon=True).start()
        time.sleep(0.3)
        start = time.monotonic()
        pid = os.fork()
        if pid == 0:
            try:
                runtime.eval("1", timeout=5)
            except anode.ForkError:
                os._exit(7 if time.monotonic() - start < 1 else 8)
            os._exit(1)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    """
    assert run(program) == "7\n"


def test_a_timeout_can_be_pickled() -> None:
    error = pickle.loads(pickle.dumps(anode.Timeout(1.5)))
    assert (error.seconds, str(error)) == (1.5, "JavaScript has taken longer than 1.5 s")


RANDOM = """
    runtime = anode.Runtime(options=sys.argv[2:])
    kinds = [runtime.eval(source) for source in (
        "() => { for (;;); }", "() => { (function f() { Promise.resolve().then(f); })(); }",
        "(f) => { for (;;) f(); }", "() => { const end = performance.now() + Math.random() * 4; while (performance.now() < end); }",
        "() => { for (;;) globalThis.junk = Array.from({ length: 500 }, (_, i) => ({ i })); }", "() => /^(a+)+$/.test('a'.repeat(40) + 'b')",
        "async () => { await null; for (;;); }")]
    add = runtime.eval("(a, b) => a + b")
    runtime.eval("globalThis.count = 0; globalThis.ticks = 0; setInterval(() => ticks++, 3); 0")
    rounds = int(sys.argv[1])
    errors, over = [], []

    def others():
        # Their calls have no limit: nothing may end them.
        n = 0
        try:
            while not over:
                n += 1
                assert add(n, 1) == n + 1
        except BaseException as error:
            errors.append(error)

    def some():
        add(1, 2)

    threads = [threading.Thread(target=others) for _ in range(2)]
    for thread in threads:
        thread.start()
    ended = 0
    for i in range(rounds):
        try:
            with anode.timeout(random.random() * 0.01):
                kinds[i % len(kinds)](some)
        except anode.Timeout:
            ended += 1
        assert runtime.eval("++count") == i + 1
    over.append(True)
    for thread in threads:
        thread.join()
    assert not errors, errors
    assert ended > rounds // 3, ended
    ticks = runtime.eval("ticks")
    while runtime.eval("ticks") == ticks:  # the loop goes on
        time.sleep(0.01)
    runtime.close()
    print("ok")
"""


def test_timeouts_at_random_moments_beside_other_threads() -> None:
    assert run(RANDOM, "200") == "ok\n"


@pytest.mark.slow
@pytest.mark.parametrize("flag", ["--stress-compaction", "--gc-interval=200"])
def test_timeouts_at_random_moments_under_stress(flag: str) -> None:
    assert run(RANDOM, "200", flag, timeout=120) == "ok\n"


FIRST_USES = r"""
import random, sys, time
import anode
sources = (
    "for (;;);", "require('fs').readFileSync(process.execPath).length", "new URL('http://a/b?c=1').href", "Buffer.from('abc').toString('base64')",
    "require('util').inspect({ a: new Map([[1, { b: 2 }]]) })", "structuredClone({ a: [1] })", "require('path').resolve('a')",
    "require('crypto').createHash('sha256').update('a').digest('hex')", "new TextDecoder().decode(new Uint8Array([65]))",
    "require('stream').Readable.from(['a']).pipe(new (require('stream').PassThrough)()); 1", "new AbortController().abort()",
    "require('zlib').gzipSync('a').length", "require('vm').runInNewContext('1 + 1')", "new Blob(['a']).size", "fetch; 1", "console.error; 1",
    "require('http').createServer().listen(0).close(); 1", "try { null.x } catch (error) { error.stack }",
    "require('assert').deepStrictEqual([1], [1])", "setTimeout(() => {}, 1); 1", "new Promise((done) => setImmediate(done)); 1",
)
end = time.monotonic() + float(sys.argv[1])
while time.monotonic() < end:
    with anode.Runtime() as runtime:
        for source in random.sample(sources, 3):
            try:
                with anode.timeout(random.random() * 0.01):
                    runtime.eval(source)
            except anode.Timeout:
                pass
            if source != "for (;;);":
                try:
                    runtime.eval(source)
                except anode.JSError as error:
                    sys.exit(f"{source}: {error.stack}")
print("ok")
"""


def test_what_is_ended_in_its_first_use_works_the_next_time() -> None:
    assert run(FIRST_USES, "4") == "ok\n"


@pytest.mark.slow
def test_what_is_ended_in_its_first_use_works_the_next_time_for_long() -> None:
    assert run(FIRST_USES, "90", timeout=150) == "ok\n"


# ---- without direct calls ----

FALL_BACK = """
import sys, threading, time
from anode.engine import features
features.lose({sys.argv[1]: "a test"})
import anode
runtime = anode.Runtime()
assert runtime._bridge.direct is None
runtime.eval("globalThis.n = 0; setInterval(() => n++, 3); 0")
for source in ("for (;;);", "(function f() { Promise.resolve().then(f); })()", "/^(a+)+$/.test('a'.repeat(40) + 'b')"):
    try:
        runtime.eval(source, timeout=0.1)
        sys.exit("no Timeout")
    except anode.Timeout:
        pass
    if sys.argv[1] == "interrupts":
        break
    n = runtime.eval("n")
threading.Timer(0.1, runtime.interrupt).start()
try:
    if sys.argv[1] == "direct":
        runtime.eval("for (;;);")
        sys.exit("not interrupted")
except anode.Interrupted:
    while runtime.eval("n") == n:
        time.sleep(0.01)
    assert not runtime.interrupt()
runtime.close()
print("ok")
"""


@pytest.mark.parametrize("lost", ["direct", "interrupts"])
def test_without_the_engines_features(lost: str) -> None:
    done = subprocess.run([sys.executable, "-c", FALL_BACK, lost], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "ok\n", done.stderr


@pytest.mark.parametrize(
    "source",
    [
        "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1, 2 ** 53 - 3e6)",
        "require('crypto').pbkdf2Sync('a', 'b', 5e5, 64, 'sha512')",
    ],
)
def test_functions_that_look_at_no_limit_end_by_themselves(source: str) -> None:
    with anode.Runtime() as runtime:
        runtime.eval("require('crypto').pbkdf2Sync('a', 'b', 1, 64, 'sha512')")
        with pytest.raises(anode.Timeout):
            runtime.eval(source, timeout=0.02)
        assert runtime.eval("1") == 1
