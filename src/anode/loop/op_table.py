"""One isolate's ops, as JavaScript calls and submits them.

Some facts:
- The engine flattens a Python exception that leaves an op to a ``TypeError`` with its message alone.
- JavaScript's ``null`` and ``undefined`` both arrive as jsrun's ``undefined``.
- Importing all bindings costs more than the rest of a start.

What this means here:
- An op that fails returns a list (see :func:`anode.errors.describe`), from which JavaScript makes Node's error. No op returns a list otherwise.
- ``undefined`` becomes None, and is dropped at the end of the arguments, so that Python's defaults serve.
- A binding is imported, and its op prepared, on the op's first call.
"""

from __future__ import annotations

import errno
import os
import sys

from anode.engine.codec import dumps
from anode.engine.ops import Kind, Op
from anode.engine.spare import import_module, keep
from anode.errors import describe
from anode.loop.op_arguments import explained
from anode.loop.request import Request
from anode.permissions import Pinned

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.loop.context import Context


def plain(function: Callable[..., Any], ctx: Context, name: str, declared: Op, undefined: object) -> Callable[..., Any]:
    """The callable that runs an op: arguments cleaned, errors as values."""
    syscall = declared.syscall
    as_json = declared.kind == Kind.JSON

    def run(*args: Any) -> Any:
        try:
            if undefined in args:
                args = tuple([None if a is undefined else a for a in args])
                while args and args[-1] is None:
                    args = args[:-1]
            result = function(ctx, *args)
            return dumps(result) if as_json else result
        except BaseException as error:
            return describe(explained(error, declared.function, args), syscall)

    run.__name__ = name
    return run


_STANDARD_STREAMS = frozenset(
    ("read", "write", "fstat", "fsync", "fdatasync", "read_file", "read_text", "write_file")
)  # ops on them that hosts allow


def own_descriptor(declared: Op, ctx: Context) -> Callable[[tuple[Any, ...]], None] | None:
    """Raises EBADF for arguments that name a descriptor of the host; None where there is no host, or the op takes no descriptor."""
    if ctx.host is None or declared.syscall is None:
        return None
    code = declared.function.__code__
    names = code.co_varnames[: code.co_argcount]
    wanted = "fd" if "fd" in names else "path"  # an op on a whole file takes its name or its descriptor
    if wanted not in names:
        return None
    at = names.index(wanted) - 1
    descriptors = ctx.host.descriptors
    streams = declared.function.__name__ in _STANDARD_STREAMS

    def check(args: tuple[Any, ...]) -> None:
        fd = args[at]
        if isinstance(fd, int) and fd not in descriptors and not (streams and 0 <= fd <= 2):
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    return check


def guarded(declared: Op, ctx: Context) -> Callable[..., Any]:
    """The op's function behind its checks: of permissions, and of descriptors where there is a host; the bare function where there are none."""
    own = own_descriptor(declared, ctx)
    function = _permitted(declared, ctx)
    if own is None:
        return function

    def checked(ctx: Context, *args: Any) -> Any:
        own(args)
        return function(ctx, *args)

    return checked


def _permitted(declared: Op, ctx: Context) -> Callable[..., Any]:
    permissions = ctx.permissions
    check = declared.needs.check
    function = declared.function
    if not permissions.enabled or check is None:
        return function
    position = declared.needs.positions(function)

    def checked(ctx: Context, *args: Any) -> Any:
        used = check(permissions, position, args)
        if used is None:
            return function(ctx, *args)
        pinned = [arg for arg in used if type(arg) is Pinned]
        try:
            result = function(ctx, *used)
        except OSError as error:
            for path in pinned:
                error.filename, error.filename2 = path.back(error.filename), path.back(error.filename2)
            raise
        # An op that writes files returns bytes only for the path that it has made.
        return pinned[0].back(result) if type(result) is bytes and declared.needs.name == "fs.write" else result

    return checked


class OpTable:
    """One isolate's ops by index; ``names`` holds the module and the function of each, in the order of the snapshot's table.

    An op with an ``attempt`` has two rows of one name; the second is the attempt.
    """

    __slots__ = ("_ctx", "_known", "_names", "_undefined", "calls")

    def __init__(self, ctx: Context, names: list[tuple[str, str]], undefined: object) -> None:
        self._ctx = ctx
        self._names = names
        self._undefined = undefined
        self._known: dict[int, Op] = {}
        keep()
        self.calls: list[Callable[..., Any]] = [self._loader(i) for i in range(len(names))]

    def _loader(self, index: int) -> Callable[..., Any]:
        def load(*args: Any) -> Any:
            try:
                call = self._prepare(index)
            except BaseException as error:
                return describe(error, None)
            self.calls[index] = call
            return call(*args)

        return load

    def declared(self, index: int) -> Op:
        """The op at ``index``."""
        known = self._known.get(index)
        if known is not None:
            return known
        module, name = self._names[index]
        import_module(module)  # waits while another thread is importing it
        found = getattr(sys.modules[module], name).__anode_op__
        assert isinstance(found, Op)
        if index and self._names[index - 1] == self._names[index]:
            assert found.attempt is not None
            found = Op(found.attempt, Kind.PLAIN, found.needs, found.syscall)
        self._known[index] = found
        return found

    def _prepare(self, index: int) -> Callable[..., Any]:
        declared = self.declared(index)
        return plain(guarded(declared, self._ctx), self._ctx, self._names[index][1], declared, self._undefined)

    def dispatch(self, index: int, *args: Any) -> Any:
        """Run one op: the function that the engine calls."""
        return self.calls[index](*args)

    def submit(self, request_id: int, index: int, args: list[Any]) -> None:
        """Start one request: a :func:`~anode.engine.ops.request` on this thread, an op on the pool."""
        ctx = self._ctx
        loop = ctx.loop
        declared = self.declared(index)
        req = Request(loop, request_id, declared.syscall)
        loop.requests[request_id] = req
        while args and args[-1] is None:
            args.pop()
        function = guarded(declared, ctx)
        if declared.kind == Kind.REQUEST:
            try:
                function(ctx, req, *args)
            except BaseException as error:
                req.reject(explained(error, declared.function, (req, *args)))
            return

        def settle(error: BaseException | None, value: Any) -> None:
            if error is None:
                req.resolve(value)
            else:
                req.reject(explained(error, declared.function, tuple(args)))

        if declared.begin is not None:
            own = own_descriptor(declared, ctx)
            try:
                if own is not None:
                    own(tuple(args))
            except OSError as error:
                req.reject(error)
                return
            if declared.begin(ctx, settle, *args):
                return
        # Most system calls on files are over within microseconds.
        task: Callable[[], Any] = lambda: function(ctx, *args)  # noqa: E731 - a function of its own would say no more
        if loop.pool.watch is not None:
            task = loop.pool.watch(self._names[index][1], task)
        loop.pool.submit(task, settle, declared.syscall is not None and not declared.slow, declared.slow)
