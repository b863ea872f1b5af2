"""``--watch``: a program, or tests, start anew when a file of theirs changes."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands import ANODE

PATIENCE = 30.0


class Watched:
    """A process under ``--watch``, and what it prints."""

    def __init__(self, *args: str, cwd: Path) -> None:
        self._process = subprocess.Popen([ANODE, *args], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._text = ""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._text += line

    def until(self, text: str) -> str:
        """Wait for ``text``; all that has been printed up to it since the last call."""
        deadline = time.monotonic() + PATIENCE
        while text not in self._text:
            assert time.monotonic() < deadline, self._text
            time.sleep(0.01)
        before, found, self._text = self._text.partition(text)
        return before + found

    def end(self) -> int:
        self._process.terminate()
        return self._process.wait(PATIENCE)


Start = Callable[..., Watched]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Start]:
    started: list[Watched] = []

    def start(*args: str) -> Watched:
        started.append(Watched(*args, cwd=tmp_path))
        return started[-1]

    yield start
    for one in started:
        one.end()


def test_a_program_starts_anew_when_it_or_a_file_that_it_loads_changes(watch: Start, tmp_path: Path) -> None:
    (tmp_path / "a.mjs").write_text("import './b.cjs'; console.log('a');")
    (tmp_path / "b.cjs").write_text("console.log('b', process.env.X);")
    (tmp_path / "x.env").write_text("X=1")
    program = watch("--watch", "--env-file=x.env", "a.mjs")
    waiting = ". Waiting for file changes before restarting...\n"
    assert program.until(waiting) == f"b 1\na\nCompleted running 'a.mjs'{waiting}"
    (tmp_path / "b.cjs").write_text("throw new Error('c');")
    assert "Restarting 'a.mjs'\n" in program.until("Error: c")
    assert program.until(waiting).endswith(f"Failed running 'a.mjs'{waiting}")
    (tmp_path / "b.cjs").write_text("console.log('d', process.env.X);")
    assert program.until("d 1\na\n").startswith("Restarting 'a.mjs'")
    program.until(waiting)
    (tmp_path / "x.env").write_text("X=2")
    program.until("d 2\na\n")
    assert program.end() == 0


def test_a_file_that_an_editor_replaces_is_watched_on(watch: Start, tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_text("console.log('run 0')")
    program = watch("--watch", "a.js")
    for i in range(1, 3):
        program.until("before restarting")
        (tmp_path / "new").write_text(f"console.log('run {i}')")
        (tmp_path / "new").replace(file)
        program.until(f"run {i}\n")


def test_a_path_can_be_watched_and_the_signal_be_chosen(watch: Start, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.js").write_text(
        "process.on('SIGINT', () => { console.log('told'); process.exit(); }); setInterval(() => {}, 99); console.log('up');"
    )
    program = watch("--watch-path=folder", "--watch-kill-signal=SIGINT", "--watch-preserve-output", "a.js")
    program.until("up\n")
    (tmp_path / "folder" / "new").write_text("")
    assert program.until("up\n") == "Restarting 'a.js'\ntold\nup\n"


@pytest.mark.parametrize("isolation", ["process", "none"])
def test_tests_run_again(watch: Start, isolation: str, tmp_path: Path) -> None:
    (tmp_path / "a.test.js").write_text("require('node:test')('first', () => require('./b'));")
    (tmp_path / "b.js").write_text("")
    (tmp_path / "c.test.js").write_text("require('node:test')('other', () => {});")
    tests = watch("--test", "--watch", "--test-reporter=tap", f"--test-isolation={isolation}")
    assert "# pass 2\n" in tests.until("# duration_ms")
    (tmp_path / "b.js").write_text("throw new Error('broken');")
    again = tests.until("# duration_ms")
    assert "not ok 1 - first" in again
    assert ("other" in again) == (isolation == "none")  # the other file has not changed


@pytest.mark.parametrize("option", ["--check", "--eval=1", "--interactive", "--test-force-exit"])
def test_what_watch_cannot_be_combined_with(option: str) -> None:
    done = subprocess.run([ANODE, "--watch", option, "x.js"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr.partition(": ")[2]) == (9, f"either --watch or {option.partition('=')[0]} can be used, not both\n")
