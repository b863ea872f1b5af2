"""Handle scopes.

A handle outlives its scope by being copied into a slot of the scope around it, which is made before the inner scope begins.
"""

from __future__ import annotations

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.memory import WORD, words
from anode.engine.napi.status import ESCAPE_CALLED_TWICE, HANDLE_SCOPE_MISMATCH, INVALID_ARG, OK

_construct, _destruct = v8["HandleScope__CONSTRUCT"], v8["HandleScope__DESTRUCT"]
_ESCAPE = 32  # offset in a scope's block, behind V8's HandleScope: the slot for the handle that escapes


@entry("p")
def napi_open_handle_scope(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    addons = env.addons
    block = addons.take_block()
    _construct(block, env.isolate)
    addons.scopes += 1
    words[result >> WORD] = block
    return OK


@entry("p")
def napi_close_handle_scope(env: Environment, scope: int | None) -> int:
    if not scope:
        return INVALID_ARG
    addons = env.addons
    if not addons.scopes:
        return HANDLE_SCOPE_MISMATCH
    addons.scopes -= 1
    _destruct(scope)
    addons.give_block(scope)
    return OK


@entry("p")
def napi_open_escapable_handle_scope(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    slot = v8["Local__New"](env.isolate, env.undefined)
    status = napi_open_handle_scope(env, result)
    words[(words[result >> WORD] + _ESCAPE) >> WORD] = slot
    return status


entry("p", name="napi_close_escapable_handle_scope")(napi_close_handle_scope)


@entry("ppp")
def napi_escape_handle(env: Environment, scope: int | None, value: int | None, result: int | None) -> int:
    if not scope or not value or not result:
        return INVALID_ARG
    at = (scope + _ESCAPE) >> WORD
    slot = words[at]
    if not slot:
        return ESCAPE_CALLED_TWICE
    words[at] = 0
    words[slot >> WORD] = words[value >> WORD]
    words[result >> WORD] = slot
    return OK
