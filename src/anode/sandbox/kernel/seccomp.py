"""seccomp: the system calls that a process may make.

The filter refuses what neither V8 nor Python needs once it runs and what reaches beyond the process: other processes, programs, sockets, mounts,
namespaces, modules, keys, clocks. A refused call fails with EPERM.
"""

from __future__ import annotations

import ctypes
import os
import struct

from anode.sandbox.kernel import Refused, checked, libc

_SECCOMP = {"x86_64": 317, "aarch64": 277}
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SET_MODE_FILTER, _TSYNC = 1, 1
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_CLONE_THREAD = 0x10000
_X32 = 0x40000000
# Classic BPF.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data

_BOTH = {  # with one number on every architecture
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428, "move_mount": 429,
    "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "pidfd_open": 434, "pidfd_getfd": 438, "process_madvise": 440,
    "mount_setattr": 442, "quotactl_fd": 443, "memfd_secret": 447, "process_mrelease": 448, "open_tree_attr": 467,
}  # fmt: skip
_CLONE3 = 435
_REFUSED = {  # x86_64, aarch64
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272), "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "setpriority": (141, 140), "ioprio_set": (251, 30),
    "sched_setparam": (142, 118), "sched_setscheduler": (144, 119), "sched_setattr": (314, 274), "sched_setaffinity": (203, 122),
    "migrate_pages": (256, 238), "move_pages": (279, 239),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97), "setns": (308, 268),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "fanotify_init": (300, 262), "quotactl": (179, 60),
    "acct": (163, 89), "swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142), "sethostname": (170, 161),
    "setdomainname": (171, 162), "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None), "personality": (135, 92),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "syslog": (103, 116),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180),
}  # fmt: skip
_SOCKETS = {"socket": (41, 198), "bind": (49, 200), "listen": (50, 201), "connect": (42, 203), "accept": (43, 202), "accept4": (288, 242)}
_CLONE, _KILL_CALL, _TGKILL, _PRLIMIT, _SOCKETPAIR, _FCNTL, _IOCTL = (
    (56, 220),
    (62, 129),
    (234, 131),
    (302, 261),
    (53, 199),
    (72, 25),
    (16, 29),
)
_STREAM = 1
_SET_OWNER, _SET_SIGNAL, _SET_OWNER_EX = 8, 10, 15  # of fcntl: signals by way of a descriptor
_IOCTLS = (0x5412, 0x8901, 0x8902, 0x541C)  # TIOCSTI, FIOSETOWN, SIOCSPGRP, TIOCLINUX


def _statement(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value & 0xFFFFFFFF)


def _refuse(error: int = _EPERM) -> bytes:
    return _statement(_RETURN, _ERRNO | error)


def program(machine: str, pid: int, network: bool) -> bytes:
    """The filter for a process with this number. Raises Refused for a machine whose system calls are not known here."""
    if machine not in _ARCHITECTURES:
        raise Refused(f"the system calls of {machine} are not known")
    column = list(_ARCHITECTURES).index(machine)
    refused = [*_BOTH.values(), *(numbers[column] for numbers in _REFUSED.values())]
    if not network:
        refused += [numbers[column] for numbers in _SOCKETS.values()]
    allow = _statement(_RETURN, _ALLOW)

    def only(call: tuple[int, int], argument: int, *tests: bytes) -> bytes:
        # The tests see an argument's low 32 bits, and end in an answer.
        body = _statement(_LOAD, _ARGUMENTS + 8 * argument) + b"".join(tests)
        return _statement(_EQUAL, call[column], 0, len(body) // 8) + body

    def equal(value: int, answer: bytes, otherwise: bytes) -> bytes:
        return _statement(_EQUAL, value, 0, 1) + answer + otherwise

    parts = [
        _statement(_LOAD, _ARCHITECTURE),
        _statement(_EQUAL, _ARCHITECTURES[machine], 1, 0),
        _statement(_RETURN, _KILL),
        _statement(_LOAD, _NUMBER),
        _statement(_AT_LEAST, _X32, 0, 1) + _refuse(),
        _statement(_EQUAL, _CLONE3, 0, 1) + _refuse(_ENOSYS),  # the C library falls back to clone, whose flags can be seen
        *(_statement(_EQUAL, number, 0, 1) + _refuse() for number in refused if number is not None),
        only(_CLONE, 0, _statement(_ANY_BIT, _CLONE_THREAD, 1, 0) + _refuse() + allow),
        only(_KILL_CALL, 0, equal(pid, allow, _refuse())),
        only(_TGKILL, 0, equal(pid, allow, _refuse())),
        only(_PRLIMIT, 0, _statement(_EQUAL, 0, 1, 0) + equal(pid, allow, _refuse())),
        only(_FCNTL, 1, *(_statement(_EQUAL, c, 0, 1) + _refuse() for c in (_SET_OWNER, _SET_SIGNAL, _SET_OWNER_EX)), allow),
        only(_IOCTL, 1, *(_statement(_EQUAL, c, 0, 1) + _refuse() for c in _IOCTLS), allow),
    ]
    if not network:  # one of datagrams can send to any name
        parts.append(only(_SOCKETPAIR, 1, _statement(_AND, 0xF) + equal(_STREAM, allow, _refuse())))
    return b"".join(parts) + allow


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def restrict(network: bool) -> None:
    """Refuse this process the calls, on all of its threads. Raises Refused."""
    machine = os.uname().machine
    code = program(machine, os.getpid(), network)
    buffer = ctypes.create_string_buffer(code, len(code))
    filters = _Program(len(code) // 8, ctypes.addressof(buffer))
    checked(libc().syscall(_SECCOMP[machine], _SET_MODE_FILTER, _TSYNC, ctypes.byref(filters)), "seccomp")
