"""Starting a process, as libuv does it: by posix_spawn where it has a way to do all that is asked for, by fork and exec elsewhere.

Facts:
- posix_spawn (called through ctypes: Python's own knows no working directory) neither copies the page tables nor holds the GIL.
- It cannot change the user; subprocess.Popen can, and reports errno through a pipe, but cannot place descriptors beyond 2.
- execvp searches the child's PATH and passes a file that is no binary to the shell; posix_spawn does neither, so both are done here.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import signal
import stat
import sys

DARWIN = sys.platform == "darwin"
SETSIGDEF, SETSIGMASK, SETSID = 0x04, 0x08, 0x400 if DARWIN else 0x80
DEFAULT_PATH = "/usr/bin:/bin"
ROOM = 1024  # more than any libc's posix_spawnattr_t, posix_spawn_file_actions_t or sigset_t

_libc = ctypes.CDLL(None)
_addchdir = getattr(_libc, "posix_spawn_file_actions_addchdir_np", None)


class Program:
    """A program to start: ``args[0]`` is its own name for itself; ``fds[i]`` becomes its descriptor ``i``, -1 for none."""

    __slots__ = ("args", "cwd", "detached", "env", "fds", "file", "gid", "uid")

    def __init__(
        self, file: str, args: list[str], env: list[str], cwd: str | None, detached: bool, uid: int | None, gid: int | None
    ) -> None:
        self.file = file
        self.args = args
        self.env = env
        self.cwd = cwd
        self.detached = detached
        self.uid = uid
        self.gid = gid
        self.fds: list[int] = []


def start(program: Program) -> int:
    """The new process's id. Raises OSError as chdir and exec do."""
    path = find(program)
    try:
        return _start(program, path, program.args)
    except OSError as error:
        if error.errno != errno.ENOEXEC:
            raise
        return _start(program, "/bin/sh", ["/bin/sh", path, *program.args[1:]])


def find(program: Program) -> str:
    """The file that execvp would run."""
    file = program.file
    if "/" in file or not file:
        return file
    path = next((pair[5:] for pair in program.env if pair.startswith("PATH=")), DEFAULT_PATH)
    denied = False
    for folder in path.split(":"):
        candidate = os.path.join(folder or ".", file)
        seen = os.path.join(program.cwd, candidate) if program.cwd else candidate
        try:
            mode = os.stat(seen).st_mode
        except OSError as error:
            denied = denied or error.errno == errno.EACCES
            continue
        if stat.S_ISREG(mode) and os.access(seen, os.X_OK):
            return candidate
        denied = True
    number = errno.EACCES if denied else errno.ENOENT
    raise OSError(number, os.strerror(number))


def _start(program: Program, path: str, args: list[str]) -> int:
    # A descriptor that stands below its place's end could be overwritten before it is copied: copies of such ones come first.
    count = len(program.fds)
    copies = []
    sources = []
    for place, fd in enumerate(program.fds):
        if 0 <= fd < count and fd != place:
            fd = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, count)
            copies.append(fd)
        sources.append(fd)
    try:
        if program.uid is not None or program.gid is not None or (program.cwd is not None and _addchdir is None):
            return _fork(program, path, args, sources)
        return _posix_spawn(program, path, args, sources)
    finally:
        for fd in copies:
            os.close(fd)


def _strings(values: list[str]) -> ctypes.Array[ctypes.c_char_p]:
    encoded = [os.fsencode(value) for value in values]
    return (ctypes.c_char_p * (len(encoded) + 1))(*encoded, None)


def _posix_spawn(program: Program, path: str, args: list[str], sources: list[int]) -> int:
    actions, attributes, signals = (ctypes.create_string_buffer(ROOM) for _ in range(3))
    _libc.posix_spawn_file_actions_init(actions)
    _libc.posix_spawnattr_init(attributes)
    try:
        for place, fd in enumerate(sources):
            if fd >= 0:
                _libc.posix_spawn_file_actions_adddup2(actions, fd, place)
        if program.cwd is not None:
            assert _addchdir is not None
            _addchdir(actions, os.fsencode(program.cwd))
        _libc.sigemptyset(signals)
        _libc.posix_spawnattr_setsigmask(attributes, signals)
        _libc.sigfillset(signals)
        _libc.posix_spawnattr_setsigdefault(attributes, signals)
        _libc.posix_spawnattr_setflags(attributes, ctypes.c_short(SETSIGDEF | SETSIGMASK | (SETSID if program.detached else 0)))
        pid = ctypes.c_int()
        number = _libc.posix_spawn(ctypes.byref(pid), os.fsencode(path), actions, attributes, _strings(args), _strings(program.env))
    finally:
        _libc.posix_spawn_file_actions_destroy(actions)
        _libc.posix_spawnattr_destroy(attributes)
    if number:
        raise OSError(number, os.strerror(number))
    return pid.value


def _fork(program: Program, path: str, args: list[str], sources: list[int]) -> int:
    import subprocess

    environment = dict(pair.split("=", 1) for pair in program.env if "=" in pair)
    extra = [(place, fd) for place, fd in enumerate(sources) if place > 2 and fd >= 0]

    def place_extra() -> None:
        for place, fd in extra:
            os.dup2(fd, place)

    process = subprocess.Popen(
        args, executable=path, cwd=program.cwd, env=environment, start_new_session=program.detached,
        stdin=sources[0], stdout=sources[1], stderr=sources[2], user=program.uid, group=program.gid,
        extra_groups=[] if os.geteuid() == 0 else None, close_fds=not extra,
        preexec_fn=place_extra if extra else None,
    )  # fmt: skip
    process.returncode = 0  # waiting is ours: a Popen that thinks it is alive would reap it when forgotten
    return process.pid


def replace(path: str, args: list[str], pairs: list[str]) -> None:
    """Run another program in this process's place, with the three standard descriptors and signals as they were at the start."""
    default = ctypes.c_void_p(None)
    for number in (signal.SIGPIPE, getattr(signal, "SIGXFSZ", signal.SIGPIPE)):  # Python ignores these, and that would be inherited
        _libc.signal(ctypes.c_int(number), default)
    for fd in range(3):
        os.set_inheritable(fd, True)
    os.execve(path, args or [path], dict(pair.split("=", 1) for pair in pairs))
