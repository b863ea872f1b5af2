"""A call on the isolate's thread, in the middle of the JavaScript that runs there."""

from __future__ import annotations

import ctypes
import os

from anode.engine.v8.library import functions
from anode.engine.v8.signatures import P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.engine.v8.library import Functions

_SCOPE_SPACE = 64  # bytes for a HandleScope
_type = ctypes.CFUNCTYPE(None, P, P)


def told(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` for C to call. ctypes would print a traceback and return."""

    def call(*args: Any) -> Any:
        try:
            return function(*args)
        except Exception as error:
            os.write(2, f"anode: an internal error of the inspector: {error!r}\n".encode("utf-8", "replace"))
            return None

    return call


class Handles:
    """``with``: handles that are made inside end with it."""

    def __init__(self, v8: Functions, isolate: int) -> None:
        self._v8 = v8
        self._isolate = isolate
        self._scope = ctypes.create_string_buffer(_SCOPE_SPACE)

    def __enter__(self) -> None:
        self._v8["HandleScope__CONSTRUCT"](self._scope, self._isolate)

    def __exit__(self, *_: object) -> None:
        self._v8["HandleScope__DESTRUCT"](self._scope)


class Interrupt:
    """``called`` runs with a HandleScope. V8 keeps the address of this object's callback until it has run."""

    def __init__(self, isolate: int, called: Callable[[], None]) -> None:
        self._v8 = functions("inspector")
        self._isolate = isolate
        self._called = called
        self._callback = _type(told(self._run))

    def request(self) -> None:
        """From any thread, while the isolate lives."""
        self._v8["Isolate__RequestInterrupt"](self._isolate, ctypes.cast(self._callback, P), None)

    def _run(self, isolate: int, data: int) -> None:
        with Handles(self._v8, self._isolate):
            self._called()
