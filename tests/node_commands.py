"""Folders with the commands ``node``, ``nodejs``, ``npm`` and ``npx``, to put first on a PATH: anode's, and real Node's."""

from __future__ import annotations

from pathlib import Path

from anode.bindings.child_process import commands
from tests.commands import ANODE, NODE
from tests.packages.installed import cache


def folder_of(command: str) -> Path:
    """The folder of the commands that belong to ``NODE`` or ``ANODE``."""
    return _anodes() if command == ANODE else _nodes()


def _anodes() -> Path:
    folder = commands.folder(ANODE)
    assert folder is not None
    return Path(folder)


def _nodes() -> Path:
    """npm and npx in the package's own folder lack what they need."""
    folder = cache() / "node"
    folder.mkdir(parents=True, exist_ok=True)
    scripts = Path(NODE).parent.parent / "lib" / "node_modules" / "npm" / "bin"
    words = {"node": "", "nodejs": "", "npm": f" {scripts / 'npm-cli.js'}", "npx": f" {scripts / 'npx-cli.js'}"}
    for name, first in words.items():
        (folder / name).write_text(f'#!/bin/sh\nexec {NODE}{first} "$@"\n')
        (folder / name).chmod(0o755)
    return folder
