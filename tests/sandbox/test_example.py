"""examples/sandbox."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.commands import ROOT

PACKAGES = ROOT / "examples/express"


@pytest.mark.parametrize(
    ("program", "code", "shown"),
    [
        (None, 0, ["| order 7: 2 tea", "| order 8: 6 cups", "result: {'total': 27}"]),
        (
            "async () => require('fs').readFileSync('/etc/passwd')",
            1,
            ["the program has failed: Error: Access to this API has been restricted"],
        ),
        ("async (tools) => tools.loadOrder(9)", 1, ["the program has failed: LookupError: there is no order 9"]),
        ("async () => { for (;;) console.log('x'.repeat(9999)) }", 1, ["bytes of output"]),
    ],
)
def test_a_program_of_a_model(program: str | None, code: int, shown: list[str]) -> None:
    assert (PACKAGES / "node_modules").is_dir(), "the example's npm packages are not installed: make test installs them"
    args = [sys.executable, str(ROOT / "examples/sandbox/agent.py"), *(["--program", "-"] if program else [])]
    done = subprocess.run(args, input=program, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == code, done.stderr
    for text in shown:
        assert text in done.stdout
    assert "Traceback" not in done.stderr
