"""The boot snapshot's cache: it is built once and shared, and a broken or foreign cache does not stop a start."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ANODE, run
from tests.conftest import Run


def _snapshots(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.snapshot"))


def test_it_is_built_once_and_private(anode: Run, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    env = {"ANODE_CACHE": str(cache)}
    assert anode("-p", "1", env=env).stdout == "1\n"
    (made,) = _snapshots(cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    before = made.stat().st_mtime_ns
    assert anode("-p", "2", env=env).stdout == "2\n"
    assert made.stat().st_mtime_ns == before
    assert sorted(path.suffix for path in cache.iterdir()) == [".engine", ".snapshot"]


def test_ten_first_starts_at_once(tmp_path: Path) -> None:
    env = {**os.environ, "ANODE_CACHE": str(tmp_path / "cache")}
    running = [
        subprocess.Popen([ANODE, "-p", str(i)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for i in range(10)
    ]
    assert [process.communicate(timeout=60) for process in running] == [(f"{i}\n", "") for i in range(10)]
    assert len(_snapshots(tmp_path / "cache")) == 1
    assert sorted(path.suffix for path in (tmp_path / "cache").iterdir()) == [".engine", ".snapshot"]


@pytest.mark.parametrize("damage", ["cut", "longer", "empty", "text"])
def test_a_cache_of_another_size_or_form_is_rebuilt(anode: Run, tmp_path: Path, damage: str) -> None:
    env = {"ANODE_CACHE": str(tmp_path)}
    anode("-p", "1", env=env)
    (made,) = _snapshots(tmp_path)
    whole = made.read_bytes()
    broken = {"cut": whole[: len(whole) // 2], "longer": whole + b"more", "empty": b"", "text": b"no"}[damage]
    made.write_bytes(broken)
    assert anode("-p", "2", env=env).stdout == "2\n"
    rebuilt = made.read_bytes()
    assert rebuilt != broken
    assert len(rebuilt) > len(whole) // 2


@pytest.mark.parametrize("place", [20, 30, 45, 300, 0.2, 0.4, 0.6, 0.8, 0.999])
def test_a_cache_with_one_changed_bit_is_rebuilt(anode: Run, tmp_path: Path, place: float) -> None:
    env = {"ANODE_CACHE": str(tmp_path)}
    anode("-p", "1", env=env)
    (made,) = _snapshots(tmp_path)
    damaged = bytearray(made.read_bytes())
    at = place if isinstance(place, int) else int(len(damaged) * place)
    damaged[at] ^= 4
    made.write_bytes(damaged)
    done = anode("-p", "2", env=env)
    assert (done.stdout, done.stderr) == ("2\n", "")
    assert made.read_bytes() != damaged


def test_a_cache_others_could_have_written_is_not_believed(anode: Run, tmp_path: Path) -> None:
    env = {"ANODE_CACHE": str(tmp_path)}
    anode("-p", "1", env=env)
    (made,) = _snapshots(tmp_path)
    made.chmod(0o666)
    before = made.stat().st_mtime_ns
    assert anode("-p", "2", env=env).stdout == "2\n"
    assert made.stat().st_mtime_ns > before  # built again, and private again
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_without_a_place_it_is_built_in_memory(anode: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert anode("-p", "1", env={"ANODE_CACHE": str(file / "below")}).stdout == "1\n"
    assert anode("-p", "1", env={"ANODE_CACHE": "/dev/full"}).stdout == "1\n"
    assert anode("-p", "1", env={"ANODE_CACHE": "/proc/nowhere"}).stdout == "1\n"


def test_internal_files_are_strict() -> None:
    from anode.engine.prelude import LIB

    for path in Path(LIB).rglob("*.js"):
        if "vendor" in path.parts:
            continue
        assert path.read_text(encoding="utf-8").startswith("'use strict';"), path


TWICE = """
import os, sys, time
import anode
for number in range(4):
    with anode.Runtime() as runtime:
        assert runtime.eval("[1, 2].map((n) => n * 21)[1]") == 42
    if number == 0 and len(sys.argv) > 1:
        os.replace(sys.argv[1], sys.argv[2])
print("ok")
"""


def test_processes_that_start_at_once_build_snapshots_of_their_own(tmp_path: Path) -> None:
    env = {**os.environ, "ANODE_CACHE": str(tmp_path / "cache")}
    started = [subprocess.Popen([sys.executable, "-c", TWICE], env=env, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate(timeout=60)[0] for process in started] == ["ok\n"] * 3


def test_another_snapshot_in_place_of_the_one_in_use_harms_nothing(tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        run([ANODE, "-p", "1"], env={"ANODE_CACHE": str(tmp_path / name)})
        made += list((tmp_path / name).glob("*.snapshot"))
    one, other = made
    assert one.read_bytes() != other.read_bytes()
    done = run([sys.executable, "-c", TWICE, str(other), str(one)], env={"ANODE_CACHE": str(tmp_path / "one")})
    assert (done.stdout, done.returncode) == ("ok\n", 0)
