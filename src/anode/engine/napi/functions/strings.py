"""Strings, and the keys of properties."""

from __future__ import annotations

from collections.abc import Callable

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.invocation import FINALIZE
from anode.engine.napi.memory import AUTO_LENGTH, LONGEST, WORD, octets, words
from anode.engine.napi.status import GENERIC_FAILURE, INVALID_ARG, OK, STRING_EXPECTED

_is_string, _utf8_length, _write_utf8 = v8["Value__IsString"], v8["String__Utf8Length"], v8["String__WriteUtf8_v2"]
_REPLACE_INVALID = 2  # a WriteFlag: U+FFFD for half of a surrogate pair
_NORMAL, _INTERNALIZED = 0, 1  # NewStringType

_NEW = {
    "latin1": v8["String__NewFromOneByte"],
    "utf8": v8["String__NewFromUtf8"],
    "utf16": v8["String__NewFromTwoByte"],
}


def new_string(env: Environment, kind: str, text: int | None, length: int, result: int | None, storage: int = _NORMAL) -> int:
    """Make a string of the ``length`` units at ``text``; the status."""
    if not text:
        if length:
            return INVALID_ARG
        text = env.address  # V8 wants an address, although it reads nothing there
    if not result or (length != AUTO_LENGTH and length > LONGEST):
        return INVALID_ARG
    made = _NEW[kind](env.isolate, text, storage, -1 if length == AUTO_LENGTH else length)
    if not made:
        return GENERIC_FAILURE
    words[result >> WORD] = made
    return OK


def _declare_maker(name: str, kind: str, storage: int) -> None:
    def create(env: Environment, text: int | None, length: int, result: int | None) -> int:
        return new_string(env, kind, text, length, result, storage)

    entry("pzp", name=name)(create)


def _declare_external_maker(name: str, kind: str) -> None:
    # V8 gets a copy. The addon is told so, and its memory is given back at once.
    def create(
        env: Environment, text: int | None, length: int, finalizer: int | None, hint: int | None, result: int | None, copied: int | None
    ) -> int:
        status = new_string(env, kind, text, length, result)
        if status == OK:
            if copied:
                octets[copied] = True
            if finalizer:
                FINALIZE(finalizer)(env.address, text, hint)
        return status

    entry("pzpppp", name=name)(create)


for _kind in ("latin1", "utf8", "utf16"):
    _declare_maker(f"napi_create_string_{_kind}", _kind, _NORMAL)
    _declare_maker(f"node_api_create_property_key_{_kind}", _kind, _INTERNALIZED)
for _kind in ("latin1", "utf16"):
    _declare_external_maker(f"node_api_create_external_string_{_kind}", _kind)


@entry("pzp")
def node_api_symbol_for(env: Environment, text: int | None, length: int, result: int | None) -> int:
    status = new_string(env, "utf8", text, length, result)
    if status == OK and result:
        words[result >> WORD] = v8["Symbol__For"](env.isolate, words[result >> WORD])
    return status


@entry("ppzp")
def napi_get_value_string_utf8(env: Environment, value: int | None, buffer: int | None, size: int, result: int | None) -> int:
    if not value:
        return INVALID_ARG
    if not _is_string(value):
        return STRING_EXPECTED
    if not buffer:
        if not result:
            return INVALID_ARG
        words[result >> WORD] = _utf8_length(value, env.isolate)
        return OK
    written = 0
    if size:
        written = _write_utf8(value, env.isolate, buffer, size - 1, _REPLACE_INVALID, None)
        octets[buffer + written] = 0
    if result:
        words[result >> WORD] = written
    return OK


def _declare_reader(name: str, write: Callable[..., None], width: int) -> None:
    string_length = v8["String__Length"]

    def read(env: Environment, value: int | None, buffer: int | None, size: int, result: int | None) -> int:
        if not value:
            return INVALID_ARG
        if not _is_string(value):
            return STRING_EXPECTED
        length = string_length(value)
        if not buffer:
            if not result:
                return INVALID_ARG
            words[result >> WORD] = length
            return OK
        written = 0
        if size:
            written = min(length, size - 1)
            write(value, env.isolate, 0, written, buffer, 0)
            for i in range(width):
                octets[buffer + written * width + i] = 0
        if result:
            words[result >> WORD] = written
        return OK

    entry("ppzp", name=name)(read)


_declare_reader("napi_get_value_string_latin1", v8["String__WriteOneByte_v2"], 1)
_declare_reader("napi_get_value_string_utf16", v8["String__Write_v2"], 2)
