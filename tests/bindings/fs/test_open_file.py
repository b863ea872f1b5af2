"""The path that was checked is the path that is opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from anode.bindings.fs import open_file as module
from anode.bindings.fs.open_file import open_file
from anode.errors import OpError
from anode.permissions import Permissions, Pinned


@pytest.fixture(params=["openat2", "O_NOFOLLOW"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "O_NOFOLLOW":
        monkeypatch.setattr(module, "_openat2", lambda *args: None)


@pytest.fixture
def granted(tmp_path: Path) -> Permissions:
    (tmp_path / "granted" / "deep").mkdir(parents=True)
    (tmp_path / "granted" / "file").write_text("inside")
    (tmp_path / "secret").write_text("secret")
    folder = str(tmp_path / "granted")
    return Permissions.from_options({"--permission": True, "--allow-fs-read": [folder], "--allow-fs-write": [folder]})


def read(path: str) -> bytes:
    fd = open_file(path, os.O_RDONLY)
    try:
        return os.read(fd, 100)
    finally:
        os.close(fd)


@pytest.mark.usefixtures("way")
def test_a_file_is_read_and_made(granted: Permissions, tmp_path: Path) -> None:
    assert read(granted.pin(f"{tmp_path}/granted/file", False, True)) == b"inside"
    fd = open_file(granted.pin(f"{tmp_path}/granted/new", True, True), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    assert os.fstat(fd).st_mode & 0o777 == 0o640 & ~current_umask()
    assert not os.get_inheritable(fd)
    os.close(fd)


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.usefixtures("way")
def test_a_link_in_place_of_the_file_is_not_followed(granted: Permissions, tmp_path: Path) -> None:
    pinned = granted.pin(f"{tmp_path}/granted/file", False, True)
    (tmp_path / "granted" / "file").unlink()
    (tmp_path / "granted" / "file").symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="symbolic links"):
        read(pinned)


def test_a_link_in_place_of_a_folder_is_not_followed(granted: Permissions, tmp_path: Path) -> None:
    (tmp_path / "granted" / "deep" / "secret").write_text("inside")
    pinned = granted.pin(f"{tmp_path}/granted/deep/secret", False, True)
    (tmp_path / "granted" / "deep").rename(tmp_path / "granted" / "moved")
    (tmp_path / "granted" / "deep").symlink_to(tmp_path)
    with pytest.raises(OSError, match="symbolic links"):
        read(pinned)


def test_the_current_directory_of_the_check_counts(granted: Permissions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path / "granted" / "deep")
    (tmp_path / "granted" / "secret").write_text("inside")
    pinned = granted.pin("../secret", False, True)
    monkeypatch.chdir(tmp_path / "granted")
    assert read(pinned) == b"inside"


@pytest.mark.parametrize(
    "path",
    [
        "secret",
        "granted/../secret",
        "granted/deep/../../secret",
        "granted/link",
        "granted/links/secret",
        "granted/links/deep/../../secret",
        "granted/file/../../secret",
        "./granted//deep/./../../secret",
        "file:///../../granted/../secret",
        "granted/loop",
        "granted\0/../secret",
    ],
)
@pytest.mark.parametrize("absolute", [False, True])
@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("follow", [False, True])
def test_no_form_of_a_path_leads_outside(
    granted: Permissions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, absolute: bool, write: bool, follow: bool
) -> None:
    (tmp_path / "granted" / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "granted" / "links").symlink_to(tmp_path)
    (tmp_path / "granted" / "loop").symlink_to(tmp_path / "granted" / "loop")
    monkeypatch.chdir(tmp_path)
    with pytest.raises((OpError, OSError, ValueError)):
        read(granted.pin(f"{tmp_path}/{path}" if absolute else path, write, follow))


@pytest.mark.parametrize(
    ("given", "checked", "name", "shown"),
    [
        ("a/b", "/x/a/b", "/x/a/b", "a/b"),
        ("a/b", "/x/a/b", "/x/a/b/c", "a/b/c"),
        ("a/b", "/x/a/b", "/x/a", "a"),
        ("/l/b", "/x/b", b"/x/bXXXXXX", b"/l/bXXXXXX"),
        ("a", "/x/a", "/other", "/other"),
        ("a", "/x/a", None, None),
        ("a", "/x/a", 3, 3),
    ],
)
def test_errors_and_results_have_the_programs_form(given: str, checked: str, name: Any, shown: Any) -> None:
    pinned = Pinned(checked)
    pinned.given = given
    assert pinned.back(name) == shown
