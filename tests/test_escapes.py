"""Attempts to leave the granted folder: each op of files, each form of a path, on the command line, in a Runtime, a worker, a child, and a Sandbox."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import anode
from tests.commands import ANODE, ROOT

SCRIPT = (ROOT / "tests/security/escapes.js").read_text()
LEAST = 550  # attempts by each door
WORKER = """
const { Worker } = require('worker_threads');
new Worker(`const { parentPort } = require('worker_threads'); parentPort.postMessage((${SOURCE})(...ARGS))`, { eval: true }).on('message', console.log);
"""
CHILD = """
console.log(require('child_process').execFileSync(process.execPath, ['-e', `console.log((${SOURCE})(...ARGS))`], { encoding: 'utf8' }));
"""


def _options(inside: Path, *more: str) -> list[str]:
    return ["--permission", f"--allow-fs-read={inside}", f"--allow-fs-write={inside}", *more]


def _command(inside: Path, outside: Path, program: str, *more: str) -> str:
    args = json.dumps([str(inside), str(outside)])
    head = f"const SOURCE = {json.dumps(SCRIPT)};\n"
    program = program.replace("...ARGS", f"...{args}")
    done = subprocess.run(
        [ANODE, *_options(inside, *more), "-e", head + program],
        cwd=inside,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _cli(inside: Path, outside: Path) -> str:
    return _command(inside, outside, "console.log(eval(SOURCE)(...ARGS))")


def _worker(inside: Path, outside: Path) -> str:
    return _command(inside, outside, WORKER, "--allow-worker")


def _child(inside: Path, outside: Path) -> str:
    return _command(inside, outside, CHILD, "--allow-child-process")


def _runtime(inside: Path, outside: Path) -> str:
    with anode.Runtime(options=_options(inside), cwd=inside) as js:
        return str(js.eval(SCRIPT)(str(inside), str(outside)))


def _sandbox(inside: Path, outside: Path) -> str:
    with anode.Sandbox(write=[inside], cwd=inside, timeout=100) as js:
        return str(js.eval(SCRIPT)(str(inside), str(outside)))


DOORS: dict[str, Callable[[Path, Path], str]] = {"cli": _cli, "runtime": _runtime, "worker": _worker, "child": _child, "sandbox": _sandbox}


def _state(folder: Path) -> list[tuple[str, int, int, int, bytes]]:
    found = []
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found.append((str(path), status.st_mode, status.st_uid, status.st_mtime_ns, content))
    return found


@pytest.mark.parametrize("door", DOORS)
def test_nothing_leads_out(door: str, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    (outside / "d").mkdir(parents=True)
    (outside / "d/file").write_text("x")
    (outside / "secret").write_text("secret")
    (outside / "secret.json").write_text('{"secret": 1}')
    (outside / "l").symlink_to("secret")
    (inside / "own").write_text("own")
    (inside / "link").symlink_to(outside)
    (inside / "link2").symlink_to("link")
    before = _state(outside)
    result = json.loads(DOORS[door](inside, outside))
    # `link/../outside` names a folder inside where JavaScript shortens the path before it uses it: what was made there is no escape.
    assert [attempt for attempt in result["through"] if not attempt.endswith("by link and back")] == []
    assert result["made"] >= LEAST
    assert _state(outside) == before
    assert not (inside / "stolen").exists()


def test_a_grant_can_be_dropped(tmp_path: Path) -> None:
    program = """
    const fs = require('fs');
    const { has, drop } = process.permission;
    const seen = [has('fs.read', '/etc'), has('child')];
    drop('fs.read', '/etc');
    seen.push(has('fs.read', '/etc'), has('fs.read', '/usr'));
    try { fs.readFileSync('/etc/passwd'); } catch (error) { seen.push(error.code); }
    drop('fs.read');
    drop('child');
    seen.push(has('fs.read', '/usr'), has('child'));
    try { drop(5); } catch (error) { seen.push(error.code); }
    console.log(JSON.stringify(seen));
    """
    options = ["--permission", "--allow-fs-read=/etc", "--allow-fs-read=/usr", "--allow-child-process"]
    done = subprocess.run(
        [ANODE, *options, "-e", program], capture_output=True, text=True, timeout=60, check=True, stdin=subprocess.DEVNULL
    )
    assert json.loads(done.stdout) == [True, True, False, True, "ERR_ACCESS_DENIED", False, False, "ERR_INVALID_ARG_TYPE"]
