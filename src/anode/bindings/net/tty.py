"""Terminals: their streams, raw mode, and how large the window is.

A terminal is opened anew by its name, as libuv does: a process shares its standard descriptors with the shell and the shell's other
programs, and for these they must stay blocking. The mode of the terminal itself is shared by all, so it is set back at the end.
"""

from __future__ import annotations

import atexit
import errno
import fcntl
import os
import struct
import sys
import termios

from anode.bindings.net.byte_stream import Stream
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

_TIOCGPTN = 0x80045430  # <asm-generic/ioctls.h>: the number of the terminal, for its master alone
_VMIN, _VTIME = termios.VMIN, termios.VTIME
_found: dict[int, list[Any]] = {}  # the modes before we changed them, by descriptor


def _stream(ctx: Context, handle: int) -> Stream:
    found = ctx.loop.handles[handle]
    assert isinstance(found, Stream)
    return found


@op(needs=nothing)
def isatty(ctx: Context, fd: int) -> bool:
    """Whether a descriptor is a terminal."""
    return os.isatty(fd)


def _is_master(fd: int) -> bool:
    """Whether a descriptor is the master side of a pseudo terminal."""
    if sys.platform != "linux":
        return False
    try:
        fcntl.ioctl(fd, _TIOCGPTN, b"\0" * 4)
    except OSError:
        return False
    return True


@op(needs=nothing, syscall="uv_tty_init")
def open_terminal(ctx: Context, fd: int) -> int:
    """A stream over the terminal that ``fd`` is; EINVAL for anything else."""
    if not os.isatty(fd):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    if _is_master(fd):  # its name opens another terminal
        os.set_blocking(fd, False)
        return Stream(ctx, fd).id
    mode = fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE
    try:
        own = os.open(os.ttyname(fd), mode | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:  # no name for it here (a container's): share it, and write as everybody else does
        return Stream(ctx, fd).id
    os.set_blocking(own, False)
    return Stream(ctx, own).id


@op(needs=nothing, syscall="getWindowSize", json=True)
def window_size(ctx: Context, handle: int) -> list[int]:
    """Columns and rows."""
    packed = fcntl.ioctl(_stream(ctx, handle).fd, termios.TIOCGWINSZ, b"\0" * 8)
    rows, columns, _, _ = struct.unpack("HHHH", packed)
    return [columns, rows]


@op(needs=nothing, syscall="setRawMode")
def set_raw_mode(ctx: Context, handle: int, raw: bool) -> None:
    """Give each key as it is pressed, unedited and unechoed; or the mode that was found."""
    fd = _stream(ctx, handle).fd
    try:
        if not raw:
            if fd in _found:
                termios.tcsetattr(fd, termios.TCSADRAIN, _found[fd])
            return
        mode = termios.tcgetattr(fd)
        if fd not in _found:
            if not _found:
                _restore_at_exit(ctx)
            _found[fd] = termios.tcgetattr(fd)
        mode[0] &= ~(termios.BRKINT | termios.ICRNL | termios.INPCK | termios.ISTRIP | termios.IXON)
        mode[1] |= termios.ONLCR
        mode[2] |= termios.CS8
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        mode[6][_VMIN], mode[6][_VTIME] = 1, 0
        termios.tcsetattr(fd, termios.TCSADRAIN, mode)
    except termios.error as error:
        raise OSError(*error.args) from None


def _restore_at_exit(ctx: Context) -> None:
    atexit.register(_restore)
    leave = ctx.exit
    if leave is not None:  # the command leaves without Python's own ending

        def restore_and_leave(code: int) -> None:
            _restore()
            leave(code)

        ctx.exit = restore_and_leave


def _restore() -> None:
    for fd, mode in _found.items():
        try:
            termios.tcsetattr(fd, termios.TCSANOW, mode)
        except (OSError, termios.error):
            pass  # the terminal is gone
