"""Objects, arrays and their properties."""

from __future__ import annotations

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.functions.calls import new_function
from anode.engine.napi.memory import HALF, LONGEST, WORD, halves, octets, words
from anode.engine.napi.status import (
    ARRAY_EXPECTED,
    GENERIC_FAILURE,
    INVALID_ARG,
    NAME_EXPECTED,
    OBJECT_EXPECTED,
    OK,
    PENDING_EXCEPTION,
)  # fmt: skip

_is_object, _is_string, _is_symbol = v8["Value__IsObject"], v8["Value__IsString"], v8["Value__IsSymbol"]
_get, _set, _has, _delete = v8["Object__Get"], v8["Object__Set"], v8["Object__Has"], v8["Object__Delete"]
_get_index, _set_index = v8["Object__GetIndex"], v8["Object__SetIndex"]
_new_name = v8["String__NewFromUtf8"]
_INTERNALIZED = 1  # NewStringType
_TRUE, _NOTHING = 1, 2  # MaybeBool of the binding

# napi_property_attributes, and PropertyAttribute of V8's.
WRITABLE, ENUMERABLE, CONFIGURABLE, STATIC = 1, 2, 4, 1024
_READ_ONLY, _NOT_ENUMERABLE, _NOT_DELETABLE = 1, 2, 4
_DESCRIPTOR = 8  # words of a napi_property_descriptor


def _to_object(env: Environment, value: int | None) -> int:
    """The object that a value is or converts to; 0 where it does not."""
    if value and _is_object(value):
        return value
    found: int = v8["Value__ToObject"](value, env.context) if value else 0
    if not found and value:
        env.caught()
    return found or 0


def _refuse_value(value: int | None) -> int:
    return OBJECT_EXPECTED if value else INVALID_ARG


def name_of(env: Environment, text: int) -> int:
    """The key with the UTF-8 text at an address."""
    handle: int = _new_name(env.isolate, text, _INTERNALIZED, -1)
    return handle


# ---- making ----


