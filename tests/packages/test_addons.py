"""npm packages with native addons at work: each job of ``addons/jobs/`` must print the same under real Node and under anode."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands import ANODE, NODE, run
from tests.packages.installed import install

HERE = Path(__file__).parent / "addons"
JOBS = sorted((HERE / "jobs").iterdir())
ENV = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def packages() -> Path:
    folder = install(HERE)
    (folder / "jobs").mkdir(exist_ok=True)
    for path in JOBS:
        shutil.copy(path, folder / "jobs" / f"{path.name}.{os.getpid()}")
        os.replace(folder / "jobs" / f"{path.name}.{os.getpid()}", folder / "jobs" / path.name)  # another worker may be running it
    return folder


def _run(command: str, folder: Path, job: Path) -> subprocess.CompletedProcess[str]:
    return run([command, str(folder / "jobs" / job.name)], cwd=folder, env=ENV, timeout=180)


@pytest.mark.parametrize("job", JOBS, ids=[path.stem for path in JOBS])
def test_the_same_as_under_node(packages: Path, job: Path) -> None:
    expected = _run(NODE, packages, job)
    found = _run(ANODE, packages, job)
    assert expected.returncode == 0, expected.stderr
    assert found.stdout == expected.stdout, found.stderr
    assert found.returncode == 0, found.stderr
