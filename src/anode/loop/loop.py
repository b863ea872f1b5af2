"""The event loop. :meth:`Loop.run` is the whole of it; the rest of this file is what it asks.

The loop runs on the isolate's own thread, inside an op: JavaScript's *pump* resumes the generator with what it has to submit, runs
what the generator yields, and comes back. Timer lists and immediates live in JavaScript, so each crossing tells the loop when the
next timer is due and whether immediates wait.
"""

from __future__ import annotations

import _thread
from collections import deque
from collections.abc import Callable, Iterator
from time import monotonic, process_time

from anode.engine.codec import DONE, DONE_BYTES, EVENT, EVENT_BYTES, dumps, loads
from anode.loop.poller import make_poller

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.engine.ops import OpTable, Request
    from anode.loop.handle import Handle
    from anode.loop.pool import Pool

    Work = tuple[int, list[Any]]

# The phases, as they cross. EXIT is what the pump sees when nothing keeps the loop alive.
EXIT, TIMERS, PENDING, POLL, CHECK, CLOSING = range(6)

# Flags of a crossing.
IMMEDIATES, TIMERS_REF, IMMEDIATES_REF, ENGINE_BUSY, WRITES = 1, 2, 4, 8, 16

# While a poll waits, nothing else of the engine moves: FinalizationRegistry callbacks, Atomics.waitAsync. So never for longer
# than this; and while it compiles WebAssembly or imports modules, hardly at all.
LONGEST_POLL, ENGINE_POLL = 0.1, 0.001
STALL = 0.2

NOTHING: list[Any] = []


