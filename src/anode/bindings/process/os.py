"""The ops behind ``node:os``: machine, memory, processors, users."""

from __future__ import annotations

import errno
import os
import socket
import sys
import time

from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing


def _uv_system_error(error: OSError, syscall: str) -> OpError:
    code = errno.errorcode.get(error.errno or 0, "UNKNOWN")
    text = os.strerror(error.errno or 0).lower()
    number = -(error.errno or 0)
    return OpError(
        "ERR_SYSTEM_ERROR",
        f"A system error occurred: {syscall} returned {code} ({text})",
        "Error",
        name="SystemError",
        info={"errno": number, "code": code, "message": text, "syscall": syscall},
        errno=number,
        syscall=syscall,
    )


@op(needs=nothing, json=True)
def uname(ctx: Context) -> list[str]:
    """System name, version, release, machine."""
    u = os.uname()
    return [u.sysname, u.version, u.release, u.machine]


@op(needs=nothing)
def libc_version(ctx: Context) -> str:
    """The version of glibc; empty with another libc."""
    try:
        name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
    except (ValueError, OSError):  # no such name on this system
        return ""
    return version if name == "glibc" else ""


@op(needs=nothing)
def hostname(ctx: Context) -> str:
    """The host's name."""
    return socket.gethostname()


@op(needs=nothing)
def endianness(ctx: Context) -> str:
    """``LE`` or ``BE``."""
    return "LE" if sys.byteorder == "little" else "BE"


@op(needs=nothing, json=True)
def loadavg(ctx: Context) -> list[float]:
    """Load averages over 1, 5 and 15 minutes."""
    try:
        return list(os.getloadavg())
    except OSError:
        return [0.0, 0.0, 0.0]


@op(needs=nothing)
def uptime(ctx: Context) -> float:
    """Seconds since the system started."""
    try:
        with open("/proc/uptime") as file:
            return float(file.read().split()[0])
    except OSError:
        return time.clock_gettime(getattr(time, "CLOCK_UPTIME_RAW", time.CLOCK_MONOTONIC))


@op(needs=nothing)
def available_parallelism(ctx: Context) -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _meminfo() -> dict[str, int]:
    with open("/proc/meminfo") as file:
        return {key: int(value.split()[0]) * 1024 for key, value in (line.split(":") for line in file)}


@op(needs=nothing)
def totalmem(ctx: Context) -> int:
    """Bytes of memory."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


@op(needs=nothing)
def freemem(ctx: Context) -> int:
    """Bytes of memory that could be had now."""
    if sys.platform == "linux":
        info = _meminfo()
        return info.get("MemAvailable", info.get("MemFree", 0))
    import subprocess

    lines = subprocess.run(["vm_stat"], capture_output=True, text=True, check=False).stdout.splitlines()
    pages = {k: int(v.strip(" .")) for k, v in (line.split(":") for line in lines[1:]) if v.strip(" .").isdigit()}
    return (pages.get("Pages free", 0) + pages.get("Pages inactive", 0)) * os.sysconf("SC_PAGE_SIZE")


@op(needs=nothing, json=True)
def cpus(ctx: Context) -> list[list[str | int]]:
    """For each processor: model, speed in MHz, and milliseconds spent in user, nice, sys, idle, irq."""
    if sys.platform != "linux":
        import platform

        model = platform.processor() or "unknown"
        return [[model, 0, 0, 0, 0, 0, 0] for _ in range(os.cpu_count() or 1)]
    models: list[str] = []
    speeds: list[int] = []
    with open("/proc/cpuinfo", errors="replace") as file:
        for line in file:
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                models.append(value.strip())
            elif key.strip() == "cpu MHz":
                speeds.append(int(float(value)))
    tick = 1000 // os.sysconf("SC_CLK_TCK")
    found: list[list[str | int]] = []
    with open("/proc/stat") as file:
        for line in file:
            if not line.startswith("cpu") or line[3] == " ":
                continue
            user, nice, system, idle, _, irq = (int(n) * tick for n in line.split()[1:7])
            at = len(found)
            model = models[at] if at < len(models) else "unknown"
            found.append([model, speeds[at] if at < len(speeds) else 0, user, nice, system, idle, irq])
    return found


@op(needs=nothing, json=True)
def interfaces(ctx: Context) -> list[list[str | bool | int]]:
    """Network addresses: interface, address, netmask, family, MAC, internal, scope id. From getifaddrs(3)."""
    from anode.bindings.process.ifaddrs import addresses

    return addresses()


@op(needs=nothing, json=True)
def user_info(ctx: Context, uid: int | None = None) -> dict[str, int | str | None]:
    """The user's entry in the password database."""
    import pwd

    number = os.geteuid() if uid is None else uid
    try:
        entry = pwd.getpwuid(number)
    except KeyError:
        raise _uv_system_error(OSError(errno.ENOENT, ""), "uv_os_get_passwd") from None
    return {
        "uid": entry.pw_uid,
        "gid": entry.pw_gid,
        "username": entry.pw_name,
        "homedir": entry.pw_dir,
        "shell": entry.pw_shell,
    }


@op(needs=nothing)
def homedir(ctx: Context) -> str:
    """``$HOME``, or the home directory in the password database."""
    home = ctx.env.get("HOME")
    if home:
        return home
    return str(user_info(ctx)["homedir"])


@op(needs=nothing)
def get_priority(ctx: Context, pid: int) -> int:
    """A process's niceness; 0 is this one."""
    try:
        return os.getpriority(os.PRIO_PROCESS, pid)
    except OSError as error:
        raise _uv_system_error(error, "uv_os_getpriority") from None


@op(needs=nothing)
def set_priority(ctx: Context, pid: int, priority: int) -> None:
    """Set a process's niceness; 0 is this one, and a host's stays as it is."""
    if ctx.embedded and pid in (0, os.getpid()):
        raise OpError("ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "os.setPriority would change the host program", "TypeError")
    try:
        os.setpriority(os.PRIO_PROCESS, pid, priority)
    except OSError as error:
        raise _uv_system_error(error, "uv_os_setpriority") from None
