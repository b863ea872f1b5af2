"""npm packages at work: each job of ``jobs/`` uses one package, and must print the same under real Node and under anode.

A job may begin with ``// Needs: NAME``. Without that Debian package (see ``NEEDED``) it is skipped.
"""

from __future__ import annotations

import glob
import re
from pathlib import Path

import pytest

from tests.commands import ANODE, NODE, run
from tests.packages.installed import with_jobs

HERE = Path(__file__).parent
JOBS = sorted(path for path in (HERE / "jobs").iterdir() if path.suffix in (".js", ".mjs"))
# A Debian package, and programs that it installs.
NEEDED = {
    "chromium": ["/usr/bin/chromium"],
    "mariadb-server": ["/usr/sbin/mariadbd", "/usr/bin/mariadb-install-db"],
    "postgresql": ["/usr/lib/postgresql/*/bin/initdb"],
    "redis-server": ["/usr/bin/redis-server"],
}
ENV = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def packages() -> Path:
    return with_jobs(HERE)


def _skip_without_what_is_needed(job: Path) -> None:
    for name in re.findall(r"^// Needs: (.+)$", job.read_text(), re.MULTILINE):
        if not all(glob.glob(program) for program in NEEDED[name]):
            pytest.skip(f"{name} is not installed: apt-get install {name}")


@pytest.mark.parametrize("job", JOBS, ids=[path.name for path in JOBS])
def test_the_same_as_under_node(packages: Path, job: Path) -> None:
    _skip_without_what_is_needed(job)
    script = str(packages / "jobs" / job.name)
    expected = run([NODE, script], cwd=packages, env=ENV, timeout=180)
    found = run([ANODE, script], cwd=packages, env=ENV, timeout=180)
    assert expected.returncode == 0, expected.stderr
    assert found.stdout == expected.stdout, found.stderr
    assert found.returncode == 0, found.stderr
