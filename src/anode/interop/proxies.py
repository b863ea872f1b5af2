"""JavaScript objects as Python sees them.

A proxy refers to its object: reading an attribute or an item reads the property, calling calls. While the proxy lives, the object does.
"""

from __future__ import annotations

import _thread
import keyword
import operator
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from anode.interop.errors import Timeout
from anode.interop.undefined import undefined

if TYPE_CHECKING:
    from typing import Protocol

    from anode.interop.limits.background import Background
    from anode.loop.context import Context

    class Asynchronous(Protocol):
        """The calls and promises of coroutines."""

        def call(self, function: JSFunction, this: Any, args: Sequence[Any]) -> Any: ...
        def begin(self, function: JSFunction, this: Any, args: Sequence[Any]) -> Any: ...
        def wait(self, promise: JSPromise) -> Generator[Any, None, Any]: ...

    class Bridge(Protocol):
        """The calls into one isolate, as its proxies make them."""

        ctx: Context
        ended: BaseException | None
        background: Background

        @property
        def asynchronous(self) -> Asynchronous: ...
        def ask(self, verb: str, *args: Any) -> Any: ...
        def get(self, value: JSObject, key: Any) -> Any: ...
        def item(self, value: JSObject, key: Any) -> Any: ...
        def invoke(self, function: JSObject, args: Sequence[Any]) -> Any: ...
        def invoke_on(self, function: JSObject, this: Any, args: Sequence[Any]) -> Any: ...
        def construct(self, function: JSObject, args: Sequence[Any]) -> Any: ...
        def start(self, settle: Callable[[Any, BaseException | None], None], verb: str, *args: Any) -> int: ...
        def abandon(self, number: int) -> None: ...
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

    def __init_subclass__(cls) -> None:
        if cls.__module__.partition(".")[0] != "anode":
            raise TypeError(f"anode.{cls.__mro__[1].__name__} cannot be subclassed: only anode makes proxies of JavaScript's objects")

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        raise TypeError(
            "a class of Python's cannot extend one of JavaScript's: anode.eval('(class extends Base { … })') makes such a class"
        )

    def __del__(self) -> None:
        try:
            bridge, number = self.__js_bridge__, self.__js_number__
        except AttributeError:  # a signal's exception has come before there was an object
            return
        bridge.forget(number)

    def __js_ready__(self) -> None:
        """Wait until the object is there."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        value = self.__js_bridge__.get(self, name)
        if value is MISSING:
            if name.endswith("_"):
                return getattr(self, name[:-1])
            if name == "keys":  # dict(obj) asks for it
                return lambda: list(self)
            raise AttributeError(f"this JavaScript {self.__js_name__ or 'object'} has no property {name!r}")
        return _bound(value, self)

    def __setattr__(self, name: str, value: Any) -> None:
        self.__js_bridge__.ask("set", self, _property(self, name), value)

    def __delattr__(self, name: str) -> None:
        self.__js_bridge__.ask("delete", self, _property(self, name))

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            raise TypeError("slices are for arrays")
        value = self.__js_bridge__.item(self, key)
        if value is MISSING:
            raise KeyError(key)
        return _bound(value, self)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.__js_bridge__.ask("set_item", self, key, value)

    def __delitem__(self, key: Any) -> None:
        self.__js_bridge__.ask("delete_item", self, key)

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

    def __copy__(self) -> JSObject:
        raise TypeError(f"a JavaScript object ({type(self).__name__}) cannot be copied by Python: anode.to_python(obj) copies its data")

    def __deepcopy__(self, memo: Any) -> JSObject:
        return self.__copy__()

    def __reduce_ex__(self, protocol: Any) -> str:
        raise TypeError(f"a JavaScript object ({type(self).__name__}) cannot be pickled: anode.to_python(obj) copies its data")

    def __dir__(self) -> list[str]:
        return [str(name) for name in self.__js_bridge__.ask("names", self)]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, JSObject):
            return not hasattr(other, "__js_outcome__") and parts(self) == parts(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((id(self.__js_bridge__), self.__js_number__))

    def __str__(self) -> str:
        return str(self.__js_bridge__.ask("string", self))

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

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
        step = await self._iterator.next.async_()
        if step["done"]:
            raise StopAsyncIteration
        return step["value"] if "value" in step else None  # noqa: SIM401 - a proxy's get() would be JavaScript's


class JSArray(JSObject):
    """A JavaScript array or typed array.

    It is like a list: negative indexes, slices, ``del`` that closes the gap, false where it is empty, equal to a list with equal elements. Like
    an array it grows when an element beyond its end is set.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name == "keys":  # with keys, dict(array) would not take it for pairs
            raise AttributeError("a JavaScript array has no attribute 'keys' in Python: range(len(array)), or array['keys']()")
        return super().__getattr__(name)

    def __getitem__(self, key: Any) -> Any:
        bridge = self.__js_bridge__
        if isinstance(key, slice):
            values = bridge.ask("get_slice", self, *_parts_of(key))
            return [_bound(value, self) if isinstance(value, JSFunction) else value for value in values]
        if not hasattr(key, "__index__"):
            return super().__getitem__(key)
        index = operator.index(key)
        value = bridge.get(self, index) if index >= 0 else MISSING
        if value is MISSING:
            found, value = bridge.ask("get_index", self, index)
            if not found:
                raise IndexError("index out of range")
        return _bound(value, self)

    def __setitem__(self, key: Any, value: Any) -> None:
        bridge = self.__js_bridge__
        if isinstance(key, slice):
            items = list(value)
            needed = bridge.ask("set_slice", self, *_parts_of(key), items)
            if needed >= 0:
                raise ValueError(f"{len(items)} values cannot take the place of {needed} elements")
        elif not hasattr(key, "__index__"):
            super().__setitem__(key, value)
        elif not bridge.ask("set_index", self, operator.index(key), value):
            raise IndexError("index out of range")

    def __delitem__(self, key: Any) -> None:
        if isinstance(key, slice):
            self.__js_bridge__.ask("delete_slice", self, *_parts_of(key))
        elif not hasattr(key, "__index__"):
            super().__delitem__(key)
        elif not self.__js_bridge__.ask("delete_index", self, operator.index(key)):
            raise IndexError("index out of range")

    def __bool__(self) -> bool:
        return len(self) > 0

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

    def async_(self, *args: Any, **options: Any) -> Any:
        """Call the function beside the loop of the coroutine that runs; what it gives, or its promise's value, is to be awaited.

        Cancelling what awaits it ends its JavaScript.
        """
        return self.__js_bridge__.asynchronous.begin(self, undefined, _arguments(args, options))

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

    def async_(self, *args: Any, **options: Any) -> Any:
        return self.__js_bridge__.asynchronous.begin(self, self.__js_this__, _arguments(args, options))