@entry("p")
def napi_create_object(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = v8["Object__New"](env.isolate)
    return OK


@entry("pppzp", runs_javascript=True)
def node_api_create_object_with_properties(
    env: Environment, prototype: int | None, names: int | None, values: int | None, count: int, result: int | None
) -> int:
    if not result or (count and (not names or not values)):
        return INVALID_ARG
    made = v8["Object__New"](env.isolate)
    if not prototype:
        prototype = env.null
    v8["Object__SetPrototype"](made, env.context, prototype)
    for i in range(count):
        key, value = words[((names or 0) >> WORD) + i], words[((values or 0) >> WORD) + i]
        if not (_is_string(key) or _is_symbol(key)):
            return NAME_EXPECTED
        v8["Object__DefineOwnProperty"](made, env.context, key, value, 0)
    words[result >> WORD] = made
    return OK


@entry("p")
def napi_create_array(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = v8["Array__New"](env.isolate, 0)
    return OK


@entry("zp")
def napi_create_array_with_length(env: Environment, length: int, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = v8["Array__New"](env.isolate, length if length <= LONGEST else 0)
    return OK


@entry("pp")
def napi_get_array_length(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not result:
        return INVALID_ARG
    if not v8["Value__IsArray"](value):
        return ARRAY_EXPECTED
    halves[result >> HALF] = v8["Array__Length"](value)
    return OK


@entry("pp")
def napi_get_prototype(env: Environment, value: int | None, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    words[result >> WORD] = v8["Object__GetPrototype"](found)
    return OK


@entry("pp", runs_javascript=True)
def node_api_set_prototype(env: Environment, value: int | None, prototype: int | None) -> int:
    if not prototype:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    done = v8["Object__SetPrototype"](found, env.context, prototype)
    return OK if done == _TRUE else env.caught(PENDING_EXCEPTION)


# ---- properties by key ----


@entry("ppp", runs_javascript=True)
def napi_get_property(env: Environment, value: int | None, key: int | None, result: int | None) -> int:
    if not key or not result:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    got = _get(found, env.context, key)
    if not got:
        return env.caught()
    words[result >> WORD] = got
    return OK


@entry("ppp", runs_javascript=True)
def napi_get_named_property(env: Environment, value: int | None, name: int | None, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    if not name:
        return INVALID_ARG
    return napi_get_property(env, value, name_of(env, name), result)


@entry("ppp", runs_javascript=True)
def napi_set_property(env: Environment, value: int | None, key: int | None, to: int | None) -> int:
    if not key or not to:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    return OK if _set(found, env.context, key, to) == _TRUE else env.caught(otherwise=INVALID_ARG)


@entry("ppp", runs_javascript=True)
def napi_set_named_property(env: Environment, value: int | None, name: int | None, to: int | None) -> int:
    if not to or not name:
        return INVALID_ARG
    return napi_set_property(env, value, name_of(env, name), to)


@entry("ppp", runs_javascript=True)
def napi_has_property(env: Environment, value: int | None, key: int | None, result: int | None) -> int:
    if not key or not result:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    answer = _has(found, env.context, key)
    if answer == _NOTHING:
        return env.caught()
    octets[result] = answer == _TRUE
    return OK


@entry("ppp", runs_javascript=True)
def napi_has_named_property(env: Environment, value: int | None, name: int | None, result: int | None) -> int:
    if not result or not name:
        return INVALID_ARG
    return napi_has_property(env, value, name_of(env, name), result)


@entry("ppp", runs_javascript=True)
def napi_has_own_property(env: Environment, value: int | None, key: int | None, result: int | None) -> int:
    if not key or not result:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    if not (_is_string(key) or _is_symbol(key)):
        return NAME_EXPECTED
    answer = v8["Object__HasOwnProperty"](found, env.context, key)
    if answer == _NOTHING:
        return env.caught()
    octets[result] = answer == _TRUE
    return OK


@entry("ppp", runs_javascript=True)
def napi_delete_property(env: Environment, value: int | None, key: int | None, result: int | None) -> int:
    if not key:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    answer = _delete(found, env.context, key)
    if answer == _NOTHING:
        return env.caught()
    if result:
        octets[result] = answer == _TRUE
    return OK


# ---- properties by index ----


@entry("pup", runs_javascript=True)
def napi_get_element(env: Environment, value: int | None, index: int, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    got = _get_index(found, env.context, index)
    if not got:
        return env.caught()
    words[result >> WORD] = got
    return OK


@entry("pup", runs_javascript=True)
def napi_set_element(env: Environment, value: int | None, index: int, to: int | None) -> int:
    if not to:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    return OK if _set_index(found, env.context, index, to) == _TRUE else env.caught(otherwise=INVALID_ARG)


@entry("pup", runs_javascript=True)
def napi_has_element(env: Environment, value: int | None, index: int, result: int | None) -> int:
    return napi_has_property(env, value, v8["Integer__NewFromUnsigned"](env.isolate, index), result)


@entry("pup", runs_javascript=True)
def napi_delete_element(env: Environment, value: int | None, index: int, result: int | None) -> int:
    return napi_delete_property(env, value, v8["Integer__NewFromUnsigned"](env.isolate, index), result)


# ---- names ----

_OWN, _WITH_PROTOTYPES = 0, 1  # KeyCollectionMode
_WITH_INDICES = 0  # IndexFilter
_TO_STRING, _KEEP_NUMBERS = 0, 1  # KeyConversionMode
_ENUMERABLE_STRINGS = 2 | 16  # PropertyFilter, whose bits are those of napi_key_filter
_ALL_FILTERS = 31


@entry("piiip", runs_javascript=True)
def napi_get_all_property_names(env: Environment, value: int | None, mode: int, bits: int, conversion: int, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    if mode not in (0, 1) or conversion not in (0, 1):
        return INVALID_ARG
    which = _WITH_PROTOTYPES if mode == 0 else _OWN
    names = v8["Object__GetPropertyNames"](
        found, env.context, which, bits & _ALL_FILTERS, _WITH_INDICES, _TO_STRING if conversion else _KEEP_NUMBERS
    )
    if not names:
        return env.caught()
    words[result >> WORD] = names
    return OK


@entry("pp", runs_javascript=True)
def napi_get_property_names(env: Environment, value: int | None, result: int | None) -> int:
    return napi_get_all_property_names(env, value, 0, _ENUMERABLE_STRINGS, 1, result)


# ---- definitions ----


class Descriptor:
    """A napi_property_descriptor, read from an address."""

    __slots__ = ("_name", "_text", "attributes", "data", "getter", "method", "setter", "value")

    def __init__(self, address: int) -> None:
        self._text, self._name, self.method, self.getter, self.setter, self.value, attributes, self.data = words[
            address >> WORD : (address >> WORD) + _DESCRIPTOR
        ]
        self.attributes = attributes & 0xFFFFFFFF

    def key(self, env: Environment) -> int:
        """The property's name as a handle; 0 where there is none."""
        if self._text:
            return name_of(env, self._text)
        name = self._name
        return name if name and (_is_string(name) or _is_symbol(name)) else 0

    def v8_attributes(self) -> int:
        """The attributes as V8 has them; an accessor has none for writing."""
        attributes = self.attributes
        return (
            (0 if self.getter or self.setter or attributes & WRITABLE else _READ_ONLY)
            | (0 if attributes & ENUMERABLE else _NOT_ENUMERABLE)
            | (0 if attributes & CONFIGURABLE else _NOT_DELETABLE)
        )


def read_descriptors(count: int, address: int | None) -> list[Descriptor]:
    """The descriptors of an array."""
    return [Descriptor((address or 0) + i * _DESCRIPTOR * 8) for i in range(count)]


def define(env: Environment, target: int, descriptors: list[Descriptor]) -> int:
    """Define properties of an object; the status."""
    for descriptor in descriptors:
        key = descriptor.key(env)
        if not key:
            return NAME_EXPECTED
        if descriptor.getter or descriptor.setter:
            done = _define_accessor(env, target, key, descriptor)
        else:
            value = new_function(env, descriptor.method, descriptor.data) if descriptor.method else descriptor.value
            if not value:
                return INVALID_ARG
            done = v8["Object__DefineOwnProperty"](target, env.context, key, value, descriptor.v8_attributes())
        if done != _TRUE:
            return env.caught(otherwise=GENERIC_FAILURE if descriptor.method else INVALID_ARG)
    return OK


def _define_accessor(env: Environment, target: int, key: int, descriptor: Descriptor) -> int:
    getter, setter = (
        new_function(env, function, descriptor.data) if function else env.undefined for function in (descriptor.getter, descriptor.setter)
    )
    block = env.addons.take_block()
    v8["PropertyDescriptor__CONSTRUCT__Get_Set"](block, getter, setter)
    v8["PropertyDescriptor__set_enumerable"](block, bool(descriptor.attributes & ENUMERABLE))
    v8["PropertyDescriptor__set_configurable"](block, bool(descriptor.attributes & CONFIGURABLE))
    done: int = v8["Object__DefineProperty"](target, env.context, key, block)
    v8["PropertyDescriptor__DESTRUCT"](block)
    env.addons.give_block(block)
    return done


@entry("pzp", runs_javascript=True)
def napi_define_properties(env: Environment, value: int | None, count: int, properties: int | None) -> int:
    if count and not properties:
        return INVALID_ARG
    found = _to_object(env, value)
    if not found:
        return _refuse_value(value)
    return define(env, found, read_descriptors(count, properties))


def _declare_integrity(name: str, helper: str) -> None:
    def change(env: Environment, value: int | None) -> int:
        found = _to_object(env, value)
        if not found:
            return _refuse_value(value)
        return OK if env.call_function(env.addons.helpers[helper], found) else env.caught()

    entry("p", runs_javascript=True, name=name)(change)


_declare_integrity("napi_object_freeze", "freeze")
_declare_integrity("napi_object_seal", "seal")
