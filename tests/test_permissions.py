"""The permission model: every op asks, and access that is not granted is denied."""

from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import Any

import pytest

from anode import registry
from anode.engine.ops import Op
from anode.errors import OpError
from anode.loop.context import Context
from anode.loop.loop import Loop
from anode.loop.op_table import guarded
from anode.permissions import Permissions
from tests.conftest import Run

OPS = registry.ops()
CHECKED = [entry for entry in OPS if entry[2].needs.check is not None]

# Values for checked parameters that are neither path nor host nor name.
SAMPLES: dict[str, Any] = {"flags": os.O_RDWR, "text": '{"file": "true"}'}


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
    "wasi": ("new (require('wasi').WASI)({ version: 'preview1' })", "WASI"),
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


def test_what_is_started_may_be_read(anode: Run, tmp_path: Path) -> None:
    main, first, other = tmp_path / "main.js", tmp_path / "first.js", tmp_path / "other.js"
    for path in (first, other):
        path.write_text(f"console.log('{path.stem}')")
    main.write_text("console.log('main'); try { require('./other.js') } catch (error) { console.log(error.code, error.resource) }")
    denied = f"first\nmain\nERR_ACCESS_DENIED {other}\n"
    assert anode("--permission", "--require", str(first), str(main)).stdout == denied


def test_children_are_restricted_as_their_parent_is(anode: Run, tmp_path: Path) -> None:
    secret = tmp_path / "a b" / "secret"
    secret.parent.mkdir()
    secret.write_text("told")
    child = f"require('fs').writeFileSync({str(tmp_path / 'no')!r}, '')"
    read = f"process.stdout.write(require('fs').readFileSync({str(secret)!r}))"
    source = """
        const { spawnSync } = require('child_process');
        process.execArgv.length = 0;  // makes no difference
        for (const text of process.argv.slice(1)) {
          const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', text]);
          console.log(`${stdout}`, status, /permission: '(.*)'/.exec(stderr)?.[1]);
        }
        const own = ['--permission', '--allow-fs-read=*', '-e', "process.exit(process.permission.has('child') ? 1 : 0)"];
        const { status } = spawnSync(process.execPath, own);
        console.log(status, process.env.NODE_OPTIONS);
    """
    for granted in ([f"--allow-fs-read={secret.parent}"], ["--allow-fs-read", str(secret.parent)]):
        told = anode("--permission", *granted, "--allow-child-process", "-e", source, "--", child, read)
        assert told.stdout == " 1 FileSystemWrite\ntold 0 undefined\n0 undefined\n", told.stderr
    assert not (tmp_path / "no").exists()


