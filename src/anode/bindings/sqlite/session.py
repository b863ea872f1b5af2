"""Sessions, which record changes, and changesets."""

from __future__ import annotations

import apsw

from anode.bindings.sqlite.database import Databases, errstr
from anode.bindings.sqlite.outcome import FunctionFailed, answer
from anode.bindings.sqlite.sqlite import found
from anode.engine.ops import op
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import nothing


@op(needs=nothing)
def create(ctx: Context, number: int, schema: str, table: str | None = None) -> str:
    """Record the changes of a table, or of all; the session's number."""
    used = found(ctx, number)

    def work() -> str:
        session = apsw.Session(used.connection, schema)
        session.attach(table)
        at = ctx.state(Databases).number()
        used.sessions[at] = session
        return f"[{at}]"

    return answer(used, work)


def _session(ctx: Context, number: int, at: int) -> apsw.Session:
    session = found(ctx, number).sessions.get(at)
    if session is None:
        raise OpError("ERR_INVALID_STATE", "session is not open")
    return session


@op(needs=nothing)
def changes(ctx: Context, number: int, at: int, patch: bool) -> bytes:
    """The changes so far: a changeset, or a patchset."""
    session = _session(ctx, number, at)
    return session.patchset() if patch else session.changeset()


@op(needs=nothing)
def close(ctx: Context, number: int, at: int) -> None:
    _session(ctx, number, at).close()
    del found(ctx, number).sessions[at]


@op(needs=nothing)
def apply(ctx: Context, number: int, data: bytes, filter: int, conflict: int) -> str:
    """Make the changes of a changeset: ``[whether none was refused]``. The functions of JavaScript are numbers, or 0."""
    used = found(ctx, number)
    changeset = bytes(data)
    if filter or conflict:
        used.has_callbacks = True
    calls = used.calls

    def resolve(reason: int, change: object) -> int:
        if not conflict:
            return apsw.SQLITE_CHANGESET_ABORT
        reply = calls.ask(conflict, [reason])
        if reply not in (apsw.SQLITE_CHANGESET_OMIT, apsw.SQLITE_CHANGESET_REPLACE, apsw.SQLITE_CHANGESET_ABORT):
            raise FunctionFailed(errstr(apsw.SQLITE_MISUSE), apsw.SQLITE_MISUSE)
        return int(reply)

    def wanted(table: str) -> bool:
        return bool(calls.ask(filter, [table]))

    def work() -> str:
        try:
            apsw.Changeset.apply(changeset, used.connection, filter=wanted if filter else None, conflict=resolve)
        except apsw.AbortError:
            return "[false]"
        return "[true]"

    return answer(used, work)
