"""Native addons in a Runtime of a Python program."""

from __future__ import annotations

import sys
import threading

import pytest

import anode
from tests.commands import run
from tests.engine.napi.addon import compiled


@pytest.fixture(scope="module")
def path() -> str:
    return str(compiled("harness.c", "-DVERSION=8"))


def test_python_calls_an_addon_and_the_addon_python(path: str) -> None:
    with anode.Runtime() as runtime:
        addon = runtime.require(path)
        assert addon.echo("text") == "text"
        call = runtime.eval("(addon, f) => addon.make('napi_call_function', [['value', 5], ['value', f], 0n, undefined])")
        assert call(addon, lambda: 42) == 42

        def fail() -> None:
            raise ValueError("of Python's")

        with pytest.raises(anode.JSError, match="ValueError: of Python's"):
            call(addon, fail)
        assert addon.echo(1) == 1


def test_without_the_permission_an_addon_is_not_loaded(path: str) -> None:
    with anode.Runtime(options=["--permission", "--allow-fs-read=*"]) as runtime:
        with pytest.raises(anode.JSError) as caught:
            runtime.require(path)
        assert caught.value.code == "ERR_DLOPEN_DISABLED"
        # Nor by the binding, whatever the program does to its options.
        with pytest.raises(anode.JSError):
            runtime.eval(f"process.execArgv.push('--allow-addons'); process.dlopen({{ exports: {{}} }}, {path!r})")
    with anode.Runtime(options=["--permission", "--allow-fs-read=*", "--allow-addons"]) as runtime:
        assert runtime.require(path).echo(1) == 1


def test_nested_calls_end_with_a_range_error(path: str) -> None:
    with anode.Runtime() as runtime:
        deeper = runtime.eval(
            "(addon) => { let n = 0;"
            " const f = () => { n++; const [, , error] = addon.call('napi_call_function', [['value', 1], ['value', f], 0n, undefined, undefined]);"
            " if (error) throw error; };"
            " try { f(); } catch (error) { return `${error.name} ${n > 50}`; } }"
        )
        for _ in range(3):
            assert deeper(runtime.require(path)) == "RangeError true"


def test_a_call_can_be_ended_and_the_addon_is_used_again(path: str) -> None:
    with anode.Runtime() as runtime:
        addon = runtime.require(path)
        endless = runtime.eval(
            "(addon) => addon.make('napi_call_function', [['value', 1], ['value', () => { for (;;) addon.echo(1); }], 0n, undefined])"
        )
        for _ in range(3):
            with anode.timeout(0.1), pytest.raises(anode.Timeout):
                endless(addon)
            assert addon.echo("again") == "again"


def test_many_threads_call_an_addon(path: str) -> None:
    with anode.Runtime() as runtime:
        addon = runtime.require(path)
        wrong: list[object] = []

        def work(n: int) -> None:
            for i in range(100):
                if addon.echo(n * i) != n * i:
                    wrong.append((n, i))

        threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []


PROGRAM = """
import anode, sys, time
path, how = sys.argv[1:]
runtimes = [anode.Runtime() for _ in range(3)]
for runtime in runtimes:
    addon = runtime.require(path)
    runtime.eval('''(addon, how) => {
      const U = undefined;
      addon.call('napi_add_env_cleanup_hook', [['function', 'hook'], 7n]);
      addon.call('napi_set_instance_data', [1n, ['function', 'finalizeLoudly'], 2n]);
      if (how !== 'noise') return;
      const [, , , [f]] = addon.call('napi_create_threadsafe_function',
        [['value', () => {}], U, ['value', 'name'], 0n, 1n, U, U, U, U, ['out', 1]]);
      for (let i = 0; i < 3; i++) addon.startEndlessThread(f);
    }''')(addon, how)
if how == "close":
    for runtime in runtimes:
        runtime.close()
else:
    time.sleep(0.05)
"""


@pytest.mark.parametrize("how", ["close", "leave", "noise"])
def test_the_end_of_the_host(path: str, how: str) -> None:
    done = run([sys.executable, "-c", PROGRAM, path, how])
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["hook 7", "finalized 1 2"] * 3
