"""Directories: reading and making them, and removing them with their contents."""

from __future__ import annotations

import errno
import os
import stat as _stat
import string
import time
from collections.abc import Callable, Iterator

from anode.bindings.fs.paths import shown
from anode.engine.ops import Numbers, op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import fs_read, fs_write, nothing

Path = str | bytes

# UNKNOWN: the file system does not tell the type.


class EntryType(Numbers):
    """The types of directory entries, as libuv numbers them."""

    UNKNOWN, FILE, DIR, LINK, FIFO, SOCKET, CHAR, BLOCK = range(8)


_KINDS = {
    _stat.S_IFREG: EntryType.FILE, _stat.S_IFDIR: EntryType.DIR, _stat.S_IFLNK: EntryType.LINK, _stat.S_IFIFO: EntryType.FIFO,
    _stat.S_IFSOCK: EntryType.SOCKET, _stat.S_IFCHR: EntryType.CHAR, _stat.S_IFBLK: EntryType.BLOCK,
}  # fmt: skip


def _kind(entry: os.DirEntry[bytes]) -> int:
    if entry.is_symlink():
        return EntryType.LINK
    if entry.is_file(follow_symlinks=False):
        return EntryType.FILE
    if entry.is_dir(follow_symlinks=False):
        return EntryType.DIR
    try:
        return _KINDS.get(_stat.S_IFMT(entry.stat(follow_symlinks=False).st_mode), EntryType.UNKNOWN)
    except OSError:
        return EntryType.UNKNOWN


def _scan(path: Path) -> list[os.DirEntry[bytes]]:
    """The entries in the order of their bytes, which is libuv's."""
    with os.scandir(os.fsencode(path)) as entries:
        return sorted(entries, key=lambda entry: entry.name)


@op(needs=fs_read("path"), syscall="scandir", json=True, inline=True)
def readdir(ctx: Context, path: Path, types: bool = False) -> list[str] | tuple[list[str], list[int]]:
    """Names; with ``types`` two lists, names and kinds."""
    if not types:
        names = sorted(os.listdir(os.fsencode(path)))
        return [name.decode("utf-8", "replace") for name in names]
    entries = _scan(path)
    return [shown(e.name) for e in entries], [_kind(e) for e in entries]


@op(needs=fs_read("path"), syscall="scandir", inline=True)
def readdir_bytes(ctx: Context, path: Path, types: bool = True) -> bytes:
    """Names that need not be UTF-8: for each its kind as one byte, the name, and a NUL."""
    return b"".join(bytes((_kind(e),)) + e.name + b"\0" for e in _scan(path))


class OpenDirs:
    """The directories that JavaScript has open (``fs.opendir``), by number."""

    def __init__(self, ctx: Context) -> None:
        self.open: dict[int, Iterator[os.DirEntry[bytes]]] = {}
        self.last = 0


@op(needs=fs_read("path"), syscall="opendir", inline=True)
def opendir(ctx: Context, path: Path) -> int:
    """Open a directory; the number that :func:`readdir_some` takes."""
    dirs = ctx.state(OpenDirs)
    entries = os.scandir(os.fsencode(path))
    dirs.last += 1
    dirs.open[dirs.last] = entries
    return dirs.last


@op(needs=nothing, syscall="scandir", inline=True)
def readdir_some(ctx: Context, number: int, count: int) -> bytes | None:
    """Up to ``count`` more entries in the form of :func:`readdir_bytes`, in no order; None at the end."""
    entries = ctx.state(OpenDirs).open[number]
    out = []
    for entry in entries:
        out.append(bytes((_kind(entry),)) + entry.name + b"\0")
        if len(out) == count:
            break
    return b"".join(out) if out else None


@op(needs=nothing, syscall="closedir", inline=True)
def closedir(ctx: Context, number: int) -> None:
    """Close a directory of :func:`opendir`."""
    ctx.state(OpenDirs).open.pop(number).close()  # type: ignore[attr-defined]


