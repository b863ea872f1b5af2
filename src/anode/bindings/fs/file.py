"""Open files, and whole files in one request.

Descriptors are plain integers and belong to the process. To read and write through one needs no permission: opening it did.
"""

from __future__ import annotations

import errno
import os
import stat

from anode.bindings.fs import page_cache, uring
from anode.bindings.fs.open_file import open_file
from anode.bindings.fs.paths import packed, times_ns
from anode.engine.ops import Unless, op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import fs_metadata, fs_open, nothing

Path = str | bytes

_FIRST = 16 * 1024  # bytes that are asked for before anything is known of a file
_CHUNK = 512 * 1024
_LARGEST = 2**31 - 1  # bytes that readFile may return in one Buffer


@op(needs=fs_open("path", "flags"), syscall="open", inline=Unless("flags", os.O_CREAT))  # making a file takes long
def open(ctx: Context, path: Path, flags: int, mode: int = 0o666) -> int:
    """open(2): the descriptor, closed in child processes."""
    fd = open_file(path, flags, mode)
    if ctx.host is not None:
        ctx.host.descriptors.add(fd)
    if ctx.worker is not None and ctx.worker.files is not None:
        ctx.worker.files.opened(fd)
    return fd


@op(needs=nothing, syscall="close", inline=True)
def close(ctx: Context, fd: int) -> None:
    """close(2)."""
    if ctx.host is not None:
        ctx.host.descriptors.discard(fd)  # first: another thread may open the same number at once
    os.close(fd)
    if ctx.worker is not None and ctx.worker.files is not None:
        ctx.worker.files.closed_by_program(fd)


@op(needs=nothing, inline=True)
def hand_over(ctx: Context, fd: int, ours: bool) -> None:
    """Let another thread have the descriptor, or take it (``ours``) from one."""
    if ctx.worker is not None and ctx.worker.files is not None:
        if ours:
            ctx.worker.files.opened(fd)
        else:
            ctx.worker.files.closed_by_program(fd)


@op(needs=nothing, syscall="read", attempt=page_cache.read)
def read(ctx: Context, fd: int, length: int, position: int = -1) -> bytes:
    """Up to ``length`` bytes, at ``position`` or (-1) where the file stands."""
    if position < 0:
        return os.read(fd, length)
    try:
        return os.pread(fd, length, int(position))
    except OverflowError:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None


@op(needs=nothing, syscall="write", attempt=page_cache.write, begin=uring.write, inline=True)
def write(ctx: Context, fd: int, data: bytes, position: int = -1) -> int:
    """Write at ``position`` or (-1) where the file stands; how many bytes went out."""
    return os.write(fd, data) if position < 0 else os.pwrite(fd, data, position)


@op(needs=nothing, syscall="fsync", inline=True)
def fsync(ctx: Context, fd: int) -> None:
    """fsync(2)."""
    os.fsync(fd)


@op(needs=nothing, syscall="fdatasync", inline=True)
def fdatasync(ctx: Context, fd: int) -> None:
    """fdatasync(2), fsync where there is none."""
    getattr(os, "fdatasync", os.fsync)(fd)


@op(needs=nothing, syscall="ftruncate", inline=True)
def ftruncate(ctx: Context, fd: int, length: int = 0) -> None:
    """ftruncate(2)."""
    os.ftruncate(fd, length)


@op(needs=nothing, syscall="fstat", json=True, inline=True)
def fstat(ctx: Context, fd: int) -> list[int]:
    """fstat(2), as :func:`packed` returns it."""
    return packed(os.fstat(fd))


@op(needs=fs_metadata("fchmod"), syscall="fchmod", inline=True)
def fchmod(ctx: Context, fd: int, mode: int) -> None:
    """fchmod(2)."""
    os.fchmod(fd, mode)


