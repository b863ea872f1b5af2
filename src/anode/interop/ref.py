"""Objects of Python that JavaScript has by reference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from anode.interop.forms import add_form, is_known


class Ref:
    """An object of Python for JavaScript, which reads and sets its attributes, calls it and iterates it: made by :func:`ref`."""

    __slots__ = ("_answer",)

    def __init__(self, value: Any) -> None:
        self._answer = Answer(value)


def ref(value: Any) -> Any:
    """Give JavaScript an object itself, and not a copy of its data.

    There its attributes are properties, its methods are called, its items are read where it has no such attribute, and ``for … of`` iterates
    it. What these give crosses as it always does; objects that JavaScript cannot have as data are references as well.
    """
    return Ref(value)


class Answer:
    """What JavaScript asks of a reference (lib/internal/interop/python_values.js has the other half)."""

    __slots__ = ("__python_value__",)

    def __init__(self, value: Any) -> None:
        self.__python_value__ = value

    def __call__(self, verb: str, *args: Any) -> Any:
        """The answer, or undefined."""
        return getattr(self, f"_{verb}")(self.__python_value__, *args)

    def _get(self, value: Any, key: str) -> list[Any]:
        if not key.startswith("__") and hasattr(value, key):
            return [True, _outward(getattr(value, key))]
        if hasattr(type(value), "__getitem__"):
            for item in _keys(key):
                try:
                    return [True, _outward(value[item])]
                except (LookupError, TypeError):
                    pass
        return [False, None]

    def _set(self, value: Any, key: str, given: Any) -> None:
        if hasattr(type(value), "__setitem__") and not hasattr(value, key):
            value[_keys(key)[0]] = given
        else:
            setattr(value, key, given)

    def _delete(self, value: Any, key: str) -> None:
        if hasattr(type(value), "__delitem__") and not hasattr(value, key):
            del value[_keys(key)[0]]
        else:
            delattr(value, key)

    def _names(self, value: Any) -> list[str]:
        return [name for name in getattr(value, "__dict__", ()) if not name.startswith("_")]

    def _call(self, value: Any, *args: Any) -> Any:
        return _outward(value(*args))

    def _iterate(self, value: Any) -> Any:
        return map(_outward, iter(value))

    def _text(self, value: Any) -> str:
        return str(value)


def _keys(key: str) -> list[Any]:
    return [int(key), key] if key.isdecimal() or (key[:1] == "-" and key[1:].isdecimal()) else [key]


def _outward(value: Any) -> Any:
    if hasattr(value, "__self__") and callable(value):
        method: Callable[..., Any] = value
        return lambda *args: _outward(method(*args))
    return value if is_known(type(value)) else Ref(value)


def _form(encoder: Any, value: Ref) -> Any:
    target = value._answer.__python_value__
    return ["x", encoder.export(value._answer), type(target).__name__, callable(target)]


add_form(Ref, _form)
