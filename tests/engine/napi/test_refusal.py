"""Addons that are not loaded, and why."""

from __future__ import annotations

import os
import re
import shutil
import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anode.engine.napi import elf, refusal
from anode.engine.napi.replacements import advice
from tests.commands import ANODE, NODE, run
from tests.engine.napi.addon import compiled

LOAD = "try { console.log(require(process.argv[1])) } catch (error) { console.log(error.code, error.message) }"
OTHER = {"x86_64": "aarch64", "aarch64": "x86_64"}


def _load(path: Path | str, *options: str, command: str = ANODE) -> str:
    return run([command, *options, "-e", LOAD, str(path)]).stdout


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("V8", r"made for V8's C\+\+ API \(_ZN2v87Isolate10GetCurrentEv\), and anode has Node-API alone"),
        ("NODE", r"made for Node's C\+\+ API \(node_module_register\)"),
        ("LIBUV", r"made for libuv \(uv_\w+, uv_\w+, uv_\w+ and 1 more\)"),
        ("NEWER", r"needs a newer Node-API \(napi_of_the_future\)"),
        ("UNKNOWN", r"undefined symbol: no_such_function"),
        ("VERSION=11", r"requires Node-API version 11, but this version of anode only supports version 10 add-ons"),
        ("NOTHING", r"Module did not self-register: '.*'\."),
    ],
)
def test_what_cannot_be_had_is_named(reason: str, message: str) -> None:
    found = _load(compiled("refused.c", f"-D{reason}"))
    assert found.startswith("ERR_DLOPEN_FAILED ")
    assert re.search(message, found)


def test_an_init_function_may_return_nothing_or_be_registered_by_a_constructor() -> None:
    for reason in ("RETURNS_NULL", "REGISTERS"):
        path = compiled("refused.c", f"-D{reason}")
        assert _load(path) == _load(path, command=NODE)


def test_a_constructor_registers_for_workers_too() -> None:
    path = compiled("refused.c", "-DREGISTERS")
    program = (
        "const { Worker, isMainThread } = require('worker_threads'); const f = process.argv[1];"
        "console.log(require(f)); for (let i = 0; i < 2; i++) new Worker('console.log(require(process.argv[2]))', { eval: true, argv: [f] });"
    )
    assert run([ANODE, "-e", program, str(path)]).stdout == "registered\n" * 3


@pytest.mark.parametrize("content", [b"", b"x" * 100, b"\x7fELF", b"\xcf\xfa\xed\xfe" + bytes(100), b"MZ" + bytes(100)])
def test_files_that_are_no_libraries(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.node"
    path.write_bytes(content)
    expected = _load(path, command=NODE).strip()
    assert _load(path).startswith(expected)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.node", tmp_path):
        program = "try { process.dlopen({ exports: {} }, process.argv[1]) } catch (error) { console.log(error.code, error.message) }"
        assert run([ANODE, "-e", program, str(path)]).stdout == run([NODE, "-e", program, str(path)]).stdout


def test_a_library_for_another_processor(tmp_path: Path) -> None:
    path = tmp_path / "x.node"
    path.write_bytes(elf.build(["napi_create_object"], OTHER[os.uname().machine]))
    assert "for another processor than" in _load(path)


def test_a_library_for_another_libc(tmp_path: Path) -> None:
    source = compiled("harness.c", "-DVERSION=8").read_bytes()
    path = tmp_path / "x.node"
    path.write_bytes(source.replace(b"libc.so.6\0", b"libc.musl\0"))
    assert "the addon is for musl, and this system has glibc" in _load(path)


def test_what_to_use_instead(tmp_path: Path) -> None:
    folder = tmp_path / "node_modules" / "better-sqlite3" / "build" / "Release"
    folder.mkdir(parents=True)
    shutil.copy(compiled("refused.c", "-DV8"), folder / "better_sqlite3.node")
    found = _load(folder / "better_sqlite3.node")
    assert "Use instead of better-sqlite3: better-sqlite3 13 or later, or node:sqlite." in found
    assert advice("/a/node_modules/unknown/x.node").startswith("Use a package")
    assert advice("/a/node_modules/@scope/name/node_modules/re2/build/re2.node").startswith("Use instead of re2: ")


@pytest.mark.parametrize("option", ["--no-addons", "--permission"])
def test_where_addons_are_forbidden(option: str) -> None:
    path = compiled("harness.c", "-DVERSION=8")
    options = [option, "--allow-fs-read=*"] if option == "--permission" else [option]
    assert _load(path, *options) == _load(path, *options, command=NODE)
    assert _load(path, *options).startswith("ERR_DLOPEN_DISABLED")


def test_with_the_permission_an_addon_is_loaded() -> None:
    path = compiled("harness.c", "-DVERSION=8")
    assert "echo" in _load(path, "--permission", "--allow-fs-read=*", "--allow-addons")


@given(st.data())
def test_a_damaged_file_is_refused_or_left_to_the_loader(data: st.DataObject) -> None:
    whole = bytearray(elf.build(["napi_create_object", "napi_typeof"], os.uname().machine))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(4, 300))] = data.draw(st.integers(0, 255))
    struct.pack_into("<Q", whole, 40, data.draw(st.integers(0, len(whole))))
    struct.pack_into("<HH", whole, 58, 64, data.draw(st.integers(0, 20)))
    path = f"/dev/shm/anode-test-{os.getpid()}.node" if os.path.isdir("/dev/shm") else f"/tmp/anode-test-{os.getpid()}.node"
    Path(path).write_bytes(whole)
    try:
        with suppress(refusal.Refused):  # and no other exception
            refusal.check(path, {"napi_create_object"})
    finally:
        os.unlink(path)