@op(needs=fs_metadata("fchown"), syscall="fchown", inline=True)
def fchown(ctx: Context, fd: int, uid: int, gid: int) -> None:
    """fchown(2); -1 leaves an id as it is."""
    os.fchown(fd, -1 if uid == 0xFFFFFFFF else uid, -1 if gid == 0xFFFFFFFF else gid)


@op(needs=fs_metadata("futimes"), syscall="futime", inline=True)
def futimes(ctx: Context, fd: int, atime: float, mtime: float) -> None:
    """Set both times, in seconds since the epoch."""
    os.utime(fd, ns=times_ns(atime, mtime))


def _failed(error: OSError, syscall: str) -> OSError:
    error.syscall = syscall  # type: ignore[attr-defined]  # describe() prefers it to the decorator's
    return error


def _read_all(fd: int) -> bytes:
    """Everything from the file's position: two reads for a small file, one read of its size for a larger one. Without a size (/proc), to the end."""
    try:
        data = os.read(fd, _FIRST)
        if len(data) < _FIRST:
            parts = [data]
        else:
            info = os.fstat(fd)
            if stat.S_ISREG(info.st_mode) and info.st_size > _FIRST:
                return _read_large(fd, info.st_size)
            parts = [data]
        while data := os.read(fd, _CHUNK if len(parts) > 1 else _FIRST):
            parts.append(data)
        return parts[0] if len(parts) == 1 else b"".join(parts)
    except OSError as error:
        raise _failed(error, "read") from None


def _read_large(fd: int, size: int) -> bytes:
    """A regular file whose first bytes have been read: again from there, so that they need not be joined."""
    if size > _LARGEST:
        raise OpError("ERR_FS_FILE_TOO_LARGE", f"File size ({size}) is greater than 2 GiB", "RangeError")
    os.lseek(fd, -_FIRST, os.SEEK_CUR)
    data = os.read(fd, min(size + 1, 1 << 30))
    if len(data) == size:
        return data
    parts = [data]
    while data := os.read(fd, _CHUNK):
        parts.append(data)
    return b"".join(parts)


def _whole(path: Path | int, flags: int) -> bytes:
    if isinstance(path, int):
        return _read_all(path)
    fd = open_file(path, flags, 0o666)
    try:
        return _read_all(fd)
    finally:
        os.close(fd)


@op(needs=fs_open("path", "flags"), syscall="open", inline=True)
def read_file(ctx: Context, path: Path | int, flags: int = 0) -> bytes:
    """A whole file by name, or the rest of an open one."""
    return _whole(path, flags)


@op(needs=fs_open("path", "flags"), syscall="open", inline=True)
def read_text(ctx: Context, path: Path | int, flags: int = 0) -> str:
    """A whole file as text; bytes that are not UTF-8 become U+FFFD."""
    return _whole(path, flags).decode("utf-8", "replace")


@op(needs=fs_open("path", "flags"), syscall="open", inline=True)
def write_file(ctx: Context, path: Path | int, data: bytes, flags: int, mode: int = 0o666, flush: bool = False) -> None:
    """Write a whole file by name, or to an open one; with ``flush`` it is on the disk when this returns."""
    fd = path if isinstance(path, int) else open_file(path, flags, mode)
    try:
        view = memoryview(data.encode() if isinstance(data, str) else data)
        try:
            while view:
                view = view[os.write(fd, view) :]
        except OSError as error:
            raise _failed(error, "write") from None
        if flush:
            try:
                os.fsync(fd)
            except OSError as error:
                raise _failed(error, "fsync") from None
    finally:
        if not isinstance(path, int):
            os.close(fd)


@op(needs=nothing, inline=True)
def is_regular(ctx: Context, fd: int) -> bool:
    """Whether ``fd`` is a file with a size, so that :func:`read_file` cannot wait for a writer."""
    try:
        return stat.S_ISREG(os.fstat(fd).st_mode)
    except OSError as error:
        if error.errno == errno.EBADF:
            return False
        raise
