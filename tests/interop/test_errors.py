"""JSError: causes, parts, pickles, places; and errors in the background."""

from __future__ import annotations

import pickle
import time
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

import anode


@pytest.fixture(scope="module")
def runtime() -> Iterator[anode.Runtime]:
    with anode.Runtime() as made:
        yield made


def raised(runtime: anode.Runtime, source: str) -> anode.JSError:
    with pytest.raises(anode.JSError) as caught:
        runtime.eval(source)
    return caught.value


def shown(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def test_causes_are_chained(runtime: anode.Runtime) -> None:
    error = raised(runtime, "throw new Error('a', {cause: new TypeError('b', {cause: 'c'})})")
    assert isinstance(error.__cause__, anode.JSError)
    assert error.__cause__.name == "TypeError"
    assert str(error.__cause__.__cause__) == "'c'"
    assert raised(runtime, "const e = new Error('own'); e.cause = e; throw e").__cause__ is None


def test_parts_are_shown(runtime: anode.Runtime) -> None:
    error = raised(runtime, "throw new AggregateError([new Error('one'), 2], 'all')")
    assert [str(part) for part in error.errors] == ["Error: one", "2"]
    assert "one" in shown(error)
    error = raised(runtime, "throw new AggregateError([new Error('one')], 'all', {cause: new Error('why')})")
    assert str(error.__cause__) == "Error: why"


def test_pickles(runtime: anode.Runtime) -> None:
    error = raised(runtime, "throw Object.assign(new AggregateError([new Error('x')], 'm', {cause: new RangeError('r')}), {code: 'E_X'})")
    back = pickle.loads(pickle.dumps(error))
    assert (back.name, back.message, back.code, back.stack, str(back.__cause__)) == (
        "AggregateError",
        "m",
        "E_X",
        error.stack,
        "RangeError: r",
    )
    assert [str(part) for part in back.errors] == ["Error: x"]
    assert pickle.loads(pickle.dumps(raised(runtime, "throw 7"))).value == 7
    assert pickle.loads(pickle.dumps(anode.Exit(3))).code == 3


def test_layers_keep_the_middle(runtime: anode.Runtime) -> None:
    through = runtime.eval("f => { f() }")

    def innermost() -> None:
        raise ValueError("deep")

    def middle() -> None:
        through(innermost)

    def outer() -> None:
        through(middle)

    for function, wanted in ((outer, ("in innermost", "in middle", "in outer")), (lambda: runtime.eval("null.x"), ("null",))):
        with pytest.raises(anode.JSError) as caught:
            through(function)
        assert all(want in shown(caught.value) for want in wanted)


def test_syntax_errors_say_where(runtime: anode.Runtime, tmp_path: Path) -> None:
    (tmp_path / "bad.mjs").write_text("let a;\nlet b = ;")
    with pytest.raises(anode.JSError) as caught:
        runtime.import_(str(tmp_path / "bad.mjs"))
    assert "bad.mjs:2:9" in (caught.value.stack or "")
    with pytest.raises(anode.JSError) as caught:
        runtime.eval("1;\nlet b = ;", filename="text.js")
    assert (caught.value.stack or "").startswith("text.js:2\nlet b = ;\n        ^")


def test_missing_modules_name_no_file_that_is_not_there(runtime: anode.Runtime) -> None:
    for find in (runtime.require, runtime.import_):
        for name in ("nowhere-at-all", "./nowhere.js"):
            with pytest.raises(anode.JSError) as caught:
                find(name)
            assert "[python]" not in str(caught.value)


def later(runtime: anode.Runtime, source: str) -> None:
    runtime.eval(f"setTimeout(() => {{ {source} }}, 1)")
    runtime.eval("new Promise((done) => setTimeout(done, 50))").result()


@pytest.mark.parametrize("source", ["throw new Error('lost')", "Promise.reject(new Error('lost'))"])
def test_an_uncaught_error_warns(runtime: anode.Runtime, source: str) -> None:
    with pytest.warns(anode.UncaughtWarning, match="lost"):
        later(runtime, source)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        later(runtime, "process.once('uncaughtException', () => { globalThis.own = true }); " + source)
    assert runtime.eval("own") is True


def test_an_uncaught_error_can_be_raised_by_the_next_call() -> None:
    with anode.Runtime(on_uncaught="raise") as runtime:
        runtime.eval("setTimeout(() => { throw new Error('lost') }, 1)")
        time.sleep(0.3)
        assert not runtime.closed
        assert str(raised(runtime, "1")) == "Error: lost"
        assert runtime.eval("2") == 2
    with pytest.raises(ValueError, match="on_uncaught"):
        anode.Runtime(on_uncaught="ignore")


class Rude(Exception):
    @property  # type: ignore[misc]
    def __class__(self) -> type:
        raise ValueError("no class")


def background_throws(runtime: anode.Runtime, function: object) -> None:
    runtime.eval("(f) => { setTimeout(f, 1); }")(function)
    assert runtime.eval("new Promise((r) => setTimeout(r, 20, 'alive'))").result(5) == "alive"


def test_what_shows_a_warning_may_raise(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with anode.Runtime() as runtime:

        def show(*_: object, **__: object) -> None:
            raise SystemExit("no place to show it")

        def throw() -> None:
            raise ValueError("thrown")

        monkeypatch.setattr(warnings, "showwarning", show)
        background_throws(runtime, throw)
        printed = capsys.readouterr().err
        assert "ValueError: thrown" in printed
        assert "no place to show it" in printed
        monkeypatch.setattr(warnings, "showwarning", lambda *_, **__: runtime.eval("1"))
        background_throws(runtime, throw)
        assert "JavaScript cannot be called" in capsys.readouterr().err
        runtime.eval("setTimeout(() => { for (;;); }, 1); 1")
        end = time.monotonic() + 10
        while not runtime.interrupt() and time.monotonic() < end:  # this warns, too
            time.sleep(0.01)
        assert runtime.eval("1", timeout=5) == 1
        assert "in the background was ended" in capsys.readouterr().err


def test_the_cause_of_a_warning_may_be_of_a_rude_class() -> None:
    def throw() -> None:
        raise Rude

    with anode.Runtime() as runtime, pytest.warns(anode.UncaughtWarning, match="caused by a Rude"):
        background_throws(runtime, throw)
