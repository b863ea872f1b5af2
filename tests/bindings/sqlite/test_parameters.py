"""The parameters that anode finds in a text are those that SQLite finds."""

from __future__ import annotations

import apsw
from hypothesis import given
from hypothesis import strategies as st

from anode.bindings.sqlite.parameters import parameters

PIECES = st.sampled_from(
    [
        "?",
        "?2",
        "?5",
        ":a",
        "@a",
        "$a",
        ":a1",
        "$b::c",
        "1",
        "'?'",
        "':a'",
        '"?"',
        "[?]",
        "`?`",
        "-- ?\n",
        "/* ? */",
        "'it''s ?'",
        "x'00'",
        "a$b",
    ]
)


def known(sql: str) -> tuple[int, tuple[str | None, ...]] | None:
    """How many parameters SQLite finds, and their names without the first character; None for a text that it refuses."""
    found: list[tuple[int, tuple[str | None, ...]]] = []
    connection = apsw.Connection(":memory:")
    cursor = connection.cursor()

    def trace(traced: apsw.Cursor, text: str, bindings: object) -> bool:
        found.append((traced.bindings_count, traced.bindings_names))
        return False

    cursor.exec_trace = trace
    try:
        cursor.execute(sql, [None] * len(parameters(sql)))
    except apsw.ExecTraceAbort:
        return found[0]
    except apsw.BindingsError:
        raise
    except apsw.Error:
        return None
    return None


@given(st.lists(PIECES, min_size=1, max_size=8))
def test_parameters_are_counted_as_sqlite_counts_them(pieces: list[str]) -> None:
    sql = "SELECT 1 AS a, " + ", ".join(f"{piece} 0 + 1" if piece.startswith(("--", "/*")) else piece for piece in pieces)
    found = known(sql)
    if found is None:
        return
    count, names = found
    mine = parameters(sql)
    assert len(mine) == count
    assert tuple(name[1:] if name else None for name in mine) == tuple(names)


def test_names_keep_their_first_character() -> None:
    assert parameters("SELECT :a, @a, $a, ?, :a") == [":a", "@a", "$a", None]
    assert parameters("SELECT ?3, ?") == [None, None, "?3", None]
