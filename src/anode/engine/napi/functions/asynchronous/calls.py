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
# Open callback scopes, by number, and a Global of what AsyncContext.enter has returned.
_scopes: dict[int, tuple[AsyncContext | None, int]] = {}


class AsyncContext:
    """The JavaScript half of an asynchronous operation. ``keeps_frame`` says that its callbacks see the stores of AsyncLocalStorage of now, as Node has it
    for ``napi_async_init`` alone.
    """

    __slots__ = ("_env", "_slot")

    def __init__(self, env: Environment, resource: int, name: int, keeps_frame: bool = False) -> None:
        self._env = env
        made = env.call_function(env.addons.helpers["asyncInit"], resource, name, env.true if keeps_frame else env.false)
        self._slot: int = v8["Global__New"](env.isolate, made or env.undefined)

    @property
    def address(self) -> int:
        """The Global."""
        return self._slot

    def enter(self, with_frame: bool = True) -> int:
        """A callback of the operation begins; what :meth:`leave` takes: the addon may end the operation in the callback."""
        env = self._env
        local: int = v8["Local__New"](env.isolate, self._slot)
        env.call_function(env.addons.helpers["enter"], local, env.true if with_frame else env.false)
        return local

    def leave(self, entered: int) -> None:
        """It ends."""
        self._env.call_function(self._env.addons.helpers["leave"], entered)

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
    context = AsyncContext(env, found, text, keeps_frame=True)
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
    entered = 0 if context is None else context.enter()
    returned = v8["Function__Call"](function, env.context, receiver, count, values)
    if not returned:
        status = env.caught()
        if context is not None:
            context.leave(entered)
        return status
    if context is not None:
        context.leave(entered)
    if result:
        words[result >> WORD] = returned
    return OK


@entry("ppp")
def napi_open_callback_scope(env: Environment, resource: int | None, address: int | None, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    context = _contexts.get(address or 0)
    number = new_number()
    entered = 0
    if context is not None:
        if not env.catcher:
            env.open_catcher()
        entered = v8["Global__New"](env.isolate, context.enter(with_frame=False))
    _scopes[number] = context, entered
    words[result >> WORD] = number
    return OK


@entry("p")
def napi_close_callback_scope(env: Environment, scope: int | None) -> int:
    if not scope:
        return INVALID_ARG
    if scope not in _scopes:
        return CALLBACK_SCOPE_MISMATCH
    context, entered = _scopes.pop(scope)
    if context is not None:
        local = v8["Local__New"](env.isolate, entered)
        v8["Global__Reset"](entered)
        if not env.exception:
            context.leave(local)
    return OK
