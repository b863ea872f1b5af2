"""``napi_env``: one addon in one isolate, and what all addons of an isolate have in common.

Some facts:
- Node has a TryCatch in each function that may run JavaScript. An exception is kept until the addon returns to JavaScript, where it goes on.
- V8 compares the stack address at which a TryCatch was made with those of JavaScript's handlers: an exception goes to the innermost.
- A termination is no exception: nothing catches it, and it goes on after a TryCatch.

What this means here:
- One TryCatch serves a whole call of an addon. It is made when a function first needs it, and says that it was made where the call began.
- ``environments`` finds an environment by its address. Once closed it is not found any more, and every function returns ``napi_invalid_arg``.
- The words at the address are for functions that are not Python: the isolate, and handles of the context, undefined, null, true, false and the
  global object.
"""

from __future__ import annotations

import ctypes
import sys

from anode.engine.napi.memory import WORD, words
from anode.engine.napi.status import GENERIC_FAILURE, PENDING_EXCEPTION
from anode.engine.v8.entry import COMPARABLE
from anode.engine.v8.library import functions

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from anode.engine.v8.native import Call

    class Loop(Protocol):
        """The event loop, as addons need it."""

        @property
        def owns_process(self) -> bool:
            """Whether no Python program is around the isolate's."""

        def post(self, task: Callable[[], bool]) -> None:
            """Call ``task`` inside a function of V8's, soon, and again while it returns true; from any thread."""

        def hold(self) -> None:
            """Keep the loop alive until :meth:`release` is called as often."""

        def release(self) -> None: ...
        def submit(self, function: Callable[[], Any], settle: Callable[[BaseException | None, Any], None]) -> None:
            """Run ``function`` on a thread of the pool, then ``settle(error, value)`` on the loop's."""


v8 = functions("node-api")
environments: dict[int | None, Environment] = {}

# The functions of JavaScript's that stand in for what V8's table lacks, in the order in which they are given (lib/internal/process/addons.js).
HELPERS = (
    "Symbol", "freeze", "seal", "SharedArrayBuffer", "Buffer", "fatal", "warn", "asyncInit", "asyncDestroy", "enter", "leave", "getTag", "setTag",
    "Float16Array", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float32Array",
    "Float64Array", "BigInt64Array", "BigUint64Array",
)  # fmt: skip

_BLOCK = 64  # bytes for a HandleScope or a TryCatch
_SIZE = 256  # bytes at the address of an environment
ERROR_INFO = 128  # where a napi_extended_error_info begins in them
_kept: list[
    object
] = []  # all these bytes: V8 may look at a scope after its end, and an addon's thread may have the address of a closed environment

_LIMIT, _FRAMES, _DEEPEST = 4000, 10, 400  # see Addons.deepest

_try_catch_new, _try_catch_delete = v8["TryCatch__CONSTRUCT"], v8["TryCatch__DESTRUCT"]
_OVERFLOW = b"Maximum call stack size exceeded"


