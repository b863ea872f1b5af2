"""The thread pool, for operations that have no non-blocking form: files, getaddrinfo, key derivation, compression.

Some facts:
- Most tasks are *brief*: a system call on data that the kernel has in memory, over before a second thread has woken.
- Handing the GIL from thread to thread for each brief task costs four times as much as the system calls.
- A name server that does not answer blocks getaddrinfo for many seconds. libuv therefore lets such *slow* requests have half of its pool.

What this means here:
- One thread runs brief tasks one after the other, and tells the loop of several at a time.
- When that thread has been in one call for 1 ms, another thread takes the rest.
- Tasks that are not brief start on all threads at once; slow ones on at most half of them.
"""

from __future__ import annotations

import _thread
import errno
import os
from _collections_abc import Callable
from time import monotonic

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections import deque
else:
    from _collections import deque  # collections would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Loop(Protocol):
        """The loop, as its pool needs it."""

        time: float
        before_poll: list[Callable[[], None]]

        def leave(self, function: Callable[..., None], *args: Any) -> None: ...
        def wake(self) -> None: ...

    Settle = Callable[[BaseException | None, Any], None]
    Task = tuple[Callable[[], Any], Settle, bool]  # function, settle, brief

DEFAULT_SIZE, LARGEST_SIZE = 4, 1024
TOGETHER = 0.0002  # seconds that finished tasks wait to be told together, while a sleeping loop has more tasks waiting
STUCK = 0.001  # seconds in one task after which a thread is no longer waited for


class Pool:
    """Up to ``UV_THREADPOOL_SIZE`` threads (4), each started when it is needed. The loop's thread calls every public method."""

    def __init__(self, loop: Loop, size: int | None = None) -> None:
        try:
            wanted = int(os.environ.get("UV_THREADPOOL_SIZE", "")) if size is None else size
        except ValueError:
            wanted = DEFAULT_SIZE
        self.size = min(max(wanted, 1), LARGEST_SIZE)
        self.tasks: deque[Task] = deque()  # that wait
        self.watch: Callable[[str, Callable[[], Any]], Callable[[], Any]] | None = (
            None  # while the loop is traced: wraps a task, by its op's name
        )
        self._loop = loop
        self._lock = _thread.allocate_lock()  # of the fields below, and of the moment at which tasks is found empty
        self._threads = self._awake = 0
        self._asleep: list[_thread.LockType] = []  # one for each sleeping thread, which waits for it
        self._closed = False
        self._slow: deque[Task] = deque()  # slow tasks beyond half of the pool
        self._slow_running = 0
        self._taken = self._seen = 0  # number of tasks taken: by the threads, and when the loop last looked
        self._since = 0.0  # when the loop last saw that number change

    @property
    def busy(self) -> int:
        """The number of threads that are not asleep."""
        return self._awake

    def submit(self, function: Callable[[], Any], settle: Settle, brief: bool = False, slow: bool = False) -> None:
        """Run ``function`` on a thread, then ``settle(error, value)`` on the loop's. ``slow`` tasks are not brief."""
        task: Task = function, settle, brief
        if slow:
            with self._lock:
                if self._slow_running >= (self.size + 1) // 2:
                    self._slow.append(task)
                    return
                self._slow_running += 1
                task = self._counted(function), settle, False
        if not self.tasks:
            self._since = self._loop.time
        self.tasks.append(task)
        try:
            with self._lock:
                if not self._awake or not brief:
                    self._rouse()
        except RuntimeError as error:  # no thread can be had; if there were any, they would take the task
            self.tasks.remove(task)
            if slow:
                self._slow_running -= 1
            self._loop.leave(settle, OSError(errno.EAGAIN, f"{os.strerror(errno.EAGAIN)}: {error}"), None)

    def _counted(self, function: Callable[[], Any]) -> Callable[[], Any]:
        # The task's place among the slow ones goes to the next that waits.
        def run() -> Any:
            try:
                return function()
            finally:
                with self._lock:
                    if self._slow:
                        following, settle, brief = self._slow.popleft()
                        self.tasks.append((self._counted(following), settle, brief))
                    else:
                        self._slow_running -= 1

        return run

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
        until = 0.0  # when the loop must be told of finished tasks; 0: it has been told of all
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
            del function, settle, error, value  # nothing of a finished request may live on here
            now = monotonic()
            if not until:
                until = now + TOGETHER if brief else now
            if now >= until:
                until = 0.0
                loop.wake()
        if until:
            loop.wake()

    def close(self) -> None:
        """Let the threads end once their tasks are done."""
        with self._lock:
            self._closed = True
            self._slow.clear()
            for wake in self._asleep:
                wake.release()
            self._asleep.clear()
