"""``node:wasi``: what a module can reach. The scripts in tests/oracle/wasi compare the calls with Node's."""

from __future__ import annotations

from pathlib import Path

import pytest

import anode
from tests.commands import ROOT
from tests.conftest import Run

GUEST = ROOT / "tests/oracle/wasi/fixtures"
FLAGS = ("--no-warnings", "--permission", "--allow-wasi", f"--allow-fs-read={GUEST}")


def _program(box: Path, expression: str) -> str:
    return f"""
const {{ Guest }} = require({str(GUEST / "guest.js")!r});
const guest = new Guest({{ preopens: {{ '/box': {str(box)!r} }} }});
console.log(String({expression}));
"""


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A folder with a file and links, beside a folder that its modules must not reach."""
    inside = tmp_path / "box"
    (inside / "folder").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret").write_text("secret")
    (inside / "file").write_text("text")
    (inside / "file_link").symlink_to("../outside/secret")
    (inside / "folder_link").symlink_to("../outside")
    (inside / "absolute_link").symlink_to(tmp_path / "outside")
    (inside / "folder/deep_link").symlink_to("../../outside/secret")
    (inside / "chain").symlink_to("folder/../folder_link")
    (inside / "inner_link").symlink_to("folder/../file")
    return inside


ESCAPES = [
    "file_link",
    "folder_link/secret",
    "absolute_link/secret",
    "folder/deep_link",
    "chain/secret",
    "folder_link/../outside/secret",
    "folder/../../outside/secret",
]


@pytest.mark.parametrize("path", ESCAPES)
def test_no_path_leads_out_of_a_preopened_folder(anode: Run, box: Path, path: str) -> None:
    calls = f"[guest.open({path!r}, {{ rights: 2n }}), guest.stat({path!r})]"
    assert anode("--no-warnings", "-e", _program(box, calls)).stdout == "error 76,error 76\n"


def test_files_are_not_made_or_removed_through_a_link(anode: Run, box: Path) -> None:
    calls = """[
        guest.open('folder_link/new', { oflags: 1, rights: 64n }), guest.exports.path_create_directory(3, ...guest.path('folder_link/new')),
        guest.exports.path_unlink_file(3, ...guest.path('folder_link/secret')),
        guest.exports.path_rename(3, ...guest.path('file'), 3, ...guest.path('folder_link/file', 3000)),
        guest.exports.path_link(3, 1, ...guest.path('file_link'), 3, ...guest.path('hard', 3000)),
        guest.exports.path_remove_directory(3, ...guest.path('.')), guest.exports.path_remove_directory(3, ...guest.path('folder/..'))]"""
    assert anode("--no-warnings", "-e", _program(box, calls)).stdout == "error 76,76,76,76,76,28,28\n"
    assert [path.name for path in (box.parent / "outside").iterdir()] == ["secret"]


def test_a_folder_that_a_module_has_opened_is_not_left_either(anode: Run, box: Path) -> None:
    calls = "[guest.open('../file', { folder: guest.open('folder', { rights: 1n << 13n, inheriting: 2n }), rights: 2n })]"
    assert anode("--no-warnings", "-e", _program(box, calls)).stdout == "error 76\n"


def test_links_inside_are_followed_if_the_module_wants_it(anode: Run, box: Path) -> None:
    calls = "[guest.read(guest.open('inner_link', { rights: 2n }), 9), guest.open('inner_link', { rights: 2n, lookup: 0 })]"
    assert anode("--no-warnings", "-e", _program(box, calls)).stdout == "text,error 32\n"


def test_a_module_needs_the_permissions_of_its_files(anode: Run, box: Path) -> None:
    calls = """[
        guest.open('file', { rights: 2n }), guest.open('file', { rights: 64n }), guest.open('new', { oflags: 1, rights: 64n }),
        guest.exports.path_unlink_file(3, ...guest.path('file'))]"""
    source = _program(box, calls)
    assert anode(*FLAGS, f"--allow-fs-read={box}", "-e", source).stdout == "4,error 2,error 2,2\n"
    denied = anode(*FLAGS, "-e", source)
    assert "permission: 'FileSystemRead'" in denied.stderr
    assert (box / "file").read_text() == "text"
    assert anode(*FLAGS, f"--allow-fs-read={box}", f"--allow-fs-write={box}", "-e", source).stdout == "4,5,6,0\n"


def test_files_that_a_module_leaves_open_are_closed(anode: Run, box: Path) -> None:
    source = (
        _program(box, "''")
        + """
const count = () => require('fs').readdirSync('/dev/fd').length;
const before = count();
const open = () => { new Guest({ preopens: { '/box': BOX } }).open('file', { rights: 2n }); };
for (let i = 0; i < 20; i++) open();
console.log(count() - before);
let looks = 0;
(function look() {
  gc();
  if (count() > before + 2 && looks++ < 100) setTimeout(look, 20);
  else console.log(count() <= before + 2);
})();
""".replace("BOX", repr(str(box)))
    )
    assert anode("--no-warnings", "--expose-gc", "-e", source).stdout.split() == ["20", "true"]


def test_children_get_the_permission(anode: Run) -> None:
    source = "console.log(require('child_process').execFileSync(process.execPath, ['-p', 'process.permission.has(\"wasi\")']).toString())"
    assert anode("--no-warnings", "--permission", "--allow-wasi", "--allow-child-process", "-e", source).stdout.strip() == "true"
    assert anode("--no-warnings", "--permission", "--allow-child-process", "-e", source).stdout.strip() == "false"


def test_the_end_of_a_module_does_not_end_python() -> None:
    source = """
        const wasi = new (require('node:wasi').WASI)({ version: 'preview1', returnOnExit: false });
        wasi.finalizeBindings({ exports: { memory: new WebAssembly.Memory({ initial: 1 }) } });
        wasi.wasiImport.proc_exit(3)"""
    with anode.Runtime(options=["--no-warnings"]) as runtime, pytest.raises(anode.Exit, match="exited with code 3"):
        runtime.eval(source)
