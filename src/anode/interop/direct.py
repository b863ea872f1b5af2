"""JavaScript called on the caller's thread, and Python called on the thread that runs JavaScript.

A call takes the loop's gate, so that the isolate's own thread stays asleep, puts its arguments into memory that both languages share, and calls one
function of JavaScript, ``dispatch`` (lib/internal/interop/direct.js, the other half). Texts, bytes and JSON are V8 values beside the memory.

Some facts:
- Python handles a signal after any bytecode of the main thread. While V8 runs, it handles none.
- It also handles one when a call of V8's has returned, before the result is stored.
- The first bytecode of a function that C calls can raise KeyboardInterrupt before any ``try`` of that function, and ctypes prints it and goes on.
- A generator resumes inside its ``try``.
- Any allocation of Python's can run a destructor, which may call JavaScript in the middle of a call.

What this means here:
- V8 calls Python through ``send`` of generators that wait in a ``try``, one for each level of nesting. No KeyboardInterrupt is lost.
- When a caller has been in JavaScript for a while, the isolate's thread has V8 call such a generator on the caller's thread; there Python handles signals.
- An exception that must reach the caller as itself (KeyboardInterrupt, SystemExit) terminates the JavaScript in between.
- A call within a call puts the shared memory aside, and back in one call of C, which no exception can divide.
- The isolate's own thread calls JavaScript only for a function that JavaScript has called.
"""

from __future__ import annotations

import _thread
import ctypes
import functools
from collections import deque
from typing import TYPE_CHECKING, Any

from anode.engine.codec import loads
from anode.engine.v8 import entry
from anode.engine.v8.library import functions
from anode.interop.awaits.pending import Pending
from anode.interop.heap.v8_data import CONSTANTS, KIND_NAMES, CallData
from anode.interop.layout import Kind, Memory, Real, Slot, Verb
from anode.interop.lifetimes.cycles import Cycles
from anode.interop.limits import timeout, within_op
from anode.interop.limits.calls import Gated
from anode.interop.proxies import MISSING, JSArray, JSAsyncFunction, JSFunction, JSMethod, JSObject
from anode.interop.values import LARGEST_INTEGER, decode
from anode.loop.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Protocol

    from anode.engine.v8.library import Functions
    from anode.interop.lifetimes.held import Held
    from anode.interop.limits.background import Background
    from anode.interop.values import References
    from anode.loop.context import Context

    class Bridge(References, Protocol):
        """The objects and functions that cross (interop/bridge.py), as direct calls need them."""

        ctx: Context
        ended: BaseException | None
        sent: bytes
        garbage: deque[tuple[int, int]]
        sent_lengths: list[int]
        held: Held
        background: Background

        @property
        def over(self) -> bool: ...
        def meet(self, direct: Direct) -> None: ...
        def check(self) -> None: ...
        def calm(self) -> None: ...
        def why(self) -> BaseException: ...
        def take_garbage(self) -> list[list[int]]: ...
        def run(self, number: int, args: list[Any]) -> tuple[int, Any]: ...
        def raised(self, error: Exception) -> tuple[int, str]: ...
        def error(self, wire: dict[str, Any], data: bytes) -> BaseException: ...
        def ended_early(self, terminated: bool) -> BaseException: ...


LEVELS, LEVELS_AT_ONCE = 200, 8  # of Python and JavaScript calling each other
RENEW_AFTER = 500  # handles
MOST_GARBAGE = 64  # proxies that are gone, whose objects are not yet released
_PROXIES = frozenset((JSObject, JSArray, JSFunction, JSMethod, JSAsyncFunction))  # whose number is known
_SMALLEST, _LARGEST = -(2**31), 2**31 - 1
_P = ctypes.c_void_p


