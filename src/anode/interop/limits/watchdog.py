"""The deadlines of the process, on one thread that starts with the first."""

from __future__ import annotations

import _thread
import heapq
import os
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 3600.0  # seconds between two looks at the clock
_MANY = 256  # deadlines that nothing waits for, until they are removed


class Deadline:
    """One time at which a function is called, on the watchdog's thread. The function must not block."""

    __slots__ = ("at", "fire")

    def __init__(self, at: float, fire: Callable[[], None]) -> None:
        self.at = at
        self.fire: Callable[[], None] | None = fire

    def __lt__(self, other: Deadline) -> bool:
        return self.at < other.at


class Watchdog:
    """Any thread may use it."""

    def __init__(self) -> None:
        self._lock = _thread.allocate_lock()
        self._bell = _thread.allocate_lock()  # released to wake the thread
        self._bell.acquire()
        self._heap: list[Deadline] = []
        self._dropped = 0
        self._next = 0.0  # when the thread wakes by itself; 0 while there is none

    def watch(self, at: float, fire: Callable[[], None]) -> Deadline:
        """Call ``fire`` at a time of the monotonic clock, until :meth:`drop`."""
        deadline = Deadline(at, fire)
        with self._lock:
            heapq.heappush(self._heap, deadline)
            if not self._next:
                self._next = at
                _thread.start_new_thread(self._run, ())
            elif at < self._next:
                self._next = at
                if self._bell.locked():
                    self._bell.release()
        return deadline

    def drop(self, deadline: Deadline) -> None:
        """Forget a deadline."""
        deadline.fire = None
        with self._lock:
            self._dropped += 1
            if self._dropped > _MANY and self._dropped > len(self._heap) // 2:
                self._heap = [kept for kept in self._heap if kept.fire is not None]
                heapq.heapify(self._heap)
                self._dropped = 0

    def _run(self) -> None:
        while True:
            now = monotonic()
            due: list[Deadline] = []
            with self._lock:
                while self._heap and self._heap[0].at <= now:
                    due.append(heapq.heappop(self._heap))
                self._next = self._heap[0].at if self._heap else now + _LONGEST
                wait = self._next - now
            for deadline in due:
                fire = deadline.fire
                if fire is not None:
                    try:
                        fire()
                    except Exception:  # no thread can be started, for example; the other deadlines need this one
                        pass
            if not due:
                self._bell.acquire(timeout=min(wait, _LONGEST))


watchdog = Watchdog()


def _begin_again() -> None:
    global watchdog
    watchdog = Watchdog()  # the thread is the parent's, and may have held the lock


os.register_at_fork(after_in_child=_begin_again)
