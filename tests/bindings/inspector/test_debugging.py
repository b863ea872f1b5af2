"""Programs under a debugger: breakpoints, pauses in endless loops, workers, the end."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import InvalidMessage

from tests.bindings.inspector.debugger import LISTENING, Debugger, Program, Prompt
from tests.commands import ANODE, NODE, _environment

PROGRAM = """\
let x = 1;
function add(a) {
  const sum = a + x;
  return sum;
}
console.log(add(41));
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "program.js"
    path.write_text(PROGRAM)
    return path


def test_a_program_is_stopped_at_its_start_at_a_breakpoint_and_step_by_step(script: Path) -> None:
    with Program("--inspect-brk=0", str(script)) as program:
        debugger = program.debugger()
        debugger.ask("Runtime.enable")
        debugger.ask("Debugger.enable")
        found = debugger.ask("Debugger.setBreakpointByUrl", url=script.as_uri(), lineNumber=2)
        assert len(found["locations"]) == 0  # not compiled yet
        debugger.ask("Runtime.runIfWaitingForDebugger")
        start = debugger.wait("Debugger.paused")
        assert (start["reason"], start["callFrames"][0]["location"]["lineNumber"]) == ("Break on start", 0)
        debugger.ask("Debugger.resume")
        paused = debugger.wait("Debugger.paused")
        frame = paused["callFrames"][0]
        assert (frame["functionName"], paused["hitBreakpoints"]) == ("add", [found["breakpointId"]])
        frame_id = frame["callFrameId"]
        assert debugger.ask("Debugger.evaluateOnCallFrame", callFrameId=frame_id, expression="a + x")["result"]["value"] == 42
        debugger.ask("Debugger.evaluateOnCallFrame", callFrameId=frame_id, expression="x = 2")
        debugger.ask("Debugger.stepOver")
        assert debugger.wait("Debugger.paused")["callFrames"][0]["location"]["lineNumber"] == 3
        debugger.ask("Debugger.resume")
        logged = debugger.wait("Runtime.consoleAPICalled")
        assert (logged["type"], logged["args"][0]["value"], logged["stackTrace"]["callFrames"][0]["url"]) == ("log", 43, script.as_uri())
        debugger.wait("Runtime.executionContextDestroyed")
        program.read_until(re.compile("Waiting for the debugger to disconnect"))
        debugger.close()
        assert program.end()[:2] == (0, "43\n")


def test_an_endless_loop_is_paused_and_left() -> None:
    with Program("--inspect=0", "-e", "let i = 0; while (i >= 0) i++; console.log('left')") as program:
        debugger = program.debugger()
        debugger.ask("Debugger.enable")
        before = time.monotonic()
        debugger.ask("Debugger.pause")
        frame = debugger.wait("Debugger.paused")["callFrames"][0]
        assert time.monotonic() - before < 2
        scripts = [event["params"] for event in debugger.events if event["method"] == "Debugger.scriptParsed"]
        assert frame["location"]["scriptId"] in [script["scriptId"] for script in scripts if script["url"] == "[eval]"]
        debugger.ask("Debugger.evaluateOnCallFrame", callFrameId=frame["callFrameId"], expression="i = -5")
        debugger.ask("Debugger.resume")
        debugger.close()
        assert program.end()[:2] == (0, "left\n")


def test_an_idle_program_answers() -> None:
    with Program("--inspect=0", "-e", "setInterval(() => {}, 1e6)") as program:
        debugger = program.debugger()
        spent = []
        for i in range(20):
            before = time.monotonic()
            assert debugger.ask("Runtime.evaluate", expression=f"{i} + 1")["result"]["value"] == i + 1
            spent.append(time.monotonic() - before)
        assert min(spent) < 0.02  # not the loop's longest poll
        debugger.send("Runtime.evaluate", expression="process.exit(3)")
        debugger.close()
        assert program.end()[0] == 3


def test_a_signal_opens_the_inspector_while_javascript_computes() -> None:
    with Program("--inspect-port=0", "-e", "process._rawDebug('up'); for (;;);") as program:
        program.read_until(re.compile("up\n"))
        program.process.send_signal(signal.SIGUSR1)
        debugger = program.debugger()
        debugger.ask("Debugger.enable")
        debugger.ask("Debugger.pause")
        debugger.wait("Debugger.paused")


