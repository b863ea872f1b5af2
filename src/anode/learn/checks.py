"""Whether an exercise is solved: by what the program prints, and by its trace."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from anode.tracing.model import Callback, History, read_history
from anode.tracing.recording import Recording, read

LONGEST = 50  # ms: of a callback that does not block the loop
_LIMIT = 15  # seconds for a program


class Run:
    """A program that has run under trace."""

    def __init__(self, path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "it.trace"
            command = [sys.executable, "-m", "anode", "trace", "--record", str(file), str(path)]
            done = subprocess.run(command, capture_output=True, text=True, timeout=_LIMIT, check=False, env={**os.environ, "NO_COLOR": "1"})
            self.recording: Recording = read(file)
        self.output = done.stdout
        self.errors = done.stderr
        self.code = done.returncode
        self.source = path.read_text(encoding="utf-8")

    @property
    def history(self) -> History:
        """What its loop did."""
        return read_history(self.recording)

    def longest(self) -> Callback | None:
        """The longest callback after the main script."""
        found = [callback for phase in self.history.phases[1:] for callback in phase.callbacks]
        return max(found, key=lambda callback: callback.end - callback.begin, default=None)


def _prints(*lines: str) -> Callable[[Run], str]:
    def check(run: Run) -> str:
        found = run.output.split("\n")[:-1]
        return "" if found == list(lines) else f"it prints {found}, not {list(lines)}"

    return check


def _never_blocks(run: Run) -> str:
    longest = run.longest()
    length = longest.end - longest.begin if longest else 0
    return "" if length <= LONGEST else f"a callback takes {length:.0f} ms, which is more than {LONGEST}"


def _without(text: str) -> Callable[[Run], str]:
    return lambda run: f"it still has {text}" if f"{text}(" in run.source else ""


def _prints_in_any_order(*lines: str) -> Callable[[Run], str]:
    return lambda run: "" if sorted(run.output.split("\n")[:-1]) == sorted(lines) else f"it prints {run.output!r}"


CHECKS: dict[str, tuple[Callable[[Run], str], ...]] = {
    "event_loop.js": (_prints("true the ticker went on"), _never_blocks),
    "non_blocking.js": (_prints("three files"), _without("readFileSync")),
    "await.js": (_prints("a b c d together"),),
    "ticks.js": (_prints("ended"),),
    "streams.js": (_prints("never too much"),),
    "modules.mjs": (_prints("started at once", "42"),),
    "errors.js": (_prints_in_any_order("user 1", "failed: 2", "user 3"),),
    "outside.js": (_prints("done"),),
    "workers.js": (_prints("49098 primes"), _never_blocks),
}


def check(exercise: str, path: Path) -> str:
    """Why a program does not solve an exercise; '' where it does. Raises OSError, subprocess.TimeoutExpired."""
    run = Run(path)
    if run.code:
        return f"it ends with exit code {run.code}:\n{run.errors.rstrip()}"
    return next((wrong for wrong in (test(run) for test in CHECKS[exercise]) if wrong), "")
