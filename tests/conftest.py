"""Fixtures: run anode or Node to the end."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable

import pytest

from tests.commands import ANODE, NODE, run

Run = Callable[..., "subprocess.CompletedProcess[str]"]

# A shell that starts a command in the background has it ignore SIGINT, and so do all that it starts. The tests of Ctrl-C need the signal.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def anode() -> Run:
    """Run anode with these arguments."""
    return lambda *arguments, **options: run([ANODE, *map(str, arguments)], **options)


@pytest.fixture
def node() -> Run:
    """Run the real Node with these arguments."""
    return lambda *arguments, **options: run([NODE, *map(str, arguments)], **options)
