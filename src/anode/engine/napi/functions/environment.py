"""The addon's own environment: versions, instance data, cleanup hooks, the file's name."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable

from anode.engine.napi.entries import bare_entry, entry
from anode.engine.napi.environment import Environment
from anode.engine.napi.memory import HALF, WORD, halves, signed_words, words
from anode.engine.napi.references import Reference, new_number, references
from anode.engine.napi.status import INVALID_ARG, OK
from anode.engine.v8.signatures import P

VERSION = 10  # of Node-API
_hook_type = ctypes.CFUNCTYPE(None, P)
_async_hook_type = ctypes.CFUNCTYPE(None, P, P)

registered: list[int] = []  # napi_module structures of the library that is being loaded


@bare_entry("p", returns_status=False)
def napi_module_register(module: int) -> None:
    registered.append(module)


# ---- versions ----


@entry("p")
def napi_get_version(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    halves[result >> HALF] = VERSION
    return OK


_release = ctypes.create_string_buffer(b"node")
_node_version = ctypes.create_string_buffer(24)


def set_node_version(version: str) -> None:
    """The Node whose API this is, as ``v24.1.0``."""
    _node_version.raw = struct.pack("<IIIIQ", *(int(part) for part in version.lstrip("v").split(".")), 0, ctypes.addressof(_release))


@entry("p")
def napi_get_node_version(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = ctypes.addressof(_node_version)
    return OK


@entry("p")
def node_api_get_module_file_name(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = ctypes.addressof(env.filename)
    return OK


@entry("lp")
def napi_adjust_external_memory(env: Environment, change: int, result: int | None) -> int:
    # V8 gives no way to tell it. The sum is the addons' own.
    if not result:
        return INVALID_ARG
    env.addons.external += change
    signed_words[result >> WORD] = env.addons.external
    return OK


# ---- instance data ----


@entry("ppp")
def napi_set_instance_data(env: Environment, data: int | None, finalizer: int | None, hint: int | None) -> int:
    before = references.get(env.instance)
    if before is not None:
        before.delete()
    env.instance = Reference(env, 0, 0, finalizer, data, hint).number
    return OK


@entry("p")
def napi_get_instance_data(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    held = references.get(env.instance)
    words[result >> WORD] = 0 if held is None else held.data or 0
    return OK


# ---- cleanup hooks ----


class _Hook:
    """A hook is known by its function and its argument."""

    __slots__ = ("_call", "key")

    def __init__(self, function: int, argument: int | None) -> None:
        self.key = function, argument
        self._call = _hook_type(function)

    def __call__(self) -> None:
        self._call(self.key[1])


@entry("pp")
def napi_add_env_cleanup_hook(env: Environment, function: int | None, argument: int | None) -> int:
    if not function:
        return INVALID_ARG
    env.addons.hooks.append(_Hook(function, argument))
    return OK


@entry("pp")
def napi_remove_env_cleanup_hook(env: Environment, function: int | None, argument: int | None) -> int:
    if not function:
        return INVALID_ARG
    hooks: list[Callable[[], None]] = env.addons.hooks
    for hook in reversed(hooks):
        if isinstance(hook, _Hook) and hook.key == (function, argument):
            hooks.remove(hook)
            break
    return OK


class _AsyncHook:
    """A hook that is done when the addon removes it, which may be after it has returned, and on another thread."""

    __slots__ = ("_argument", "_call", "_env", "number")

    def __init__(self, env: Environment, function: int, argument: int | None) -> None:
        self.number = new_number()
        self._env = env
        self._call = _async_hook_type(function)
        self._argument = argument
        _async_hooks[self.number] = self

    def __call__(self) -> None:
        self._env.addons.unfinished.add(self.number)
        self._call(self.number, self._argument)

    def remove(self) -> None:
        addons = self._env.addons
        if self in addons.hooks:
            addons.hooks.remove(self)
        addons.unfinished.discard(self.number)


_async_hooks: dict[int, _AsyncHook] = {}


@entry("ppp")
def napi_add_async_cleanup_hook(env: Environment, function: int | None, argument: int | None, result: int | None) -> int:
    if not function:
        return INVALID_ARG
    hook = _AsyncHook(env, function, argument)
    env.addons.hooks.append(hook)
    if result:
        words[result >> WORD] = hook.number
    return OK


@bare_entry("p")
def napi_remove_async_cleanup_hook(number: int | None) -> int:
    hook = _async_hooks.pop(number or 0, None)
    if hook is None:
        return INVALID_ARG
    hook.remove()
    return OK
