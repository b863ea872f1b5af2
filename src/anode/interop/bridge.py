"""Calls between Python's threads and one isolate's.

Where the engine allows direct calls, both sides call each other on the caller's thread: see ``direct.py``. Otherwise Python asks JavaScript
by posting a *job* to the isolate's loop, and waits for the reply, and JavaScript asks Python with an op: see ``callbacks.py``.
"""

from __future__ import annotations

import _thread
import os
from _queue import SimpleQueue
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakSet, WeakValueDictionary

from anode.engine.codec import dumps, loads
from anode.engine.heap.limit import HeapLimit
from anode.engine.ops import Numbers
from anode.engine.v8 import entry
from anode.interop.awaits.awaitables import running_loop, settle_later
from anode.interop.awaits.calls import Asynchronous
from anode.interop.callbacks import Callbacks
from anode.interop.direct import Direct
from anode.interop.errors import Exit, ForkError, JSError, OutOfMemory, RuntimeClosed, show_parts, warn
from anode.interop.layout import Kind, Slot, Verb
from anode.interop.lifetimes.held import Held
from anode.interop.limits.background import Background, Job
from anode.interop.limits.endings import Forked
from anode.interop.limits.timeout import running
from anode.interop.proxies import CLASSES, MISSING, JSObject, parts
from anode.interop.undefined import undefined
from anode.interop.values import Encoder, Unready, decode, prepare

if TYPE_CHECKING:
    from anode.loop.context import Context


class OwnTag(Numbers):
    """Tags of completion entries: ``[JOB, id, verb, args, first buffer]``."""

    JOB = 24


LOG, RAISE, EXIT = "log", "raise", "exit"  # what an uncaught error does
_VERBS = {name.lower(): number for name, number in Verb.table().items()} | {"call": Verb.APPLY, "beforeExit": Verb.BEFORE_EXIT}
_SMALLEST, _LARGEST = -(2**31), 2**31 - 1
_MOST_NAMES, _LONGEST_NAME = 1000, 100  # of properties that have numbers

Settle = Callable[[Any, BaseException | None], None]
Ask = Callable[[int, tuple[Any, ...]], Any]


