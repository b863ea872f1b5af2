"""The ops behind the ``process`` object."""

from __future__ import annotations

import os
import sys
import time as _time

from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import child_process, env, fs_read, nothing, wasi

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

LIB = os.path.join(os.path.dirname(__file__), "..", "..", "lib")
_ABORTED = 134  # the exit code of a program that SIGABRT has ended
_STARTED = _time.monotonic()


@op(needs=nothing, syscall="uv_cwd")
def cwd(ctx: Context) -> str:
    """The working directory: the isolate's own where a host gave it one."""
    return ctx.cwd or os.getcwd()


@op(needs=fs_read("path"), syscall="chdir")
def chdir(ctx: Context, path: str) -> None:
    """Change the working directory; embedded, the isolate's alone. To the system a path ends at a NUL."""
    path = path.partition("\0")[0]
    try:
        if ctx.embedded:
            target = os.path.join(cwd(ctx), path)
            os.listdir(target)
            ctx.cwd = os.path.realpath(target)
        else:
            os.chdir(path)
    except OSError as error:
        number = error.errno or 0
        raise OSError(number, os.strerror(number), cwd(ctx), None, path) from None


def _leave_host(ctx: Context, what: str) -> None:
    """Refuse to change what belongs to the host's process."""
    if ctx.embedded:
        raise OpError("ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", f"{what} would change the host program", "TypeError")


@op(needs=nothing)
def umask(ctx: Context, mask: int) -> int:
    """Set the file mode mask and return the old one; -1 only reads. The mask of a host stays as it is."""
    if mask >= 0:
        _leave_host(ctx, "process.umask")
    old = os.umask(0 if mask < 0 else mask & 0o777)
    if mask < 0:
        os.umask(old)
    return old


@op(needs=env("name"))
def setenv(ctx: Context, name: str, value: str) -> None:
    """Set a variable of this isolate's environment, and the process's where anode owns the process."""
    ctx.env[name] = value
    if ctx.owns_process and "=" not in name and "\0" not in name + value:
        os.environ[name] = value
        if name == "TZ":
            _time.tzset()


@op(needs=env("name"))
def unsetenv(ctx: Context, name: str) -> None:
    """Remove a variable."""
    ctx.env.pop(name, None)
    if ctx.owns_process:
        os.environ.pop(name, None)


@op(needs=nothing)
def getenv(ctx: Context, name: str) -> str | None:
    """A variable of an environment that is shared with other threads. One that the program may not see is as one that is not there."""
    value = ctx.env.get(name)
    return None if value is None else ctx.permissions.visible_env({name: value}).get(name)


@op(needs=nothing, json=True)
def env_names(ctx: Context) -> list[str]:
    """The names in an environment that is shared with other threads."""
    return list(ctx.permissions.visible_env(ctx.env))


@op(needs=nothing)
def uptime(ctx: Context) -> float:
    """Seconds since start."""
    return _time.monotonic() - _STARTED


@op(needs=nothing)
def rss(ctx: Context) -> int:
    """Resident memory in bytes, 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024


def _usage(who: int) -> dict[str, int]:
    import resource

    usage = resource.getrusage(who)
    return {"user": int(usage.ru_utime * 1e6), "system": int(usage.ru_stime * 1e6)}


@op(needs=nothing, json=True)
def cpu_usage(ctx: Context) -> dict[str, int]:
    """Microseconds of CPU the process has used."""
    import resource

    return _usage(resource.RUSAGE_SELF)


@op(needs=nothing, json=True)
def thread_cpu_usage(ctx: Context) -> dict[str, int]:
    """Microseconds of CPU this thread has used."""
    import resource

    return _usage(getattr(resource, "RUSAGE_THREAD", resource.RUSAGE_SELF))


@op(needs=nothing, json=True)
def resource_usage(ctx: Context) -> dict[str, int]:
    """getrusage(2), with Node's names; times in microseconds, sizes in kilobytes."""
    import resource

    u = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "userCPUTime": int(u.ru_utime * 1e6),
        "systemCPUTime": int(u.ru_stime * 1e6),
        "maxRSS": u.ru_maxrss // (1024 if sys.platform == "darwin" else 1),
        "sharedMemorySize": u.ru_ixrss,
        "unsharedDataSize": u.ru_idrss,
        "unsharedStackSize": u.ru_isrss,
        "minorPageFault": u.ru_minflt,
        "majorPageFault": u.ru_majflt,
        "swappedOut": u.ru_nswap,
        "fsRead": u.ru_inblock,
        "fsWrite": u.ru_oublock,
        "ipcSent": u.ru_msgsnd,
        "ipcReceived": u.ru_msgrcv,
        "signalsCount": u.ru_nsignals,
        "voluntaryContextSwitches": u.ru_nvcsw,
        "involuntaryContextSwitches": u.ru_nivcsw,
    }


