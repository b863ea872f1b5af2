"""Message ports: the handle that wakes a port's isolate, and the mailboxes that carry messages to other isolates.

Between two ports of one isolate messages wait in JavaScript (lib/internal/worker/endpoint.js), and only the handle is used.
"""

from __future__ import annotations

from anode.engine.ops import Numbers, op
from anode.loop import mailbox as post
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.loop.loop import Loop
from anode.loop.mailbox import Mailbox
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.shared_memory import Part
    from anode.loop.mailbox import Message


class Event(Numbers):
    """The event of a message port."""

    MESSAGES = 0


class Signals:
    """The ports of one isolate that have messages: told in one poll, in the order in which they were made, as libuv does."""

    def __init__(self, ctx: Context) -> None:
        self._loop = ctx.loop
        self._waiting: set[int] = set()

    def add(self, port: int) -> None:
        """Tell ``port`` in the next poll; on the loop's thread."""
        if not self._waiting:
            self._loop.post(self._tell)
        self._waiting.add(port)

    def _tell(self) -> None:
        ports = sorted(self._waiting)
        self._waiting.clear()
        for port in ports:
            found = self._loop.handles.get(port)
            if found is not None:
                found.emit(Event.MESSAGES, found.waiting() if isinstance(found, Port) else 0)


class Port(Handle):
    """A started message port, active from then on: emits ``(MESSAGES, how many wait in its mailbox)`` in the poll after it was signalled."""

    __slots__ = ("loop", "mailbox")
    resource = "MessagePort"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.loop: Loop = ctx.loop
        self.mailbox: Mailbox | None = None

    def waiting(self) -> int:
        """How many messages wait in the mailbox."""
        return len(self.mailbox.queue) if self.mailbox is not None else 0

    def wake(self) -> None:
        """There are messages in the mailbox; on the loop's thread."""
        if not self.closed:
            self.ctx.state(Signals).add(self.id)

    def dispose(self) -> None:
        if self.mailbox is not None:
            self.mailbox.close()
            self.mailbox = None


def _port(ctx: Context, handle: int) -> Port | None:
    port = ctx.loop.handles.get(handle)
    return port if isinstance(port, Port) else None


class SharedParts:
    """The parts of shared memory (engine/v8/shared_memory.py) that this isolate is sending, or has received and not yet made objects for."""

    def __init__(self, ctx: Context) -> None:
        self.leaving: dict[int, Part] = {}
        self.arrived: dict[int, list[Part]] = {}
        ctx.at_end.append(self._clear)

    def _clear(self) -> None:
        self.leaving.clear()
        self.arrived.clear()


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",")) if text else ()


def _message(ctx: Context, message: bytes, ends: str | None, parts: str | None) -> Message:
    if not parts:
        return message, _numbers(ends), ()
    leaving = ctx.state(SharedParts).leaving
    return message, _numbers(ends), tuple(leaving.pop(number) for number in _numbers(parts))


@op(needs=nothing)
def port_open(ctx: Context) -> int:
    """A port's handle."""
    return Port(ctx).id


@op(needs=nothing)
def port_signal(ctx: Context, handle: int) -> None:
    """Say that there are messages."""
    ctx.state(Signals).add(handle)


@op(needs=nothing)
def port_attach(ctx: Context, handle: int, mailbox: int) -> bool:
    """Let a port have the mailbox; false if it is gone, which only its own isolate's end can have caused."""
    port, found = _port(ctx, handle), post.find(mailbox)
    if port is None or found is None:
        return False
    port.mailbox = found
    found.attach(port)
    return True


@op(needs=nothing)
def port_detach(ctx: Context, handle: int) -> None:
    """Take the mailbox from the port, so that it outlives it."""
    port = _port(ctx, handle)
    if port is not None and port.mailbox is not None:
        port.mailbox.detach()
        port.mailbox = None


# ---- mailboxes ----


@op(needs=nothing)
def channel(ctx: Context) -> int:
    """Two mailboxes, entangled: this one and the one with the next number."""
    return post.channel().id


@op(needs=nothing)
def mailbox_listen(ctx: Context, mailbox: int) -> None:
    """Be woken for messages."""
    found = post.find(mailbox)
    if found is not None:
        found.listen()


@op(needs=nothing)
def mailbox_send(ctx: Context, mailbox: int, message: bytes, ends: str | None = None, parts: str | None = None) -> bool:
    """Send a message, in which the mailboxes ``ends`` and the ``parts`` of shared memory travel; whether the other end is open."""
    found = post.find(mailbox)
    sent = _message(ctx, message, ends, parts)
    return found is not None and found.send(sent)


@op(needs=nothing)
def mailbox_unread(ctx: Context, mailbox: int, message: bytes, ends: str | None = None, parts: str | None = None) -> None:
    """Put a message back in front of those that wait."""
    found = post.find(mailbox)
    sent = _message(ctx, message, ends, parts)
    if found is not None:
        found.unread(sent)


@op(needs=nothing)
def mailbox_take(ctx: Context, mailbox: int, wanted: bool) -> bytes | bool | None:
    """The next message; true if the other end has gone; nothing."""
    found = post.find(mailbox)
    message = None if found is None else found.take(wanted)
    if not isinstance(message, tuple):
        return message
    for part in message[2]:
        ctx.state(SharedParts).arrived.setdefault(part.number, []).append(part)
    return message[0]


@op(needs=nothing)
def mailbox_take_packed(ctx: Context, mailbox: int) -> bytes | None:
    """Several messages in one piece: see :meth:`Mailbox.take_packed`."""
    found = post.find(mailbox)
    return None if found is None else found.take_packed()


@op(needs=nothing)
def mailbox_close(ctx: Context, mailbox: int) -> None:
    """Close a mailbox that belongs to no port."""
    found = post.find(mailbox)
    if found is not None:
        found.close()


# ---- broadcast channels and threads ----


@op(needs=nothing)
def broadcast_join(ctx: Context, handle: int, name: str) -> int:
    """Let a port take part in the broadcast channel ``name``; the number of its mailbox."""
    port = _port(ctx, handle)
    assert port is not None
    port.mailbox = found = Mailbox()
    found.attach(port)
    found.join(name)
    found.listen()
    return found.id


@op(needs=nothing)
def broadcast_reaches(ctx: Context, mailbox: int) -> bool:
    """Whether another isolate listens under the same name."""
    found = post.find(mailbox)
    return found is not None and found.reaches()


@op(needs=nothing)
def broadcast_send(ctx: Context, mailbox: int, message: bytes, parts: str | None = None) -> None:
    """Send a message to the listeners in other isolates."""
    found = post.find(mailbox)
    sent = _message(ctx, message, None, parts)
    if found is not None:
        found.broadcast(sent)


@op(needs=nothing)
def inbox_open(ctx: Context, thread: int) -> int:
    """A mailbox in which the isolate that is ``thread`` hears from any other."""
    return post.open_inbox(thread).id


@op(needs=nothing)
def inbox_send(ctx: Context, thread: int, message: bytes, ends: str | None = None, parts: str | None = None) -> bool:
    """Send a message to a thread; whether it is there."""
    return post.send_to_thread(thread, _message(ctx, message, ends, parts))
