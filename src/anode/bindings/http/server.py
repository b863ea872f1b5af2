"""The ops of lib/internal/http/server: listening, settings, and direct connections.

JavaScript knows servers and connections by numbers. An op on a connection that is gone does nothing.
"""

from __future__ import annotations

from time import monotonic

from anode.bindings.http.listener import HttpListener
from anode.bindings.http.message_parser import MessageParser
from anode.bindings.http.protocol import Expiry, Head, ListenerEvent, Message, Part, Setting, Tag
from anode.bindings.http.state import HttpState
from anode.bindings.net.listening import address_of, inherited_socket, path_to_remove, tcp_socket, unix_socket
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import fs_write, net, net_by, nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.bindings.http.state import Client

__all__ = ["Expiry", "Head", "ListenerEvent", "Part", "Setting", "Tag"]


def _connections_of(ctx: Context, server: int) -> list[Client]:
    return [c for c in ctx.state(HttpState).connections.values() if c.server.handle == server]


# ---- servers ----


@op(needs=net("host"), syscall="listen")
def listen(ctx: Context, host: str, port: int, backlog: int = 511, ipv6_only: bool = False, reuse_port: bool = False) -> int:
    """Listen for HTTP on a TCP address; the server's handle."""
    return HttpListener(ctx, tcp_socket(host, port, backlog, ipv6_only, reuse_port)).id


@op(needs=fs_write("path"), syscall="listen")
def listen_unix(ctx: Context, path: str, backlog: int = 511, mode: int | None = None) -> int:
    """Listen for HTTP on a Unix socket; the server's handle."""
    return HttpListener(ctx, unix_socket(path, backlog, mode), path_to_remove(path)).id


@op(needs=net_by("fd"), syscall="listen")
def listen_fd(ctx: Context, fd: int, backlog: int = 511) -> int:
    """Listen for HTTP on a bound socket; the server's handle."""
    return HttpListener(ctx, inherited_socket(fd, backlog)).id


@op(needs=nothing)
def configure(
    ctx: Context,
    server: int,
    headers_timeout: float,
    request_timeout: float,
    keep_alive_timeout: float,
    max_header_size: int,
    max_connections: int,
    idle_timeout: float,
    flags: int,
) -> None:
    """Set a server's limits: times in ms, sizes in bytes; ``flags`` are Setting.TELL_OPENED and Setting.LENIENT."""
    settings = ctx.state(HttpState).servers[server]
    settings.headers_timeout = headers_timeout / 1000
    settings.request_timeout = request_timeout / 1000
    settings.keep_alive_timeout = keep_alive_timeout / 1000
    settings.idle_timeout = idle_timeout / 1000
    settings.max_header_size = max_header_size
    settings.max_connections = max_connections
    settings.tell_opened = bool(flags & Setting.TELL_OPENED)
    settings.lenient = bool(flags & Setting.LENIENT)


@op(needs=nothing)
def count(ctx: Context, server: int) -> int:
    """How many direct connections a server has."""
    return len(_connections_of(ctx, server))


@op(needs=nothing)
def set_streams(ctx: Context, server: int, streams: int) -> None:
    """Say how many connections of a server have become streams: its limit counts both."""
    ctx.state(HttpState).servers[server].streams = streams


@op(needs=nothing)
def expire(ctx: Context, server: int) -> None:
    """Refuse requests that have taken too long."""
    now = monotonic()
    for connection in _connections_of(ctx, server):
        connection.expire(now)


@op(needs=nothing)
def close_connections(ctx: Context, server: int, idle_only: bool) -> None:
    """Close a server's direct connections: all, or those that wait for a request."""
    for connection in _connections_of(ctx, server):
        if connection.idle or not idle_only:
            connection.close()


# ---- connections ----


@op(needs=nothing)
def server_of(ctx: Context, connection: int) -> int:
    """The server's handle; 0 if the connection is gone."""
    found = ctx.state(HttpState).connections.get(connection)
    return found.server.handle if found is not None else 0


@op(needs=nothing)
def plain_head(ctx: Context, head: str) -> str:
    """A request's head, which was taken, as ``METHOD URL HTTP/x.y`` and header lines, as llhttp reads it."""
    entries = MessageParser(Message.REQUEST, len(head) + 1, lenient=True).execute(head.encode("latin-1"))
    text: str = entries[0][4]
    return text


@op(needs=nothing)
def decline_upgrade(ctx: Context, connection: int) -> None:
    """Go on with a request that asked for an upgrade as with any other."""
    found = ctx.state(HttpState).connections.get(connection)
    if found is not None:
        found.decline_upgrade()


@op(needs=nothing)
def pause(ctx: Context, connection: int) -> None:
    """Stop reading."""
    found = ctx.state(HttpState).connections.get(connection)
    if found is not None:
        found.pause()


@op(needs=nothing)
def resume(ctx: Context, connection: int) -> None:
    """Read again."""
    found = ctx.state(HttpState).connections.get(connection)
    if found is not None:
        found.resume()


@op(needs=nothing)
def queued(ctx: Context, connection: int) -> int:
    """How many bytes wait to be sent."""
    found = ctx.state(HttpState).connections.get(connection)
    return found.queued if found is not None else 0


@op(needs=nothing)
def destroy(ctx: Context, connection: int) -> None:
    """Close now."""
    found = ctx.state(HttpState).connections.get(connection)
    if found is not None:
        found.close()


@op(needs=nothing, json=True)
def become_stream(ctx: Context, connection: int) -> list[int] | None:
    """Hand the socket over to JavaScript; see ``become_stream`` of connection.py and tls.py. Null if the connection is gone."""
    found = ctx.state(HttpState).connections.get(connection)
    return found.become_stream() if found is not None else None


@op(needs=nothing, json=True)
def addresses(ctx: Context, connection: int) -> list[dict[str, Any]] | None:
    """The local and the remote address, as ``net.Socket`` shows them."""
    found = ctx.state(HttpState).connections.get(connection)
    if found is None:
        return None
    sock = found.sock
    try:
        return [address_of(sock.getsockname(), sock.family), address_of(sock.getpeername(), sock.family)]
    except OSError:
        return None
