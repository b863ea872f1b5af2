"""Opening databases, and running SQL."""

from __future__ import annotations

from itertools import islice

import apsw
import orjson

from anode.bindings.sqlite.calls import Calls
from anode.bindings.sqlite.database import Database, Databases, Statement, join_uri, split_uri
from anode.bindings.sqlite.outcome import answer
from anode.bindings.sqlite.values import TooLarge, dump_rows, load
from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import addons, database, nothing

_LIMITS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)  # SQLITE_LIMIT_LENGTH … TRIGGER_DEPTH
BATCH = 20_000  # rows that cross at once


def found(ctx: Context, number: int) -> Database:
    return ctx.state(Databases).by_id[number]


def statement(ctx: Context, at: int) -> Statement:
    known = ctx.state(Databases).statements.get(at)
    if known is None:
        raise OpError("ERR_INVALID_STATE", "statement has been finalized")
    return known


@op(needs=nothing)
def split(ctx: Context, name: str) -> str:
    """The path and the query of a name, as JSON."""
    return orjson.dumps(split_uri(name)).decode()


@op(needs=database("path", "read_only"))
def open(ctx: Context, path: str, read_only: bool, query: str, options: str) -> str:
    """Open a database; its number. ``options`` are JSON."""
    given = orjson.loads(options)
    state = ctx.state(Databases)

    def work() -> str:
        flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        restricted = ctx.permissions.enabled
        opened = Database(ctx.permissions, state.calls, join_uri(path, query or "", restricted), flags | apsw.SQLITE_OPEN_URI)
        connection = opened.connection
        connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, int(given["doubleQuoted"]))
        connection.config(apsw.SQLITE_DBCONFIG_DQS_DDL, int(given["doubleQuoted"]))
        connection.config(apsw.SQLITE_DBCONFIG_ENABLE_FKEY, int(given["foreignKeys"]))
        connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, int(given["defensive"]))
        connection.set_busy_timeout(given["timeout"])
        connection.limit(apsw.SQLITE_LIMIT_ATTACHED, 10)
        for at, value in given["limits"]:
            connection.limit(_LIMITS[at], value)
        number = state.number()
        state.by_id[number] = opened
        return f"[{number}]"

    return answer(None, work)


@op(needs=nothing)
def close(ctx: Context, number: int) -> None:
    state = ctx.state(Databases)
    closed = state.by_id.pop(number)
    state.drop_statements(closed)
    closed.close()


@op(needs=nothing)
def resume(ctx: Context, number: int, reply: str | None = None) -> str:
    """Go on with an op that has called JavaScript; without a reply JavaScript has thrown."""
    return ctx.state(Calls).resume(number, reply)


@op(needs=nothing)
def exec(ctx: Context, number: int, sql: str) -> str:
    """Run all statements of a text."""
    used = found(ctx, number)

    def work() -> str:
        cursor = used.connection.cursor()
        try:
            for _ in cursor.execute(sql, None, can_cache=False):
                pass
        finally:
            cursor.close(True)
        return "[]"

    return answer(used, work)


@op(needs=nothing)
def prepare(ctx: Context, number: int, sql: str) -> str:
    """Compile a statement: ``[its number, its text, the names of its parameters]``; ``[0]`` where the text has none."""
    used = found(ctx, number)

    def work() -> str:
        made = used.prepare(sql)
        if made is None:
            return "[0]"
        state = ctx.state(Databases)
        at = state.number()
        state.statements[at] = made
        return orjson.dumps([at, made.sql, made.names]).decode()

    return answer(used, work)


@op(needs=nothing)
def finalize(ctx: Context, at: int) -> None:
    """Forget a statement that JavaScript no longer has."""
    gone = ctx.state(Databases).statements.pop(at, None)
    if gone is not None:
        gone.reset()


@op(needs=nothing)
def run(ctx: Context, at: int, bindings: str) -> str:
    """``[changes, last rowid]``, both as text."""
    chosen = statement(ctx, at)
    return answer(chosen.database, _run, chosen, bindings)


def _run(chosen: Statement, bindings: str) -> str:
    chosen.execute(load(bindings)).close(True)
    connection = chosen.database.connection
    return f'["{connection.changes()}","{connection.last_insert_rowid()}"]'


@op(needs=nothing)
def get(ctx: Context, at: int, bindings: str, big: bool) -> str:
    """``[names, rows]`` with the first row, or none."""
    chosen = statement(ctx, at)
    return answer(chosen.database, _get, chosen, bindings, big)


def _get(chosen: Statement, bindings: str, big: bool) -> str:
    cursor = chosen.execute(load(bindings))
    try:
        names = chosen.columns(cursor)
        row = cursor.fetchone()
        return "[]" if row is None else f"[{names},{dump_rows([row], big)}]"
    finally:
        cursor.close(True)


