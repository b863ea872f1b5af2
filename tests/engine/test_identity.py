"""The identity of the engine: a touched file, another environment, a changed symbol, an unfit engine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsrun
import pytest

from tests.commands import ANODE, run

PACKAGE = Path(jsrun.__file__).parent
EXTENSION = next(PACKAGE.glob("_jsrun*.so"))
SHOW = "process.versions.jsrun + ' ' + process.versions.v8"


def _environment(folder: Path, copy_extension: bool) -> Path:
    """A folder for PYTHONPATH with a jsrun of its own. Its extension is a copy that tests may change, or a hard link."""
    target = folder / PACKAGE.name
    target.mkdir(parents=True)
    for file in PACKAGE.iterdir():
        if file.suffix == ".py":
            shutil.copy(file, target)
    if copy_extension:
        shutil.copyfile(EXTENSION, target / EXTENSION.name)
    else:
        try:
            os.link(EXTENSION, target / EXTENSION.name)
        except OSError:  # another file system
            shutil.copyfile(EXTENSION, target / EXTENSION.name)
    shutil.copytree(next(PACKAGE.parent.glob("jsrun-*.dist-info")), folder / "jsrun-9.8.7.dist-info")
    return folder


@pytest.fixture(scope="module")
def changeable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with an extension that tests may change. A test that changes it must restore it."""
    return _environment(tmp_path_factory.mktemp("engine"), copy_extension=True)


