"""V8's own functions, and life without them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from anode.engine import native, symbols, v8
from tests.commands import ANODE, run

# anode reads symbol tables of ELF files alone; on macOS there is nothing of this to test (see docs/limits.md).
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only ELF files are read")


def test_every_function_is_found() -> None:
    assert set(v8.known()["offsets"]) >= {v8.symbol(name) for name in {**v8.SIGNATURES, **native.SIGNATURES}}


def test_another_kind_of_file_has_none(tmp_path: Path) -> None:
    file = tmp_path / "x.dylib"
    file.write_bytes(b"\xcf\xfa\xed\xfe" + bytes(100))
    known = symbols.search(str(file), ["v8__Isolate__GetCurrent"])
    assert known["offsets"] == {}
    assert symbols.addresses(str(file), known) == {}


def test_without_them_iterators_are_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(v8, "_functions", {})
    assert v8.preview_entries() is None
    assert v8.set_flags("--expose-gc") is False


@pytest.mark.parametrize(
    ("options", "source", "output"),
    [
        ([], "console.log(typeof gc)", "undefined\n"),
        (["--expose-gc"], "console.log(typeof gc, gc())", "function undefined\n"),
        (["--allow-natives-syntax"], "console.log(eval('%IsSmi(42)'))", "true\n"),
        ([], "require('v8').setFlagsFromString('--allow-natives-syntax'); console.log(eval('%IsSmi(42)'))", "true\n"),
        (
            ["--stack-size=300"],
            "let n = 0; (function f() { n++; f() }).call; try { (function f() { n++; f() })() } catch { console.log(n < 8000) }",
            "true\n",
        ),
    ],
)
def test_flags_reach_v8(options: list[str], source: str, output: str) -> None:
    done = run([ANODE, *options, "-e", source])
    assert (done.stdout, done.stderr, done.returncode) == (output, "", 0)
