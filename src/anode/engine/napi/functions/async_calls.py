"""Calls into JavaScript as parts of an asynchronous operation of the addon's: what async_hooks and AsyncLocalStorage see of them.

A ``napi_async_context`` is a Global of an object that JavaScript has made (lib/internal/process/addons.js); it has the ids, the resource and the frame of
AsyncLocalStorage.
"""

from __future__ import annotations

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.memory import WORD, words
from anode.engine.napi.references import new_number
from anode.engine.napi.status import CALLBACK_SCOPE_MISMATCH, INVALID_ARG, OBJECT_EXPECTED, OK, STRING_EXPECTED

_is_object, _is_function = v8["Value__IsObject"], v8["Value__IsFunction"]


_contexts: dict[int, AsyncContext] = {}  # by address, those that addons have made
_scopes: dict[int, AsyncContext | None] = {}  # open callback scopes, by number


class AsyncContext:
    """The JavaScript half of an asynchronous operation."""

    __slots__ = ("_env", "_slot")

    def __init__(self, env: Environment, resource: int, name: int) -> None:
        self._env = env
        made = env.call_function(env.addons.helpers["asyncInit"], resource, name)
        self._slot: int = v8["Global__New"](env.isolate, made or env.undefined)

    @property
    def address(self) -> int:
        """The Global."""
        return self._slot

    def enter(self) -> None:
        """A callback of the operation begins."""
        self._env.call_function(self._env.addons.helpers["enter"], self._slot)

    def leave(self) -> None:
        """It ends."""
        self._env.call_function(self._env.addons.helpers["leave"], self._slot)

    def destroy(self) -> None:
        """The operation is over."""
        if self._slot:
            self._env.call_function(self._env.addons.helpers["asyncDestroy"], self._slot)
            self.forget()

    def forget(self) -> None:
        """Let go of the JavaScript half."""
        slot, self._slot = self._slot, 0
        if slot:
            v8["Global__Reset"](slot)


def name_text(env: Environment, name: int | None) -> int:
    """The name of an operation as a string handle; 0 where it cannot be converted."""
    made: int = v8["Value__ToString"](name, env.context) if name else 0
    if not made:
        env.caught()
        env.take_exception()
    return made or 0


def resource_object(env: Environment, resource: int | None) -> int:
    """The object of an operation, a new one if none is given; 0 where the value converts to none."""
    made: int = v8["Value__ToObject"](resource, env.context) if resource else v8["Object__New"](env.isolate)
    if not made:
        env.caught()
        env.take_exception()
    return made or 0


@entry("ppp", runs_javascript=True)
def napi_async_init(env: Environment, resource: int | None, name: int | None, result: int | None) -> int:
    if not name or not result:
        return INVALID_ARG
    found = resource_object(env, resource)
    if not found:
        return OBJECT_EXPECTED
    text = name_text(env, name)
    if not text:
        return STRING_EXPECTED
    context = AsyncContext(env, found, text)
    _contexts[context.address] = context
    words[result >> WORD] = context.address
    return OK


@entry("p", runs_javascript=True)
def napi_async_destroy(env: Environment, address: int | None) -> int:
    context = _contexts.pop(address or 0, None)
    if context is None:
        return INVALID_ARG
    context.destroy()
    return OK


@entry("pppzpp", runs_javascript=True)
def napi_make_callback(
    env: Environment, address: int | None, receiver: int | None, function: int | None, count: int, values: int | None, result: int | None
) -> int:
    if not receiver or (count and not values):
        return INVALID_ARG
    if not _is_object(receiver):
        receiver = v8["Value__ToObject"](receiver, env.context)
        if not receiver:
            return env.caught(OBJECT_EXPECTED)
    if not function or not _is_function(function):
        return INVALID_ARG
    context = _contexts.get(address or 0)
    if context is not None:
        context.enter()
    returned = v8["Function__Call"](function, env.context, receiver, count, values)
    if not returned:
        status = env.caught()
        if context is not None:
            context.leave()
        return status
    if context is not None:
        context.leave()
    if result:
        words[result >> WORD] = returned
    return OK


@entry("ppp")
def napi_open_callback_scope(env: Environment, resource: int | None, address: int | None, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    context = _contexts.get(address or 0)
    number = new_number()
    _scopes[number] = context
    if context is not None:
        if not env.catcher:
            env.open_catcher()
        context.enter()
    words[result >> WORD] = number
    return OK


@entry("p")
def napi_close_callback_scope(env: Environment, scope: int | None) -> int:
    if not scope:
        return INVALID_ARG
    if scope not in _scopes:
        return CALLBACK_SCOPE_MISMATCH
    context = _scopes.pop(scope)
    if context is not None and not env.exception:
        context.leave()
    return OK
