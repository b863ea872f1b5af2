"""Runtimes that work in parallel, each on a thread of its own."""

from __future__ import annotations

import _thread
import atexit
import os
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from anode.interop.awaits.outcome import Outcome
from anode.interop.errors import Exit, ForkError, OutOfMemory, RuntimeClosed
from anode.interop.limits import timeout as limits
from anode.interop.parallel.job import Job, wait
from anode.interop.proxies import JSFunction, JSObject, JSPromise, to_python
from anode.interop.runtime import Runtime

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Protocol

    class Waiter(Protocol):
        """What waits for a place in the queue."""

        def wake(self) -> None: ...


class _Thread:
    """A thread that waits."""

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = _thread.allocate_lock()
        self._lock.acquire()

    def wake(self) -> None:
        if self._lock.locked():
            self._lock.release()

    def wait(self) -> None:
        self._lock.acquire()

    def wait_within_limits(self) -> None:
        wait(self._lock)


class _Place(Outcome):
    """A coroutine that waits for a place in the queue."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(lambda error: None)

    def wake(self) -> None:
        self.settle(None, None)


class _Member:
    """One Runtime of a pool, and the functions that it has compiled. It is used on its thread."""

    def __init__(self, setup: str | Callable[[Runtime], Any] | None, options: dict[str, Any]) -> None:
        self._setup = setup
        self._options = options
        self._functions: dict[str, JSFunction] = {}
        self.runtime: Runtime | None = None

    def ready(self) -> Runtime:
        """The Runtime; a new one where there is none, or where it has ended."""
        runtime = self.runtime
        if runtime is not None and not runtime.closed:
            return runtime
        self.close()
        self.runtime = runtime = Runtime(**self._options)
        try:
            if isinstance(self._setup, str):
                runtime.eval(self._setup, filename="[setup]")
            elif self._setup is not None:
                self._setup(runtime)
        except BaseException:
            self.close()
            raise
        return runtime

    def close(self) -> None:
        self._functions.clear()
        runtime, self.runtime = self.runtime, None
        if runtime is not None:
            runtime.close()

    def work(self, job: Job) -> None:
        raised = job.run(self.ready, self._call)
        if isinstance(raised, (Exit, OutOfMemory, RuntimeClosed)):
            self.close()

    def _call(self, runtime: Runtime, job: Job) -> Any:
        if isinstance(job.function, str):
            function = self._functions.get(job.function)
            if function is None:
                function = runtime.eval(f"({job.function}\n)", filename="[pool]")
                if not isinstance(function, JSFunction):
                    raise TypeError(f"a pool calls functions, and this text gives something else: {job.function!r}")
                self._functions[job.function] = function
            value = function(*job.args)
        else:
            value = job.function(runtime, *job.args)
        if isinstance(value, JSPromise):
            value = value.result()
        return to_python(value) if isinstance(value, JSObject) else value


class Pool:
    """``size`` Runtimes for work in parallel, as many as there are processors by default.

    ``setup`` prepares each of them: a script, or a function of Python's that gets the Runtime. ``timeout`` limits each setup and each
    piece of work, in seconds. ``queue`` is how much work may wait (twice the size by default): more has to wait to be taken. ``runtime``
    are the options of each Runtime (``memory="256MB"``). A Runtime that has ended or run out of memory is replaced.

    Work is the text of a JavaScript function (``"(n) => n * 2"``, ``"require('./render.js').page"``), or a function of Python's whose first
    argument is a Runtime. Results are awaited, and come as copies, as ``anode.to_python`` makes them. Use the pool as a context manager, or
    call :meth:`close`. Any thread may use it.
    """

    def __init__(
        self,
        size: int | None = None,
        setup: str | Callable[[Runtime], Any] | None = None,
        *,
        timeout: float | None = None,
        queue: int | None = None,
        **runtime: Any,
    ) -> None:
        size = size if size is not None else os.cpu_count() or 1
        queue = queue if queue is not None else 2 * size
        if size < 1 or queue < 1:
            raise ValueError("an anode.Pool has at least one Runtime, and a place in its queue")
        Job("", (), timeout)  # checks it
        self.size = size
        self._timeout = timeout
        self._most = size + queue
        self._pid = os.getpid()
        self._lock = _thread.allocate_lock()
        self._jobs: deque[Job] = deque()
        self._idle: deque[_Thread] = deque()  # threads without work
        self._taken = 0  # jobs that wait or run
        self._waiting: deque[Waiter] = deque()  # for a place in the queue
        self._running: set[Job] = set()
        self._preparing: set[Job] = set()  # Runtimes, before there is work for them
        self._closed = False
        self._left = size
        self._over = _Thread()
        for _ in range(size):
            _thread.start_new_thread(self._serve, (_Member(setup, runtime),))
        _pools.add(self)

    # ---- work ----

    def run(self, function: str | Callable[..., Any], *args: Any, timeout: float | None = None) -> Any:
        """Do a piece of work and wait for its result. Raises what the work raises, Timeout, RuntimeClosed.

        This ``timeout`` counts from the call: waiting for a Runtime, and its ``setup``, are part of it.
        """
        with limits.timeout(timeout):
            return self._submit(function, args, timeout).result()

    def map(self, function: str | Callable[..., Any], *iterables: Iterable[Any], timeout: float | None = None) -> Iterator[Any]:
        """The results for each element of the iterables, in their order. No more elements are taken than the queue has places."""
        waiting: deque[Job] = deque()
        try:
            for args in zip(*iterables, strict=False):
                if len(waiting) >= self._most:
                    yield waiting.popleft().result()
                waiting.append(self._submit(function, args, timeout))
            while waiting:
                yield waiting.popleft().result()
        finally:
            for job in waiting:
                job.cancel(RuntimeClosed())

    async def async_(self, function: str | Callable[..., Any], *args: Any, timeout: float | None = None) -> Any:
        """As :meth:`run`, in a coroutine. Cancelling ends the work."""
        with limits.timeout(timeout):
            job = Job(function, args, self._timeout if timeout is None else timeout)
            await self._queue(job)
            return await _Wait(job.outcome)

    async def map_async(
        self, function: str | Callable[..., Any], *iterables: Iterable[Any], timeout: float | None = None
    ) -> AsyncIterator[Any]:
        """As :meth:`map`, for ``async for``."""
        waiting: deque[Job] = deque()
        try:
            for args in zip(*iterables, strict=False):
                if len(waiting) >= self._most:
                    yield await _Wait(waiting.popleft().outcome)
                job = Job(function, args, self._timeout if timeout is None else timeout)
                await self._queue(job)
                waiting.append(job)
            while waiting:
                yield await _Wait(waiting.popleft().outcome)
        finally:
            for job in waiting:
                job.cancel(RuntimeClosed())

    # ---- the queue ----

    def _submit(self, function: str | Callable[..., Any], args: tuple[Any, ...], timeout: float | None) -> Job:
        job = Job(function, args, self._timeout if timeout is None else timeout)
        while not self._put(job, thread := _Thread()):
            try:
                thread.wait_within_limits()
            except BaseException:
                self._give_up(thread)
                raise
        return job

    async def _queue(self, job: Job) -> None:
        while not self._put(job, place := _Place()):
            try:
                await _Wait(place)
            except BaseException:
                self._give_up(place)
                raise

    def _put(self, job: Job, waiter: Waiter) -> bool:
        """Take a job; where there is no place for it, ``waiter`` is woken when there may be one."""
        if self._pid != os.getpid():
            raise ForkError()
        with self._lock:
            if self._closed:
                raise RuntimeClosed("this anode.Pool is closed")
            if self._taken >= self._most:
                self._waiting.append(waiter)
                return False
            self._taken += 1
            self._jobs.append(job)
            idle = self._idle.popleft() if self._idle else None
        if idle is not None:
            idle.wake()
        return True

    def _give_up(self, waiter: Waiter) -> None:
        with self._lock:
            if waiter in self._waiting:
                self._waiting.remove(waiter)
                return
            following = self._waiting.popleft() if self._waiting else None
        if following is not None:  # the place was meant for this one
            following.wake()

    def _serve(self, member: _Member) -> None:
        self._prepare(member)
        while (job := self._next()) is not None:
            member.work(job)
            with self._lock:
                self._running.discard(job)
                self._taken -= 1
                waiter = self._waiting.popleft() if self._waiting else None
            if waiter is not None:
                waiter.wake()
            del job
        member.close()
        with self._lock:
            self._left -= 1
            last = not self._left
        if last:
            self._over.wake()

    def _prepare(self, member: _Member) -> None:
        # Where the setup fails, the first job tries again, and gets the exception.
        first = Job(lambda runtime: None, (), self._timeout)
        with self._lock:
            if self._closed and not self._jobs:
                return
            self._preparing.add(first)
        member.work(first)
        with self._lock:
            self._preparing.discard(first)

    def _next(self) -> Job | None:
        while True:
            with self._lock:
                if self._jobs:
                    job = self._jobs.popleft()
                    self._running.add(job)
                    return job
                if self._closed:
                    return None
                thread = _Thread()
                self._idle.append(thread)
            thread.wait()

    # ---- the end ----

    def close(self, *, now: bool = False) -> None:
        """Finish the work that was taken, and close the Runtimes. ``now`` ends that work: it raises Interrupted. May be called twice."""
        if self._pid != os.getpid():
            return  # a forked child has none of the threads
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, deque()
            waiting, self._waiting = self._waiting, deque()
            jobs = [*self._jobs, *self._running] if now else []
            if now or all(job.cancelled for job in self._jobs):
                jobs += self._preparing
        for job in jobs:
            job.cancel(RuntimeClosed())
        for one in (*idle, *waiting):
            one.wake()
        self._over.wait()
        self._over.wake()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close(now=kind is not None)

    def __repr__(self) -> str:
        return f"<anode.Pool of {self.size}{', closed' if self._closed else ''}>"


class _Wait:
    """An awaitable of what has ``wait``."""

    __slots__ = ("_what",)

    def __init__(self, what: Any) -> None:
        self._what = what

    def __await__(self) -> Any:
        return self._what.wait()


_pools: WeakSet[Pool] = WeakSet()


@atexit.register
def _close_all() -> None:
    for pool in list(_pools):
        pool.close(now=True)