@op(needs=nothing)
def constrained_memory(ctx: Context) -> int:
    """Bytes the control group allows; 0 without a limit."""
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            with open(path) as file:
                text = file.read().strip()
            return 0 if text == "max" else int(text)
        except (OSError, ValueError):
            continue
    return 0


@op(needs=nothing)
def available_memory(ctx: Context) -> int:
    """Bytes still free for this process."""
    try:
        with open("/proc/meminfo") as file:
            for line in file:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


# ---- users and groups ----


@op(needs=nothing)
def getid(ctx: Context, kind: str) -> int:
    """A user or group id: uid, euid, gid or egid."""
    return int({"uid": os.getuid, "euid": os.geteuid, "gid": os.getgid, "egid": os.getegid}[kind]())


@op(needs=child_process)
def setid(ctx: Context, kind: str, value: int) -> None:
    """Become another user or group."""
    _leave_host(ctx, f"process.set{kind}")
    {"uid": os.setuid, "euid": os.seteuid, "gid": os.setgid, "egid": os.setegid}[kind](value)


@op(needs=nothing, json=True)
def getgroups(ctx: Context) -> list[int]:
    """Supplementary group ids, the effective one among them."""
    groups = os.getgroups()
    return groups if os.getegid() in groups else [*groups, os.getegid()]


@op(needs=child_process)
def setgroups(ctx: Context, ids: str) -> None:
    """Set the supplementary groups, a JSON list."""
    _leave_host(ctx, "process.setgroups")
    from anode.engine.codec import loads

    os.setgroups(loads(ids))


@op(needs=child_process)
def initgroups(ctx: Context, user: str | int, group: int) -> None:
    """Take on the groups of a user."""
    _leave_host(ctx, "process.initgroups")
    import pwd

    os.initgroups(pwd.getpwuid(user).pw_name if isinstance(user, int) else user, group)


@op(needs=nothing)
def lookup_id(ctx: Context, kind: str, name: str) -> int:
    """The id of a user or group name, -1 where there is none."""
    import grp
    import pwd

    try:
        return pwd.getpwnam(name).pw_uid if kind == "User" else grp.getgrnam(name).gr_gid
    except KeyError:
        return -1


# ---- output that must not be lost, and the end ----


@op(needs=nothing)
def write_stderr(ctx: Context, text: str) -> None:
    """Write all of ``text`` to stderr now; a closed stderr is no error."""
    if ctx.embedded and ctx.host is not None:
        ctx.host.write(2, text)
        return
    data = memoryview(text.encode("utf-8", "surrogatepass"))
    try:
        while data:
            try:
                data = data[os.write(2, data) :]
            except BlockingIOError:
                _time.sleep(0.001)
    except OSError:
        pass


