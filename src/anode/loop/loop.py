"""The event loop. :meth:`Loop.run` is the whole of it; the rest of this file is what it asks.

The loop runs on the isolate's own thread, inside an op. JavaScript's *pump* (lib/bootstrap/pump.js) resumes the generator with what
it has to submit, runs what the generator yields, drains ticks and microtasks after every callback, and comes back. Timer lists and
immediates live in JavaScript, so each crossing tells the loop when the next timer is due and whether immediates wait.
"""

from __future__ import annotations

import _thread
from collections import deque
from collections.abc import Callable, Iterator
from time import monotonic

from anode.engine.ops import Numbers
from anode.loop.crossing import NOTHING, Crossing
from anode.loop.liveness import Liveness
from anode.loop.poller import make_poller
from anode.loop.pool import Pool

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, Protocol

    from anode.loop.request import Request

    Work = tuple[int, list[Any]]

    class Handle(Protocol):
        """A handle (loop/handle.py), as the loop and the ops on every handle need it."""

        id: int

        @property
        def resource(self) -> str: ...
        @property
        def has_ref(self) -> bool: ...
        def emit(self, kind: int, *payload: Any) -> None: ...
        def ref(self) -> None: ...
        def unref(self) -> None: ...
        def close(self) -> None: ...
        def dispose(self) -> None: ...


class Phase(Numbers):
    """The phases, as they cross. The pump gets EXIT when nothing keeps the loop alive."""

    EXIT, TIMERS, PENDING, POLL, CHECK, CLOSING = range(6)


class Flag(Numbers):
    """What JavaScript tells the loop when it crosses."""

    IMMEDIATES = 1  # immediates wait
    TIMERS_REF = 2  # a timer is ref'd
    IMMEDIATES_REF = 4  # an immediate is ref'd
    ENGINE_BUSY = 8  # V8 imports modules or compiles WebAssembly
    WRITES = 16  # the submissions are writes, in the form that :attr:`Crossing.send` takes
    INLINE_RESULTS = 32  # requests that ran on this thread wait for their callbacks
    INLINE_RESULTS_DUE = 64  # and may have them in this poll phase


# While a poll waits, nothing else of the engine moves: FinalizationRegistry callbacks, Atomics.waitAsync. So never for longer
# than this; and while it compiles WebAssembly or imports modules, hardly at all.
LONGEST_POLL, ENGINE_POLL = 0.1, 0.001
MOST_PENDING = 8  # rounds of pending callbacks after a poll

ROUNDING = 1e-6
PROCESS_ORIGIN = monotonic()  # what performance.now() counts from, in every isolate


