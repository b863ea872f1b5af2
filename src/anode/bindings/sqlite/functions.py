"""Functions of JavaScript in SQL, and authorizers."""

from __future__ import annotations

from typing import Any

import apsw
import orjson

from anode.bindings.sqlite.calls import Calls
from anode.bindings.sqlite.database import Database
from anode.bindings.sqlite.outcome import FunctionFailed, answer
from anode.bindings.sqlite.sqlite import found
from anode.bindings.sqlite.values import dump, load_one
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import nothing


class _Function:
    """A function of JavaScript by its number there. ``big``: integers are BigInts."""

    def __init__(self, calls: Calls, number: int, big: bool) -> None:
        self._calls = calls
        self._number = number
        self._big = big

    def __call__(self, *args: Any) -> Any:
        return value_of(self._calls.ask(self._number, dump(args, self._big)))


def value_of(reply: Any) -> Any:
    """What JavaScript has returned; raises FunctionFailed for what SQLite has no value for."""
    if isinstance(reply, dict):
        raise FunctionFailed(reply["refused"])
    return load_one(reply)


class _Aggregate:
    """One run of an aggregate: JavaScript keeps the value under this number."""

    def __init__(self, calls: Calls, number: int, big: bool) -> None:
        self._calls = calls
        self._number = number
        self._big = big
        self._is_window = False
        self._run = calls.ask(number, ["start"])

    def step(self, *args: Any) -> None:
        self._calls.ask(self._number, ["step", self._run, *dump(args, self._big)])

    def inverse(self, *args: Any) -> None:
        self._calls.ask(self._number, ["inverse", self._run, *dump(args, self._big)])

    def value(self) -> Any:
        self._is_window = True
        return value_of(self._calls.ask(self._number, ["value", self._run]))

    def final(self) -> Any:
        if self._is_window:  # each row has asked for its value already
            self._calls.ask(self._number, ["end", self._run])
            return None
        return value_of(self._calls.ask(self._number, ["final", self._run]))


def _flags(deterministic: bool, direct_only: bool) -> int:
    return (apsw.SQLITE_DETERMINISTIC if deterministic else 0) | (apsw.SQLITE_DIRECTONLY if direct_only else 0)


def _with_callbacks(used: Database) -> Calls:
    used.has_callbacks = True
    return used.calls


@op(needs=nothing)
def create_function(ctx: Context, number: int, name: str, function: int, options: str) -> str:
    """``options`` are JSON: ``[arguments, big, deterministic, direct only]``."""
    used = found(ctx, number)
    count, big, deterministic, direct_only = orjson.loads(options)
    called = _Function(_with_callbacks(used), function, big)

    def work() -> str:
        used.connection.create_scalar_function(name, called, count, flags=_flags(deterministic, direct_only))
        return "[]"

    return answer(used, work)


@op(needs=nothing)
def create_aggregate(ctx: Context, number: int, name: str, function: int, options: str) -> str:
    """``options`` are JSON: ``[arguments, big, direct only, whether it has an inverse]``."""
    used = found(ctx, number)
    count, big, direct_only, has_inverse = orjson.loads(options)
    calls = _with_callbacks(used)

    def plain() -> Any:
        run = _Aggregate(calls, function, big)
        return run, _Aggregate.step, _Aggregate.final

    def window() -> Any:
        return _Aggregate(calls, function, big)

    def work() -> str:
        flags = _flags(False, direct_only)
        if has_inverse:
            used.connection.create_window_function(name, window, count, flags=flags)
        else:
            used.connection.create_aggregate_function(name, plain, count, flags=flags)
        return "[]"

    return answer(used, work)


@op(needs=nothing)
def set_authorizer(ctx: Context, number: int, function: int) -> None:
    """Ask this function of JavaScript, or with 0 none, what statements may do."""
    used = found(ctx, number)
    if function == 0:
        used.set_authorizer(None)
        return
    calls = _with_callbacks(used)
    used.set_authorizer(lambda *args: int(calls.ask(function, list(args))))
