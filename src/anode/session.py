"""A program under way: its context, its isolate, its module loader. The command line and the Python API both start here."""

from __future__ import annotations

import sys

from anode.engine.context import Context
from anode.engine.control import Control, control
from anode.engine.isolate import Isolate, process_options
from anode.engine.version import VERSION
from anode.loop.loop import Loop
from anode.permissions import Permissions

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.worker import Worker


class Session:
    """Made in any thread; the isolate itself lives on its own."""

    def __init__(
        self,
        options: dict[str, Any],
        env: dict[str, str],
        argv: list[str],
        exec_argv: list[str],
        embedded: bool,
        cwd: str | None = None,
        permissions: Permissions | None = None,
        owner: Control = control,
    ) -> None:
        loop = Loop()
        granted = Permissions.from_options(options) if permissions is None else permissions
        if granted.enabled and not granted.addons:
            options = {**options, "--addons": False}
        self.ctx = Context(loop, granted, env, argv, exec_argv, options, embedded, cwd)
        self.ctx.spawn = self._spawn
        self._owner = owner
        self.isolate: Isolate | None = None
        self.on_end: Callable[[], None] | None = None

    def _spawn(self, *args: Any) -> Worker:
        from anode.worker import Worker  # most programs start none

        return Worker(self.ctx, *args)

    def start(self, what: dict[str, Any]) -> None:
        """Create the isolate and start the program ``what`` (see ``lib/internal/main.js``); returns at once."""
        self._owner.call(lambda: self.create(what))

    def create(self, what: dict[str, Any], heap_limit: int | None = None) -> None:
        """Do what :meth:`start` does, on the thread that is to own the isolate. ``heap_limit`` is in bytes."""
        from anode import versions

        heap = self.ctx.options.get("--max-old-space-size")
        described = {
            **process_options(self.ctx),
            **what,
            "execPath": self.ctx.argv[0] if self.ctx.argv else sys.executable,
            "version": f"v{versions.NODE}",
            "versions": versions.all_versions(VERSION),
        }

        if heap_limit is None and heap and str(heap).isdigit():
            heap_limit = int(heap) << 20
        self.isolate = isolate = Isolate(self.ctx, heap_limit, self._owner)
        isolate.on_end = self.on_end
        isolate.start(described)

    def terminate(self) -> None:
        """End the program wherever it is, and its isolate."""
        isolate = self.isolate
        assert isolate is not None

        def end() -> None:
            if isolate.terminate():
                isolate.close()

        self._owner.post(end)