class Loop(Crossing):
    """One isolate's event loop. Everything but :meth:`post`, :meth:`finish` and :meth:`stop` belongs to the isolate's thread."""

    def __init__(self) -> None:
        super().__init__()
        self.poller = make_poller()
        self.handles: dict[int, Handle] = {}
        self.active = 0  # ref'd handles
        self.closing: list[Handle] = []
        self.before_poll: list[Callable[[], None]] = []
        self.after_poll: list[Callable[[], None]] = []
        self.stopping = False
        self.time = self.origin = monotonic()  # of this turn, as uv_now(); and when its time began
        self.thread = 0  # the isolate's, as threading.get_ident() names it
        self.started = 0.0  # when it first turned; 0: not yet
        self.idle = 0.0  # seconds it has waited for events
        self.turns = self.events = 0
        self._posted: deque[tuple[Callable[..., None], tuple[Any, ...]]] = deque()
        self.pool = Pool(self)
        self._next_id = 0
        self._asleep = False
        self._engine = Liveness()
        self._deadline: float | None = None  # of the first timer
        self._flags = 0
        self._work = self.run()

    def run(self) -> Iterator[Work]:
        """Yield what JavaScript must run next, phase by phase, until nothing keeps the loop alive."""
        self.started = self.started or self.time
        while self.alive():
            self.turns += 1
            if self.timers_due():
                yield Phase.TIMERS, NOTHING
            if self.completions:  # what was done as soon as it was asked for, such as a write
                yield Phase.PENDING, self.take_completions()
            self.poll()
            if self.completions or self._flags & Flag.INLINE_RESULTS_DUE or not self._flags & Flag.IMMEDIATES:
                yield Phase.POLL, self.take_completions()
            for _ in range(MOST_PENDING):  # what came of these callbacks, as in libuv: a socket closes before its peer is read
                if self.completions:
                    yield Phase.PENDING, self.take_completions()
            if self._flags & Flag.IMMEDIATES:
                yield Phase.CHECK, NOTHING
            if self.closing:
                yield Phase.CLOSING, self.take_closing()

    def alive(self) -> bool:
        """Whether anything ref'd is left to wait for."""
        return not self.stopping and (self._has_work() or (bool(self._flags & Flag.ENGINE_BUSY) and self._engine.moves))

    def _has_work(self) -> bool:
        flags = self._flags & (Flag.TIMERS_REF | Flag.IMMEDIATES_REF | Flag.INLINE_RESULTS)
        return bool(self.active or self.requests or self.closing or self.completions or flags)

    def timers_or_immediates(self) -> bool:
        """Whether JavaScript has timers or immediates that keep the loop alive."""
        return bool(self._flags & (Flag.TIMERS_REF | Flag.IMMEDIATES_REF | Flag.ENGINE_BUSY | Flag.INLINE_RESULTS) or self._posted)

    def timers_due(self) -> bool:
        """Whether the first timer's time has come."""
        return self._deadline is not None and self.time + ROUNDING >= self._deadline

    def timeout(self) -> float:
        """How long to wait for events, in seconds."""
        flags = self._flags
        if flags & (Flag.IMMEDIATES | Flag.INLINE_RESULTS) or self.closing or self.completions or self._posted or not self.alive():
            return 0.0
        longest = ENGINE_POLL if flags & Flag.ENGINE_BUSY or self.pool.tasks else LONGEST_POLL
        if self._deadline is None:
            return longest
        # The poller rounds up to a whole millisecond: what floating point has added would make one of 1 ms two.
        return min(longest, max(0.0, self._deadline - self.time - ROUNDING))

    def poll(self) -> None:
        """Wait for events, and let their callbacks queue completions."""
        for prepare in self.before_poll:
            prepare()
        self._asleep = True
        timeout = self.timeout()  # after _asleep is set: whoever posts from now on wakes the poll
        ready = self.poller.poll(timeout)
        self._asleep = False
        before, self.time = self.time, monotonic()
        self.idle += self.time - before if timeout else 0
        self.events += len(ready)
        self.poller.tell(ready)
        while self._posted:
            function, args = self._posted.popleft()
            function(*args)
        for finish in self.after_poll:
            finish()

    def turn(self, delay: float, flags: int, text: str, *buffers: Any) -> int | str | list[Any]:
        """Resume the loop: the raw op behind the pump.

        ``delay`` is the time to the first timer in ms, or negative; ``text`` holds submissions, whose buffers follow; with Flag.WRITES, what
        :attr:`send` takes follows instead. The answer (:meth:`answer`) begins with ``phase + 8 * now``, now in whole ms.
        """
        try:
            self._flags = flags & ~Flag.WRITES
            self.time = now = monotonic()
            self._deadline = None if delay < 0 else now + delay / 1000
            if flags & Flag.WRITES:
                assert self.send is not None
                self.send(buffers[0], buffers[1], buffers[2:])
            elif text:
                self.submit(text, buffers)
            if flags & Flag.ENGINE_BUSY:
                self._engine.observe(self._has_work(), now)
            phase, entries = next(self._work, (Phase.EXIT, NOTHING))
            if phase == Phase.EXIT:
                self._work = self.run()  # beforeExit may bring new work
            return self.answer(phase + 8 * int((self.time - self.origin) * 1000), entries)
        except BaseException:  # nothing may escape: the engine would report a JavaScript TypeError and lose the loop
            import traceback

            self._work = self.run()
            return ["", traceback.format_exc()]

    def now(self) -> float:
        """Milliseconds since the loop was made."""
        return (monotonic() - self.origin) * 1000

    def take_closing(self) -> list[Any]:
        """The handles whose close callbacks are due."""
        taken, self.closing = self.closing, []
        return [handle.id for handle in taken]

    def enter(self) -> None:
        """Say that this thread is the isolate's, and that its time begins."""
        self.thread = _thread.get_ident()
        self.origin = self.time = monotonic()

    def add(self, handle: Handle) -> int:
        """Take a handle in; its id, never used again."""
        self._next_id += 1
        self.handles[self._next_id] = handle
        return self._next_id

    def finish(self, req: Request, error: list[Any] | None, value: Any) -> None:
        """Queue the end of a request; from any thread."""
        if _thread.get_ident() != self.thread:
            self.post(self.complete, req, error, value)
        else:
            self.complete(req, error, value)

    def post(self, function: Callable[..., None], *args: Any) -> None:
        """Run ``function`` on the loop's thread, soon; from any thread."""
        self.leave(function, *args)
        self.wake()

    def leave(self, function: Callable[..., None], *args: Any) -> None:
        """Run ``function`` on the loop's thread, when it next looks or somebody calls :meth:`wake`; from any thread."""
        self._posted.append((function, args))

    def wake(self) -> None:
        """Let the loop look; from any thread."""
        if self._asleep:
            self.poller.wake()

    def stop(self) -> None:
        """Make :meth:`run` end at its next step; from any thread."""
        self.stopping = True
        self.poller.wake()

    def close(self) -> None:
        """Give back descriptors and threads, when the isolate is gone."""
        for handle in list(self.handles.values()):
            handle.dispose()
        self.pool.close()
        self.poller.close()
        # What refers to the loop, and it to them, would wait for a garbage collection: a thousand isolates leave nothing behind.
        del self.pool
        self._work, self.ops, self.send = iter(()), None, None
        for held in (self.handles, self.requests, self.before_poll, self.after_poll, self._posted):
            held.clear()
