"""The thread pool, for what has no non-blocking form: the file system, getaddrinfo, key derivation, compression.

Most tasks are *brief*: a system call on what the kernel has in memory, over before a second thread has even woken. Handing the GIL to and fro for
each cost four times as much as the calls themselves. So one thread takes brief tasks one after the other and tells the loop of them together; it
gets help where it is found stuck in one, and at once from all threads for tasks that are not brief.
"""

from __future__ import annotations

import _thread
import errno
import os
from collections import deque
from collections.abc import Callable
from time import monotonic

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Loop(Protocol):
        """The loop, as its pool needs it."""

        time: float
        before_poll: list[Callable[[], None]]

        def leave(self, function: Callable[..., None], *args: Any) -> None: ...
        def wake(self) -> None: ...

    Settle = Callable[[BaseException | None, Any], None]

DEFAULT_SIZE, LARGEST_SIZE = 4, 1024
TOGETHER = 0.0002  # seconds for which a loop that sleeps is not told of a task that is done while others wait
STUCK = 0.001  # seconds after which a thread that has taken no other task is not waited for


class Pool:
    """Up to ``UV_THREADPOOL_SIZE`` threads (4), each started when it is needed. Everything but the threads' own is called by the loop's."""

    def __init__(self, loop: Loop, size: int | None = None) -> None:
        try:
            wanted = int(os.environ.get("UV_THREADPOOL_SIZE", "")) if size is None else size
        except ValueError:
            wanted = DEFAULT_SIZE
        self.size = min(max(wanted, 1), LARGEST_SIZE)
        self.tasks: deque[tuple[Callable[[], Any], Settle, bool]] = deque()  # that wait
        self._loop = loop
        self._lock = _thread.allocate_lock()  # of what follows, together with whether tasks wait
        self._threads = self._awake = 0
        self._asleep: list[_thread.LockType] = []  # one for each thread, which waits for it
        self._closed = False
        self._taken = self._seen = 0  # tasks: by threads, and when it was last looked
        self._since = 0.0  # when it was last seen to have changed

    def submit(self, function: Callable[[], Any], settle: Settle, brief: bool = False) -> None:
        """Run ``function`` on a thread, then ``settle(error, value)`` on the loop's."""
        if not self.tasks:
            self._since = self._loop.time
        task = function, settle, brief
        self.tasks.append(task)
        try:
            with self._lock:
                if not self._awake or not brief:
                    self._rouse()
        except RuntimeError as error:  # no thread can be had; if there were any, they would take it
            self.tasks.remove(task)
            self._loop.leave(settle, OSError(errno.EAGAIN, f"{os.strerror(errno.EAGAIN)}: {error}"), None)

    def _rouse(self) -> None:
        if self._asleep:
            self._awake += 1
            self._asleep.pop().release()
        elif self._threads < self.size:
            try:
                _thread.start_new_thread(self._serve, ())
            except RuntimeError:
                if not self._threads:
                    raise
                return
            if not self._threads:
                self._loop.before_poll.append(self._look)
            self._threads += 1
            self._awake += 1

    def _look(self) -> None:
        if not self.tasks:
            return
        now = self._loop.time
        if self._taken != self._seen:
            self._seen, self._since = self._taken, now
        elif now - self._since > STUCK:
            self._since = now
            with self._lock:
                self._rouse()

    def _serve(self) -> None:
        wake = _thread.allocate_lock()
        wake.acquire()
        while True:
            self._work()
            with self._lock:
                if self.tasks:
                    continue
                if self._closed:
                    return
                self._awake -= 1
                self._asleep.append(wake)
            wake.acquire()

    def _work(self) -> None:
        loop, tasks = self._loop, self.tasks
        until = 0.0  # when the loop must know of what is done; 0: there is nothing that it does not
        while tasks:
            try:
                function, settle, brief = tasks.popleft()
            except IndexError:  # another thread was faster
                break
            self._taken += 1
            if until and not brief:
                until = 0.0
                loop.wake()
            error: BaseException | None = None
            value = None
            try:
                value = function()
            except BaseException as raised:
                error = raised
            loop.leave(settle, error, value)
            del function, settle, error, value  # nothing of a finished request outlives it here
            now = monotonic()
            if not until:
                until = now + TOGETHER if brief else now
            if now >= until:
                until = 0.0
                loop.wake()
        if until:
            loop.wake()

    def close(self) -> None:
        """Let the threads end once what they do is done."""
        with self._lock:
            self._closed = True
            for wake in self._asleep:
                wake.release()
            self._asleep.clear()