@op(needs=fs_read("path"))
def read_source(ctx: Context, path: str) -> str | None:
    """The text of a source file, for the line that an error shows; None if it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return None


@op(needs=nothing)
def builtin_source(ctx: Context, name: str) -> str | None:
    """The text of a module of anode's own, for the line that an error shows; None if there is none of that name."""
    if not frozenset("abcdefghijklmnopqrstuvwxyz0123456789_/").issuperset(name):
        return None
    folder = LIB if name.startswith("internal/") else os.path.join(LIB, "node")
    try:
        with open(os.path.join(folder, f"{name}.js"), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


@op(needs=nothing)
def exit(ctx: Context, code: int) -> None:
    """End the program: the process where anode owns it, this isolate where a host does."""
    if ctx.exit is not None:
        number = int(code) if isinstance(code, (int, float)) else 1
        ctx.exit(number if ctx.worker is not None else number & 0xFF)


@op(needs=nothing)
def await_end(ctx: Context) -> bool:
    """Wait a moment for this isolate to be terminated; false where that does not come: JavaScript must go back to the loop by itself."""
    _time.sleep(0.001)
    return ctx.worker is not None and not ctx.worker.endless and _time.monotonic() < ctx.worker.patience


@op(needs=nothing)
def abort(ctx: Context) -> None:
    """Abort with SIGABRT and a core; a host stays, and this isolate alone ends."""
    if ctx.embedded:
        exit(ctx, _ABORTED)
    else:
        os.abort()


@op(needs=child_process, syscall="kill")
def kill(ctx: Context, pid: int, number: int) -> None:
    """Send a signal."""
    try:
        os.kill(pid, number)
    except OverflowError:
        raise OpError("ERR_OUT_OF_RANGE", "pid out of range", "RangeError") from None


@op(needs=nothing, json=True)
def active_resources(ctx: Context) -> list[str]:
    """The kinds of handles and requests that keep the loop alive."""
    loop = ctx.loop
    named = [name for handle in loop.handles.values() if handle.has_ref and (name := handle.resource)]
    named += [name for handle in loop.closing if (name := handle.resource)]  # as long as the close callback has not run
    return named + ["FSReqCallback"] * len(loop.requests)


@op(needs=nothing)
def title(ctx: Context, text: str | None = None) -> str:
    """Get or set the name that ps shows (Linux: 15 characters)."""
    try:
        if text is not None and ctx.owns_process:
            with open("/proc/self/comm", "w") as file:
                file.write(text[:15])
            return text
        with open("/proc/self/comm") as file:
            return file.read().rstrip("\n")
    except OSError:
        return "anode"


@op(needs=nothing, json=True)
def permission_words(ctx: Context) -> list[str]:
    """See :meth:`Permissions.words`."""
    return ctx.permissions.words()


@op(needs=nothing)
def has_permission(ctx: Context, scope: str, reference: str | None = None) -> bool:
    """``process.permission.has``."""
    return ctx.permissions.has(scope, reference)


@op(needs=nothing)
def drop_permission(ctx: Context, scope: str, reference: str | None = None) -> None:
    """``process.permission.drop``."""
    ctx.permissions.drop(scope, reference)


@op(needs=wasi)
def use_wasi(ctx: Context) -> None:
    """Raises where ``node:wasi`` is not granted. What a module then does goes through the ops of ``node:fs``."""


def versions() -> dict[str, str]:
    """The versions of the libraries that anode uses in place of Node's, for ``process.versions``."""
    import platform
    import ssl
    import zlib

    openssl = ssl.OPENSSL_VERSION.split()
    return {"openssl": openssl[1] if len(openssl) > 1 else "", "zlib": zlib.ZLIB_VERSION, "python": platform.python_version()}


@op(needs=nothing, json=True)
def library_versions(ctx: Context) -> dict[str, Any]:
    """Versions that cost an import to know."""
    return versions()


@op(needs=nothing)
def getppid(ctx: Context) -> int:
    """The parent process."""
    return os.getppid()


@op(needs=nothing)
def loop_alive(ctx: Context) -> bool:
    """Whether a handle keeps the loop alive."""
    return ctx.loop.active > 0 or bool(ctx.loop.closing or ctx.loop.completions)


@op(needs=nothing, json=True)
def environment_flags(ctx: Context) -> list[str]:
    """The options that NODE_OPTIONS may hold."""
    from anode.options import environment_flags as flags

    return flags()
