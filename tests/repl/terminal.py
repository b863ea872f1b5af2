"""A program on a pseudo-terminal of 80 columns: keys go in, what it writes comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

QUIET = 0.06  # seconds without output after which a key has had its effect
LONG_QUIET = 1.5
BRIEF = 0.01
SILENT = 0.6  # how long a key may take that writes nothing
PATIENCE = 20.0
# A REPL has drawn its prompt, or the beginning of a further row.
PROMPT = re.compile(rb"(?:> |\| )(?:\x1b\[\d+G)?$")


class Terminal:
    """Use as a context manager; the program is killed at the end if it still runs."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], cwd: Path) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # Ctrl-C becomes a signal where the terminal is not in raw mode
        )
        os.close(slave)
        self.output = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)

    def _read(self, seconds: float) -> bool:
        """Read what is there within ``seconds``; false if nothing came."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            found = os.read(self._master, 65536)
        except OSError:  # EIO: the program has closed its side
            found = b""
        self.output += found
        return bool(found)

    def send(self, keys: str, wait: bool = False) -> None:
        """Write ``keys`` and wait for their effect: after a carriage return, or with ``wait``, for the next prompt, otherwise until it is quiet."""
        if wait or keys.endswith("\r"):
            start = len(self.output)
            os.write(self._master, keys.encode())
            self.wait_for_prompt(start)
        else:
            self.type(keys)

    def type(self, keys: str) -> None:
        """Write ``keys`` and wait until the program is quiet."""
        start = len(self.output)
        os.write(self._master, keys.encode())
        self._wait_for_quiet(start)

    def wait_for_prompt(self, start: int = 0) -> None:
        """Read until the output after ``start`` ends with a prompt, the program has ended, or it has long been quiet after some output."""
        now = time.monotonic()
        last, end = now, now + PATIENCE
        while now < end:
            found = self._read(QUIET)
            now = time.monotonic()
            if found:
                last = now
            elif self.process.poll() is not None or (len(self.output) > start and now - last > LONG_QUIET):
                return
            if PROMPT.search(self.output, start) and not self._read(BRIEF):
                return

    def _wait_for_quiet(self, start: int) -> None:
        end = time.monotonic() + SILENT
        while time.monotonic() < end and self.process.poll() is None:
            if self._read(QUIET) or len(self.output) == start:
                continue
            return

    def close(self) -> int:
        """Wait for the end of the program; its exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self._read(QUIET)
        while self._read(0.01):
            pass
        return self.process.wait(timeout=1)
