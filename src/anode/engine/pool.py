"""The thread pool, for what has no non-blocking form: the file system, getaddrinfo, key derivation, compression."""

from __future__ import annotations

import _thread
import os
from _queue import SimpleQueue
from collections.abc import Callable

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    Settle = Callable[[BaseException | None, Any], None]

DEFAULT_SIZE, LARGEST_SIZE = 4, 1024


class Pool:
    """Up to ``UV_THREADPOOL_SIZE`` threads (4), each started when work finds no idle one."""

    def __init__(self, post: Callable[..., None], size: int | None = None) -> None:
        try:
            wanted = int(os.environ.get("UV_THREADPOOL_SIZE", "")) if size is None else size
        except ValueError:
            wanted = DEFAULT_SIZE
        self.size = min(max(wanted, 1), LARGEST_SIZE)
        self._post = post
        self._queue: SimpleQueue[tuple[Callable[[], Any], Settle] | None] = SimpleQueue()
        self._threads = 0
        self._busy = 0

    def submit(self, function: Callable[[], Any], settle: Settle) -> None:
        """Run ``function`` on a thread, then ``settle(error, value)`` on the loop's. From the loop's thread."""
        self._busy += 1
        if self._threads < self.size and self._busy > self._threads:
            self._threads += 1
            _thread.start_new_thread(self._serve, ())
        self._queue.put((function, settle))

    def _serve(self) -> None:
        while (task := self._queue.get()) is not None:
            function, settle = task
            error: BaseException | None = None
            value = None
            try:
                value = function()
            except BaseException as raised:
                error = raised
            self._post(self._settle, settle, error, value)
            del task, function, settle, error, value  # nothing of a finished request outlives it here

    def _settle(self, settle: Settle, error: BaseException | None, value: Any) -> None:
        self._busy -= 1
        settle(error, value)

    def close(self) -> None:
        """Let the threads end once what they do is done."""
        for _ in range(self._threads):
            self._queue.put(None)
