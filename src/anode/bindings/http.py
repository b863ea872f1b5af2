"""What JavaScript asks of the HTTP/1 server: see http_server.py for how it works."""

from __future__ import annotations

from time import monotonic

from anode.bindings.http_connection import NEVER
from anode.bindings.http_server import Http, HttpServer, Settings
from anode.bindings.net.listening import address_of, inherited_socket, path_to_remove, tcp_socket, unix_socket
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import fs_write, net, nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


def _server(ctx: Context, handle: int) -> Settings:
    return ctx.state(Http).servers[handle]


@op(needs=net("host"), syscall="listen")
def listen(ctx: Context, host: str, port: int, backlog: int = 511, ipv6_only: bool = False, reuse_port: bool = False) -> int:
    """Listen for HTTP on a TCP address; the handle."""
    return HttpServer(ctx, tcp_socket(host, port, backlog, ipv6_only, reuse_port)).id


@op(needs=fs_write("path"), syscall="listen")
def listen_unix(ctx: Context, path: str, backlog: int = 511, mode: int | None = None) -> int:
    """Listen for HTTP on a Unix socket."""
    return HttpServer(ctx, unix_socket(path, backlog, mode), path_to_remove(path)).id


@op(needs=nothing, syscall="listen")
def listen_fd(ctx: Context, fd: int, backlog: int = 511) -> int:
    """Listen for HTTP on a bound socket."""
    return HttpServer(ctx, inherited_socket(fd, backlog)).id


@op(needs=nothing)
def configure(
    ctx: Context,
    handle: int,
    headers_timeout: float,
    request_timeout: float,
    keep_alive_timeout: float,
    max_header_size: int,
    max_connections: int,
    idle_timeout: float,
    flags: int,
) -> None:
    """Set the limits; times in ms, 0 for none. flags: 1, tell of each connection; 2, parse leniently."""
    server = _server(ctx, handle)
    server.headers_timeout = headers_timeout / 1000
    server.request_timeout = request_timeout / 1000
    server.keep_alive_timeout = keep_alive_timeout / 1000
    server.max_header_size = max_header_size
    server.max_connections = max_connections
    server.notify = bool(flags & 1)
    server.lenient = bool(flags & 2)
    server.idle_timeout = idle_timeout / 1000


@op(needs=nothing)
def expire(ctx: Context, handle: int) -> None:
    """Look for connections whose head or request has taken too long."""
    http = ctx.state(Http)
    now = monotonic()
    for connection in list(http.connections.values()):
        if connection.server.id == handle:
            connection.expire(now)


@op(needs=nothing)
def count_others(ctx: Context, handle: int, others: int) -> None:
    """Say how many connections of a server are JavaScript's, so that its limit holds."""
    _server(ctx, handle).others = others


@op(needs=nothing)
def decline(ctx: Context, connection: int) -> None:
    """A request that asks for an upgrade is an ordinary one."""
    found = ctx.state(Http).connections.get(connection)
    if found is not None:
        found.decline()


@op(needs=nothing)
def pause(ctx: Context, connection: int) -> None:
    """Stop reading from a connection."""
    found = ctx.state(Http).connections.get(connection)
    if found is not None:
        found.pause()


@op(needs=nothing)
def resume(ctx: Context, connection: int) -> None:
    """Read again."""
    found = ctx.state(Http).connections.get(connection)
    if found is not None:
        found.resume()


@op(needs=nothing)
def queued(ctx: Context, connection: int) -> int:
    """Bytes waiting to be sent."""
    found = ctx.state(Http).connections.get(connection)
    return found.queued if found is not None else 0


@op(needs=nothing)
def destroy(ctx: Context, connection: int) -> None:
    """Close a connection now."""
    found = ctx.state(Http).connections.get(connection)
    if found is not None:
        found.close()


@op(needs=nothing, json=True)
def hand_over(ctx: Context, connection: int) -> list[int] | None:
    """Turn a connection into a plain stream: see :meth:`Connection.hand_over`; null if it is gone."""
    found = ctx.state(Http).connections.get(connection)
    return found.hand_over() if found is not None else None


@op(needs=nothing, json=True)
def addresses(ctx: Context, connection: int) -> list[dict[str, Any]] | None:
    """``[local, remote]`` of a connection."""
    found = ctx.state(Http).connections.get(connection)
    if found is None:
        return None
    sock = found.sock
    try:
        return [address_of(sock.getsockname(), sock.family), address_of(sock.getpeername(), sock.family)]
    except OSError:
        return None


@op(needs=nothing)
def close_connections(ctx: Context, handle: int, idle_only: bool) -> None:
    """Close a server's connections: all, or those that wait for a request."""
    for connection in list(ctx.state(Http).connections.values()):
        if connection.server.id == handle and not (idle_only and (connection.waiting or connection.backlog or connection.begun != NEVER)):
            connection.close()


@op(needs=nothing)
def owner(ctx: Context, connection: int) -> int:
    """The server handle of a connection; 0 if it is gone."""
    found = ctx.state(Http).connections.get(connection)
    return found.server.id if found is not None else 0


@op(needs=nothing)
def count(ctx: Context, handle: int) -> int:
    """How many connections a server has."""
    return sum(c.server.id == handle for c in ctx.state(Http).connections.values())
