"""No call of the API ends the process, hangs it, or shows an error of Python's. ``make fuzz`` makes a million calls."""

from __future__ import annotations

import subprocess

from tests.commands import ANODE
from tests.fuzz import api

CALLS = 12_000


def test_calls_with_arguments_of_every_kind() -> None:
    calls, found = api.fuzz(CALLS, seed=1)
    assert calls == CALLS
    assert found == [], "\n".join(found)


INTERNAL = """
const Module = require('module');
for (const call of [
  () => Module._stat({}), () => Module._stat(), () => Module._extensions['.json']({}), () => Module._extensions['.json']({}, 5),
  () => Module._extensions['.js']({}, {}), () => new (require('fs').Dir)(999999, 'p', { bufferSize: 1 }).readSync(),
]) {
  try { call(); } catch (error) { console.log(error.code); }
}
"""


def test_exports_that_node_calls_internal_check_their_arguments() -> None:
    done = subprocess.run([ANODE, "-e", INTERNAL], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "ERR_INVALID_ARG_TYPE\n" * 5 + "ERR_INVALID_ARG_VALUE\n"
    assert "Traceback" not in done.stderr
