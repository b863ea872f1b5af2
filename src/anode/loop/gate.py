"""Whose turn it is to run JavaScript, where other threads than the isolate's may.

The isolate's thread holds the gate whenever it does not sleep in its poll. A thread that takes the gate meanwhile enters V8 itself (engine/v8/entry.py).
"""

from __future__ import annotations

import _thread
from collections import deque
from time import monotonic

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

TURN = 0.002  # seconds in which a waiting thread has taken the gate; the sleep ends when it has given it back, if the loop has work
# A thread that found the gate open may have come too late, unseen: after so many seconds without a sleep there is one, of so many seconds.
UNSEEN, LOOK = 0.05, 0.001
PATIENCE = 0.05  # seconds until the thread that holds the gate is nudged, and again


class Gate:
    """Made by the isolate's thread, which holds it then.

    ``nudge`` is called while another thread keeps it for long; ``back`` when the isolate's thread has it again.
    """

    def __init__(self, nudge: Callable[[], None], back: Callable[[], None]) -> None:
        self.lock = _thread.allocate_lock()
        self.lock.acquire()
        self.wanted = False  # the isolate's thread must come to its sleep, however busy it is
        self.waited = False  # a thread found it locked: the isolate's thread must sleep so long that the other one gets it
        self.dropped: deque[Any] = deque()  # whose references go while the gate is open: their destructors may run JavaScript
        self.opened = 0.0  # when the isolate's thread slept last
        self.home: object = None  # stands for the isolate's thread, as ``holder`` has it
        self.holder: object = None  # the thread that has the gate
        self.until = 0.0  # when the loop's poll ends, on the monotonic clock
        self._nudge = nudge
        self._back = back

    def leave(self, timeout: float) -> None:
        """Let others in for ``timeout`` seconds."""
        self.until = monotonic() + timeout
        self.holder = None
        self.lock.release()
        self.dropped.clear()

    def enter(self) -> None:
        """Take it back."""
        while not self.lock.acquire(timeout=PATIENCE):
            self._nudge()
        self.holder = self.home
        self._back()

    def due(self) -> bool:
        """Whether the isolate's thread must sleep, although it has work: another thread waits, or may have begun to wait unseen."""
        return self.waited or monotonic() - self.opened > UNSEEN

    def shortest(self) -> float:
        """Seconds that the isolate's thread must sleep at least."""
        least = TURN if self.waited else LOOK if self.due() else 0.0
        self.waited = False
        self.opened = monotonic()
        return least

    def left(self) -> float:
        """Milliseconds until the loop's poll ends."""
        return (self.until - monotonic()) * 1000
