"""User code reaches no part of the engine, and cannot break anode's own code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

HERE = Path(__file__).parent / "security"


@pytest.mark.parametrize("flags", [[], ["--permission", "--allow-fs-read=*"]])
def test_no_road_leads_to_the_engine(anode: Run, flags: list[str]) -> None:
    done = anode(*flags, HERE / "roads.js")
    assert done.stdout == "nothing reached\n", done.stderr


def test_overwritten_builtins_break_nothing(anode: Run) -> None:
    done = anode(HERE / "patched.js", timeout=120)
    assert done.stdout == "nothing broken\n", done.stderr


def test_internal_errors_show_no_traceback_of_python(anode: Run) -> None:
    # User code cannot crash an op: it fails with a JavaScript error.
    done = anode(
        "-e", "try { require('fs').readFileSync({}) } catch (e) { console.log(e.code) } require('fs').readSync(99, Buffer.alloc(1))"
    )
    assert done.stdout == "ERR_INVALID_ARG_TYPE\n"
    assert "Traceback" not in done.stderr
    assert "EBADF: bad file descriptor, read" in done.stderr
