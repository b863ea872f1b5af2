"""``anode npm`` and ``anode npx``: the npm package, run by anode, with commands named ``node``, ``npm`` and ``npx`` that are anode for all it starts.

npm's scripts, and the programs that packages bring (``#!/usr/bin/env node``), look for ``node`` on PATH. So a folder with those three commands,
for this Python's anode, stands first there. It is kept beside the boot snapshot and trusted on the same terms.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator

from anode.engine import cache

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
    """``env`` with the three commands first on its PATH; ``executable`` is ``process.execPath``."""
    folder = _folder(executable)
    if folder is None:
        return env
    rest = env.get("PATH", os.defpath)
    return env if rest.split(os.pathsep, 1)[0] == folder else {**env, "PATH": folder + os.pathsep + rest}


def _commands(executable: str) -> dict[str, str]:
    import shlex

    if executable == sys.executable:
        start = f"{shlex.quote(executable)} -m anode"
    else:
        start = shlex.quote(executable)
    return {name: f'#!/bin/sh\nexec {start}{words} "$@"\n' for name, words in (("node", ""), ("npm", " npm"), ("npx", " npx"))}


def _folder(executable: str) -> str | None:
    """The folder of the three commands, made if it has to be; None where nothing can be written."""
    commands = _commands(executable)
    name = f"commands-{zlib.crc32(repr(commands).encode()):08x}"
    for base in _places():
        folder = os.path.join(base, name)
        try:
            os.makedirs(base, mode=0o700, exist_ok=True)
            if not cache.trusted(os.stat(base)):
                continue
            if not os.path.isdir(folder):
                _make(folder, commands)
            if cache.trusted(os.stat(folder)):
                return folder
        except OSError:
            continue  # a read-only or full disk
    return None


def _places() -> Iterator[str]:
    yield cache.folder()
    import tempfile  # takes 10 ms

    yield os.path.join(tempfile.gettempdir(), f"anode-{os.geteuid()}")


def _make(folder: str, commands: dict[str, str]) -> None:
    import tempfile

    temporary = tempfile.mkdtemp(dir=os.path.dirname(folder))
    for name, text in commands.items():
        path = os.path.join(temporary, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, 0o700)
    try:
        os.rename(temporary, folder)  # whole or not at all
    except OSError:
        for name in commands:
            os.unlink(os.path.join(temporary, name))
        os.rmdir(temporary)
        if not os.path.isdir(folder):  # else another process was faster
            raise
