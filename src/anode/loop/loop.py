"""The event loop. The whole of it is :meth:`Loop.run`; the rest of this file answers its questions.

The loop runs on the isolate's own thread, inside an op. JavaScript's *pump* (lib/bootstrap/pump.js) resumes the generator with
its submissions, runs the phase that the generator yields, drains ticks and microtasks after every callback, and comes back. Timer lists and
immediates live in JavaScript, so each crossing tells the loop when the next timer is due and whether immediates wait.
"""

from __future__ import annotations

import _thread
from _collections_abc import Callable, Iterator
from time import monotonic

from anode.engine.ops import Numbers
from anode.loop.crossing import NOTHING, Crossing
from anode.loop.liveness import Liveness
from anode.loop.poller import make_poller
from anode.loop.pool import Pool

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections import deque
else:
    from _collections import deque  # collections would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, Protocol

    from anode.loop.gate import Gate
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

    EXIT, TIMERS, PENDING, POLL, CHECK, CLOSING, SLEEP = range(7)
    SPAN = 8  # phase and time cross as one number, phase + SPAN * milliseconds


class Flag(Numbers):
    """Flags with which JavaScript crosses to the loop."""

    IMMEDIATES = 1  # immediates wait
    TIMERS_REF = 2  # a timer is ref'd
    IMMEDIATES_REF = 4  # an immediate is ref'd
    ENGINE_BUSY = 8  # V8 imports modules or compiles WebAssembly
    WRITES = 16  # the submissions are writes, in the form that :attr:`Crossing.send` takes
    INLINE_RESULTS = 32  # requests that ran on this thread wait for their callbacks
    INLINE_RESULTS_DUE = 64  # and may have them in this poll phase


# Every turn needs these numbers, and Python 3.11 finds a global faster than an attribute of a class.
_EXIT, _TIMERS, _PENDING, _POLL, _CHECK, _SPAN = Phase.EXIT, Phase.TIMERS, Phase.PENDING, Phase.POLL, Phase.CHECK, Phase.SPAN
_IMMEDIATES, _ENGINE_BUSY, _WRITES, _INLINE_RESULTS_DUE = Flag.IMMEDIATES, Flag.ENGINE_BUSY, Flag.WRITES, Flag.INLINE_RESULTS_DUE
_RESULTS = Flag.IMMEDIATES | Flag.INLINE_RESULTS
_REFS = Flag.TIMERS_REF | Flag.IMMEDIATES_REF | Flag.INLINE_RESULTS


# Seconds. While a poll waits, V8 runs no FinalizationRegistry callback and settles no Atomics.waitAsync, so a poll ends after LONGEST_POLL;
# while V8 compiles WebAssembly or imports modules, after ENGINE_POLL.
LONGEST_POLL, ENGINE_POLL = 0.1, 0.001
MOST_PENDING = 8  # rounds of pending callbacks after a poll