class Addons:
    """The addons of one isolate. Made inside a function of V8's, on the isolate's thread.

    ``info`` is the call of *native* under way, ``depth`` the number of calls of addons that are under way, each inside another. ``deepest`` is how many
    there may be: before Python's limit of recursion is reached, of which each takes up to ten.
    """

    def __init__(self, loop: Loop, call: Call, helpers: list[int]) -> None:
        self.loop = loop
        self.isolate = isolate = call.isolate
        self.info = call.info
        self.depth = 0
        if loop.owns_process:
            sys.setrecursionlimit(max(sys.getrecursionlimit(), _LIMIT))
        self.deepest = max(min(sys.getrecursionlimit() // _FRAMES, _DEEPEST), _FRAMES)
        context = call.context
        keep = v8["Global__New"]
        self.context = keep(isolate, context)
        self.undefined, self.null = keep(isolate, v8["Undefined"](isolate)), keep(isolate, v8["Null"](isolate))
        self.true, self.false = (keep(isolate, v8["Boolean__New"](isolate, value)) for value in (True, False))
        self.global_object = keep(isolate, v8["Context__Global"](context))
        self.wrap_key, self.tag_key = (
            keep(isolate, v8["Private__ForApi"](isolate, call.new_text(name))) for name in ("anode:napi:wrap", "anode:napi:tag")
        )
        self.helpers = {name: keep(isolate, helper) for name, helper in zip(HELPERS, helpers, strict=True)}
        self.environments: list[Environment] = []
        self.hooks: list[Callable[[], None]] = []  # of cleanup
        self.unfinished: set[int] = set()  # asynchronous hooks that have run and are not done
        self.ending = self.gone = False  # the program has ended; the isolate has
        self.scopes = 0  # that addons have open
        self.external = 0  # bytes, as addons say
        self._free: list[int] = []  # blocks

    def take_block(self) -> int:
        """The address of memory for a HandleScope or a TryCatch of V8's."""
        if self._free:
            return self._free.pop()
        block = ctypes.create_string_buffer(_BLOCK)
        _kept.append(block)
        return ctypes.addressof(block)

    def give_block(self, address: int) -> None:
        """The scope at ``address`` has ended."""
        self._free.append(address)


class Environment:
    """``info`` and ``data`` are those of the call of the addon that is under way, ``catcher`` the address of its TryCatch or 0, ``exception`` a Global
    or 0, and ``terminated`` says that JavaScript was terminated in it. ``instance`` is the number of the reference that holds the instance data.
    """

    __slots__ = (
        "addons", "address", "catcher", "context", "data", "exception", "false", "filename", "info", "instance", "isolate", "last_error", "null",
        "terminated", "true", "undefined", "version",
    )  # fmt: skip

    def __init__(self, addons: Addons, filename: str, version: int) -> None:
        self.addons = addons
        self.version = version  # of Node-API, for which the addon was made
        self.filename = ctypes.create_string_buffer(filename.encode("utf-8", "surrogateescape"))
        self.isolate, self.context = addons.isolate, addons.context
        self.undefined, self.null, self.true, self.false = addons.undefined, addons.null, addons.true, addons.false
        self.info = self.catcher = self.exception = self.last_error = self.instance = 0
        self.data: int | None = None
        self.terminated = False
        memory = ctypes.create_string_buffer(_SIZE)
        _kept.append(memory)
        self.address = address = ctypes.addressof(memory)
        for i, word in enumerate((self.isolate, self.context, self.undefined, self.null, self.true, self.false, addons.global_object)):
            words[(address >> WORD) + i] = word
        environments[address] = self
        addons.environments.append(self)

    def open_catcher(self) -> None:
        """Make the TryCatch of the call under way."""
        self.catcher = catcher = self.addons.take_block()
        _try_catch_new(catcher, self.isolate)
        words[(catcher + COMPARABLE) >> WORD] = self.info

    def close_catcher(self) -> None:
        """End it."""
        catcher, self.catcher = self.catcher, 0
        _try_catch_delete(catcher)
        self.addons.give_block(catcher)

    def caught(self, status: int = PENDING_EXCEPTION, otherwise: int = GENERIC_FAILURE) -> int:
        """After a function of V8's that has failed: keep the exception that it has left; ``status``, or ``otherwise`` where there is none."""
        catcher = self.catcher
        if not catcher or not v8["TryCatch__HasCaught"](catcher):
            return otherwise
        if v8["TryCatch__HasTerminated"](catcher):
            self.terminated = True
            return PENDING_EXCEPTION
        self.keep_exception(v8["TryCatch__Exception"](catcher))
        v8["TryCatch__Reset"](catcher)
        return status

    def keep_exception(self, value: int) -> None:
        """Make ``value`` the pending exception."""
        if self.exception:
            v8["Global__Reset"](self.exception)
        self.exception = v8["Global__New"](self.isolate, value)

    def take_exception(self) -> int:
        """The pending exception as a handle, which is pending no more; 0 where there is none."""
        kept, self.exception = self.exception, 0
        if not kept:
            return 0
        local: int = v8["Local__New"](self.isolate, kept)
        v8["Global__Reset"](kept)
        return local

    def fail_internally(self, error: BaseException) -> int:
        """The status for an exception of Python's: an overflow of the stack becomes a RangeError, anything else is an error of anode's."""
        if isinstance(error, RecursionError):
            if not self.exception:
                self.keep_exception(self.new_overflow())
            return PENDING_EXCEPTION
        report_internal(error)
        return GENERIC_FAILURE

    def new_overflow(self) -> int:
        """The error that V8 throws when the stack is full."""
        error: int = v8["Exception__RangeError"](self.new_text(_OVERFLOW))
        return error

    def new_text(self, text: bytes) -> int:
        """A string handle of UTF-8."""
        handle: int = v8["String__NewFromUtf8"](self.isolate, text, 0, len(text))
        return handle

    def call_function(self, function: int, *values: int) -> int:
        """Call a function with handles, without a receiver; 0 where it has thrown. Inside a TryCatch."""
        result: int = v8["Function__Call"](function, self.context, self.undefined, len(values), (ctypes.c_void_p * len(values))(*values))
        return result or 0

    def close(self) -> None:
        """From now on no function finds this environment."""
        environments.pop(self.address, None)


def report_internal(error: BaseException) -> None:
    """Tell of an error of anode's own that an addon has no part in."""
    import traceback

    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    sys.stderr.write(f"An internal error of anode: please report it at the project's issue tracker\n{text}")