class Direct(CallData):
    """One isolate's direct calls. Made on the isolate's thread, inside an op."""

    @classmethod
    def make(cls, bridge: Bridge) -> Direct | None:
        """Leave ``[sleep, meet, [callback, …]]`` in the cell; None where the engine does not let us."""
        v8 = functions("direct")
        if not v8 or bridge.background.endings is None:
            return None
        made = cls(bridge, v8)
        v8["Context__SetContinuationPreservedEmbedderData"](made.isolate, made.natives())
        return made

    def __init__(self, bridge: Bridge, v8: Functions) -> None:
        super().__init__(v8, v8["Isolate__GetCurrent"](), bridge)
        isolate = self.isolate
        self.bridge: Bridge = bridge
        self.entry = entry.Entry(v8, isolate)
        self.running: object = None  # token of the thread that runs JavaScript for Python
        self.serves = False  # the innermost of JavaScript and Python is a function of Python's
        self.raised: BaseException | None = None  # reaches the caller as itself
        assert bridge.background.endings is not None
        self.endings = bridge.background.endings
        self.away = False  # the isolate's thread sleeps
        self.depth = 0  # of the call that runs
        self._nested_catcher: Any = None  # TryCatch of the innermost nested call
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
        return self.new_array([*self.new_functions(self._callbacks), self.levels()])

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
        return self.new_array(self.new_functions(callbacks))

    def more(self) -> None:
        """Leave :meth:`levels` in the cell."""
        self.v8["Context__SetContinuationPreservedEmbedderData"](self.isolate, self.levels())

    # ---- called by V8 ----

    def _sleep(self, info: int) -> None:
        self.away = True
        if self.endings.attention:
            self.endings.miss(0)
        try:
            if self.cycles.due:
                self.cycles.look()
        finally:
            self.bridge.ctx.loop.sleep()
        self.away = False

    def _meet(self, info: int) -> None:
        v8 = self.v8
        self._dispatch = v8["Global__New"](self.isolate, v8["FunctionCallbackInfo__Get"](info, 0))
        memory = v8["FunctionCallbackInfo__Get"](info, 1)
        v8["Global__New"](self.isolate, memory)  # for the life of the isolate
        place = v8["ArrayBuffer__Data"](memory)
        self._memory = raw = memoryview((ctypes.c_char * Memory.SIZE).from_address(place)).cast("B")
        self.ints, self.reals = raw.cast("i"), raw.cast("d")
        loop = self.bridge.ctx.loop
        loop.gate = Gate(self._nudge, self.entry.give_back)
        loop.gate.holder = loop.gate.home = entry.thread.token
        within_op.gates.append(loop.gate)
        self.ask = plain = self._make_ask(loop.gate.lock)
        self.gated = Gated(self, loop.gate, plain, self._make_ask(_thread.allocate_lock()))  # with the gate, that lock is always free
        timeout.when_used(self.use_gated)
        self.cycles.watch()
        self.bridge.meet(self)

    def use_gated(self) -> None:
        """Calls have limits or an order from now on."""
        self.ask = self.gated.ask

    def gone(self) -> None:
        """The isolate is gone: let the threads in that wait for the gate; they find that the Runtime has ended."""
        gate = self.bridge.ctx.loop.gate
        if gate is not None and gate.lock.locked():
            gate.lock.release()
        if gate in within_op.gates:
            within_op.gates.remove(gate)
        self.cycles.end()
        # What refers to this, and it to them, would wait for a garbage collection.
        self._signal_level.close()
        for level in self._levels:
            level.close()
        self._levels.clear()
        self._callbacks.clear()
        self._handle_signals = None
        timeout.forget(self.use_gated)
        self.ask = self._ended

    def _ended(self, verb: int, args: tuple[Any, ...]) -> Any:
        self.bridge.check()

    def _nudge(self) -> None:
        # Another thread has been in JavaScript for a while. If it is the main thread, it may have signals to handle.
        self.v8["Isolate__RequestInterrupt"](self.isolate, ctypes.cast(self._handle_signals, _P), None)

    # The inner loops of these generators are inside ``try``: Python also handles signals where a loop jumps back.
    def _signals(self) -> Generator[None, int, None]:
        while True:
            try:
                while True:
                    yield
            except GeneratorExit:
                return
            except BaseException as error:
                self.stop(error)

    def _serve(self) -> Generator[None, int, None]:
        while True:
            try:
                while True:
                    self._run((yield))
            except GeneratorExit:
                return
            except BaseException as error:
                self.stop(error)

    def stop(self, error: BaseException) -> None:
        """End the call that runs on this thread: its caller gets ``error``."""
        self.raised = error
        self.endings.attention = True
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
                args = [self.value(ints[Slot.CALL_KINDS + i], Slot.CALL_VALUES + i, Real.CALL_VALUES + i, given) for i in range(count)]
        except Exception as error:  # a value that Python cannot have
            kind, value = self.bridge.raised(error)
        else:
            before, self.running, self.serves = self.running, entry.thread.token, True
            try:
                kind, value = self.bridge.run(number, args)
            finally:
                self.running, self.serves = before, False
                if self.endings.attention:
                    self.endings.go_on()
        handle = self.write_result(kind, value)
        ints[Slot.CALL_KIND] = kind
        if handle:
            slot = _P(v8["FunctionCallbackInfo__GetReturnValue"](info))
            v8["ReturnValue__Value__Set"](ctypes.byref(slot), handle)

    # ---- called by Python ----

    ask: Callable[[int, tuple[Any, ...]], Any]

    def _make_ask(self, lock: _thread.LockType) -> Callable[[int, tuple[Any, ...]], Any]:
        """The function that every call from Python goes through: a closure, because a lookup of an attribute costs what a value costs."""
        bridge, own, v8, endings = self.bridge, self.entry, self.v8, self.endings
        loop = bridge.ctx.loop
        gate = loop.gate
        assert gate is not None
        thread, entered, make_room = entry.thread, own.entered, entry.make_room
        ints, reals, argv = self.ints, self.reals, self.argv
        call = v8["Function__Call"]
        dispatch, context, undefined = self._dispatch, self._context, self._undefined
        write, finish, nested, recover = self.write_argument, self._finish, self.ask_nested, self._recover
        within, takes_gate = self._ask_within, lock is gate.lock
        KINDS, VALUES, REALS, TIMER = Slot.KINDS, Slot.VALUES, Real.VALUES, Real.TIMER
        INT, FLOAT, TEXT, OBJECT = Kind.INT, Kind.FLOAT, Kind.TEXT, Kind.OBJECT
        VERB, COUNT, NESTED, KIND, VALUE, FAILED, WAKE = Slot.VERB, Slot.COUNT, Slot.NESTED, Slot.KIND, Slot.VALUE, Slot.FAILED, Slot.WAKE
        text_of, garbage = self.text, bridge.garbage
        refuse, elsewhere, gates = within_op.refuse, within_op.elsewhere, within_op.gates

        def ask(verb: int, args: tuple[Any, ...]) -> Any:
            token = thread.token
            if self.running is token:
                if len(gates) > 1 and elsewhere(gate, token):
                    return within(verb, args)
                if not self.serves:
                    refuse()
                return nested(verb, args)
            if gate.holder is token and takes_gate:
                return within(verb, args)
            if len(gates) > 1 and elsewhere(gate, token):
                refuse()
            if bridge.ended is not None:
                raise bridge.why()
            handle: int | None = None
            if lock.locked():
                gate.waited = True
            with lock:
                before = gate.holder
                try:
                    gate.holder = token
                    if bridge.ended is not None:
                        raise bridge.why()
                    make_room()
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
                            elif kind in _PROXIES and value.__js_bridge__ is bridge:
                                ints[KINDS + i] = OBJECT
                                ints[VALUES + i] = value.__js_number__
                            else:
                                used = write(i, value, used)
                            i += 1
                        ints[VERB] = verb
                        ints[COUNT] = i
                        ints[NESTED] = 0
                        self.running = token
                        try:
                            handle = call(dispatch, context, undefined, used, argv)
                        except BaseException as error:  # a signal handler's, once V8 has returned
                            self.raised = self.raised or error
                            raise
                        finally:
                            self.running = None
                            if not handle or endings.attention:
                                recover(own.catcher, handle, 0)
                        found = ints[KIND]
                        result = ints[VALUE] if found == INT else text_of(handle) if found == TEXT else finish(found, handle)
                        failed = ints[FAILED]
                        own.handles += used + 2
                        if own.handles > RENEW_AFTER:
                            own.renew()
                        if ints[WAKE] or loop.closing or loop.completions or 0 <= reals[TIMER] < gate.left():
                            loop.wake()
                finally:
                    gate.holder = before
            if failed:
                return self._failed(failed, result)
            return result

        return ask

    def _let_go(self) -> None:
        """Release the objects of proxies that are gone."""
        self._call_now(Verb.RELEASE, (self.bridge.take_garbage(),))

    def _finish(self, kind: int, handle: int) -> Any:
        if kind == Kind.WIRE:
            data = self._beside() if self.ints[Slot.BESIDE] else b""
            wire = loads(self.text(handle))
            if self.ints[Slot.FAILED]:
                return self.bridge.error(wire, data)
            return decode(self.bridge, wire, data)
        if kind == Kind.FLOAT:
            number = self.reals[Real.RESULT]
            return int(number) if number.is_integer() and number and -LARGEST_INTEGER <= number <= LARGEST_INTEGER else number
        if kind in CONSTANTS:
            return CONSTANTS[kind]
        if kind == Kind.BYTES:
            return self.copy_bytes(handle)
        if kind == Kind.PYTHON:
            return self.bridge.imported(self.ints[Slot.VALUE])
        if kind == Kind.FLAT:
            return self.see_bytes(handle, chr(self.ints[Slot.VALUE]))
        return self.bridge.proxy(self.ints[Slot.VALUE], KIND_NAMES[kind], None)

    def _beside(self) -> bytes:
        state = tuple(self.ints[slot] for slot in (Slot.KIND, Slot.VALUE, Slot.FAILED, Slot.WAKE))
        found = self._call_now(Verb.BYTES_BESIDE, ())
        if not found:  # terminated
            self._recover(self._nested_catcher or self.entry.catcher, None, self.depth)
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
        found: int = self.v8["Function__Call"](self._dispatch, self._context, self._undefined, used, self.argv)
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
        return self.write_argument(i, value, used)

    def _ask_within(self, verb: int, args: tuple[Any, ...]) -> Any:
        """A call from a destructor or a signal handler in the middle of a call of this thread's, or from a call of another isolate's in there."""
        gate = self.bridge.ctx.loop.gate
        if gate is not None and len(within_op.gates) > 1 and within_op.elsewhere(gate, entry.thread.token):
            within_op.refuse()
        if gate is not None and gate.home is entry.thread.token and self.running is not gate.home:
            raise RuntimeError("JavaScript cannot be called in the middle of the work of the Runtime's own thread")
        arguments, running = bytes(self.argv), self.running
        size = len(arguments)
        with self.entry.entered:
            self.v8["StackGuard__SetStackLimit"](self.isolate + entry.STACK_GUARD, entry.thread.limit)
            self.running = entry.thread.token
            try:
                return self.ask_nested(verb, args)
            finally:
                self.running = running
                ctypes.memmove(self.argv, arguments, size)

    def ask_nested(self, verb: int, args: tuple[Any, ...]) -> Any:
        """A call from within a function of Python's that JavaScript has called, or of V8's, on the same thread."""
        entry.make_room()
        bridge = self.bridge
        bridge.check()
        scopes = entry.Scopes(self.v8, self.isolate)
        memory, partial = self._memory, functools.partial
        opened: list[bool] = []
        opening = entry.steps(*scopes.opening(entry.thread.high), partial(opened.append, True))
        closing = entry.steps(
            *scopes.closing(),
            partial(setattr, self, "depth", self.depth),
            partial(setattr, self, "serves", self.serves),
            partial(setattr, self, "_nested_catcher", self._nested_catcher),
            partial(memory.__setitem__, slice(Memory.USED), memory[: Memory.USED].tobytes()),
            partial(setattr, bridge, "sent", bridge.sent),
            partial(setattr, bridge, "sent_lengths", bridge.sent_lengths),
        )
        self.turns += 1
        try:
            deque(opening, 0)
            self.depth, self.serves = self.depth + 1, False
            self._nested_catcher = scopes.catcher
            handle = None
            used = self._write_all(verb, args)
            try:
                handle = self._call_written(used)
            except BaseException as error:
                self.raised = self.raised or error
                raise
            finally:
                if not handle or self.endings.attention:
                    self._recover(scopes.catcher, handle, self.depth)
            result, failed = self._finish_nested(handle), self.ints[Slot.FAILED]
        finally:
            if opened:
                deque(closing, 0)
        if failed:
            return self._failed(failed, result)
        return result

    def _finish_nested(self, handle: int) -> Any:
        kind = self.ints[Slot.KIND]
        if kind == Kind.INT:
            return self.ints[Slot.VALUE]
        return self.text(handle) if kind == Kind.TEXT else self._finish(kind, handle)

    def _failed(self, failed: int, result: Any) -> Any:
        if failed == Kind.MISSING:
            return MISSING
        if failed == Kind.LATER:
            return Pending(result)
        if self.bridge.over:  # process.exit() goes through JavaScript as an exception
            raise self.bridge.why()
        raise result

    def _recover(self, catcher: Any, handle: int | None, depth: int) -> None:
        """After a call without a result, or one that was to end: clean up, and raise what ended it."""
        ended = self.endings.take(depth)
        raised, self.raised = self.raised, None
        if handle and ended is None and raised is None:
            return
        self.bridge.calm()
        terminated = self.entry.failed(catcher)
        if not depth and (terminated or raised is not None or ended is not None):
            self._call_now(Verb.RECOVER, ())
        raise raised or ended or self.bridge.ended_early(terminated)
