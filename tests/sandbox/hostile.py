"""A sandbox whose process somebody has taken over, V8 and Python with it: it runs an attack of this file in place of its program, behind its walls."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable
from typing import Any

from anode.sandbox import child
from anode.sandbox.wire import Pipe

_OUTSIDE = json.loads(os.environ.get("ANODE_TEST_OUTSIDE", "{}"))


def _tried(attempt: Callable[[], object]) -> str:
    try:
        return f"in: {attempt()!r}"[:200]
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "OSError")
    except Exception as error:
        return type(error).__name__


def _syscall(number: int, *args: Any) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    result = int(libc.syscall(number, *args))
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
    return result


def _prlimit(pid: int) -> int:
    return _syscall(302, pid, 7, struct.pack("=QQ", 1 << 20, 1 << 20), 0)


def _raise_limit() -> None:
    import resource

    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (hard + 1, hard + 1))


def _datagram() -> None:
    left, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    left.sendto(b"x", "/run/systemd/journal/socket")


def _read(path: str) -> str:
    with open(path) as file:
        return file.read()


def _write(path: str, mode: str = "w") -> str:
    with open(path, mode):
        return path


def _by_link(outside: str) -> str:
    os.symlink(outside, "link")
    return _read("link")


def walls(settings: dict[str, Any]) -> dict[str, str]:
    """Each way out that a process has, and what became of it."""
    outside, host = settings["env"]["OUTSIDE"], int(settings["env"]["HOST"])
    attempts: dict[str, Callable[[], object]] = {
        "read": lambda: _read(outside),
        "read passwd": lambda: _read("/etc/passwd"),
        "read by /proc": lambda: _read("/proc/self/root" + outside),
        "read of another": lambda: _read(f"/proc/{host}/environ"),
        "read 1": lambda: _read("/proc/1/environ"),
        "list": lambda: os.listdir("/etc"),
        "write": lambda: _write(outside),
        "append": lambda: _write(outside, "a"),
        "make": lambda: _write(outside + ".new"),
        "make in /tmp": lambda: _write("/tmp/anode-escaped"),
        "mkdir": lambda: os.mkdir(outside + ".folder"),
        "unlink": lambda: os.unlink(outside),
        "rename": lambda: os.rename(outside, "stolen"),
        "link": lambda: os.link(outside, "stolen"),
        "truncate": lambda: os.truncate(outside, 0),
        "symlink and read": lambda: _by_link(outside),
        "mknod": lambda: os.mknod("device", 0o600 | 0o020000, 0x101),
        "write python": lambda: _write(os.path.join(sys.path[-1] or "/usr/lib", "evil.py")),
        "fork": os.fork,
        "exec": lambda: os.execv("/bin/true", ["true"]),
        "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "clone3": lambda: _syscall(435, ctypes.create_string_buffer(88), 88),
        "vfork": lambda: _syscall(58),
        "socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        "unix socket": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
        "packet": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
        "datagram": _datagram,
        "kill": lambda: os.kill(host, 0),
        "kill group": lambda: os.kill(0, 0),
        "kill all": lambda: os.kill(-1, 0),
        "kill 1": lambda: os.kill(2, 0),
        "tkill": lambda: _syscall(200, host, 0),
        "ptrace": lambda: _syscall(101, 16, host, 0, 0),
        "process_vm_readv": lambda: _syscall(310, host, 0, 0, 0, 0, 0),
        "pidfd_open": lambda: _syscall(434, host, 0),
        "prlimit of another": lambda: _prlimit(host),
        "raise limits": _raise_limit,
        "setpriority": lambda: os.setpriority(os.PRIO_USER, 0, 5),
        "unshare": lambda: _syscall(272, 0x10000000),
        "setns": lambda: _syscall(308, 0, 0),
        "mount": lambda: _syscall(165, b"none", b"/tmp", b"tmpfs", 0, 0),
        "umount": lambda: _syscall(166, b".", 2),
        "chroot": lambda: os.chroot("/"),
        "pivot_root": lambda: _syscall(155, b".", b"."),
        "open_tree": lambda: _syscall(428, -100, b"/", 0),
        "bpf": lambda: _syscall(321, 0, 0, 0),
        "userfaultfd": lambda: _syscall(323, 0),
        "io_uring": lambda: _syscall(425, 1, ctypes.create_string_buffer(120)),
        "perf": lambda: _syscall(298, 0, 0, 0, 0, 0),
        "keyctl": lambda: _syscall(250, 0, 0, 0, 0, 0),
        "shm": lambda: _syscall(29, 0, 4096, 0o1600),
        "msg": lambda: _syscall(68, 0, 0o1600),
        "x32": lambda: _syscall(0x40000000 | 57),
        "setuid": lambda: os.setresuid(12345, 12345, 12345),
        "set owner": lambda: __import__("fcntl").fcntl(0, 8, host),
        "handle": lambda: _syscall(304, 0, 0, 0),
        "sethostname": lambda: socket.sethostname("x"),
        "settime": lambda: _syscall(227, 0, 0),
        "personality": lambda: _syscall(135, 0x40000),
        "seccomp off": lambda: _syscall(157, 22, 0, 0, 0, 0),
    }
    return {name: _tried(attempt) for name, attempt in attempts.items()}


def _flood_memory(pipe: Pipe, settings: dict[str, Any]) -> None:
    import mmap

    kept = []
    while True:
        kept.append(mmap.mmap(-1, 64 << 20))  # shared: no limit of the kernel's counts it
        for page in range(0, 64 << 20, 4096):
            kept[-1][page] = 1


def _flood_private(pipe: Pipe, settings: dict[str, Any]) -> None:
    kept = []
    while True:
        kept.append(b"x" * (16 << 20))


def _flood_threads(pipe: Pipe, settings: dict[str, Any]) -> None:
    stop = threading.Event()
    threading.stack_size(64 << 10)
    while True:
        threading.Thread(target=stop.wait, daemon=True).start()


def _flood_output(pipe: Pipe, settings: dict[str, Any]) -> None:
    while True:
        os.write(1, b"x" * 65536)


def _flood_messages(pipe: Pipe, settings: dict[str, Any]) -> None:
    while True:
        pipe.send(["o", 1, "y" * 65536])


def _flood_calls(pipe: Pipe, settings: dict[str, Any]) -> None:
    number = 0
    while True:
        number += 1
        pipe.send(["c", number, 0, 1, []])


def _spin(pipe: Pipe, settings: dict[str, Any]) -> None:
    while True:
        pass


def _deaf(pipe: Pipe, settings: dict[str, Any]) -> None:
    pipe.send(["ready", {"layers": {}, "missing": {}}])
    threading.Event().wait()


def _crash(pipe: Pipe, settings: dict[str, Any]) -> None:
    ctypes.string_at(0)


ATTACKS: dict[str, Callable[[Pipe, dict[str, Any]], None]] = {
    "memory": _flood_memory, "private": _flood_private, "threads": _flood_threads, "output": _flood_output, "messages": _flood_messages,
    "calls": _flood_calls, "spin": _spin, "deaf": _deaf, "crash": _crash,
}  # fmt: skip


def install(attack: str) -> None:
    """Put an attack in place of the sandbox's program."""

    def serve(pipe: Pipe, control: int, settings: dict[str, Any], ready: Any) -> None:
        if attack == "deaf":
            _deaf(pipe, settings)
        pipe.send(["ready", {"layers": {}, "missing": {}}])
        if attack == "walls":
            _, number, *_ = pipe.receive()[0]
            pipe.send(["r", number, False, ["o", walls(settings)]])
        elif attack.startswith(("{", "[")):
            # Raw messages: the request's number stands for NUMBER.
            _, number, *_ = pipe.receive()[0]
            for message in json.loads(attack):
                text = json.dumps(message) if not isinstance(message, str) else message
                pipe.send_text(text.replace('"NUMBER"', str(number)), b"abc")
        elif attack.startswith("bytes:"):
            pipe.receive()
            pipe._socket.sendall(bytes.fromhex(attack[6:]))
        elif attack in ATTACKS:
            ATTACKS[attack](pipe, settings)
        threading.Event().wait(20)

    child.serve = serve
