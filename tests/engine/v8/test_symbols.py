"""Symbol tables of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from anode.engine.v8 import symbols


@pytest.mark.parametrize("head", [b"\xcf\xfa\xed\xfe", b"\x7fELF\x02\x01", b"MZ"])
def test_a_file_without_a_table_has_no_symbols(tmp_path: Path, head: bytes) -> None:
    file = tmp_path / "x.so"
    file.write_bytes(head + bytes(100))
    found = symbols.search(str(file), ["v8__Isolate__GetCurrent"])
    assert found == {}
    assert symbols.addresses(str(file), found) == {}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert symbols.search(str(tmp_path / "x.so"), ["a"]) == {}
