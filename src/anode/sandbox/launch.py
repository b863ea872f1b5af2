"""The process of a sandbox, from its first line to its first request.

Two processes: the first enters the namespaces and waits, for a PID namespace begins with a child; the second locks itself up and then runs
JavaScript. Each layer that the kernel does not give is named, with its reason, in what the sandbox tells of itself.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from typing import Any

from anode.sandbox.kernel import Refused, die_with_parent, drop_privileges, landlock, namespaces, seccomp
from anode.sandbox.wire import Pipe

_SCRATCH_FILES = 10_000
_ROOM = 96 << 20  # bytes beyond the heap's limit: for V8 itself, Python's objects and buffers
# What Python, V8 and the C library read while they run. Nothing of it is a secret of the user's.
_OF_THE_SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/dev/urandom",
    "/dev/zero", "/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/proc/uptime", "/proc/loadavg", "/proc/version", "/proc/filesystems",
    "/proc/sys/vm/overcommit_memory", "/proc/sys/kernel", "/sys/devices/system/cpu",
)  # fmt: skip
_NETWORK_FILES = (
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/etc/host.conf",
    "/etc/services",
    "/etc/ssl",
    "/usr/share/ca-certificates",
)


def main(connection: int, control: int) -> None:
    """Run a sandbox: ``connection`` is the socket to the host, ``control`` the pipe on which it ends calls."""
    pipe = Pipe(socket.socket(fileno=connection))
    settings = pipe.receive()[0][1]
    told: dict[str, Any] = {"layers": {}, "missing": {}}
    if not settings["recording"] and sys.platform == "linux":
        _separate(settings, told)
    if "namespaces" in told["layers"]:
        child = os.fork()
        if child:
            pipe.close()
            os.close(control)
            _wait(child, settings["cpu"])
        die_with_parent(signal.SIGKILL)
        os.setsid()
        _layer(told, "scratch", lambda: namespaces.mount_scratch(settings["scratch_folder"], settings["scratch"], _SCRATCH_FILES))
    os.chdir(settings["cwd"])
    _limit(settings)
    told["layers"]["rlimits"] = ""
    if not settings["recording"] and sys.platform == "linux":
        _lock_up(settings, told)
    _serve(pipe, control, settings, told)


def _layer(told: dict[str, Any], name: str, enter: Any) -> None:
    try:
        told["layers"][name] = enter() or ""
    except Refused as why:
        told["missing"][name] = str(why)


def _separate(settings: dict[str, Any], told: dict[str, Any]) -> None:
    _layer(told, "namespaces", lambda: namespaces.enter(settings["network"]))


def _wait(child: int, cpu: int) -> None:
    """Wait for the process, and end as it has ended: 128 and its signal."""
    _, status, usage = os.wait4(child, 0)
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number == signal.SIGKILL and usage.ru_utime + usage.ru_stime >= cpu:
        number = signal.SIGXCPU  # which the first process of a namespace does not get
    os._exit(128 + number if number else os.WEXITSTATUS(status))


def _limit(settings: dict[str, Any]) -> None:
    """The limits of the process, which nothing in it can raise again."""
    limits = {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_CPU: (settings["cpu"], settings["cpu"] + 1),
        resource.RLIMIT_NOFILE: (settings["files"], settings["files"]),
        resource.RLIMIT_FSIZE: (settings["disk"], settings["disk"]),
    }
    for kind, (soft, hard) in limits.items():
        most = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(kind, (soft, hard))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing beyond it fails with EFBIG


def _lock_up(settings: dict[str, Any], told: dict[str, Any]) -> None:
    network = settings["network"]
    read = [*_OF_THE_SYSTEM, *settings["runtime_folders"], *settings["read"], *(_NETWORK_FILES if network else ())]
    write = [settings["scratch_folder"], "/dev/null", *settings["write"]]
    _layer(told, "privileges", drop_privileges)
    _layer(told, "landlock", lambda: landlock.restrict([path for path in read if path], write, network))
    _layer(told, "seccomp", lambda: seccomp.restrict(network))


def _serve(pipe: Pipe, control: int, settings: dict[str, Any], told: dict[str, Any]) -> None:
    from anode.sandbox import child

    def ready(runtime: Any) -> dict[str, Any]:
        if settings["recording"]:
            from anode.sandbox.policy import record

            record(runtime, pipe)
        else:
            told["layers"].update(_limit_memory(settings))
        return told

    child.serve(pipe, control, settings, ready)


def _limit_memory(settings: dict[str, Any]) -> dict[str, str]:
    """Limit what the process may take beyond what it has when it is ready: the heap's limit, and some room."""
    taken = _status("VmData")
    if taken is None:
        return {}
    most = taken + (settings["memory"] or 0) + _ROOM
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    return {"memory": f"{most >> 20} MB"}


def _status(name: str) -> int | None:
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) << 10 for line in file if line.startswith(name + ":"))
    except (OSError, StopIteration):
        return None
