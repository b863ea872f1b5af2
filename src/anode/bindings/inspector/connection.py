"""A session of the inspector, and the reminder that messages wait for it."""

from __future__ import annotations

from anode.loop.handle import Handle

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

    from anode.bindings.inspector.domains import Domains
    from anode.engine.v8.inspector.inspector import Session


class Reminder(Handle):
    """Emits ``(0,)`` when messages wait; JavaScript then takes them."""

    __slots__ = ()
    resource = ""


class Connection:
    """A session, and the domains beside V8's. ``holds`` says that the program's end, and a pause, wait for it."""

    __slots__ = ("domains", "holds", "number", "send", "session", "stops", "tasks")

    def __init__(self, number: int, session: Session, holds: bool, send: Callable[[str], None], domains: Domains) -> None:
        self.number = number
        self.session = session
        self.holds = holds
        self.send = send
        self.domains = domains
        self.stops = False  # the next response may have a CPU profile
        self.tasks = 0  # messages that V8 answers in tasks of its own
