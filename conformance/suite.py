"""Running tests of Node's own suite, each in a process of its own. When a test ends, the processes that it started end too."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

_FLAGS = re.compile(r"^// Flags:(.*)$", re.M)
_SKIPPED = re.compile(rb"^1\.\.0 # skip", re.M | re.I)
_NAME = re.compile(r"test/([\w-]+)/test-([a-z0-9]+)")


class Result(NamedTuple):
    """How a test ended: ``state`` is pass, fail, skip or timeout; ``output`` is the last part of its output.

    A real Node skips none of these tests, so a test that skips itself, because a feature is missing, has not passed.
    """

    test: str
    state: str
    seconds: float
    output: str


def group(test: str) -> str:
    """``fs`` for test/parallel/test-fs-open.js; the folder for tests outside parallel."""
    found = _NAME.match(test)
    if found is None:
        raise ValueError(f"not the path of a test: {test}")
    return found[2] if found[1] == "parallel" else found[1]


def _container() -> list[str]:
    # Where the system allows it, each test has a process namespace: processes that it leaves running end with it.
    command = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
    works = shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if works else []


def _run(suite: Path, test: str, command: list[str], timeout: float, folder: str) -> Result:
    head = (suite / test).read_text(encoding="utf-8", errors="replace")[:6000]
    flags = " ".join(_FLAGS.findall(head)).split()
    env = {**os.environ, "NO_COLOR": "1", "NODE_TEST_KNOWN_GLOBALS": "0", "NODE_TEST_DIR": folder,
           "TEST_THREAD_ID": str(abs(hash(test)) % 10**8)}  # fmt: skip
    start = time.monotonic()
    process = subprocess.Popen([*command, *flags, test], cwd=suite, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, start_new_session=True)  # fmt: skip
    state = "timeout"
    try:
        output, _ = process.communicate(timeout=timeout)
        state = "fail" if process.returncode else "skip" if _SKIPPED.search(output) else "pass"
    except subprocess.TimeoutExpired:
        output = b""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    if state == "timeout":
        output = process.communicate()[0] or b""
    return Result(test, state, round(time.monotonic() - start, 2), output[-1500:].decode("utf-8", "replace"))


def run(suite: Path, tests: list[str], command: list[str], jobs: int, timeout: float) -> Iterator[Result]:
    """Run the tests; yield each result when it comes."""
    contained = [*_container(), *command]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        for done in as_completed([pool.submit(_run, suite, test, contained, timeout, folder) for test in tests]):
            yield done.result()
