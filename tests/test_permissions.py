"""The permission model: every op asks, and what is not granted is denied."""

from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import Any

import pytest

from anode.engine.context import Context
from anode.engine.errors import OpError
from anode.engine.ops import Op, binding_names, declared_ops, guarded
from anode.loop.loop import Loop
from anode.permissions import Permissions
from tests.conftest import Run

OPS = [(binding, name, op) for binding in binding_names() for name, op in declared_ops(binding).items()]
CHECKED = [entry for entry in OPS if entry[2].needs.check is not None]

# What an argument that a need names looks like: a path, a host, a name.
SAMPLES: dict[str, Any] = {"flags": os.O_RDWR}


@pytest.mark.parametrize(("binding", "name", "op"), CHECKED, ids=[f"{b}.{n}" for b, n, _ in CHECKED])
def test_every_op_that_needs_something_is_denied_it(binding: str, name: str, op: Op) -> None:
    permissions = Permissions.from_options({"--permission": True})
    context = Context(Loop(), permissions, {}, [], [], {"--permission": True}, embedded=True)
    parameters = list(inspect.signature(op.function).parameters)[1:]
    request = parameters[:1] == ["req"]
    if request:
        parameters = parameters[1:]
    args = [SAMPLES.get(p, "/somewhere" if p in op.needs.arguments else 1) for p in parameters]
    called = guarded(op, context)
    with pytest.raises(OpError) as caught:
        called(context, *([object()] if request else []), *args)
    assert caught.value.code == "ERR_ACCESS_DENIED"
    context.loop.close()


def test_ops_that_need_nothing_say_so() -> None:
    assert all(op.needs.name == "nothing" for _, _, op in OPS if op.needs.check is None)


PROGRAMS = {
    "fs-read": ("require('fs').readFileSync('/etc/hostname')", "FileSystemRead"),
    "fs-read async": ("require('fs').readFile('/etc/hostname', (e) => { throw e })", "FileSystemRead"),
    "fs-read promise": ("require('fs').promises.readFile('/etc/hostname')", "FileSystemRead"),
    "fs-read stream": ("require('fs').createReadStream('/etc/hostname')", "FileSystemRead"),
    "fs-read opendir": ("require('fs').opendirSync('/etc')", "FileSystemRead"),
    "fs-write": ("require('fs').writeFileSync('/tmp/anode-no', '')", "FileSystemWrite"),
    "fs-write mkdir": ("require('fs').mkdirSync('/tmp/anode-no')", "FileSystemWrite"),
    "child-process": (
        "require('child_process').spawnSync('true').error && (() => { throw require('child_process').spawnSync('true').error })()",
        "ChildProcess",
    ),
    "child-process async": ("require('child_process').spawn('true')", "ChildProcess"),
    "net connect": ("require('net').connect(1, '127.0.0.1')", "Net"),
    "net listen": ("require('net').createServer().listen(0, '127.0.0.1')", "Net"),
    "http listen": ("require('http').createServer().listen(0, '127.0.0.1')", "Net"),
    "dns": ("require('dns').lookup('localhost', (e) => { throw e })", "Net"),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_see_the_code(anode: Run, name: str) -> None:
    source, permission = PROGRAMS[name]
    done = anode("--permission", "-e", source)
    assert "ERR_ACCESS_DENIED" in done.stderr
    assert f"permission: '{permission}'" in done.stderr
    assert done.returncode == 1


def test_a_main_file_and_its_imports_must_be_granted(anode: Run, tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text("require('./other'); console.log('ran')")
    (tmp_path / "other.js").write_text("")
    assert "ERR_ACCESS_DENIED" in anode("--permission", tmp_path / "main.js").stderr
    assert anode("--permission", f"--allow-fs-read={tmp_path}", tmp_path / "main.js").stdout == "ran\n"
    (tmp_path / "main.mjs").write_text("import './other.js'; console.log('ran')")
    assert "ERR_ACCESS_DENIED" in anode("--permission", tmp_path / "main.mjs").stderr
    assert anode("--permission", f"--allow-fs-read={tmp_path}", tmp_path / "main.mjs").stdout == "ran\n"


def test_a_link_does_not_lead_out(anode: Run, tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret").write_text("x")
    (inside / "link").symlink_to(outside / "secret")
    done = anode("--permission", f"--allow-fs-read={inside}", "-e", f"require('fs').readFileSync('{inside}/link')")
    assert "ERR_ACCESS_DENIED" in done.stderr


def test_process_permission(anode: Run) -> None:
    source = (
        "console.log(process.permission.has('fs.read'), process.permission.has('fs.read', '/usr/bin'), process.permission.has('child'))"
    )
    assert anode("--permission", "--allow-fs-read=/usr", "-e", source).stdout == "false true false\n"
    assert anode("-p", "process.permission").stdout == "undefined\n"


def test_environment_variables_are_hidden(anode: Run) -> None:
    source = "console.log(process.env.SECRET, process.env.SHOWN, Object.keys(process.env).includes('SECRET'))"
    env = {"SECRET": "s", "SHOWN": "v"}
    assert anode("--permission", "--allow-env=SHOWN", "-e", source, env=env).stdout == "undefined v false\n"
    assert anode("-e", source, env=env).stdout == "s v true\n"
