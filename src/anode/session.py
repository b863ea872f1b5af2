"""A program under way: its context, its isolate, its module loader. The command line and the Python API both start here."""

from __future__ import annotations

import os
import sys
from _queue import SimpleQueue

from anode.engine import abi, snapshot
from anode.engine.control import Control, control
from anode.engine.heap.end import default_limit, of_main
from anode.engine.isolate import Isolate
from anode.engine.v8.library import functions
from anode.engine.version import VERSION
from anode.loop.context import Context
from anode.loop.loop import Loop
from anode.loop.op_table import OpTable
from anode.permissions import Permissions

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.engine.heap.resources import Resources
    from anode.worker import Worker

_PATIENCE = 1.0  # seconds in which the sessions of debuggers end


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

    def _spawn(
        self, options: dict[str, Any], env: dict[str, str], exec_argv: list[str], limits: list[float], on_end: Callable[[], None]
    ) -> Worker:
        from anode.worker import Worker  # most programs start none

        return Worker(self.ctx, Session, options, env, exec_argv, limits, on_end)

    def start(self, what: dict[str, Any]) -> None:
        """Create the isolate and start the program ``what`` (see ``lib/internal/main.js``); returns at once."""
        self._owner.call(lambda: self.create(what))

    def create(self, what: dict[str, Any], heap_limit: int | None = None, resources: Resources | None = None) -> None:
        """As :meth:`start`, on the thread that owns the isolate. ``heap_limit`` is in bytes; a worker has ``resources`` instead."""
        from anode import versions

        ctx = self.ctx
        ctx.version = f"v{versions.NODE}"
        heap = ctx.options.get("--max-old-space-size")
        if heap_limit is None and heap and str(heap).isdigit():
            heap_limit = int(heap) << 20
        boot, facts = snapshot.load(_declared)
        soft_limit = old_limit = None
        if ctx.owns_process and functions("heap-end"):
            old_limit, heap_limit = heap_limit or default_limit(), None
            if ctx.options.get("--heapsnapshot-near-heap-limit"):
                of_main.left = int(ctx.options["--heapsnapshot-near-heap-limit"])
                of_main.folder = str(ctx.options.get("--diagnostic-dir") or "")
        if ctx.embedded and ctx.worker is None and functions("heap-limit"):
            soft_limit, heap_limit = heap_limit or default_limit(), None  # at a limit of its own, V8 would end the host
            ctx.heap_limit = soft_limit
        described = {
            **_process_options(ctx),
            **what,
            "execPath": ctx.argv[0] if ctx.argv else sys.executable,
            "version": ctx.version,
            "versions": versions.all_versions(VERSION, facts["v8"]),
        }
        ctx.builtins = frozenset(facts["builtins"])
        table = ctx.loop.ops = OpTable(ctx, facts["ops"], abi.undefined)
        self.isolate = isolate = Isolate(
            boot,
            ctx.loop,
            table.dispatch,
            self._ended,
            alone=ctx.owns_process,
            heap_limit=heap_limit,
            soft_limit=soft_limit,
            old_limit=old_limit,
            resources=resources,
            owner=self._owner,
        )
        isolate.start(described)

    def _ended(self) -> None:
        table = self.ctx.loop.ops
        self.discard()
        if table is not None:
            table.calls.clear()
        on_end, self.on_end = self.on_end, None
        if on_end is not None:
            on_end()

    def discard(self) -> None:
        """Give back descriptors, threads and state, when the isolate is gone or was never there."""
        self.ctx.loop.close()
        self.ctx.close()

    def inspect(self) -> None:
        """Let debuggers connect, soon, if the program may; from any thread."""
        from anode.bindings.inspector.agent import Agent  # most programs never do

        if self.ctx.permissions.has("inspector"):
            self.ctx.state(Agent).listen()

    def inspect_embedded(self) -> str:
        """Let debuggers connect, whatever the program may do itself; the address. Raises OSError."""
        from anode.bindings.inspector.agent import Agent

        told: SimpleQueue[str | None] = SimpleQueue()
        agent = self.ctx.state(Agent)
        agent.listen(told.put)
        reason = told.get()
        if reason is not None or agent.server is None:
            raise OSError(reason)
        return agent.server.url

    def terminate(self) -> None:
        """End the program wherever it is, and its isolate."""
        isolate = self.isolate
        assert isolate is not None

        def end() -> None:
            inspector = self.ctx.inspector
            if inspector is not None:
                inspector.end(_PATIENCE)
            if isolate.terminate():
                isolate.close()

        self._owner.post(end)


def _declared() -> snapshot.Declared:
    from anode import registry  # only a new snapshot needs it

    return registry.declared()


def _process_options(ctx: Context) -> dict[str, Any]:
    """The values that JavaScript's ``process`` starts with."""
    machine = os.uname().machine
    return {
        "options": ctx.options,
        "argv": ctx.argv,
        "execArgv": ctx.exec_argv,
        "env": ctx.permissions.visible_env(ctx.env),
        "embedded": ctx.embedded,
        "argv0": ctx.argv[0] if ctx.argv else "anode",
        "pid": os.getpid(),
        "platform": sys.platform,
        "arch": {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(machine, machine),
    }
