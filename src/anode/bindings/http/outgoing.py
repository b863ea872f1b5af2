"""The bytes of responses on their way out of one connection: the socket takes what it can now, and the rest when it is writable."""

from __future__ import annotations

import errno
import socket
from abc import ABC, abstractmethod
from collections import deque

from anode.bindings.http.message_parser import MessageParser
from anode.bindings.http.protocol import Part, Tag
from anode.bindings.http.settings import Settings
from anode.bindings.http.state import NEVER, HttpState


class Outgoing(ABC):
    """The writing half of a connection. ``backlog`` holds the bytes that the socket has not taken, ``queued`` says how many."""

    __slots__ = (
        "_closing",
        "active",
        "backlog",
        "begun",
        "closed",
        "deadline",
        "fd",
        "http",
        "id",
        "parser",
        "paused",
        "queued",
        "server",
        "sock",
        "waiting",
    )

    def __init__(self, http: HttpState, server: Settings, sock: socket.socket) -> None:
        http.next_id += 1
        self.id = http.next_id
        self.http = http
        self.server = server
        self.sock = sock
        self.fd = sock.fileno()
        self.parser: MessageParser | None = None
        self.paused = False
        self.backlog: deque[memoryview] = deque()
        self.queued = 0
        self.waiting = 0  # requests that are not answered
        self.begun = http.now  # since when a request is awaited or arriving; NEVER in between
        self.closed = False  # the last request was the last one of the connection
        self.deadline = NEVER  # of staying open without a request
        self.active = http.now  # when bytes last arrived or left
        self._closing = False  # close once all is written

    @abstractmethod
    def lost(self, code: str) -> None:
        """The connection is broken."""

    @abstractmethod
    def close(self) -> None:
        """Close now."""

    @abstractmethod
    def _watch(self) -> None:
        """Watch the socket for the events that the connection needs now."""

    def write(self, data: bytes | memoryview, buffer: bytes | None, flags: int) -> None:
        """Send a part of a response, ``data`` and then ``buffer``."""
        self.active = self.http.now
        if self.backlog:
            self._keep(data, buffer)
        else:
            try:
                if buffer is not None:
                    sent = self.sock.sendmsg((data, buffer)) if data else self.sock.send(buffer)
                    total = len(data) + len(buffer)
                elif data:
                    sent = self.http.gil.send(self.fd, bytes(data)) if self.http.gil.contended else self.sock.send(data)
                    total = len(data)
                else:
                    sent = total = 0
            except BlockingIOError:
                sent, total = 0, 1
            except OSError as error:
                self.lost(errno.errorcode.get(error.errno or 0, "EPIPE"))
                return
            if sent < total:
                if sent >= len(data):
                    assert buffer is not None
                    self._keep(memoryview(buffer)[sent - len(data) :], None)
                else:
                    self._keep(memoryview(data)[sent:], buffer)
        if flags:
            self._part_ended(flags)

    def _part_ended(self, flags: int) -> None:
        """The part was the last of its response (END), or of the connection (CLOSE)."""
        if flags & Part.END:
            self.waiting -= 1
            if self.waiting == 0:
                timeout = self.server.keep_alive_timeout
                self.deadline = self.http.now + timeout if timeout and self.begun == NEVER else NEVER
                if self.parser is not None and self.parser.idle and not self.paused:
                    self.closed = self.parser.closed
                    self.parser = None  # the next request may take the short way
        if flags & Part.CLOSE:
            self._closing = True
            if not self.backlog:
                self._finish()

    def _keep(self, data: bytes | memoryview, buffer: bytes | None) -> None:
        for part in (data, buffer):
            if part:
                self.backlog.append(memoryview(part))
                self.queued += len(part)
        self._watch()

    def _drain(self) -> None:
        """The socket is writable: send more of the backlog."""
        backlog = self.backlog
        try:
            while backlog:
                sent = self.sock.send(backlog[0])
                self.queued -= sent
                if sent < len(backlog[0]):
                    backlog[0] = backlog[0][sent:]
                    break
                backlog.popleft()
        except BlockingIOError:
            pass
        except OSError as error:
            self.lost(errno.errorcode.get(error.errno or 0, "EPIPE"))
            return
        if not backlog:
            self._watch()
            self._drained()

    def _drained(self) -> None:
        if self._closing:
            self._finish()
        else:
            self.http.emit([Tag.DRAINED, self.id])

    def _finish(self) -> None:
        """All is written: tell the client that nothing follows, and close. The kernel still delivers the bytes that it has."""
        try:
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        self.close()