ROUNDING = 1e-6
PROCESS_ORIGIN = monotonic()  # performance.now() counts from here, in every isolate


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
        self.on_stop: list[Callable[[], None]] = []  # called by stop()
        self.before_dispose: list[Callable[[], None]] = []  # called when the isolate's thread has left, before the isolate goes
        self.stopping = False
        self.time = self.origin = monotonic()  # of this turn, as uv_now(); and the start of the isolate's clock
        self.thread = 0  # the isolate's thread, by threading.get_ident()
        self.started = 0.0  # the time of the first turn; 0 before
        self.idle = 0.0  # seconds of waiting for events
        self.turns = self.events = 0
        self._posted: deque[tuple[Callable[..., None], tuple[Any, ...]]] = deque()
        self.pool = Pool(self)
        self._next_id = 0
        self._asleep = False
        self._engine = Liveness()
        self._deadline: float | None = None  # of the first timer
        self.gate: Gate | None = None  # where other threads may run JavaScript while this one sleeps
        self._timeout = 0.0  # of the next poll
        self._ready: list[tuple[int, int]] | None = None  # the events that sleep() has found
        self._flags = 0
        self._work = self.run()

    def run(self) -> Iterator[Work]:
        """Yield the work of JavaScript, phase by phase, until nothing keeps the loop alive."""
        self.started = self.started or self.time
        while self.alive():
            self.turns += 1
            if self.timers_due():
                yield _TIMERS, NOTHING
            if self.completions:  # requests that ended when they were submitted, such as a small write
                yield _PENDING, self.take_completions()
            if self.gate is not None and (self.prepare() > 0 or self.gate.wanted or self.gate.due()):
                yield Phase.SLEEP, NOTHING  # the pump calls sleep()
            self.poll()
            if self.completions or self._flags & _INLINE_RESULTS_DUE or not self._flags & _IMMEDIATES:
                yield _POLL, self.take_completions()
            for _ in range(MOST_PENDING):  # the results of these callbacks, as in libuv: a socket closes before its peer is read
                if self.completions:
                    yield _PENDING, self.take_completions()
            if self._flags & _IMMEDIATES:
                yield _CHECK, NOTHING
            if self.closing:
                yield Phase.CLOSING, self.take_closing()

    def alive(self) -> bool:
        """Whether anything ref'd is left to wait for."""
        if self.stopping:
            return False
        return self.active > 0 or self._has_work() or (bool(self._flags & _ENGINE_BUSY) and self._engine.moves)

    def _has_work(self) -> bool:
        return bool(self.active or self.requests or self.closing or self.completions or self._flags & _REFS)

    def timers_or_immediates(self) -> bool:
        """Whether JavaScript has timers or immediates that keep the loop alive."""
        return bool(self._flags & (_REFS | _ENGINE_BUSY) or self._posted)

    def timers_due(self) -> bool:
        """Whether the first timer's time has come."""
        return self._deadline is not None and self.time + ROUNDING >= self._deadline

    def timeout(self) -> float:
        """How long to wait for events, in seconds."""
        flags = self._flags
        if flags & _RESULTS or self.closing or self.completions or self._posted or not self.alive():
            return 0.0
        longest = ENGINE_POLL if flags & _ENGINE_BUSY or self.pool.tasks else LONGEST_POLL
        if self._deadline is None:
            return longest
        # The poller rounds up to whole milliseconds: without ROUNDING, an error of floating point turns 1 ms into 2.
        return min(longest, max(0.0, self._deadline - self.time - ROUNDING))

    def prepare(self) -> float:
        """Make ready for a poll; how long it may take, in seconds."""
        for prepare in self.before_poll:
            prepare()
        self._asleep = True
        self._timeout = timeout = self.timeout()  # after _asleep is set: a post from now on wakes the poll
        return timeout

    def sleep(self) -> None:
        """Wait for events while other threads may run JavaScript; inside a function of V8's own, not in an op."""
        gate = self.gate
        assert gate is not None
        timeout = max(self._timeout, gate.shortest())
        gate.leave(timeout)
        try:
            self._ready = self.poller.poll(timeout)
        finally:
            gate.enter()

    def poll(self) -> None:
        """Wait for events, and let their callbacks queue completions."""
        if self.gate is None:
            timeout = self.prepare()
            ready = self.poller.poll(timeout)
        else:
            timeout = self._timeout
            found, self._ready = self._ready, None
            ready = self.poller.poll(0) if found is None else found
        self._asleep = False
        before, self.time = self.time, monotonic()
        if timeout:
            self.idle += self.time - before
        if ready:
            self.events += len(ready)
            self.poller.tell(ready)
        while self._posted:
            function, args = self._posted.popleft()
            function(*args)
        for finish in self.after_poll:
            finish()

    def turn(self, delay: float, flags: int, text: str, *buffers: Any) -> int | str | list[Any]:
        """Resume the loop: the raw op behind the pump.

        ``delay`` is the time to the first timer in ms, or negative; ``text`` holds submissions, whose buffers follow; with ``Flag.WRITES`` the
        arguments of :attr:`send` follow instead. The answer (:meth:`answer`) begins with the phase and the time, in one number.
        """
        try:
            self._flags = flags & ~_WRITES
            self.time = now = monotonic()
            self._deadline = None if delay < 0 else now + delay / 1000
            if flags & _WRITES:
                assert self.send is not None
                self.send(buffers[0], buffers[1], buffers[2:])
            elif text:
                self.submit(text, buffers)
            if flags & _ENGINE_BUSY:
                self._engine.observe(self._has_work(), now)
            phase, entries = next(self._work, (_EXIT, NOTHING))
            if phase == _EXIT:
                self._work = self.run()  # beforeExit may bring new work
            return self.answer(phase + _SPAN * int((self.time - self.origin) * 1000), entries)
        except BaseException:  # an exception that left would become a JavaScript TypeError, and end the loop
            import traceback

            self._work = self.run()
            return ["", traceback.format_exc()]

    def now(self) -> float:
        """Milliseconds since the loop was made."""
        return (monotonic() - self.origin) * 1000

    def take_closing(self) -> list[Any]:
        """The handles whose close callbacks are due: as in libuv, the one that was closed last is the first."""
        taken, self.closing = self.closing, []
        return [handle.id for handle in reversed(taken)]

    def enter(self) -> None:
        """Make this thread the isolate's, and start its clock."""
        self.thread = _thread.get_ident()
        self.origin = self.time = monotonic()

    def add(self, handle: Handle) -> int:
        """Register a handle; its id, which is never reused."""
        self._next_id += 1
        self.handles[self._next_id] = handle
        return self._next_id

    @property
    def asleep(self) -> bool:
        """Whether the loop's thread waits for events, or is about to; from any thread."""
        return self._asleep

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
        """Run ``function`` on the loop's thread, at its next turn; does not wake it. From any thread."""
        self._posted.append((function, args))

    def wake(self) -> None:
        """Wake the loop if it sleeps; from any thread."""
        if self._asleep:
            self.poller.wake()

    def stop(self) -> None:
        """Make :meth:`run` end at its next step; from any thread."""
        self.stopping = True
        for tell in self.on_stop:
            tell()
        self.poller.wake()

    def close(self) -> None:
        """Give back descriptors and threads, when the isolate is gone."""
        for handle in list(self.handles.values()):
            handle.dispose()
        self.pool.close()
        self.poller.close()
        # Breaks the reference cycles: without this a thousand isolates stay in memory until a garbage collection.
        del self.pool
        self._work, self.ops, self.send = iter(()), None, None
        for held in (self.handles, self.requests, self.before_poll, self.after_poll, self.on_stop, self.before_dispose, self._posted):
            held.clear()
