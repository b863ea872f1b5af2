"""V8's inspector: it answers the messages of the DevTools protocol about one isolate, and pauses its JavaScript.

Some facts:
- V8 calls a *client* and, for each session, a *channel*: C++ objects of the embedder's. The functions of the client's base class that its Rust binding
  replaces call Rust, and must all be replaced.
- To pause, V8 calls ``runMessageLoopOnPause`` in the middle of JavaScript, on its thread. Messages are dispatched inside of that call, until one of them
  makes V8 call ``quitMessageLoopOnPause``.
- A ``unique_ptr`` is one word, and the function that gets it owns it. A StringView goes by value, on the stack.
- A session that is alive when its isolate is disposed of ends the process. A session must not be deleted while it dispatches a message.
- A session holds a ``Persistent`` of V8's C++ heap: it is made and deleted on the isolate's own thread, or V8 ends the process.

What this means here:
- Everything runs on the isolate's thread: in a callback of *native* (native.py), in an
  interrupt (interrupt.py) or in a pause.
- A session that is closed while it dispatches is deleted when that has ended. Until then it sends nothing.
"""

from __future__ import annotations

import ctypes
from itertools import count
from time import time

from anode.engine.v8.delegate import Delegate
from anode.engine.v8.inspector.interrupt import told
from anode.engine.v8.inspector.text import NOTHING, take, text_of, view
from anode.engine.v8.signatures import DOUBLE, INT, P, StringView

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from anode.engine.v8.library import Functions

    class Client(Protocol):
        """What V8 asks of the embedder, in the middle of JavaScript or of a message."""

        def pause(self) -> None:
            """Dispatch messages until :meth:`resume` is called."""

        def resume(self) -> None: ...
        def run_if_waiting(self) -> None: ...
        def extend_console(self, target: int) -> None:
            """Add to the functions that an expression of the debugger's console has; ``target`` is a handle."""

        def async_stacks(self, depth: int) -> None:
            """Tell of asynchronous tasks from now on, or no more (0)."""

        def start_timer(self, interval: float, tick: Callable[[], None], timer: int) -> None: ...
        def cancel_timer(self, timer: int) -> None: ...


_TABLE = "_ZTV37v8_inspector__V8InspectorClient__BASE"
_SIZE, _CHANNEL_SIZE = 34, 5
_GROUP = 1  # of contexts; all of an isolate's are in it
_TRUSTED = 1
_PREFIXES = ("eval:", "given:")
_ids = count(int(time() * 1000) << 20)

_nothing_type = ctypes.CFUNCTYPE(None, P)
_group_type = ctypes.CFUNCTYPE(None, P, INT)
_context_type = ctypes.CFUNCTYPE(P, P, INT)
_pair_type = ctypes.CFUNCTYPE(None, P, P, P)
_url_type = ctypes.CFUNCTYPE(P, P, P)
_time_type = ctypes.CFUNCTYPE(DOUBLE, P)
_id_type = ctypes.CFUNCTYPE(ctypes.c_int64, P)
_message_type = ctypes.CFUNCTYPE(None, P, INT, INT, P, P, ctypes.c_uint, ctypes.c_uint, P)
_timer_type = ctypes.CFUNCTYPE(None, P, DOUBLE, P, P)
_pointer_type = ctypes.CFUNCTYPE(None, P, P)
_response_type = ctypes.CFUNCTYPE(None, P, INT, P)
_tick_type = ctypes.CFUNCTYPE(None, P)


