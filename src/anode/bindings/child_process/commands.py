"""The commands ``node``, ``nodejs``, ``npm`` and ``npx`` for children, which are anode.

They stand in a folder beside the boot snapshot, trusted on the same terms.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator

from anode.engine import cache

_PATH = "PATH="


def complete(env: list[str], executable: str) -> list[str]:
    """The environment of a child, ``NAME=value``: where its PATH leads to no ``node``, the commands stand at its end."""
    for i, pair in enumerate(env):
        if pair.startswith(_PATH):
            if any(os.access(os.path.join(place, "node"), os.X_OK) for place in pair[len(_PATH) :].split(os.pathsep) if place):
                return env
            found = folder(executable)
            return env if found is None else [*env[:i], f"{pair}{os.pathsep}{found}", *env[i + 1 :]]
    return env


def _commands(executable: str) -> dict[str, str]:
    import shlex

    if executable == sys.executable:
        start = f"{shlex.quote(executable)} -m anode"
    else:
        start = shlex.quote(executable)
    return {
        name: f'#!/bin/sh\nexec {start}{words} "$@"\n' for name, words in (("node", ""), ("nodejs", ""), ("npm", " npm"), ("npx", " npx"))
    }


def folder(executable: str) -> str | None:
    """The folder of the commands, made if it has to be; None where nothing can be written."""
    commands = _commands(executable)
    name = f"commands-{zlib.crc32(repr(commands).encode()):08x}"
    for base in _places():
        found = os.path.join(base, name)
        try:
            os.makedirs(base, mode=0o700, exist_ok=True)
            if not cache.trusted(os.stat(base)):
                continue
            if not os.path.isdir(found):
                _make(found, commands)
            if cache.trusted(os.stat(found)):
                return found
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
