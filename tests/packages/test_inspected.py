"""A debugger at an Express application that serves: breakpoint, steps, a CPU profile, a heap snapshot; and the TypeScript compiler's coverage."""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.bindings.inspector.debugger import Program
from tests.commands import ANODE, NODE, run
from tests.packages.installed import with_jobs

HERE = Path(__file__).parent / "inspected"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def packages() -> Path:
    return with_jobs(HERE)


class Request(threading.Thread):
    """A request under way."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self._url = url
        self._text = ""
        self.start()

    def run(self) -> None:
        with urllib.request.urlopen(self._url, timeout=60) as response:
            self._text = response.read().decode()

    def text(self) -> str:
        self.join(60)
        return self._text


def test_express_is_debugged_while_it_serves(packages: Path, tmp_path: Path) -> None:
    script = packages / "jobs" / "served.js"
    line = script.read_text().split("\n").index("  const visitor = new Visitor(req.params.name);")
    with Program("--inspect=0", str(script)) as program:
        debugger = program.debugger()
        site = f"http://127.0.0.1:{program.read_until(re.compile(r'port ([0-9]+)'))[1]}"
        assert Request(f"{site}/hello/first").text() == "Hello, first! first"
        debugger.ask("Debugger.enable")
        found = debugger.ask("Debugger.setBreakpointByUrl", url=script.resolve().as_uri(), lineNumber=line)
        assert found["locations"][0]["lineNumber"] == line
        request = Request(f"{site}/hello/second")
        frame = debugger.wait("Debugger.paused")["callFrames"][0]
        assert frame["location"]["lineNumber"] == line
        for _ in range(3):
            debugger.ask("Debugger.stepOver")
            frame = debugger.wait("Debugger.paused")["callFrames"][0]
        assert frame["location"]["lineNumber"] == line + 3
        at = {"callFrameId": frame["callFrameId"], "returnByValue": True}
        values = debugger.ask("Debugger.evaluateOnCallFrame", expression="[visitors.length, visitor.name, req.url, text]", **at)
        assert values["result"]["value"] == [2, "second", "/hello/second", "Hello, second!"]
        debugger.ask("Debugger.evaluateOnCallFrame", expression="visitor.name = 'changed'", **at)
        debugger.ask("Debugger.removeBreakpoint", breakpointId=found["breakpointId"])
        debugger.ask("Debugger.resume")
        assert request.text() == "Hello, second! changed"

        debugger.ask("Debugger.disable")
        debugger.ask("Profiler.enable")
        debugger.ask("Profiler.start")
        assert [Request(f"{site}/busy").text() for _ in range(5)] == ["true"] * 5
        profile = debugger.ask("Profiler.stop")["profile"]
        names = {node["id"]: node["callFrame"]["functionName"] for node in profile["nodes"]}
        spent = sum(delta for sample, delta in zip(profile["samples"], profile["timeDeltas"], strict=True) if names[sample] == "busy")
        assert 300_000 < spent < 700_000  # of the 500,000 µs in which it ran

        debugger.ask("HeapProfiler.enable")
        debugger.ask("HeapProfiler.takeHeapSnapshot")
        chunks = [event["params"]["chunk"] for event in debugger.events if event["method"] == "HeapProfiler.addHeapSnapshotChunk"]
    taken = tmp_path / "taken.heapsnapshot"
    taken.write_text("".join(chunks))
    opened = run([ANODE, str(packages / "jobs" / "open_snapshot.js"), str(taken), "Visitor"], cwd=packages, timeout=180)
    assert opened.stdout == "changed,first\n", opened.stderr


def _coverage(command: str, packages: Path, folder: Path) -> tuple[str, dict[str, Any]]:
    script = str(packages / "jobs" / "compiler.js")
    done = run([command, script], cwd=packages, env={"NODE_V8_COVERAGE": str(folder)}, timeout=180)
    (path,) = folder.iterdir()
    scripts = json.loads(path.read_text())["result"]
    return done.stdout, {script["url"]: script["functions"] for script in scripts if script["url"].startswith("file:")}


def _by_place(functions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(functions, key=lambda function: (function["ranges"][0]["startOffset"], -function["ranges"][0]["endOffset"]))


def test_the_coverage_of_the_typescript_compiler_is_node_s(packages: Path, tmp_path: Path) -> None:
    printed, expected = _coverage(NODE, packages, tmp_path / "node")
    found_printed, found = _coverage(ANODE, packages, tmp_path / "anode")
    assert found_printed == printed
    assert sorted(found) == sorted(expected)
    for url, functions in expected.items():
        assert _by_place(found[url]) == _by_place(functions), url
    assert max(map(len, found.values())) > 10_000
