"""multiprocessing: its forked workers, its spawned ones and those of the fork server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import multiprocessing, sys
import anode

def upper(text):
    return anode.require("path").join("/", text)

def double(x):
    return function(x)

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    if sys.argv[2] == "used":
        function = anode.Runtime().eval("x => x * 2")
        print(function(2))
    with context.Pool(2) as pool:
        try:
            print(pool.map_async(double if sys.argv[3:] else upper, ["a", "b"]).get(timeout=15))
        except anode.ForkError as error:
            print("ForkError")
"""


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (("fork", "unused"), "['/a', '/b']\n"),
        (("fork", "used"), "4\nForkError\n"),
        (("fork", "used", "its function"), "4\nForkError\n"),
        (("spawn", "used"), "4\n['/a', '/b']\n"),
        (("forkserver", "used"), "4\n['/a', '/b']\n"),
    ],
)
def test_a_pool(tmp_path: Path, arguments: tuple[str, ...], printed: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM)
    done = subprocess.run([sys.executable, "-W", "ignore", program, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == printed, done.stderr
