"""Ops: the only way JavaScript reaches the world.

A binding declares an op with :func:`op` (one synchronous function, which may also run on the thread pool) or
:func:`request` (starts on the loop thread and finishes later). Both must say what permission they need.

Errors never cross as Python exceptions: the engine would flatten them to a ``TypeError``. An op that fails returns a
list, ``[code, errno, syscall, path, dest, message, kind]``, and JavaScript builds Node's error from it. No op
returns a list otherwise.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from anode.engine.codec import dumps
from anode.engine.errors import OpError, describe
from anode.engine.spare import import_module, keep
from anode.permissions import Need

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from anode.engine.context import Context

    F = TypeVar("F", bound=Callable[..., Any])

SYNC, JSON_RESULT, REQUEST, AT_ONCE = 0, 1, 2, 3

__all__ = ["Op", "OpError", "Request", "declared_ops", "guarded", "op", "request"]


class Op:
    """What a decorator noted about an op: its function, how its result crosses, what it needs."""

    __slots__ = ("at_once", "begin", "function", "kind", "needs", "syscall")

    def __init__(
        self,
        function: Callable[..., Any],
        kind: int,
        needs: Need,
        syscall: str | None,
        at_once: Callable[..., object] | None = None,
        begin: Callable[..., bool] | None = None,
    ) -> None:
        self.function = function
        self.kind = kind
        self.needs = needs
        self.syscall = syscall
        self.at_once = at_once
        self.begin = begin


def op(
    *,
    needs: Need,
    syscall: str | None = None,
    json: bool = False,
    at_once: Callable[..., object] | None = None,
    begin: Callable[..., bool] | None = None,
) -> Callable[[F], F]:
    """Declare a synchronous op ``f(ctx, *args)``; JavaScript may also run it as a request on the thread pool.

    ``syscall`` names the system call in errors made from an ``OSError``. With ``json`` the result is any structure
    JSON can carry; without, a str, bytes, int, float, bool or None. As a request the op is first tried by ``at_once``, which takes the same
    arguments, must not wait, and gives None where it would; it is for ops that need no permission. ``begin(ctx,
    settle, *args)`` may then have it done by somebody else than the thread pool, and says whether it has.
    """
    assert at_once is None or needs.check is None

    def declare(function: F) -> F:
        function.__anode_op__ = Op(function, JSON_RESULT if json else SYNC, needs, syscall, at_once, begin)  # type: ignore[attr-defined]
        return function

    return declare


def request(*, needs: Need, syscall: str | None = None) -> Callable[[F], F]:
    """Declare a request ``f(ctx, req, *args)``: it starts on the loop thread and calls ``req.resolve`` or ``reject``."""

    def declare(function: F) -> F:
        function.__anode_op__ = Op(function, REQUEST, needs, syscall)  # type: ignore[attr-defined]
        return function

    return declare


def declared_ops(module_name: str) -> dict[str, Op]:
    """Import ``anode.bindings.<module_name>`` and return its ops by name."""
    import importlib

    module = importlib.import_module(f"anode.bindings.{module_name}")
    return {
        name: value.__anode_op__
        for name, value in vars(module).items()
        if callable(value) and isinstance(getattr(value, "__anode_op__", None), Op)
    }


class Request:
    """One operation under way. ``resolve`` and ``reject`` may be called from any thread, once."""

    __slots__ = ("ctx", "done", "id", "on_cancel", "syscall")

    def __init__(self, ctx: Context, request_id: int, syscall: str | None = None) -> None:
        self.ctx = ctx
        self.id = request_id
        self.syscall = syscall
        self.done = False
        self.on_cancel: Callable[[], None] | None = None

    def resolve(self, value: Any = None) -> None:
        """Finish with ``value``: what an op may return, or a structure that JSON can carry."""
        self.ctx.loop.finish(self, None, value)

    def reject(self, error: BaseException) -> None:
        """Finish with an error."""
        self.ctx.loop.finish(self, describe(error, self.syscall), None)


def plain(function: Callable[..., Any], ctx: Context, name: str, declared: Op, undefined: object) -> Callable[..., Any]:
    """The callable the dispatcher runs for an op: arguments cleaned, errors as values."""
    syscall = declared.syscall
    as_json = declared.kind == JSON_RESULT

    def run(*args: Any) -> Any:
        try:
            if undefined in args:
                args = tuple([None if a is undefined else a for a in args])
                while args and args[-1] is None:
                    args = args[:-1]
            result = function(ctx, *args)
            return dumps(result) if as_json else result
        except BaseException as error:
            return describe(error, syscall)

    run.__name__ = name
    return run


def guarded(declared: Op, ctx: Context) -> Callable[..., Any]:
    """The op's function behind its permission check; the bare function where nothing is to be checked."""
    permissions = ctx.permissions
    check = declared.needs.check
    function = declared.function
    if not permissions.enabled or check is None:
        return function
    position = declared.needs.positions(function)

    def checked(ctx: Context, *args: Any) -> Any:
        check(permissions, position, args)
        return function(ctx, *args)

    return checked


class OpTable:
    """One isolate's ops by index. A binding is imported, and its op prepared, on the op's first call."""

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
        binding, name = self._names[index]
        import_module(f"anode.bindings.{binding}")  # waits where another thread is importing it just now
        found = getattr(sys.modules[f"anode.bindings.{binding}"], name).__anode_op__
        assert isinstance(found, Op)
        if index and self._names[index - 1] == self._names[index]:
            assert found.at_once is not None
            found = Op(found.at_once, SYNC, found.needs, found.syscall)
        self._known[index] = found
        return found

    def _prepare(self, index: int) -> Callable[..., Any]:
        declared = self.declared(index)
        return plain(guarded(declared, self._ctx), self._ctx, self._names[index][1], declared, self._undefined)

    def dispatch(self, index: int, *args: Any) -> Any:
        """Run one op: the function the engine calls."""
        return self.calls[index](*args)

    def submit(self, request_id: int, index: int, args: list[Any]) -> None:
        """Start one request: a :func:`request` on this thread, an :func:`op` on the pool."""
        ctx = self._ctx
        declared = self.declared(index)
        req = Request(ctx, request_id, declared.syscall)
        ctx.loop.requests[request_id] = req
        while args and args[-1] is None:
            args.pop()
        function = guarded(declared, ctx)
        if declared.kind == REQUEST:
            try:
                function(ctx, req, *args)
            except BaseException as error:
                req.reject(error)
            return

        def settle(error: BaseException | None, value: Any) -> None:
            if error is None:
                req.resolve(value)
            else:
                req.reject(error)

        if declared.begin is not None and declared.begin(ctx, settle, *args):
            return
        # A system call is most often over at once.
        ctx.loop.pool.submit(lambda: function(ctx, *args), settle, declared.syscall is not None)


def binding_names() -> list[str]:
    """Every binding there is, by file name."""
    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "bindings")
    return sorted(f[:-3] for f in os.listdir(folder) if f.endswith(".py") and not f.startswith("_"))


def all_ops() -> list[tuple[str, str, int]]:
    """``(binding, name, kind)`` of every op there is: the table a snapshot is built with. An ``at_once`` comes right behind its op."""
    table = []
    for binding in binding_names():
        for name, found in declared_ops(binding).items():
            table.append((binding, name, found.kind))
            if found.at_once is not None:
                table.append((binding, name, AT_ONCE))
    return table
