"""The state of a loop, as another thread can read it: handles with their names, requests, the thread pool."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anode.loop.context import Context

_MOST = 200  # handles that are named


def described(ctx: Context) -> dict[str, Any]:
    """The loop's state, as JSON can carry it."""
    loop = ctx.loop
    pool = getattr(loop, "pool", None)
    handles = [
        {"id": number, "type": handle.resource, "ref": handle.has_ref, "name": _name(handle)}
        for number, handle in list(loop.handles.items())[:_MOST]
        if handle.resource
    ]
    return {
        "handles": handles,
        "requests": len(loop.requests),
        "turns": loop.turns,
        "idle": round(loop.idle * 1000, 1),
        "time": round(loop.now(), 1),
        "asleep": loop.asleep,
        "pool": {"size": pool.size, "running": pool.busy, "waiting": len(pool.tasks)} if pool is not None else None,
    }


def _name(handle: Any) -> str:
    """The addresses of a socket; '' for other handles."""
    found = getattr(handle, "socket", None) or getattr(handle, "sock", None)
    if not isinstance(found, socket.socket):
        return ""
    try:
        own = _address(found.getsockname())
    except OSError:
        return ""
    try:
        return f"{own} ← {_address(found.getpeername())}"
    except OSError:
        return own


def _address(found: Any) -> str:
    if isinstance(found, tuple):
        host, port = found[:2]
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return str(found)
