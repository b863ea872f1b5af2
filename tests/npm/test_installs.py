"""``anode npm ci`` and npm under real Node: the same version of npm, the same cache, the same trees, and the times of both.

``ANODE_NPM_ROUNDS`` (1) is the number of runs of each; the shortest counts. Both get ``ANODE_NPM_FLAGS``.

Some facts:
- A registry may forbid npm to cache its answers. A warm cache then saves no request, unless npm runs with ``--prefer-offline``.
- ext4 takes up to three times as long to create files right after others were deleted. So the tests delete the trees only at the end.
"""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from anode.npm.programs import program
from tests.commands import ANODE, NODE, ROOT

PROJECTS = {"express": ROOT / "examples" / "express", "nest": Path(__file__).parent / "nest", "next": Path(__file__).parent / "next"}
FLAGS = ["--no-audit", "--no-fund", "--loglevel=error", *os.environ.get("ANODE_NPM_FLAGS", "").split()]

pytestmark = pytest.mark.slow


def tree(folder: Path) -> dict[str, tuple[int, str]]:
    """Each entry's mode, with its target or the hash of its bytes."""
    found = {}
    for parent, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = os.path.join(parent, name)
            status = os.lstat(path)
            if os.path.islink(path):
                content = os.readlink(path)
            elif os.path.isdir(path):
                content = ""
            else:
                with open(path, "rb") as file:
                    content = hashlib.sha256(file.read()).hexdigest()
            found[os.path.relpath(path, folder)] = status.st_mode, content
    return found


def install(command: list[str], project: Path, folder: Path, cache: Path) -> tuple[float, float]:
    """Seconds that ``npm ci`` takes in a new folder, and seconds of processor time."""
    folder.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(project / name, folder)
    env = {**os.environ, "npm_config_cache": str(cache)}
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "ci", *FLAGS], cwd=folder, env=env, check=True, timeout=600, stdin=subprocess.DEVNULL, capture_output=True)
    took, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("name", sorted(PROJECTS))
def test_the_tree_npm_installs(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = PROJECTS[name]
    commands = {"node": [NODE, program("npm")], "anode": [ANODE, "npm"]}
    cache = tmp_path / "cache"
    install(commands["node"], project, tmp_path / "warm", cache)
    expected = tree(tmp_path / "warm" / "node_modules")
    times: dict[str, list[tuple[float, float]]] = {"node": [], "anode": []}
    for i in range(int(os.environ.get("ANODE_NPM_ROUNDS", "1"))):
        for which, command in commands.items():
            folder = tmp_path / f"{which}-{i}"
            times[which].append(install(command, project, folder, cache))
            found = tree(folder / "node_modules")
            assert found.keys() == expected.keys()
            assert {path for path in found if found[path] != expected[path]} == set()
    shutil.rmtree(tmp_path)
    (node, node_cpu), (anode, anode_cpu) = min(times["node"]), min(times["anode"])
    with capsys.disabled():
        print(f"\nnpm ci of {name}, {len(expected)} entries: Node {node:.2f} s, anode {anode:.2f} s, {anode / node:.2f} times")
        print(f"    of a processor: Node {node_cpu:.2f} s, anode {anode_cpu:.2f} s, {anode_cpu / node_cpu:.2f} times")
