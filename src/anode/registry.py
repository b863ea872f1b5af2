"""The declarations of Python for JavaScript: every module that has ops, by its name in ``binding(name)``.

A binding is named by its path below ``bindings/``; a file that is named like its folder goes by the folder's name alone. An op that is not
in a module of this list does not exist for JavaScript.
"""

from __future__ import annotations

import importlib

from anode.engine.ops import Kind, declared_numbers, declared_ops
from anode.errors import OpError

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.ops import Op
    from anode.engine.snapshot import Declared, Row

_BINDINGS = (
    "addons",
    "child_process.child_process",
    "child_process.ipc",
    "constants",
    "crypto.cipher.cipher",
    "crypto.dh",
    "crypto.hash",
    "crypto.jwk",
    "crypto.kdf",
    "crypto.keccak",
    "crypto.kem",
    "crypto.keygen",
    "crypto.keys.keys",
    "crypto.random",
    "crypto.sign",
    "crypto.spkac",
    "crypto.x509",
    "encoding",
    "engine",
    "fs.dir",
    "fs.file",
    "fs.paths",
    "fs.watch",
    "http.parser",
    "http.server",
    "http.tls",
    "inspector.inspector",
    "loop",
    "net.dgram",
    "net.dns",
    "net.js_stream",
    "net.resolver",
    "net.stream",
    "net.tty",
    "process.os",
    "process.process",
    "process.signals",
    "sqlite.backup",
    "sqlite.functions",
    "sqlite.session",
    "sqlite.sqlite",
    "time",
    "trace",
    "tls.roots",
    "tls.secure_context",
    "tls.tls",
    "url",
    "worker.messaging",
    "worker.worker",
    "zlib.zlib",
)


def _name(path: str) -> str:
    parts = path.split(".")
    if len(parts) > 1 and parts[-1] == parts[-2]:
        parts.pop()
    return "/".join(parts)


# The modules with ops: JavaScript's name, and Python's.
MODULES: dict[str, str] = {_name(path): f"anode.bindings.{path}" for path in _BINDINGS}
MODULES |= {"interop": "anode.interop.ops", "modules": "anode.modules.ops", "vm": "anode.modules.vm"}


def ops() -> list[tuple[str, str, Op]]:
    """``(binding, name, op)`` of every op there is. Imports every binding."""
    return [
        (binding, name, found)
        for binding, module in sorted(MODULES.items())
        for name, found in declared_ops(importlib.import_module(module)).items()
    ]


def declared() -> Declared:
    """The op table and the numbers, for the snapshot. Imports every binding. The row of an ``attempt`` follows its op's.

    A binding whose package is missing, or not as the binding needs it, has no rows, and the reason among the ``unusable``.
    """
    rows: list[Row] = []
    numbers: dict[str, dict[str, dict[str, int]]] = {}
    unusable: dict[str, str] = {}
    for binding, path in sorted(MODULES.items()):
        try:
            module = importlib.import_module(path)
        except (ImportError, OpError) as error:
            unusable[binding] = str(error)
            continue
        for name, found in declared_ops(module).items():
            rows.append((binding, name, found.kind, found.inline))
            if found.attempt is not None:
                rows.append((binding, name, Kind.ATTEMPT, False))
        groups = declared_numbers(module)
        if groups:
            numbers[binding] = groups
    return {"ops": rows, "modules": MODULES, "numbers": numbers, "unusable": unusable}
