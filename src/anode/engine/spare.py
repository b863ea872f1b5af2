"""One descriptor in reserve for imports. A module is imported when it is first needed, and a program may have used up all descriptors by then."""

from __future__ import annotations

import _thread
import errno
import os

_lock = _thread.allocate_lock()
_spare = -1


def keep() -> None:
    """Open the descriptor, unless it is open or the process has no more."""
    global _spare
    if _spare < 0:
        try:
            _spare = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            pass


def import_module(name: str) -> None:
    """Import ``name``. If the process or the system is out of descriptors, close the one in reserve for as long as the import takes."""
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
