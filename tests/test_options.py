"""Options of the command line: each works or is refused."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from anode import options
from anode.options import BadOption, parse
from tests.commands import ANODE, NODE
from tests.conftest import Run

HELP = re.compile(r"^  (?:-\w, )?(--[\w.-]+)", re.M)


def options_of_node() -> list[str]:
    """The options in ``node --help``."""
    shown = subprocess.run([NODE, "--help"], capture_output=True, text=True, check=True).stdout
    return sorted(set(HELP.findall(shown)))


def test_every_option_of_nodes_help_is_known() -> None:
    known = options._known()
    names = options_of_node()
    assert len(names) > 150
    assert [name for name in names if name not in known and name not in options._ALIASES and f"--{name[5:]}" not in known] == []


@pytest.mark.parametrize("name", sorted(options._UNAVAILABLE))
def test_an_option_that_anode_cannot_follow_is_refused(name: str) -> None:
    with pytest.raises(BadOption, match=re.escape(f"bad option: {name} (ERR_FEATURE_UNAVAILABLE_ON_PLATFORM: anode does not have ")):
        parse([name, "value"])
    if options._known()[name].in_env:
        with pytest.raises(BadOption):
            parse([], f"{name}=value")


def test_a_refused_option_ends_with_node_s_exit_code(anode: Run) -> None:
    done = anode("--frozen-intrinsics", "-e", "console.log(1)")
    assert (done.returncode, done.stdout) == (9, "")
    assert done.stderr.endswith(
        "bad option: --frozen-intrinsics (ERR_FEATURE_UNAVAILABLE_ON_PLATFORM: anode does not have frozen intrinsics)\n"
    )
    assert anode("--no-inspect", "-e", "console.log(1)").stdout == "1\n"


def test_a_program_runs_without_the_compiler(anode: Run) -> None:
    program = """
      const text = 'é\U0001d4b3x'.repeat(30000) + 'needle';
      const bytes = Buffer.from(text);
      console.log(typeof WebAssembly, bytes.length, bytes.indexOf('needle'), bytes.indexOf(120, 500), bytes.toString() === text);
      console.log(Buffer.from('a\\ud800b'.repeat(9000)).toString('hex').slice(0, 20));
    """
    assert anode("--jitless", "-e", program).stdout == "undefined 210006 210000 503 true\n61efbfbd6261efbfbd62\n"


@pytest.mark.parametrize("mode", ["delete", "throw"])
def test_proto_is_disabled(anode: Run, mode: str) -> None:
    program = "try { console.log(({}).__proto__, '__proto__' in {}) } catch (e) { console.log(e.code) }; process.env.A = 1; console.log(process.env.A)"
    assert anode(f"--disable-proto={mode}", "-e", program).stdout == (
        "undefined false\n1\n" if mode == "delete" else "ERR_PROTO_ACCESS\n1\n"
    )


def test_an_uncaught_error_is_reported(anode: Run, tmp_path: Path) -> None:
    path = tmp_path / "made.json"
    done = anode("--report-uncaught-exception", "--report-exclude-env", f"--report-filename={path}", "-e", "throw new TypeError('x')")
    assert done.returncode == 1
    assert f"\nWriting Node.js report to file: {path}\nNode.js report completed\n" in done.stderr
    report = json.loads(path.read_text())
    assert (report["header"]["trigger"], report["javascriptStack"]["message"]) == ("Exception", "TypeError: x")
    assert "environmentVariables" not in report


@pytest.mark.parametrize("arguments", [["says"], ["fails"], ["none"], ["prints", "--", "--x", "a b", "c'd"], ["prints", "dropped"]])
def test_a_script_of_package_json_runs(tmp_path: Path, arguments: list[str]) -> None:
    scripts = {"says": "echo $0 $NODE_RUN_SCRIPT_NAME $NODE_RUN_PACKAGE_JSON_PATH; tool", "fails": "exit 5", "prints": "echo"}
    (tmp_path / "package.json").write_text(json.dumps({"scripts": scripts}))
    for folder, text in (("sub/node_modules/.bin", "echo near"), ("node_modules/.bin", "echo far")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "tool").write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / folder / "tool").chmod(0o755)
    done = [
        subprocess.run([command, "--run", *arguments], cwd=tmp_path / "sub", capture_output=True, text=True, check=False)
        for command in (ANODE, NODE)
    ]
    assert (done[0].stdout, done[0].stderr, done[0].returncode) == (done[1].stdout, done[1].stderr, done[1].returncode)


def test_without_a_package_json_there_is_an_error() -> None:
    done = subprocess.run([ANODE, "--run", "x"], cwd="/", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "Can't find package.json for directory /\n")
