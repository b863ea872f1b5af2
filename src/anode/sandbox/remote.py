"""The host's side of a sandbox: what interop/bridge.py is to an isolate of this process. Its proxies, limits and coroutines are used as they are.

How it runs:

- A thread that waits for a reply reads what comes; where none waits, a thread of the sandbox's does. A reply goes to the thread that waits for it, so does
  a call of a Python function that the caller's JavaScript makes: it runs on the caller's thread, as in a Runtime. Another call of a function (a timer's,
  an async call's) runs on a thread of its own.
- A limit that is over ends the wait at once, and asks the sandbox, on a pipe of its own, to end the call. If it has not done so within a second, it
  is killed.
"""

from __future__ import annotations

import _thread
import threading
import warnings
from _queue import SimpleQueue
from time import monotonic
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from anode.interop.awaits.awaitables import running_loop, settle_later
from anode.interop.errors import Exit, ForkError, JSError, OutOfMemory, RuntimeClosed, UncaughtWarning
from anode.interop.lifetimes.held import Held
from anode.interop.limits import timeout, watchdog
from anode.interop.proxies import CLASSES, MISSING, JSObject, parts
from anode.interop.ref import Answer
from anode.interop.undefined import undefined
from anode.interop.values import Encoder
from anode.sandbox import wire
from anode.sandbox.errors import SandboxEnded, exception
from anode.sandbox.waiting import Asynchronous, Limits
from anode.sandbox.wire import Violation, counted, decode, text, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    class Process(Protocol):
        """The sandbox's process."""

        def interrupt(self, number: int) -> bool: ...
        def kill(self) -> None: ...
        def why(self) -> BaseException: ...
        def output(self, fd: int, text: str) -> None: ...
        def need(self, kind: str, name: str) -> None: ...

    Settle = Callable[[Any, BaseException | None], None]

_GRACE = 1.0  # seconds that the sandbox has to end a call whose limit is over
_MOST_CALLS = 64  # of Python functions at once; an isolate makes one for each level of nesting
_OF_PROPERTIES = ("get", "item")
_MISSING = ["z"]  # the form of a property that is not there
_of_thread = threading.local()


class _Waiting:
    """One request under way: ``put`` takes what comes for it. ``sync`` is whether a thread waits that can run Python functions."""

    __slots__ = ("put", "sync")

    def __init__(self, put: Callable[[tuple[Any, ...]], None], sync: bool) -> None:
        self.put = put
        self.sync = sync


class _Job:
    """A request as a time limit sees it."""

    __slots__ = ("number", "remote")

    def __init__(self, remote: Remote, number: int) -> None:
        self.remote = remote
        self.number = number

    def end(self, error: BaseException) -> None:
        """The time is over; from any thread."""
        self.remote.cut(self.number, error)


