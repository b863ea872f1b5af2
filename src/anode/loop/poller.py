"""Readiness: epoll on Linux, kqueue on macOS and the BSDs.

Some facts:
- Both report a descriptor again until it is dealt with (level-triggered), as libuv relies on, so a callback may read once and return.
- A closed descriptor disappears by itself, but its number can come back in the same batch of events: callbacks are looked up when
  they are called, and :meth:`remove` forgets them at once.
- Another thread ends a wait by writing to a descriptor in the set; nothing else is safe.
"""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from os import sched_yield
from time import monotonic

SHORT = 0.00006  # seconds: a wait as short as this is not worth falling asleep for
READ, WRITE, ERROR, HANGUP = 1, 4, 8, 16  # epoll's own numbers, so that Linux needs no mapping

Callback = Callable[[int], None]


class EpollPoller:
    """epoll."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._callbacks: dict[int, Callback] = {}
        self._short = False  # whether the last wait ended almost at once
        # While another thread fights for the GIL (see bindings/gil.py): what is ready now, found without letting the GIL go.
        self.glance: Callable[[int], list[tuple[int, int]]] | None = None
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._epoll.register(self._wake_read, READ)

    def add(self, fd: int, events: int, callback: Callback) -> None:
        """Watch ``fd`` for ``events`` (READ | WRITE); ``callback(events)`` runs in the poll phase."""
        self._epoll.register(fd, events)
        self._callbacks[fd] = callback

    def modify(self, fd: int, events: int) -> None:
        """Watch for other events; 0 leaves only errors and hang-ups."""
        self._epoll.modify(fd, events)

    def remove(self, fd: int) -> None:
        """Forget ``fd``; before it is closed."""
        if self._callbacks.pop(fd, None) is not None:
            try:
                self._epoll.unregister(fd)
            except OSError:
                pass  # closed already: the kernel has forgotten it

    def poll(self, timeout: float) -> list[tuple[Callback, int]]:
        """Wait up to ``timeout`` seconds; what is ready, to be called in order."""
        callbacks = self._callbacks
        ready = []
        if self.glance is not None:
            found = self.glance(self._epoll.fileno()) or self._epoll.poll(timeout)
        elif timeout > 0:
            found = self._wait(timeout)
        else:
            found = self._epoll.poll(0)
        for fd, events in found:
            callback = callbacks.get(fd)
            if callback is not None:
                ready.append((callback, events))
            elif fd == self._wake_read:
                try:
                    os.read(fd, 65536)
                except BlockingIOError:
                    pass
        return ready

    def _wait(self, timeout: float) -> list[tuple[int, int]]:
        # Falling asleep and being woken takes longer than many a wait: a client that asked again at once got 10,500 answers a second,
        # and gets 16,900 with this. Where the last wait was short, this one most likely is, too: look again for a moment first, and let
        # everybody else run in between.
        poll = self._epoll.poll
        if self._short:
            end = monotonic() + SHORT
            while True:
                found = poll(0)
                if found:
                    return found
                if monotonic() > end:
                    break
                sched_yield()
        start = monotonic()
        found = poll(timeout)
        self._short = monotonic() - start < SHORT
        return found

    def wake(self) -> None:
        """End a wait; from any thread."""
        try:
            os.write(self._wake_write, b"\0")
        except OSError:
            pass  # full: it will wake; closed: nobody waits any more

    def close(self) -> None:
        """Close the descriptors of the poller itself."""
        self._callbacks.clear()
        self._epoll.close()
        os.close(self._wake_read)
        os.close(self._wake_write)


if sys.platform != "linux":

    class KqueuePoller:
        """kqueue."""

        def __init__(self) -> None:
            self._kqueue = select.kqueue()
            self._callbacks: dict[int, Callback] = {}
            self._events: dict[int, int] = {}
            self._wake_read, self._wake_write = os.pipe()
            for fd in (self._wake_read, self._wake_write):
                os.set_blocking(fd, False)
            self._change(self._wake_read, 0, READ)

        def _change(self, fd: int, before: int, after: int) -> None:
            changes = []
            for bit, kind in ((READ, select.KQ_FILTER_READ), (WRITE, select.KQ_FILTER_WRITE)):
                if (before ^ after) & bit:
                    changes.append(select.kevent(fd, kind, select.KQ_EV_ADD if after & bit else select.KQ_EV_DELETE))
            if changes:
                self._kqueue.control(changes, 0)

        def add(self, fd: int, events: int, callback: Callback) -> None:
            self._change(fd, 0, events)
            self._callbacks[fd] = callback
            self._events[fd] = events

        def modify(self, fd: int, events: int) -> None:
            self._change(fd, self._events[fd], events)
            self._events[fd] = events

        def remove(self, fd: int) -> None:
            if self._callbacks.pop(fd, None) is not None:
                try:
                    self._change(fd, self._events.pop(fd), 0)
                except OSError:
                    pass

        def poll(self, timeout: float) -> list[tuple[Callback, int]]:
            ready = []
            for event in self._kqueue.control(None, 256, timeout):
                callback = self._callbacks.get(event.ident)
                if callback is None:
                    if event.ident == self._wake_read:
                        try:
                            os.read(self._wake_read, 65536)
                        except BlockingIOError:
                            pass
                    continue
                bits = READ if event.filter == select.KQ_FILTER_READ else WRITE
                if event.flags & select.KQ_EV_EOF:
                    bits |= HANGUP
                ready.append((callback, bits))
            return ready

        def wake(self) -> None:
            try:
                os.write(self._wake_write, b"\0")
            except OSError:
                pass

        def close(self) -> None:
            self._callbacks.clear()
            self._kqueue.close()
            os.close(self._wake_read)
            os.close(self._wake_write)

    Poller = KqueuePoller
else:
    Poller = EpollPoller


def make_poller() -> Poller:
    """The poller of this platform."""
    return Poller()
