"""``anode npm`` and ``anode npx``: the npm package, run by anode. Commands named ``node``, ``nodejs``, ``npm`` and ``npx`` are anode for all it starts.

npm's scripts, and the programs that packages bring (``#!/usr/bin/env node``), look for ``node`` on PATH. So a folder with those commands,
for this Python's anode, stands first there. It is kept beside the boot snapshot and trusted on the same terms.
"""

from __future__ import annotations

import os

from anode.bindings.child_process import commands

PACKAGE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "packages", "npm")
# An installation makes much garbage for some seconds: with a young generation as large as Node's it is collected in a twentieth of the rounds.
V8_FLAGS = "--max-semi-space-size=32"
PROGRAMS = {"npm": "bin/npm-cli.js", "npx": "bin/npx-cli.js"}


class NpmMissing(Exception):
    """The package was installed without npm."""


def program(name: str) -> str:
    """The file that ``npm`` or ``npx`` is. Raises :class:`NpmMissing`."""
    path = os.path.join(PACKAGE, PROGRAMS[name])
    if not os.path.exists(path):
        raise NpmMissing(f"{name} is not part of this installation, whose build has not brought it: install anode again with pip")
    return path


def environment(env: dict[str, str], executable: str) -> dict[str, str]:
    """``env`` with the commands first on its PATH; ``executable`` is ``process.execPath``."""
    folder = commands.folder(executable)
    if folder is None:
        return env
    rest = env.get("PATH", os.defpath)
    return env if rest.split(os.pathsep, 1)[0] == folder else {**env, "PATH": folder + os.pathsep + rest}