class JSPromise(JSObject):
    """A promise: ``await`` it in asyncio, or wait for :meth:`result` in any other thread."""

    __slots__ = ()

    def result(self, timeout: float | None = None) -> Any:
        """The value it is fulfilled with, waiting up to ``timeout`` seconds. Raises JSError where it is rejected, Timeout."""
        bridge = self.__js_bridge__
        if _thread.get_ident() == bridge.ctx.loop.thread:
            raise RuntimeError("a function that JavaScript has called cannot wait for a promise: return it, or use an async function")
        outcome: list[Any] = []
        lock = _thread.allocate_lock()
        lock.acquire()

        def settle(value: Any, error: BaseException | None) -> None:
            outcome.extend((value, error))
            lock.release()

        number = bridge.start(settle, "settled", self)
        try:
            if not bridge.background.wait(lambda seconds: lock.acquire(timeout=seconds), timeout):
                raise Timeout(timeout or 0.0, f"the promise is not settled after {timeout} s")
        except BaseException:
            bridge.abandon(number)
            raise
        if outcome[1] is not None:
            raise outcome[1]
        return outcome[0]

    def __await__(self) -> Generator[Any, None, Any]:
        return self.__js_bridge__.asynchronous.wait(self)


class JSAsyncFunction(JSFunction):
    """An async function. In a coroutine it runs beside the caller's loop, and is awaited; anywhere else it is called like any function."""

    __slots__ = ()

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self.__js_bridge__.asynchronous.call(self, undefined, _arguments(args, options))


class JSAsyncMethod(JSMethod):
    """An async function that was read from an object."""

    __slots__ = ()

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self.__js_bridge__.asynchronous.call(self, self.__js_this__, _arguments(args, options))


CLASSES: dict[str, Callable[[Bridge, int, str | None], JSObject]] = {
    "object": JSObject, "array": JSArray, "function": JSFunction, "promise": JSPromise,
    "async function": JSAsyncFunction,
}  # fmt: skip


def parts(value: JSObject) -> tuple[Bridge, int]:
    """The bridge of a proxy and the number of its object."""
    return value.__js_bridge__, value.__js_number__


def _bound(value: Any, this: JSObject) -> Any:
    if type(value) is JSFunction:
        return JSMethod(value, this)
    return JSAsyncMethod(value, this) if type(value) is JSAsyncFunction else value


def _arguments(args: tuple[Any, ...], options: dict[str, Any]) -> list[Any]:
    return [*args, {_without_underscore(name): value for name, value in options.items()}] if options else list(args)


def _without_underscore(name: str) -> str:
    return name[:-1] if name.endswith("_") and keyword.iskeyword(name[:-1]) else name


def _property(value: JSObject, name: str) -> str:
    """The property that reading an attribute finds, or would make."""
    if not name.endswith("_"):
        return name
    bridge = value.__js_bridge__
    if bridge.get(value, name) is not MISSING:
        return name
    return name[:-1] if keyword.iskeyword(name[:-1]) or bridge.get(value, name[:-1]) is not MISSING else name


def _parts_of(key: slice) -> tuple[int | None, int | None, int | None]:
    start, stop, step = (None if part is None else operator.index(part) for part in (key.start, key.stop, key.step))
    if step == 0:
        raise ValueError("the step of a slice cannot be 0")
    return start, stop, step


def to_python(value: Any) -> Any:
    """A copy of a JavaScript value in Python's own types: arrays and Sets as lists, plain objects and Maps as dicts, Dates as datetimes.

    Functions, promises, class instances and Dates that a datetime cannot hold stay proxies. Raises JSError for a structure that holds itself.
    """
    if isinstance(value, JSObject):
        return value.__js_bridge__.ask("copy", value)
    return value
