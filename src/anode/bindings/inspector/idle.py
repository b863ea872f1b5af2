"""Waiting in CPU profiles.

Some facts:
- V8 calls it ``(idle)`` when its embedder waits with no JavaScript on the stack.
- anode's loop waits in an op, which the pump calls: V8 sees a function that computes.

What this means here:
- The function that calls the loop, and what is below it, becomes ``(idle)`` in the profile.
"""

from __future__ import annotations

from anode.engine.codec import dumps, loads

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

_WAITS = "crossTurn", "node:internal/bootstrap/loader"
_IDLE = {"functionName": "(idle)", "scriptId": "0", "url": "", "lineNumber": -1, "columnNumber": -1}


def mark_idle(text: str) -> str:
    """The response to Profiler.stop, with waiting as ``(idle)``."""
    message = loads(text)
    profile = message.get("result", {}).get("profile")
    if profile is not None:
        _mark(profile)
    return dumps(message)


def _mark(profile: dict[str, Any]) -> None:
    nodes = {node["id"]: node for node in profile["nodes"]}
    waiting: set[int] = set()
    for number, node in nodes.items():
        if (node["callFrame"]["functionName"], node["callFrame"]["url"]) == _WAITS:
            below = [number]
            while below:
                found = below.pop()
                waiting.add(found)
                below += nodes[found].get("children", ())
    if not waiting:
        return
    idle = max(nodes) + 1
    hits = sum(nodes[number]["hitCount"] for number in waiting)
    kept = [node for number, node in nodes.items() if number not in waiting]
    for node in kept:
        if "children" in node:
            node["children"] = [child for child in node["children"] if child not in waiting]
    kept[0].setdefault("children", []).append(idle)  # of the root
    kept.append({"id": idle, "callFrame": _IDLE, "hitCount": hits})
    profile["nodes"] = kept
    profile["samples"] = [idle if sample in waiting else sample for sample in profile.get("samples", ())]
