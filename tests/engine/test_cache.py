"""The folder in which anode keeps what it has worked out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from anode.engine import cache


def test_the_folder_is_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANODE_CACHE", "relative")
    assert cache.folder() == os.path.join(os.getcwd(), "relative")


def test_a_user_without_a_home_has_a_folder_of_their_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ANODE_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert cache.folder() == str(tmp_path / f"anode-{os.geteuid()}")


def test_a_file_counts_only_if_it_is_the_users_own_file(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "a.note"
    cache.store(str(path), b"kept", 2)
    file = cache.open_trusted(str(path))
    assert file is not None
    with file:
        assert file.read() == b"kept"
    path.chmod(0o666)
    assert cache.open_trusted(str(path)) is None


def test_a_named_pipe_in_the_folder_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.note", 0o600)
    assert cache.open_trusted(str(tmp_path / "a.note")) is None
    assert cache.open_trusted(str(tmp_path)) is None


def test_only_the_newest_files_are_kept(tmp_path: Path) -> None:
    for name in "abc":
        cache.store(str(tmp_path / "cache" / f"{name}.note"), b"", 2)
        os.utime(tmp_path / "cache" / f"{name}.note", (ord(name), ord(name)))
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == ["b.note", "c.note"]


def test_where_the_folder_cannot_be_written_there_is_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    (tmp_path / "file").touch()  # no folder can be made here, not even by root
    path = str(tmp_path / "file" / "cache" / "a.note")
    cache.store(path, b"kept", 2)
    found = cache.find(path)
    assert found is not None
    with found:
        assert found.read() == b"kept"
    assert cache.open_trusted(path) is None
    os.chmod(tmp_path / f"anode-{os.geteuid()}", 0o777)
    cache.store(path, b"new", 2)
    found = cache.find(path)
    assert found is not None
    with found:
        assert found.read() == b"kept"
