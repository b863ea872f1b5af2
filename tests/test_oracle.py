"""Every script in tests/oracle runs under real Node and under anode: stdout, stderr's shape and the exit code must agree.

A script whose results differ runs again, because a race between processes, or a timer, can end differently on a busy machine. If the results agree
then, a pytest warning names the script.

A script may begin with ``// Flags: --x`` (command-line options), ``// Env: NAME=value …`` and ``// Stdin: text``.
"""

from __future__ import annotations

import re
import subprocess
import warnings
from pathlib import Path

import pytest

from tests.commands import ANODE, NODE, run

ORACLE = Path(__file__).parent / "oracle"
SCRIPTS = sorted(
    path
    for pattern in ("*.js", "*.mjs", "*.cjs", "*.ts", "*.mts", "*.cts")
    for path in ORACLE.rglob(pattern)
    if "fixtures" not in path.parts
)


def shape(text: str) -> str:
    """The parts of stderr that must agree. Left out: stack frames below user code, process ids, and the version line."""
    text = re.sub(r"^\s+at .*\(?(node:|\[eval\]-wrapper).*\n", "", text, flags=re.M)
    text = re.sub(r"^\s+\.\.\. \d+ lines matching cause stack trace \.\.\.\n", "", text, flags=re.M)
    text = re.sub(r"^node:\S+:\d+\n(?:.+\n *\^\n)?", "node:internal\n", text, flags=re.M)
    text = re.sub(r"^ *\^+\n\n?", "^\n", text, flags=re.M)  # the engine does not report the width of the marked code
    text = re.sub(r"\((?:node|anode):\d+\)", "(node:PID)", text)
    text = re.sub(r"^\(Use `\S+ ", "(Use `node ", text, flags=re.M)
    text = text.replace("file://", "")
    return re.sub(r"^Node\.js v.*\n", "Node.js\n", text, flags=re.M)


def _outcome(command: str, script: Path) -> subprocess.CompletedProcess[str]:
    head = script.read_text(encoding="utf-8", errors="replace")[:2000]
    flags = " ".join(re.findall(r"^// Flags:(.*)$", head, re.M)).split()
    env = dict(pair.split("=", 1) for line in re.findall(r"^// Env:(.*)$", head, re.M) for pair in line.split())
    stdin = "".join(re.findall(r"^// Stdin: (.*)$", head, re.M))
    return run([command, *flags, script.name], env=env, cwd=script.parent, stdin=stdin)


def _agree(found: subprocess.CompletedProcess[str], expected: subprocess.CompletedProcess[str]) -> bool:
    return (found.stdout, shape(found.stderr), found.returncode) == (expected.stdout, shape(expected.stderr), expected.returncode)


@pytest.mark.parametrize("script", SCRIPTS, ids=[str(path.relative_to(ORACLE)) for path in SCRIPTS])
def test_agrees_with_node(script: Path) -> None:
    for look in range(3):
        expected, found = _outcome(NODE, script), _outcome(ANODE, script)
        if _agree(found, expected):
            if look:
                warnings.warn(f"{script.name} agreed at look {look + 1} only", stacklevel=1)
            return
    assert found.stdout == expected.stdout
    assert shape(found.stderr) == shape(expected.stderr)
    assert found.returncode == expected.returncode