class Inspector:
    """The inspector of one isolate; ``context`` is the program's own, and ``name`` what a debugger shows for it."""

    def __init__(self, v8: Functions, isolate: int, context: int, name: str, client: Client) -> None:
        self.v8 = v8
        self.isolate = isolate
        self._client = client
        self.context = v8["Global__New"](isolate, context)
        self.sessions: set[Session] = set()
        self.dispatching = 0
        self._closed: Callable[[], None] | None = None
        self._delegate = Delegate(
            _TABLE,
            _SIZE,
            {
                0: _nothing_type(lambda this: None),
                1: _nothing_type(lambda this: None),
                2: _group_type(told(lambda this, group: client.pause())),
                4: _nothing_type(told(lambda this: client.resume())),
                5: _group_type(told(lambda this, group: client.run_if_waiting())),
                14: _context_type(lambda this, group: self.local_context()),
                17: _pair_type(told(lambda this, context, target: client.extend_console(target))),
                18: _message_type(lambda *_: None),  # a message of the console's
                26: _time_type(lambda this: time() * 1000),
                27: _timer_type(told(self._start_timer)),
                28: _pointer_type(told(lambda this, timer: client.cancel_timer(timer or 0))),
                30: _group_type(told(lambda this, depth: client.async_stacks(depth))),
                31: _url_type(told(self._url_of)),
                32: _id_type(lambda this: next(_ids)),
            },
        )
        self.address: int = v8["V8Inspector__create"](isolate, self._delegate.address)
        self.add_context(context, name, '{"isDefault":true}')

    def local_context(self) -> int:
        """The program's own context as a handle."""
        handle: int = self.v8["Local__New"](self.isolate, self.context)
        return handle

    def _url_of(self, this: int, name: int) -> int | None:
        path = text_of(StringView.from_address(name))
        if path.startswith(_PREFIXES):  # the engine wants a URL where Node has a name
            return self.v8["StringBuffer__create"](view(path.partition(":")[2]))  # type: ignore[no-any-return]
        if not path.startswith("/"):
            return None
        return self.v8["StringBuffer__create"](view(file_url(path)))  # type: ignore[no-any-return]

    def _start_timer(self, this: int, interval: float, callback: int, data: int | None) -> None:
        tick = _tick_type(callback)
        self._client.start_timer(interval, lambda: tick(data), data or 0)

    # ---- contexts ----

    def add_context(self, context: int, name: str, about: str) -> None:
        """Tell of a context; ``about`` is JSON for the debugger."""
        self.v8["V8Inspector__contextCreated"](self.address, context, _GROUP, view(name), view(about))

    def remove_context(self) -> None:
        """Tell that the program's own context is gone."""
        self.v8["V8Inspector__contextDestroyed"](self.address, self.local_context())

    # ---- asynchronous tasks, which are any numbers but 0 ----

    def task_scheduled(self, name: str, task: int, recurring: bool) -> None:
        """A callback will be called later, because of what runs now."""
        self.v8["V8Inspector__asyncTaskScheduled"](self.address, view(name), task, recurring)

    def task_canceled(self, task: int) -> None:
        """It will not."""
        self.v8["V8Inspector__asyncTaskCanceled"](self.address, task)

    def task_started(self, task: int) -> None:
        """It is called now."""
        self.v8["V8Inspector__asyncTaskStarted"](self.address, task)

    def task_finished(self, task: int) -> None:
        """It has returned."""
        self.v8["V8Inspector__asyncTaskFinished"](self.address, task)

    # ---- errors ----

    def exception_thrown(self, error: int) -> None:
        """Tell of an error that nothing has caught."""
        v8, context = self.v8, self.local_context()
        message = v8["Exception__CreateMessage"](self.isolate, error)
        trace = v8["Message__GetStackTrace"](message)
        stack = v8["V8Inspector__createStackTrace"](self.address, trace) if trace else None
        line = v8["Message__GetLineNumber"](message, context)
        column = v8["Message__GetStartColumn"](message)
        url = v8["Message__GetScriptResourceName"](message)
        v8["V8Inspector__exceptionThrown"](
            self.address, context, view("Uncaught"), error, NOTHING, view(self._text(url)), max(line, 0) & 0xFFFFFFFF, column + 1, stack, 0
        )

    def _text(self, value: int) -> str:
        from anode.engine.v8.native import Scope

        return Scope(self.v8, self.isolate).text_of(value) if self.v8["Value__IsString"](value) else ""

    # ---- the end ----

    def close(self, closed: Callable[[], None] = lambda: None) -> None:
        """End all sessions, and the inspector, before the isolate ends; ``closed`` is called when it has: not before messages are dispatched."""
        for session in list(self.sessions):
            session.close()
        self._closed = closed
        self.settle()

    def settle(self) -> None:
        """No message is being dispatched: end, if that was asked for."""
        closed = self._closed
        if closed is not None and not self.dispatching:
            self._closed = None
            self.v8["V8Inspector__DELETE"](self.address)
            self.v8["Global__Reset"](self.context)
            closed()


class Session:
    """A session with a debugger. ``send`` gets the texts of responses and events."""

    def __init__(self, inspector: Inspector, send: Callable[[str], None]) -> None:
        v8 = self._v8 = inspector.v8
        self._inspector = inspector
        self._send = send
        self._dispatching = 0
        self.closed = False
        self._channel = Delegate(
            "",
            _CHANNEL_SIZE,
            {
                0: _nothing_type(lambda this: None),
                1: _nothing_type(lambda this: None),
                2: _response_type(told(lambda this, call, message: self._got(message))),
                3: _pointer_type(told(lambda this, message: self._got(message))),
                4: _nothing_type(lambda this: None),
            },
        )
        self._address: int = v8["V8Inspector__connect"](inspector.address, _GROUP, self._channel.address, NOTHING, _TRUSTED)
        inspector.sessions.add(self)

    def _got(self, message: int) -> None:
        text = take(self._v8, message)
        if not self.closed:
            self._send(text)

    def dispatch(self, text: str) -> None:
        """Let V8 answer a message."""
        if self.closed:
            return
        self._dispatching += 1
        self._inspector.dispatching += 1
        self._v8["V8InspectorSession__dispatchProtocolMessage"](self._address, view(text))
        self._inspector.dispatching -= 1
        self._dispatching -= 1
        if self.closed and not self._dispatching:
            self._delete()
            self._inspector.settle()

    def pause_on_next_statement(self, reason: str) -> None:
        """Pause when the next statement of JavaScript runs."""
        self._v8["V8InspectorSession__schedulePauseOnNextStatement"](self._address, view(reason), view("{}"))

    def mute(self) -> None:
        """Send nothing any more."""
        self._send = lambda text: None

    def close(self) -> None:
        """End the session; on the isolate's own thread."""
        if self.closed:
            return
        self._inspector.sessions.discard(self)
        if self._dispatching:
            self.closed = True
        else:
            self._delete()  # V8 answers what it has not answered
            self.closed = True

    def _delete(self) -> None:
        self._v8["V8InspectorSession__DELETE"](self._address)


_KEPT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!*'();:@&=+$,/")


def file_url(path: str) -> str:
    """The URL of a file, as Node writes it."""
    return "file://" + "".join(chr(byte) if byte in _KEPT else f"%{byte:02X}" for byte in path.encode("utf-8", "surrogateescape"))
