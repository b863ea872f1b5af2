"""``make engine-check``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from anode import engine_check
from anode.engine import features
from anode.engine.probes import run as selftest
from tests.commands import run

CHECK = [sys.executable, "-m", "anode.engine_check"]


def test_all_is_well_here() -> None:
    done = run(CHECK)
    assert [line for line in done.stdout.splitlines() if not line.startswith("ok ")] == []
    assert (done.stderr, done.returncode) == ("", 0)
    assert "jsrun" in done.stdout
    assert "zstandard" in done.stdout


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("pycares", "node:dns cannot use the installed pycares"),
        ("zstandard/_cffi", "the functions are not there; errors of zstandard data are less exact than Node's"),
    ],
)
def test_a_package_without_its_private_parts(tmp_path: Path, package: str, line: str) -> None:
    if "/" in package:  # the package without that part
        import zstandard

        (tmp_path / "zstandard").symlink_to(Path(zstandard.__file__).parent)
        (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['zstandard._cffi'] = None")
    else:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
    done = run(CHECK, env={"PYTHONPATH": str(tmp_path)})
    (found,) = [text for text in done.stdout.splitlines() if not text.startswith("ok ")]
    assert line in found
    assert found.startswith("failed" if package == "pycares" else "lost")
    assert done.returncode == (1 if package == "pycares" else 0)


def test_a_lost_feature_is_told_with_those_that_need_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(features, "_lost", {})
    found = [selftest.Outcome("native", "native", "a reason"), selftest.Outcome("raw-op", "engine", "")]
    monkeypatch.setattr(selftest, "outcomes", lambda offsets, thorough: found)
    monkeypatch.setattr(engine_check, "package_lines", lambda: iter(()))
    assert engine_check.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert "lost    native                   a reason" in lines
    lost = {line.split()[2] for line in lines if "feature " in line}
    assert lost == {
        "native",
        "node-api",
        "shared-memory",
        "interrupts",
        "modules",
        "places",
        "code-cache",
        "detach-keys",
        "exceptions",
        "contexts",
        "context-code",
        "shadow-realms",
        "direct",
        "cycles",
        "heap-limit",
        "heap-profiler",
        "inspector",
        "promise-events",
        "script-contexts",
        "views",
    }


def test_a_failed_engine_is_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(features, "_lost", {})
    monkeypatch.setattr(selftest, "outcomes", lambda offsets, thorough: [selftest.Outcome("raw-op", "engine", "a reason")])
    monkeypatch.setattr(engine_check, "package_lines", lambda: iter(()))
    assert engine_check.main() == 1
    assert "failed  raw-op                   a reason" in capsys.readouterr().out
