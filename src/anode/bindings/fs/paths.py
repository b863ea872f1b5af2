"""The file system by path: one op for each system call of Node's ``fs``.

A path is a ``str``, or ``bytes`` where it came from a Buffer. Operations on open files are in ``fs_file``,
directories in ``fs_dir``, watching in ``fs_watch``.
"""

from __future__ import annotations

import errno
import os
import sys

from anode.bindings.fs.open_file import open_file
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import fs_copy, fs_move, fs_read, fs_symlink, fs_write, nothing

Path = str | bytes

COPYFILE_EXCL, COPYFILE_FICLONE_FORCE = 1, 4
_FICLONE = 0x40049409


def shown(name: Path) -> str:
    """A name from the system as text: bytes that are not UTF-8 become U+FFFD, as in Node."""
    return os.fsencode(name).decode("utf-8", "replace")


def packed(s: os.stat_result) -> list[int]:
    """A stat result: ten numbers, then four times as seconds and nanoseconds (access, change of data, of inode, birth)."""
    ns = 10**9
    birth = int(getattr(s, "st_birthtime", 0) * ns) or min(s.st_ctime_ns, s.st_mtime_ns)
    return [
        s.st_dev, s.st_mode, s.st_nlink, s.st_uid, s.st_gid, s.st_rdev, s.st_blksize, s.st_ino, s.st_size, s.st_blocks,
        *divmod(s.st_atime_ns, ns), *divmod(s.st_mtime_ns, ns), *divmod(s.st_ctime_ns, ns), *divmod(birth, ns),
    ]  # fmt: skip


@op(needs=fs_read("path"), syscall="stat", json=True, inline=True)
def stat(ctx: Context, path: Path, missing_ok: bool = False) -> list[int] | None:
    """stat(2), as :func:`packed` returns it; None for a missing file when ``missing_ok``."""
    try:
        return packed(os.stat(path))
    except OSError as error:
        if missing_ok and error.errno in (errno.ENOENT, errno.ENOTDIR):
            return None
        raise


@op(needs=fs_read("path", follow=False), syscall="lstat", json=True, inline=True)
def lstat(ctx: Context, path: Path, missing_ok: bool = False) -> list[int] | None:
    """Like :func:`stat`, of a symbolic link itself."""
    try:
        return packed(os.lstat(path))
    except OSError as error:
        if missing_ok and error.errno in (errno.ENOENT, errno.ENOTDIR):
            return None
        raise


@op(needs=fs_read("path"), syscall="statfs", json=True, inline=True)
def statfs(ctx: Context, path: Path) -> list[int]:
    """Type, block size, blocks, free, available, files, free files. Python does not know the type: it is 0."""
    s = os.statvfs(path)
    return [0, s.f_bsize, s.f_blocks, s.f_bfree, s.f_bavail, s.f_files, s.f_ffree]


@op(needs=fs_read("path"), syscall="access", inline=True)
def access(ctx: Context, path: Path, mode: int = 0) -> None:
    """Raise unless the file exists and ``mode`` is allowed. ``os.access`` does not say why not, so ask again."""
    if os.access(path, mode):
        return
    os.stat(path)
    raise OSError(errno.EACCES, os.strerror(errno.EACCES), path)


@op(needs=fs_read("path"), inline=True)
def exists(ctx: Context, path: Path) -> bool:
    """Whether ``path`` leads to something."""
    return os.path.exists(path)


@op(needs=fs_move("source", "target"), syscall="rename", inline=True)
def rename(ctx: Context, source: Path, target: Path) -> None:
    """rename(2)."""
    os.rename(source, target)


@op(needs=fs_move("source", "target"), syscall="link", inline=True)
def link(ctx: Context, source: Path, target: Path) -> None:
    """link(2): a second name for a file."""
    os.link(source, target, follow_symlinks=False) if sys.platform == "linux" else os.link(source, target)


@op(needs=fs_symlink, syscall="symlink", inline=True)
def symlink(ctx: Context, target: Path, path: Path) -> None:
    """symlink(2): ``path`` becomes a link to ``target``."""
    os.symlink(target, path)


@op(needs=fs_read("path", follow=False), syscall="readlink", inline=True)
def readlink(ctx: Context, path: Path) -> bytes:
    """Where a symbolic link points to, as bytes."""
    return os.readlink(os.fsencode(path))


@op(needs=fs_read("path"), syscall="realpath", inline=True)
def realpath(ctx: Context, path: Path) -> bytes:
    """The path without symbolic links, as bytes."""
    try:
        return os.fsencode(os.path.realpath(path, strict=True))
    except OSError as error:
        error.filename = path
        raise