@op(needs=nothing)
def all(ctx: Context, at: int, bindings: str, big: bool) -> str:
    """``[names, rows, whether there are more]``; :func:`more` gives those."""
    chosen = statement(ctx, at)
    return answer(chosen.database, _all, chosen, bindings, big)


def _all(chosen: Statement, bindings: str, big: bool) -> str:
    cursor = chosen.start(load(bindings))
    return f"[{chosen.columns(cursor)},{_batch(chosen, BATCH, big)}]"


@op(needs=nothing)
def iterate(ctx: Context, at: int, bindings: str) -> str:
    """Begin an iteration: ``[names, whether rows may be fetched before they are asked for]``. :func:`more` steps."""
    chosen = statement(ctx, at)
    return answer(chosen.database, _iterate, chosen, bindings)


def _iterate(chosen: Statement, bindings: str) -> str:
    cursor = chosen.start(load(bindings))
    ahead = int(not chosen.database.has_callbacks and chosen.reads)
    return f"[{chosen.columns(cursor)},{ahead}]"


@op(needs=nothing)
def more(ctx: Context, at: int, count: int, big: bool) -> str:
    """``[rows, whether there are more]``. A row that cannot be shown fails when it is the first of a batch."""
    chosen = statement(ctx, at)
    return answer(chosen.database, _more, chosen, count, big)


def _more(chosen: Statement, count: int, big: bool) -> str:
    return "[[],0]" if chosen.cursor is None else f"[{_batch(chosen, count, big)}]"


def _batch(chosen: Statement, count: int, big: bool) -> str:
    cursor = chosen.cursor
    assert cursor is not None
    try:
        rows = chosen.kept + list(islice(cursor, count - len(chosen.kept)))
        chosen.kept = []
        try:
            text = dump_rows(rows, big)
        except TooLarge:
            if count == BATCH or len(rows) == 1:
                raise
            chosen.kept = rows[1:]
            return f"{dump_rows(rows[:1], big)},1"
    except BaseException:
        chosen.reset()
        raise
    if len(rows) == count:
        return f"{text},1"
    chosen.reset()
    return f"{text},0"


@op(needs=nothing)
def reset(ctx: Context, at: int) -> None:
    """End an iteration."""
    statement(ctx, at).reset()


@op(needs=nothing)
def columns(ctx: Context, at: int) -> str:
    """``[name, declared type, database, table, column]`` of each column."""
    chosen = statement(ctx, at)
    return answer(chosen.database, lambda: orjson.dumps(chosen.look(lambda cursor: cursor.description_full) or []).decode())


@op(needs=nothing)
def expanded(ctx: Context, at: int) -> str:
    """The statement's text with the values that were bound last."""
    chosen = statement(ctx, at)
    return answer(chosen.database, lambda: orjson.dumps([chosen.look(lambda cursor: cursor.expanded_sql)]).decode())


@op(needs=nothing)
def in_transaction(ctx: Context, number: int) -> bool:
    return found(ctx, number).connection.in_transaction


@op(needs=nothing)
def location(ctx: Context, number: int, name: str) -> str | None:
    """The file of a database; None for one in memory."""
    connection = found(ctx, number).connection
    return connection.db_filename(name) or None if name in connection.db_names() else None


@op(needs=nothing)
def limit(ctx: Context, number: int, at: int, value: int = -1) -> int:
    """Set a limit, if a value is given; what it was."""
    return found(ctx, number).connection.limit(_LIMITS[at], value)


@op(needs=nothing)
def set_defensive(ctx: Context, number: int, active: bool) -> None:
    found(ctx, number).connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, int(active))


@op(needs=addons)
def allow_extensions(ctx: Context, number: int, allow: bool) -> None:
    """Let loadExtension() load, but not the SQL function of that name."""
    found(ctx, number).connection.config(apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, int(allow))


@op(needs=addons)
def load_extension(ctx: Context, number: int, path: str, entry: str | None = None) -> str:
    """Load a library; ``[why it could not be loaded]``, or nothing."""
    used = found(ctx, number)

    def work() -> str:
        try:
            used.connection.load_extension(path, entry)
        except apsw.ExtensionLoadingError as error:
            return orjson.dumps([str(error).removeprefix("ExtensionLoadingError: ")]).decode()
        return "[]"

    return answer(used, work)


@op(needs=nothing)
def serialize(ctx: Context, number: int, name: str) -> bytes | None:
    """The bytes of a database's file; None where there is no such database."""
    connection = found(ctx, number).connection
    return connection.serialize(name) if name in connection.db_names() else None


@op(needs=nothing)
def deserialize(ctx: Context, number: int, name: str, data: bytes) -> str:
    """Put a database in memory in the place of ``name``."""
    used = found(ctx, number)

    def work() -> str:
        ctx.state(Databases).drop_statements(used)
        used.connection.deserialize(name, bytes(data))
        return "[]"

    return answer(used, work)
