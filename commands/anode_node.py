"""The commands ``node``, ``nodejs``, ``npm`` and ``npx``, which are anode. They are a distribution of their own, for those who want these names."""

from __future__ import annotations

import os
import sys

from anode.cli import main


def node() -> int:
    """``process.execPath`` is this command."""
    return main()


def npm() -> int:
    """npm, run by the command ``node`` beside this one."""
    return _program("npm")


def npx() -> int:
    """npx, run by the command ``node`` beside this one."""
    return _program("npx")


def _program(name: str) -> int:
    sys.argv[0] = os.path.join(os.path.dirname(sys.argv[0]), "node")
    return main([name, *sys.argv[1:]])
