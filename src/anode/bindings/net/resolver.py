"""Queries to name servers, through c-ares, on the loop's own poller.

Some facts:
- ``pycares.Channel`` joins the strings of a TXT record, cannot cap the timeout of retries, and keeps answers in a cache; Node does none
  of these. So the channel is made here, with pycares's own binding of c-ares.
- c-ares says which descriptors to watch. Its timeouts have no descriptor: they are looked at after each poll, which never waits longer
  than a tenth of a second.
- c-ares calls back from within :meth:`Channel.process`, :meth:`Channel.cancel` and :meth:`Channel.query`, always on the loop's thread.
"""

from __future__ import annotations

import socket
from typing import Any

import pycares

from anode.bindings.requirements import need, unusable
from anode.engine.ops import op, request
from anode.errors import OpError, UVError
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.loop.poller import ERROR, HANGUP, READ, WRITE
from anode.loop.request import Request
from anode.permissions import net, nothing

try:
    from pycares import _ffi, _lib  # type: ignore[attr-defined]
except ImportError as error:
    raise unusable("pycares", "node:dns", error) from None
need("pycares", "node:dns", pycares, "errno extract_record_data")
need("pycares", "node:dns", _lib, """
    ARES_CLASS_IN ARES_ENODATA ARES_REC_TYPE_A ARES_REC_TYPE_AAAA ARES_REC_TYPE_ANY ARES_REC_TYPE_CAA ARES_REC_TYPE_CNAME ARES_REC_TYPE_MX
    ARES_REC_TYPE_NAPTR ARES_REC_TYPE_NS ARES_REC_TYPE_PTR ARES_REC_TYPE_SOA ARES_REC_TYPE_SRV ARES_REC_TYPE_TLSA ARES_REC_TYPE_TXT
    ARES_RR_TXT_DATA ARES_SECTION_ANSWER ARES_SOCKET_BAD ARES_SUCCESS ares_cancel ares_destroy ares_dns_record_rr_cnt ares_dns_record_rr_get_const
    ares_dns_rr_get_abin ares_dns_rr_get_abin_cnt ares_dns_rr_get_ttl ares_dns_rr_get_type ares_free_string ares_get_servers_csv ares_gethostbyaddr
    ares_init_options ares_process_fd ares_query_dnsrec ares_set_local_ip4 ares_set_local_ip6 ares_set_servers_csv
""")  # fmt: skip

_NOCHECKRESP, _OPT_FLAGS, _OPT_TRIES, _OPT_SOCK_STATE, _OPT_TIMEOUT_MS = 1 << 7, 1, 1 << 2, 1 << 9, 1 << 13
_OPT_MAX_TIMEOUT, _OPT_QUERY_CACHE = 1 << 20, 1 << 21
_BAD = _lib.ARES_SOCKET_BAD
_TYPES = {
    "A": _lib.ARES_REC_TYPE_A, "AAAA": _lib.ARES_REC_TYPE_AAAA, "ANY": _lib.ARES_REC_TYPE_ANY, "CAA": _lib.ARES_REC_TYPE_CAA,
    "CNAME": _lib.ARES_REC_TYPE_CNAME, "MX": _lib.ARES_REC_TYPE_MX, "NAPTR": _lib.ARES_REC_TYPE_NAPTR, "NS": _lib.ARES_REC_TYPE_NS,
    "PTR": _lib.ARES_REC_TYPE_PTR, "SOA": _lib.ARES_REC_TYPE_SOA, "SRV": _lib.ARES_REC_TYPE_SRV, "TLSA": _lib.ARES_REC_TYPE_TLSA,
    "TXT": _lib.ARES_REC_TYPE_TXT,
}  # fmt: skip
_NAMES = {number: name for name, number in _TYPES.items()}
_NAME_FIELD = {"CNAME": "cname", "NS": "nsdname", "PTR": "dname"}


def _failure(status: int) -> UVError:
    name: str = pycares.errno.errorcode.get(status, "ARES_EBADRESP")
    return UVError(name.partition("_")[2], 0, name)


def _strings(rr: Any) -> list[str]:
    found = []
    length = _ffi.new("size_t *")
    for i in range(_lib.ares_dns_rr_get_abin_cnt(rr, _lib.ARES_RR_TXT_DATA)):
        data = _lib.ares_dns_rr_get_abin(rr, _lib.ARES_RR_TXT_DATA, i, length)
        found.append(bytes(_ffi.buffer(data, length[0])).decode("utf-8", "replace") if data != _ffi.NULL else "")
    return found


def _record(kind: str, rr: Any) -> list[Any]:
    """One record as its values, in the order of its type's fields in Node."""
    if kind == "TXT":
        return _strings(rr)
    data: Any = pycares.extract_record_data(rr, _TYPES[kind])  # type: ignore[no-untyped-call]
    if kind in ("A", "AAAA"):
        return [data.addr, int(_lib.ares_dns_rr_get_ttl(rr))]
    if kind == "CAA":
        return [data.critical, data.tag, data.value]
    if kind == "MX":
        return [data.exchange, data.priority]
    if kind == "NAPTR":
        return [data.flags, data.service, data.regexp, data.replacement, data.order, data.preference]
    if kind == "SOA":
        return [data.mname, data.rname, data.serial, data.refresh, data.retry, data.expire, data.minimum]
    if kind == "SRV":
        return [data.target, data.port, data.priority, data.weight]
    if kind == "TLSA":
        return [data.cert_usage, data.selector, data.matching_type, data.cert_association_data.hex()]
    return [getattr(data, _NAME_FIELD[kind])]


