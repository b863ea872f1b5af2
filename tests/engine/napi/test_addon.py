"""A C addon through which JavaScript calls every function of Node-API, under real Node and under anode."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.commands import ANODE, NODE, run
from tests.engine.napi.addon import compiled

SCRIPTS = Path(__file__).parent / "scripts"
VERSIONS = (8, 10)  # of Node-API, for which the addon is made
JOBS = [
    "leave", "exit", "exitInside", "uncaught", "exitWithWork", "twice", "work", "cancel", "workThrows", "threadsafe", "threadsafeMany",
    "threadsafePlain", "threadsafeStates", "threadsafeThrows", "unref", "noise", "fatal", "fatalEnds", "finalizerThrows", "overflow",
    "context", "deferred", "collect", "terminate", "worker:leave", "worker:exit", "worker:uncaught", "worker:work", "worker:threadsafe",
    "worker:overflow", "worker:unref", "worker:context",
]  # fmt: skip
STRESSED = ["work", "threadsafe", "threadsafeMany", "collect", "context", "twice", "worker:leave", "worker:work"]


def _run(command: str, script: str, version: int, *arguments: str, flags: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    addon = compiled("harness.c", f"-DVERSION={version}")
    return run([command, "--expose-gc", *flags, str(SCRIPTS / script), *arguments], env={"ADDON": str(addon)}, timeout=120)


def _sorted(text: str) -> list[str]:
    # Lines of the main thread and of workers come in any order.
    return sorted(text.splitlines())


@pytest.mark.parametrize("version", VERSIONS)
def test_statuses_messages_exceptions_and_results(version: int) -> None:
    expected = _run(NODE, "statuses.js", version)
    found = _run(ANODE, "statuses.js", version)
    assert expected.returncode == 0, expected.stderr
    assert found.stdout == expected.stdout
    assert found.returncode == 0, found.stderr


@pytest.mark.parametrize("job", JOBS)
def test_lifecycles(job: str) -> None:
    for version in VERSIONS if "Throws" in job else VERSIONS[:1]:
        expected = _run(NODE, "lifecycle.js", version, job)
        found = _run(ANODE, "lifecycle.js", version, job)
        assert _sorted(found.stdout) == _sorted(expected.stdout), found.stderr
        assert found.returncode == expected.returncode, found.stderr


@pytest.mark.parametrize("job", STRESSED)
def test_with_a_garbage_collection_every_now_and_then(job: str) -> None:
    expected = _run(NODE, "lifecycle.js", 8, job)
    found = _run(ANODE, "lifecycle.js", 8, job, flags=("--gc-interval=200",))
    assert _sorted(found.stdout) == _sorted(expected.stdout), found.stderr
    assert found.returncode == expected.returncode, found.stderr


def test_statuses_with_a_garbage_collection_every_now_and_then() -> None:
    expected = _run(NODE, "statuses.js", 8)
    found = _run(ANODE, "statuses.js", 8, flags=("--gc-interval=100", "--stress-compaction"))
    assert found.stdout == expected.stdout, found.stderr


def test_work_and_handles_of_libuv() -> None:
    addon = compiled("libuv.c")
    expected, found = (run([command, str(SCRIPTS / "libuv.js")], env={"ADDON": str(addon)}) for command in (NODE, ANODE))
    assert _sorted(found.stdout) == _sorted(expected.stdout), found.stderr
    assert (expected.returncode, found.returncode) == (0, 0)


def test_many_workers_at_once() -> None:
    for job in ("leave", "threadsafe", "work", "noise", "collect"):
        found = _run(ANODE, "lifecycle.js", 8, f"worker:{job}", "6")
        assert [line for line in found.stdout.splitlines() if line.startswith("worker")] == ["worker 0"] * 6, found.stderr
        assert found.returncode == 0, found.stderr


@pytest.mark.slow
@pytest.mark.parametrize("job", JOBS)
def test_a_hundred_times(job: str) -> None:
    expected = _run(NODE, "lifecycle.js", 8, job)
    for _ in range(100):
        found = _run(ANODE, "lifecycle.js", 8, job)
        assert _sorted(found.stdout) == _sorted(expected.stdout), found.stderr
        assert found.returncode == expected.returncode, found.stderr
