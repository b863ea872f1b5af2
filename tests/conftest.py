"""Fixtures: run anode or Node to the end."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from tests.commands import ANODE, NODE, run

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def anode() -> Run:
    """Run anode with these arguments."""
    return lambda *arguments, **options: run([ANODE, *map(str, arguments)], **options)


@pytest.fixture
def node() -> Run:
    """Run the real Node with these arguments."""
    return lambda *arguments, **options: run([NODE, *map(str, arguments)], **options)
