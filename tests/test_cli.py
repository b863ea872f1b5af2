"""The command line, where oracle scripts do not suffice: options, standard streams, signals, exit codes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import ANODE, NODE
from tests.conftest import Run

SAME = [
    ["-e", "console.log(1, process.argv.length)", "a", "b"],
    ["-p", "[1, 2].map((x) => x * 2)"],
    ["-pe", "1 + 1"],
    ["-p", "fs.existsSync('/') && path.join('a', 'b')"],
    ["--print", "process.execArgv.length"],
    ["-e", "process.exit(3)"],
    ["-e", "process.exitCode = 4"],
    ["-e", "throw new Error('x')"],
    ["-e", "Promise.reject(new TypeError('y'))"],
    ["--input-type=module", "-e", "console.log(typeof require, import.meta.url.length > 0)"],
    ["-e", "import fs from 'fs'; console.log(typeof fs.readFile)"],
    ["-c", "no-such-file.js"],
    ["no-such-file.js"],
    ["--no-such-option"],
    ["--input-type=foo", "-e", "1"],
    ["-e"],
    ["-r", "./no-such-file.js", "-e", "1"],
    ["--unhandled-rejections=warn", "-e", "Promise.reject(1)"],
    ["--stack-trace-limit=1", "-e", "function f() { console.log(new Error('z').stack.split('\\n').length) } f()"],
    ["--", "no-such-file.js"],
    ["-e", "setTimeout(() => console.log('late'), 10)"],
]


@pytest.mark.parametrize("arguments", SAME, ids=[" ".join(a) for a in SAME])
def test_agrees_with_node(anode: Run, node: Run, tmp_path: Path, arguments: list[str]) -> None:
    from tests.test_oracle import shape

    expected, found = node(*arguments, cwd=tmp_path), anode(*arguments, cwd=tmp_path)
    assert found.stdout == expected.stdout
    assert found.returncode == expected.returncode
    assert shape(found.stderr).replace(ANODE, "node") == shape(expected.stderr).replace(NODE, "node")


def test_a_script_on_standard_input(anode: Run) -> None:
    assert anode(stdin="console.log('in', __filename)").stdout == "in [stdin]\n"
    assert anode("-", "arg", stdin="console.log(process.argv[2])").stdout == "arg\n"
    assert anode("--input-type=module", stdin="console.log(import.meta.filename)").returncode == 0


def test_an_await_that_never_settles(anode: Run, tmp_path: Path) -> None:
    (tmp_path / "main.mjs").write_text("await new Promise(() => {})")
    for arguments in (["main.mjs"], ["--input-type=module", "-e", "await new Promise(() => {})"]):
        done = anode(*arguments, cwd=tmp_path)
        assert done.returncode == 13
        assert done.stderr.startswith("Warning: Detected unsettled top-level await at file://")


def test_version_and_help(anode: Run) -> None:
    assert anode("-v").stdout.startswith("v24.")
    assert "--permission" in anode("--help").stdout


def test_node_options(anode: Run) -> None:
    assert anode("-p", "process.throwDeprecation", env={"NODE_OPTIONS": "--throw-deprecation"}).stdout == "true\n"
    refused = anode("-p", "1", env={"NODE_OPTIONS": "--eval 1"})
    assert refused.returncode == 9
    assert "--eval is not allowed in NODE_OPTIONS" in refused.stderr


def test_preloaded_modules(anode: Run, tmp_path: Path) -> None:
    (tmp_path / "first.js").write_text("console.log('required'); globalThis.x = 1")
    (tmp_path / "second.mjs").write_text("console.log('imported', await Promise.resolve(x))")
    done = anode("-r", "./first.js", "--import", "./second.mjs", "-e", "console.log('main')", cwd=tmp_path)
    assert done.stdout == "required\nimported 1\nmain\n"


def test_env_files(anode: Run, node: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A=1\nexport B = ' two '\nC=\"x\\ny\" # comment\n# D=4\nE=`a\nb`\nA=3\nPATHLIKE=/a:/b#c\nEMPTY=\n")
    source = "console.log(JSON.stringify(['A', 'B', 'C', 'D', 'E', 'PATHLIKE', 'EMPTY'].map((n) => process.env[n])))"
    arguments = ["--env-file=.env", "--env-file-if-exists=none", "-e", source]
    assert anode(*arguments, cwd=tmp_path, env={"B": "kept"}).stdout == node(*arguments, cwd=tmp_path, env={"B": "kept"}).stdout
    missing = anode("--env-file=none", "-e", "1", cwd=tmp_path)
    assert missing.returncode == 9
    assert "none: not found" in missing.stderr


def _started(source: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([ANODE, "-e", source], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("body", ["for (;;) {}", "setInterval(() => {}, 1000)", "for (;;) process.cwd()"])
def test_signals_end_a_program(body: str, number: signal.Signals) -> None:
    process = _started(f"console.log('up'); {body}")
    time.sleep(0.1)
    process.send_signal(number)
    assert process.wait(5) == -number


def test_signals_that_are_listened_for() -> None:
    process = _started(
        "process.on('SIGINT', (name, n) => { console.log(name, n); process.exit(7) }); console.log('up'); setInterval(() => {}, 1000)"
    )
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=5)
    assert (out, process.returncode) == ("SIGINT 2\n", 7)


def test_a_closed_pipe_ends_quietly() -> None:
    script = f"{ANODE} -e \"for (let i = 0; i < 1e5; i++) console.log('line', i)\" | head -1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert (done.stdout, done.stderr) == ("line 0\n", "")


def test_output_is_not_lost_at_exit(anode: Run) -> None:
    done = anode("-e", "process.stdout.write('x'.repeat(1e6)); process.stderr.write('y'.repeat(1e6)); process.exit(0)")
    assert (len(done.stdout), len(done.stderr)) == (1_000_000, 1_000_000)


def test_an_idle_program_costs_no_processor_time() -> None:
    before = os.times()
    subprocess.run([ANODE, "-e", "setTimeout(() => {}, 3000)"], check=True)
    after = os.times()
    assert (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    ) < 0.3  # an idle machine takes 0.15 s


def test_a_missing_engine_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "jsrun").mkdir()
    (tmp_path / "jsrun/__init__.py").write_text("")
    run = "import sys; sys.path.insert(0, sys.argv.pop(1)); from anode.cli import main; sys.exit(main(['-e', '1']))"
    done = subprocess.run([sys.executable, "-c", run, str(tmp_path)], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "pip install 'jsrun==" in done.stderr
    assert done.stderr.count("\n") == 1
