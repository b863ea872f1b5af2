"""Workers: programs on threads of their own, started by this one."""

from __future__ import annotations

import _thread
import os

from anode.engine.codec import loads
from anode.engine.ops import Numbers, op
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.loop.mailbox import open_inbox
from anode.permissions import nothing, worker

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.loop.context import StartedWorker


class Event(Numbers):
    """The event of a worker."""

    ENDED = 0


_DEFAULTS = (192, 4096, 0, 4)  # MB: V8's defaults, in the order of the limits


class WorkerHandle(Handle):
    """Active until the worker has ended; then emits ``(ENDED, exit code, code of an error, its reason)``."""

    __slots__ = ("inbox", "worker")
    resource = "Worker"

    def __init__(self, ctx: Context, options: dict[str, Any], env: dict[str, str], exec_argv: list[str], limits: list[float]) -> None:
        super().__init__(ctx)
        loop = ctx.loop
        assert ctx.spawn is not None
        self.worker = ctx.spawn(options, env, exec_argv, limits, lambda: loop.post(self._ended))
        self.inbox = open_inbox(self.worker.id)  # before it runs: others may send to it from now on

    def _ended(self) -> None:
        main = self.ctx.main
        if main.workers.pop(self.worker.id, None) is not None and main.inspector is not None:
            main.inspector.worker_ends(self.worker.id)
        self.inbox.close()
        self.active = False
        found = self.worker
        self.emit(Event.ENDED, found.code, found.error, found.reason)

    def dispose(self) -> None:
        # The isolate that has started it ends first, and takes it along.
        self.worker.terminate()
        self.worker.join()


class Files(Handle):
    """The descriptors that a worker has opened and must close; emits ``(0, text)``, a warning, where their numbers went astray."""

    __slots__ = ("_open",)
    resource = ""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, active=False)
        self._open: set[int] = set()
        assert ctx.worker is not None
        ctx.worker.files = self

    def _warn(self, text: str) -> None:
        if _thread.get_ident() == self.ctx.loop.thread:
            self.emit(0, text)
        else:
            self.ctx.loop.post(self.emit, 0, text)

    def opened(self, fd: int) -> None:
        """From any thread."""
        if fd in self._open:
            self._warn(f"File descriptor {fd} opened in unmanaged mode twice")
        self._open.add(fd)

    def closed_by_program(self, fd: int) -> None:
        """From any thread."""
        if fd not in self._open:
            self._warn(f"File descriptor {fd} closed but not opened in unmanaged mode")
        self._open.discard(fd)

    def dispose(self) -> None:
        for fd in self._open:
            try:
                os.close(fd)
            except OSError:
                pass  # closed behind our back
        self._open.clear()


def _find(ctx: Context, handle: int) -> WorkerHandle | None:
    found = ctx.loop.handles.get(handle)
    return found if isinstance(found, WorkerHandle) else None


@op(needs=nothing, json=True)
def check_options(ctx: Context, exec_argv: str | None = None, node_options: str | None = None) -> list[str]:
    """The errors in the options for a worker: an empty list, or ``flags`` or ``env`` and each wrong option."""
    from anode.options import check_for_worker

    return check_for_worker(loads(exec_argv) if exec_argv is not None else None, node_options)


@op(needs=worker)
def allowed(ctx: Context) -> None:
    """Does nothing; its permission check is the point."""


@op(needs=worker, json=True)
def start(ctx: Context, text: str) -> list[int]:
    """Start a worker; its handle and its thread id.

    ``text`` is JSON: ``env`` (null for a copy of this isolate's, true to share it), ``execArgv`` (null for this isolate's),
    ``limits`` (the resource limits, with zeros for defaults), ``name``, ``url`` (of its file, empty without one, null where debuggers are not to see it),
    ``trackFiles`` (whether its files are closed at its end) and ``control``, the mailbox with its first message.
    """
    asked = loads(text)
    env = ctx.env if asked["env"] is True else dict(ctx.env if asked["env"] is None else asked["env"])
    options, exec_argv = ctx.options, ctx.exec_argv
    own = env.get("NODE_OPTIONS", "")
    if asked["execArgv"] is not None or (isinstance(asked["env"], dict) and own and own != ctx.env.get("NODE_OPTIONS", "")):
        from anode.options import parse_for_worker

        if asked["execArgv"] is not None:
            exec_argv = asked["execArgv"]
            exec_argv = exec_argv[: exec_argv.index("--")] if "--" in exec_argv else exec_argv
        options = parse_for_worker(ctx.options, exec_argv, own)
    handle = WorkerHandle(ctx, options, env, exec_argv, [max(0.0, limit) for limit in asked["limits"]])
    limits = [limit if limit > 0 else default for limit, default in zip(asked["limits"], _DEFAULTS, strict=True)]
    thread = handle.worker.id
    described = {name: asked[name] for name in ("name", "control", "trackFiles")}
    described |= {"sharedEnv": asked["env"] is True, "inbox": handle.inbox.id}
    if asked["url"] is not None:
        described["inspected"] = _show(ctx, handle.worker, asked["name"], asked["url"])
    handle.worker.start(
        {"kind": "worker", "worker": {**described, "threadId": thread, "limits": limits}},
    )
    return [handle.id, thread]


def _show(ctx: Context, started: StartedWorker, name: str, url: str) -> bool:
    # Let debuggers see the worker; whether it is to wait for one.
    main, context = ctx.main, started.context
    assert context is not None
    main.workers[started.id] = context, name, url
    return main.inspector is not None and main.inspector.worker_starts(context, started.id, name, url)


@op(needs=nothing)
def terminate(ctx: Context, handle: int) -> None:
    """End a worker wherever it is."""
    found = _find(ctx, handle)
    if found is not None:
        found.worker.terminate()


@op(needs=nothing, json=True)
def loop_metrics(ctx: Context, handle: int) -> list[float]:
    """:func:`anode.bindings.time.loop_metrics` of the worker's loop."""
    from anode.bindings import time

    found = _find(ctx, handle)
    context = found.worker.context if found is not None else None
    return [0.0, -1.0, 0.0, 0.0] if context is None else time.loop_metrics(context)


@op(needs=nothing)
def track_files(ctx: Context) -> int:
    """Close this worker's files at its end; a handle that emits warnings."""
    return Files(ctx).id


@op(needs=nothing)
def stopped(ctx: Context) -> bool:
    """Whether this worker is being ended from outside."""
    return ctx.loop.stopping


@op(needs=nothing)
def leave(ctx: Context, code: int) -> None:
    """Say with which exit code this worker ends."""
    assert ctx.worker is not None
    ctx.worker.leave(code)
