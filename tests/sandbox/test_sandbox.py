"""anode.Sandbox has the API of anode.Runtime."""

from __future__ import annotations

import asyncio
import datetime
import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import anode

# For tests of layers that are Linux's alone; the others run everywhere.
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="namespaces, Landlock and seccomp are Linux's")


@pytest.fixture(scope="module")
def js() -> Iterator[anode.Sandbox]:
    with anode.Sandbox() as sandbox:
        yield sandbox


def test_values_cross(js: anode.Sandbox) -> None:
    given = {
        "a": [1, 2.5, "é", None, True, {"b": b"\0\xff"}], "big": 2**90, "negative": -(2**70), "nan": float("inf"), "minus": -0.0, "surrogate": "\ud800",
        "many": list(range(100)), "when": datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc), "": {},
    }  # fmt: skip
    back = anode.to_python(js.eval("(x) => x")(given))
    assert back == given
    assert str(back["minus"]) == "-0.0"
    assert anode.to_python(js.eval("new Map([[1, 'a'], [2.5, 'b']])")) == {1: "a", 2.5: "b"}
    assert js.eval("undefined") is None
    assert js.eval("(x) => x === undefined")(anode.undefined) is True
    assert js.eval("(x) => x instanceof Float64Array && x.length")([0.5] * 200) is False
    assert js.eval("(x) => Array.isArray(x) && x.length")([0.5] * 200) == 200
    assert js.eval("(x) => x.constructor.name")(memoryview(bytes(8)).cast("f")) == "Float32Array"
    assert js.eval("(x) => x.toISOString()")(datetime.date(2020, 1, 2)) == "2020-01-02T00:00:00.000Z"


def test_objects_are_proxies(js: anode.Sandbox) -> None:
    point = js.eval("({ x: 1, list: [1, 2, 3], double() { return this.x * 2 }, map: new Map([['k', 1]]) })")
    assert (point.x, point["x"], point.double(), len(point.list), point.list[-1], point.list[0:2]) == (1, 1, 2, 3, 3, [1, 2])
    point.x = 5
    assert point.double() == 10
    assert "x" in point
    assert "y" not in point
    with pytest.raises(AttributeError):
        _ = point.y
    with pytest.raises(KeyError):
        point["y"]
    assert point.map["k"] == 1
    del point.x
    assert sorted(dict(point)) == ["double", "list", "map"]
    assert repr(js.eval("({ a: [1] })")) == "<JSObject { a: [ 1 ] }>"
    assert js.eval("class A { constructor(n) { this.n = n } }; A").new(3).n == 3
    same = js.eval("globalThis.same = {}")
    assert js.eval("globalThis.same") == same
    assert js.eval("(x) => x === globalThis.same")(same) is True
    with pytest.raises(ValueError, match="another"):
        js.eval("(x) => x")(anode.eval("({})"))


def test_errors_cross(js: anode.Sandbox) -> None:
    with pytest.raises(anode.JSError, match="TypeError: no") as caught:
        js.eval("throw Object.assign(new TypeError('no', { cause: new Error('why') }), { code: 'E_NO' })")
    assert (caught.value.name, caught.value.code) == ("TypeError", "E_NO")
    assert "[python]" in (caught.value.stack or "")
    assert isinstance(caught.value.__cause__, anode.JSError)
    with pytest.raises(anode.JSError) as caught:
        js.eval("throw new AggregateError([new Error('a'), new RangeError('b')], 'both')")
    assert [part.name for part in caught.value.errors] == ["Error", "RangeError"]
    with pytest.raises(anode.JSError) as caught:
        js.eval("throw { odd: 1 }")
    assert caught.value.value.odd == 1
    with pytest.raises(TypeError, match="JavaScript cannot be given"):
        js.eval("(x) => x")(object())


def test_python_functions_are_ways_out(js: anode.Sandbox) -> None:
    threads: list[int] = []

    def note(x: Any) -> Any:
        threads.append(threading.get_ident())
        return {"got": x}

    assert js.eval("(f) => f([1]).got[0]")(note) == 1
    assert threads == [threading.get_ident()]
    assert js.eval("(f) => f((x) => x + 1)")(lambda g: g(41)) == 42  # a function of JavaScript's, called in the middle
    assert js.eval("(f) => f")(note) is note
    assert js.eval("(f) => [1, 2].map(f).length")(lambda x: x) == 2

    def fail() -> None:
        raise LookupError("nothing")

    with pytest.raises(anode.JSError, match="LookupError: nothing") as caught:
        js.eval("(f) => f()")(fail)
    assert isinstance(caught.value.__cause__, LookupError)
    assert js.eval("(f) => { try { f() } catch (e) { return e.name } }")(fail) == "LookupError"

    def throw_on() -> None:
        js.eval("throw new RangeError('inner')")

    with pytest.raises(anode.JSError, match="RangeError: inner"):
        js.eval("(f) => f()")(throw_on)
    assert js.eval("(f) => new Promise((r) => setTimeout(() => r(f(7)), 1))")(lambda x: x * 2).result() == 14
    assert list(js.eval("(g) => [...g]")(x * x for x in range(4))) == [0, 1, 4, 9]
    with pytest.raises(TypeError, match="reference"):
        js.eval("(x) => x")(anode.ref(os))


