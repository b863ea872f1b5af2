"""What a program leaves when it ends: profiles, coverage, heap snapshots."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.commands import ANODE, NODE, _environment
from tests.conftest import Run

BUSY = """\
function busy(n) { return n < 2 ? n : busy(n - 1) + busy(n - 2); }
function never() { return 1; }
module.exports = [];
for (let i = 0; i < 20; i++) module.exports.push(new Array(1e4).fill(busy(20)));
"""
MODULE = """\
export const pick = (a) => (a ? 'é' : 'no');
export class Shape {
  area() { return 1; }
  unused() { return 2; }
}
pick(1);
new Shape().area();
try { throw new Error('x'); } catch {} finally { pick(2); }
"""


@pytest.fixture
def busy(tmp_path: Path) -> Path:
    path = tmp_path / "busy.js"
    path.write_text(BUSY)
    return path


def files(folder: Path, suffix: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(folder.iterdir()) if path.name.endswith(suffix)]


def test_profiles_are_written_at_the_end_under_node_s_names(anode: Run, busy: Path, tmp_path: Path) -> None:
    done = anode("--cpu-prof", "--cpu-prof-interval=100", "--heap-prof", "--heap-prof-interval=1024", busy, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (cpu,), (heap,) = files(tmp_path, ".cpuprofile"), files(tmp_path, ".heapprofile")
    assert "busy" in [node["callFrame"]["functionName"] for node in cpu["nodes"]]
    assert {"head", "samples"} <= set(heap)
    names = [path.name.split(".") for path in tmp_path.iterdir() if path.suffix in (".cpuprofile", ".heapprofile")]
    assert sorted((name[0], len(name[1]), len(name[2]), name[4]) for name in names) == [("CPU", 8, 6, "0"), ("Heap", 8, 6, "0")]


@pytest.mark.parametrize("end", ["process.exit(3)", "throw new Error('x')", "process.kill(process.pid, 'SIGINT')"])
def test_profiles_are_written_however_the_program_ends(anode: Run, end: str, tmp_path: Path) -> None:
    folder = tmp_path / "made" / "here"
    anode("--cpu-prof", "--cpu-prof-dir", folder, "--cpu-prof-name", "a-${pid}.cpuprofile", "-e", end, cwd=tmp_path)
    (path,) = folder.iterdir()
    assert path.name[2 : -len(".cpuprofile")].isdigit()


def test_each_worker_has_a_profile_of_its_own(anode: Run, tmp_path: Path) -> None:
    source = "new (require('worker_threads').Worker)('for (const end = Date.now() + 30; Date.now() < end;);', { eval: true })"
    anode("--cpu-prof", "-e", source, cwd=tmp_path)
    assert sorted(path.name.split(".")[4] for path in tmp_path.iterdir()) == ["0", "1"]


def _coverage(command: str, script: Path, folder: Path) -> dict[str, list[Any]]:
    env = _environment({"NODE_V8_COVERAGE": str(folder)})
    subprocess.run([command, str(script)], check=True, env=env, capture_output=True)
    (found,) = files(folder, ".json")
    return {entry["url"]: entry["functions"] for entry in found["result"] if entry["url"].startswith("file:")}


@pytest.mark.parametrize(("name", "source"), [("busy.js", BUSY), ("module.mjs", MODULE)])
def test_coverage_is_node_s(name: str, source: str, tmp_path: Path) -> None:
    script = tmp_path / name
    script.write_text(source)
    found, expected = _coverage(ANODE, script, tmp_path / "anode"), _coverage(NODE, script, tmp_path / "node")
    assert list(found) == [script.as_uri()]
    assert found == expected


def test_coverage_is_written_when_asked_for_and_no_more_after_a_stop(anode: Run, tmp_path: Path) -> None:
    source = (
        "const v8 = require('v8'); v8.takeCoverage(); setTimeout(() => { v8.takeCoverage(); v8.stopCoverage(); v8.takeCoverage(); }, 5)"
    )
    anode("-e", source, env={"NODE_V8_COVERAGE": str(tmp_path / "made")})
    assert len(list((tmp_path / "made").iterdir())) == 2


def test_a_signal_writes_a_heap_snapshot(anode: Run, tmp_path: Path) -> None:
    source = "process.kill(process.pid, 'SIGUSR2'); setTimeout(() => {}, 300)"
    assert anode("--heapsnapshot-signal=SIGUSR2", "--diagnostic-dir", tmp_path, "-e", source).returncode == 0
    (path,) = tmp_path.iterdir()
    assert path.name.endswith(".heapsnapshot")
    assert "snapshot" in json.loads(path.read_text())


def test_snapshots_are_written_before_the_heap_is_full(anode: Run, tmp_path: Path) -> None:
    source = "const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length));"
    done = anode("--heapsnapshot-near-heap-limit=2", "--max-old-space-size=50", "--diagnostic-dir", tmp_path, "-e", source)
    assert done.returncode in (134, -6)
    assert len(files(tmp_path, ".heapsnapshot")) == 2


def test_a_snapshot_needs_the_permission_to_write(anode: Run, tmp_path: Path) -> None:
    source = f"try {{ require('v8').writeHeapSnapshot({os.fspath(tmp_path / 'x')!r}) }} catch (error) {{ console.log(error.code, error.permission) }}"
    assert anode("--permission", "-e", source).stdout == "ERR_ACCESS_DENIED FileSystemWrite\n"
    assert anode("--permission", f"--allow-fs-write={tmp_path}/*", "-e", source).stdout == ""
    assert (tmp_path / "x").exists()


@pytest.mark.parametrize("end", ["process.exit()", "w.unref()", "w.terminate()"])
def test_a_worker_that_is_ended_leaves_its_profiles_too(anode: Run, end: str, tmp_path: Path) -> None:
    script = tmp_path / "main.js"
    script.write_text(f"""
        const {{ Worker, isMainThread, parentPort }} = require('worker_threads');
        if (isMainThread) {{ const w = new Worker(__filename); w.on('message', () => {end}); }}
        else {{ parentPort.postMessage(1); setInterval(() => {{}}, 100); }}
    """)
    done = anode(
        "--cpu-prof", "--cpu-prof-dir", tmp_path / "profiles", script, env={**os.environ, "NODE_V8_COVERAGE": str(tmp_path / "coverage")}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name.split(".")[4] for path in (tmp_path / "profiles").iterdir()) == ["0", "1"]
    assert sorted(path.name[-6] for path in (tmp_path / "coverage").iterdir()) == ["0", "1"]
    assert all("main.js" in path.read_text() for path in (tmp_path / "coverage").iterdir())


def test_the_process_that_starts_the_tests_of_files_leaves_nothing(anode: Run, tmp_path: Path) -> None:
    (tmp_path / "a.test.js").write_text("require('node:test')('a', () => {});")
    anode(
        "--test",
        "--cpu-prof",
        "--cpu-prof-dir",
        "profiles",
        env={**os.environ, "NODE_V8_COVERAGE": str(tmp_path / "coverage")},
        cwd=tmp_path,
    )
    assert [len(list((tmp_path / folder).iterdir())) for folder in ("profiles", "coverage")] == [1, 1]
