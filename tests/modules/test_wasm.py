"""The ES module around a WebAssembly module: its imports and exports are read before V8 compiles it, and a name in it cannot become code."""

from __future__ import annotations

import pytest

from anode.modules.wasm import facade, interface

HEADER = b"\0asm\x01\0\0\0"


def section(number: int, body: bytes) -> bytes:
    return bytes([number, len(body)]) + body


def name(text: str) -> bytes:
    data = text.encode()
    return bytes([len(data)]) + data


def module(imported: str = "./own.mjs", entry: str = "double", exported: str = "twice") -> bytes:
    types = section(1, b"\x01\x60\x01\x7f\x01\x7f")
    imports = section(2, b"\x01" + name(imported) + name(entry) + b"\0\0")
    exports = section(7, b"\x01" + name(exported) + b"\0\0")
    return HEADER + types + imports + exports


def test_interface() -> None:
    assert interface(module()) == ([("./own.mjs", "double")], ["twice"])


def test_all_kinds_of_imports() -> None:
    entries = [b"\x01\x70\x01\x01\x02", b"\x02\x00\x01", b"\x03\x7f\x01", b"\x03\x63\x70\x00", b"\x04\x00\x00", b"\x00\x00"]
    body = bytes([len(entries)]) + b"".join(name("m") + name(str(i)) + entry for i, entry in enumerate(entries))
    assert interface(HEADER + section(2, body))[0] == [("m", str(i)) for i in range(len(entries))]


@pytest.mark.parametrize("data", [b"", b"text", HEADER + b"\x02", HEADER + b"\x02\x05\x01\x01", HEADER + section(2, b"\x01\x01m\x01n\x09")])
def test_what_is_no_module_has_no_interface(data: bytes) -> None:
    assert interface(data) == ([], [])


def test_reserved_names_are_refused() -> None:
    source = facade(module("wasm-js:x"), "file:///a.wasm")
    assert source.startswith("import.meta.refuse(")
    assert "import *" not in source


def test_names_stand_in_the_facade_as_strings_only() -> None:
    source = facade(module(exported='"); evil(); ("'), "file:///a.wasm")
    assert '"\\"); evil(); (\\""' in source
