"""Landlock: the files that a process may use, whichever way it finds to name them."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable

from anode.sandbox.kernel import Refused, checked, libc

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same on every architecture
_VERSION, _PATH_BENEATH = 1, 1
# Rights. A file has those of _OF_FILES alone.
_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_OF_FILES = _WRITE_FILE | _READ_FILE | _TRUNCATE
_READ = _READ_FILE | _READ_DIR
_WRITE = _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER | _TRUNCATE
_BIND_TCP, _CONNECT_TCP = 1, 2
_ABSTRACT_SOCKETS, _SIGNALS = 1, 2


def version() -> int:
    """The version of Landlock that the kernel has; 0 for none."""
    return max(0, int(libc().syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)))


def _handled(abi: int) -> int:
    rights = (1 << 13) - 1
    return rights | (_REFER if abi >= 2 else 0) | (_TRUNCATE if abi >= 3 else 0) | (_IOCTL_DEV if abi >= 5 else 0)


def restrict(read: Iterable[str], write: Iterable[str], network: bool) -> str:
    """Leave this thread, and those that it starts, the files below these paths alone. The version in use. Raises Refused.

    Without ``network`` there is no TCP either, from version 4 on; from version 6 on neither sockets with abstract names nor signals to other processes.
    """
    abi = version()
    if not abi:
        raise Refused("the kernel has none")
    library, handled = libc(), _handled(abi)
    ruleset = (ctypes.c_uint64 * 3)(
        handled,
        0 if network or abi < 4 else _BIND_TCP | _CONNECT_TCP,
        _ABSTRACT_SOCKETS | _SIGNALS if abi >= 6 else 0,
    )
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    rules = checked(library.syscall(_CREATE, ctypes.byref(ruleset), ctypes.c_size_t(size), 0), "landlock")
    try:
        for paths, rights in ((read, _READ), (write, _READ | _WRITE)):
            for path in paths:
                _allow(library, rules, path, rights & handled)
        checked(library.syscall(_RESTRICT, rules, 0), "landlock")
    finally:
        os.close(rules)
    return f"version {abi}"


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def _allow(library: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no right
    try:
        rule = _Beneath(rights if os.path.isdir(path) else rights & _OF_FILES, descriptor)
        checked(library.syscall(_ADD, rules, _PATH_BENEATH, ctypes.byref(rule), 0), f"landlock: {path}")
    finally:
        os.close(descriptor)
