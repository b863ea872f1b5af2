"""Entering an isolate on another thread than its own, while its own thread sleeps.

Some facts (V8 15; each was seen to go wrong without its consequence below):
- ``Isolate::Enter`` sets V8's thread-locals and the start of the stack that the garbage collector scans. Entries are a stack of the isolate's;
  disposing of an isolate that still has one ends the process.
- The stack limit belongs to the isolate, not to the thread. V8 ends the process when it finds the stack pointer below its limit, or the limit further from
  the thread's stack start than ``--stack-size`` allows.
- V8 finds the innermost handler of an exception by comparing stack addresses. Without a TryCatch of its own on this thread's stack, an exception that
  JavaScript itself catches is written into the TryCatch of the isolate's thread.
- An exception that leaves ``Function::Call`` on a stack above the isolate's stays pending in the isolate, where the event loop would find it.
- A termination that is not cancelled before another thread goes on ends that thread's JavaScript.
- A KeyboardInterrupt can be raised after any bytecode of the main thread.

What this means here:
- A thread enters for each call and exits after it (:attr:`Entry.entered`): an entry that is left behind would leave V8's thread-locals behind, too.
- A thread that takes the isolate sets its stack limit and opens a HandleScope and a TryCatch, which stay open until another thread takes over: opening
  them for each call costs as much as the call.
- A sequence of V8's calls that belong together runs in one call of C (``deque(map(…))``), so that no exception can come between them.
"""

from __future__ import annotations

import ctypes
import functools
import operator
import sys
import threading
from collections import deque

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from typing import Any

    Functions = Mapping[str, Callable[..., Any]]

STACK_SIZE = 7800 << 10  # bytes that V8 may use of a thread's stack; the flag --stack-size says the same
_RESERVE = 64 << 10  # bytes below the limit that V8 and Python need to report an overflow
_SLACK = 8 << 10

# Offsets in v8::internal::Isolate; the self-test tries them.
STACK_GUARD, JS_LIMIT = 8, 0x10
EXCEPTION, MESSAGE = 0x178, 0x1D0
# Offsets in v8::TryCatch: the exception that it has caught, and the stack address that V8 compares.
CAUGHT, COMPARABLE = 0x10, 0x20

_call: Any = functools.partial.__call__


class Thread(threading.local):
    """The facts about one thread; ``token`` stands for it (thread identifiers are reused)."""

    def __init__(self) -> None:
        self.token = object()
        self.low, self.high = stack_bounds()
        size = min(self.high - self.low - _RESERVE, STACK_SIZE)
        self.limit = self.high - size + _SLACK


def stack_bounds() -> tuple[int, int]:
    """The lowest and the highest address of this thread's stack. Raises OSError."""
    libc = ctypes.CDLL(None)
    libc.pthread_self.restype = ctypes.c_void_p
    own = ctypes.c_void_p(libc.pthread_self())
    if sys.platform == "darwin":
        libc.pthread_get_stackaddr_np.restype = ctypes.c_void_p
        libc.pthread_get_stacksize_np.restype = ctypes.c_size_t
        high: int = libc.pthread_get_stackaddr_np(own)
        return high - libc.pthread_get_stacksize_np(own), high
    attributes = ctypes.create_string_buffer(64)
    if libc.pthread_getattr_np(own, attributes):
        raise OSError("pthread_getattr_np failed")
    low, size = ctypes.c_void_p(), ctypes.c_size_t()
    libc.pthread_attr_getstack(attributes, ctypes.byref(low), ctypes.byref(size))
    libc.pthread_attr_destroy(attributes)
    return low.value or 0, (low.value or 0) + size.value


thread = Thread()


# make_room() raises RecursionError now where Python's limit is so near that it could keep a call of C from being made: an isolate that is entered must be
# left. Until Python 3.11 calls of C count like those of Python: to compare tuples in tuples takes 60 ns, functions that call the next one 130.
if sys.version_info < (3, 12):

    def _nested(levels: int) -> tuple[Any, ...]:
        return (_nested(levels - 1),) if levels else ()

    make_room: Callable[[], object] = functools.partial(operator.eq, _nested(6), _nested(6))
else:

    def make_room() -> object:
        return _room_4()

    def _room_4() -> object:
        return _room_3()

    def _room_3() -> object:
        return _room_2()

    def _room_2() -> object:
        return _room_1()

    def _room_1() -> object:
        return _room_0()

    def _room_0() -> object:
        return None


class Word:
    """A word in V8's memory."""

    def __init__(self, address: int) -> None:
        self._cell = ctypes.c_uint64.from_address(address)

    def get(self) -> int:
        return self._cell.value

    def set(self, value: int) -> None:
        self._cell.value = value


