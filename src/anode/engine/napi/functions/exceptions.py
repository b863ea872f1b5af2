"""Exceptions: made, thrown, looked at; and the last error of Node-API itself."""

from __future__ import annotations

import ctypes
import os

from anode.engine.napi.entries import bare_entry, entry
from anode.engine.napi.environment import ERROR_INFO, Environment, environments, v8
from anode.engine.napi.memory import WORD, octets, text_at, words
from anode.engine.napi.status import INVALID_ARG, MESSAGES, OK, STRING_EXPECTED

_is_string = v8["Value__IsString"]
_messages = [None if message is None else ctypes.create_string_buffer(message.encode()) for message in MESSAGES]


def make_error(env: Environment, kind: str, code: int | None, message: int) -> int:
    """An error of the class ``kind`` as a handle, with a property ``code`` if it is given."""
    error: int = v8[f"Exception__{kind}"](message)
    if code:
        v8["Object__Set"](error, env.context, env.new_text(b"code"), code)
    return error


def throw(env: Environment, kind: str, code: str, message: str) -> None:
    """Make a new error the pending exception."""
    env.keep_exception(make_error(env, kind, env.new_text(code.encode()), env.new_text(message.encode())))


def _declare(kind: str, create: str, throw: str) -> None:
    def create_error(env: Environment, code: int | None, message: int | None, result: int | None) -> int:
        if not message or not result:
            return INVALID_ARG
        if not _is_string(message) or (code and not _is_string(code)):
            return STRING_EXPECTED
        words[result >> WORD] = make_error(env, kind, code, message)
        return OK

    def throw_error(env: Environment, code: int | None, message: int | None) -> int:
        if not message:
            return INVALID_ARG
        text = v8["String__NewFromUtf8"](env.isolate, message, 0, -1)
        code_text = v8["String__NewFromUtf8"](env.isolate, code, 0, -1) if code else None
        env.keep_exception(make_error(env, kind, code_text, text))
        return OK

    entry("ppp", name=create)(create_error)
    entry("pp", runs_javascript=True, name=throw)(throw_error)


_declare("Error", "napi_create_error", "napi_throw_error")
_declare("TypeError", "napi_create_type_error", "napi_throw_type_error")
_declare("RangeError", "napi_create_range_error", "napi_throw_range_error")
_declare("SyntaxError", "node_api_create_syntax_error", "node_api_throw_syntax_error")


@entry("p", runs_javascript=True)
def napi_throw(env: Environment, error: int | None) -> int:
    if not error:
        return INVALID_ARG
    env.keep_exception(error)
    return OK


@entry("p")
def napi_is_exception_pending(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    octets[result] = bool(env.exception)
    return OK


@entry("p")
def napi_get_and_clear_last_exception(env: Environment, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    words[result >> WORD] = env.take_exception() or env.undefined
    return OK


@bare_entry("pp")
def napi_get_last_error_info(address: int | None, result: int | None) -> int:
    # The error stays the last one.
    env = environments.get(address)
    if env is None:
        return INVALID_ARG
    if not result:
        env.last_error = INVALID_ARG
        return INVALID_ARG
    here = env.address + ERROR_INFO
    message = _messages[env.last_error]
    at = here >> WORD
    words[at] = 0 if message is None else ctypes.addressof(message)
    words[at + 1] = 0
    words[at + 2] = env.last_error << 32  # after engine_error_code, which is 0
    words[result >> WORD] = here
    return OK


@entry("p", runs_javascript=True)
def napi_fatal_exception(env: Environment, error: int | None) -> int:
    if not error:
        return INVALID_ARG
    return OK if env.call_function(env.addons.helpers["fatal"], error) else env.caught()


@bare_entry("pzpz", returns_status=False)
def napi_fatal_error(place: int | None, place_length: int, message: int | None, message_length: int) -> None:
    text = f"FATAL ERROR: {text_at(place, place_length)} {text_at(message, message_length)}\n"
    os.write(2, text.encode("utf-8", "replace"))
    os.abort()
