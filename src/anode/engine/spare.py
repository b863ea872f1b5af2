"""A descriptor kept back, for the modules that are only imported when they are needed: a program may have used up all the others by then."""

from __future__ import annotations

import _thread
import errno
import os

_lock = _thread.allocate_lock()
_spare = -1


def keep() -> None:
    """Keep one back, unless there is one already or none to be had."""
    global _spare
    if _spare < 0:
        try:
            _spare = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            pass


def import_module(name: str) -> None:
    """Import ``name``; where the process or the system is out of descriptors, with the one that was kept back."""
    global _spare
    try:
        __import__(name)
    except OSError as error:
        if error.errno not in (errno.EMFILE, errno.ENFILE):
            raise
        with _lock:
            if _spare < 0:
                raise
            os.close(_spare)
            _spare = -1
            try:
                __import__(name)
            finally:
                keep()
