"""Numbers of contexts that Python and JavaScript share."""

from __future__ import annotations

from anode.engine.ops import Numbers


class ContextFlag(Numbers):
    """What a new context is to be like: with a microtask queue of its own, without code from strings, without code from bytes."""

    DELAYED, NO_STRINGS, NO_WASM = 1, 2, 4


class Field(Numbers):
    """Which values a property descriptor has."""

    VALUE, GET, SET = 1, 2, 4