class Scopes:
    """A HandleScope and a TryCatch, at addresses of their own. Open and closed as one step each."""

    def __init__(self, v8: Functions, isolate: int) -> None:
        self._handles = ctypes.create_string_buffer(24)
        self.catcher = ctypes.create_string_buffer(64)
        handles, catcher = ctypes.addressof(self._handles), ctypes.addressof(self.catcher)
        comparable = ctypes.c_uint64.from_address(catcher + COMPARABLE)
        partial = functools.partial
        self._open = (
            partial(v8["HandleScope__CONSTRUCT"], handles, isolate),
            partial(v8["TryCatch__CONSTRUCT"], catcher, isolate),
        )
        self._close = (partial(v8["TryCatch__DESTRUCT"], catcher), partial(v8["HandleScope__DESTRUCT"], handles))
        self._place = partial(setattr, comparable, "value")
        self.hole = Word(catcher + CAUGHT)

    def opening(self, high: int) -> tuple[Callable[[], Any], ...]:
        """The steps that open them on the thread whose stack begins at ``high``."""
        return (*self._open, functools.partial(self._place, high))

    def closing(self) -> tuple[Callable[[], Any], ...]:
        """The steps that close them."""
        return self._close


def _entered(v8: Functions, isolate: int) -> AbstractContextManager[Any]:
    """``with`` enters and exits, by functions of C: no exception can come between a function and its place in the ``with`` statement."""

    class Entered:
        __enter__ = staticmethod(functools.partial(v8["Isolate__Enter"], isolate))
        __exit__ = staticmethod(functools.partial(v8["Isolate__Exit__by_with"], isolate))

    return Entered()


class Entry:
    """One isolate's entry. Every method is called with the loop's gate held."""

    def __init__(self, v8: Functions, isolate: int) -> None:
        self.isolate = isolate
        self.owner: object = None  # token of the thread whose scopes are open
        self.handles = 0  # made since the scopes were opened
        self._v8 = v8
        self._scopes = Scopes(v8, isolate)
        self.entered = _entered(v8, isolate)
        self._own_limit = thread.limit
        self._exception, self._message = Word(isolate + EXCEPTION), Word(isolate + MESSAGE)

    def take(self) -> None:
        """Make this thread the owner; it has entered."""
        make_room()
        here = thread
        v8, isolate = self._v8, self.isolate
        partial = functools.partial
        steps: list[Callable[[], Any]] = []
        if self.owner is not None:
            steps += self._scopes.closing()
        steps.append(partial(v8["StackGuard__SetStackLimit"], isolate + STACK_GUARD, here.limit))
        steps += self._scopes.opening(here.high)
        steps.append(partial(setattr, self, "owner", here.token))
        steps.append(partial(setattr, self, "handles", 0))
        run(steps)

    def renew(self) -> None:
        """Give up the handles of the owner's calls so far."""
        make_room()
        run((*self._scopes.closing(), *self._scopes.opening(thread.high), functools.partial(setattr, self, "handles", 0)))

    def give_back(self) -> None:
        """The isolate's own thread goes on."""
        if self.owner is None:
            return
        v8, isolate = self._v8, self.isolate
        partial = functools.partial
        run(
            (
                *self._scopes.closing(),
                partial(setattr, self, "owner", None),
                partial(v8["Isolate__Enter"], isolate),
                partial(v8["Isolate__Exit"], isolate),
                partial(v8["StackGuard__SetStackLimit"], isolate + STACK_GUARD, self._own_limit),
            )
        )

    def failed(self, catcher: Any) -> bool:
        """After a call that has no result: clear the exception; whether the call was terminated."""
        v8, isolate = self._v8, self.isolate
        terminated = bool(v8["TryCatch__HasTerminated"](catcher)) or bool(v8["Isolate__IsExecutionTerminating"](isolate))
        hole = self._hole()
        v8["TryCatch__Reset"](catcher)
        v8["Isolate__CancelTerminateExecution"](isolate)
        self._exception.set(hole)
        self._message.set(hole)
        return terminated

    @property
    def catcher(self) -> Any:
        """The owner's TryCatch."""
        return self._scopes.catcher

    def _hole(self) -> int:
        fresh = ctypes.create_string_buffer(64)
        self._v8["TryCatch__CONSTRUCT"](fresh, self.isolate)
        found = ctypes.c_uint64.from_address(ctypes.addressof(fresh) + CAUGHT).value
        self._v8["TryCatch__DESTRUCT"](fresh)
        return found


def steps(*calls: Callable[[], Any]) -> Iterator[Any]:
    """Steps of C that belong together, for ``deque(…, 0)``: that is one call of C, which no Python exception can precede or divide."""
    return map(_call, calls)


def run(calls: Iterable[Callable[[], Any]]) -> None:
    """Run steps of C that belong together: no Python exception can come between them."""
    deque(map(_call, calls), maxlen=0)