@op(needs=fs_write("path", follow=False), syscall="mkdir", inline=True)
def mkdir(ctx: Context, path: Path, mode: int = 0o777, recursive: bool = False) -> bytes | None:
    """Make a directory; with ``recursive`` its parents too, and then the first one made is returned."""
    if not recursive:
        os.mkdir(path, mode)
        return None
    try:
        return _make_all(os.fsencode(path).rstrip(b"/") or b"/", mode)
    except OSError as error:
        error.filename = path
        raise


def _make_all(path: bytes, mode: int) -> bytes | None:
    try:
        os.mkdir(path, mode)
        return path
    except FileNotFoundError:
        parent = os.path.dirname(path).rstrip(b"/")
        if not parent:
            raise
        first = _make_all(parent, mode)
        try:
            os.mkdir(path, mode)
        except FileExistsError:  # made by somebody else in the meantime
            if not os.path.isdir(path):
                raise
        return first or path
    except OSError:
        # For a directory that exists already, such as a root, mkdir may fail with EROFS or EPERM.
        if os.path.isdir(path):
            return None
        raise


_ALPHABET = string.ascii_letters + string.digits


@op(needs=fs_write("prefix", follow=False), syscall="mkdtemp", inline=True)
def mkdtemp(ctx: Context, prefix: Path) -> bytes:
    """Make a directory of a new name: ``prefix`` and six characters."""
    start = os.fsencode(prefix)
    try:
        while True:
            path = start + "".join(_ALPHABET[b % len(_ALPHABET)] for b in os.urandom(6)).encode()
            try:
                os.mkdir(path, 0o700)
                return path
            except FileExistsError:
                continue
    except OSError as error:
        error.filename = start + b"XXXXXX"
        raise


@op(needs=fs_write("path", follow=False), syscall="rmdir", inline=True)
def rmdir(ctx: Context, path: Path) -> None:
    """rmdir(2)."""
    os.rmdir(path)


_BUSY = (errno.EBUSY, errno.EMFILE, errno.ENFILE, errno.ENOTEMPTY, errno.EPERM)


@op(needs=fs_write("path", follow=False), syscall="rm", inline=True)
def rm(ctx: Context, path: Path, force: bool = False, recursive: bool = False, max_retries: int = 0, retry_delay: int = 100) -> None:
    """Remove a file or (``recursive``) a tree; ``retry_delay`` in milliseconds grows with each retry of a busy file."""
    try:
        info = os.lstat(path)
    except OSError as error:
        if force and error.errno == errno.ENOENT:
            return
        raise
    if not _stat.S_ISDIR(info.st_mode):
        _retried(os.unlink, path, force, max_retries, retry_delay)
        return
    if not recursive:
        number = errno.EISDIR
        name = shown(path)
        raise OpError(
            "ERR_FS_EISDIR",
            f"Path is a directory: rm returned EISDIR (is a directory) {name}",
            "Error",
            name="SystemError",
            info={"code": "EISDIR", "message": "is a directory", "path": name, "syscall": "rm", "errno": number},
            errno=number,
            syscall="rm",
            path=name,
        )
    _remove_tree(os.fsencode(path), force, max_retries, retry_delay)


def _remove_tree(path: bytes, force: bool, max_retries: int, retry_delay: int) -> None:
    try:
        entries = _scan(path)
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _remove_tree(entry.path, force, max_retries, retry_delay)
        else:
            _retried(os.unlink, entry.path, True, max_retries, retry_delay)
    _retried(os.rmdir, path, True, max_retries, retry_delay)


def _retried(remove: Callable[[Path], None], path: Path, missing_ok: bool, max_retries: int, retry_delay: int) -> None:
    for attempt in range(max_retries + 1):
        try:
            remove(path)
            return
        except OSError as error:
            if error.errno == errno.ENOENT and missing_ok:
                return
            if error.errno not in _BUSY or attempt == max_retries:
                raise
            time.sleep((attempt + 1) * retry_delay / 1000)


@op(needs=fs_write("path", follow=False), syscall="rmdir", inline=True)
def rmdir_all(ctx: Context, path: Path, max_retries: int = 0, retry_delay: int = 100) -> None:
    """The deprecated ``rmdir(path, {recursive: true})``: a tree, which must be there and be a directory."""
    if not _stat.S_ISDIR(os.lstat(path).st_mode):
        raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
    _remove_tree(os.fsencode(path), False, max_retries, retry_delay)
