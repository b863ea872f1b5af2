"""What is known of a Python function that JavaScript gets."""

from __future__ import annotations

from typing import Any


def most_arguments(function: Any) -> int | None:
    """How many positional arguments a Python function takes; None for any number, or where that is not known."""
    bound = 0
    if hasattr(function, "__func__"):
        function, bound = function.__func__, 1
    code = getattr(function, "__code__", None)
    if code is None or code.co_flags & 0x04:  # CO_VARARGS
        return None
    return max(0, int(code.co_argcount) - bound)


def running_loop() -> Any:
    """The asyncio loop that runs on this thread, or None."""
    import sys

    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return None
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
