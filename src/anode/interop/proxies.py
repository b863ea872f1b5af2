"""JavaScript objects as Python sees them.

A proxy refers to its object: reading an attribute or an item reads the property, calling calls. While the proxy lives, the object does.
"""

from __future__ import annotations

import _thread
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import Protocol

    from anode.loop.context import Context

    class Bridge(Protocol):
        """The calls into one isolate, as its proxies make them."""

        ctx: Context
        ended: BaseException | None

        def ask(self, verb: str, *args: Any) -> Any: ...
        def get(self, value: JSObject, key: Any) -> Any: ...
        def invoke(self, function: JSObject, args: Sequence[Any]) -> Any: ...
        def invoke_on(self, function: JSObject, this: Any, args: Sequence[Any]) -> Any: ...
        def construct(self, function: JSObject, args: Sequence[Any]) -> Any: ...
        def start(self, settle: Callable[[Any, BaseException | None], None], verb: str, *args: Any) -> None: ...
        def forget(self, number: int) -> None: ...


MISSING = object()  # the value of a property that is not there
_CHUNK = 64  # elements of an iterable that cross at a time


class JSObject:
    """A JavaScript object.

    Attributes and items are its properties (``obj.name`` raises AttributeError and ``obj["name"]`` KeyError where there is none). Iterating
    gives the values of JavaScript's ``for … of``, or the names of the properties where the object is not iterable; ``len()`` is ``length``,
    ``size`` or the number of properties. Names that end in a single ``_`` to get past a Python keyword (``obj.import_``) are found without it.
    """

    __slots__ = ("__js_bridge__", "__js_name__", "__js_number__", "__weakref__")

    __js_bridge__: Bridge
    __js_number__: int
    __js_name__: str | None

    def __init__(self, bridge: Bridge, number: int, name: str | None) -> None:
        object.__setattr__(self, "__js_bridge__", bridge)
        object.__setattr__(self, "__js_number__", number)
        object.__setattr__(self, "__js_name__", name)

    def __del__(self) -> None:
        self.__js_bridge__.forget(self.__js_number__)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        value = self.__js_bridge__.get(self, name)
        if value is MISSING:
            if name.endswith("_"):
                return getattr(self, name[:-1])
            raise AttributeError(f"this JavaScript {self.__js_name__ or 'object'} has no property {name!r}")
        return _bound(value, self)

    def __setattr__(self, name: str, value: Any) -> None:
        self.__js_bridge__.ask("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        self.__js_bridge__.ask("delete", self, name)

    def __getitem__(self, key: str | int | slice) -> Any:
        if isinstance(key, slice):
            raise TypeError("slices are for arrays")
        value = self.__js_bridge__.get(self, key)
        if value is MISSING:
            raise KeyError(key)
        return _bound(value, self)

    def __setitem__(self, key: str | int, value: Any) -> None:
        self.__js_bridge__.ask("set", self, key, value)

    def __delitem__(self, key: str | int) -> None:
        self.__js_bridge__.ask("delete", self, key)

    def __contains__(self, key: object) -> bool:
        return bool(self.__js_bridge__.ask("has", self, key))

    def __iter__(self) -> Iterator[Any]:
        bridge = self.__js_bridge__
        iterator = bridge.ask("iterator", self)
        done = False
        while not done:
            done, chunk = bridge.ask("next", iterator, _CHUNK)
            yield from chunk

    def __len__(self) -> int:
        return int(self.__js_bridge__.ask("length", self))

    def __bool__(self) -> bool:
        return True

    def __dir__(self) -> list[str]:
        return [str(name) for name in self.__js_bridge__.ask("names", self)]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, JSObject):
            return parts(self) == parts(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((id(self.__js_bridge__), self.__js_number__))

    def __str__(self) -> str:
        return str(self.__js_bridge__.ask("string", self))

    def __repr__(self) -> str:
        bridge = self.__js_bridge__
        if bridge.ended is not None:
            return f"<{type(self).__name__} of a closed Runtime>"
        return f"<{type(self).__name__} {bridge.ask('inspect', self)}>"

    def __aiter__(self) -> AsyncIterator[Any]:
        return _AsyncIterator(self.__js_bridge__.ask("async_iterator", self))


class _AsyncIterator:
    def __init__(self, iterator: JSObject) -> None:
        self._iterator = iterator

    def __aiter__(self) -> _AsyncIterator:
        return self

    async def __anext__(self) -> Any:
        step = self._iterator.next()
        if isinstance(step, JSPromise):
            step = await step
        if step["done"]:
            raise StopAsyncIteration
        return step["value"] if "value" in step else None  # noqa: SIM401 - a proxy's get() would be JavaScript's


class JSArray(JSObject):
    """A JavaScript array or typed array: indexes as in Python, negative ones and slices too; equal to a list with equal elements."""

    __slots__ = ()

    def __getitem__(self, key: str | int | slice) -> Any:
        if isinstance(key, slice):
            return [self[i] for i in range(*key.indices(len(self)))]
        if isinstance(key, int):
            length = len(self)
            if not -length <= key < length:
                raise IndexError("index out of range")
            key = key % length
            value = self.__js_bridge__.get(self, key)
            return _bound(None if value is MISSING else value, self)
        return super().__getitem__(key)

    def __contains__(self, value: object) -> bool:
        return bool(self.__js_bridge__.ask("includes", self, value))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (list, tuple)):
            return list(self) == list(other)
        return super().__eq__(other)

    __hash__ = JSObject.__hash__