def test_deep_recursion_through_both(js: anode.Sandbox) -> None:
    step = js.eval("(n, f) => n === 0 ? 'end' : f(n - 1)")

    def again(n: int) -> Any:
        return step(n, again)

    assert again(20) == "end"


def test_functions_that_javascript_lets_go_of_are_gone(js: anode.Sandbox) -> None:
    import weakref

    def made() -> int:
        return 1

    watched = weakref.ref(made)
    js.eval("(f) => f()")(made)
    del made
    until = time.monotonic() + 20
    while watched() is not None and time.monotonic() < until:
        js.eval("for (let i = 0; i < 2e5; i++) ({ i })")
        js.eval("globalThis.gc?.()")
        gc.collect()
    js_objects = [js.eval("({})") for _ in range(100)]
    del js_objects
    assert js.eval("1") == 1


def test_promises_and_coroutines(js: anode.Sandbox) -> None:
    assert js.eval("new Promise((r) => setTimeout(r, 5, 'done'))").result() == "done"
    with pytest.raises(anode.JSError, match="no"):
        js.eval("Promise.reject(new Error('no'))").result()
    with pytest.raises(anode.Timeout):
        js.eval("new Promise(() => {})").result(0.05)

    async def main() -> list[Any]:
        later = js.eval("async (ms, f) => { await new Promise((r) => setTimeout(r, ms)); return await f(ms) }")

        async def double(x: int) -> int:
            await asyncio.sleep(0.001)
            return x * 2

        results = await asyncio.gather(*(later(n, double) for n in range(5)))
        assert await js.eval("Promise.resolve(5)") == 5
        assert await js.eval("(x) => x + 1").async_(1) == 2
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0.005)
                ticks += 1

        ticking = asyncio.create_task(tick())
        await js.eval("async () => { const until = Date.now() + 100; while (Date.now() < until); }")()
        ticking.cancel()
        assert ticks > 3  # the loop has gone on
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(js.eval("async () => { for (;;); }")(), 0.1)
        values = [value async for value in js.eval("(async function* () { yield 1; yield 2 })()")]
        assert values == [1, 2]
        return results

    assert asyncio.run(main()) == [0, 2, 4, 6, 8]
    assert js.eval("1") == 1


def test_limits_of_time_leave_the_sandbox_alive(js: anode.Sandbox) -> None:
    js.eval("globalThis.kept = 1")
    with pytest.raises(anode.Timeout):
        js.eval("for (;;);", timeout=0.1)
    with anode.timeout(0.1), pytest.raises(anode.Timeout):
        js.eval("/(a+)+$/.test('a'.repeat(40) + 'b')")
    timer = threading.Timer(0.1, js.interrupt)
    timer.start()
    with pytest.raises(anode.Interrupted):
        js.eval("for (;;);")
    assert js.eval("globalThis.kept") == 1


def test_threads_share_it(js: anode.Sandbox) -> None:
    results: list[Any] = []
    add = js.eval("(a, f) => f(a) + 1")

    def work(n: int) -> None:
        for i in range(30):
            results.append(add(n * i, lambda x: x) == n * i + 1)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert results == [True] * 120


def test_output_streams() -> None:
    got: list[tuple[str, str]] = []
    with anode.Sandbox(on_output=lambda stream, text: got.append((stream, text))) as js:
        js.eval("console.log('one'); console.error('two')")
        assert got == [("stdout", "one\n"), ("stderr", "two\n")]
        js.eval("setTimeout(() => { throw new Error('late') }, 5); 0")
        with pytest.warns(anode.UncaughtWarning, match="late"):
            js.eval("new Promise((r) => setTimeout(r, 100))").result()


def test_output_goes_to_the_streams_of_python(capsys: pytest.CaptureFixture[str], js: anode.Sandbox) -> None:
    js.eval("console.log('out'); console.error('err')")
    assert capsys.readouterr() == ("out\n", "err\n")


