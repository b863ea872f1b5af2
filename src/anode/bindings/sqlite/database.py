"""Databases and statements of one isolate.

Some facts:
- apsw has no prepared statements of its own: it keeps compiled ones by their text, and gives one back to the next execution of that text.
- An execution tracer is called when a text has been compiled and bound, before the first step, and can stop there.
- A connection with ``SQLITE_OPEN_URI`` takes names that begin with ``file:`` apart, in ATTACH and VACUUM INTO too.

What this means here:
- Preparing compiles a text, stops in the tracer and keeps what is known of the statement. Each execution has a cursor of its own.
- Every database that a program opens gets an authorizer where permissions are restricted; it looks at each ATTACH, and VACUUM INTO attaches.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

import apsw
import orjson

from anode.bindings.sqlite.calls import Calls
from anode.bindings.sqlite.parameters import parameters
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import Permissions

_TEXTS = {  # sqlite3_errstr
    0: "not an error", 1: "SQL logic error", 3: "access permission denied", 4: "query aborted", 5: "database is locked",
    6: "database table is locked", 7: "out of memory", 8: "attempt to write a readonly database", 9: "interrupted", 10: "disk I/O error",
    11: "database disk image is malformed", 12: "unknown operation", 13: "database or disk is full", 14: "unable to open database file",
    15: "locking protocol", 17: "database schema has changed", 18: "string or blob too big", 19: "constraint failed", 20: "datatype mismatch",
    21: "bad parameter or other API misuse", 22: "large file support is disabled", 23: "authorization denied", 25: "column index out of range",
    26: "file is not a database", 27: "notification message", 28: "warning message",
}  # fmt: skip
# PRAGMAs that say where all databases of the process put files.
_DIRECTORIES = ("temp_store_directory", "data_store_directory")
_SAFE_QUERY = frozenset(("mode", "cache", "immutable", "nolock", "psow"))


def errstr(code: int) -> str:
    """SQLite's text for a result."""
    return _TEXTS.get(code & 255, "unknown error")


def split_uri(name: str) -> tuple[str, str]:
    """The path and the query of a name that SQLite takes for a URI, or the name itself and no query."""
    if not name.startswith("file:"):
        return name, ""
    rest = name[5:].partition("#")[0]
    if rest.startswith("//"):
        authority, slash, tail = rest[2:].partition("/")
        rest = slash + tail
        if authority not in ("", "localhost"):
            raise OpError("ERR_SQLITE_ERROR", f"invalid uri authority: {authority}")
    path, _, query = rest.partition("?")
    return unquote(path, errors="surrogateescape").partition("\0")[0], query


def join_uri(path: str, query: str, restricted: bool) -> str:
    """The name under which SQLite opens ``path`` and nothing else."""
    if path in ("", ":memory:") and not query:
        return path
    if restricted:
        query = "&".join(part for part in query.split("&") if part.partition("=")[0] in _SAFE_QUERY)
    return f"file:{quote(os.fsencode(path))}" + (f"?{query}" if query else "")


def _refused(name: str) -> OpError:
    return OpError("ERR_ACCESS_DENIED", "Access to this API has been restricted.", "Error", permission="FileSystemRead", resource=name)


class Statement:
    """A prepared statement."""

    __slots__ = ("bindings", "cursor", "database", "described", "kept", "names", "reads", "sql")

    def __init__(self, database: Database, sql: str, names: list[str | None], reads: bool) -> None:
        self.database = database
        self.sql = sql
        self.names = names
        self.reads = reads  # and writes nothing
        self.kept: list[Any] = []  # rows of an iteration that were fetched and have not crossed
        self.bindings: list[Any] = [None] * len(names)
        self.cursor: apsw.Cursor | None = None  # that of an iteration which goes on
        self.described: tuple[object, str] = ((), "[]")  # what apsw said of the columns, and their names as JSON

    def columns(self, cursor: apsw.Cursor) -> str:
        """The names of the columns, as JSON."""
        try:
            found = cursor.get_description()
        except apsw.ExecutionCompleteError:  # without rows nothing needs the names
            return "[]"
        if found != self.described[0]:
            self.described = found, orjson.dumps([column[0] for column in found]).decode()
        return self.described[1]

    def execute(self, bindings: list[Any]) -> apsw.Cursor:
        """Start an execution; an iteration that goes on ends."""
        self.reset()
        bindings.extend([None] * (len(self.names) - len(bindings)))
        self.bindings = bindings
        cursor = self.database.connection.cursor()
        cursor.execute(self.sql, bindings)
        return cursor

    def start(self, bindings: list[Any]) -> apsw.Cursor:
        """Start an execution that further ops go on with."""
        self.cursor = cursor = self.execute(bindings)
        return cursor

    def reset(self) -> None:
        cursor, self.cursor = self.cursor, None
        self.kept = []
        if cursor is not None:
            cursor.close(True)

    def look(self, read: Callable[[apsw.Cursor], Any]) -> Any:
        """Compile and bind, and read something from the cursor before the first step."""
        return self.database.look(self.sql, self.bindings, lambda cursor, sql: read(cursor))


