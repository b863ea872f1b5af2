"""Running a process to its end while JavaScript waits: child_process.spawnSync and its like."""

from __future__ import annotations

import errno
import os
import select
import signal
import socket
import time

from anode.bindings.child_process.start import ended, open_pidfd, program_of, start_with
from anode.engine.codec import dumps
from anode.errors import describe

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

CHUNK = 65536
NO_PIDFD_STEP = 0.01  # seconds between looks at a child that has no descriptor to wait for


class Run:
    """One process, its pipes and its limits."""

    def __init__(self, options: dict[str, Any], input: bytes) -> None:
        self.stdio = options["stdio"]
        self.limit = options.get("maxBuffer")
        self.kill_signal = options.get("killSignal") or signal.SIGTERM
        self.timeout = options.get("timeout") or 0
        self.error = 0
        self.result: tuple[int | None, str | None] | None = None
        self.killed = False
        self.total = 0
        self.pid, ours = start_with(program_of(options), [entry["kind"] for entry in self.stdio])
        self.deadline = time.monotonic() + self.timeout / 1000 if self.timeout > 0 else None
        self.pipes: dict[int, tuple[int, socket.socket]] = {}  # by descriptor: (place, our end)
        self.output: dict[int, bytearray] = {}
        self.pending: dict[int, memoryview] = {}  # by descriptor: its input that is not yet written
        at = 0
        for place, sock in enumerate(ours):
            size = self.stdio[place].get("input", 0)
            if sock is not None:
                sock.setblocking(False)
                self.pipes[sock.fileno()] = (place, sock)
                if self.stdio[place]["reads"]:
                    self.pending[sock.fileno()] = memoryview(input)[at : at + size]
                if self.stdio[place]["writes"]:
                    self.output[place] = bytearray()
            at += size

    def run(self) -> None:
        """Serve the pipes until they and the process have ended."""
        poll = select.poll()
        for fd in self.pipes:
            poll.register(fd, self._wanted(fd))
        pidfd = open_pidfd(self.pid)
        if pidfd >= 0:
            poll.register(pidfd, select.POLLIN)
        try:
            while self.pipes or self.result is None:
                for fd, events in poll.poll(self._wait(pidfd)):
                    if fd == pidfd:
                        self.result = ended(self.pid, os.WNOHANG)
                        if self.result is not None:
                            poll.unregister(pidfd)
                    elif fd in self.pipes and not self._serve(fd, events):
                        poll.unregister(fd)
                        self.pipes.pop(fd)[1].close()
                    elif fd in self.pipes:
                        poll.modify(fd, self._wanted(fd))
                if pidfd < 0 and self.result is None:
                    self.result = ended(self.pid, os.WNOHANG)
                if self.deadline is not None and not self.killed and time.monotonic() >= self.deadline:
                    self.kill(errno.ETIMEDOUT)
                if self.killed and self.pipes:
                    for fd in list(self.pipes):
                        poll.unregister(fd)
                        self.pipes.pop(fd)[1].close()
        finally:
            if pidfd >= 0:
                os.close(pidfd)
            for _, sock in self.pipes.values():
                sock.close()

    def _wait(self, pidfd: int) -> float | None:
        waits = []
        if self.deadline is not None and not self.killed:
            waits.append(max(0.0, self.deadline - time.monotonic()))
        if pidfd < 0 and self.result is None:
            waits.append(NO_PIDFD_STEP)
        return min(waits) * 1000 + 1 if waits else None

    def _wanted(self, fd: int) -> int:
        return (select.POLLOUT if fd in self.pending else 0) | (select.POLLIN if self.pipes[fd][0] in self.output else 0)

    def _serve(self, fd: int, events: int) -> bool:
        """Read from or write to a pipe that is ready; whether it stays open."""
        place, sock = self.pipes[fd]
        if fd in self.pending and events & (select.POLLOUT | select.POLLERR | select.POLLHUP):
            try:
                rest = self.pending[fd]
                rest = rest[sock.send(rest[:CHUNK]) :] if rest else rest
            except BlockingIOError:
                rest = self.pending[fd]
            except OSError as error:
                if error.errno != errno.EPIPE:
                    self.error = self.error or describe(error, None)[1]
                rest = memoryview(b"")
            self.pending[fd] = rest
            if not rest:
                del self.pending[fd]
                if place not in self.output:
                    return False
                try:
                    sock.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
        if place in self.output and events & (select.POLLIN | select.POLLERR | select.POLLHUP):
            try:
                data = sock.recv(CHUNK)
            except BlockingIOError:
                return True
            except OSError:
                return False
            if not data:
                return False
            self.output[place] += data
            self.total += len(data)
            if self.limit is not None and self.limit > 0 and self.total > self.limit and not self.killed:
                self.kill(errno.ENOBUFS)
        return True

    def kill(self, number: int) -> None:
        """End the process early, for the reason ``number``."""
        self.killed = True
        self.error = self.error or -number
        if self.result is not None:
            return
        try:
            os.kill(self.pid, self.kill_signal)
        except OSError as error:
            if error.errno != errno.ESRCH:
                self.error = describe(error, None)[1]
                os.kill(self.pid, signal.SIGKILL)


def run(options: dict[str, Any], input: bytes, check: Callable[[], None]) -> bytes:
    """Run; JSON with ``pid``, ``status``, ``signal``, ``error`` and ``output`` (each pipe's length or null), and the outputs behind it."""
    try:
        check()
        process = Run(options, input)
    except OSError as error:
        head = dumps({"pid": 0, "status": None, "signal": None, "error": describe(error, None)[1], "output": None}).encode()
        return len(head).to_bytes(4, "big") + head
    process.run()
    status, name = process.result or (None, None)
    output = [len(process.output[place]) if place in process.output else None for place in range(len(process.stdio))]
    head = dumps({"pid": process.pid, "status": status, "signal": name, "error": process.error, "output": output}).encode()
    return b"".join([len(head).to_bytes(4, "big"), head, *process.output.values()])