def test_node_options_of_an_env_file_restrict(anode: Run, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('NODE_OPTIONS="--permission --allow-fs-read=*"\n')
    source = f"require('fs').writeFileSync({str(tmp_path / 'no')!r}, '')"
    assert "FileSystemWrite" in anode(f"--env-file={file}", "-e", source).stderr
    file.write_text('NODE_OPTIONS="--permission --allow-fs-read=* --allow-child-process"\n')
    grandchild = f"console.log(/FileSystemWrite/.test(require('child_process').spawnSync(process.execPath, ['-e', {source!r}], {{ env: {{}} }}).stderr))"
    assert anode(f"--env-file={file}", "-e", grandchild).stdout == "true\n"
    assert anode(f"--env-file={file}", "-p", "process.permission", env={"NODE_OPTIONS": "--no-warnings"}).stdout == "undefined\n"


def test_another_name_gives_no_access(anode: Run, tmp_path: Path) -> None:
    for name in ("secret", "open"):
        (tmp_path / name).mkdir()
    (tmp_path / "secret" / "file").write_text("secret")
    source = """
        const fs = require('fs');
        for (const how of ['renameSync', 'linkSync', 'symlinkSync', 'copyFileSync']) {
          try {
            fs[how]('secret/file', `open/${how}`);
            console.log(how, fs.readFileSync(`open/${how}`, 'utf8'));
          } catch (error) {
            console.log(how, error.code);
          }
        }
    """
    path = tmp_path / "open"
    for granted in ([f"--allow-fs-write={tmp_path}"], [f"--allow-fs-read={path}"]):
        told = anode("--permission", f"--allow-fs-read={path}", f"--allow-fs-write={path}", *granted, "-e", source, cwd=tmp_path)
        assert told.stdout == "".join(f"{how} ERR_ACCESS_DENIED\n" for how in ("renameSync", "linkSync", "symlinkSync", "copyFileSync")), (
            told.stderr
        )


DOORS = {
    "listen on a descriptor": "require('net').createServer().on('error', (e) => { console.log(e.code) }).listen({ fd: 0 })",
    "serve HTTP on a descriptor": "require('http').createServer().on('error', (e) => { console.log(e.code) }).listen({ fd: 0 })",
    "bind UDP": "require('dgram').createSocket('udp4').on('error', (e) => { console.log(e.code) }).bind(0)",
    "send a datagram": "require('dgram').createSocket('udp4').on('error', (e) => { console.log(e.code) }).send('x', 9, '127.0.0.1')",
    "connect": "require('net').connect(9, '127.0.0.1').on('error', (e) => { console.log(e.code) })",
    "connect to a path": "require('net').connect('/x.sock').on('error', (e) => { console.log(e.code) })",
    "look a name up": "require('dns').lookup('localhost', (e) => { console.log(e.code) })",
}


@pytest.mark.parametrize("program", DOORS.values(), ids=DOORS)
def test_every_door_to_the_network_says_what_was_refused(anode: Run, program: str) -> None:
    result = anode("--permission", "-e", program)
    assert (result.stdout, result.stderr) == ("ERR_ACCESS_DENIED\n", "")


def test_a_granted_name_grants_its_addresses(anode: Run) -> None:
    program = """
      const server = require('net').createServer((socket) => socket.end()).listen(0, '127.0.0.1', () => {
        require('net').connect(server.address().port, 'localhost', () => { console.log('connected'); server.close(); });
      }).on('error', console.log);
    """
    assert anode("--permission", "--allow-net=127.0.0.1,localhost", "-e", program).stdout == "connected\n"
    other = "require('net').connect(9, 'localhost').on('error', (error) => { console.log(error.code) })"
    assert anode("--permission", "--allow-net=localhost", "-e", other).stdout == "ECONNREFUSED\n"
    assert anode("--permission", "--allow-net=elsewhere", "-e", other).stdout == "ERR_ACCESS_DENIED\n"


def test_packages_outside_the_grants_are_not_read(anode: Run, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(
        '{"name": "self", "main": "hidden.js", "exports": {"./a": "./hidden.js"}, "imports": {"#a": "./hidden.js"}}'
    )
    (tmp_path / "hidden.js").write_text("")
    program = f"""
      const from = require('module').createRequire('{tmp_path}/x.js');
      for (const name of ['#a', 'self/a', '{tmp_path}', './']) try {{ console.log(from.resolve(name)) }} catch (error) {{ console.log(error.code) }}
    """
    assert anode("--permission", "-e", program).stdout.split() == ["MODULE_NOT_FOUND"] * 2 + ["ERR_ACCESS_DENIED"] * 2


def test_every_op_and_its_need_are_listed() -> None:
    path = Path(__file__).parent / "security" / "needs.txt"
    listed = set()
    reasons = set()
    for line in path.read_text().splitlines():
        if line.startswith("# "):
            reasons.add(line[2:].split(":")[0])
            continue
        binding, need, *names = line.split()
        assert need != "nothing" or binding in reasons, f"{binding}: no reason is given"
        listed |= {(binding, name, need) for name in names}
    assert {(binding, name, op.needs.name) for binding, name, op in OPS} == listed