def _answers(record: Any, wanted: str) -> list[list[Any]]:
    """``[type, value, …]`` of each answer of the wanted type; of every type we know for ``ANY``."""
    found = []
    for i in range(_lib.ares_dns_record_rr_cnt(record, _lib.ARES_SECTION_ANSWER)):
        rr = _lib.ares_dns_record_rr_get_const(record, _lib.ARES_SECTION_ANSWER, i)
        kind = _NAMES.get(_lib.ares_dns_rr_get_type(rr))
        if kind is not None and (kind == wanted or wanted == "ANY"):
            found.append([kind, *_record(kind, rr)])
    return found


@_ffi.callback("void(void *, ares_status_t, size_t, const ares_dns_record_t *)")  # type: ignore[untyped-decorator]
def _on_answer(data: Any, status: int, timeouts: int, record: Any) -> None:
    query: Query = _ffi.from_handle(data)
    answers: list[list[Any]] = []
    if status == _lib.ARES_SUCCESS:
        answers = _answers(record, query.kind)
        status = status if answers else _lib.ARES_ENODATA
    query.finish(status, answers)


@_ffi.callback("void(void *, int, int, struct hostent *)")  # type: ignore[untyped-decorator]
def _on_host(data: Any, status: int, timeouts: int, host: Any) -> None:
    names: list[str] = []
    if status == _lib.ARES_SUCCESS:
        i = 0
        while host.h_aliases[i] != _ffi.NULL:
            names.append(_ffi.string(host.h_aliases[i]).decode("utf-8", "replace"))
            i += 1
    _ffi.from_handle(data).finish(status, names)


@_ffi.callback("void(void *, ares_socket_t, int, int)")  # type: ignore[untyped-decorator]
def _on_socket(data: Any, fd: int, readable: int, writable: int) -> None:
    _ffi.from_handle(data).watch(fd, (READ if readable else 0) | (WRITE if writable else 0))


class Query:
    """One question under way. c-ares holds a pointer to it, so the channel keeps it until it is answered."""

    __slots__ = ("channel", "kind", "req", "self_handle")

    def __init__(self, channel: Channel, req: Request, kind: str) -> None:
        self.channel = channel
        self.req = req
        self.kind = kind
        self.self_handle = _ffi.new_handle(self)
        channel.queries.add(self)

    def finish(self, status: int, value: Any) -> None:
        """Answer the request. A query that is cancelled because its channel closes is not answered."""
        if self not in self.channel.queries:
            return
        self.channel.queries.discard(self)
        if status == _lib.ARES_SUCCESS:
            self.req.resolve(value)
        else:
            self.req.reject(_failure(status))


