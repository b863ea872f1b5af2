"""The Python objects that JavaScript has, by number.

Some facts:
- An object can be on its way to JavaScript again while JavaScript says that it has let go of it.
- The last reference to an object runs its destructor, which may call JavaScript or take any lock.
- JavaScript can drop an exception of Python's (``catch {}``), keep it for ever, or throw it again.

What this means here:
- An object goes when JavaScript has let go of it as often as it has crossed.
- Objects are given back with no lock held, and on the isolate's thread while other threads may run JavaScript (``Gate.dropped``).
- An exception lives as long as the JavaScript error that stands for it, a JSError that passes through Python as long as the object that was thrown.
"""

from __future__ import annotations

import _thread
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from anode.interop.awaits.awaitables import running_loop
from anode.interop.errors import JSError
from anode.interop.proxies import JSObject, parts

if TYPE_CHECKING:
    from typing import Protocol

    from anode.loop.loop import Loop

    class Encoder(Protocol):
        """What puts values on the wire (interop/values.py)."""

        def encode(self, value: Any) -> Any: ...


class Held:
    """One isolate's, for any number of Python threads."""

    def __init__(self, loop: Loop) -> None:
        self.objects: dict[int, Any] = {}
        self.crossed: dict[int, int] = {}  # how often each has, less what JavaScript has let go of
        self.arities: dict[int, int] = {}  # the most arguments that a function takes
        self.loops: dict[int, Any] = {}  # the asyncio loop that has exported a function
        self._loop = loop
        self._lock = _thread.RLock()
        self._next = 0
        self._ids: dict[int, int] = {}
        self._passing: dict[int, int] = {}  # by the object that it throws, the number of a JSError that a Python function has raised

    def lose(self) -> None:
        """This process is a forked child: another thread may have held the lock."""
        self._lock = _thread.RLock()

    def export(self, function: Callable[..., Any]) -> int:
        """The number under which JavaScript calls a Python function."""
        most, loop = most_arguments(function), running_loop()
        with self._lock:
            known = self._ids.get(id(function))
            if known is not None and self.objects[known] is function:
                self.crossed[known] += 1
                return known
            number = self._add(function)
            if most is not None:
                self.arities[number] = most
            self._ids[id(function)] = number
            if loop is not None:
                self.loops[number] = loop
            return number

    def _add(self, value: Any) -> int:
        number = self._next = self._next + 1
        self.objects[number] = value
        self.crossed[number] = 1
        return number

    def take_back(self, numbers: list[int]) -> None:
        """These numbers do not reach JavaScript after all."""
        for number in numbers:
            self.let_go(number, 1)

    def let_go(self, number: int, received: int) -> None:
        """JavaScript has no reference to an object any more, which it had been given ``received`` times."""
        with self._lock:
            left = self.crossed.get(number, 0) - received
            if left > 0:
                self.crossed[number] = left
                return
        gone = self.take(number)
        gate = self._loop.gate
        if gate is not None:
            gate.dropped.append(gone)

    def take(self, number: int) -> Any:
        """Remove an object, and return it."""
        with self._lock:
            gone = self.objects.pop(number, None)
            for table in (self.crossed, self.loops, self.arities):
                table.pop(number, None)
            if self._ids.get(id(gone)) == number:
                del self._ids[id(gone)]
            if isinstance(gone, JSError) and isinstance(gone.value, JSObject):
                thrown = parts(gone.value)[1]
                if self._passing.get(thrown) == number:
                    del self._passing[thrown]
        return gone

    def described(self, error: BaseException) -> list[Any]:
        """An exception for JavaScript: its class, text and number."""
        with self._lock:
            number = self._add(error)
        try:
            text = str(error)
        except Exception as failure:
            text = f"<the text of this error cannot be had: {type(failure).__name__}>"
        return [type(error).__name__, text, number]

    def pass_on(self, encoder: Encoder, error: JSError) -> Any:
        """The wire form of the value to throw for a JSError. Where that reaches Python again, the same JSError goes on."""
        wire = encoder.encode(error.value)
        if not isinstance(error.value, JSObject):
            return wire
        thrown = parts(error.value)[1]
        with self._lock:
            number = self._passing.get(thrown)
            if number is None:
                number = self._passing[thrown] = self._add(error)
            before = self.objects[number]  # lives until the lock is free
            self.objects[number] = error
        del before
        return ["h", wire, number]


def most_arguments(function: Any) -> int | None:
    """How many positional arguments a Python function takes; None for any number, or where that is not known."""
    bound = 0
    if hasattr(function, "__func__"):
        function, bound = function.__func__, 1
    code = getattr(function, "__code__", None)
    if code is None or code.co_flags & 0x04:  # CO_VARARGS
        return None
    return max(0, int(code.co_argcount) - bound)