class Database:
    """A connection, and what belongs to it."""

    def __init__(self, permissions: Permissions, calls: Calls, name: str, flags: int) -> None:
        self.connection = apsw.Connection(name, flags=flags)
        self.calls = calls
        self.has_callbacks = False
        self.sessions: dict[int, apsw.Session] = {}
        self.authorize: Callable[..., int] | None = None  # the program's
        self._permissions = permissions if permissions.enabled and not (permissions.read is True and permissions.write is True) else None
        self.denied: OpError | None = None
        self._seen: set[str] = set()  # texts that were prepared since the authorizer was set, and before
        self._older: set[str] = set()
        self.set_authorizer(None)

    def set_authorizer(self, authorize: Callable[..., int] | None) -> None:
        """Use the program's authorizer, behind the check of permissions."""
        self._older |= self._seen  # apsw may have these compiled, and not ask about them again
        self._seen.clear()
        self.authorize = authorize
        if self._permissions is None:
            self.connection.authorizer = authorize
        else:
            self.connection.authorizer = self._check

    def _check(self, action: int, first: str | None, second: str | None, third: str | None, fourth: str | None) -> int:
        if action == apsw.SQLITE_ATTACH and first not in ("", ":memory:"):
            try:
                self._check_attached(first)
            except OpError as error:
                self.denied = error
                return apsw.SQLITE_DENY
        if action == apsw.SQLITE_PRAGMA and second is not None and str(first).lower() in _DIRECTORIES:
            return apsw.SQLITE_DENY
        return self.authorize(action, first, second, third, fourth) if self.authorize is not None else apsw.SQLITE_OK

    def _check_attached(self, name: str | None) -> None:
        permissions = self._permissions
        assert permissions is not None
        if name is None:  # an expression, whose value is not known yet
            raise _refused("")
        path, query = split_uri(name)
        parts = query.split("&") if query else []
        absolute = os.path.abspath(path)
        # SQLite follows links again, later.
        if any(part.partition("=")[0] not in _SAFE_QUERY for part in parts) or os.path.realpath(absolute) != absolute:
            raise _refused(name)
        permissions.check_fs(path, False)
        if [part for part in parts if part.startswith("mode=")] != ["mode=ro"]:
            permissions.check_fs(path, True)

    def look(self, sql: str, bindings: list[Any], read: Callable[[apsw.Cursor, str], Any]) -> Any:
        """Compile the first statement of a text; what ``read(cursor, its text)`` returns."""
        found: list[Any] = []

        def trace(cursor: apsw.Cursor, text: str, _: object) -> bool:
            found.append(read(cursor, text))
            return False

        cursor = self.connection.cursor()
        cursor.exec_trace = trace
        try:
            cursor.execute(sql, bindings, can_cache=sql not in self._older)
        except apsw.ExecTraceAbort:
            pass
        finally:
            cursor.close(True)
        return found[0] if found else None

    def prepare(self, sql: str) -> Statement | None:
        """The first statement of a text; None where there is none."""
        names = parameters(sql)

        def first(cursor: apsw.Cursor, text: str) -> tuple[str, int, bool] | None:
            stripped = text.rstrip()
            return (stripped if stripped.endswith(";") else text, cursor.bindings_count, cursor.is_readonly) if cursor.has_vdbe else None

        found = self.look(sql, [None] * len(names), first)
        self._seen.add(sql)
        if found is None:
            return None
        text, count, reads = found
        return Statement(self, text, names[:count] + [None] * (count - len(names)), reads)

    def close(self) -> None:
        for session in self.sessions.values():
            session.close()
        self.sessions.clear()
        self.connection.close(True)


class Databases:
    """Those of one isolate, by number."""

    def __init__(self, ctx: Context) -> None:
        self.permissions = ctx.permissions
        self.calls = ctx.state(Calls)
        self.by_id: dict[int, Database] = {}
        self.statements: dict[int, Statement] = {}
        self.last = 0
        ctx.at_end.append(self.close)

    def number(self) -> int:
        self.last += 1
        return self.last

    def drop_statements(self, database: Database) -> None:
        """Finalize the statements of a database."""
        for at in [at for at, known in self.statements.items() if known.database is database]:
            self.statements.pop(at).reset()

    def close(self) -> None:
        for known in self.statements.values():
            known.reset()
        self.statements.clear()
        for database in list(self.by_id.values()):
            database.close()
        self.by_id.clear()