class Channel(Handle):
    """A c-ares channel: the servers, how often and how long to ask them, and the queries under way."""

    __slots__ = ("_channel", "_self_handle", "fds", "queries", "ticking")

    def __init__(self, ctx: Context, timeout: int, tries: int, max_timeout: int) -> None:
        super().__init__(ctx, active=False)
        self.fds: set[int] = set()
        self.queries: set[Query] = set()
        self.ticking = False
        self._self_handle = _ffi.new_handle(self)
        options = _ffi.new("struct ares_options *")
        options.flags = _NOCHECKRESP
        options.timeout = timeout
        options.tries = tries
        options.sock_state_cb = _on_socket
        options.sock_state_cb_data = self._self_handle
        options.qcache_max_ttl = 0
        mask = _OPT_FLAGS | _OPT_TIMEOUT_MS | _OPT_TRIES | _OPT_SOCK_STATE | _OPT_QUERY_CACHE
        if max_timeout > 0:
            options.maxtimeout = max_timeout
            mask |= _OPT_MAX_TIMEOUT
        self._channel = _ffi.new("ares_channel *")
        status = _lib.ares_init_options(self._channel, options, mask)
        if status != _lib.ARES_SUCCESS:
            self.closed = True
            raise _failure(status)

    def watch(self, fd: int, events: int) -> None:
        """c-ares wants to know of these events; of none: it is about to close ``fd``."""
        poller = self.ctx.loop.poller
        if not events:
            if fd in self.fds:
                self.fds.discard(fd)
                poller.remove(fd)
        elif fd in self.fds:
            poller.modify(fd, events)
        else:
            self.fds.add(fd)
            poller.add(fd, events, lambda ready: self.ready(fd, ready))

    def ready(self, fd: int, events: int) -> None:
        """A server has answered, or a connection is made."""
        failed = events & (ERROR | HANGUP)
        self.process(fd if events & READ or failed else _BAD, fd if events & WRITE or failed else _BAD)

    def process(self, readable: int, writable: int) -> None:
        """Let c-ares read, write, and look at its timeouts."""
        if not self.closed:
            _lib.ares_process_fd(self._channel[0], readable, writable)
            self.settle()

    def tick(self) -> None:
        """After a poll: has a server taken too long?"""
        self.process(_BAD, _BAD)

    def settle(self) -> None:
        """Look at timeouts while there are queries, and only then."""
        hooks = self.ctx.loop.after_poll
        if self.queries and not self.ticking:
            hooks.append(self.tick)
        elif self.ticking and not self.queries:
            self.ctx.loop.after_poll = [hook for hook in hooks if hook != self.tick]
        self.ticking = bool(self.queries)

    def query(self, req: Request, name: str, kind: str) -> None:
        """Ask for the records of a type."""
        query = Query(self, req, kind)
        status = _lib.ares_query_dnsrec(
            self._channel[0], name.encode(), _lib.ARES_CLASS_IN, _TYPES[kind], _on_answer, query.self_handle, _ffi.NULL
        )
        if status != _lib.ARES_SUCCESS:
            query.finish(status, None)
        self.settle()

    def reverse(self, req: Request, address: str) -> None:
        """Ask for the names of an address."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        packed = socket.inet_pton(family, address)
        query = Query(self, req, "PTR")
        _lib.ares_gethostbyaddr(self._channel[0], _ffi.from_buffer(packed), len(packed), family, _on_host, query.self_handle)
        self.settle()

    def cancel(self) -> None:
        """End every query with ECANCELLED."""
        _lib.ares_cancel(self._channel[0])
        self.settle()

    @property
    def servers(self) -> str:
        """The servers' addresses and ports, separated by commas."""
        text = _lib.ares_get_servers_csv(self._channel[0])
        try:
            return str(_ffi.string(text).decode())
        finally:
            _lib.ares_free_string(text)

    def set_servers(self, servers: str) -> int:
        """0, or c-ares's error number."""
        return int(_lib.ares_set_servers_csv(self._channel[0], servers.encode()))

    def set_local(self, ipv4: str, ipv6: str) -> None:
        """Send from these addresses."""
        _lib.ares_set_local_ip4(self._channel[0], int.from_bytes(socket.inet_pton(socket.AF_INET, ipv4), "big"))
        _lib.ares_set_local_ip6(self._channel[0], _ffi.from_buffer(socket.inet_pton(socket.AF_INET6, ipv6)))

    def dispose(self) -> None:
        self.queries.clear()
        self.settle()
        _lib.ares_destroy(self._channel[0])


def _channel(ctx: Context, channel: int) -> Channel:
    found = ctx.loop.handles[channel]
    assert isinstance(found, Channel)
    return found


@op(needs=nothing)
def open_channel(ctx: Context, timeout: int, tries: int, max_timeout: int) -> int:
    """A new channel with the system's servers; times in ms, -1 and 0 for c-ares's own."""
    return Channel(ctx, timeout, tries, max_timeout).id


@request(needs=net("name"))
def query(ctx: Context, req: Request, channel: int, name: str, kind: str) -> None:
    """``[[type, value, …], …]`` of the answers."""
    _channel(ctx, channel).query(req, name, kind)


@request(needs=net("address"))
def reverse(ctx: Context, req: Request, channel: int, address: str) -> None:
    """The names of an address."""
    _channel(ctx, channel).reverse(req, address)


@request(needs=nothing)
def cancel(ctx: Context, req: Request, channel: int) -> None:
    """End every query of a channel, those of the same turn included."""
    _channel(ctx, channel).cancel()
    req.resolve()


@op(needs=nothing)
def get_servers(ctx: Context, channel: int) -> str:
    """A channel's servers, as c-ares writes them: ``1.2.3.4:53,[::1]:53``."""
    return _channel(ctx, channel).servers


@op(needs=net("servers"))
def set_servers(ctx: Context, channel: int, servers: str) -> str:
    """Ask these servers from now on. The empty string, or an error message."""
    status = _channel(ctx, channel).set_servers(servers)
    return "" if status == 0 else str(pycares.errno.strerror(status))


@op(needs=nothing)
def set_local_address(ctx: Context, channel: int, first: str, second: str | None = None) -> None:
    """Send from ``first`` and ``second``, one of each family in any order; an absent one is left to the system."""
    chosen: dict[int, str] = {}
    for address in (first, second):
        if address is None:
            continue
        family = 6 if ":" in address else 4
        try:
            socket.inet_pton(socket.AF_INET6 if family == 6 else socket.AF_INET, address)
        except OSError:
            raise OpError("ERR_INVALID_ARG_VALUE", "Invalid IP address.", "TypeError") from None
        if family in chosen:
            raise OpError("ERR_INVALID_ARG_VALUE", f"Cannot specify two IPv{family} addresses.", "TypeError")
        chosen[family] = address
    _channel(ctx, channel).set_local(chosen.get(4, "0.0.0.0"), chosen.get(6, "::"))
