"""A recording as what happened: turns of the loop, phases, callbacks, and in them ticks, microtasks and other executions, each with its cause.

Some facts:
- Each callback of the loop is an ENTER, executions (BEFORE, AFTER) and a LEAVE. The first execution is the callback's own; those behind it are the
  ticks and microtasks that it drained. A callback without async id, as in a fast path of the HTTP server, has no execution of its own.
- Executions nest: a callback may run others (an EventEmitter's listener that is bound to an AsyncResource).
- INIT comes when the program asks: the execution that asks is the cause, the place the line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anode.bindings.trace import TraceEvent
from anode.engine.codec import loads
from anode.loop.loop import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anode.tracing.recording import Event, Recording

PHASE_NAMES = {value: name.lower() for name, value in Phase.table().items() if name != "SPAN"}
MAIN = 1  # the async id of the main script


@dataclass(slots=True)
class Origin:
    """Who asked for an execution, where and when."""

    id: int
    type: str
    cause: int  # the async id of the execution that asked; 0: none of the program's
    trigger: int
    place: str  # function, file, line and column; '' where no line of the program asked
    function: str  # that is called, where it is known
    time: float


@dataclass(slots=True)
class Execution:
    """A callback's function at work, a tick, or a microtask."""

    id: int
    function: str
    begin: float
    end: float
    within: list[Execution] = field(default_factory=list)
    logs: list[Log] = field(default_factory=list)


@dataclass(slots=True)
class Log:
    """A line that the program wrote to its console."""

    time: float
    text: str
    is_error: bool
    by: int  # async id


@dataclass(slots=True)
class Callback:
    """One callback of the loop, with the ticks and microtasks that it drained."""

    number: int
    phase: str
    begin: float
    end: float
    executions: list[Execution] = field(default_factory=list)
    stacks: list[tuple[int, list[str]]] = field(default_factory=list)  # of a long one: samples, and the places, the innermost first


@dataclass(slots=True)
class PhaseRun:
    """A phase. The loop was busy in Python, or waited for events, from ``asked`` to ``begin``."""

    name: str
    asked: float
    begin: float
    end: float
    turn: int
    callbacks: list[Callback] = field(default_factory=list)


@dataclass(slots=True)
class Span:
    """A request, as server or as client."""

    text: str
    begin: float
    end: float
    by: int


@dataclass(slots=True)
class Task:
    """An op on a thread of the pool; threads count from 1."""

    thread: int
    name: str
    begin: float
    end: float


@dataclass(slots=True)
class UnderWay:
    """What waits in the loop: a handle, a request, a timer, an immediate."""

    id: int
    type: str
    keeps_alive: bool
    wait: float  # ms, of a timer


@dataclass(slots=True)
class History:
    """A recording, read. Phases, spans and logs are in the order of their begin."""

    phases: list[PhaseRun]
    origins: dict[int, Origin]
    spans: list[Span]
    logs: list[Log]
    errors: list[Log]
    tasks: list[Task] = field(default_factory=list)  # of the thread pool
    alive: list[UnderWay] = field(default_factory=list)  # when that was last told

    def causes(self, number: int) -> list[Origin]:
        """The origin of an execution, of the execution that asked for it, and so on, back to the main script."""
        found = []
        seen = set()
        while number in self.origins and number not in seen:
            seen.add(number)
            origin = self.origins[number]
            found.append(origin)
            number = origin.cause or origin.trigger
        return found


def read_history(recording: Recording) -> History:
    """Put the events of a recording together."""
    return Reader(recording).read()