class JSFunction(JSObject):
    """A JavaScript function or class. Keyword arguments arrive as one object, the last argument: ``f(text, html=True)`` is ``f(text, {html: true})``."""

    __slots__ = ()

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self.__js_bridge__.invoke(self, _arguments(args, options) if options else args)

    def new(self, *args: Any, **options: Any) -> Any:
        """JavaScript's ``new``."""
        return self.__js_bridge__.construct(self, _arguments(args, options))


class JSMethod(JSFunction):
    """A function that was read from an object: calling it passes that object as ``this``."""

    __slots__ = ("__js_function__", "__js_this__")

    __js_function__: JSFunction
    __js_this__: JSObject

    def __init__(self, function: JSFunction, this: JSObject) -> None:
        super().__init__(function.__js_bridge__, function.__js_number__, function.__js_name__)
        object.__setattr__(self, "__js_function__", function)
        object.__setattr__(self, "__js_this__", this)

    def __del__(self) -> None:
        pass  # the function that it holds is counted

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self.__js_bridge__.invoke_on(self, self.__js_this__, _arguments(args, options))


class JSPromise(JSObject):
    """A promise: ``await`` it in asyncio, or wait for :meth:`result` in any other thread."""

    __slots__ = ()

    def result(self, timeout: float | None = None) -> Any:
        """The value it is fulfilled with, waiting up to ``timeout`` seconds. Raises JSError where it is rejected, TimeoutError."""
        bridge = self.__js_bridge__
        if _thread.get_ident() == bridge.ctx.loop.thread:
            raise RuntimeError("a function that JavaScript has called cannot wait for a promise: return it, or use an async function")
        outcome: list[Any] = []
        lock = _thread.allocate_lock()
        lock.acquire()

        def settle(value: Any, error: BaseException | None) -> None:
            outcome.extend((value, error))
            lock.release()

        bridge.start(settle, "settled", self)
        if not lock.acquire(timeout=-1 if timeout is None else timeout):
            raise TimeoutError(f"the promise is not settled after {timeout} s")
        if outcome[1] is not None:
            raise outcome[1]
        return outcome[0]

    def __await__(self) -> Generator[Any, None, Any]:
        import asyncio

        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()

        def finish(value: Any, error: BaseException | None) -> None:
            if future.done():  # cancelled meanwhile
                return
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)

        def settle(value: Any, error: BaseException | None) -> None:
            try:
                loop.call_soon_threadsafe(finish, value, error)
            except RuntimeError:
                pass  # the asyncio loop has been closed, and the waiting task with it

        self.__js_bridge__.start(settle, "settled", self)
        return future.__await__()


CLASSES: dict[str, Callable[[Bridge, int, str | None], JSObject]] = {
    "object": JSObject, "array": JSArray, "function": JSFunction, "promise": JSPromise,
}  # fmt: skip


def parts(value: JSObject) -> tuple[Bridge, int]:
    """The bridge of a proxy and the number of its object."""
    return value.__js_bridge__, value.__js_number__


def _bound(value: Any, this: JSObject) -> Any:
    return JSMethod(value, this) if type(value) is JSFunction else value


def _arguments(args: tuple[Any, ...], options: dict[str, Any]) -> list[Any]:
    return [*args, options] if options else list(args)


def to_python(value: Any) -> Any:
    """A copy of a JavaScript value in Python's own types: arrays and Sets as lists, plain objects and Maps as dicts, Dates as datetimes.

    Functions, promises and class instances inside stay proxies. Raises JSError for a structure that holds itself.
    """
    if isinstance(value, JSObject):
        return value.__js_bridge__.ask("copy", value)
    return value
