"""The exceptions that calls into JavaScript raise."""

from __future__ import annotations

from typing import Any


class JSError(Exception):
    """A JavaScript exception.

    ``name``, ``message``, ``code`` and ``stack`` are JavaScript's (None where the error has none); ``value`` is the thrown value as Python
    sees it: a proxy of the Error object, or any other value. Where a Python function raised it, ``__cause__`` is the Python exception.
    """

    def __init__(self, name: str, message: str, code: str | None, stack: str | None, value: Any = None) -> None:
        super().__init__(f"{name}: {message}" if name else message)
        self.name = name
        self.message = message
        self.code = code
        self.stack = stack
        self.value = value


class Exit(Exception):
    """The program has ended its Runtime: by ``process.exit(code)``, or by an uncaught error (then ``__cause__`` is that error)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the JavaScript program has exited with code {code}")
        self.code = code


class RuntimeClosed(RuntimeError):
    """The Runtime is closed: nothing of it can be used any more."""

    def __init__(self) -> None:
        super().__init__("this anode.Runtime is closed")