def _anode(cache: Path, *arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {"ANODE_CACHE": str(cache)}
    if path is not None:
        env["PYTHONPATH"] = str(path)
    return run([ANODE, *arguments], env=env)


def _snapshots(cache: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in cache.glob("*.snapshot")}


def test_a_touched_file_is_the_same_engine(changeable: Path, tmp_path: Path) -> None:
    assert _anode(tmp_path, "-p", "1", path=changeable).stdout == "1\n"
    before = _snapshots(tmp_path)
    os.utime(changeable / "jsrun" / EXTENSION.name)
    done = _anode(tmp_path, "-p", "2", path=changeable)
    assert (done.stdout, done.stderr) == ("2\n", "")
    assert _snapshots(tmp_path) == before
    assert len(list(tmp_path.glob("*.engine"))) == 1


def test_two_environments_share_what_is_known_of_one_build(tmp_path: Path) -> None:
    other = _environment(tmp_path / "other", copy_extension=False)
    cache = tmp_path / "cache"
    first = _anode(cache, "-p", SHOW)
    before = _snapshots(cache)
    second = _anode(cache, "-p", SHOW, path=other)
    third = _anode(cache, "-p", SHOW)
    assert second.stdout == first.stdout.replace(first.stdout.split()[0], "9.8.7")
    assert third.stdout == first.stdout
    assert _snapshots(cache) == before
    assert len(before) == 1


def test_a_start_with_a_snapshot_searches_no_symbols_and_tries_nothing(tmp_path: Path) -> None:
    _anode(tmp_path, "-p", "1")
    script = """
import sys
def fail(*args): raise AssertionError("worked out again")
from anode.engine import identity
from anode.engine.v8 import symbols
from anode.engine.probes import run
symbols.search = run.selftest = identity._digest = identity._version = fail
from anode.cli import main
sys.argv = ["anode", "-p", "1"]
sys.exit(main())
"""
    done = run([sys.executable, "-c", script], env={"ANODE_CACHE": str(tmp_path)})
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_snapshot_of_another_engine_is_not_loaded(tmp_path: Path) -> None:
    _anode(tmp_path, "-p", "1")
    (path,) = tmp_path.glob("*.snapshot")
    script = f"""
from anode.engine import identity, snapshot
found = snapshot._load({str(path)!r})
assert found is not None and found[1]["engine"] == identity.engine().digest
identity._engine = identity.Engine("/elsewhere", "0.3.0", "0" * 64)
assert snapshot._load({str(path)!r}) is None
assert snapshot._path() != {str(path)!r}
"""
    done = run([sys.executable, "-c", script], env={"ANODE_CACHE": str(tmp_path)})
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize(
    ("symbol", "source", "output"),
    [
        ("_ZN2v86Object14PreviewEntriesEPb", "new Map([[1, 2]]).entries()", "[Map Iterator] { <items unknown> }\n"),
        ("v8__Module__Evaluate", "require('vm').runInThisContext('1 + 1', { timeout: 1000 })", "2\n"),
        ("v8__Isolate__GetCurrent", "require('fs').existsSync('/')", "true\n"),
    ],
)
def test_a_renamed_symbol_loses_its_feature_alone(changeable: Path, tmp_path: Path, symbol: str, source: str, output: str) -> None:
    file = changeable / "jsrun" / EXTENSION.name
    name = b"\0" + symbol.encode() + b"\0"
    with open(file, "r+b") as opened:
        at = opened.read().index(name)
        try:
            opened.seek(at + len(name) - 2)
            opened.write(b"X")
            opened.flush()
            done = _anode(tmp_path, "-p", source, path=changeable)
        finally:
            opened.seek(at)
            opened.write(name)
    assert (done.stdout, done.stderr) == (output, "")


def test_a_program_in_a_file_runs_without_any_symbol(changeable: Path, tmp_path: Path) -> None:
    file = changeable / "jsrun" / EXTENSION.name
    (tmp_path / "a.js").write_text("console.log('é€', require('./b').length, process.versions.v8)", encoding="utf-8")
    (tmp_path / "b.js").write_text("\ufeffmodule.exports = 'ä'", encoding="utf-8")
    anchor = b"\0PyInit__jsrun\0"
    content = file.read_bytes()
    at = content.rindex(anchor)  # the string table of .symtab is the last; the dynamic one, which Python needs, comes before it
    try:
        with open(file, "r+b") as opened:
            opened.seek(at + 1)
            opened.write(b"X")
        done = _anode(tmp_path / "cache", str(tmp_path / "a.js"), path=changeable)
    finally:
        file.write_bytes(content)
    assert (done.stdout, done.stderr) == ("é€ 1 0.0.0-anode\n", "")


@pytest.mark.parametrize("note", ["", "no json", "[]", json.dumps(["/elsewhere", 1, 2, "0.0.1", "0" * 64])])
def test_a_note_that_is_wrong_is_written_again(tmp_path: Path, note: str) -> None:
    before = _anode(tmp_path, "-p", SHOW).stdout
    (path,) = tmp_path.glob("*.engine")
    good = path.read_text()
    path.write_text(note)
    assert _anode(tmp_path, "-p", SHOW).stdout == before
    assert path.read_text() == good


def test_a_note_that_others_could_have_written_is_not_believed(tmp_path: Path) -> None:
    _anode(tmp_path, "-p", "1")
    (path,) = tmp_path.glob("*.engine")
    noted = json.loads(path.read_text())
    path.write_text(json.dumps([*noted[:3], "6.6.6", "0" * 64]))
    path.chmod(0o666)
    assert not _anode(tmp_path, "-p", SHOW).stdout.startswith("6.6.6")


def test_without_metadata_the_version_is_unknown(tmp_path: Path) -> None:
    other = _environment(tmp_path / "other", copy_extension=False)
    shutil.rmtree(other / "jsrun-9.8.7.dist-info")
    assert _anode(tmp_path / "cache", "-p", "process.versions.jsrun", path=other).stdout == "unknown\n"


def test_an_engine_that_is_not_one(tmp_path: Path) -> None:
    (tmp_path / "jsrun").mkdir()
    (tmp_path / "jsrun" / "__init__.py").write_text("")
    (tmp_path / "jsrun" / "_jsrun.py").write_text("")
    done = _anode(tmp_path / "cache", "-p", "1", path=tmp_path)
    assert done.stderr == (
        "anode: this jsrun lacks Runtime, RuntimeConfig, RuntimeTerminated, SnapshotBuilder, undefined: pip install 'jsrun==0.3.0'\n"
    )
    assert done.returncode == 1
