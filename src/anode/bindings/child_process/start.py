"""Starting a child with its standard streams, and hearing of its end."""

from __future__ import annotations

import errno
import os
import signal
import socket

from anode.bindings.child_process import posix_spawn
from anode.bindings.child_process.posix_spawn import Program

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.loop.context import Context


def open_pidfd(pid: int) -> int:
    """A descriptor that is readable once the process has ended; -1 where the system has none."""
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return -1


def ended(pid: int, flags: int = 0) -> tuple[int | None, str | None] | None:
    """``(exit code, signal name)`` of a process that has ended; None if it has not."""
    try:
        done, status = os.waitpid(pid, flags)
    except ChildProcessError:
        return 0, None  # somebody else has taken its status
    if done == 0:
        return None
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        try:
            return None, signal.Signals(number).name
        except ValueError:
            return None, f"SIG{number}"
    return os.WEXITSTATUS(status), None


def program_of(options: dict[str, Any]) -> Program:
    """The program that JavaScript's options name, without its descriptors."""
    return Program(
        options["file"], options["args"], options["envPairs"], options.get("cwd"), bool(options.get("detached")),
        options.get("uid"), options.get("gid"),
    )  # fmt: skip


def check_descriptors(ctx: Context, stdio: list[Any]) -> None:
    """Raise EBADF where a child would get a descriptor of the host, but for its standard streams."""
    if ctx.host is None:
        return
    for kind in stdio:
        if (
            isinstance(kind, int)
            and kind > 2
            and kind not in ctx.host.descriptors
            and not any(_has(h, kind) for h in ctx.loop.handles.values())
        ):
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _has(handle: object, fd: int) -> bool:
    sock = getattr(handle, "sock", None)
    return bool(getattr(handle, "fd", -1) == fd or (sock is not None and sock.fileno() == fd))


def start_with(program: Program, stdio: list[Any]) -> tuple[int, list[socket.socket | None]]:
    """Start the program; its id and our ends of its pipes. ``stdio[i]`` is a descriptor, "pipe" or "ignore". Raises OSError."""
    ours: list[socket.socket | None] = []
    theirs: list[socket.socket | int] = []
    opened: list[int] = []
    try:
        for place, kind in enumerate(stdio):
            if kind == "pipe":
                mine, its = socket.socketpair()
                ours.append(mine)
                theirs.append(its)
                continue
            ours.append(None)
            if kind == "ignore":
                fd = -1
                if place < 3:
                    fd = os.open(os.devnull, os.O_RDONLY if place == 0 else os.O_RDWR)
                    opened.append(fd)
                theirs.append(fd)
            else:
                if place <= 2:
                    os.set_blocking(kind, True)  # programs expect their standard streams so; ours of that kind are handed over
                theirs.append(kind)
        program.fds = [fd if isinstance(fd, int) else fd.fileno() for fd in theirs]
        return posix_spawn.start(program), ours
    except BaseException:
        for sock in ours:
            if sock is not None:
                sock.close()
        raise
    finally:
        for their in theirs:
            if not isinstance(their, int):
                their.close()
        for fd in opened:
            os.close(fd)
