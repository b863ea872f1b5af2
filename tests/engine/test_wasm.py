"""The WebAssembly in bytes.js is bytes.wat, assembled."""

from __future__ import annotations

from tests.assemble import FOLDER, assembled, written


def test_the_assembled_code_is_that_of_the_source() -> None:
    assert written((FOLDER / "bytes.js").read_text()) == assembled()
