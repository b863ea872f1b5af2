"""Namespaces: a process with its own users, mounts, processes, network, IPC and host name."""

from __future__ import annotations

import os

from anode.sandbox.kernel import Refused, checked, libc

_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
_NOSUID, _NODEV, _NOEXEC, _PRIVATE = 2, 4, 8, 0x44000


def enter(network: bool) -> None:
    """Move this process, which has one thread, into namespaces of its own; the next process that it forks is the first of a PID namespace.

    With ``network`` it stays in the network that it has. User and group keep their numbers, for the files' sake. Raises Refused.
    """
    uid, gid = os.getuid(), os.getgid()
    flags = _NEWUSER | _NEWNS | _NEWPID | _NEWIPC | _NEWUTS | (0 if network else _NEWNET)
    checked(libc().unshare(flags), "unshare")
    try:
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/gid_map", f"{gid} {gid} 1")
        _write("/proc/self/uid_map", f"{uid} {uid} 1")
    except OSError as error:
        raise Refused(f"{error.filename}: {error.strerror}") from None


def mount_scratch(folder: str, size: int, files: int) -> None:
    """Mount an empty file system in memory on a folder: ``size`` bytes and ``files`` files at most. Raises Refused."""
    library = libc()
    checked(library.mount(None, b"/", None, _PRIVATE, None), "mount")
    options = f"size={size},nr_inodes={files},mode=700".encode()
    checked(library.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", _NOSUID | _NODEV | _NOEXEC, options), "mount")


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
