"""Names and addresses as the system knows them: getaddrinfo and getnameinfo, both on the thread pool.

Queries to name servers alone are in resolver.py.
"""

from __future__ import annotations

import socket

from anode.engine.ops import Numbers, op
from anode.errors import UVError
from anode.loop.context import Context
from anode.permissions import net


class Order(Numbers):
    """The orders of addresses."""

    VERBATIM, IPV4_FIRST, IPV6_FIRST = range(3)


_FAMILIES = {0: socket.AF_UNSPEC, 4: socket.AF_INET, 6: socket.AF_INET6}

# libuv's numbers for the errors of getaddrinfo; the numbers of systems differ.
_UV_NUMBERS = {
    "EAI_ADDRFAMILY": -3000, "EAI_AGAIN": -3001, "EAI_BADFLAGS": -3002, "EAI_FAIL": -3004, "EAI_FAMILY": -3005,
    "EAI_MEMORY": -3006, "EAI_NODATA": -3007, "EAI_NONAME": -3008, "EAI_OVERFLOW": -3009, "EAI_SERVICE": -3010,
    "EAI_SOCKTYPE": -3011, "EAI_BADHINTS": -3013, "EAI_PROTOCOL": -3014,
}  # fmt: skip
_BY_SYSTEM = {getattr(socket, name): name for name in _UV_NUMBERS if hasattr(socket, name)}


def _failure(error: OSError, syscall: str) -> Exception:
    name = _BY_SYSTEM.get(error.errno or 0) if isinstance(error, socket.gaierror) else None
    if name is None:
        return error
    return UVError(name, _UV_NUMBERS[name], str(error.strerror), syscall)


@op(needs=net("hostname"), syscall="getaddrinfo", slow=True)
def getaddrinfo(ctx: Context, hostname: str, family: int, hints: int, order: int) -> str:
    """The addresses of ``hostname``, separated by commas; ``family`` is 0, 4 or 6 and ``hints`` a sum of the system's AI_ flags."""
    try:
        found = socket.getaddrinfo(hostname.encode(), None, _FAMILIES[family], socket.SOCK_STREAM, 0, hints or 0)
    except OSError as error:
        raise _failure(error, "getaddrinfo") from None
    entries = [(kind, str(address[0]).partition("%")[0]) for kind, _, _, _, address in found if kind in (socket.AF_INET, socket.AF_INET6)]
    ctx.permissions.addresses.update(address for _, address in entries)
    if order != Order.VERBATIM:
        first = socket.AF_INET if order == Order.IPV4_FIRST else socket.AF_INET6
        entries.sort(key=lambda entry: entry[0] != first)
    if not entries:
        raise UVError("EAI_NODATA", _UV_NUMBERS["EAI_NODATA"], "no address", "getaddrinfo")
    return ",".join(address for _, address in entries)


@op(needs=net("address"), syscall="getnameinfo", json=True, slow=True)
def getnameinfo(ctx: Context, address: str, port: int) -> list[str]:
    """The name of an address, and of the service that uses ``port``."""
    try:
        name, service = socket.getnameinfo((address, port), socket.NI_NAMEREQD)
    except OSError as error:
        raise _failure(error, "getnameinfo") from None
    return [name, service]
