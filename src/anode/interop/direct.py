"""JavaScript called on the caller's thread, and Python called on the thread that runs JavaScript.

A call takes the loop's gate, so that the isolate's own thread stays asleep, puts its arguments into memory that both languages share, and calls one
function of JavaScript, ``dispatch`` (lib/internal/interop/direct.js, the other half). Texts, bytes and JSON are V8 values beside the memory.

Some facts:
- Python handles a signal after any bytecode of the main thread. While V8 runs, it handles none.
- The first bytecode of a function that C calls can raise KeyboardInterrupt before any ``try`` of that function, and ctypes prints it and goes on.
- A generator resumes inside its ``try``.

What this means here:
- V8 calls Python through ``send`` of generators that wait in a ``try``, one for each level of nesting. No KeyboardInterrupt is lost.
- When a caller has been in JavaScript for a while, the isolate's thread has V8 call such a generator on the caller's thread; there Python handles signals.
- An exception that must reach the caller as itself (KeyboardInterrupt, SystemExit) terminates the JavaScript in between.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from anode.engine.codec import loads
from anode.engine.v8 import entry
from anode.engine.v8.library import functions
from anode.interop.layout import Kind, Memory, Real, Slot, Verb
from anode.interop.lifetimes.cycles import Cycles
from anode.interop.proxies import MISSING
from anode.interop.v8_data import V8Data
from anode.interop.values import LARGEST_INTEGER, decode, encoded
from anode.loop.gate import Gate

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Generator
    from typing import Protocol

    from anode.engine.v8.library import Functions
    from anode.interop.lifetimes.held import Held
    from anode.interop.proxies import JSObject
    from anode.loop.context import Context

    class Bridge(Protocol):
        """The objects and functions that cross (interop/bridge.py), as direct calls need them."""

        ctx: Context
        ended: BaseException | None
        sent: bytes
        garbage: deque[tuple[int, int]]
        sent_lengths: list[int]
        held: Held

        @property
        def over(self) -> bool: ...
        def meet(self, direct: Direct) -> None: ...
        def check(self) -> None: ...
        def calm(self) -> None: ...
        def why(self) -> BaseException: ...
        def take_garbage(self) -> list[list[int]]: ...
        def run(self, number: int, args: list[Any]) -> tuple[int, Any]: ...
        def raised(self, error: Exception) -> tuple[int, str]: ...
        def reference(self, value: JSObject) -> int: ...
        def export(self, function: Callable[..., Any]) -> int: ...
        def take_back(self, numbers: list[int]) -> None: ...
        def settle_later(self, awaitable: Any) -> int: ...
        def proxy(self, number: int, kind: str, name: str | None) -> JSObject: ...
        def imported(self, number: int) -> Callable[..., Any]: ...
        def error(self, wire: dict[str, Any], data: bytes) -> BaseException: ...
        def ended_early(self, terminated: bool) -> BaseException: ...


LEVELS, LEVELS_AT_ONCE = 200, 8  # of Python and JavaScript calling each other
MOST_BESIDE = 8192  # V8 values in the arguments of one call
RENEW_AFTER = 500  # handles
MOST_GARBAGE = 64  # proxies that are gone, whose objects are not yet released
_SMALLEST, _LARGEST = -(2**31), 2**31 - 1
_P = ctypes.c_void_p
_KIND_NAMES = {Kind.OBJECT: "object", Kind.ARRAY: "array", Kind.FUNCTION: "function", Kind.PROMISE: "promise"}
_CONSTANTS = {Kind.NULL: None, Kind.UNDEFINED: None, Kind.TRUE: True, Kind.FALSE: False}


class Direct(V8Data):
    """One isolate's direct calls. Made on the isolate's thread, inside an op."""

    @classmethod
    def make(cls, bridge: Bridge) -> Direct | None:
        """Leave ``[sleep, meet, [callback, …]]`` in the cell; None where the engine does not let us."""
        v8 = functions("direct")
        if not v8:
            return None
        made = cls(bridge, v8)
        v8["Context__SetContinuationPreservedEmbedderData"](made.isolate, made.natives())
        return made

    def __init__(self, bridge: Bridge, v8: Functions) -> None:
        super().__init__(v8, v8["Isolate__GetCurrent"]())
        isolate = self.isolate
        self.bridge = bridge
        self.entry = entry.Entry(v8, isolate)
        self.running: object = None  # token of the thread that runs JavaScript for Python
        self.raised: BaseException | None = None  # reaches the caller as itself
        self._argv = (_P * MOST_BESIDE)()
        self._context = v8["Global__New"](isolate, v8["Isolate__GetCurrentContext"](isolate))
        self._undefined = v8["Undefined"](isolate)
        self._dispatch = 0
        self._signal_level = self._signals()
        next(self._signal_level)
        self._handle_signals: Any = ctypes.CFUNCTYPE(None, _P)(self._signal_level.send)
        self.cycles = Cycles(bridge.ctx, bridge.held, self, type(bridge))
        self._levels: list[Generator[None, int, None]] = []
        self._callbacks = [ctypes.CFUNCTYPE(None, _P)(self._sleep), ctypes.CFUNCTYPE(None, _P)(self._meet)]

    def natives(self) -> int:
        """A handle of ``[sleep, meet, [callback, …]]``."""
        sleep, meet = self._functions(self._callbacks)
        return self._array([sleep, meet, self.levels()])

    def levels(self) -> int:
        """A handle of ``[callback, …]`` for further levels of nesting; empty where there are enough."""
        more = min(LEVELS - len(self._levels), LEVELS_AT_ONCE)
        callbacks = []
        for _ in range(more):
            level = self._serve()
            next(level)
            self._levels.append(level)
            callbacks.append(ctypes.CFUNCTYPE(None, _P)(level.send))
        self._callbacks += callbacks
        return self._array(self._functions(callbacks))

    def _functions(self, callbacks: list[Any]) -> list[int]:
        v8 = self.v8
        context = v8["Isolate__GetCurrentContext"](self.isolate)
        return [v8["Function__New"](context, ctypes.cast(callback, _P), None, 0, 0, 0) for callback in callbacks]

    def _array(self, handles: list[int]) -> int:
        found: int = self.v8["Array__New_with_elements"](self.isolate, (_P * len(handles))(*handles), len(handles))
        return found

    def more(self) -> None:
        """Leave :meth:`levels` in the cell."""
        self.v8["Context__SetContinuationPreservedEmbedderData"](self.isolate, self.levels())

    # ---- called by V8 ----

    def _sleep(self, info: int) -> None:
        try:
            if self.cycles.due:
                self.cycles.look()
        finally:
            self.bridge.ctx.loop.sleep()

    def _meet(self, info: int) -> None:
        v8 = self.v8
        self._dispatch = v8["Global__New"](self.isolate, v8["FunctionCallbackInfo__Get"](info, 0))
        memory = v8["FunctionCallbackInfo__Get"](info, 1)
        v8["Global__New"](self.isolate, memory)  # for the life of the isolate
        place = v8["ArrayBuffer__Data"](memory)
        raw = memoryview((ctypes.c_char * Memory.SIZE).from_address(place)).cast("B")
        self.ints, self.reals = raw.cast("i"), raw.cast("d")
        loop = self.bridge.ctx.loop
        loop.gate = Gate(self._nudge, self.entry.give_back)
        self.ask = self._make_ask()
        self.cycles.watch()
        self.bridge.meet(self)

    def gone(self) -> None:
        """The isolate is gone: let the threads in that wait for the gate; they find that the Runtime has ended."""
        gate = self.bridge.ctx.loop.gate
        if gate is not None and gate.lock.locked():
            gate.lock.release()
        self.cycles.end()
        # What refers to this, and it to them, would wait for a garbage collection.
        self._signal_level.close()
        for level in self._levels:
            level.close()
        self._levels.clear()
        self._callbacks.clear()
        self._handle_signals = None
        self.ask = self._ended

    def _ended(self, verb: int, args: tuple[Any, ...]) -> Any:
        self.bridge.check()

    def _nudge(self) -> None:
        # Another thread has been in JavaScript for a while. If it is the main thread, it may have signals to handle.
        self.v8["Isolate__RequestInterrupt"](self.isolate, ctypes.cast(self._handle_signals, _P), None)

    def _signals(self) -> Generator[None, int, None]:
        while True:
            try:
                yield
            except GeneratorExit:
                return
            except BaseException as error:
                self._stop(error)

    def _serve(self) -> Generator[None, int, None]:
        while True:
            info = 0
            try:
                info = yield
                self._run(info)
            except GeneratorExit:
                return
            except BaseException as error:
                self._stop(error)

    def _stop(self, error: BaseException) -> None:
        self.raised = error
        self.v8["Isolate__TerminateExecution"](self.isolate)

    def _run(self, info: int) -> None:
        ints = self.ints
        number, count = ints[Slot.FUNCTION], ints[Slot.CALL_COUNT]
        v8 = self.v8
        given = [v8["FunctionCallbackInfo__Get"](info, i) for i in range(v8["FunctionCallbackInfo__Length"](info))] if count else []
        args: list[Any]
        kind: int
        try:
            if count < 0:
                args = decode(self.bridge, loads(self.text(given[0])), self.copy_bytes(given[1]) if len(given) > 1 else b"")
            else:
                args = [self._value(ints[Slot.CALL_KINDS + i], Slot.CALL_VALUES + i, Real.CALL_VALUES + i, given) for i in range(count)]
        except Exception as error:  # a value that Python cannot have
            kind, value = self.bridge.raised(error)
        else:
            before, self.running = self.running, entry.thread.token
            try:
                kind, value = self.bridge.run(number, args)
            finally:
                self.running = before
        handle = self._write_result(kind, value)
        ints[Slot.CALL_KIND] = kind
        if handle:
            slot = _P(v8["FunctionCallbackInfo__GetReturnValue"](info))
            v8["ReturnValue__Value__Set"](ctypes.byref(slot), handle)

    # ---- values ----

    def _value(self, kind: int, at: int, real: int, beside: list[int]) -> Any:
        ints = self.ints
        if kind == Kind.INT:
            return ints[at]
        if kind == Kind.FLOAT:
            number = self.reals[real]
            return int(number) if number.is_integer() and -LARGEST_INTEGER <= number <= LARGEST_INTEGER and (number or 0) else number
        if kind == Kind.TEXT:
            return self.text(beside[ints[at]])
        if kind in _CONSTANTS:
            return _CONSTANTS[kind]
        if kind == Kind.BYTES:
            return self.copy_bytes(beside[ints[at]])
        if kind == Kind.PYTHON:
            return self.bridge.imported(ints[at])
        return self.bridge.proxy(ints[at], _KIND_NAMES[kind], None)

    def _write_result(self, kind: int, value: Any) -> int:
        ints = self.ints
        if kind == Kind.INT:
            ints[Slot.CALL_VALUE] = value
        elif kind == Kind.FLOAT:
            self.reals[Real.CALL_RESULT] = value
        elif kind == Kind.TEXT or kind == Kind.RAISED:
            return self.new_text(value)
        elif kind == Kind.BYTES:
            return self.new_bytes(value)
        elif kind == Kind.OBJECT or kind == Kind.LATER:
            ints[Slot.CALL_VALUE] = value
        elif kind == Kind.WIRE or kind == Kind.THROWN:
            text, buffers = value
            ints[Slot.BESIDE] = 1 if buffers else 0
            self.bridge.sent = b"".join(buffers)
            self.bridge.sent_lengths = [len(b) for b in buffers]
            return self.new_text(text)
        return 0

    # ---- called by Python ----

    ask: Callable[[int, tuple[Any, ...]], Any]

    def _make_ask(self) -> Callable[[int, tuple[Any, ...]], Any]:
        """The function that every call from Python goes through: a closure, because a lookup of an attribute costs what a value costs."""
        bridge, own, v8 = self.bridge, self.entry, self.v8
        loop = bridge.ctx.loop
        gate = loop.gate
        assert gate is not None
        lock, thread, entered = gate.lock, entry.thread, own.entered
        ints, reals, argv = self.ints, self.reals, self._argv
        call = v8["Function__Call"]
        dispatch, context, undefined = self._dispatch, self._context, self._undefined
        write, finish, nested, recover = self._write_argument, self._finish, self.ask_nested, self._recover
        KINDS, VALUES, REALS = Slot.KINDS, Slot.VALUES, Real.VALUES
        INT, FLOAT, TEXT = Kind.INT, Kind.FLOAT, Kind.TEXT
        VERB, COUNT, NESTED, KIND, VALUE, FAILED, WAKE = Slot.VERB, Slot.COUNT, Slot.NESTED, Slot.KIND, Slot.VALUE, Slot.FAILED, Slot.WAKE
        TIMER = Real.TIMER
        text_of, garbage = self.text, bridge.garbage

        def ask(verb: int, args: tuple[Any, ...]) -> Any:
            token = thread.token
            if self.running is token:
                return nested(verb, args)
            if bridge.ended is not None:
                raise bridge.why()
            handle: int | None = None
            with lock:
                if bridge.ended is not None:
                    raise bridge.why()
                with entered:
                    if own.owner is not token:
                        own.take()
                    if len(garbage) > MOST_GARBAGE:
                        self._let_go()
                    used = i = 0
                    for value in args:
                        kind = type(value)
                        if kind is int and _SMALLEST <= value <= _LARGEST:
                            ints[KINDS + i] = INT
                            ints[VALUES + i] = value
                        elif kind is float:
                            ints[KINDS + i] = FLOAT
                            reals[REALS + i] = value
                        else:
                            used = write(i, value, used)
                        i += 1
                    ints[VERB] = verb
                    ints[COUNT] = i
                    ints[NESTED] = 0
                    self.running = token
                    try:
                        handle = call(dispatch, context, undefined, used, argv)
                    finally:
                        self.running = None
                        if not handle or self.raised is not None:
                            recover(own.catcher, handle)
                    found = ints[KIND]
                    result = ints[VALUE] if found == INT else text_of(handle) if found == TEXT else finish(found, handle)
                    failed = ints[FAILED]
                    own.handles += used + 2
                    if own.handles > RENEW_AFTER:
                        own.renew()
                    if ints[WAKE] or loop.closing or loop.completions or 0 <= reals[TIMER] < gate.left():
                        loop.wake()
            if failed:
                return self._failed(failed, result)
            return result

        return ask

    def _let_go(self) -> None:
        """Release the objects of proxies that are gone."""
        self._call_now(Verb.RELEASE, (self.bridge.take_garbage(),))

    def _write_argument(self, i: int, value: Any, used: int) -> int:
        ints = self.ints
        if isinstance(value, str) and type(value) is str:
            kind, handle = Kind.TEXT, self.new_text(value)
        elif value is None:
            ints[Slot.KINDS + i] = Kind.NULL
            return used
        elif value is True or value is False:
            ints[Slot.KINDS + i] = Kind.TRUE if value else Kind.FALSE
            return used
        elif hasattr(type(value), "__js_number__"):
            ints[Slot.KINDS + i] = Kind.OBJECT
            ints[Slot.VALUES + i] = self.bridge.reference(value)
            return used
        elif type(value) in (bytes, bytearray):
            kind, handle = Kind.BYTES, self.new_bytes(value)
        elif type(value) is int and -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            ints[Slot.KINDS + i] = Kind.FLOAT
            self.reals[Real.VALUES + i] = value
            return used
        else:
            text, buffers = encoded(self.bridge, value)
            ints[Slot.KINDS + i] = Kind.WIRE
            ints[Slot.VALUES + i] = used
            argv = self._argv
            if used + 1 + len(buffers) > len(argv):
                raise ValueError("too many buffers in the arguments of one call")
            argv[used] = self.new_text(text)
            for buffer in buffers:
                used += 1
                argv[used] = self.new_bytes(buffer)
            return used + 1
        ints[Slot.KINDS + i] = kind
        ints[Slot.VALUES + i] = used
        self._argv[used] = handle
        return used + 1

    def _finish(self, kind: int, handle: int) -> Any:
        if kind == Kind.WIRE:
            wire = loads(self.text(handle))
            data = self._beside() if self.ints[Slot.BESIDE] else b""
            if self.ints[Slot.FAILED]:
                return self.bridge.error(wire, data)
            return decode(self.bridge, wire, data)
        if kind == Kind.FLOAT:
            number = self.reals[Real.RESULT]
            return int(number) if number.is_integer() and number and -LARGEST_INTEGER <= number <= LARGEST_INTEGER else number
        if kind in _CONSTANTS:
            return _CONSTANTS[kind]
        if kind == Kind.BYTES:
            return self.copy_bytes(handle)
        if kind == Kind.PYTHON:
            return self.bridge.imported(self.ints[Slot.VALUE])
        return self.bridge.proxy(self.ints[Slot.VALUE], _KIND_NAMES[kind], None)

    def _beside(self) -> bytes:
        state = tuple(self.ints[slot] for slot in (Slot.KIND, Slot.VALUE, Slot.FAILED, Slot.WAKE))
        found = self._call_now(Verb.BYTES_BESIDE, ())
        for slot, value in zip((Slot.KIND, Slot.VALUE, Slot.FAILED, Slot.WAKE), state, strict=True):
            self.ints[slot] = value
        return self.copy_bytes(found)

    def _call_now(self, verb: int, args: tuple[Any, ...]) -> int:
        """Call ``dispatch`` in the middle of something, in scopes that are open."""
        return self._call_written(self._write_all(verb, args))

    def _write_all(self, verb: int, args: tuple[Any, ...]) -> int:
        ints = self.ints
        used = 0
        for i, value in enumerate(args):
            used = self._write_any(i, value, used)
        ints[Slot.VERB], ints[Slot.COUNT], ints[Slot.NESTED] = verb, len(args), 1
        return used

    def _call_written(self, used: int) -> int:
        found: int = self.v8["Function__Call"](self._dispatch, self._context, self._undefined, used, self._argv)
        return found

    def _write_any(self, i: int, value: Any, used: int) -> int:
        if type(value) is int and _SMALLEST <= value <= _LARGEST:
            self.ints[Slot.KINDS + i] = Kind.INT
            self.ints[Slot.VALUES + i] = value
            return used
        if type(value) is float:
            self.ints[Slot.KINDS + i] = Kind.FLOAT
            self.reals[Real.VALUES + i] = value
            return used
        return self._write_argument(i, value, used)

    def ask_nested(self, verb: int, args: tuple[Any, ...]) -> Any:
        """A call from within a function of Python's that JavaScript has called, or of V8's, on the same thread."""
        self.bridge.check()
        scopes = entry.Scopes(self.v8, self.isolate)
        entry.run(scopes.opening(entry.thread.high))
        try:
            handle = None
            used = self._write_all(verb, args)
            try:
                handle = self._call_written(used)
            finally:
                if not handle or self.raised is not None:
                    self._recover(scopes.catcher, handle)
            result = self._finish_nested(handle)
            failed = self.ints[Slot.FAILED]
        finally:
            entry.run(scopes.closing())
        if failed:
            return self._failed(failed, result)
        return result

    def take_cell(self) -> int:
        """A Global of what JavaScript has left in the cell."""
        v8, isolate = self.v8, self.isolate
        scopes = entry.Scopes(v8, isolate)
        entry.run(scopes.opening(entry.thread.high))
        try:
            taken: int = v8["Global__New"](isolate, v8["Context__GetContinuationPreservedEmbedderData"](isolate))
            v8["Context__SetContinuationPreservedEmbedderData"](isolate, self._undefined)
        finally:
            entry.run(scopes.closing())
        return taken

    def _finish_nested(self, handle: int) -> Any:
        kind = self.ints[Slot.KIND]
        if kind == Kind.INT:
            return self.ints[Slot.VALUE]
        return self.text(handle) if kind == Kind.TEXT else self._finish(kind, handle)

    def _failed(self, failed: int, result: Any) -> Any:
        if failed == Kind.MISSING:
            return MISSING
        if self.bridge.over:  # process.exit() goes through JavaScript as an exception
            raise self.bridge.why()
        raise result

    def _recover(self, catcher: Any, handle: int | None) -> None:
        """After a call without a result: clean up, and raise what ended it."""
        self.bridge.calm()
        terminated = self.entry.failed(catcher)
        raised, self.raised = self.raised, None
        if terminated or raised is not None:
            self._call_now(Verb.RECOVER, ())
        if raised is not None:
            raise raised.with_traceback(raised.__traceback__)
        if not handle:
            raise self.bridge.ended_early(terminated)
