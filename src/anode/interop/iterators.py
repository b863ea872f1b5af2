"""Python's iterators as JavaScript pulls them: the functions behind lib/internal/interop/python_values.js."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from anode.interop.errors import JSError
from anode.interop.undefined import undefined


class Pull:
    """An iterator as JavaScript pulls it: a value at a time, and undefined at the end."""

    def __init__(self, iterator: Any) -> None:
        self.__python_value__ = iterator
        self._ended = False
        self._result: Any = None

    def __call__(self, verb: int, value: Any = None) -> Any:
        """0: the next value; 1: the next value, sending one; 2: whether it has ended, and its result; 3: close; 4: raise inside."""
        iterator = self.__python_value__
        if verb == 2:
            result, self._result = self._result, None
            return [self._ended, result]
        if self._ended:
            return undefined
        try:
            if verb == 1 and hasattr(iterator, "send"):
                return iterator.send(value)
            if verb in (0, 1):
                return next(iterator)
            if verb == 4 and hasattr(iterator, "throw"):
                return iterator.throw(_thrown(value))
            self._ended = True
            if hasattr(iterator, "close"):
                iterator.close()
        except StopIteration as stop:
            self._ended, self._result = True, stop.value
        if verb == 4:
            raise _thrown(value)
        return undefined


def _thrown(value: Any) -> JSError:
    name, message = getattr(value, "name", None), getattr(value, "message", None)
    if isinstance(name, str) and isinstance(message, str):
        return JSError(name, message, None, getattr(value, "stack", None), value)
    return JSError("", str(value), None, None, value)


class Restart:
    """An iterable that is not an iterator: each ``for … of`` begins again."""

    def __init__(self, iterable: Iterable[Any]) -> None:
        self.__python_value__ = iterable

    def __call__(self) -> Iterator[Any]:
        return iter(self.__python_value__)


class AsyncPull:
    """An async iterable as JavaScript pulls it: ``pull(false)`` promises ``[done, value]``; ``pull(true)`` closes it."""

    def __init__(self, iterable: Any) -> None:
        self.__python_value__ = iterable
        self._iterator = aiter(iterable)

    async def _next(self) -> list[Any]:
        try:
            return [False, await anext(self._iterator)]
        except StopAsyncIteration:
            return [True, None]

    async def _close(self) -> None:
        if hasattr(self._iterator, "aclose"):
            await self._iterator.aclose()

    def __call__(self, close: bool) -> Any:
        return self._close() if close else self._next()
