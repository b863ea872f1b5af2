"""What to install instead of addons that are not Node-API: each replacement was found on npm, or is a module of Node's own."""

from __future__ import annotations

# The package whose folder an addon is in, and what does the same.
_REPLACEMENTS = {
    "better-sqlite3": "node:sqlite, or the package libsql, which has the same API",
    "sqlite3": "node:sqlite",
    "canvas": "@napi-rs/canvas",
    "deasync": "async functions",
    "farmhash": "@node-rs/xxhash or farmhash-modern",
    "fibers": "async functions",
    "heapdump": "v8.writeHeapSnapshot()",
    "isolated-vm": "node:vm, or a worker with resourceLimits",
    "leveldown": "classic-level",
    "microtime": "process.hrtime.bigint()",
    "msgpackr-extract": "nothing: msgpackr works without it",
    "node-sass": "sass",
    "re2": "re2-wasm or re2js",
    "serialport": "nothing that is known",
    "sodium-native": "libsodium-wrappers",
    "tree-sitter": "web-tree-sitter",
    "uws": "ws",
    "v8-profiler-next": "node:inspector",
    "zeromq": "jszmq",
    "zlib-sync": "node:zlib",
    "node-expat": "sax or saxes",
}
_GENERAL = "Use a package, or a form of this one, that is made for Node-API, or is JavaScript or WebAssembly."


def advice(path: str) -> str:
    """A sentence about what to use instead of the addon at ``path``."""
    parts = path.split("/")
    for i in range(len(parts) - 1, 0, -1):
        if parts[i - 1] == "node_modules":
            name = "/".join(parts[i : i + 2]) if parts[i].startswith("@") else parts[i]
            if name in _REPLACEMENTS:
                return f"Use instead of {name}: {_REPLACEMENTS[name]}."
    return _GENERAL