def test_the_signal_can_be_left_to_its_default_action() -> None:
    with Program("--disable-sigusr1", "-e", "process._rawDebug('up'); setInterval(() => {}, 1e6)") as program:
        program.read_until(re.compile("up\n"))
        program.process.send_signal(signal.SIGUSR1)
        assert program.end()[0] == -signal.SIGUSR1


def test_listeners_of_the_program_come_first() -> None:
    source = "process.once('SIGUSR1', () => process._rawDebug('mine')); setInterval(() => {}, 1e6); process._rawDebug('up')"
    with Program("--inspect-port=0", "-e", source) as program:
        program.read_until(re.compile("up\n"))
        program.process.send_signal(signal.SIGUSR1)
        program.read_until(re.compile("mine\n"))
        time.sleep(0.2)  # the listener has gone, and the main thread has put the handler back
        program.process.send_signal(signal.SIGUSR1)
        program.url()


def test_the_stack_goes_on_over_timers_and_promises(tmp_path: Path) -> None:
    script = tmp_path / "later.js"
    script.write_text("function start() { setTimeout(later, 5); }\nfunction later() { debugger; }\nstart();\n")
    with Program("--inspect-wait=0", str(script)) as program:
        debugger = program.debugger()
        debugger.ask("Debugger.enable")
        debugger.ask("Debugger.setAsyncCallStackDepth", maxDepth=8)
        debugger.ask("Runtime.runIfWaitingForDebugger")
        before = debugger.wait("Debugger.paused")["asyncStackTrace"]
        assert before["description"] == "Timeout"
        assert "start" in [frame["functionName"] for frame in before["callFrames"]]


def test_targets_are_listed_and_other_hosts_refused(script: Path) -> None:
    with Program("--inspect=0", "-e", "setInterval(() => {}, 1e6)") as program:
        url = program.url()
        port = url.split(":")[2].split("/")[0]

        def get(path: str, host: str = "localhost") -> Any:
            request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host})
            return json.load(urllib.request.urlopen(request, timeout=10))

        (target,) = get("/json/list", f"localhost:{port}")
        assert target["webSocketDebuggerUrl"] == url.replace("127.0.0.1", "localhost")
        assert (target["type"], target["description"], get("/json")[0]["id"]) == ("node", "node.js instance", target["id"])
        assert get("/json/version")["Protocol-Version"] == "1.1"
        assert "Debugger" in [domain["domain"] for domain in get("/json/protocol")["domains"]]
        for path, host in (("/json", "evil.example"), ("/nothing", "localhost")):
            with pytest.raises(urllib.error.HTTPError, match="400"):
                get(path, host)
        with pytest.raises(InvalidMessage):
            Debugger(url[:-1] + ("0" if url[-1] != "0" else "1"))


def test_two_sessions_and_a_line_when_both_have_gone() -> None:
    with Program("--inspect=0", "-e", "setInterval(() => {}, 1e6)") as program:
        url = program.url()
        first, second = Debugger(url), Debugger(url)
        first.ask("Runtime.evaluate", expression="globalThis.a = 1")
        assert second.ask("Runtime.evaluate", expression="a")["result"]["value"] == 1
        program.seen = ""
        first.close()
        second.close()
        program.read_until(LISTENING)


def test_a_worker_is_debugged_while_the_main_thread_answers(tmp_path: Path) -> None:
    script = tmp_path / "main.js"
    script.write_text("new (require('worker_threads').Worker)('let n = 7; debugger; n', { eval: true }); setInterval(() => {}, 1e6)")
    with Program("--inspect-wait=0", str(script)) as program:
        debugger = program.debugger()
        debugger.ask("NodeWorker.enable", waitForDebuggerOnStart=True)
        debugger.ask("Runtime.runIfWaitingForDebugger")
        session = debugger.wait("NodeWorker.attachedToWorker")["sessionId"]

        def ask(number: int, method: str, **params: object) -> dict[str, dict[str, object]]:
            message = json.dumps({"id": number, "method": method, "params": params})
            debugger.ask("NodeWorker.sendMessageToWorker", sessionId=session, message=message)
            return event(f'"id":{number}')

        def event(text: str) -> dict[str, dict[str, object]]:
            found = debugger.wait("NodeWorker.receivedMessageFromWorker", lambda params: text in params["message"])
            message: dict[str, dict[str, object]] = json.loads(found["message"])
            return message

        ask(1, "Debugger.enable")
        ask(2, "Runtime.runIfWaitingForDebugger")
        frame = event("Debugger.paused")["params"]["callFrames"][0]  # type: ignore[index]
        assert debugger.ask("Runtime.evaluate", expression="1 + 1")["result"]["value"] == 2
        value = ask(3, "Debugger.evaluateOnCallFrame", callFrameId=frame["callFrameId"], expression="n * 6")["result"]["result"]
        assert value["value"] == 42  # type: ignore[index]


