"""Mailboxes: the two ends of a channel between loops, each on its own thread.

Some facts:
- An end changes hands: it may be attached to a port of one loop, then travel in a message (attached to none), then belong to another.
- Messages are bytes that only JavaScript reads. The ends that travel in a message are listed beside it, and are closed if it is never read.
  The parts of shared memory that travel in it stand there, too, and are given back when they are dropped.
- A loop may be closed at any moment, and its wake-up descriptor with it.

So everything here happens under one lock, waking a loop included: a loop that closes first detaches its mailboxes, under the same lock.
"""

from __future__ import annotations

import _thread
from collections import deque

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    class Loop(Protocol):
        """A loop, as a mailbox needs it."""

        def post(self, function: Callable[..., None], *args: Any) -> None: ...

    class Listener(Protocol):
        """The port to which a mailbox is attached; ``wake`` runs on the loop's thread."""

        @property
        def loop(self) -> Loop: ...

        def wake(self) -> None: ...

    Message = tuple[bytes, tuple[int, ...], tuple[Any, ...]]  # the bytes, the ends and the parts of shared memory that travel in it


_lock = _thread.RLock()
_mailboxes: dict[int, Mailbox] = {}
_broadcasts: dict[str, set[Mailbox]] = {}
_inboxes: dict[int, Mailbox] = {}  # thread id -> where its isolate takes messages from other threads
_last = 0

_PACKED = 1 << 20  # bytes

CLOSED = True  # the answer of :meth:`Mailbox.take`, once, when the other end has gone


class Mailbox:
    """One end: the queue of messages from the other end."""

    __slots__ = ("closed", "group", "id", "listener", "listening", "peer", "queue", "signalled", "thread")

    def __init__(self) -> None:
        global _last
        with _lock:
            _last += 1
            self.id = _last
            _mailboxes[self.id] = self
        self.queue: deque[Message | None] = deque()  # None: the other end has gone
        self.peer: Mailbox | None = None
        self.listener: Listener | None = None
        self.listening = False
        self.signalled = False
        self.closed = False
        self.group: str | None = None
        self.thread: int | None = None

    # ---- sending ----

    def send(self, message: Message) -> bool:
        """Put ``message`` into the other end's queue; whether there is one."""
        with _lock:
            peer = self.peer
            if peer is None or peer.closed:
                _drop(message[1])
                return False
            peer.queue.append(message)
            if peer.listening:
                peer.signal()
            return True

    def receive(self, message: Message | None) -> None:
        """Queue a message, and wake the listening port."""
        with _lock:
            self.queue.append(message)
            if self.listening or message is None:
                self.signal()

    def unread(self, message: Message) -> None:
        """Put a message back in front: it had been taken, but not read."""
        with _lock:
            self.queue.appendleft(message)

    def signal(self) -> None:
        """Wake the loop this end is attached to; under the lock."""
        if self.listener is not None and not self.signalled:
            self.signalled = True
            self.listener.loop.post(self._wake)

    def _wake(self) -> None:
        with _lock:
            self.signalled = False
            listener = self.listener
        if listener is not None:
            listener.wake()

    # ---- receiving ----

    def attach(self, listener: Listener) -> None:
        """Belong to a port. It hears of queued messages after :meth:`listen`, and at once that the other end has gone."""
        with _lock:
            self.listener = listener
            self.signalled = False
            if self.queue and self.queue[0] is None:
                self.signal()

    def detach(self) -> None:
        """Belong to no loop: to be attached elsewhere."""
        with _lock:
            self.listener = None
            self.listening = False

    def listen(self) -> None:
        """Be woken for messages from now on."""
        with _lock:
            self.listening = True
            if self.queue:
                self.signal()

    def take(self, wanted: bool) -> Message | bool | None:
        """The next message; CLOSED; or None. Without ``wanted``, messages are left where they are."""
        with _lock:
            if not self.queue:
                return None
            if self.queue[0] is None:
                self.queue.popleft()
                return CLOSED
            return self.queue.popleft() if wanted else None

    def take_packed(self) -> bytes | None:
        """The next messages in which nothing travels, as many as there are up to a megabyte: each a length in four bytes and its bytes."""
        packed = bytearray()
        with _lock:
            while self.queue and len(packed) < _PACKED:
                first = self.queue[0]
                if first is None or first[1] or first[2]:
                    break
                packed += len(first[0]).to_bytes(4, "little") + first[0]
                self.queue.popleft()
        return bytes(packed) if packed else None

    # ---- the end ----

    def close(self) -> None:
        """Close this end: the other end is told, and the ends in unread messages are closed."""
        with _lock:
            if self.closed:
                return
            self.closed = True
            self.listener = None
            _mailboxes.pop(self.id, None)
            if self.group is not None:
                members = _broadcasts[self.group]
                members.discard(self)
                if not members:
                    del _broadcasts[self.group]
            if self.thread is not None:
                _inboxes.pop(self.thread, None)
            peer, self.peer = self.peer, None
            if peer is not None and not peer.closed:
                peer.peer = None
                peer.receive(None)
            while self.queue:
                message = self.queue.popleft()
                if message is not None:
                    _drop(message[1])

    # ---- broadcast ----

    def join(self, name: str) -> None:
        """Take part in the broadcast channel ``name``."""
        with _lock:
            self.group = name
            _broadcasts.setdefault(name, set()).add(self)

    def _others(self) -> list[Mailbox]:
        own = self.listener.loop if self.listener is not None else None
        members = _broadcasts.get(self.group or "", ())
        return [m for m in members if m.listener is not None and m.listener.loop is not own]

    def reaches(self) -> bool:
        """Whether another isolate listens."""
        with _lock:
            return bool(self._others())

    def broadcast(self, message: Message) -> None:
        """Send ``message`` to every listener in other isolates."""
        with _lock:
            for other in self._others():
                other.receive(message)


def _drop(ends: tuple[int, ...]) -> None:
    for end in ends:
        mailbox = _mailboxes.get(end)
        if mailbox is not None:
            mailbox.close()


def channel() -> Mailbox:
    """A new end; its ``peer`` is the other, whose id is one more."""
    with _lock:
        first, second = Mailbox(), Mailbox()
        first.peer, second.peer = second, first
        return first


def find(mailbox: int) -> Mailbox | None:
    """The mailbox of this id, while it is open."""
    return _mailboxes.get(mailbox)


def open_inbox(thread: int) -> Mailbox:
    """A mailbox for messages to the isolate that is ``thread``, from any other."""
    with _lock:
        mailbox = _inboxes[thread] = Mailbox()
        mailbox.thread = thread
        return mailbox


def send_to_thread(thread: int, message: Message) -> bool:
    """Put a message into the inbox of ``thread``; whether there is one."""
    with _lock:
        inbox = _inboxes.get(thread)
        if inbox is None:
            _drop(message[1])
            return False
        inbox.receive(message)
        return True
