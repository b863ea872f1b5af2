"""Child processes: starting one, waiting for it on the loop, running one to its end."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading

from anode.bindings.child_process import commands, posix_spawn
from anode.bindings.child_process.ipc import Channel
from anode.bindings.child_process.start import check_descriptors, ended, open_pidfd, program_of, start_with
from anode.bindings.net.byte_stream import Stream
from anode.engine.codec import loads
from anode.engine.ops import Numbers, op
from anode.engine.spare import import_module
from anode.errors import OpError, describe
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.loop.poller import READ
from anode.permissions import child_process, child_process_in, child_process_of

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


class Event(Numbers):
    """The event of a child process."""

    EXIT = 0


class Process(Handle):
    """A child process; active until it ends: emits ``(Event.EXIT, code, signal name)``."""

    __slots__ = ("_pidfd", "pid")

    def __init__(self, ctx: Context, pid: int) -> None:
        super().__init__(ctx)
        self.pid = pid
        self._pidfd = open_pidfd(pid)
        if self._pidfd >= 0:
            ctx.loop.poller.add(self._pidfd, READ, self._ended)
        else:
            threading.Thread(target=self._wait, daemon=True).start()

    def _ended(self, events: int) -> None:
        result = ended(self.pid, os.WNOHANG)
        if result is not None:
            self._exited(result)

    def _wait(self) -> None:
        result = ended(self.pid)
        assert result is not None
        self.ctx.loop.post(self._exited, result)

    def _exited(self, result: tuple[int | None, str | None]) -> None:
        self.pid = 0
        self._forget()
        self.emit(Event.EXIT, *result)
        self.active = False

    def _forget(self) -> None:
        if self._pidfd >= 0:
            self.ctx.loop.poller.remove(self._pidfd)
            os.close(self._pidfd)
            self._pidfd = -1

    def dispose(self) -> None:
        self._forget()


def _ended_pipe(ctx: Context) -> int:
    """The handle of a pipe to a program that did not start: a read comes to its end, as with a program that has ended."""
    mine, its = socket.socketpair()
    its.close()
    mine.setblocking(False)
    return Stream(ctx, mine.fileno(), mine).id


def _options(ctx: Context, text: str) -> dict[str, Any]:
    options: dict[str, Any] = loads(text)
    options["envPairs"] = commands.complete(options["envPairs"], ctx.argv[0] if ctx.argv else sys.executable)
    return options


@op(needs=child_process_in("text"), json=True)
def spawn(ctx: Context, text: str) -> dict[str, Any]:
    """Start a process: its handle, its id and the handles of its pipes; or ``error``, an errno, and pipes whose other end is closed."""
    options = _options(ctx, text)
    stdio = options["stdio"]
    channel = stdio.index("ipc") if "ipc" in stdio else -1
    try:
        check_descriptors(ctx, stdio)
        pid, ours = start_with(program_of(options), ["pipe" if kind == "ipc" else kind for kind in stdio])
    except OSError as error:
        left = error.errno not in (errno.EMFILE, errno.ENFILE)
        return {"error": describe(error, None)[1], "stdio": [_ended_pipe(ctx) if left and kind == "pipe" else None for kind in stdio]}
    handles: list[int | None] = []
    for place, sock in enumerate(ours):
        if sock is None:
            handles.append(None)
            continue
        sock.setblocking(False)
        made = Channel(ctx, sock) if place == channel else Stream(ctx, sock.fileno(), sock)
        handles.append(made.id)
    return {"handle": Process(ctx, pid).id, "pid": pid, "stdio": handles}


@op(needs=child_process, syscall="kill")
def kill(ctx: Context, handle: int, number: int) -> int:
    """Send a signal to a child; 0 or libuv's negative error number."""
    process = ctx.loop.handles.get(handle)
    if not isinstance(process, Process) or process.pid == 0:
        return -3  # ESRCH
    try:
        os.kill(process.pid, number)
    except OSError as error:
        return int(describe(error, None)[1])
    return 0


@op(needs=child_process_in("text"))
def spawn_sync(ctx: Context, text: str, input: bytes | None = None) -> bytes:
    """Run a process to its end: a 4-byte length, as many bytes of JSON, and the output of each pipe in turn."""
    import_module("anode.bindings.child_process.spawn_sync")
    from anode.bindings.child_process.spawn_sync import run

    options = _options(ctx, text)
    return run(options, input or b"", lambda: check_descriptors(ctx, [entry["kind"] for entry in options["stdio"]]))


@op(needs=child_process_of("path"))
def execve(ctx: Context, path: str, args: str, pairs: str) -> None:
    """Run another program in this process's place; ``args`` and ``pairs`` (``KEY=value``) are JSON. Does not return."""
    if ctx.embedded:
        raise OpError("ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "process.execve would end the host program", "TypeError")
    try:
        posix_spawn.replace(path, loads(args), loads(pairs))
    except OSError as error:
        sys.stderr.write(f"process.execve failed with error code {describe(error, None)[0]}\n")
        os.abort()
