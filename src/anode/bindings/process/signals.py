"""Listening for signals.

Some facts:
- Python lets only the main thread set handlers, so the main thread serves requests for it (:meth:`Signals.serve`), and does nothing else.
- A signal's number is written to the wake-up descriptor by the C handler, whatever any thread is doing; the poller reads it there.
- While main waits for the next request, its Python-level handler need not run: it does nothing.
"""

from __future__ import annotations

import os
from _queue import Empty, SimpleQueue

from anode.engine.ops import op
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    import signal as _signal
else:
    import _signal  # signal imports enum, which would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.loop.loop import Loop


_LOOK = 0.2  # seconds after which main looks for a SIGINT that the system gave to another thread, while it has an action of its own


class Signals:
    """The process's signals, where anode owns the process."""

    def __init__(self) -> None:
        self._requests: SimpleQueue[tuple[int, bool, SimpleQueue[OSError | None]]] = SimpleQueue()
        self._actions: dict[int, Callable[[], None]] = {}  # instead of a signal's default action
        self._interrupted: Callable[[], None] | None = None  # called for SIGINT, instead of its listeners
        self._swallowed = 0  # number of SIGINTs in the wake-up descriptor that were passed to it
        self._listeners: dict[int, list[int]] = {}  # signal number -> handle ids
        self._loop: Loop | None = None
        self._read = -1

    def serve(self) -> None:
        """Serve for ever; on the main thread."""
        wake = -1
        while True:
            try:
                number, listen, answer = self._requests.get(timeout=_LOOK if _signal.SIGINT in self._actions else None)
            except Empty:
                continue
            try:
                if listen and wake < 0:
                    self._read, wake = os.pipe()
                    os.set_blocking(self._read, False)
                    os.set_blocking(wake, False)
                    _signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
                _signal.signal(number, self._caught if listen else self._default(number))
                answer.put(None)
            except (OSError, ValueError) as error:
                answer.put(error if isinstance(error, OSError) else OSError(22, str(error)))

    def act_on(self, number: int, action: Callable[[], None]) -> None:
        """Call ``action`` for a signal, while the program does not listen for it. On the main thread."""
        self._actions[number] = action
        _signal.signal(number, self._default(number))

    def _default(self, number: int) -> Any:
        action = self._actions.get(number)
        return _signal.SIG_DFL if action is None else lambda number, frame: action()

    def _caught(self, number: int, frame: object) -> None:
        interrupted = self._interrupted
        if number == _signal.SIGINT and interrupted is not None:
            self._swallowed += 1
            interrupted()

    def interrupt(self, listener: Callable[[], None] | None) -> None:
        """While ``listener`` is set, SIGINT calls it on the main thread, and nothing else. Called on the loop's thread."""
        heard = _signal.SIGINT in self._listeners
        if listener is not None:
            self._interrupted = listener
            if not heard:
                self._ask(_signal.SIGINT, True)
        else:
            if not heard:
                self._ask(_signal.SIGINT, False)
            self._interrupted = None

    def _ask(self, number: int, listen: bool) -> None:
        answer: SimpleQueue[OSError | None] = SimpleQueue()
        self._requests.put((number, listen, answer))
        error = answer.get()
        if error is not None:
            raise error

    def add(self, loop: Loop, number: int, handle: int) -> None:
        """Tell ``handle`` of each ``number`` from now on. On the loop's thread."""
        if number not in self._listeners:
            self._ask(number, True)
            if self._loop is None:
                self._loop = loop
                loop.poller.add(self._read, 1, self._readable)
        self._listeners.setdefault(number, []).append(handle)

    def remove(self, number: int, handle: int) -> None:
        """Stop telling ``handle``; the last one gone gives the signal its default action back."""
        handles = self._listeners.get(number, [])
        if handle in handles:
            handles.remove(handle)
        if not handles and self._listeners.pop(number, None) is not None:
            self._ask(number, False)

    def _readable(self, events: int) -> None:
        assert self._loop is not None
        try:
            numbers = os.read(self._read, 4096)
        except BlockingIOError:
            return
        for number in numbers:
            if number == _signal.SIGINT and self._swallowed > 0:
                self._swallowed -= 1
                continue
            for handle in self._listeners.get(number, ()):
                self._loop.emit(handle, 0, (number,))


class SignalHandle(Handle):
    """Emits ``(0, number)`` for each signal."""

    __slots__ = ("number", "signals")

    def __init__(self, ctx: Context, number: int) -> None:
        super().__init__(ctx)
        self.number = number
        assert ctx.signals is not None
        self.signals = ctx.signals
        try:
            self.signals.add(ctx.loop, number, self.id)
        except OSError:
            self.close()
            raise

    def dispose(self) -> None:
        self.signals.remove(self.number, self.id)


@op(needs=nothing, syscall="uv_signal_start")
def start(ctx: Context, number: int) -> int:
    """A handle that hears signal ``number``."""
    return SignalHandle(ctx, number).id
