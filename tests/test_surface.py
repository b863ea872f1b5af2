"""anode has all that Node's modules and globals have, except for the listed entries. Each entry has its reason."""

from __future__ import annotations

import re

from tests.commands import ANODE, NODE, ROOT, run

MISSING = {
    r"globalThis\.Intl\.": "older forms of V8 13 that V8 15 no longer has",
    r"globalThis\.PerformanceResourceTiming\.prototype\.": "inherited from PerformanceEntry",
    r"http\.(CloseEvent|WebSocket)\b": "there, but not listed",
    r"http\.setGlobalProxyFromEnv\b": "newer than the Node that anode follows",
    r"_(http_\w+|stream_wrap)\b": "internal modules: the parts that packages use are there",
    r"console\.(createTask|_std\w+ErrorHandler)": "the inspector's, and Node's own",
    r"domain\.Domain\.prototype\.members": "an accident: instances have their own",
    r"fs\.Dir\.prototype\.(processReadResult|readSyncRecursive)": "Node's own",
    r"fs/promises\.glob\.prototype": "written as another kind of function",
    r"stream/web\.ReadableStreamTee|net\.(BoundSocket|Server\.prototype\._listen2|_createServerHandle)": "newer, or Node's own",
    r"os\.\w+\.withoutStackTrace": "Node's own",
    r"perf_hooks\.constants\.": "numbers of Node's own milestones",
    r"process\.(_debug\w+|_st\w+ProfilerIdleNotifier|_maxListeners|_events|release\.\w+Url)": "for a debugger; anode has no such downloads",
    r"module\.prototype\.require\.main": "listed in another order",
    r"readline\.Interface\.prototype\._": "inherited from the class below it",
    r"v8\.GCProfiler\.prototype": "the engine does not report its garbage collections",
}


def _surface(command: str) -> dict[str, str]:
    result = run([command, "--no-warnings", "surface.js"], cwd=ROOT / "tests" / "surface")
    assert result.returncode == 0, result.stderr
    pairs = (line.split(": ", 1) for line in result.stdout.splitlines())
    # Symbols are private to Node, and the names of prototypes differ.
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2 and ".[" not in pair[0] and "<proto>" not in pair[0]}


def test_nothing_is_missing() -> None:
    expected = _surface(NODE)
    found = _surface(ANODE)
    allowed = re.compile("|".join(f"(?:{pattern})" for pattern in MISSING))
    assert [name for name in expected if name not in found and not allowed.match(name)] == []


def test_what_is_a_function_in_node_is_one_here() -> None:
    expected = _surface(NODE)
    found = _surface(ANODE)
    kinds = {"function", "accessor", "object", "string", "number", "boolean", "symbol", "bigint"}

    def kind(text: str) -> str:
        return next((word for word in text.split() if word in kinds), text)

    def is_function(text: str) -> bool:
        return kind(text) == "function" or text.endswith("gives function")

    assert [name for name, text in expected.items() if name in found and is_function(text) and not is_function(found[name])] == []