class Remote:
    """One sandbox's, for any number of Python threads."""

    def __init__(self, pipe: wire.Pipe, process: Process) -> None:
        self._pipe = pipe
        self._reader = wire.Reader(pipe, self._take)
        self._process = process
        self._lock = _thread.allocate_lock()
        self._next = 0
        self._waiting: dict[int, _Waiting] = {}
        self._under_way: set[int] = set()  # requests that the sandbox has not replied to
        self._calls = 0  # of Python functions
        self._proxies: WeakValueDictionary[int, JSObject] = WeakValueDictionary()
        self._garbage: list[tuple[int, int]] = []
        self.ended: BaseException | None = None
        self.ready: SimpleQueue[Any] = SimpleQueue()
        loop: Any = SimpleNamespace(gate=None, thread=-1)
        self.ctx: Any = SimpleNamespace(loop=loop)
        self._held = Held(loop)
        self.take_back = self._held.take_back
        self.background: Any = Limits(self.in_a_call)
        self.asynchronous = Asynchronous(self)

    # ---- requests ----

    def ask(self, verb: str, *args: Any) -> Any:
        """Run ``verb`` in the sandbox; its result. Raises JSError, Exit, SandboxEnded, TypeError."""
        queue: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        with self._request(verb, args, _Waiting(queue.put, True)):
            while True:
                item = self._next_of(queue)
                if len(item) == 2:
                    value, error = item
                    if error is not None:
                        raise error
                    return None if value is MISSING and verb not in _OF_PROPERTIES else value
                self._run(*item)

    def _request(self, verb: str, args: Sequence[Any], waiting: _Waiting) -> _Request:
        encoder = Encoder(self)
        text, data = self._text([encoder.encode(arg) for arg in args], encoder)
        self.check()
        return _Request(self, verb, text, data, waiting, args)

    def _text(self, forms: Any, encoder: Encoder) -> tuple[Any, bytes]:
        return (forms, [len(b) for b in encoder.buffers]), b"".join(encoder.buffers)

    def begin(self, waiting: _Waiting) -> int:
        """The number of a new request."""
        with self._lock:
            if self.ended is not None:
                raise self.ended.with_traceback(None)
            number = self._next = self._next + 1
            self._waiting[number] = waiting
            self._under_way.add(number)
            return number

    def send(self, message: list[Any], data: bytes = b"") -> None:
        """Send a message, and before it what proxies are gone. Raises the reason for which the sandbox has ended."""
        try:
            if self._garbage and message[0] != "f":
                gone, self._garbage = self._garbage, []
                self._pipe.send(["f", gone])
            self._pipe.send(message, data)
        except OSError:
            self._lost()
            raise self.why() from None

    def in_a_call(self) -> bool:
        """Whether this thread runs a function that JavaScript has called."""
        return bool(getattr(_of_thread, "call", {}).get(id(self)))

    def cut(self, number: int, error: BaseException) -> None:
        """End a request, whose caller gets ``error``; the sandbox is killed if it does not follow."""
        with self._lock:
            waiting = self._waiting.pop(number, None)
        if number in self._under_way:
            if not self._process.interrupt(number):
                self._kill(error)
            else:
                self._watch(number, error)
        if waiting is not None:
            waiting.put((None, error))

    def _watch(self, number: int, error: BaseException) -> None:
        def look() -> None:
            if number in self._under_way and self.ended is None:
                if self._calls:  # a Python function runs to its end
                    self._watch(number, error)
                else:
                    self._kill(error)

        watchdog.watchdog.watch(monotonic() + _GRACE, look)

    def _kill(self, error: BaseException) -> None:
        why = SandboxEnded(f"the process of this anode.Sandbox did not end a call in time, and was killed: {error}", "time")
        self.end(why, first=error)

    def abandon(self, number: int) -> None:
        """Nothing waits for a request any more."""
        with self._lock:
            self._waiting.pop(number, None)

    def interrupt(self, error: BaseException) -> bool:
        """End every request under way; whether there was one."""
        with self._lock:
            numbers = list(self._waiting)
        for number in numbers:
            self.cut(number, error)
        return bool(numbers)

    # ---- what proxies need ----

    def get(self, value: JSObject, key: Any) -> Any:
        """A property, or MISSING."""
        return self.ask("get", value, key)

    def item(self, value: JSObject, key: Any) -> Any:
        """An entry of a Map or a property, or MISSING."""
        return self.ask("item", value, key)

    def invoke(self, function: JSObject, args: Sequence[Any]) -> Any:
        """Call a JavaScript function."""
        return self.ask("call", function, undefined, list(args))

    def invoke_on(self, function: JSObject, this: Any, args: Sequence[Any]) -> Any:
        """Call a JavaScript function as a method of ``this``."""
        return self.ask("call", function, this, list(args))

    def construct(self, function: JSObject, args: Sequence[Any]) -> Any:
        """``new function(…args)``."""
        return self.ask("construct", function, list(args))

    def start(self, settle: Settle, verb: str, *args: Any) -> int:
        """Run ``verb`` in the sandbox; ``settle(value, error)`` is called on another thread when it is done. The number of the request."""
        with self._request(verb, args, _Waiting(lambda item: settle(*item), False)) as number:
            return number

    # ---- references ----

    def reference(self, value: JSObject) -> int:
        """The number of a proxy's object. Raises ValueError for one of elsewhere."""
        remote, number = parts(value)
        if remote is not self:
            raise ValueError("this JavaScript object belongs to another anode.Sandbox or anode.Runtime")
        return number

    def proxy(self, number: int, kind: str, name: str | None) -> JSObject:
        """The proxy of an object of the sandbox."""
        found = self._proxies.get(number)
        if found is not None:
            self._garbage.append((number, 1))
            return found
        made = CLASSES[kind](self, number, name)
        self._proxies[number] = made
        return made

    def forget(self, number: int) -> None:
        """A proxy is gone."""
        self._garbage.append((number, 1))

    def export(self, function: Any) -> int:
        """The number under which JavaScript calls a Python function. Raises TypeError for what gives more than itself."""
        if isinstance(function, Answer):
            raise TypeError("a sandbox gets no Python objects by reference: pass functions and data")
        return self._held.export(function)

    def imported(self, number: int) -> Any:
        """The Python function of that number, or the object that it stands for."""
        function = self._held.objects[number]
        if isinstance(function, BaseException):
            raise Violation("a function is none")
        return getattr(function, "__python_value__", function)

    def exception(self, number: int) -> BaseException | None:
        """The exception of Python's that JavaScript was given under that number."""
        found = self._held.objects.get(number)
        return found if isinstance(found, BaseException) else None

    def passing(self, number: int) -> BaseException | None:
        """The JSError that a Python function has raised, and JavaScript has thrown."""
        found = self._held.objects.get(number)
        return self._held.take(number) if isinstance(found, JSError) else None

    def settle_later(self, awaitable: Any) -> int:
        """JavaScript gets a promise for an awaitable."""
        return self._settle(0, awaitable, running_loop())

    def _settle(self, number: int, awaitable: Any, loop: Any) -> int:
        with self._lock:
            promise = self._next = self._next + 1
        settle_later(self, promise, awaitable, loop or self._held.loops.get(number))
        return promise

    def settle_promise(self, job: int, value: Any, error: BaseException | None) -> None:
        """The awaitable behind a promise is done."""
        encoder = Encoder(self)
        forms = encoder.encode(value) if error is None else self._held.described(error)
        try:
            self.send(["s", job, error is not None, *self._text(forms, encoder)[0]], b"".join(encoder.buffers))
        except RuntimeClosed:
            pass  # nothing waits for it

    # ---- JavaScript asks Python ----

    def _run(self, call: int, number: int, args: Any, data: bytes) -> None:
        """Call a Python function, and send what it returns."""
        before = getattr(_of_thread, "call", {})
        _of_thread.call = {**before, id(self): call}
        try:
            kind, forms, encoder = self._result(number, args, data)
            try:
                self.send(["a", call, kind, *self._text(forms, encoder)[0]], b"".join(encoder.buffers))
            except (wire.TooLarge, UnicodeError) as error:
                self.send(["a", call, "e", self._held.described(error), []])
        finally:
            _of_thread.call = before
            with self._lock:
                self._calls -= 1

    def _result(self, number: int, args: list[Any], data: bytes) -> tuple[str, Any, Encoder]:
        encoder = Encoder(self)
        held = self._held
        try:
            function = held.objects.get(number)
            if function is None or isinstance(function, BaseException):
                raise TypeError("this Python function is gone")
            most = held.arities.get(number)
            value = function(*(args if most is None else args[:most]))
            if hasattr(value, "__await__") and not isinstance(value, JSObject):
                return "v", ["p", self._settle(number, value, None)], encoder
            return "v", encoder.encode(value), encoder
        except JSError as error:
            return "t", held.pass_on(encoder, error), encoder
        except BaseException as error:
            return "e", held.described(error), Encoder(self)

    # ---- what comes ----

    def read(self) -> None:
        """Read until the sandbox ends: the body of a thread."""
        while self.ended is None:
            try:
                self._reader.run()
            except (Violation, EOFError, OSError) as error:
                self._broken(error)

    def _next_of(self, queue: SimpleQueue[tuple[Any, ...]]) -> tuple[Any, ...]:
        while self.ended is None:
            try:
                found: tuple[Any, ...] = self._reader.wait(queue)
                return found
            except (Violation, EOFError, OSError) as error:
                self._broken(error)
        return queue.get()

    def _broken(self, error: Exception) -> None:
        if isinstance(error, Violation):
            self.end(SandboxEnded(f"the process of this anode.Sandbox was killed, because it broke the protocol: {error}"))
        else:
            self._lost()

    def _take(self, message: list[Any], data: bytes) -> None:
        try:
            _ON[message[0]](self, message, data)
        except (KeyError, IndexError) as error:
            raise Violation(f"a message is none that is known: {error!r}") from None

    def _on_ready(self, message: list[Any], data: bytes) -> None:
        self.ready.put(message[1])

    def _on_reply(self, message: list[Any], data: bytes) -> None:
        number = whole(message[1])
        if message[2]:  # who waits is taken from the list afterwards: a violation is told to all that are in it
            item: tuple[Any, BaseException | None] = (None, exception(self, message[3], data))
        else:
            item = (MISSING if message[3] == _MISSING else decode(self, message[3], data), None)
        self._under_way.discard(number)
        with self._lock:
            waiting = self._waiting.pop(number, None)
        if waiting is not None:
            waiting.put(item)
        if isinstance(item[1], (Exit, RuntimeClosed)) and self.ended is None:
            self.end(item[1])

    def _on_call(self, message: list[Any], data: bytes) -> None:
        call, ask, number = whole(message[1]), whole(message[2]), whole(message[3])
        args = decode(self, ["a", message[4]], data)
        with self._lock:
            self._calls += 1
            waiting = self._waiting.get(ask)
        if self._calls > _MOST_CALLS:
            raise Violation("too many calls at once")
        if waiting is not None and waiting.sync:
            waiting.put((call, number, args, data))
        else:
            _thread.start_new_thread(self._run_alone, (call, number, args, data))

    def _run_alone(self, *item: Any) -> None:
        try:
            self._run(*item)
        except RuntimeClosed:
            pass

    def _on_output(self, message: list[Any], data: bytes) -> None:
        self._process.output(2 if message[1] == 2 else 1, text(message[2]))

    def _on_warning(self, message: list[Any], data: bytes) -> None:
        self._process.output(0, text(message[1]))
        try:
            warnings.warn_explicit(message[1], UncaughtWarning, text(message[2]), whole(message[3]), module="anode")
        except UncaughtWarning as error:
            self.end(error)

    def _on_need(self, message: list[Any], data: bytes) -> None:
        self._process.need(text(message[1]), text(message[2]))

    def _on_gone(self, message: list[Any], data: bytes) -> None:
        for number, times in counted(message[1]):
            self._held.let_go(number, times)

    # ---- the end ----

    def check(self) -> None:
        """Raise if the sandbox has ended."""
        if self.ended is not None:
            raise self.why()

    def why(self) -> BaseException:
        """What a call raises."""
        return self.ended.with_traceback(None) if self.ended is not None else RuntimeClosed("this anode.Sandbox is closed")

    def _lost(self) -> None:
        if self.ended is None:
            self.end(self._process.why())

    def end(self, why: BaseException, first: BaseException | None = None) -> None:
        """Kill the process. Waiting calls raise ``first``, or ``why`` as later ones do."""
        with self._lock:
            if self.ended is None:
                self.ended = why
            waiting, self._waiting = list(self._waiting.values()), {}
        self._process.kill()
        self._pipe.shut()
        self.ready.put(None)
        for one in waiting:
            one.put((None, first or self.ended))

    def lose(self) -> None:
        """This process is a forked child: the sandbox is its parent's."""
        self.ended = ForkError("this anode.Sandbox belongs to the process that was forked")

    def out_of_memory(self, note: str) -> None:
        """The process has taken too much."""
        self.end(OutOfMemory(note))


