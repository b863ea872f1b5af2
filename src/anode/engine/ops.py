"""Declaring ops: the only way JavaScript reaches the world.

A binding declares an op with :func:`op` (one synchronous function, which may also run as a request on the thread pool) or
:func:`request` (starts on the loop's thread and finishes later). Both must say which permission they need. A binding also declares, as
:class:`Numbers`, the integers that its JavaScript half must know. ``anode.registry`` lists the bindings; the snapshot is built from it.
"""

from __future__ import annotations

from _collections_abc import Callable

from anode.permissions import Need

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., Any])


class Numbers:
    """Integers that cross between Python and JavaScript, by name.

    Each subclass in a binding's module is baked into the snapshot: ``class Phase(Numbers)`` in the binding ``loop`` is
    ``binding('loop').Phase`` in JavaScript. Names begin with a capital letter.
    """

    @classmethod
    def table(cls) -> dict[str, int]:
        """The integers by name."""
        return {name: value for name, value in vars(cls).items() if name[0].isupper()}


class Kind(Numbers):
    """How JavaScript calls an op and reads its result; the third field of a row of the op table."""

    PLAIN = 0  # a str, bytes, int, float, bool or None
    JSON = 1  # a structure, as JSON text
    REQUEST = 2  # no result; the request is settled later
    ATTEMPT = 3  # the ``attempt`` of the op in the row before


class Op:
    """The notes of a decorator about an op. ``inline`` is a bool, or the position of an argument and bits (:class:`Unless`)."""

    __slots__ = ("attempt", "begin", "function", "inline", "kind", "needs", "slow", "syscall")

    def __init__(
        self,
        function: Callable[..., Any],
        kind: int,
        needs: Need,
        syscall: str | None,
        attempt: Callable[..., object] | None = None,
        begin: Callable[..., bool] | None = None,
        inline: bool | tuple[int, int] = False,
        slow: bool = False,
    ) -> None:
        self.function = function
        self.kind = kind
        self.needs = needs
        self.syscall = syscall
        self.attempt = attempt
        self.begin = begin
        self.inline = inline
        self.slow = slow


class Unless:
    """Run inline unless the argument ``name`` has one of ``bits`` set."""

    __slots__ = ("bits", "name")

    def __init__(self, name: str, bits: int) -> None:
        self.name = name
        self.bits = bits


def op(
    *,
    needs: Need,
    syscall: str | None = None,
    json: bool = False,
    attempt: Callable[..., object] | None = None,
    begin: Callable[..., bool] | None = None,
    inline: bool | Unless = False,
    slow: bool = False,
) -> Callable[[F], F]:
    """Declare a synchronous op ``f(ctx, *args)``; JavaScript may also run it as a request, which the thread pool then does.

    ``syscall`` names the system call in errors made from an ``OSError``. With ``json`` the result is any structure JSON can carry; without, a
    str, bytes, int, float, bool or None.

    ``slow`` is for an op that waits for another machine: requests of this kind have half of the pool. Three arguments say when a request runs
    elsewhere than on the pool:

    - ``attempt`` takes the op's arguments, never blocks, and returns None where the op would block. A request tries it first, on the loop's
      thread.
    - ``begin(ctx, settle, *args)`` may hand the request to the kernel, and returns whether it has.
    - ``inline`` is for a program that only handles files and waits for them anyway, such as npm: its requests run on the loop's thread.

    ``attempt`` and ``begin`` run before the check of the permission, so only an op that needs none may have one.
    """
    assert needs.check is None or (attempt is None and begin is None)

    def declare(function: F) -> F:
        where: bool | tuple[int, int] = bool(inline)
        if isinstance(inline, Unless):
            code = function.__code__
            where = code.co_varnames[1 : code.co_argcount].index(inline.name), inline.bits
        function.__anode_op__ = Op(  # type: ignore[attr-defined]
            function, Kind.JSON if json else Kind.PLAIN, needs, syscall, attempt, begin, where, slow
        )
        return function

    return declare


def request(*, needs: Need, syscall: str | None = None) -> Callable[[F], F]:
    """Declare a request ``f(ctx, req, *args)``: it starts on the loop's thread and calls ``req.resolve`` or ``req.reject``."""

    def declare(function: F) -> F:
        function.__anode_op__ = Op(function, Kind.REQUEST, needs, syscall)  # type: ignore[attr-defined]
        return function

    return declare


def declared_ops(module: object) -> dict[str, Op]:
    """The ops of a binding's module, by name."""
    return {
        name: value.__anode_op__
        for name, value in vars(module).items()
        if callable(value) and isinstance(getattr(value, "__anode_op__", None), Op)
    }


def declared_numbers(module: object) -> dict[str, dict[str, int]]:
    """The :class:`Numbers` that a binding's module names, by the name of their class."""
    return {
        name: value.table()
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Numbers) and value is not Numbers
    }
