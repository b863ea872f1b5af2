"""What the kernel does to a process that nobody trusts: namespaces, limits, Landlock, seccomp. Linux's functions, called through ctypes."""

from __future__ import annotations

import ctypes
import os
from typing import Any

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CAPABILITY_VERSION_3 = 0x20080522


class Refused(Exception):
    """The kernel does not give this layer; the text says why."""


def libc() -> Any:
    """The C library of the process."""
    return ctypes.CDLL(None, use_errno=True)


def checked(result: int, what: str) -> int:
    """A result that is not negative. Raises Refused."""
    if result < 0:
        raise Refused(f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def die_with_parent(signal: int) -> None:
    """Have the kernel send this process ``signal`` when its parent ends."""
    checked(libc().prctl(_PR_SET_PDEATHSIG, signal, 0, 0, 0), "prctl")


def drop_privileges() -> None:
    """Give up every capability of this process, and the gaining of new ones by programs that it starts. Raises Refused."""
    library = libc()
    checked(library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    checked(library.capset(ctypes.byref(header), ctypes.byref(nothing)), "capset")
