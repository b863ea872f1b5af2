"""Copies of databases that are in use."""

from __future__ import annotations

import apsw
import orjson

from anode.bindings.sqlite.database import Databases, join_uri
from anode.bindings.sqlite.outcome import answer
from anode.bindings.sqlite.sqlite import found
from anode.engine.ops import op
from anode.loop.context import Context
from anode.permissions import database, nothing


class _Backups:
    """Those that go on, by number: the copy and its target."""

    def __init__(self, ctx: Context) -> None:
        self.by_id: dict[int, tuple[apsw.Backup, apsw.Connection]] = {}


@op(needs=database("path", "read_only"))
def begin(ctx: Context, path: str, read_only: bool, query: str, number: int, names: str) -> str:
    """Begin to copy a database to a file: ``[the copy's number]``. ``names`` are those of source and target, as JSON."""
    source, target = orjson.loads(names)
    used = found(ctx, number)
    backups = ctx.state(_Backups)

    def work() -> str:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
        to = apsw.Connection(join_uri(path, query or "", ctx.permissions.enabled), flags=flags)
        try:
            copy = to.backup(target, used.connection, source)
        except apsw.Error:
            to.close()
            raise
        at = ctx.state(Databases).number()
        backups.by_id[at] = copy, to
        return f"[{at}]"

    return answer(None, work)


@op(needs=nothing)
def step(ctx: Context, at: int, pages: int) -> str:
    """Copy some pages: ``[whether it is done, all pages, those that remain]``."""
    copy, _ = ctx.state(_Backups).by_id[at]

    def work() -> str:
        try:
            done = copy.step(pages)
        except (apsw.BusyError, apsw.LockedError):
            done = False  # tried again by the next step
        return orjson.dumps([done, copy.page_count, copy.remaining]).decode()

    return answer(None, work)


@op(needs=nothing)
def end(ctx: Context, at: int) -> None:
    """Give up what the copy holds."""
    copy, to = ctx.state(_Backups).by_id.pop(at)
    copy.close(True)
    to.close()
