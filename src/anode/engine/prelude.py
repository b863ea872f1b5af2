"""The first JavaScript of a snapshot: primordials.js keeps the built-ins as they are now, prelude.js takes from deno_core what anode needs."""

from __future__ import annotations

import os

from anode.engine.abi import SnapshotBuilder

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

LIB = os.path.join(os.path.dirname(os.path.dirname(__file__)), "lib")
PRELUDE = os.path.join(os.path.dirname(__file__), "prelude.js")
ANODE = "globalThis.__anode"  # where the parts meet until a program starts


class Builder:
    """A snapshot in the making, with the two evaluated: ``globalThis.__anode`` has ``primordials`` and ``prelude``."""

    def __init__(self) -> None:
        self._builder: Any = SnapshotBuilder()
        self.boot("bootstrap/primordials", os.path.join(LIB, "bootstrap/primordials.js"), "module", f"{ANODE}.module", "primordials")
        self.run("anode:late", f"{ANODE}.bindLate = {ANODE}.module.bindLate;")
        self.boot("bootstrap/prelude", PRELUDE, "module,primordials", f"{ANODE}.module,{ANODE}.primordials", "prelude")

    def run(self, name: str, source: str) -> None:
        """Evaluate a script. Raises RuntimeError with the script's name."""
        try:
            self._builder.execute_script(name, source)
        except Exception as error:
            raise RuntimeError(f"{name}: {error}") from None

    def boot(self, name: str, path: str, parameters: str, arguments: str, slot: str) -> None:
        """Evaluate a file, and keep what it exports as ``globalThis.__anode``'s ``slot``."""
        self.run(
            f"node:internal/{name}",
            wrapped(
                read(path),
                f"{ANODE} ??= {{}}; {ANODE}.module = {{ exports: {{}} }}; ",
                parameters,
                f")({arguments}); {ANODE}.{slot} = {ANODE}.module.exports;",
            ),
        )

    def build(self) -> bytes:
        """The snapshot."""
        return bytes(self._builder.build())


def read(path: str) -> str:
    """The text of a file of anode's own."""
    with open(path, encoding="utf-8") as file:
        return file.read()


def wrapped(source: str, before: str, parameters: str, after: str) -> str:
    """``source`` as the body of a function. It begins on the wrapper's line, so that line numbers in stacks are the file's own."""
    return f"{before}(function({parameters}) {{{source}\n}}{after}"