@op(needs=fs_write("path", follow=False), syscall="unlink", inline=True)
def unlink(ctx: Context, path: Path) -> None:
    """unlink(2)."""
    os.unlink(path)


@op(needs=fs_write("path"), syscall="chmod", inline=True)
def chmod(ctx: Context, path: Path, mode: int) -> None:
    """chmod(2)."""
    os.chmod(path, mode)


@op(needs=fs_write("path", follow=False), syscall="lchmod", inline=True)
def lchmod(ctx: Context, path: Path, mode: int) -> None:
    """The mode of a symbolic link itself: macOS only."""
    os.chmod(path, mode, follow_symlinks=False)


@op(needs=fs_write("path"), syscall="chown", inline=True)
def chown(ctx: Context, path: Path, uid: int, gid: int) -> None:
    """chown(2); -1 leaves an id as it is."""
    os.chown(path, _id(uid), _id(gid))


@op(needs=fs_write("path", follow=False), syscall="lchown", inline=True)
def lchown(ctx: Context, path: Path, uid: int, gid: int) -> None:
    """lchown(2): of a symbolic link itself."""
    os.lchown(path, _id(uid), _id(gid))


def _id(value: int) -> int:
    return -1 if value == 0xFFFFFFFF else value


def times_ns(atime: float, mtime: float) -> tuple[int, int]:
    """Seconds with a fraction as nanoseconds, to the microsecond, the precision of a float."""
    return round(atime * 1e6) * 1000, round(mtime * 1e6) * 1000


@op(needs=fs_write("path"), syscall="utime", inline=True)
def utimes(ctx: Context, path: Path, atime: float, mtime: float) -> None:
    """Set both times, in seconds since the epoch."""
    os.utime(path, ns=times_ns(atime, mtime))


@op(needs=fs_write("path", follow=False), syscall="lutime", inline=True)
def lutimes(ctx: Context, path: Path, atime: float, mtime: float) -> None:
    """Set both times of a symbolic link itself."""
    os.utime(path, ns=times_ns(atime, mtime), follow_symlinks=False)


@op(needs=fs_copy("source", "target"), syscall="copyfile", inline=True)
def copyfile(ctx: Context, source: Path, target: Path, mode: int = 0) -> None:
    """uv_fs_copyfile: contents and mode; ``mode`` is a sum of COPYFILE_EXCL (1), FICLONE (2) and FICLONE_FORCE (4)."""
    try:
        _copy(source, target, mode)
    except OSError as error:
        error.filename, error.filename2 = source, target
        raise


def _copy(source: Path, target: Path, mode: int) -> None:
    src = open_file(source, os.O_RDONLY)
    try:
        info = os.fstat(src)
        flags = os.O_WRONLY | os.O_CREAT | (os.O_EXCL if mode & COPYFILE_EXCL else 0)
        dst = open_file(target, flags, info.st_mode & 0o7777)
        try:
            there = os.fstat(dst)
            if (there.st_dev, there.st_ino) == (info.st_dev, info.st_ino):
                return
            os.ftruncate(dst, 0)
            os.fchmod(dst, info.st_mode & 0o7777)
            if mode & COPYFILE_FICLONE_FORCE:
                _clone(src, dst)
            else:
                _copy_bytes(src, dst, info.st_size)
        except BaseException:
            os.close(dst)
            os.unlink(target)
            raise
        os.close(dst)
    finally:
        os.close(src)


def _clone(src: int, dst: int) -> None:
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    import fcntl

    fcntl.ioctl(dst, _FICLONE, src)


def _copy_bytes(src: int, dst: int, size: int) -> None:
    if hasattr(os, "copy_file_range") and size > 0:
        try:
            while os.copy_file_range(src, dst, 1 << 30):
                pass
            return
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM):
                raise
    with open(src, "rb", closefd=False) as reader, open(dst, "wb", closefd=False) as writer:
        import shutil  # which loads every way of compressing

        shutil.copyfileobj(reader, writer, 1 << 20)


@op(needs=nothing, inline=True)
def umask(ctx: Context) -> int:
    """The process's file mode creation mask."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@op(needs=fs_read("path"), syscall="lstat", inline=True)
def resolve_links(ctx: Context, path: Path) -> bytes:
    """Like :func:`realpath`, as JavaScript's ``fs.realpath`` does it: an error names the part that was not found."""
    return os.fsencode(os.path.realpath(path, strict=True))
