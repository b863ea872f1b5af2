"""Runtimes: what belongs to each of them, and how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import anode


def test_cwd_env_and_argv_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "node_modules/pkg").mkdir(parents=True)
    (tmp_path / "node_modules/pkg/index.js").write_text("exports.name = 'pkg'")
    (tmp_path / "data.txt").write_text("here")
    (tmp_path / "lib.mjs").write_text("export const value = await Promise.resolve(4); export default () => value;")
    with anode.Runtime(cwd=tmp_path, env={"ONLY": "this"}, argv=["a", "b"]) as runtime:
        assert runtime.eval("JSON.stringify(process.env)") == '{"ONLY":"this"}'
        assert runtime.eval("process.argv.slice(1).join()") == "a,b"
        assert runtime.eval("process.cwd()") == str(tmp_path)
        assert runtime.require("pkg").name == "pkg"
        assert runtime.require("fs").readFileSync("data.txt", "utf8") == "here"
        module = runtime.import_("./lib.mjs")
        assert (module.value, module.default()) == (4, 4)
        with pytest.raises(anode.JSError) as caught:
            runtime.require("nowhere")
        assert caught.value.code == "MODULE_NOT_FOUND"
    with pytest.raises(NotADirectoryError):
        anode.Runtime(cwd=tmp_path / "data.txt")


def test_two_runtimes_share_nothing() -> None:
    with anode.Runtime() as one, anode.Runtime() as two:
        one.eval("globalThis.x = 1; process.env.X = '1'; process.chdir('/')")
        assert two.eval("[typeof x, process.env.X, process.cwd()].join()") == f"undefined,,{os.getcwd()}"
    assert "X" not in os.environ


def test_output_goes_through_the_hosts_streams(capsys: pytest.CaptureFixture[str]) -> None:
    with anode.Runtime() as runtime:
        runtime.eval("console.log('out', { a: 1 }); console.error('err'); process.stdout.write('partial')")
    said = capsys.readouterr()
    assert said.out == "out { a: 1 }\npartial"
    assert said.err == "err\n"


def test_run_runs_a_program_to_its_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "main.js").write_text(
        "setTimeout(() => { console.log('late', process.argv[2]); process.exitCode = 3; }, 20);"
        "let again = 1; process.on('beforeExit', () => { if (again-- > 0) setTimeout(() => console.log('again'), 5); });"
    )
    (tmp_path / "main.mjs").write_text("await new Promise((r) => setTimeout(r, 5)); console.log('module');")
    with anode.Runtime(cwd=tmp_path) as runtime:
        assert runtime.run("main.js", "arg") == 3
        assert runtime.run("main.mjs") == 3
    assert capsys.readouterr().out == "late arg\nagain\nmodule\n"


def test_process_exit_ends_the_runtime_alone() -> None:
    with anode.Runtime() as runtime:
        with pytest.raises(anode.Exit) as caught:
            runtime.eval("process.on('exit', (code) => { globalThis.told = code; }); process.exit(5)")
        assert caught.value.code == 5
        with pytest.raises(anode.Exit):
            runtime.eval("1")
        assert runtime.closed
    with anode.Runtime() as runtime:
        promise = runtime.eval("new Promise(() => setTimeout(() => process.exit(6), 10))")
        with pytest.raises(anode.Exit) as caught:
            promise.result()
        assert caught.value.code == 6


def test_an_uncaught_error_can_end_the_runtime(capsys: pytest.CaptureFixture[str]) -> None:
    with anode.Runtime(on_uncaught="exit") as runtime, pytest.raises(anode.Exit) as caught:
        runtime.eval("new Promise(() => setTimeout(() => { throw new Error('uncaught') }, 5))").result()
    assert caught.value.code == 1
    assert str(caught.value.__cause__) == "Error: uncaught"
    assert "Error: uncaught" in capsys.readouterr().err


def test_a_closed_runtime_says_so() -> None:
    runtime = anode.Runtime()
    value = runtime.eval("({ a: 1 })")
    runtime.close()
    runtime.close()
    for use in (lambda: runtime.eval("1"), lambda: value.a, lambda: runtime.require("fs")):
        with pytest.raises(anode.RuntimeClosed):
            use()  # type: ignore[no-untyped-call]
    assert "closed" in repr(value)
    assert "closed" in repr(runtime)


def test_signals_stay_the_hosts() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with anode.Runtime() as runtime:
        runtime.eval("process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); 1")
        assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_permissions() -> None:
    with anode.Runtime(options=["--permission", "--allow-fs-read=/usr"]) as runtime:
        assert runtime.require("fs").existsSync("/usr") is True
        with pytest.raises(anode.JSError) as caught:
            runtime.require("fs").readFileSync("/etc/hostname")
        assert caught.value.code == "ERR_ACCESS_DENIED"
    with pytest.raises(ValueError, match="bad option"):
        anode.Runtime(options=["--no-such-option"])


def _resources() -> tuple[int, int, int]:
    status = Path("/proc/self/status").read_text()
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(fields["Threads"]), len(os.listdir("/proc/self/fd")), int(fields["VmRSS"].split()[0])


# The test counts threads, descriptors and memory in /proc, which only Linux has.
@pytest.mark.skipif(sys.platform != "linux", reason="counts threads and descriptors in /proc, which only Linux has")
def test_runtimes_leave_nothing_behind() -> None:
    def some(count: int) -> None:
        for _ in range(count):
            with anode.Runtime() as runtime:
                runtime.eval("setTimeout(() => {}, 1e6); require('fs').readFile('/etc/hostname', () => {})")

    some(20)
    threads, files, memory = _resources()
    some(60)
    for _ in range(100):  # the last threads are still ending
        after = _resources()
        if after[0] <= threads and after[1] <= files:
            break
        time.sleep(0.02)
    assert after[0] <= threads
    assert after[1] <= files
    assert after[2] < memory + 20_000  # kB, of which 11,000 come and go; a run by hand measures 1,000 Runtimes


def test_what_is_no_option_is_refused() -> None:
    with pytest.raises(TypeError, match=r"options is a list, such as \['--permission'\]"):
        anode.Runtime(options="--permission")
    for wrong in (["permission"], ["-"], ["--permission", "app.js"], ["--", "app.js"]):
        with pytest.raises(ValueError, match="not an option: "):
            anode.Runtime(options=wrong)


def test_close_in_a_function_that_javascript_calls() -> None:
    runtime = anode.Runtime()
    swallow = runtime.eval("(f) => { for (;;) try { f(); } catch {} }")
    started = time.monotonic()
    with pytest.raises(anode.RuntimeClosed):
        swallow(runtime.close)
    assert runtime.closed
    with pytest.raises(anode.RuntimeClosed):
        swallow(runtime.close)
    runtime.close()  # waits for the end
    assert time.monotonic() - started < 5


def _closes_within(seconds: float, runtime: anode.Runtime) -> None:
    start = time.monotonic()
    runtime.close()
    assert time.monotonic() - start < seconds


def test_closing_ends_javascript_that_never_returns() -> None:
    for source in ("for (;;) {}", "for (;;) process.cwd()", "for (;;) { try { process.exit() } catch {} }"):
        runtime = anode.Runtime()
        failed: list[BaseException] = []

        def run(runtime: anode.Runtime = runtime, source: str = source, failed: list[BaseException] = failed) -> None:
            try:
                runtime.eval(source)
            except BaseException as error:
                failed.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        time.sleep(0.1)
        _closes_within(5, runtime)
        thread.join(5)
        assert isinstance(failed[0], (anode.RuntimeClosed, anode.Exit))


def test_python_can_end_beside_runtimes(tmp_path: Path) -> None:
    script = "import anode; r = anode.Runtime(); r.eval('setInterval(() => {}, 1)'); anode.require('path'); print('end')"
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "end\n", "")


def test_require_is_relative_to_the_file_that_calls(tmp_path: Path) -> None:
    (tmp_path / "helper.js").write_text("module.exports = 'beside'")
    (tmp_path / "main.py").write_text("import anode; print(anode.require('./helper.js'))")
    done = subprocess.run([sys.executable, str(tmp_path / "main.py")], capture_output=True, text=True, cwd="/", timeout=30, check=False)
    assert done.stdout == "beside\n", done.stderr


def test_the_first_program_of_all_ends(tmp_path: Path) -> None:
    """It builds the boot snapshot, and imports every binding on a thread that never ends."""
    environment = {**os.environ, "ANODE_CACHE": str(tmp_path)}
    code = "import anode; print(anode.require('path').sep)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert (done.stdout, done.returncode) == ("/\n", 0)


def test_a_symbol_where_an_op_wants_a_value_is_an_error_of_the_program() -> None:
    with anode.Runtime() as runtime:
        for argument in ("Symbol()", "{ a: [Symbol()] }"):
            with pytest.raises(anode.JSError, match="A symbol cannot be given"):
                runtime.eval(f"require('module')._stat({argument})")
        assert runtime.eval("1 + 1") == 2


@pytest.mark.parametrize("loop", ["for (;;) new Array(1000).fill(1)", "for (;;) { for (let i = 0; i < 9; i++) seen = [i]; }", "for (;;);"])
def test_close_ends_optimized_loops(loop: str) -> None:
    program = f"""
