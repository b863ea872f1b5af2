"""The messages between a sandbox and its host.

A message is a JSON array, and bytes beside it; ``=II`` in front gives the length of each. The host believes nothing that comes: lengths have limits,
:func:`decode` makes plain Python data, proxies of numbers and the host's own functions of what it reads, and anything else is a :class:`Violation`, which
ends the sandbox. Nothing that is read chooses a class, a module or a name of Python's.

From the host:

========================================  ===============================================================================
``["q", ask, within, verb, args]``        ask JavaScript; ``within`` is the call of a Python function that asks, or 0
``["a", call, kind, wire]``               a Python function has returned: ``v`` value, ``e`` exception, ``t`` a value to throw
``["s", promise, failed, wire]``          the awaitable behind a promise is done
``["f", [[number, times], …]]``           proxies are gone
========================================  ===============================================================================

From the sandbox:

========================================  ===============================================================================
``["ready", {…}]``                        its layers; the first message
``["r", ask, failed, wire]``              the reply
``["c", call, ask, function, args]``      call a Python function; ``ask`` is the request whose JavaScript calls, or 0
``["o", fd, text]``                       output
``["w", text, file, line]``               an error of the background
``["g", [[number, times], …]]``           Python functions that JavaScript has let go of
``["n", kind, name]``                     a recorded run needs a path, a host, a variable
========================================  ===============================================================================

Values have the forms of interop/values.py, bytes always as ``["b", start, length]``.
"""

from __future__ import annotations

import _thread
import datetime
import socket
import struct
from _queue import Empty, SimpleQueue
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from anode.engine.codec import dumps, loads

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    class References(Protocol):
        """The objects that cross by number."""

        def proxy(self, number: int, kind: str, name: str | None) -> Any: ...
        def imported(self, number: int) -> Any: ...


_HEAD = struct.Struct("=II")
MOST_TEXT = 32 << 20
MOST_BYTES = 256 << 20
_LONGEST_NAME = 1000
_DIRECT = 0.003  # seconds after a wait in which the next is likely
_TURN = 0.001  # seconds until another thread that waits looks whether it is to read
_LARGEST = 2**53
_PLAIN = frozenset((str, int, float, bool, type(None)))


class Violation(Exception):
    """What came is no message."""


class TooLarge(ValueError):
    """A message that is longer than the border lets through."""


class Pipe:
    """One end. Any thread may send; one receives."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._lock = _thread.allocate_lock()
        self._buffer = bytearray()
        self.received = 0  # bytes

    def send(self, message: list[Any], data: bytes = b"") -> None:
        """Send a message, waiting until there is room. Raises OSError, TooLarge."""
        self.send_text(dumps(message), data)

    def send_text(self, text: str, data: bytes = b"") -> None:
        """Send a message that is JSON text already."""
        body = text.encode("utf-8", "surrogatepass")
        if len(body) > MOST_TEXT or len(data) > MOST_BYTES:
            raise TooLarge(f"a value of {len(body) + len(data)} bytes is too large to cross the border of an anode.Sandbox")
        whole = b"".join((_HEAD.pack(len(body), len(data)), body, data))
        with self._lock:
            self._socket.sendall(whole)

    def receive(self) -> tuple[list[Any], bytes]:
        """Wait for the next message. Raises EOFError, OSError, Violation."""
        size, beside = _HEAD.unpack(self._take(_HEAD.size))
        if size > MOST_TEXT or beside > MOST_BYTES:
            raise Violation("a message is too long")
        text, data = self._take(size), self._take(beside)
        try:
            message = loads(text.decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError):
            raise Violation("a message is no JSON") from None
        if type(message) is not list or not message or type(message[0]) is not str:
            raise Violation("a message is no array that begins with a text")
        return message, data

    def _take(self, size: int) -> bytes:
        buffer = self._buffer
        while len(buffer) < size:
            got = self._socket.recv(max(65536, min(size - len(buffer), 1 << 20)))
            if not got:
                raise EOFError
            buffer += got
            self.received += len(got)
        taken = bytes(memoryview(buffer)[:size])
        del buffer[:size]
        return taken

    def shut(self) -> None:
        """Send and receive nothing more; who waits gets an error."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def close(self) -> None:
        """Give the descriptor back."""
        self._socket.close()