def test_packages_and_programs_of_a_folder(tmp_path: Path) -> None:
    package = tmp_path / "node_modules/greet"
    package.mkdir(parents=True)
    (package / "index.js").write_text("exports.hello = (name) => `hello ${name}`")
    (tmp_path / "lib.mjs").write_text("import g from 'greet'; export const text = g.hello('esm')")
    (tmp_path / "main.js").write_text("setTimeout(() => { console.log(process.argv.slice(2).join()); process.exitCode = 3 }, 5)")
    got: list[str] = []
    with anode.Sandbox(cwd=tmp_path, on_output=lambda stream, text: got.append(text)) as js:
        assert js.require("greet").hello("you") == "hello you"
        assert js.import_("./lib.mjs").text == "hello esm"
        assert js.run("main.js", "a", "b") == 3
        assert got == ["a,b\n"]
        with pytest.raises(anode.JSError, match="restricted"):
            js.eval("require('fs').writeFileSync('new.txt', 'x')")
    assert not (tmp_path / "new.txt").exists()


def test_scratch_is_gone_afterwards() -> None:
    with anode.Sandbox() as js:
        folder = js.scratch
        assert js.eval("require('fs').writeFileSync('a', 'x'); process.cwd() + require('os').tmpdir()") == folder + folder
        if "scratch" in js.layers:
            assert os.listdir(folder) == []  # its files are in the sandbox alone
    assert not os.path.exists(folder)


def test_written_folders_are_the_hosts(tmp_path: Path) -> None:
    with anode.Sandbox(write=[tmp_path], env={"A": "1"}) as js:
        js.eval(f"require('fs').writeFileSync({str(tmp_path / 'a')!r}, 'x')")
        assert anode.to_python(js.eval("({ ...process.env })")) == {"A": "1", "TMPDIR": js.scratch}
    assert (tmp_path / "a").read_text() == "x"


def test_the_end() -> None:
    js = anode.Sandbox()
    proxy = js.eval("({ a: 1 })")
    with pytest.raises(anode.Exit) as caught:
        js.eval("process.exit(7)")
    assert caught.value.code == 7
    with pytest.raises(anode.Exit):
        _ = proxy.a
    js.close()
    js.close()
    assert js.closed
    assert "closed" in repr(js)


def test_bad_settings(tmp_path: Path) -> None:
    for settings, error in (
        ({"cwd": tmp_path / "none"}, NotADirectoryError), ({"read": [tmp_path / "none"]}, FileNotFoundError), ({"read": "/x"}, TypeError),
        ({"memory": "1MB"}, ValueError), ({"memory": "much"}, ValueError), ({"cpu": 0}, ValueError), ({"files": 3}, ValueError),
        ({"on_uncaught": "x"}, ValueError), ({"policy": {"all": []}}, ValueError), ({"policy": {"read": "x"}}, ValueError), ({"output": -1}, ValueError),
        ({"timeout": -1}, ValueError), ({"require": ["magic"]}, RuntimeError),
    ):  # fmt: skip
        with pytest.raises(error):
            anode.Sandbox(**settings)


@LINUX
def test_the_host_that_dies_takes_it_along(tmp_path: Path) -> None:
    code = (
        "import anode, os, threading; js = anode.Sandbox(); print(js._process._inner, flush=True); "
        "threading.Timer(0.3, lambda: os.kill(os.getpid(), 9)).start(); js.eval('for(;;);')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    pid = int(done.stdout)
    until = time.monotonic() + 10
    while os.path.exists(f"/proc/{pid}") and time.monotonic() < until:
        time.sleep(0.05)
    assert not os.path.exists(f"/proc/{pid}")


def test_a_policy_is_recorded_and_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    out.mkdir()
    (data / "in.txt").write_text("in")
    (tmp_path / "secret").write_text("secret")
    program = f"""
        const fs = require('fs');
        fs.writeFileSync({str(out / "result")!r}, fs.readFileSync({str(data / "in.txt")!r}));
        process.env.WANTED + (process.env.NOT_THERE ?? '');
    """
    monkeypatch.setenv("WANTED", "yes")
    monkeypatch.setenv("OTHER", "no")
    policy = tmp_path / "policy.json"
    with anode.Sandbox(record=policy) as js:
        assert js.eval(program) == "yes"
    text = policy.read_text()
    assert str(data / "in.txt") in text
    assert str(out) in text
    assert "WANTED" in text
    assert "OTHER" not in text
    assert "secret" not in text
    (out / "result").unlink()
    (out / "result").write_text("")
    with anode.Sandbox(policy=policy) as js:
        assert js.eval(program) == "yes"
        assert (out / "result").read_text() == "in"
        with pytest.raises(anode.JSError, match="restricted"):
            js.eval(f"require('fs').readFileSync({str(tmp_path / 'secret')!r})")
        assert js.eval("process.env.OTHER") is None
