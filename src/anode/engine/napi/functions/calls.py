"""Functions: made from the addon's, called by the addon, and what a call of the addon was given."""

from __future__ import annotations

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.invocation import ARGUMENTS, CONSTRUCTS, COUNT, FRAME_TYPE, NEW_TARGET, RECEIVER, add_record, invoke_address
from anode.engine.napi.memory import AUTO_LENGTH, LONGEST, WORD, words
from anode.engine.napi.references import WeakRecord
from anode.engine.napi.status import GENERIC_FAILURE, INVALID_ARG, OK

_is_function, _call = v8["Value__IsFunction"], v8["Function__Call"]
_ALLOW = 1  # ConstructorBehavior: `new` may be used


def new_function(env: Environment, callback: int, data: int | None) -> int:
    """A function of JavaScript's that calls the addon's ``callback``; its record goes with it."""
    number = add_record(env, callback, data)
    function: int = v8["Function__New"](env.context, invoke_address, v8["External__New"](env.isolate, number), 0, _ALLOW, 0)
    if function:
        WeakRecord(env.isolate, function, number)
    return function


@entry("pzppp", runs_javascript=True)
def napi_create_function(
    env: Environment, name: int | None, length: int, callback: int | None, data: int | None, result: int | None
) -> int:
    if not callback or not result:
        return INVALID_ARG
    if name and length != AUTO_LENGTH and length > LONGEST:
        return INVALID_ARG
    function = new_function(env, callback, data)
    if not function:
        return env.caught(GENERIC_FAILURE)
    if name:
        text = v8["String__NewFromUtf8"](env.isolate, name, 1, -1 if length == AUTO_LENGTH else length)
        v8["Function__SetName"](function, text)
    words[result >> WORD] = function
    return OK


@entry("ppppp")
def napi_get_cb_info(env: Environment, info: int | None, count: int | None, values: int | None, this: int | None, data: int | None) -> int:
    if not info:
        return INVALID_ARG
    if values:
        if not count:
            return INVALID_ARG
        given, room = words[(info + COUNT) >> WORD], words[count >> WORD]
        at, first = values >> WORD, info + ARGUMENTS
        for i in range(min(given, room)):
            words[at + i] = first + 8 * i
        for i in range(given, room):
            words[at + i] = env.undefined
    if count:
        words[count >> WORD] = words[(info + COUNT) >> WORD]
    if this:
        words[this >> WORD] = info + RECEIVER
    if data:
        words[data >> WORD] = env.data or 0
    return OK


@entry("pp")
def napi_get_new_target(env: Environment, info: int | None, result: int | None) -> int:
    if not info or not result:
        return INVALID_ARG
    words[result >> WORD] = info + NEW_TARGET if words[(info + FRAME_TYPE) >> WORD] == CONSTRUCTS else 0
    return OK


@entry("ppzpp", runs_javascript=True)
def napi_call_function(
    env: Environment, receiver: int | None, function: int | None, count: int, values: int | None, result: int | None
) -> int:
    if not receiver or not function or (count and not values) or not _is_function(function):
        return INVALID_ARG
    returned = _call(function, env.context, receiver, count, values)
    if not returned:
        return env.caught()
    if result:
        words[result >> WORD] = returned
    return OK


@entry("pzpp", runs_javascript=True)
def napi_new_instance(env: Environment, constructor: int | None, count: int, values: int | None, result: int | None) -> int:
    if not constructor or not result or (count and not values) or not _is_function(constructor):
        return INVALID_ARG
    made = v8["Function__NewInstance"](constructor, env.context, count, values)
    if not made:
        return env.caught()
    words[result >> WORD] = made
    return OK