import threading, time, anode
js = anode.Runtime()
threading.Timer(1.5, js.close).start()
try:
    js.eval("(() => {{ let seen; {loop} }})()")
except anode.RuntimeClosed:
    print("closed")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout == "closed\n", done.stderr


def test_a_runtime_that_is_dropped_ends_with_its_proxies() -> None:
    program = """
import anode, gc, os, time
def threads():
    return len(os.listdir("/proc/self/task"))
def settle(count):
    end = time.monotonic() + 20
    while threads() > count and time.monotonic() < end:
        gc.collect()
        time.sleep(0.02)
    return threads() - count
anode.Runtime().close()
before = threads()
for _ in range(5):
    anode.Runtime().eval("setInterval(() => {}, 100).unref(); ({ a: [1] })").a
print(settle(before))
double = anode.Runtime().eval("x => x * 2")
gc.collect()
time.sleep(0.3)
print(double(4))
del double
print(settle(before))
anode.Runtime().eval("setTimeout(() => console.log('goes on'), 300)")
print(settle(before))
kept = anode.Runtime().eval("setInterval(() => {}, 1); x => x")
print(kept(1))
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "0\n8\n0\ngoes on\n0\n1\n"), done.stderr


def test_runtimes_are_made_while_another_thread_collects_garbage() -> None:
    program = """
import gc, threading, anode
stop = threading.Event()
def collect():
    while not stop.is_set():
        gc.collect()
thread = threading.Thread(target=collect)
thread.start()
for _ in range(20):
    with anode.Runtime() as runtime:
        assert runtime.eval("1 + 1") == 2
stop.set()
thread.join()
print("over")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=90, check=False)
    assert done.stdout == "over\n", done.stderr


def test_a_script_runs_in_the_runtime_of_require() -> None:
    assert anode.eval("globalThis.kept = 20; kept + 22") == 42
    assert anode.eval("kept", filename="second.js") == 20
    with pytest.raises(anode.JSError, match="is not defined") as raised:
        anode.eval("absent", filename="third.js")
    assert "third.js:1" in str(raised.value.stack)
    with pytest.raises(anode.Timeout):
        anode.eval("for (;;) {}", timeout=0.05)
    assert anode.eval("delete globalThis.kept")
