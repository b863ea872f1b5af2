"""What an op of SQLite answers: JSON, an array for a result, an object for anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import apsw
import orjson

from anode.bindings.sqlite.calls import Thrown
from anode.bindings.sqlite.database import Database, errstr
from anode.bindings.sqlite.values import TooLarge
from anode.errors import OpError


class FunctionFailed(Exception):
    """What a function of JavaScript has returned is no value of SQLite."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.code = code


def described(error: Exception, database: Database | None) -> str:
    """The answer for a failure. Raises what is none of SQLite's."""
    if database is not None and database.denied is not None:
        denied, database.denied = database.denied, None
        raise denied
    if isinstance(error, Thrown):
        return '{"thrown":true}'
    if isinstance(error, TooLarge):
        return orjson.dumps({"large": str(error.args[0])}).decode()
    if isinstance(error, UnicodeDecodeError):
        return orjson.dumps({"error": "a text in the database is not valid UTF-8", "errcode": 1, "errstr": errstr(1)}).decode()
    if isinstance(error, FunctionFailed):
        return orjson.dumps({"error": str(error), "errcode": error.code, "errstr": errstr(error.code)}).decode()
    if isinstance(error, apsw.Error):
        code = getattr(error, "extendedresult", 1)
        text = str(error)
        return orjson.dumps({"error": text or errstr(code), "errcode": code, "errstr": errstr(code)}).decode()
    raise error


FAILURES = (apsw.Error, Thrown, TooLarge, FunctionFailed, OpError, UnicodeDecodeError)


def answer(database: Database | None, work: Callable[..., str], *args: Any) -> str:
    """``work(*args)``, or what went wrong; in a greenlet if the database has functions of JavaScript."""
    if database is not None and database.has_callbacks:
        return database.calls.run(lambda: guarded(database, work, args))
    try:
        return work(*args)
    except FAILURES as error:
        return described(error, database)


def guarded(database: Database, work: Callable[..., str], args: tuple[Any, ...]) -> str:
    try:
        return work(*args)
    except FAILURES as error:
        return described(error, database)