class Loop:
    """One isolate's event loop. Everything but :meth:`post` and :meth:`finish` belongs to the isolate's thread."""

    def __init__(self) -> None:
        self.ops: OpTable | None = None
        self.poller = make_poller()
        self.handles: dict[int, Handle] = {}
        self.requests: dict[int, Request] = {}
        self.active = 0  # ref'd handles
        self.completions: list[Any] = []
        self.buffers: list[Any] = []
        self.closing: list[int] = []
        self.pending: list[Any] = []
        self.before_poll: list[Callable[[], None]] = []
        self.after_poll: list[Callable[[], None]] = []
        self.stopping = False
        self.time = monotonic()  # of this turn, as uv_now()
        # Set by the binding that takes all writes of a turn as one text, their records and their buffers.
        self.send: Callable[[str, bytes, tuple[bytes, ...]], None] | None = None
        self.started = 0.0  # when it first turned; 0: not yet
        self.idle = 0.0  # seconds it has waited for events
        self.turns = self.events = 0
        self._posted: deque[tuple[Callable[..., None], tuple[Any, ...]]] = deque()
        self._pool: Pool | None = None
        self._next_id = 0
        self._thread = 0
        self._asleep = False
        self._stall: tuple[float, float] | None = None  # since when only the engine has work, and the processor time then
        self._deadline: float | None = None
        self._flags = 0
        self._start = monotonic()
        self._work = self.run()

    # ---- the loop ----

    def run(self) -> Iterator[Work]:
        """Yield what JavaScript must run next, phase by phase, until nothing keeps the loop alive."""
        self.started = self.started or self.time
        while self.alive():
            self.turns += 1
            if self.timers_due():
                yield TIMERS, NOTHING
            if self.pending:
                yield PENDING, self.take_pending()
            self.poll()
            if self.completions or not self._flags & IMMEDIATES:
                yield POLL, self.take_completions()
            if self._flags & IMMEDIATES:
                yield CHECK, NOTHING
            if self.closing:
                yield CLOSING, self.take_closing()

    def alive(self) -> bool:
        """Whether anything ref'd is left to wait for."""
        if self.stopping:
            return False
        if self.active or self.requests or self.closing or self.pending or self.completions or self._flags & (TIMERS_REF | IMMEDIATES_REF):
            self._stall = None
            return True
        return bool(self._flags & ENGINE_BUSY) and self.engine_works()

    def engine_works(self) -> bool:
        """Whether what the engine has pending moves: it counts a top-level await that never settles for ever.

        Imports and WebAssembly compilation take processor time, an await that hangs takes none.
        """
        now, used = self.time, process_time()
        if self._stall is None:
            self._stall = now, used
            return True
        elapsed = now - self._stall[0]
        if elapsed < STALL:
            return True
        works = used - self._stall[1] > elapsed / 2
        self._stall = None if works else self._stall
        return works

    def timers_or_immediates(self) -> bool:
        """Whether JavaScript has timers or immediates that keep the loop alive."""
        return bool(self._flags & (TIMERS_REF | IMMEDIATES_REF | ENGINE_BUSY) or self.pending or self._posted)

    def timers_due(self) -> bool:
        """Whether the first timer's time has come."""
        return self._deadline is not None and self.time >= self._deadline

    def timeout(self) -> float:
        """How long to wait for events, in seconds."""
        flags = self._flags
        if flags & IMMEDIATES or self.closing or self.pending or self.completions or self._posted or not self.alive():
            return 0.0
        longest = ENGINE_POLL if flags & ENGINE_BUSY else LONGEST_POLL
        if self._deadline is None:
            return longest
        return min(longest, max(0.0, self._deadline - self.time))

    def poll(self) -> None:
        """Wait for events, and let their callbacks queue completions."""
        for prepare in self.before_poll:
            prepare()
        self._asleep = True
        timeout = self.timeout()  # after _asleep is set: whoever posts from now on wakes the poll
        ready = self.poller.poll(timeout)
        self._asleep = False
        woken = monotonic()
        if timeout:
            self.idle += woken - self.time
        self.time = woken
        self.events += len(ready)
        for callback, events in ready:
            callback(events)
        while self._posted:
            function, args = self._posted.popleft()
            function(*args)
        for finish in self.after_poll:
            finish()

    # ---- the crossing ----

    def turn(self, delay: float, flags: int, text: str, *buffers: Any) -> int | str | list[Any]:
        """Resume the loop: the raw op behind the pump.

        ``delay`` is the time to the first timer in ms, or negative; ``text`` holds submissions, whose buffers follow. With WRITES, the
        text, the records and the buffers of the turn's writes follow instead (see :attr:`send`). The answer is ``phase + 8 * now`` (now in
        whole ms) where there is nothing to say but the phase; else JSON ``[phase + 8 * now, entry, …]``: alone, before a line break and
        the one text that goes with it, or first in a list with its buffers.
        """
        try:
            self._flags = flags
            self.time = now = monotonic()
            self._deadline = None if delay < 0 else now + delay / 1000
            if flags & WRITES:
                self._flags = flags & ~WRITES
                assert self.send is not None
                self.send(buffers[0], buffers[1], buffers[2:])
            elif text:
                self.submit(text, buffers)
            phase, entries = next(self._work, (EXIT, NOTHING))
            if phase == EXIT:
                self._work = self.run()  # beforeExit may bring new work
            head = phase + 8 * int((self.time - self._start) * 1000)
            if not entries:
                return head
            answer = dumps([head, *entries])
            if self.buffers:
                taken, self.buffers = self.buffers, []
                if len(taken) == 1 and type(taken[0]) is str:
                    return f"{answer}\n{taken[0]}"
                return [answer, *taken]
            return answer
        except BaseException:  # nothing may escape: the engine would report a JavaScript TypeError and lose the loop
            import traceback

            self._work = self.run()
            return ["", traceback.format_exc()]

    def submit(self, text: str, buffers: tuple[bytes, ...]) -> None:
        """Start the requests that JavaScript has queued."""
        assert self.ops is not None
        for entry in loads(text):
            args = entry[2]
            if len(entry) > 3:
                for position in entry[3]:
                    args[position] = buffers[args[position]]
            self.ops.submit(entry[0], entry[1], args)

    def now(self) -> float:
        """Milliseconds since the loop was made."""
        return (monotonic() - self._start) * 1000

    def take_completions(self) -> list[Any]:
        """What the poll has brought."""
        taken = self.completions
        if taken:
            self.completions = []
        return taken

    def take_pending(self) -> list[Any]:
        """What an earlier phase put off."""
        taken, self.pending = self.pending, []
        return taken

    def take_closing(self) -> list[Any]:
        """The handles whose close callbacks are due."""
        taken, self.closing = self.closing, []
        return list(taken)

    # ---- what others call ----

    def enter(self) -> None:
        """Say that this thread is the isolate's, and that its time begins."""
        self._thread = _thread.get_ident()
        self._start = self.time = monotonic()

    @property
    def thread(self) -> int:
        """The isolate's thread, as threading.get_ident() names it."""
        return self._thread

    def add(self, handle: Handle) -> int:
        """Take a handle in; its id, never used again."""
        self._next_id += 1
        self.handles[self._next_id] = handle
        return self._next_id

    def emit(self, handle_id: int, kind: int, payload: tuple[Any, ...]) -> None:
        """Queue an event of a handle."""
        if payload and isinstance(payload[0], (bytes, bytearray, memoryview)):
            self.buffers.append(bytes(payload[0]) if not isinstance(payload[0], bytes) else payload[0])
            self.completions.append([EVENT_BYTES, handle_id, kind, len(self.buffers) - 1, *payload[1:]])
        else:
            self.completions.append([EVENT, handle_id, kind, *payload])

    def finish(self, req: Request, error: list[Any] | None, value: Any) -> None:
        """Queue the end of a request; from any thread."""
        if _thread.get_ident() != self._thread:
            self.post(self._finish, req, error, value)
        else:
            self._finish(req, error, value)

    def _finish(self, req: Request, error: list[Any] | None, value: Any) -> None:
        if req.done or self.requests.pop(req.id, None) is None:
            return
        req.done = True
        if isinstance(value, (bytes, bytearray, memoryview)):
            self.buffers.append(value if isinstance(value, bytes) else bytes(value))
            self.completions.append([DONE_BYTES, req.id, len(self.buffers) - 1])
        else:
            self.completions.append([DONE, req.id, error, value])

    def post(self, function: Callable[..., None], *args: Any) -> None:
        """Run ``function`` on the loop's thread, soon; from any thread."""
        self._posted.append((function, args))
        if self._asleep:
            self.poller.wake()

    @property
    def pool(self) -> Pool:
        """The thread pool, started on first use."""
        if self._pool is None:
            from anode.loop.pool import Pool

            self._pool = Pool(self.post)
        return self._pool

    def stop(self) -> None:
        """Make :meth:`run` end at its next step; from any thread."""
        self.stopping = True
        self.poller.wake()

    def close(self) -> None:
        """Give back descriptors and threads, when the isolate is gone."""
        for handle in list(self.handles.values()):
            handle.dispose()
        self.handles.clear()
        self.requests.clear()
        if self._pool is not None:
            self._pool.close()
        self.poller.close()
        # What refers to the loop, and it to them, would wait for a garbage collection: a thousand isolates leave nothing behind.
        self._work = iter(())
        self.ops = None
        self.send = None
        self.before_poll.clear()
        self.after_poll.clear()
        self._posted.clear()
