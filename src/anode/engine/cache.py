"""The folder in which anode keeps what it has worked out: ``$ANODE_CACHE``, or ``anode`` in the user's cache folder. Where that cannot be written, and for
a user without a home, there is one in the folder of temporary files.

A file counts only if its owner is the user and no other user may write it. Files are private, and are written whole or not at all, also by several
processes at once. Where neither folder can be written, that costs time, and nothing else.
"""

from __future__ import annotations

import os
import sys
from errno import EACCES
from stat import S_ISDIR, S_ISREG

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import BinaryIO


def folder() -> str:
    """The path of the folder, which may not be there."""
    own = os.environ.get("ANODE_CACHE")
    if own:
        return os.path.abspath(own)
    base = os.environ.get("XDG_CACHE_HOME")
    if not base:
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return _temporary()
        base = os.path.join(home, "Library/Caches" if sys.platform == "darwin" else ".cache")
    return os.path.join(base, "anode")


def _temporary() -> str:
    return os.path.join(os.environ.get("TMPDIR") or "/tmp", f"anode-{os.geteuid()}")


def trusted(status: os.stat_result) -> bool:
    """Whether a file or folder is the user's, and no other user may write it."""
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def open_trusted(path: str) -> BinaryIO | None:
    """The file at ``path``, unbuffered; None if it is not there or not to be trusted."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a named pipe does not wait for its writer
    except OSError:
        return None
    status = os.fstat(descriptor)
    if S_ISREG(status.st_mode) and trusted(status):
        return open(descriptor, "rb", buffering=0)
    os.close(descriptor)
    return None


def find(path: str) -> BinaryIO | None:
    """:func:`open_trusted` of a file that :func:`store` has written, in either folder."""
    found = open_trusted(path)
    if found is None and not _usable(os.path.dirname(path)):
        found = open_trusted(os.path.join(_temporary(), os.path.basename(path)))
    return found


def _usable(directory: str) -> bool:
    """Whether the folder, made if it is not there, is the user's alone and can be written."""
    try:
        os.makedirs(directory, mode=0o700, exist_ok=True)
        return trusted(os.stat(directory)) and os.access(directory, os.W_OK)
    except OSError:
        return False


def make_private(path: str) -> None:
    """Make a folder that is this user's alone. Raises OSError, where another user has one of that name, too."""
    os.makedirs(path, mode=0o700, exist_ok=True)
    status = os.lstat(path)
    if status.st_uid != os.geteuid() or not S_ISDIR(status.st_mode):
        raise PermissionError(EACCES, os.strerror(EACCES))
    if not trusted(status):
        os.chmod(path, 0o700)


def store(path: str, data: bytes, most: int) -> None:
    """Write a file, or one of its name in the other folder, unless neither can be written. Only the ``most`` newest files with its ending are kept."""
    for place in (path, os.path.join(_temporary(), os.path.basename(path))):
        try:
            if _write(place, data):
                _forget_oldest(place, most)
                return
        except OSError:
            continue  # a read-only folder or a full disk


def _write(path: str, data: bytes) -> bool:
    """Whether the folder is the user's, and then the file is there. Raises OSError."""
    temporary = f"{path}.{os.urandom(8).hex()}"  # processes in two containers may have the same id
    if not _usable(os.path.dirname(path)):
        return False
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        os.rename(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    return True


def _forget_oldest(path: str, most: int) -> None:
    ending = os.path.splitext(path)[1]
    with os.scandir(os.path.dirname(path)) as entries:
        others = sorted((entry.stat().st_mtime, entry.path) for entry in entries if entry.name.endswith(ending) and entry.path != path)
    for _, other in others[: max(len(others) - most + 1, 0)]:
        os.unlink(other)


def checksum(data: bytes) -> bytes:
    """Eight bytes that tell a damaged file from a whole one. No proof against a forger: see :func:`trusted`."""
    try:
        from _imp import source_hash  # the SipHash that CPython takes of source files: 1.0 ms for 4.4 MB; zlib costs 1.7 with its import
    except ImportError:
        import zlib

        return zlib.crc32(data).to_bytes(8, "little")
    return source_hash(1, data)
