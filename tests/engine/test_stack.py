"""The stack of an isolate's thread."""

from __future__ import annotations

import os

import anode
from anode.engine import abi
from anode.engine.v8 import entry


def test_the_thread_of_an_isolate_has_as_much_as_nodes() -> None:
    found: list[int] = []

    def look() -> None:
        low, high = entry.stack_bounds()
        found.append(high - low)

    with anode.Runtime() as runtime:
        runtime.eval("(look) => setTimeout(look)")(look)
        runtime._wait_until_idle(10)
    assert found[0] >= abi.STACK
    assert "RUST_MIN_STACK" not in os.environ
