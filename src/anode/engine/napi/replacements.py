"""What to install instead of addons that are not Node-API: each replacement was found on npm, or is a module of Node's own."""

from __future__ import annotations

# The package whose folder an addon is in, and what does the same.
_REPLACEMENTS = {
    "better-sqlite3": "better-sqlite3 13 or later, or node:sqlite",
    "canvas": "@napi-rs/canvas",
    "deasync": "async functions",
    "farmhash": "farmhash-modern",
    "ffi-napi": "ffi-rs",
    "fibers": "async functions",
    "grpc": "@grpc/grpc-js",
    "heapdump": "v8.writeHeapSnapshot()",
    "iconv": "iconv-lite",
    "isolated-vm": "node:vm, or a worker with resourceLimits",
    "koffi": "ffi-rs",
    "libpq": "pg without pg-native",
    "libxmljs": "libxml2-wasm",
    "msgpackr-extract": "msgpackr without it",
    "node-expat": "saxes",
    "node-rdkafka": "kafkajs",
    "node-sass": "sass",
    "nodegit": "isomorphic-git",
    "re2": "re2-wasm or re2js",
    "scrypt": "crypto.scrypt()",
    "sqlite3": "node:sqlite, or sql.js",
    "tree-sitter": "web-tree-sitter",
    "uws": "ws",
    "weak-napi": "WeakRef and FinalizationRegistry",
    "xxhash": "@node-rs/xxhash",
    "zeromq": "jszmq",
    "zlib-sync": "node:zlib",
}
# Packages that hold the addon of another for one system, without their ending for the system.
_PARTS = {"@koromix/koffi": "koffi"}
_GENERAL = "Use a package, or a form of this one, that is made for Node-API, or is JavaScript or WebAssembly."


def advice(path: str) -> str:
    """A sentence about what to use instead of the addon at ``path``."""
    parts = path.split("/")
    for i in range(len(parts) - 1, 0, -1):
        if parts[i - 1] == "node_modules":
            name = "/".join(parts[i : i + 2]) if parts[i].startswith("@") else parts[i]
            name = _PARTS.get(name.rpartition("-linux-")[0], name)
            if name in _REPLACEMENTS:
                return f"Use instead of {name}: {_REPLACEMENTS[name]}."
    return _GENERAL
