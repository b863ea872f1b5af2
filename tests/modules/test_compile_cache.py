"""The compile cache runs no code that another user could have written."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

HEAD = struct.Struct("<IIII")


def run(folder: Path) -> str:
    env = {**os.environ, "NODE_COMPILE_CACHE": str(folder / "cache")}
    command = [sys.executable, "-m", "anode", str(folder / "app.ts")]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout


def tamper(path: Path) -> None:
    data = path.read_bytes()
    text = data[HEAD.size :].replace(b"innocent", b"tampered")
    magic, source, _, _ = HEAD.unpack(data[: HEAD.size])
    path.write_bytes(HEAD.pack(magic, source, len(text), zlib.crc32(text)) + text)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    (tmp_path / "app.ts").write_text('const word: string = "innocent"; console.log(word)')
    assert run(tmp_path) == "innocent\n"
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            tamper(path)
    return tmp_path


def test_the_test_changes_the_code_that_runs(filled: Path) -> None:
    assert run(filled) == "tampered\n"


def test_a_file_that_others_may_write_is_not_read(filled: Path) -> None:
    for path in (filled / "cache").rglob("*"):
        if path.is_file():
            path.chmod(0o666)
    assert run(filled) == "innocent\n"


def test_the_folder_is_private(filled: Path) -> None:
    (folder,) = (filled / "cache").iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    run(filled)
    assert folder.stat().st_mode & 0o777 == 0o700


# chown to another user needs CAP_CHOWN, and only a real owner shows that the check reads the folder itself.
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_the_folder_of_another_user_is_not_used(filled: Path) -> None:
    (folder,) = (filled / "cache").iterdir()
    os.chown(folder, 65534, 65534)
    assert run(filled) == "innocent\n"
