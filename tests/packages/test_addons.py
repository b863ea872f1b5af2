"""npm packages with native addons at work: each job of ``addons/jobs/`` must print the same under real Node and under anode.

The jobs of ``wasm/jobs/`` run packages whose addon is replaced by WebAssembly.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands import ANODE, NODE, run
from tests.packages.installed import install

JOBS = [job for kind in ("addons", "wasm") for job in sorted((Path(__file__).parent / kind / "jobs").iterdir())]
ENV = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def packages() -> dict[str, Path]:
    """The folders in which the packages are installed and the jobs stand, by kind."""
    folders: dict[str, Path] = {}
    for path in JOBS:
        project = path.parent.parent
        if project.name not in folders:
            folders[project.name] = install(project)
            (folders[project.name] / "jobs").mkdir(exist_ok=True)
        jobs = folders[project.name] / "jobs"
        shutil.copy(path, jobs / f"{path.name}.{os.getpid()}")
        os.replace(jobs / f"{path.name}.{os.getpid()}", jobs / path.name)  # another worker may be running it
    return folders


def _run(command: str, folder: Path, job: Path) -> subprocess.CompletedProcess[str]:
    env = {**ENV, "NAPI_RS_FORCE_WASI": "1"} if job.parent.parent.name == "wasm" else ENV
    return run([command, str(folder / "jobs" / job.name)], cwd=folder, env=env, timeout=180)


@pytest.mark.parametrize("job", JOBS, ids=[f"{path.parent.parent.name}-{path.stem}" for path in JOBS])
def test_the_same_as_under_node(packages: dict[str, Path], job: Path) -> None:
    folder = packages[job.parent.parent.name]
    expected = _run(NODE, folder, job)
    found = _run(ANODE, folder, job)
    assert expected.returncode == 0, expected.stderr
    assert found.stdout == expected.stdout, found.stderr
    assert found.returncode == 0, found.stderr
