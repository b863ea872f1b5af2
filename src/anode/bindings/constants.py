"""The numbers that differ from one system to the next: open flags, errno values, signals, priorities.

Names and their order are those of ``os.constants`` and ``fs.constants`` in Node; names that a system lacks are left out.
"""

from __future__ import annotations

import errno
import os
import signal
import sys

from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing

_DLOPEN = "RTLD_LAZY RTLD_NOW RTLD_GLOBAL RTLD_LOCAL RTLD_DEEPBIND"

_ERRNO = (
    "E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EALREADY EBADF EBADMSG EBUSY ECANCELED ECHILD "
    "ECONNABORTED ECONNREFUSED ECONNRESET EDEADLK EDESTADDRREQ EDOM EDQUOT EEXIST EFAULT EFBIG EHOSTUNREACH EIDRM "
    "EILSEQ EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR ELOOP EMFILE EMLINK EMSGSIZE EMULTIHOP ENAMETOOLONG ENETDOWN "
    "ENETRESET ENETUNREACH ENFILE ENOBUFS ENODATA ENODEV ENOENT ENOEXEC ENOLCK ENOLINK ENOMEM ENOMSG ENOPROTOOPT "
    "ENOSPC ENOSR ENOSTR ENOSYS ENOTCONN ENOTDIR ENOTEMPTY ENOTSOCK ENOTSUP ENOTTY ENXIO EOPNOTSUPP EOVERFLOW EPERM "
    "EPIPE EPROTO EPROTONOSUPPORT EPROTOTYPE ERANGE EROFS ESPIPE ESRCH ESTALE ETIME ETIMEDOUT ETXTBSY EWOULDBLOCK "
    "EXDEV"
)

_SIGNALS = (
    "SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGIOT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE "
    "SIGALRM SIGTERM SIGCHLD SIGSTKFLT SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM "
    "SIGPROF SIGWINCH SIGIO SIGPOLL SIGPWR SIGINFO SIGSYS"
)

# Linux and macOS agree on these file types and permissions, and the UV_ names are libuv's own.
_FS_FIXED_HEAD = {"UV_FS_SYMLINK_DIR": 1, "UV_FS_SYMLINK_JUNCTION": 2, "O_RDONLY": 0, "O_WRONLY": 1, "O_RDWR": 2}
_FS_TYPES = {
    "UV_DIRENT_UNKNOWN": 0, "UV_DIRENT_FILE": 1, "UV_DIRENT_DIR": 2, "UV_DIRENT_LINK": 3, "UV_DIRENT_FIFO": 4,
    "UV_DIRENT_SOCKET": 5, "UV_DIRENT_CHAR": 6, "UV_DIRENT_BLOCK": 7,
    "S_IFMT": 0o170000, "S_IFREG": 0o100000, "S_IFDIR": 0o040000, "S_IFCHR": 0o020000, "S_IFBLK": 0o060000,
    "S_IFIFO": 0o010000, "S_IFLNK": 0o120000, "S_IFSOCK": 0o140000,
}  # fmt: skip
_FS_MODES = {
    "S_IRWXU": 0o700, "S_IRUSR": 0o400, "S_IWUSR": 0o200, "S_IXUSR": 0o100,
    "S_IRWXG": 0o070, "S_IRGRP": 0o040, "S_IWGRP": 0o020, "S_IXGRP": 0o010,
    "S_IRWXO": 0o007, "S_IROTH": 0o004, "S_IWOTH": 0o002, "S_IXOTH": 0o001,
    "F_OK": 0, "R_OK": 4, "W_OK": 2, "X_OK": 1,
    "UV_FS_COPYFILE_EXCL": 1, "COPYFILE_EXCL": 1, "UV_FS_COPYFILE_FICLONE": 2, "COPYFILE_FICLONE": 2,
    "UV_FS_COPYFILE_FICLONE_FORCE": 4, "COPYFILE_FICLONE_FORCE": 4,
}  # fmt: skip
_PRIORITY = {
    "PRIORITY_LOW": 19, "PRIORITY_BELOW_NORMAL": 10, "PRIORITY_NORMAL": 0, "PRIORITY_ABOVE_NORMAL": -7,
    "PRIORITY_HIGH": -14, "PRIORITY_HIGHEST": -20,
}  # fmt: skip


def _present(source: object, names: str) -> dict[str, int]:
    return {name: int(getattr(source, name)) for name in names.split() if hasattr(source, name)}


def signal_numbers() -> dict[str, int]:
    """Signal names and their numbers, in Node's order."""
    found = _present(signal, _SIGNALS)
    if sys.platform == "linux" and "SIGSTKFLT" not in found:  # Python knows its name from 3.11 on
        found = {k: v for n in _SIGNALS.split() for k, v in ((n, found.get(n, 16)),) if n in found or n == "SIGSTKFLT"}
    return found


def fs_constants() -> dict[str, int]:
    """``fs.constants`` of this system."""
    flags = _present(os, "O_CREAT O_EXCL")
    flags["UV_FS_O_FILEMAP"] = 0
    flags |= _present(os, "O_NOCTTY O_TRUNC O_APPEND O_DIRECTORY O_NOATIME O_NOFOLLOW O_SYNC O_DSYNC")
    if sys.platform == "darwin":
        flags["O_SYMLINK"] = 0x200000
    flags |= _present(os, "O_DIRECT O_NONBLOCK")
    return {**_FS_FIXED_HEAD, **_FS_TYPES, **flags, **_FS_MODES}


@op(needs=nothing, json=True)
def tables(ctx: Context) -> dict[str, dict[str, int]]:
    """Every table: ``fs``, and ``os``'s ``dlopen``, ``errno``, ``signals`` and ``priority``."""
    dlopen = _present(os, _DLOPEN)
    dlopen.setdefault("RTLD_LOCAL", 0)
    return {
        "fs": fs_constants(),
        "dlopen": dlopen,
        "errno": _present(errno, _ERRNO),
        "signals": signal_numbers(),
        "priority": _PRIORITY,
    }
