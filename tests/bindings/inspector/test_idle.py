"""Waiting in CPU profiles is `(idle)`."""

from __future__ import annotations

import json
from pathlib import Path

from anode.bindings.inspector.idle import mark_idle
from tests.conftest import Run

LOADER = "node:internal/bootstrap/loader"


def _node(number: int, name: str, children: list[int], hits: int = 0, url: str = "") -> dict[str, object]:
    return {"id": number, "callFrame": {"functionName": name, "url": url}, "hitCount": hits, "children": children}


def test_the_function_that_calls_the_loop_becomes_idle() -> None:
    nodes = [
        _node(1, "(root)", [2, 6]),
        _node(2, "pump", [3, 5]),
        _node(3, "crossTurn", [4], 2, LOADER),
        _node(4, "raw", [], 3),
        _node(5, "busy", [], 1),
        _node(6, "crossTurn", [], 7, "file:///mine.js"),
    ]
    text = json.dumps({"id": 1, "result": {"profile": {"nodes": nodes, "samples": [3, 4, 5, 6]}}})
    profile = json.loads(mark_idle(text))["result"]["profile"]
    assert {node["id"]: (node["callFrame"]["functionName"], node.get("children", []), node["hitCount"]) for node in profile["nodes"]} == {
        1: ("(root)", [2, 6, 7], 0),
        2: ("pump", [5], 0),
        5: ("busy", [], 1),
        6: ("crossTurn", [], 7),
        7: ("(idle)", [], 5),
    }
    assert profile["samples"] == [7, 7, 5, 6]
    assert json.loads(mark_idle('{"error":{"code":1},"id":1}')) == {"error": {"code": 1}, "id": 1}


def test_a_program_that_waits_is_idle(anode: Run, tmp_path: Path) -> None:
    anode("--cpu-prof", "-e", "setTimeout(() => {}, 300)", cwd=tmp_path)
    (path,) = tmp_path.iterdir()
    profile = json.loads(path.read_text())
    idle = [node["hitCount"] for node in profile["nodes"] if node["callFrame"]["functionName"] == "(idle)"]
    assert idle[0] > 0.3 * len(profile["samples"])
