"""``napi_define_class``: a function template of V8's, whose methods check their receiver, as Node makes it."""

from __future__ import annotations

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.functions.objects import STATIC, define, read_descriptors
from anode.engine.napi.invocation import add_record, invoke_address
from anode.engine.napi.memory import AUTO_LENGTH, LONGEST, WORD, words
from anode.engine.napi.status import GENERIC_FAILURE, INVALID_ARG, NAME_EXPECTED, OK

_ALLOW = 1  # ConstructorBehavior


def _new_template(env: Environment, callback: int, data: int | None, receiver: int | None = None) -> int:
    # A template can be the signature of another: only its instances are receivers then.
    external = v8["External__New"](env.isolate, add_record(env, callback, data))
    template: int = v8["FunctionTemplate__New"](env.isolate, invoke_address, external, receiver, 0, _ALLOW, 0, None, 0)
    return template


@entry("pzppzpp", runs_javascript=True)
def napi_define_class(
    env: Environment, name: int | None, length: int, constructor: int | None, data: int | None, count: int, properties: int | None, result: int | None
) -> int:  # fmt: skip
    if not constructor or not result or (count and not properties) or not name or (length != AUTO_LENGTH and length > LONGEST):
        return INVALID_ARG
    template = _new_template(env, constructor, data)
    text = v8["String__NewFromUtf8"](env.isolate, name, 1, -1 if length == AUTO_LENGTH else length)
    v8["FunctionTemplate__SetClassName"](template, text)
    prototype = v8["FunctionTemplate__PrototypeTemplate"](template)
    descriptors = read_descriptors(count, properties)
    for descriptor in descriptors:
        if descriptor.attributes & STATIC:
            continue
        key = descriptor.key(env)
        if not key:
            return NAME_EXPECTED
        if descriptor.getter or descriptor.setter:
            getter, setter = (
                _new_template(env, function, descriptor.data) if function else None for function in (descriptor.getter, descriptor.setter)
            )
            v8["Template__SetAccessorProperty"](prototype, key, getter, setter, descriptor.v8_attributes())
        else:
            value = _new_template(env, descriptor.method, descriptor.data, template) if descriptor.method else descriptor.value
            v8["Template__Set"](prototype, key, value, descriptor.v8_attributes())
    made = v8["FunctionTemplate__GetFunction"](template, env.context)
    if not made:
        return env.caught(GENERIC_FAILURE)
    words[result >> WORD] = made
    return define(env, made, [descriptor for descriptor in descriptors if descriptor.attributes & STATIC]) or OK
