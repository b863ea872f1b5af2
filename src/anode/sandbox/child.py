"""The sandbox's side: a Runtime in a process that has locked itself up, and answers its host.

How it runs:

- The main thread makes the calls that the host asks for, one after the other.
- A thread that waits reads what comes. What is for another thread that waits goes to that: an answer to a call of a Python function, and the calls that
  such a function makes of JavaScript, which run in the middle of it.
- Another thread reads the pipe on which the host asks to end a call.
- Forms are those of wire.py. Functions of the host's are :class:`Stub`\\ s here.
"""

from __future__ import annotations

import _thread
import os
import sys
import threading
import warnings
from _queue import SimpleQueue
from collections import deque
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from anode.interop.errors import Exit, Interrupted, JSError, OutOfMemory, RuntimeClosed, Timeout
from anode.interop.limits.timeout import timeout
from anode.interop.proxies import JSObject, JSPromise
from anode.interop.runtime import Host, Runtime
from anode.sandbox.forms import Coder, Deferred, RemoteError, Stub
from anode.sandbox.wire import Pipe, Reader, TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable

_VERBS = frozenset((
    "set", "delete", "set_item", "delete_item", "has", "iterator", "next", "length", "names", "string", "inspect", "async_iterator", "get_slice",
    "get_index", "set_slice", "set_index", "delete_slice", "delete_index", "includes", "copy", "call", "construct", "eval", "require", "import", "later",
))  # fmt: skip
_MOST_EARLY = 256
_of_thread = threading.local()


class Output(Host):
    """The host's output."""

    __slots__ = ("_pipe",)

    def __init__(self, pipe: Pipe) -> None:
        super().__init__()
        self._pipe = pipe

    def write(self, fd: int, text: str) -> None:
        """Send what the program writes."""
        for start in range(0, len(text), 1 << 20):
            self._pipe.send(["o", fd, text[start : start + (1 << 20)]])