class Reader:
    """Reads one end, on whichever thread waits: a message then crosses without a change of threads.

    ``take(message, data)`` gets each message, and puts what belongs to a thread into that thread's queue.
    """

    def __init__(self, pipe: Pipe, take: Callable[[list[Any], bytes], None]) -> None:
        self._pipe = pipe
        self._take = take
        self._lock = _thread.allocate_lock()  # held by the thread that reads
        self._until = 0.0  # until when threads that wait are expected to read

    def wait(self, queue: SimpleQueue[Any]) -> Any:
        """The next thing in a queue. Raises what reading raises."""
        while True:
            try:
                return queue.get_nowait()
            except Empty:
                pass
            if self._lock.acquire(blocking=False):
                try:
                    if queue.empty():
                        self._take(*self._pipe.receive())
                finally:
                    self._until = monotonic() + _DIRECT
                    self._lock.release()
            else:
                try:
                    return queue.get(timeout=_TURN)
                except Empty:
                    pass

    def run(self) -> None:
        """Read while no thread waits: the body of a thread. Raises what reading raises."""
        while True:
            while self._until > monotonic():
                sleep(_TURN)
            with self._lock:
                if self._until <= monotonic():
                    self._take(*self._pipe.receive())
                    self._until = monotonic() + _TURN


def whole(value: Any) -> int:
    """A number that stands for something. Raises Violation."""
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise Violation("a number is none")
    return value


def text(value: Any) -> str:
    """A text. Raises Violation."""
    if type(value) is not str:
        raise Violation("a text is none")
    return value


def optional(value: Any) -> str | None:
    """A text, or None. Raises Violation."""
    return None if value is None else text(value)


def counted(value: Any) -> list[tuple[int, int]]:
    """Pairs of numbers. Raises Violation."""
    if type(value) is not list or not all(type(pair) is list and len(pair) == 2 for pair in value):
        raise Violation("pairs are none")
    return [(whole(number), whole(times)) for number, times in value]


def decode(references: References, wire: Any, data: bytes) -> Any:
    """The Python value of a form. Raises Violation."""
    try:
        return _decode(references, wire, data)
    except Violation:
        raise
    except (LookupError, TypeError, ValueError, OverflowError, RecursionError, AttributeError) as error:
        raise Violation(f"a value is none: {type(error).__name__}") from None


def _decode(references: References, wire: Any, data: bytes) -> Any:
    kind = type(wire)
    if kind is float:
        return int(wire) if wire.is_integer() and abs(wire) < _LARGEST else wire
    if kind in _PLAIN:
        return wire
    if kind is not list or type(wire[0]) is not str:
        raise Violation("a value has no form")
    form = _FORMS.get(wire[0])
    if form is None:
        raise Violation("a value has a form that is not known")
    return form(references, wire, data)


def _bytes(references: References, wire: list[Any], data: bytes) -> bytes:
    start, length = whole(wire[1]), whole(wire[2])
    if start + length > len(data):
        raise Violation("bytes are not there")
    return data[start : start + length]


def _moment(references: References, wire: list[Any], data: bytes) -> datetime.datetime:
    return datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(milliseconds=wire[1])


def _object(references: References, wire: list[Any], data: bytes) -> dict[str, Any]:
    return {
        key: item if type(item) in _PLAIN and type(item) is not float else _decode(references, item, data) for key, item in wire[1].items()
    }


def _array(references: References, wire: list[Any], data: bytes) -> list[Any]:
    if type(wire[1]) is not list:
        raise Violation("a list is none")
    return [_decode(references, item, data) for item in wire[1]]


def _reference(references: References, wire: list[Any], data: bytes) -> Any:
    name = optional(wire[3])
    if name is not None and len(name) > _LONGEST_NAME:
        raise Violation("a name is too long")
    return references.proxy(whole(wire[1]), text(wire[2]), name)


def _number(references: References, wire: list[Any], data: bytes) -> float:
    return {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf"), "-0": -0.0}[wire[1]]


_FORMS: dict[str, Callable[[Any, list[Any], bytes], Any]] = {
    "a": _array,
    "b": _bytes,
    "d": _moment,
    "f": lambda references, wire, data: references.imported(whole(wire[1])),
    "i": lambda references, wire, data: int(text(wire[1]), 16),
    "m": lambda references, wire, data: {_decode(references, k, data): _decode(references, v, data) for k, v in wire[1]},
    "n": _number,
    "o": _object,
    "r": _reference,
    "u": lambda references, wire, data: None,
}
