"""Values that are no numbers and no strings: constants, symbols, dates; what type a value has; comparisons and conversions."""

from __future__ import annotations

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.memory import HALF, WORD, doubles, halves, octets, words
from anode.engine.napi.status import (
    BOOLEAN_EXPECTED,
    DATE_EXPECTED,
    FUNCTION_EXPECTED,
    GENERIC_FAILURE,
    INVALID_ARG,
    NUMBER_EXPECTED,
    OBJECT_EXPECTED,
    OK,
    STRING_EXPECTED,
)  # fmt: skip

UNDEFINED, NULL, BOOLEAN, NUMBER, STRING, SYMBOL, OBJECT, FUNCTION, EXTERNAL, BIGINT = range(10)  # napi_valuetype

_is_number, _is_string, _is_function, _is_object = (v8[f"Value__Is{name}"] for name in ("Number", "String", "Function", "Object"))
_is_external, _is_boolean, _is_undefined, _is_symbol = (v8[f"Value__Is{name}"] for name in ("External", "Boolean", "Undefined", "Symbol"))
_is_bigint, _is_null, _is_true, _is_date = (v8[f"Value__Is{name}"] for name in ("BigInt", "Null", "True", "Date"))


@entry("p")
def napi_get_undefined(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = env.undefined
    return OK


@entry("p")
def napi_get_null(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = env.null
    return OK


@entry("p")
def napi_get_global(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = env.addons.global_object
    return OK


@entry("bp")
def napi_get_boolean(env: Environment, value: bool, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = env.true if value else env.false
    return OK


@entry("pp")
def napi_get_value_bool(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not result:
        return INVALID_ARG
    if not _is_boolean(value):
        return BOOLEAN_EXPECTED
    octets[result] = _is_true(value)
    return OK


@entry("pp")
def napi_create_symbol(env: Environment, description: int | None, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    if description and not _is_string(description):
        return STRING_EXPECTED
    words[result >> WORD] = env.call_function(env.addons.helpers["Symbol"], *([description] if description else []))
    return OK


@entry("dp", runs_javascript=True)
def napi_create_date(env: Environment, time: float, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = v8["Date__New"](env.context, time)
    return OK


@entry("pp", runs_javascript=True)
def napi_get_date_value(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not result:
        return INVALID_ARG
    if not _is_date(value):
        return DATE_EXPECTED
    doubles[result >> WORD] = v8["Date__ValueOf"](value)
    return OK


@entry("pp")
def napi_typeof(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not result:
        return INVALID_ARG
    if _is_number(value):
        kind = NUMBER
    elif _is_string(value):
        kind = STRING
    elif _is_function(value):
        kind = FUNCTION
    elif _is_external(value):
        kind = EXTERNAL
    elif _is_object(value):
        kind = OBJECT
    elif _is_undefined(value):
        kind = UNDEFINED
    elif _is_boolean(value):
        kind = BOOLEAN
    elif _is_null(value):
        kind = NULL
    elif _is_symbol(value):
        kind = SYMBOL
    elif _is_bigint(value):
        kind = BIGINT
    else:
        return INVALID_ARG
    halves[result >> HALF] = kind
    return OK


def _declare_test(name: str, kind: str) -> None:
    is_kind = v8[f"Value__Is{kind}"]

    def test(env: Environment, value: int | None, result: int | None) -> int:
        if not value or not result:
            return INVALID_ARG
        octets[result] = is_kind(value)
        return OK

    entry("pp", name=name)(test)


for _name, _kind in (
    ("napi_is_array", "Array"),
    ("napi_is_arraybuffer", "ArrayBuffer"),
    ("napi_is_buffer", "ArrayBufferView"),
    ("napi_is_dataview", "DataView"),
    ("napi_is_date", "Date"),
    ("napi_is_error", "NativeError"),
    ("napi_is_promise", "Promise"),
    ("napi_is_typedarray", "TypedArray"),
    ("node_api_is_sharedarraybuffer", "SharedArrayBuffer"),
):
    _declare_test(_name, _kind)


@entry("ppp", runs_javascript=True)
def napi_strict_equals(env: Environment, left: int | None, right: int | None, result: int | None) -> int:
    if not left or not right or not result:
        return INVALID_ARG
    octets[result] = v8["Value__StrictEquals"](left, right)
    return OK


@entry("ppp", runs_javascript=True)
def napi_instanceof(env: Environment, value: int | None, constructor: int | None, result: int | None) -> int:
    if not value or not result:
        return INVALID_ARG
    octets[result] = False
    if not constructor:
        return INVALID_ARG
    if not v8["Value__ToObject"](constructor, env.context):
        return env.caught(OBJECT_EXPECTED)
    if not _is_function(constructor):
        message = env.new_text(b"Constructor must be a function")
        error = v8["Exception__TypeError"](message)
        v8["Object__Set"](error, env.context, env.new_text(b"code"), env.new_text(b"ERR_NAPI_CONS_FUNCTION"))
        env.keep_exception(error)
        return FUNCTION_EXPECTED
    answer = env.addons.take_block()  # two bytes: whether there is an answer, and which
    v8["Value__InstanceOf"](value, env.context, constructor, answer)
    is_known, is_instance = octets[answer], octets[answer + 1]
    env.addons.give_block(answer)
    if not is_known:
        return env.caught(GENERIC_FAILURE)
    octets[result] = is_instance
    return OK


@entry("pp", runs_javascript=True)
def napi_coerce_to_bool(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not result:
        return INVALID_ARG
    words[result >> WORD] = env.true if v8["Value__BooleanValue"](value, env.isolate) else env.false
    return OK


def _declare_conversion(name: str, convert: str, status: int) -> None:
    to_kind = v8[convert]

    def coerce(env: Environment, value: int | None, result: int | None) -> int:
        if not value or not result:
            return INVALID_ARG
        converted = to_kind(value, env.context)
        if not converted:
            return env.caught(status, GENERIC_FAILURE)
        words[result >> WORD] = converted
        return OK

    entry("pp", runs_javascript=True, name=name)(coerce)


_declare_conversion("napi_coerce_to_number", "Value__ToNumber", NUMBER_EXPECTED)
_declare_conversion("napi_coerce_to_object", "Value__ToObject", OBJECT_EXPECTED)
_declare_conversion("napi_coerce_to_string", "Value__ToString", STRING_EXPECTED)
