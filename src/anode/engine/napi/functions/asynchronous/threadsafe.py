"""Thread-safe functions: any thread of the addon's queues a call, and the isolate's thread makes it.

Some facts:
- A thread that is told ``napi_closing`` must not use the function again. Until it is told, it may.
- Node makes at most 1,000 calls before it lets the event loop go on.
- libuv wakes the functions that have calls in the order in which they were made, not in that of the calls. Addons rely on that.
- A thread may wait for room in the queue while the isolate ends.

What this means here:
- A function that has ended stays known as closing for as long as the process runs.
- Each call is a call of its own from the event loop, so that ticks and microtasks run after it.
"""

from __future__ import annotations

import _thread
import ctypes
from collections import deque

from anode.engine.napi.entries import bare_entry, entry
from anode.engine.napi.environment import Addons, Environment, v8
from anode.engine.napi.functions.asynchronous.calls import AsyncContext, name_text, resource_object
from anode.engine.napi.invocation import FINALIZE, report, run
from anode.engine.napi.memory import WORD, words
from anode.engine.napi.references import new_number
from anode.engine.napi.status import CLOSING, INVALID_ARG, OBJECT_EXPECTED, OK, QUEUE_FULL, STRING_EXPECTED
from anode.engine.v8.signatures import P

_call_type = ctypes.CFUNCTYPE(None, P, P, P, P)
_MOST = 1000  # calls between two turns of the loop
_ABORT = 1  # napi_threadsafe_function_release_mode
_DONE, _AGAIN, _LATER = range(3)  # outcomes of ThreadSafeFunction.dispatch()
_dispatchers: dict[Addons, Dispatcher] = {}
_functions: dict[int, ThreadSafeFunction] = {}  # of all isolates, those that have not ended


class Dispatcher:
    """Makes the calls of all thread-safe functions of an isolate, one at a time: of those that have calls, the oldest function's first."""

    __slots__ = ("_current", "_lock", "_loop", "_pending", "_position", "_scheduled")

    def __init__(self, addons: Addons) -> None:
        self._loop = addons.loop
        self._lock = _thread.allocate_lock()
        self._pending: dict[int, ThreadSafeFunction] = {}
        self._current: ThreadSafeFunction | None = None
        self._position = 0  # the number of the last function whose calls were made
        self._scheduled = False

    def schedule(self, function: ThreadSafeFunction) -> None:
        """The function has calls, or ends; from any thread."""
        with self._lock:
            self._pending[function.number] = function
            if self._scheduled:
                return
            self._scheduled = True
        self._loop.post(self._step)

    def _step(self) -> bool:
        with self._lock:
            function = self._current or self._pending.pop(self._next_number())
        outcome = function.dispatch()
        with self._lock:
            self._current = function if outcome == _AGAIN else None
            if outcome == _LATER:
                self._pending[function.number] = function
                self._loop.post(self._step)
                return False
            self._scheduled = self._current is not None or bool(self._pending)
            return self._scheduled

    def _next_number(self) -> int:
        self._position = min((number for number in self._pending if number > self._position), default=0) or min(self._pending)
        return self._position


