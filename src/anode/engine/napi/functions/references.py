"""References, wrapped objects, externals, type tags."""

from __future__ import annotations

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.memory import HALF, WORD, halves, octets, words
from anode.engine.napi.references import Reference, finalize_later, references
from anode.engine.napi.status import GENERIC_FAILURE, INVALID_ARG, OK

_is_object, _is_external, _external_value = v8["Value__IsObject"], v8["Value__IsExternal"], v8["External__Value"]
_get_private, _set_private = v8["Object__GetPrivate"], v8["Object__SetPrivate"]
_ANY_VALUE_SINCE = 10  # the version of Node-API since which a reference may be to any value


def _wrapped(env: Environment, value: int) -> Reference | None:
    """The reference of a wrapped object."""
    held = _get_private(value, env.context, env.addons.wrap_key)
    return references.get(_external_value(held)) if held and _is_external(held) else None


@entry("ppppp", runs_javascript=True)
def napi_wrap(env: Environment, value: int | None, native: int | None, finalizer: int | None, hint: int | None, result: int | None) -> int:
    if not value or not _is_object(value):
        return INVALID_ARG
    if _is_external(value) or _wrapped(env, value) is not None or (result and not finalizer):
        return INVALID_ARG
    reference = Reference(env, value, 0, finalizer, native, hint, owned=not result)
    _set_private(value, env.context, env.addons.wrap_key, v8["External__New"](env.isolate, reference.number))
    if result:
        words[result >> WORD] = reference.number
    return OK


@entry("pp", runs_javascript=True)
def napi_unwrap(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not result or not _is_object(value):
        return INVALID_ARG
    reference = _wrapped(env, value)
    if reference is None:
        return INVALID_ARG
    words[result >> WORD] = reference.data or 0
    return OK


@entry("pp", runs_javascript=True)
def napi_remove_wrap(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not _is_object(value):
        return INVALID_ARG
    reference = _wrapped(env, value)
    if reference is None:
        return INVALID_ARG
    if result:
        words[result >> WORD] = reference.data or 0
    _set_private(value, env.context, env.addons.wrap_key, env.undefined)
    reference.finalizer = None
    if reference.owned:
        reference.delete()
    return OK


@entry("ppppp")
def napi_add_finalizer(
    env: Environment, value: int | None, data: int | None, finalizer: int | None, hint: int | None, result: int | None
) -> int:
    if not value or not finalizer or not _is_object(value):
        return INVALID_ARG
    reference = Reference(env, value, 0, finalizer, data, hint, owned=not result)
    if result:
        words[result >> WORD] = reference.number
    return OK


@entry("ppp")
def node_api_post_finalizer(env: Environment, finalizer: int | None, data: int | None, hint: int | None) -> int:
    finalize_later(Reference(env, 0, 0, finalizer, data, hint, owned=True))
    return OK


@entry("pppp", runs_javascript=True)
def napi_create_external(env: Environment, data: int | None, finalizer: int | None, hint: int | None, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    made = v8["External__New"](env.isolate, data)
    if finalizer:
        Reference(env, made, 0, finalizer, data, hint, owned=True)
    words[result >> WORD] = made
    return OK


@entry("pp")
def napi_get_value_external(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not result or not _is_external(value):
        return INVALID_ARG
    words[result >> WORD] = _external_value(value) or 0
    return OK


# ---- type tags ----
# V8 ends the process when an external gets a private property, so the tags of externals are in a WeakMap.


def _tag_of(env: Environment, value: int) -> int:
    held: int
    if _is_external(value):
        held = env.call_function(env.addons.helpers["getTag"], value)
    else:
        held = _get_private(value, env.context, env.addons.tag_key)
    return held if held and v8["Value__IsBigInt"](held) else 0


def _new_tag(env: Environment, tag: int) -> int:
    made: int = v8["BigInt__NewFromWords"](env.context, 0, 2, tag)
    return made


@entry("pp", runs_javascript=True)
def napi_type_tag_object(env: Environment, value: int | None, tag: int | None) -> int:
    if not tag or not value:
        return INVALID_ARG
    found = v8["Value__ToObject"](value, env.context)
    if not found:
        return env.caught()
    if _tag_of(env, found):
        return INVALID_ARG
    if _is_external(found):
        env.call_function(env.addons.helpers["setTag"], found, _new_tag(env, tag))
    else:
        _set_private(found, env.context, env.addons.tag_key, _new_tag(env, tag))
    return OK


@entry("ppp", runs_javascript=True)
def napi_check_object_type_tag(env: Environment, value: int | None, tag: int | None, result: int | None) -> int:
    if not tag or not result or not value:
        return INVALID_ARG
    found = v8["Value__ToObject"](value, env.context)
    if not found:
        return env.caught()
    held = _tag_of(env, found)
    octets[result] = bool(held) and v8["Value__StrictEquals"](held, _new_tag(env, tag))
    return OK


# ---- counted references ----


@entry("pup")
def napi_create_reference(env: Environment, value: int | None, count: int, result: int | None) -> int:
    if not value or not result:
        return INVALID_ARG
    weakly = _is_object(value) or v8["Value__IsSymbol"](value)
    if not weakly and env.version < _ANY_VALUE_SINCE:
        return INVALID_ARG
    words[result >> WORD] = Reference(env, value, count, weakly=weakly).number
    return OK


@entry("p")
def napi_delete_reference(env: Environment, number: int | None) -> int:
    if not number:
        return INVALID_ARG
    reference = references.get(number)
    if reference is not None:
        reference.delete()
    return OK


@entry("pp")
def napi_reference_ref(env: Environment, number: int | None, result: int | None) -> int:
    reference = references.get(number or 0)
    if reference is None:
        return INVALID_ARG
    count = reference.increase()
    if result:
        halves[result >> HALF] = count
    return OK


@entry("pp")
def napi_reference_unref(env: Environment, number: int | None, result: int | None) -> int:
    reference = references.get(number or 0)
    if reference is None:
        return INVALID_ARG
    if not reference.count:
        return GENERIC_FAILURE
    count = reference.decrease()
    if result:
        halves[result >> HALF] = count
    return OK


@entry("pp")
def napi_get_reference_value(env: Environment, number: int | None, result: int | None) -> int:
    reference = references.get(number or 0)
    if reference is None or not result:
        return INVALID_ARG
    words[result >> WORD] = reference.value()
    return OK