class Bridge:
    """One isolate's, for any number of Python threads."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.ended: BaseException | None = None  # why nothing can be asked any more
        self.sent = b""  # bytes beside the last text given to JavaScript
        self._lock = _thread.RLock()
        self._next = 0
        self._waiting: dict[int, Settle] = {}
        self._proxies: WeakValueDictionary[int, JSObject] = WeakValueDictionary()
        self._names: dict[str, int] = {}
        self.garbage: deque[tuple[int, int]] = deque()
        self.held = Held(ctx.loop)
        self.export, self.take_back = self.held.export, self.held.take_back
        self.callbacks = Callbacks(self)
        self._heap: HeapLimit | None = None
        self.terminate: Callable[[], None] | None = None
        self.uncaught_mode = LOG
        self._background: BaseException | None = None  # an uncaught error that the next call raises
        self._last_uncaught: BaseException | None = None
        self.background = Background(self)
        self.asynchronous = Asynchronous(self)
        self._idle: list[Callable[[], None]] = []
        self._host_asks = True  # and is counted among what keeps the loop alive
        self.sent_lengths: list[int] = []
        self.direct: Direct | None = None
        self._made: Direct | None = None  # V8 has only the addresses of its callbacks until they meet
        self._meeting = _thread.allocate_lock()  # held until it is known whether there are direct calls
        self._meeting.acquire()
        ctx.loop.before_poll.append(self._before_poll)
        _bridges.add(self)

    # ---- direct calls ----

    def natives(self) -> bool:
        """Leave the native functions for direct calls in the cell; false where the engine does not let us. In an op, on the isolate's thread."""
        if self.ctx.heap_limit is not None:
            self._heap = HeapLimit(self.ctx.heap_limit, self._heap_is_full, self._stop)
        self._made = Direct.make(self)
        if self._made is None:
            self._meeting.release()
        return self._made is not None

    def more_natives(self) -> None:
        """Leave functions for further levels of nesting in the cell."""
        if self.direct is not None:
            self.direct.more()

    def meet(self, direct: Direct) -> None:
        """JavaScript has handed over its half: from now on calls are direct. On the isolate's thread, inside a function of V8's."""
        self.direct, self._made = direct, None
        self._meeting.release()

    def _met(self) -> bool:
        if _thread.get_ident() != self.ctx.loop.thread:
            with self._meeting:
                pass
        return self.direct is not None

    # ---- Python asks JavaScript ----

    def ask(self, verb: str, *args: Any) -> Any:
        """Run ``verb`` in JavaScript and return its result. Raises JSError, Exit, RuntimeClosed, TypeError."""
        if self.direct is not None or self._met():
            assert self.direct is not None
            try:
                return self.direct.ask(_VERBS[verb], args)
            except Unready:
                return self.direct.ask(_VERBS[verb], tuple(prepare(self, args)))
        if _thread.get_ident() == self.ctx.loop.thread:
            return self.callbacks.ask(verb, args)
        answer: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()
        number = self.start(lambda value, error: answer.put((value, error)), verb, *args)
        with running(Job(self.background, number), self.background.seconds):
            value, error = answer.get()
        if error is not None:
            raise error
        return value

    def get(self, value: JSObject, key: Any) -> Any:
        """A property, or MISSING."""
        direct = self.direct
        if direct is not None:
            number = self._names.get(key)
            if number is not None:
                return direct.ask(Verb.GET_NAMED, (value, number))
            if type(key) is str and len(key) <= _LONGEST_NAME and len(self._names) < _MOST_NAMES:
                self._names[key] = direct.ask(Verb.NAME, (key,))
            return direct.ask(Verb.GET, (value, key))
        found, result = self.ask("get", value, key)
        return result if found else MISSING

    def item(self, value: JSObject, key: Any) -> Any:
        """An entry of a Map or a property, or MISSING."""
        if self.direct is not None:
            try:
                return self.direct.ask(Verb.ITEM, (value, key))
            except Unready:
                return self.direct.ask(Verb.ITEM, (value, *prepare(self, (key,))))
        found, result = self.ask("item", value, key)
        return result if found else MISSING

    def invoke(self, function: JSObject, args: Sequence[Any]) -> Any:
        """Call a JavaScript function."""
        if self.direct is not None and len(args) < Slot.MOST:
            try:
                return self.direct.ask(Verb.CALL, (function, *args))
            except Unready:
                return self.direct.ask(Verb.CALL, (function, *prepare(self, args)))
        return self.invoke_on(function, undefined, args)

    def invoke_on(self, function: JSObject, this: Any, args: Sequence[Any]) -> Any:
        """Call a JavaScript function as a method of ``this``."""
        return self.ask("call", function, this, list(args))

    def construct(self, function: JSObject, args: Sequence[Any]) -> Any:
        """``new function(…args)``."""
        return self.ask("construct", function, list(args))

    def start(self, settle: Settle, verb: str, *args: Any) -> int:
        """Run ``verb`` in JavaScript; ``settle(value, error)`` is called on the isolate's thread when it is done. The number of the job."""
        encoder = Encoder(self)
        wire = [encoder.encode(arg) for arg in args]
        self.check()
        number = self.expect(settle)
        self.ctx.loop.post(self._deliver, number, verb, wire, encoder.buffers, args)
        return number

    def expect(self, settle: Settle) -> int:
        """The number of a job for which a reply may come."""
        with self._lock:
            if self.ended is not None and self.over:
                raise self.ended.with_traceback(None)
            self._next += 1
            self._waiting[self._next] = settle
            return self._next

    def start_call(self, ask: Ask, number: int, function: JSObject, this: Any, args: Sequence[Any]) -> Any:
        """Call a JavaScript function with ``ask``; its result, or Pending: then a reply follows."""
        if this is undefined and len(args) < Slot.MOST - 1:
            verb, given = Verb.START, (number, function, *args)
        else:
            verb, given = Verb.START_ON, (number, function, this, list(args))
        try:
            return ask(verb, given)
        except Unready:
            return ask(verb, tuple(prepare(self, given)))

    def _deliver(self, number: int, verb: str, wire: list[Any], buffers: list[bytes], args: tuple[Any, ...] = ()) -> None:
        # ``args`` keeps proxies alive: their objects must not be released before JavaScript has seen this job.
        loop = self.ctx.loop
        self.release()
        loop.completions.append([OwnTag.JOB, number, verb, wire, len(loop.buffers)])
        loop.buffers += buffers

    def release(self) -> None:
        if self.garbage:
            self.ctx.loop.completions.append([OwnTag.JOB, 0, "release", self.take_garbage(), 0])

    def take_garbage(self) -> list[list[int]]:
        """The numbers of objects whose proxies are gone, and how often they crossed."""
        gone = []
        while self.garbage:
            gone.append(list(self.garbage.popleft()))
        return gone

    def reply(self, number: int, failed: bool, text: str, data: bytes) -> None:
        """A job is done."""
        self.background.replied()
        if not self.waits(number):
            return
        try:
            if failed:
                raise self.error(loads(text), data)
            value = decode(self, loads(text), data)
        except Exception as failure:  # what JavaScript has thrown, or a value that Python cannot have, such as too many levels
            self.settle(number, None, failure)
        else:
            self.settle(number, value, None)

    def waits(self, number: int) -> bool:
        """Whether something waits for a job."""
        return number in self._waiting

    def abandon(self, number: int) -> None:
        """Nothing waits for a job any more."""
        self._waiting.pop(number, None)

    def settle(self, number: int, value: Any, error: BaseException | None) -> bool:
        """Answer what waits for a job; whether anything did."""
        with self._lock:
            settle = self._waiting.pop(number, None)
        if settle is not None:
            settle(value, error)
        return settle is not None

    def error(self, wire: dict[str, Any], data: bytes) -> JSError:
        """The exception for a value that JavaScript threw."""
        value = decode(self, wire["value"], data)
        if "passing" in wire:
            passing = self.held.take(wire["passing"])
            if isinstance(passing, JSError):
                return passing
        errors = [self.error(part, data) for part in wire.get("errors", ())]
        raised = JSError(wire["name"], wire["message"], wire.get("code"), wire.get("stack"), value, errors)
        raised.__cause__ = self.held.objects.get(wire.get("python") or 0)
        if raised.__cause__ is None and "cause" in wire:
            raised.__cause__ = self.error(wire["cause"], data)
        if errors:
            show_parts(raised)
        return raised

    def uncaught(self, text: str, data: bytes) -> bool:
        """An error in the background that no JavaScript has caught; whether the program goes on."""
        error = self.error(loads(text), data)
        if self.uncaught_mode == LOG:
            if warn(error):
                return True
        elif self.uncaught_mode == EXIT:
            self._last_uncaught = error
            return False
        with self._lock:
            if self.ended is None:
                self.ended = self._background = error
        return True

    def exited(self, code: int) -> None:
        """The program has ended with an exit code."""
        ended = Exit(code)
        ended.__cause__ = self._last_uncaught
        self.end(ended)

    def why(self) -> BaseException:
        """What a call raises while :attr:`ended` is set. An error of the background is raised once, and the Runtime goes on."""
        with self._lock:
            error = self.ended
            if error is self._background:
                self.ended = self._background = None
        return error.with_traceback(None) if error is not None else RuntimeClosed()

    def end(self, why: BaseException) -> None:
        """Answer every waiting call with ``why``, and every later one."""
        with self._lock:
            if self.ended is None or self.ended is self._background:
                self.ended = why
                self._background = None
            waiting, self._waiting = list(self._waiting.values()), {}
        if self.background.endings is not None:
            self.background.endings.shut()
        for settle in waiting:
            settle(None, self.ended)

    @property
    def over(self) -> bool:
        """Whether nothing can be asked any more."""
        return self.ended is not None and self.ended is not self._background

    def gone(self) -> None:
        """The isolate is gone."""
        self.calm()
        self.asynchronous.close()
        if self.direct is not None:
            self.direct.gone()
        elif self._meeting.locked():
            self._meeting.release()

    def leave(self) -> bool:
        """End the call that this thread is in the middle of, as the Runtime is closed; false where it is in none."""
        gate = self.ctx.loop.gate
        if self.direct is None or gate is None or gate.holder is not entry.thread.token:
            return False
        self.direct.stop(RuntimeClosed())
        return True

    def lose(self) -> None:
        """This process is a forked child, which has none of its parent's other threads: they may have held any lock."""
        self._lock = _thread.RLock()
        self._meeting = _thread.allocate_lock()
        self.held.lose()
        self._waiting = {}
        self.ended = ForkError()
        if self.direct is not None:
            self.direct.endings = Forked()

    def check(self) -> None:
        """Raise if the isolate has ended."""
        if self.ended is not None:
            raise self.why()

    # ---- the end of a program ----

    def drop(self) -> None:
        """The Runtime is gone, though not closed: its proxies keep the loop alive from now on. From any thread."""
        self.ctx.loop.before_poll.append(self._count_host)
        self.ctx.loop.wake()

    def _count_host(self) -> None:
        asks = bool(self._proxies or self._waiting)
        if asks != self._host_asks:
            self._host_asks = asks
            self.ctx.loop.active += 1 if asks else -1

    def when_idle(self, function: Callable[[], None]) -> None:
        """Call ``function`` once when nothing but the host keeps the loop alive. On the isolate's thread."""
        self.ctx.loop.post(self._idle.append, function)

    def _before_poll(self) -> None:
        loop = self.ctx.loop
        if self.direct is not None:
            self.release()
        if self._idle and loop.active <= 1 and not (loop.requests or loop.completions or loop.closing or loop.timers_or_immediates()):
            waiting, self._idle = self._idle, []
            for function in waiting:
                function()

    # ---- references ----

    def reference(self, value: JSObject) -> int:
        """The number of a proxy's object. Raises ValueError for one of another Runtime."""
        bridge, number = parts(value)
        if bridge is not self:
            raise ValueError("this JavaScript object belongs to another anode.Runtime")
        return number

    def proxy(self, number: int, kind: str, name: str | None) -> JSObject:
        """The proxy of a JavaScript object: always the same while it lives."""
        found = self._proxies.get(number)
        if found is not None:
            self.garbage.append((number, 1))
            return found
        made = CLASSES[kind](self, number, name)
        self._proxies[number] = made
        return made

    def forget(self, number: int) -> None:
        """A proxy is gone; from any thread, also from within garbage collection."""
        self.garbage.append((number, 1))

    def exported(self, number: int) -> Callable[..., Any]:
        """The Python function of that number."""
        found: Callable[..., Any] = self.held.objects[number]
        return found

    def imported(self, number: int) -> Callable[..., Any]:
        """The Python function of that number, or the object that it stands for."""
        function: Callable[..., Any] = self.held.objects[number]
        return getattr(function, "__python_value__", function)

    # ---- JavaScript asks Python ----

    def run(self, number: int, args: list[Any]) -> tuple[int, Any]:
        """Call a Python function for :class:`Direct`: the kind of its result, and the result. Raises KeyboardInterrupt, SystemExit."""
        most = self.held.arities.get(number)
        if most is not None and len(args) > most:
            del args[most:]
        try:
            value = self.held.objects[number](*args)
            kind = type(value)
            if kind is int and _SMALLEST <= value <= _LARGEST:
                return Kind.INT, value
            if kind is float:
                return Kind.FLOAT, value
            if kind is str:
                return Kind.TEXT, value
            if value is None:
                return Kind.NULL, None
            if kind is bool:
                return (Kind.TRUE if value else Kind.FALSE), None
            if kind is bytes:
                return Kind.BYTES, value
            if isinstance(value, JSObject):
                return Kind.OBJECT, self.reference(value)
            if hasattr(value, "__await__"):
                return Kind.LATER, self.settle_result(number, value)
            encoder = Encoder(self)
            return Kind.WIRE, (encoder.text(value), encoder.buffers)
        except JSError as error:
            encoder = Encoder(self)
            return Kind.THROWN, (dumps(self.held.pass_on(encoder, error)), encoder.buffers)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            return Kind.RAISED, dumps(self.held.described(error))

    def raised(self, error: Exception) -> tuple[int, str]:
        """The result of a Python function that cannot be called with what JavaScript has given."""
        return Kind.RAISED, dumps(self.held.described(error))

    def calm(self) -> None:
        """A call has ended: what was to end it ends nothing else."""
        if self._heap is not None:
            self._heap.calm()

    def ended_early(self, terminated: bool) -> BaseException:
        """The exception for a call that V8 ended without a result."""
        if self.over:
            return self.why()
        if self._heap is not None and self._heap.settle():
            return OutOfMemory()
        if terminated:
            return RuntimeClosed()
        return JSError("RangeError", "Maximum call stack size exceeded", None, None, None)

    def _heap_is_full(self) -> None:
        # A call that is ended raises. What the event loop runs cannot be ended alone.
        if _thread.get_ident() == self.ctx.loop.thread:
            self.end(
                OutOfMemory("JavaScript has passed the memory limit of its anode.Runtime in the background, which has ended the Runtime")
            )
            if self.terminate is not None:
                self.terminate()

    def _stop(self, error: BaseException) -> None:
        if self.direct is not None:
            self.direct.stop(error)

    def settle_later(self, awaitable: Any) -> int:
        """JavaScript gets a promise for an awaitable among the arguments, which runs on its own asyncio loop or the caller's."""
        return self.settle_result(0, awaitable, running_loop())

    def settle_result(self, number: int, awaitable: Any, loop: Any = None) -> int:
        """JavaScript gets a promise for the awaitable that a Python function returns, which runs on the loop that has exported the function."""
        promise = self.promise_number()
        settle_later(self, promise, awaitable, loop or self.held.loops.get(number))
        return promise

    def promise_number(self) -> int:
        """The number of a new promise, which JavaScript gets as ``["p", number]`` and :meth:`settle_promise` settles."""
        self._next += 1
        return self._next

    def settle_promise(self, job: int, value: Any, error: BaseException | None) -> None:
        """The awaitable behind a promise is done. Raises TypeError."""
        encoder = Encoder(self)
        wire = encoder.encode(value) if error is None else ["a", self.held.described(error)]
        self.ctx.loop.post(self._deliver, 0, "settle", [job, error is not None, wire], encoder.buffers)


_bridges: WeakSet[Bridge] = WeakSet()
os.register_at_fork(after_in_child=lambda: deque(map(Bridge.lose, list(_bridges)), maxlen=0) and None)
