"""`anode inspect`: a script, a program of anode's or of a real Node's that listens, a process by its number."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.bindings.inspector.debugger import Program, Prompt
from tests.commands import ANODE, NODE, _environment
from tests.conftest import Run

PROGRAM = """\
let x = 1;
function add(a) {
  const sum = a + x;
  return sum;
}
console.log(add(41));
debugger;
console.log({ x, list: [1, 2], when: new Date(0) });
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "program.js"
    path.write_text(PROGRAM)
    return path


def test_a_script_is_debugged(script: Path, tmp_path: Path) -> None:
    with Prompt(ANODE, "--port=0", str(script)) as prompt:
        prompt.until(f"Break on start in {script}:1\n> 1 let x = 1;")
        prompt.until("debug> ")
        prompt.say("sb('add()')")
        prompt.until("debug> ")
        prompt.say("sb('program.js', 4)")
        prompt.until("> 4   return sum;")
        prompt.say("breakpoints")
        prompt.until(f"#0 {script}:4")
        prompt.say("watch('a')")
        prompt.say("c")
        prompt.until("Watchers:\n  0: a = 41\n")
        prompt.until("> 3   const sum = a + x;")
        prompt.until("debug> ")
        prompt.say("exec ({ a, list: [a, 'b'] })")
        prompt.until("{ a: 41, list: Array(2) }")
        prompt.say("nosuch + 1")
        prompt.until("ReferenceError")
        prompt.until("debug> ")
        prompt.say("c")
        prompt.until("break in")
        prompt.until("> 4   return sum;")
        prompt.until("debug> ")
        prompt.say("bt")
        prompt.until(f"#0 add {script}:4:")
        prompt.until(f"#1 (anonymous) {script}:6:")
        prompt.say("list(1)")
        prompt.until("  3   const sum = a + x;\n> 4   return sum;\n  5 }")
        prompt.say("clearBreakpoint('program.js', 4)")
        prompt.say("scripts")
        prompt.until(f": {script}")
        prompt.say("c")
        prompt.until("< 42")
        prompt.until("> 7 debugger;")
        prompt.say("profile")
        prompt.say("profileEnd")
        prompt.until("[Profile ")
        prompt.say(f"profiles[0].save({json.dumps(str(tmp_path / 'made.cpuprofile'))})")
        prompt.until("Saved profile to")
        assert json.loads((tmp_path / "made.cpuprofile").read_text())["nodes"]
        prompt.say("restart")
        prompt.until("Break on start in")
        prompt.say("kill")
        prompt.say("next")
        prompt.until("Use `run` to start the app again.")
        assert prompt.end() == 0


@pytest.mark.parametrize("command", [ANODE, NODE], ids=["anode", "node"])
def test_a_program_that_listens_is_debugged(command: str, script: Path) -> None:
    with Program("--inspect-brk=0", str(script), command=command) as program:
        port = program.url().split(":")[2].split("/")[0]
        with Prompt(ANODE, f"127.0.0.1:{port}") as prompt:
            prompt.until("Break on start in")
            prompt.until("debug> ")
            prompt.say("sb(3)")
            prompt.until("  1 let x = 1;")
            prompt.until("debug> ")
            prompt.say("cont")
            prompt.until("break in")
            prompt.until("> 3   const sum = a + x;")
            prompt.until("debug> ")
            prompt.say("repl")
            prompt.until("Press Ctrl+C to leave debug repl")
            prompt.say("a + x")
            prompt.until("42")
            prompt.say(".interrupt")
            prompt.until("debug> ")
            prompt.say("out")
            prompt.until("> 6 console.log(add(41));")
            prompt.say("cont")
            prompt.until("> 7 debugger;")
            prompt.say("cont")
            program.read_until(re.compile("Waiting for the debugger to disconnect"))
            assert prompt.end() == 0
        assert program.end()[0] == 0


def test_a_process_is_found_by_its_number() -> None:
    with Program("-e", "process._rawDebug('up'); setInterval(function beat() {}, 20)") as program:
        program.read_until(re.compile("up\n"))
        with Prompt(ANODE, "-p", str(program.process.pid)) as prompt:
            prompt.until("connecting to 127.0.0.1:9229 ...")
            prompt.until("debug> ")
            prompt.say("exec 6 * 7")
            prompt.until("42")
            assert prompt.end() == 0


def test_wrong_arguments_end_as_in_node(anode: Run, script: Path) -> None:
    done = anode("inspect")
    assert (done.returncode, done.stderr.startswith("Usage: ")) == (9, True)
    assert anode("inspect", "--help").stdout.startswith("Usage: ")
    done = anode("inspect", "-p", "99999999")
    assert (done.returncode, done.stderr) == (1, "Target process: 99999999 doesn't exist.\n")
    done = subprocess.run(
        [ANODE, "inspect", "127.0.0.1:1"], capture_output=True, text=True, check=False, env=_environment(None), stdin=subprocess.DEVNULL
    )
    assert (done.returncode, "failed to connect, please retry" in done.stdout) == (1, True)
