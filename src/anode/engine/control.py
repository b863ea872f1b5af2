"""The control thread: creates, starts, stops and ends isolates.

Some facts:
- Only the thread that has made an object of jsrun's may use it, and some of its calls wait for the isolate's thread.
- An isolate that is in the middle of an op, such as waiting for a child process, ends when the op returns.

What this means here:
- One thread owns the isolates, and other threads send it functions to run.
- A worker's isolate has a control thread of its own, because another isolate must not wait for its end.
"""

from __future__ import annotations

import _thread
import os
from _collections_abc import Callable
from _queue import Empty, SimpleQueue

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


class Control:
    """A thread that owns isolates; it starts with the first request. It calls ``on_wait`` after ``patience`` seconds without a request."""

    def __init__(self, on_wait: Callable[[], None] | None = None, patience: float = 0.05) -> None:
        self._queue: SimpleQueue[tuple[Callable[[], Any] | None, SimpleQueue[tuple[Any, BaseException | None]] | None]] = SimpleQueue()
        self._on_wait = on_wait
        self._patience = patience
        self._started = False
        self._pid = 0
        self._lock = _thread.allocate_lock()

    def _serve(self) -> None:
        while True:
            try:
                function, answer = self._queue.get(timeout=None if self._on_wait is None else self._patience)
            except Empty:
                assert self._on_wait is not None
                self._on_wait()
                continue
            if function is None:
                return
            value: Any = None
            error: BaseException | None = None
            try:
                value = function()
            except BaseException as raised:
                error = raised
            if answer is not None:
                answer.put((value, error))
            del function, answer, value, error

    @property
    def lost(self) -> bool:
        """Whether the thread ran in the process that has forked this one: V8 does not survive that."""
        return self._started and self._pid != os.getpid()

    def _start(self) -> None:
        with self._lock:
            if not self._started:
                self._started = True
                self._pid = os.getpid()
                _thread.start_new_thread(self._serve, ())

    def call(self, function: Callable[[], Any]) -> Any:
        """Run ``function`` on the control thread; its result, or its exception."""
        self._start()
        answer: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()
        self._queue.put((function, answer))
        value, error = answer.get()
        if error is not None:
            raise error
        return value

    def post(self, function: Callable[[], Any]) -> None:
        """Run ``function`` on the control thread, later."""
        self._start()
        self._queue.put((function, None))

    def stop(self) -> None:
        """End the thread after the requests that are queued."""
        self._on_wait = None
        self._queue.put((None, None))


control = Control()
