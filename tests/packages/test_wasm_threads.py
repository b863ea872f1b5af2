"""npm packages made of WebAssembly whose threads are workers: each job of ``wasm_threads/jobs/`` must print the same under real Node and under anode."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import ANODE, NODE, run
from tests.packages.installed import with_jobs

HERE = Path(__file__).parent / "wasm_threads"
JOBS = sorted((HERE / "jobs").iterdir())

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def packages() -> Path:
    return with_jobs(HERE, "--force", "--cpu=wasm32")


@pytest.mark.parametrize("job", JOBS, ids=[path.stem for path in JOBS])
def test_the_same_as_under_node(packages: Path, job: Path) -> None:
    script = str(packages / "jobs" / job.name)
    expected, found = (run([command, "--no-warnings", script], cwd=packages, timeout=180) for command in (NODE, ANODE))
    assert expected.returncode == 0, expected.stderr
    assert found.stdout == expected.stdout, found.stderr
    assert found.returncode == 0, found.stderr
