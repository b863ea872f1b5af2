"""The packages of the jobs, and environments in which Python tools find anode or real Node."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import ANODE, NODE
from tests.node_commands import folder_of
from tests.packages.installed import install

Environment = Callable[[str], dict[str, str]]
BOTH = (NODE, ANODE)


@pytest.fixture(scope="session")
def packages() -> Path:
    """A folder with the npm packages in node_modules."""
    return install(Path(__file__).parent / "packages")


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """The environment in which ``node``, ``nodejs``, ``npm`` and ``npx`` are those of a command."""

    def of(command: str) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "npm_"))}
        return {**env, "PATH": f"{folder_of(command)}{os.pathsep}{env['PATH']}", "NO_COLOR": "1", "npm_config_update_notifier": "false"}

    return of