def test_a_port_that_is_taken_is_said_and_the_program_runs(script: Path) -> None:
    with Program("--inspect=0", "-e", "setInterval(() => {}, 1e6)") as program:
        port = program.url().split(":")[2].split("/")[0]
        done = subprocess.run(
            [ANODE, f"--inspect={port}", str(script)], capture_output=True, text=True, check=False, env=_environment(None)
        )
        assert (done.returncode, done.stdout) == (0, "42\n")
        assert done.stderr == f"Starting inspector on 127.0.0.1:{port} failed: address already in use\n"


@pytest.mark.parametrize("option", ["--inspect=99999", "--inspect=80", "--inspect-publish-uid=foo", "--debug"])
def test_wrong_options_are_refused_as_in_node(option: str) -> None:
    found, expected = (
        subprocess.run([command, option, "-p", "1"], capture_output=True, text=True, check=False, env=_environment(None))
        for command in (ANODE, NODE)
    )
    assert (found.returncode, found.stdout) == (expected.returncode, expected.stdout) == (9, "")
    assert found.stderr.replace(ANODE, "node").rstrip() == expected.stderr.replace(NODE, "node").rstrip()


def test_node_s_own_debugger_debugs_anode(script: Path) -> None:
    with Program("--inspect-brk=0", str(script)) as program:
        port = program.url().split(":")[2].split("/")[0]
        with Prompt(NODE, f"127.0.0.1:{port}") as prompt:
            prompt.until("Break on start in")
            prompt.until("debug> ")
            prompt.say("setBreakpoint(3)")
            prompt.until("  1 let x = 1;")
            prompt.say("cont")
            prompt.until("break in")
            prompt.until("> 3   const sum = a + x;")
            prompt.say("exec a + x")
            prompt.until("42")
            prompt.say("next")
            prompt.until("> 4   return sum;")
            prompt.say("bt")
            prompt.until(f"#1 (anonymous) {script}:6:")
            prompt.say("cont")
            program.read_until(re.compile("Waiting for the debugger to disconnect"))
            assert prompt.end() == 0
        assert program.end()[:2] == (0, "42\n")


def test_the_stack_of_a_timer_goes_on_with_the_files_that_node_names() -> None:
    with Program("--inspect-brk=0", "-e", "setTimeout(() => { debugger; }, 1)") as program:
        debugger = program.debugger()
        debugger.ask("Debugger.enable")
        debugger.ask("Debugger.setAsyncCallStackDepth", maxDepth=10)
        debugger.ask("Runtime.runIfWaitingForDebugger")
        debugger.wait("Debugger.paused")
        debugger.ask("Debugger.resume")
        stack = debugger.wait("Debugger.paused")["asyncStackTrace"]
        urls = [frame["url"] for frame in stack["callFrames"]]
        assert stack["description"] == "Timeout"
        assert {"node:timers", "[eval]", "node:internal/process/execution"} <= set(urls)


def test_a_typescript_file_names_itself_in_its_source(tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text("const a: number = 1;\nconsole.log(a);\n")
    with Program("--inspect-brk=0", str(tmp_path / "a.ts")) as program:
        debugger = program.debugger()
        debugger.ask("Debugger.enable")
        debugger.ask("Runtime.runIfWaitingForDebugger")
        parsed = debugger.wait("Debugger.scriptParsed", lambda params: params["url"].endswith("a.ts"))
        assert parsed["hasSourceURL"]
        debugger.close()
        assert program.end()[1] == "1\n"
