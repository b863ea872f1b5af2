"""Readiness: epoll on Linux, kqueue on macOS and the BSDs.

Some facts:
- Both report a descriptor again until it has been read or written (level-triggered).
- The number of a closed descriptor can be reused within the same batch of events.
- Writing to a descriptor in the set is the one safe way for another thread to end a wait.

What this means here:
- A callback may read once and return, as libuv's do.
- Callbacks are looked up at the moment they are called, and :meth:`Poller.remove` comes before ``close()``.
- :meth:`Poller.wake` writes to a pipe that the poller watches.
"""

from __future__ import annotations

import os
import select
import sys
from _collections_abc import Callable
from abc import ABC, abstractmethod
from time import monotonic

SHORT = 0.00006  # seconds: a wait as short as this is not worth falling asleep for
READ, WRITE, ERROR, HANGUP = 1, 4, 8, 16  # epoll's own numbers, so that Linux needs no mapping

Callback = Callable[[int], None]


class Poller(ABC):
    """The watched descriptors and their callbacks. A subclass speaks to the system."""

    def __init__(self) -> None:
        self._callbacks: dict[int, Callback] = {}
        # Set while another thread contends for the GIL (the HTTP server sets it): returns the ready descriptors without releasing the GIL.
        self.glance: Callable[[int], list[tuple[int, int]]] | None = None
        self._wake_read, self._wake_write = os.pipe()
        for fd in (self._wake_read, self._wake_write):
            os.set_blocking(fd, False)
        self.add(self._wake_read, READ, self._woken)

    def add(self, fd: int, events: int, callback: Callback) -> None:
        """Watch ``fd`` for ``events`` (READ | WRITE); ``callback(events)`` runs in the poll phase."""
        self._watch(fd, events)
        self._callbacks[fd] = callback

    @abstractmethod
    def modify(self, fd: int, events: int) -> None:
        """Watch for other events; 0 leaves only errors and hang-ups."""

    def remove(self, fd: int) -> None:
        """Forget ``fd``; before it is closed."""
        if self._callbacks.pop(fd, None) is not None:
            try:
                self._unwatch(fd)
            except OSError:
                pass  # closed already: the kernel has forgotten it

    @abstractmethod
    def poll(self, timeout: float) -> list[tuple[int, int]]:
        """Wait up to ``timeout`` seconds; the ready descriptors, each with its events."""

    def tell(self, ready: list[tuple[int, int]]) -> None:
        """Call back in order, but for those that an earlier one has removed."""
        callbacks = self._callbacks
        for fd, events in ready:
            if fd in callbacks:
                callbacks[fd](events)

    def wake(self) -> None:
        """End a wait; from any thread."""
        try:
            os.write(self._wake_write, b"\0")
        except OSError:
            pass  # full: it wakes anyway; closed: the loop has ended

    def _woken(self, events: int) -> None:
        try:
            os.read(self._wake_read, 65536)
        except BlockingIOError:
            pass

    def close(self) -> None:
        """Close the descriptors of the poller itself."""
        self._callbacks.clear()
        self._close()
        os.close(self._wake_read)
        os.close(self._wake_write)

    _watch: Callable[[int, int], None]
    _unwatch: Callable[[int], None]
    _close: Callable[[], None]


if sys.platform == "linux":

    class EpollPoller(Poller):
        """epoll."""

        def __init__(self) -> None:
            self._epoll = select.epoll()
            self._watch, self._unwatch, self._close = self._epoll.register, self._epoll.unregister, self._epoll.close
            self._short = False  # whether the last wait ended almost at once
            super().__init__()

        def modify(self, fd: int, events: int) -> None:
            self._epoll.modify(fd, events)

        def poll(self, timeout: float) -> list[tuple[int, int]]:
            poll = self._epoll.poll
            if self.glance is not None:
                return self.glance(self._epoll.fileno()) or poll(timeout)
            if timeout <= 0:
                return poll(0)
            # Falling asleep and being woken takes longer than many a wait: a client that asked again at once got 10,500 answers a second,
            # and gets 16,900 with this. Where the last wait was short, this one most likely is, too: look again for a moment first, and
            # let everybody else run in between.
            if self._short:
                if found := poll(0):
                    return found
                end = monotonic() + SHORT
                while monotonic() < end:
                    os.sched_yield()
                    if found := poll(0):
                        return found
            start = monotonic()
            found = poll(timeout)
            self._short = monotonic() - start < SHORT
            return found

else:

    class KqueuePoller(Poller):
        """kqueue."""

        def __init__(self) -> None:
            self._kqueue = select.kqueue()
            self._close = self._kqueue.close
            self._events: dict[int, int] = {}
            super().__init__()

        def _watch(self, fd: int, events: int) -> None:
            changes = []
            before = self._events.get(fd, 0)
            for bit, kind in ((READ, select.KQ_FILTER_READ), (WRITE, select.KQ_FILTER_WRITE)):
                if (before ^ events) & bit:
                    changes.append(select.kevent(fd, kind, select.KQ_EV_ADD if events & bit else select.KQ_EV_DELETE))
            self._events[fd] = events
            if changes:
                self._kqueue.control(changes, 0)

        modify = _watch

        def _unwatch(self, fd: int) -> None:
            try:
                self._watch(fd, 0)
            finally:
                del self._events[fd]

        def poll(self, timeout: float) -> list[tuple[int, int]]:
            found = []
            for event in self._kqueue.control(None, 256, timeout):
                bits = READ if event.filter == select.KQ_FILTER_READ else WRITE
                found.append((event.ident, bits | HANGUP if event.flags & select.KQ_EV_EOF else bits))
            return found


def make_poller() -> Poller:
    """The poller of this platform."""
    if sys.platform == "linux":
        return EpollPoller()
    else:
        return KqueuePoller()
