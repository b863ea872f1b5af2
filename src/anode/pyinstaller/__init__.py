"""PyInstaller's hook for anode: a frozen program has anode's JavaScript, its npm, and the engine. PyInstaller finds it by an entry point."""

from __future__ import annotations

import os


def hook_folders() -> list[str]:
    """The folders that hold hooks."""
    return [os.path.dirname(__file__)]