_ON: dict[str, Callable[[Remote, list[Any], bytes], None]] = {
    "ready": Remote._on_ready,
    "r": Remote._on_reply,
    "c": Remote._on_call,
    "o": Remote._on_output,
    "w": Remote._on_warning,
    "g": Remote._on_gone,
    "n": Remote._on_need,
}


class _Request:
    """``with`` sends a request and gives its number; what leaves the block without a reply has given it up."""

    __slots__ = ("_args", "_data", "_limit", "_number", "_remote", "_text", "_verb", "_waiting")

    def __init__(self, remote: Remote, verb: str, text: Any, data: bytes, waiting: _Waiting, args: Sequence[Any]) -> None:
        self._remote, self._verb, self._text, self._data, self._waiting = remote, verb, text, data, waiting
        self._args = args  # keeps proxies alive until the request is sent
        self._number = 0
        self._limit: timeout.running | None = None

    def __enter__(self) -> int:
        remote = self._remote
        number = self._number = remote.begin(self._waiting)
        within = getattr(_of_thread, "call", {}).get(id(remote), 0)
        try:
            if self._waiting.sync:
                self._limit = timeout.running(_Job(remote, number), remote.background.seconds)
                self._limit.__enter__()
            remote.send(["q", number, within, self._verb, *self._text], self._data)
        except BaseException:
            remote._under_way.discard(number)
            self.__exit__()
            raise
        return number

    def __exit__(self, kind: Any = None, error: Any = None, traceback: Any = None) -> None:
        limit, self._limit = self._limit, None
        if limit is not None:
            limit.__exit__()
        if kind is not None and self._number in self._remote._under_way and self._number in self._remote._waiting:
            self._remote.cut(self._number, error)  # Ctrl-C
