"""The terminal view of a trace, on a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.commands import ANODE, run

PROGRAM = """
let n = 0;
const timer = setInterval(function tick() {
  console.log('said ' + ++n);
  if (n === 12) { clearInterval(timer); process.exitCode = 4; }
}, 50);
"""


def test_it_draws_the_loop_and_gives_the_terminal_back(tmp_path: Path) -> None:
    (tmp_path / "it.js").write_text(PROGRAM)
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "140", "LINES": "45"}
    command = [ANODE, "trace", "--tui", str(tmp_path / "it.js")]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        end = time.monotonic() + 30
        while b"Ctrl-C leaves" not in shown and time.monotonic() < end:
            shown += os.read(ours, 65536)
        process.send_signal(signal.SIGINT)
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # EIO: the other side has gone
                break
            if not more:
                break
            shown += more
        assert process.wait(10) == 4
    os.close(ours)
    text = shown.decode(errors="replace")
    assert "said 12" in text
    assert "tick (Timeout)" in text
    assert "utilisation" in text
    assert text.count("\x1b[?1049h") == text.count("\x1b[?1049l") == 1  # the alternate screen: taken once, given back once


def test_without_rich_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "it.js").write_text("")
    (tmp_path / "rich").mkdir()
    (tmp_path / "rich" / "__init__.py").write_text("raise ImportError")
    done = run([sys.executable, "-m", "anode", "trace", "--tui", "it.js"], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stderr) == (9, "anode trace: --tui: it needs rich: pip install 'anode[tui]'\n")