class Server:
    """The sandbox's half of the protocol."""

    def __init__(self, pipe: Pipe, control: int) -> None:
        self._pipe = pipe
        self._control = control
        self._reader = Reader(pipe, self._route)
        self._lock = _thread.allocate_lock()
        self._next = 0
        self._asks: SimpleQueue[Any] = SimpleQueue()
        self._calls: dict[int, SimpleQueue[Any]] = {}  # of functions of the host's
        self._limits: dict[int, timeout] = {}  # of the requests under way
        self._early: deque[int] = deque(maxlen=_MOST_EARLY)  # requests that were ended, perhaps before they came
        self._settling: dict[int, int] = {}  # requests that wait for a promise, and its job
        self._kept: dict[int, list[Any]] = {}  # objects that the host has proxies of, and how often each has crossed
        self._stubs: WeakValueDictionary[int, Stub] = WeakValueDictionary()
        self._promises: dict[int, Deferred] = {}
        self._gone: list[tuple[int, int]] = []
        self.runtime: Runtime
        self.coder = Coder(self)

    # ---- what comes ----

    def _route(self, message: list[Any], data: bytes) -> None:
        kind = message[0]
        if kind == "q":
            (self._calls[message[2]] if message[2] else self._asks).put((message, data))
        elif kind == "a":
            self._calls[message[1]].put((message, data))
        elif kind == "f":
            for number, times in message[1]:
                self._drop(number, times)
        elif kind == "s":
            _, promise, failed, form, sizes = message
            value = None if failed else self.coder.decode(form, data, sizes)
            error = RemoteError.of(form) if failed else None
            # It may come before what it belongs to; its own thread waits for that.
            _thread.start_new_thread(self.deferred(promise).settle, (self.runtime._bridge, value, error))

    def interrupts(self) -> None:
        """The body of the thread that ends calls."""
        while True:
            got = os.read(self._control, 8)
            if len(got) < 8:
                os._exit(0)
            number = int.from_bytes(got, "little")
            with self._lock:
                limit = self._limits.get(number)
                if limit is None and number not in self._settling:
                    self._early.append(number)
            if limit is not None:
                limit.cut(Interrupted())
            else:
                self._settled(number, None, Interrupted())

    def _next_of(self, queue: SimpleQueue[Any]) -> Any:
        try:
            return self._reader.wait(queue)
        except BaseException:  # the host has gone, or is no host
            os._exit(0)

    def _drop(self, number: int, times: int) -> None:
        with self._lock:
            kept = self._kept.get(number)
            if kept is None:
                return
            kept[1] -= times
            if kept[1] <= 0:
                del self._kept[number]
        del kept

    # ---- what goes ----

    def send(self, message: list[Any], data: bytes = b"") -> None:
        """Send a message, and before it what functions are gone."""
        if self._gone:
            gone, self._gone = self._gone, []
            self._pipe.send(["g", gone])
        self._pipe.send(message, data)

    def _reply(self, number: int, value: Any, error: BaseException | None) -> None:
        try:
            form, data = self.coder.form(value) if error is None else self._error(error)
            self.send(["r", number, error is not None, form], data)
        except (TooLarge, TypeError, ValueError, RecursionError) as failure:
            self.send(["r", number, True, ["value", str(failure)]])

    def _error(self, error: BaseException) -> tuple[Any, bytes]:
        if isinstance(error, JSError):
            encoder = self.coder.encoder()
            return ["js", encoder.error(error)], encoder.data()
        if isinstance(error, Exit):
            return ["exit", error.code], b""
        if isinstance(error, Timeout):
            return ["timeout", error.seconds], b""
        text = str(error)
        if isinstance(error, MemoryError) or "start new thread" in text:
            return ["memory", text if isinstance(error, OutOfMemory) else "the process of this anode.Sandbox has no memory left"], b""
        return [next((name for kind, name in _KINDS if isinstance(error, kind)), "other"), text or type(error).__name__], b""

    # ---- requests ----

    def serve(self) -> None:
        """Answer, until the host closes."""
        while True:
            self._answer(*self._next_of(self._asks))

    def _answer(self, message: list[Any], data: bytes) -> None:
        _, number, _, verb, forms, sizes = message
        before = getattr(_of_thread, "ask", 0)
        _of_thread.ask = number
        limit = timeout(None)
        with self._lock:
            self._limits[number] = limit
            early = number in self._early
        value: Any = None
        failure: BaseException | None = None
        try:
            with limit:
                if early:
                    raise Interrupted()
                value = self._perform(number, verb, self.coder.decode(["a", forms], data, sizes))
        except BaseException as error:
            failure = error
        finally:
            del self._limits[number]
            _of_thread.ask = before
        if failure is None and isinstance(value, _Later):
            return
        self._reply(number, value, failure)

    def _perform(self, number: int, verb: str, args: list[Any]) -> Any:
        bridge = self.runtime._bridge
        if verb in _VERBS:
            return bridge.ask(verb, *args)
        if verb == "get":
            return bridge.get(*args)
        if verb == "item":
            return bridge.item(*args)
        if verb == "run":
            return self.runtime.run(*args)
        if verb == "settled":
            return self._settle_later(number, args[0])
        assert verb == "await", verb
        value = bridge.ask("call", *args)
        return self._settle_later(number, value) if isinstance(value, JSPromise) else value

    def _settle_later(self, number: int, promise: JSObject) -> _Later:
        self._settling[number] = 0
        self._settling[number] = self.runtime._bridge.start(lambda value, error: self._settled(number, value, error), "settled", promise)
        return _LATER

    def _settled(self, number: int, value: Any, error: BaseException | None) -> None:
        with self._lock:
            job = self._settling.pop(number, None)
        if job is not None:
            if isinstance(error, Interrupted):
                self.runtime._bridge.abandon(job)
            self._reply(number, value, error)

    # ---- functions of the host's ----

    def call(self, function: int, args: tuple[Any, ...]) -> Any:
        """Call one, and run what it asks of JavaScript meanwhile."""
        form, data = self.coder.form(list(args))
        queue: SimpleQueue[Any] = SimpleQueue()
        with self._lock:
            number = self._next = self._next + 1
            self._calls[number] = queue
        try:
            self.send(["c", number, getattr(_of_thread, "ask", 0), function, form[1]], data)
            while True:
                message, data = self._next_of(queue)
                if message[0] == "a":
                    break
                self._answer(message, data)
        finally:
            del self._calls[number]
        _, _, kind, form, sizes = message
        if kind == "e":
            raise RemoteError.of(form)
        if kind == "t":
            passing = form[2] if type(form) is list and form[0] == "h" else None
            thrown = JSError("Error", "", None, None, self.coder.decode(form if passing is None else form[1], data, sizes))
            thrown.__dict__["passing"] = passing
            raise thrown
        return self.coder.decode(form, data, sizes)

    def stub(self, number: int, kind: str, name: str) -> Stub:
        """The function of the host's with that number."""
        with self._lock:
            found = self._stubs.get(number)
            if found is None:
                found = self._stubs[number] = Stub(self.call, self._let_go, number, kind, name)
            found.received += 1
            return found

    def _let_go(self, number: int, times: int) -> None:
        self._gone.append((number, times))

    def deferred(self, number: int) -> Deferred:
        """A promise of the host's."""
        with self._lock:
            found = self._promises.pop(number, None)
            if found is None:
                found = self._promises[number] = Deferred()
            return found

    def keep(self, value: JSObject) -> int:
        """The number of an object that goes to the host."""
        value.__js_ready__()
        number = value.__js_number__
        with self._lock:
            kept = self._kept.setdefault(number, [value, 0])
            kept[1] += 1
        return number

    def kept(self, number: int) -> JSObject:
        """The object of that number."""
        found: JSObject = self._kept[number][0]
        return found


class _Later:
    """The reply follows."""


_LATER = _Later()
_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (Interrupted, "interrupted"), (RuntimeClosed, "closed"), (TypeError, "type"),
    (IndexError, "index"), (ValueError, "value"),
)  # fmt: skip


def serve(pipe: Pipe, control: int, settings: dict[str, Any], ready: Callable[[Runtime], dict[str, Any]]) -> None:
    """Make the Runtime and answer the host until it goes."""
    server = Server(pipe, control)

    def warn(message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None) -> None:
        pipe.send(["w", str(message), filename, lineno])

    warnings.simplefilter("always")
    warnings.showwarning = warn
    server.runtime = Runtime(
        cwd=settings["cwd"], env=settings["env"], argv=settings["argv"], options=settings["options"], memory=settings["memory"],
        on_uncaught=settings["on_uncaught"],
    )  # fmt: skip
    server.runtime._session.ctx.host = Output(pipe)
    sys.setswitchinterval(0.001)
    server.runtime.eval("0")
    told = ready(server.runtime)
    _thread.start_new_thread(server.interrupts, ())
    pipe.send(["ready", told])
    server.serve()
