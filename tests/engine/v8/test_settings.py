"""V8's flags."""

from __future__ import annotations

import pytest

from anode.engine.v8 import settings
from tests.commands import ANODE, run


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


def test_without_the_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "functions", lambda feature: {})
    assert settings.set_flags("--expose-gc") is False
    settings.make_errors_cheap()
