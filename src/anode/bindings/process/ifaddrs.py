"""getifaddrs(3) through ctypes: Python's standard library knows interface names, but not their addresses."""

from __future__ import annotations

import ctypes
import socket
import sys

_IFF_UP, _IFF_LOOPBACK, _IFF_RUNNING = 0x1, 0x8, 0x40
_AF_LINK = 17 if sys.platform == "linux" else 18  # AF_PACKET on Linux


class _IfAddrs(ctypes.Structure):
    pass


_IfAddrs._fields_ = [
    ("next", ctypes.POINTER(_IfAddrs)),
    ("name", ctypes.c_char_p),
    ("flags", ctypes.c_uint),
    ("address", ctypes.c_void_p),
    ("netmask", ctypes.c_void_p),
    ("broadcast", ctypes.c_void_p),
    ("data", ctypes.c_void_p),
]


def _family(pointer: int) -> int:
    # BSD puts the length of the address before its family.
    raw = ctypes.string_at(pointer, 2)
    return raw[1] if sys.platform == "darwin" else int.from_bytes(raw, sys.byteorder)


def _ip(pointer: int, family: int) -> str:
    if family == socket.AF_INET:
        return socket.inet_ntop(family, ctypes.string_at(pointer + 4, 4))
    return socket.inet_ntop(family, ctypes.string_at(pointer + 8, 16))


def _mac(pointer: int) -> str:
    if sys.platform == "linux":  # sockaddr_ll: the length of the address is at 11, the address at 12
        size, start = ctypes.string_at(pointer + 11, 1)[0], 12
    else:  # sockaddr_dl: the name comes first, its length at 5, the address's length at 6
        name, size = ctypes.string_at(pointer + 5, 2)
        start = 8 + name
    return ":".join(f"{byte:02x}" for byte in ctypes.string_at(pointer + start, size)) if size == 6 else ""


def addresses() -> list[list[str | bool | int]]:
    """``[interface, address, netmask, family, mac, internal, scope]`` of every interface that is up."""
    libc = ctypes.CDLL(None, use_errno=True)
    head = ctypes.POINTER(_IfAddrs)()
    if libc.getifaddrs(ctypes.byref(head)) != 0:
        return []
    try:
        found: list[tuple[str, int, int, int, bool]] = []
        macs: dict[str, str] = {}
        entry = head
        while entry:
            item = entry.contents
            if item.address and item.flags & _IFF_UP and item.flags & _IFF_RUNNING:
                family = _family(item.address)
                name = item.name.decode()
                if family == _AF_LINK:
                    macs[name] = _mac(item.address)
                elif family in (socket.AF_INET, socket.AF_INET6):
                    found.append((name, family, item.address, item.netmask or 0, bool(item.flags & _IFF_LOOPBACK)))
            entry = item.next
        return [
            [
                name,
                _ip(address, family),
                _ip(netmask, family) if netmask else "",
                "IPv4" if family == socket.AF_INET else "IPv6",
                macs.get(name) or "00:00:00:00:00:00",
                internal,
                int.from_bytes(ctypes.string_at(address + 24, 4), sys.byteorder) if family == socket.AF_INET6 else -1,
            ]
            for name, family, address, netmask, internal in found
        ]
    finally:
        libc.freeifaddrs(head)
