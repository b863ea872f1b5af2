"""The export names of a CommonJS file, found without running it, by cjs-module-lexer.

The lexer is JavaScript, and the engine asks for a module's source where no JavaScript can run. So it has an isolate of its own, shared by
all others and parked in an op while nobody asks.
"""

from __future__ import annotations

import os

from anode.engine.codec import loads
from anode.modules.commonjs import CommonJSResolver


class Lexer:
    """The isolate that parses. :meth:`parse` may be called from any thread but its own."""

    def __init__(self) -> None:
        from anode.engine.tools import ToolIsolate

        source = os.path.join(os.path.dirname(os.path.dirname(__file__)), "lib", "vendor", "cjs-module-lexer.js")
        with open(source, encoding="utf-8") as file:
            text = file.read()
        self._tool = ToolIsolate(
            f"const module = {{ exports: {{}} }}; (function(exports, module) {{{text}\n}})(module.exports, module);"
            "const { parse, init, initSync } = module.exports; initSync?.();"
            "serve((source) => { const r = parse(source); return JSON.stringify({ exports: [...r.exports], reexports: [...r.reexports] }); });"
        )

    def parse(self, source: str) -> dict[str, list[str]]:
        """``exports`` and ``reexports`` of a CommonJS source; both empty where it does not parse."""
        answer = self._tool.ask(source)
        found: dict[str, list[str]] = loads(answer) if answer else {"exports": [], "reexports": []}
        return found


_lexer: Lexer | None = None
_known: dict[tuple[str, int], dict[str, list[str]]] = {}


def _parse(path: str, source: str) -> dict[str, list[str]]:
    global _lexer
    key = (path, hash(source))
    found = _known.get(key)
    if found is None:
        if _lexer is None:
            _lexer = Lexer()
        found = _known[key] = _lexer.parse(source)
    return found


def export_names(path: str, source: str, resolver: CommonJSResolver, seen: set[str] | None = None) -> list[str]:
    """The names that ``import { … }`` may take from the CommonJS file at ``path``, those of what it re-exports included."""
    seen = seen if seen is not None else set()
    seen.add(path)
    if path.endswith(".json"):
        return []
    found = _parse(path, source)
    names = dict.fromkeys(found["exports"])
    for request in found["reexports"]:
        target = _reexported(request, path, resolver)
        if target is None or target in seen or not target.endswith((".js", ".cjs")):
            continue
        try:
            with open(target, "rb") as file:
                text = file.read().decode("utf-8", "replace")
        except OSError:
            continue
        names.update(dict.fromkeys(export_names(target, text, resolver, seen)))
    return list(names)


def _reexported(request: str, path: str, resolver: CommonJSResolver) -> str | None:
    folder = os.path.dirname(path)
    paths = [folder]
    if not request.startswith((".", "/")):
        paths = []
        while True:
            if os.path.basename(folder) != "node_modules":
                paths.append(os.path.join(folder, "node_modules"))
            if os.path.dirname(folder) == folder:
                break
            folder = os.path.dirname(folder)
    try:
        return resolver.find(request, paths, (".js", ".json", ".node"), ("node", "require", "module-sync", "node-addons"), False, None)
    except Exception:
        return None  # a broken package.json shows itself when the file is run
