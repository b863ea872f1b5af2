"""The channel between a process and its child: a stream on which descriptors travel as well.

Emits ``(DATA, bytes, descriptor or null)`` and, like any stream, END, READ_ERROR and WRITTEN.
"""

from __future__ import annotations

import array
import errno
import os
import socket

from anode.bindings.net.byte_stream import CHUNK, Event, Listener, Stream
from anode.engine.ops import op
from anode.errors import describe
from anode.loop.context import Context
from anode.permissions import nothing

DESCRIPTOR_ROOM = socket.CMSG_SPACE(64 * 4)


class Channel(Stream):
    """One end of a channel."""

    __slots__ = ("_descriptors",)

    def __init__(self, ctx: Context, sock: socket.socket) -> None:
        super().__init__(ctx, sock.fileno(), sock)
        self._descriptors: dict[int, int] = {}  # by the id of the part they go out with

    def _read(self) -> None:
        assert self.sock is not None
        try:
            data, ancillary, _, _ = self.sock.recvmsg(CHUNK, DESCRIPTOR_ROOM)
        except BlockingIOError:
            return
        except OSError as error:
            self.pause()
            if error.errno == errno.ECONNRESET:
                self.emit(Event.END)
            else:
                self.emit(Event.READ_ERROR, *describe(error, None)[:2])
            return
        descriptors: list[int] = []
        for level, kind, payload in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                numbers = array.array("i")
                numbers.frombytes(payload[: len(payload) - len(payload) % numbers.itemsize])
                descriptors += numbers
        for fd in descriptors:
            os.set_inheritable(fd, False)
        if self.ctx.host is not None:
            self.ctx.host.descriptors.update(descriptors)
        if data:
            self.emit(Event.DATA, data, descriptors)
        else:
            self.pause()
            self.emit(Event.END)

    def write_with(self, data: bytes, fd: int) -> bool:
        """Write, and send a descriptor with it; true if all is out, false if Event.WRITTEN will follow."""
        part = memoryview(data)
        self._descriptors[id(part)] = os.dup(fd)
        self._backlog.append(part)
        self._backlog.append(None)
        self._flush_quietly()
        return not self._backlog

    def _flush_quietly(self) -> None:
        """Send as :meth:`_flush` does, but a part that goes out at once is told by the answer of :meth:`write_with`."""
        before = len(self._backlog)
        if before == 2 and self._send_first():
            self._backlog.popleft()
            return
        self._watch()

    def _send_first(self) -> bool:
        """Send the first part; true if all of it is out."""
        assert self.sock is not None
        part = self._backlog[0]
        assert part is not None
        fd = self._descriptors.get(id(part))
        try:
            if fd is None:
                count = self.sock.send(part)
            else:
                count = self.sock.sendmsg([part], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [fd]))])
        except BlockingIOError:
            return False
        if fd is not None:
            os.close(self._descriptors.pop(id(part)))
        if count == len(part):
            self._backlog.popleft()
            return True
        self._backlog[0] = part[count:]
        return False

    def _flush(self) -> None:
        backlog = self._backlog
        while backlog:
            if backlog[0] is None:
                backlog.popleft()
                self.emit(Event.WRITTEN, None, 0)
                continue
            try:
                if not self._send_first():
                    break
            except OSError as error:
                code, number = describe(error, None)[:2]
                while backlog:
                    if backlog.popleft() is None:
                        self.emit(Event.WRITTEN, code, number)
                break
        self._watch()

    def dispose(self) -> None:
        for fd in self._descriptors.values():
            os.close(fd)
        self._descriptors.clear()
        super().dispose()


def _channel(ctx: Context, handle: int) -> Channel:
    found = ctx.loop.handles.get(handle)
    if not isinstance(found, Channel):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return found


@op(needs=nothing, syscall="open")
def open_channel(ctx: Context, fd: int) -> int:
    """The channel that this process was started with."""
    os.set_inheritable(fd, False)
    sock = socket.socket(fileno=fd)
    sock.setblocking(False)
    return Channel(ctx, sock).id


@op(needs=nothing, syscall="write")
def write_handle(ctx: Context, channel: int, data: bytes, handle: int) -> bool:
    """Write, and send the descriptor of a stream, a listener or a UDP socket with it."""
    found = ctx.loop.handles.get(handle)
    sock = getattr(found, "sock", None)
    fd = found.fd if isinstance(found, Stream) else sock.fileno() if sock is not None else -1
    if fd < 0:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return _channel(ctx, channel).write_with(data, fd)


@op(needs=nothing, syscall="open")
def adopt(ctx: Context, fd: int) -> int:
    """The handle of a descriptor that has come over a channel: of a listening socket or a stream."""
    ctx.disown(fd)
    sock = socket.socket(fileno=fd)
    sock.setblocking(False)
    if sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        return Listener(ctx, sock).id
    return Stream(ctx, fd, sock).id


@op(needs=nothing)
def stop_accepting(ctx: Context, handle: int) -> None:
    """Leave a listening socket's connections to the processes that share it."""
    found = ctx.loop.handles.get(handle)
    if isinstance(found, Listener):
        ctx.loop.poller.remove(found.sock.fileno())
