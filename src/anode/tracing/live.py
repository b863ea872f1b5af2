"""A program under trace: takes its events, lets readers follow them, and holds the program where a reader wants it."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from anode.bindings.trace import TraceMode
from anode.engine.codec import dumps, loads
from anode.tracing.recording import Recording, chunk_bytes, head_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from anode.loop.context import Context

RUN, PAUSE, STEP_CALLBACK, STEP_PHASE, STEP_TURN = "run", "pause", "callback", "phase", "turn"
WAYS = (RUN, PAUSE, STEP_CALLBACK, STEP_PHASE, STEP_TURN)
_TIMERS = 1  # Phase.TIMERS: a turn begins with it, if any timer is due
_LONGEST_DELAY = 10.0
_LONGEST_PATTERN = 1000


class Live:
    """The listener of a trace (bindings/trace.py). ``outputs`` are called once with the recording, when the program has ended; ``period`` is
    that of samples, in ms."""

    def __init__(self, head: dict[str, Any], record: Path | None, outputs: list[Callable[[Recording], None]], period: int = 0) -> None:
        self.recording = Recording(head)
        self.ended: int | None = None
        self.ctx: Context | None = None  # of the program, once it runs
        self.followers: list[Callable[[dict[str, Any] | bytes], None]] = []  # get chunks, and what changes, from any thread
        self.at_end: Callable[[], None] = lambda: None  # returns when the process may end
        self.restore: Callable[[], None] = lambda: None  # gives the terminal back
        self.way = RUN
        self.delay = 0.0  # seconds before each callback
        self.stop_pattern = ""
        self.held = False
        self._outputs = outputs
        self._period = period
        self._lock = threading.Condition()
        self._file = open(record, "wb") if record is not None else None  # noqa: SIM115 - it is open for as long as the program runs
        self._phases_seen: set[int] = set()
        self._threads: dict[int, int] = {}  # of the pool: numbers, by identifiers
        self._tasks: deque[tuple[int, str, float, float]] = deque()  # of the pool, that are over: thread, op, begin, end

    @classmethod
    def of(cls, recording: Recording) -> Live:
        """A program that has ended."""
        made = cls({}, None, [])
        made.recording, made.ended = recording, 0
        return made

    # ---- called by the program ----

    def begin(self, ctx: Context, wall: float) -> int:
        self.ctx = ctx
        ctx.loop.pool.watch = self._watch
        self.recording.head["began"] = wall
        self._write(head_line(self.recording.head))
        return self._period

    def chunk(self, numbers: bytes, beside: str) -> int:
        with self._lock:
            if self.ended is not None:  # by SIGINT
                return 0
            if self._tasks:
                beside = self._with_tasks(beside)
            self.recording.add(numbers, beside)
            self._write(chunk_bytes(numbers, beside))
            if self.followers:
                self._tell(chunk_bytes(numbers, beside))
            return self._mode()

    def hold(self, level: int, subject: int) -> int:
        if self.delay and level == TraceMode.HOLD_CALLBACKS and self.way == RUN:
            time.sleep(self.delay)
        with self._lock:
            if self._stops(level, subject):
                self.way, self.held = PAUSE, True
                self._tell({"held": True, "level": level, "subject": subject})
                while self.way == PAUSE and self.ended is None:
                    self._lock.wait()
                self.held = False
                self._phases_seen.clear()
                self._tell({"held": False})
            return self._mode()

    def _watch(self, name: str, task: Callable[[], Any]) -> Callable[[], Any]:
        began: float = self.recording.head["began"]

        def run() -> Any:
            begin = time.time() * 1000 - began
            try:
                return task()
            finally:
                self._tasks.append((threading.get_ident(), name, begin, time.time() * 1000 - began))

        return run

    def pattern(self) -> str:
        return self.stop_pattern

    def _write(self, data: bytes) -> None:
        if self._file is not None:
            try:
                self._file.write(data)
                self._file.flush()
            except OSError as error:  # the program goes on
                self._file = None
                sys.stderr.write(f"anode trace: the recording ends here: {error.strerror}\n")

    def interrupt(self, code: int) -> int:
        """SIGINT ends the program, and its page; the exit code."""
        self.at_end = lambda: None
        return self.end(code)

    def end(self, code: int) -> int:
        with self._lock:
            if self.ended is not None:  # the user ends what has waited for that
                self.restore()
                return self.ended
            self.ended = code
            self._lock.notify_all()
            self._tell({"ended": code})
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None
        for write in self._outputs:
            try:
                write(self.recording)
            except OSError as error:
                sys.stderr.write(f"anode trace: {error.strerror}: {error.filename}\n")
                code = code or 1
        self.at_end()
        self.restore()
        return code

    def _with_tasks(self, beside: str) -> str:
        found = loads(beside)
        found["pool"] = rows = []
        while self._tasks:
            thread, name, begin, end = self._tasks.popleft()
            number = self._threads.setdefault(thread, len(self._threads) + 1)
            rows.append([number, name, round(begin, 3), round(end, 3)])
        return dumps(found)

    def _stops(self, level: int, subject: int) -> bool:
        if level == TraceMode.HOLD_PATTERN or self.way == PAUSE:
            return True
        if level == TraceMode.HOLD_CALLBACKS:
            return self.way == STEP_CALLBACK
        if self.way == STEP_TURN:  # the phase that a turn has had comes again
            again = subject in self._phases_seen or subject == _TIMERS
            self._phases_seen.add(subject)
            return again
        return self.way == STEP_PHASE

    def _mode(self) -> int:
        mode = 0 if self.way == RUN and not self.delay else TraceMode.HOLD_CALLBACKS | TraceMode.HOLD_PHASES
        return mode | (TraceMode.PATTERN if self.stop_pattern else 0)

    def _tell(self, news: dict[str, Any] | bytes) -> None:
        for follower in list(self.followers):
            follower(news)

    # ---- called by readers ----

    def follow(self, follower: Callable[[dict[str, Any] | bytes], None]) -> list[bytes]:
        """Get all that happens from now on; what has happened until now, as chunks."""
        with self._lock:
            self.followers.append(follower)
            return [chunk_bytes(numbers, beside) for numbers, beside in self.recording.chunks]

    def first_names(self) -> list[str]:
        """The names that no chunk in memory brings any more."""
        with self._lock:
            return self.recording.names_before()

    def leave(self, follower: Callable[[dict[str, Any] | bytes], None]) -> None:
        """The reader is gone. With the last one, the program goes on."""
        with self._lock:
            if follower in self.followers:
                self.followers.remove(follower)
            if not self.followers:
                self._set(RUN, 0.0, "")

    def control(self, way: str, delay: float, pattern: str) -> None:
        """Let the program run, pause or go a step; ``delay`` in seconds is slow motion. Raises ValueError."""
        if way not in WAYS or not 0 <= delay <= _LONGEST_DELAY or len(pattern) > _LONGEST_PATTERN:
            raise ValueError(way)
        pattern.encode()  # a lone surrogate, which cannot cross, raises UnicodeEncodeError
        with self._lock:
            self._set(way, delay, pattern)
            self._tell(self.state())

    def state(self) -> dict[str, Any]:
        """How the program runs."""
        return {"way": self.way, "delay": self.delay, "pattern": self.stop_pattern, "held": self.held, "ended": self.ended}

    def _set(self, way: str, delay: float, pattern: str) -> None:
        self.way, self.delay, self.stop_pattern = way, delay, pattern
        self.held = self.held and way == PAUSE
        self._lock.notify_all()
