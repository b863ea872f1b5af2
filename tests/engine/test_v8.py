"""V8's own functions, and life without them."""

from __future__ import annotations

import io
import sys

import pytest

from anode.engine import v8
from tests.commands import ANODE, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only ELF files are read")


def test_every_function_is_found() -> None:
    offsets = v8.known()["offsets"]
    assert set(offsets) == {v8._MARK, *v8._NAMES.values()}
    assert all(offsets.values())


def test_another_kind_of_file_has_none() -> None:
    assert v8._read_elf(io.BytesIO(b"\xcf\xfa\xed\xfe" + bytes(100))) == {}


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