class Reader:
    """Reads a recording, whole or as it grows."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self.history = History([], {}, [], [], [])
        self._phase = PhaseRun("main", 0.0, 0.0, 0.0, 0)
        self.history.phases.append(self._phase)
        self._callback: Callback | None = None
        self._stack: list[Execution] = []
        self._spans: dict[int, Span] = {}
        self._turn = 0
        self._polled = self._closed = False
        self._last = 0.0
        self._kinds = {
            TraceEvent.PHASE: self._on_phase, TraceEvent.ENTER: self._on_enter, TraceEvent.LEAVE: self._on_leave,
            TraceEvent.INIT: self._on_init, TraceEvent.BEFORE: self._on_before, TraceEvent.AFTER: self._on_after,
            TraceEvent.LOG: self._on_log, TraceEvent.SPAN: self._on_span, TraceEvent.SPAN_END: self._on_span_end,
            TraceEvent.ERROR: self._on_log, TraceEvent.ALIVE: self._on_alive, TraceEvent.BLOCKED: self._on_blocked,
        }  # fmt: skip

    def read(self) -> History:
        """The whole recording."""
        self.feed(self._recording.events())
        self.history.tasks = [Task(*task) for task in self._recording.pool()]
        for span in self._spans.values():
            span.end = self._last
        return self.history

    def feed(self, events: Iterable[Event]) -> None:
        """Go on with more events; what has begun ends with the last of them for now."""
        kinds = self._kinds
        for event in events:
            kinds[event.code](event)
            self._last = event.time
        for execution in self._stack:
            execution.end = self._last
        if self._callback is not None:
            self._callback.end = self._last
        self._phase.end = max(self._phase.end, self._last)

    def _on_phase(self, event: Event) -> None:
        name = PHASE_NAMES.get(event.id, "")
        before = self._phase
        before.end = event.a
        if name == "exit":  # nothing runs in it; a turn that follows begins anew
            self._closed = True
            return
        if (
            self._closed
            or name == "timers"
            or (name in ("poll", "sleep") and self._polled)
            or (before.name in ("check", "closing") and name != "closing")
        ):
            self._turn += 1
            self._polled = self._closed = False
        if name == "poll":
            self._polled = True
        self._phase = PhaseRun(name, event.a, event.time, event.time, self._turn)
        self.history.phases.append(self._phase)

    def _on_enter(self, event: Event) -> None:
        self._callback = Callback(event.id, self._phase.name, event.time, event.time)
        self._phase.callbacks.append(self._callback)
        self._phase.end = event.time

    def _on_leave(self, event: Event) -> None:
        for execution in self._stack:  # that an exception has ended
            execution.end = event.time
        self._stack.clear()
        if self._callback is not None:
            self._callback.end = self._phase.end = event.time
            self._callback = None

    def _on_init(self, event: Event) -> None:
        name = self._recording.name
        self.history.origins[event.id] = Origin(
            event.id, name(event.a), int(event.b), int(event.c), name(event.d), name(event.e), event.time
        )

    def _on_alive(self, event: Event) -> None:
        self.history.alive = [UnderWay(*entry) for entry in loads(event.text)]

    def _on_blocked(self, event: Event) -> None:
        if self._callback is not None or self._phase.callbacks:
            callback = self._callback or self._phase.callbacks[-1]
            callback.stacks = [(count, places) for count, places in loads(event.text)]

    def _on_before(self, event: Event) -> None:
        execution = Execution(event.id, self._recording.name(event.a), event.time, event.time)
        if self._stack:
            self._stack[-1].within.append(execution)
        elif self._callback is not None:
            self._callback.executions.append(execution)
        else:  # ticks and microtasks that V8's own work has left, and main modules
            self._between(event).executions.append(execution)
        self._stack.append(execution)

    def _between(self, event: Event) -> Callback:
        callback = self._phase.callbacks[-1] if self._phase.callbacks and self._phase.callbacks[-1].number == 0 else None
        if callback is None:
            callback = Callback(0, self._phase.name, event.time, event.time)
            self._phase.callbacks.append(callback)
        return callback

    def _on_after(self, event: Event) -> None:
        while self._stack:
            execution = self._stack.pop()
            execution.end = event.time
            if execution.id == event.id:
                break
        if self._callback is None and self._phase.callbacks and self._phase.callbacks[-1].number == 0:
            self._phase.callbacks[-1].end = event.time
        self._phase.end = event.time

    def _on_log(self, event: Event) -> None:
        is_thrown = event.code == TraceEvent.ERROR
        log = Log(event.time, event.text, is_thrown or bool(event.b), event.id)
        (self.history.errors if is_thrown else self.history.logs).append(log)
        if self._stack and not is_thrown:
            self._stack[-1].logs.append(log)

    def _on_span(self, event: Event) -> None:
        span = self._spans[event.id] = Span(event.text, event.time, event.time, int(event.b))
        self.history.spans.append(span)

    def _on_span_end(self, event: Event) -> None:
        span = self._spans.pop(event.id, None)
        if span is not None:
            span.end = event.time
