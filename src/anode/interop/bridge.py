"""Calls between Python's threads and one isolate's.

Python asks JavaScript by posting a *job* to the isolate's loop, and waits for the reply. JavaScript asks Python with an op; while that op
runs, the isolate's thread is busy with it, and if the Python function needs JavaScript in turn, it cannot post a job and wait: it runs in a
greenlet, which hands the job out as the op's result and is resumed with the reply by a next op.
"""

from __future__ import annotations

import _thread
from _queue import SimpleQueue
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import greenlet

from anode.engine import features
from anode.engine.codec import dumps, loads
from anode.engine.ops import Numbers
from anode.interop.errors import JSError, RuntimeClosed
from anode.interop.proxies import CLASSES, JSObject, parts
from anode.interop.values import Encoder, decode

if TYPE_CHECKING:
    from anode.loop.context import Context


class OwnTag(Numbers):
    """Tags of completion entries: ``[JOB, id, verb, args, first buffer]``."""

    JOB = 24


_KEPT_EXCEPTIONS = 64

Settle = Callable[[Any, BaseException | None], None]


class Bridge:
    """One isolate's, for any number of Python threads."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.ended: BaseException | None = None  # why nothing can be asked any more
        self.sent = b""  # bytes beside the last text given to JavaScript
        self._lock = _thread.allocate_lock()
        self._next = 0
        self._waiting: dict[int, Settle] = {}
        self._proxies: WeakValueDictionary[int, JSObject] = WeakValueDictionary()
        self._garbage: deque[tuple[int, int]] = deque()
        self._exported: dict[int, Callable[..., Any]] = {}
        self._loops: dict[int, Any] = {}
        self._ids: dict[int, int] = {}
        self._greenlets: dict[int, greenlet.greenlet] = {}
        self._exceptions: OrderedDict[int, BaseException] = OrderedDict()
        self._idle: list[Callable[[], None]] = []
        ctx.loop.before_poll.append(self._before_poll)

    # ---- Python asks JavaScript ----

    def ask(self, verb: str, *args: Any) -> Any:
        """Run ``verb`` in JavaScript and return its result. Raises JSError, Exit, RuntimeClosed, TypeError."""
        if _thread.get_ident() == self.ctx.loop.thread:
            return self._ask_inside(verb, args)
        answer: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()
        self.start(lambda value, error: answer.put((value, error)), verb, *args)
        value, error = answer.get()
        if error is not None:
            raise error
        return value

    def start(self, settle: Settle, verb: str, *args: Any) -> None:
        """Run ``verb`` in JavaScript; ``settle(value, error)`` is called on the isolate's thread when it is done."""
        encoder = Encoder(self)
        wire = [encoder.encode(arg) for arg in args]
        with self._lock:
            if self.ended is not None:
                raise self.ended.with_traceback(None)
            self._next += 1
            number = self._next
            self._waiting[number] = settle
        self.ctx.loop.post(self._deliver, number, verb, wire, encoder.buffers, args)

    def _deliver(self, number: int, verb: str, wire: list[Any], buffers: list[bytes], args: tuple[Any, ...] = ()) -> None:
        # ``args`` keeps proxies alive: their objects must not be released before JavaScript has seen this job.
        loop = self.ctx.loop
        self._release()
        loop.completions.append([OwnTag.JOB, number, verb, wire, len(loop.buffers)])
        loop.buffers += buffers

    def _release(self) -> None:
        if self._garbage:
            gone = []
            while self._garbage:
                gone.append(list(self._garbage.popleft()))
            self.ctx.loop.completions.append([OwnTag.JOB, 0, "release", gone, 0])

    def reply(self, number: int, failed: bool, text: str, data: bytes) -> None:
        """A job is done."""
        with self._lock:
            settle = self._waiting.pop(number, None)
        if settle is None:
            return
        if failed:
            settle(None, self.error(loads(text), data))
        else:
            settle(decode(self, loads(text), data), None)

    def error(self, wire: dict[str, Any], data: bytes) -> BaseException:
        """The exception for a value that JavaScript threw."""
        raised = JSError(wire["name"], wire["message"], wire.get("code"), wire.get("stack"), decode(self, wire["value"], data))
        cause = self._exceptions.get(wire.get("python") or 0)
        if cause is not None:
            raised.__cause__ = cause
        return raised

    def end(self, why: BaseException) -> None:
        """Answer every waiting call with ``why``, and every later one."""
        with self._lock:
            if self.ended is None:
                self.ended = why
            waiting, self._waiting = list(self._waiting.values()), {}
        for settle in waiting:
            settle(None, self.ended)

    def check(self) -> None:
        """Raise if the isolate has ended."""
        if self.ended is not None:
            raise self.ended.with_traceback(None)

    # ---- the end of a program ----

    def when_idle(self, function: Callable[[], None]) -> None:
        """Call ``function`` once when nothing but the host keeps the loop alive. On the isolate's thread."""
        self.ctx.loop.post(self._idle.append, function)

    def _before_poll(self) -> None:
        loop = self.ctx.loop
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
            self._garbage.append((number, 1))
            return found
        made = CLASSES[kind](self, number, name)
        self._proxies[number] = made
        return made

    def forget(self, number: int) -> None:
        """A proxy is gone; from any thread, also from within garbage collection."""
        self._garbage.append((number, 1))

    def export(self, function: Callable[..., Any]) -> int:
        """The number under which JavaScript calls a Python function."""
        with self._lock:
            known = self._ids.get(id(function))
            if known is not None and self._exported[known] == function:
                return known
            self._next += 1
            self._exported[self._next] = function
            self._ids[id(function)] = self._next
            loop = _running_loop()
            if loop is not None:
                self._loops[self._next] = loop
            return self._next

    def imported(self, number: int) -> Callable[..., Any]:
        """The Python function of that number."""
        return self._exported[number]

    def unexport(self, number: int) -> None:
        """JavaScript has no reference to the function any more."""
        with self._lock:
            function = self._exported.pop(number, None)
            self._loops.pop(number, None)
            if self._ids.get(id(function)) == number:
                del self._ids[id(function)]

    # ---- JavaScript asks Python ----

    def call(self, number: int, text: str, data: bytes) -> str:
        """Call a Python function. The answer is JSON: ``["v", value]``, ``["e", error]``, ``["p", job]`` or ``["j", greenlet, job …]``."""
        function = self._exported[number]
        args = decode(self, ["a", loads(text)], data)
        return self._go_on(greenlet.greenlet(lambda: self._run(number, function, args)), ())

    def resume(self, number: int, failed: bool, text: str, data: bytes) -> str:
        """Go on with a Python function that waited for JavaScript."""
        running = self._greenlets.pop(number)
        return self._go_on(running, (failed, text, data))

    def _go_on(self, running: greenlet.greenlet, args: tuple[Any, ...]) -> str:
        running.parent = greenlet.getcurrent()
        result = running.switch(*args)
        if running.dead:
            return str(result)
        self._next += 1
        number = self._next
        self._greenlets[number] = running
        verb, wire, buffers = result
        self._release()
        return self._text(["j", number, verb, wire], buffers)

    def _text(self, wire: list[Any], buffers: list[bytes]) -> str:
        # Bytes follow in one piece; JavaScript fetches them if there are any.
        self.sent = b"".join(buffers)
        return dumps([*wire, [len(b) for b in buffers]])

    def _run(self, number: int, function: Callable[..., Any], args: list[Any]) -> str:
        try:
            value = function(*args)
            if hasattr(value, "__await__") and not hasattr(value, "__js_bridge__"):
                return self._promise(number, value)
            encoder = Encoder(self)
            wire = encoder.encode(value)
            return self._text(["v", wire], encoder.buffers)
        except JSError as error:
            encoder = Encoder(self)
            return self._text(["t", encoder.encode(error.value)], encoder.buffers)
        except BaseException as error:
            return self._text(["e", self._described(error)], [])

    def _described(self, error: BaseException) -> list[Any]:
        self._next += 1
        self._exceptions[self._next] = error
        if len(self._exceptions) > _KEPT_EXCEPTIONS:
            self._exceptions.popitem(last=False)
        return [type(error).__name__, str(error), self._next]

    def _promise(self, number: int, awaitable: Any) -> str:
        """JavaScript gets a promise; the coroutine runs on the asyncio loop in which the function was passed, or on a new one."""
        self._next += 1
        job = self._next

        async def settle() -> None:
            try:
                encoder = Encoder(self)
                wire, failed = encoder.encode(await awaitable), False
            except BaseException as error:
                encoder = Encoder(self)
                wire, failed = ["a", self._described(error)], True
            self.ctx.loop.post(self._deliver, 0, "settle", [job, failed, wire], encoder.buffers)

        import asyncio

        loop = self._loops.get(number)
        if loop is not None and loop.is_running():
            asyncio.run_coroutine_threadsafe(settle(), loop)
        else:
            _thread.start_new_thread(asyncio.run, (settle(),))
        return self._text(["p", job], [])

    def _ask_inside(self, verb: str, args: tuple[Any, ...]) -> Any:
        current = greenlet.getcurrent()
        if current.parent is None:
            raise RuntimeClosed()
        if not features.available("callbacks"):
            raise RuntimeError("a Python function that JavaScript calls cannot call JavaScript on this jsrun: see docs/engine.md")
        encoder = Encoder(self)
        wire = [encoder.encode(arg) for arg in args]
        failed, text, data = current.parent.switch((verb, wire, encoder.buffers))
        if failed:
            raise self.error(loads(text), data)
        return decode(self, loads(text), data)


def _running_loop() -> Any:
    import sys

    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return None
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
