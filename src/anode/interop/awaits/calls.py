"""Coroutines of Python that call JavaScript and await its promises."""

from __future__ import annotations

import _thread
from typing import TYPE_CHECKING, Any

from anode.engine.v8 import entry
from anode.interop.awaits.beside import Beside, Call
from anode.interop.awaits.coroutine import CallPromise
from anode.interop.awaits.outcome import Outcome
from anode.interop.awaits.pending import Pending
from anode.interop.awaits.waiters import in_a_loop
from anode.interop.errors import Interrupted, JSError
from anode.interop.layout import Verb
from anode.interop.limits.background import STUCK
from anode.interop.limits.calls import BUSY
from anode.interop.proxies import JSPromise
from anode.interop.values import Unready

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Protocol

    from anode.interop.limits.background import Background
    from anode.interop.limits.calls import Gated
    from anode.interop.limits.endings import Endings
    from anode.interop.proxies import JSFunction
    from anode.loop.context import Context

    class Direct(Protocol):
        """The isolate's direct calls."""

        running: object
        endings: Endings
        gated: Gated

        def use_gated(self) -> None: ...

    class Bridge(Protocol):
        """The isolate's Bridge."""

        ctx: Context
        ended: BaseException | None
        background: Background

        @property
        def direct(self) -> Direct | None: ...
        def ask(self, verb: str, *args: Any) -> Any: ...
        def check(self) -> None: ...
        def expect(self, settle: Callable[[Any, BaseException | None], None]) -> int: ...
        def abandon(self, number: int) -> None: ...
        def start(self, settle: Callable[[Any, BaseException | None], None], verb: str, *args: Any) -> int: ...
        def invoke_on(self, function: JSFunction, this: Any, args: Any) -> Any: ...
        def start_call(self, call: Any, number: int, function: Any, this: Any, args: Any) -> Any: ...
        def forget(self, number: int) -> None: ...


_NOT_JAVASCRIPT = ("_", "cr_", "gi_", "ag_")  # attributes that asyncio, trio and inspect look for in coroutines


class JSCall(CallPromise):
    """The promise of a call that runs beside its caller, and a coroutine, of which asyncio makes tasks.

    Only what asks for the object of JavaScript (its attributes, handing it over, :meth:`result`) waits until the function has returned.
    """

    __slots__ = ("__js_call__", "__js_promise__")

    __js_call__: Call
    __js_promise__: JSPromise | None

    def __init__(self, bridge: Any, call: Call) -> None:
        super().__init__(bridge, call.outcome)
        object.__setattr__(self, "__js_call__", call)
        object.__setattr__(self, "__js_promise__", None)

    @property
    def __js_number__(self) -> int:  # type: ignore[override]
        promise = self.__js_promise__
        if promise is None:
            raise Unready
        return promise.__js_number__

    def __js_ready__(self) -> None:
        self._promise()

    def __getattr__(self, name: str) -> Any:
        if name.startswith(_NOT_JAVASCRIPT):
            raise AttributeError(name)
        return getattr(self._promise(), name)

    def __getitem__(self, key: Any) -> Any:
        return self._promise()[key]

    def _promise(self) -> JSPromise:
        promise = self.__js_promise__
        if promise is None:
            call: Any = self.__js_call__
            call.wait()
            promise = call.promise
            if promise is None:  # it was settled at once
                error = call.outcome.error
                if error is not None and not isinstance(error, JSError):
                    raise error
                value = call.outcome.value if error is None else error.value
                promise = self.__js_bridge__.ask("settled_promise", error is not None, value)
            object.__setattr__(self, "__js_promise__", promise)
        assert promise is not None
        return promise

    def result(self, timeout: float | None = None) -> Any:
        """The value it is fulfilled with, waiting up to ``timeout`` seconds. Raises JSError where it is rejected, Timeout."""
        call: Any = self.__js_call__
        call.wait()
        return call.outcome.result() if call.outcome.done else self._promise().result(timeout)


class Asynchronous:
    """One isolate's."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._beside: Beside | None = None
        self._lock = _thread.allocate_lock()

    def call(self, function: JSFunction, this: Any, args: Any) -> Any:
        """Call an async function: beside the caller, if that is a coroutine."""
        if in_a_loop():
            return self.begin(function, this, args)
        return self._bridge.invoke_on(function, this, args)

    def begin(self, function: JSFunction, this: Any, args: Any) -> Any:
        """Call a function beside the caller; its promise."""
        bridge = self._bridge
        direct = bridge.direct
        if direct is None or direct.running is entry.thread.token:
            return self._posted(function, this, args)
        bridge.check()
        with self._lock:
            if self._beside is None:
                self._beside = Beside(bridge)
        return JSCall(bridge, self._beside.start(function, this, tuple(args)))

    def _posted(self, function: JSFunction, this: Any, args: Any) -> Any:
        # JavaScript is below this call, or there are no direct calls: the event loop makes the call.
        return self._bridge.ask("later", function, this, list(args))

    def wait(self, promise: JSPromise) -> Generator[Any, None, Any]:
        """Yield to the loop of the coroutine that runs until a promise is settled; its value."""
        direct = self._bridge.direct
        if direct is not None:
            result = direct.gated.attempt(Verb.AWAIT, (promise, 0))
            if result is not BUSY and type(result) is not Pending:
                return result
        found = yield from self._wait_long(promise, direct)
        return found

    def _wait_long(self, promise: JSPromise, direct: Direct | None) -> Generator[Any, None, Any]:
        bridge = self._bridge
        number = 0

        def abandon(error: BaseException) -> None:
            bridge.abandon(number)
            _thread.start_new_thread(bridge.background.end, (Interrupted("its promise was given up"), STUCK))

        outcome = Outcome(abandon)
        result = BUSY
        if direct is not None:
            number = bridge.expect(outcome.settle)
            try:
                result = direct.gated.attempt(Verb.AWAIT, (promise, number))
            finally:
                if type(result) is not Pending:
                    bridge.abandon(number)
        if result is BUSY:
            number = bridge.start(outcome.settle, "settled", promise)
        elif type(result) is not Pending:
            return result
        found = yield from outcome.wait(bridge.background.seconds)
        return found

    def close(self) -> None:
        """End the thread that makes calls."""
        if self._beside is not None:
            self._beside.close()
