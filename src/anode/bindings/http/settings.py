"""The settings of a server."""

from __future__ import annotations


class Settings:
    """Limits for the connections of one server, in seconds and bytes; 0 is no limit. ``handle`` is the server's number in JavaScript."""

    __slots__ = (
        "count",
        "handle",
        "headers_timeout",
        "idle_timeout",
        "keep_alive_timeout",
        "lenient",
        "max_connections",
        "max_header_size",
        "request_timeout",
        "streams",
        "tell_opened",
    )

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self.count = 0  # direct connections, those that are open now
        self.streams = 0  # connections that have become streams
        self.headers_timeout = 60.0
        self.request_timeout = 300.0
        self.keep_alive_timeout = 6.0
        self.idle_timeout = 0.0
        self.max_header_size = 16384
        self.max_connections = -1  # no limit
        self.lenient = False
        self.tell_opened = False

    @property
    def full(self) -> bool:
        """Whether another connection would be one too many."""
        return 0 <= self.max_connections <= self.count + self.streams
