"""Numbers and BigInts."""

from __future__ import annotations

from math import isfinite

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.memory import HALF, LONGEST, WORD, doubles, halves, signed_words, words
from anode.engine.napi.status import BIGINT_EXPECTED, INVALID_ARG, NUMBER_EXPECTED, OK

_is_number, _is_int32, _is_bigint = v8["Value__IsNumber"], v8["Value__IsInt32"], v8["Value__IsBigInt"]
_number_value, _integer_value = v8["Number__Value"], v8["Integer__Value"]
_new_number, _new_integer, _new_unsigned = v8["Number__New"], v8["Integer__New"], v8["Integer__NewFromUnsigned"]
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


@entry("dp")
def napi_create_double(env: Environment, value: float, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = _new_number(env.isolate, value)
    return OK


@entry("ip")
def napi_create_int32(env: Environment, value: int, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = _new_integer(env.isolate, value)
    return OK


@entry("up")
def napi_create_uint32(env: Environment, value: int, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = _new_unsigned(env.isolate, value)
    return OK


@entry("lp")
def napi_create_int64(env: Environment, value: int, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = _new_number(env.isolate, float(value))
    return OK


@entry("pp")
def napi_get_value_double(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not result:
        return INVALID_ARG
    if not _is_number(value):
        return NUMBER_EXPECTED
    doubles[result >> WORD] = _number_value(value)
    return OK


def _get_32_bits(env: Environment, value: int | None, result: int | None) -> int:
    # The 32 lowest bits of the number without its fraction, as ToInt32 and ToUint32 of the language.
    if not value or not result:
        return INVALID_ARG
    if _is_int32(value):
        halves[result >> HALF] = _integer_value(value)
        return OK
    if not _is_number(value):
        return NUMBER_EXPECTED
    number = _number_value(value)
    halves[result >> HALF] = int(number) if isfinite(number) else 0
    return OK


entry("pp", name="napi_get_value_int32")(_get_32_bits)
entry("pp", name="napi_get_value_uint32")(_get_32_bits)


@entry("pp")
def napi_get_value_int64(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not result:
        return INVALID_ARG
    if not _is_number(value):
        return NUMBER_EXPECTED
    number = _number_value(value)
    signed_words[result >> WORD] = max(_SMALLEST, min(_LARGEST, int(number))) if isfinite(number) else 0
    return OK


# ---- BigInts ----


@entry("lp")
def napi_create_bigint_int64(env: Environment, value: int, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = v8["BigInt__New"](env.isolate, value)
    return OK


@entry("qp")
def napi_create_bigint_uint64(env: Environment, value: int, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = v8["BigInt__NewFromUnsigned"](env.isolate, value)
    return OK


@entry("izpp", runs_javascript=True)
def napi_create_bigint_words(env: Environment, sign: int, count: int, digits: int | None, result: int | None) -> int:
    if not digits or not result or count > LONGEST:
        return INVALID_ARG
    made = v8["BigInt__NewFromWords"](env.context, sign, count, digits)
    if not made:
        return env.caught()
    words[result >> WORD] = made
    return OK


@entry("ppp")
def napi_get_value_bigint_int64(env: Environment, value: int | None, result: int | None, lossless: int | None) -> int:
    if not value or not result or not lossless:
        return INVALID_ARG
    if not _is_bigint(value):
        return BIGINT_EXPECTED
    signed_words[result >> WORD] = v8["BigInt__Int64Value"](value, lossless)
    return OK


@entry("ppp")
def napi_get_value_bigint_uint64(env: Environment, value: int | None, result: int | None, lossless: int | None) -> int:
    if not value or not result or not lossless:
        return INVALID_ARG
    if not _is_bigint(value):
        return BIGINT_EXPECTED
    words[result >> WORD] = v8["BigInt__Uint64Value"](value, lossless)
    return OK


@entry("pppp")
def napi_get_value_bigint_words(env: Environment, value: int | None, sign: int | None, count: int | None, digits: int | None) -> int:
    if not value or not count:
        return INVALID_ARG
    if not _is_bigint(value):
        return BIGINT_EXPECTED
    if not sign and not digits:
        words[count >> WORD] = v8["BigInt__WordCount"](value)
        return OK
    if not sign or not digits:
        return INVALID_ARG
    room = env.addons.take_block()
    halves[room >> HALF] = min(words[count >> WORD], LONGEST)
    v8["BigInt__ToWordsArray"](value, sign, room, digits)
    words[count >> WORD] = halves[room >> HALF]
    env.addons.give_block(room)
    return OK