class ThreadSafeFunction:
    """A ``napi_threadsafe_function``. ``put``, ``acquire`` and ``release`` are for any thread."""

    __slots__ = (
        "_call", "_closing", "_data", "_dispatcher", "_env", "_finalizer", "_function", "_left", "_limit", "_lock", "_queue", "_ref", "_room",
        "_scheduled", "_threads", "async_context", "context", "number",
    )  # fmt: skip

    def __init__(
        self, env: Environment, async_context: AsyncContext, function: int | None, call: int | None, limit: int, threads: int,
        data: int | None, finalizer: int | None, context: int | None,
    ) -> None:  # fmt: skip
        self.number = new_number()
        self.async_context = async_context
        self.context = context
        self._env = env
        self._function: int = v8["Global__New"](env.isolate, function) if function else 0
        self._call = _call_type(call) if call else None
        self._limit = limit
        self._threads = threads
        self._data, self._finalizer = data, finalizer
        self._queue: deque[int | None] = deque()
        self._lock = _thread.allocate_lock()  # of what follows
        self._room: list[_thread.LockType] = []  # a lock for each thread that waits for room
        self._closing = self._scheduled = False
        self._ref = True
        self._left = _MOST
        self._dispatcher = _dispatchers.get(env.addons) or _dispatchers.setdefault(env.addons, Dispatcher(env.addons))
        _functions[self.number] = self
        env.addons.hooks.append(self.close)
        env.addons.loop.hold()

    # ---- any thread ----

    def put(self, data: int | None, waits: bool) -> int:
        """Queue a call; the status."""
        while True:
            with self._lock:
                if self._closing:
                    if self._threads:
                        self._threads -= 1
                        return CLOSING
                    return INVALID_ARG
                if not self._limit or len(self._queue) < self._limit:
                    self._queue.append(data)
                    self._schedule()
                    return OK
                if not waits:
                    return QUEUE_FULL
                room = _thread.allocate_lock()
                room.acquire()
                self._room.append(room)
            room.acquire()

    def acquire(self) -> int:
        """One more thread uses it; the status."""
        with self._lock:
            if self._closing:
                return CLOSING
            self._threads += 1
        return OK

    def release(self, aborts: bool) -> int:
        """One thread less uses it; the status."""
        with self._lock:
            if not self._threads:
                return INVALID_ARG
            self._threads -= 1
            if (not self._threads or aborts) and not self._closing:
                self._closing = aborts
                self._wake_waiting()
                self._schedule()
        return OK

    def _schedule(self) -> None:
        if not self._scheduled:
            self._scheduled = True
            self._dispatcher.schedule(self)

    def _wake_waiting(self) -> None:
        for room in self._room:
            room.release()
        self._room.clear()

    # ---- the isolate's thread ----

    def set_ref(self, ref: bool) -> None:
        """Whether it keeps the loop alive."""
        if ref != self._ref:
            self._ref = ref
            loop = self._env.addons.loop
            if ref:
                loop.hold()
            else:
                loop.release()

    def dispatch(self) -> int:
        """Make one call; what :class:`Dispatcher` does next."""
        with self._lock:
            has_call = bool(self._queue) and not self._closing
            data = self._queue.popleft() if has_call else None
            if has_call:
                self._wake_waiting()
        if has_call:
            self._call_javascript(data)
        with self._lock:
            if self._closing or not (self._queue or self._threads):
                self._closing = True
            elif not self._queue:
                self._scheduled, self._left = False, _MOST
                return _DONE
            else:
                self._left -= 1
                if self._left:
                    return _AGAIN
                self._left = _MOST
                return _LATER
        self._end()
        return _DONE

    def _call_javascript(self, data: int | None) -> None:
        env = self._env
        function = v8["Local__New"](env.isolate, self._function) if self._function else None
        entered = self.async_context.enter()
        if self._call is not None:
            run(env, self._call, env.address, function, self.context, data)
        else:
            run(env, self._call_plainly, function)
        report(env)
        self.async_context.leave(entered)

    def _call_plainly(self, function: int) -> None:
        env = self._env
        env.open_catcher()
        if not env.call_function(function):
            env.caught()

    def _end(self) -> None:
        """Nothing more is called: give back what waits, and finalize."""
        addons = self._env.addons
        if _functions.pop(self.number, None) is None:
            return
        if not addons.ending:
            addons.hooks.remove(self.close)
        self.set_ref(False)
        self._return_queue()
        if self._finalizer:
            run(self._env, FINALIZE(self._finalizer), self._env.address, self._data, self.context)
            report(self._env)
        if self._function:
            v8["Global__Reset"](self._function)
        if addons.ending:
            self.async_context.forget()
        else:
            self.async_context.destroy()

    def _return_queue(self) -> None:
        while self._queue:
            data = self._queue.popleft()
            if self._call is not None:
                self._call(None, None, self.context, data)

    def close(self) -> None:
        """The environment ends."""
        with self._lock:
            self._closing = True
            self._wake_waiting()
        self._end()

    def abandon(self, addons: Addons) -> None:
        """The isolate has gone: let go the threads that wait, if the function is one of its addons'."""
        if self._env.addons is addons:
            with self._lock:
                self._closing = True
                self._wake_waiting()
            _functions.pop(self.number, None)


def abandon(addons: Addons) -> None:
    """An isolate has gone."""
    _dispatchers.pop(addons, None)
    for function in list(_functions.values()):
        function.abandon(addons)


@entry("pppzzppppp")
def napi_create_threadsafe_function(
    env: Environment, function: int | None, resource: int | None, name: int | None, limit: int, threads: int, data: int | None,
    finalizer: int | None, context: int | None, call: int | None, result: int | None,
) -> int:  # fmt: skip
    if not name or not threads or not result:
        return INVALID_ARG
    if function:
        if not v8["Value__IsFunction"](function):
            return INVALID_ARG
    elif not call:
        return INVALID_ARG
    if not env.catcher:
        env.open_catcher()
    found = resource_object(env, resource)
    if not found:
        return OBJECT_EXPECTED
    text = name_text(env, name)
    if not text:
        return STRING_EXPECTED
    made = ThreadSafeFunction(env, AsyncContext(env, found, text), function, call, limit, threads, data, finalizer, context)
    words[result >> WORD] = made.number
    return OK


@bare_entry("pp")
def napi_get_threadsafe_function_context(number: int | None, result: int | None) -> int:
    found = _functions.get(number or 0)
    if found is None or not result:
        return INVALID_ARG
    words[result >> WORD] = found.context or 0
    return OK


@bare_entry("ppi")
def napi_call_threadsafe_function(number: int | None, data: int | None, mode: int) -> int:
    found = _functions.get(number or 0)
    return CLOSING if found is None else found.put(data, bool(mode))


@bare_entry("p")
def napi_acquire_threadsafe_function(number: int | None) -> int:
    found = _functions.get(number or 0)
    return CLOSING if found is None else found.acquire()


@bare_entry("pi")
def napi_release_threadsafe_function(number: int | None, mode: int) -> int:
    found = _functions.get(number or 0)
    return OK if found is None else found.release(mode == _ABORT)


@entry("p")
def napi_unref_threadsafe_function(env: Environment, number: int | None) -> int:
    found = _functions.get(number or 0)
    if found is not None:
        found.set_ref(False)
    return OK


@entry("p")
def napi_ref_threadsafe_function(env: Environment, number: int | None) -> int:
    found = _functions.get(number or 0)
    if found is not None:
        found.set_ref(True)
    return OK
