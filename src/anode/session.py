"""A program under way: its context, its isolate, its module loader. The command line and the Python API both start here."""

from __future__ import annotations

import sys
from typing import Any

from anode.engine.context import Context
from anode.engine.control import control
from anode.engine.isolate import Isolate, process_options
from anode.engine.version import VERSION
from anode.loop.loop import Loop
from anode.modules.loader import ModuleLoader
from anode.permissions import Permissions


class Session:
    """Made in any thread; the isolate itself lives on its own."""

    def __init__(self, options: dict[str, Any], env: dict[str, str], argv: list[str], exec_argv: list[str],
                 embedded: bool, cwd: str | None = None) -> None:
        loop = Loop()
        self.ctx = Context(loop, Permissions.from_options(options), env, argv, exec_argv, options, embedded, cwd)
        self.isolate: Isolate | None = None
        self.modules = ModuleLoader(self.ctx)

    def start(self, what: dict[str, Any]) -> None:
        """Create the isolate and start the program ``what`` (see ``lib/internal/main.js``); returns at once."""
        from anode import versions

        heap = self.ctx.options.get("--max-old-space-size")
        described = {
            **process_options(self.ctx), **what, "execPath": self.ctx.argv[0] if self.ctx.argv else sys.executable,
            "version": f"v{versions.NODE}", "versions": versions.all_versions(VERSION),
        }

        def create() -> Isolate:
            isolate = Isolate(self.ctx, int(heap) << 20 if heap and str(heap).isdigit() else None)
            self.modules.builtins = isolate.exports
            isolate.start(described, self.modules.resolve, self.modules.load)
            return isolate

        self.isolate = control.call(create)
