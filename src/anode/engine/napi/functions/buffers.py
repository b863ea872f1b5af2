"""ArrayBuffers, typed arrays, DataViews and Buffers; memory of the addon's own in them.

Some facts:
- V8 calls the deleter of a backing store on a thread of its own, while a thread that holds the GIL may wait for that thread.
- An ArrayBuffer may be moved to another isolate, where it outlives this one.

What this means here:
- The deleter of foreign memory does nothing. The addon's finalizer hangs on the ArrayBuffer, which JavaScript cannot transfer.
"""

from __future__ import annotations

import ctypes

from anode.engine.napi.entries import entry
from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.functions.exceptions import throw
from anode.engine.napi.memory import HALF, WORD, halves, octets, words
from anode.engine.napi.references import Reference
from anode.engine.napi.status import (
    ARRAYBUFFER_EXPECTED,
    DETACHABLE_ARRAYBUFFER_EXPECTED,
    GENERIC_FAILURE,
    INVALID_ARG,
    NO_EXTERNAL_BUFFERS_ALLOWED,
    OK,
    PENDING_EXCEPTION,
)  # fmt: skip
from anode.engine.v8 import library
from anode.engine.v8.signatures import P

_is_view, _is_arraybuffer, _is_shared = v8["Value__IsArrayBufferView"], v8["Value__IsArrayBuffer"], v8["Value__IsSharedArrayBuffer"]
_view_buffer, _view_length, _view_offset = (
    v8["ArrayBufferView__Buffer"],
    v8["ArrayBufferView__ByteLength"],
    v8["ArrayBufferView__ByteOffset"],
)
_data, _byte_length = v8["ArrayBuffer__Data"], v8["ArrayBuffer__ByteLength"]
_no_deleter = library.address("node-api", "BackingStore__EmptyDeleter")
_MOST = 2**53 - 1  # bytes of an ArrayBuffer, as JavaScript can say them

# napi_typedarray_type: names, bytes of an element.
_KINDS = (
    ("Int8Array", 1), ("Uint8Array", 1), ("Uint8ClampedArray", 1), ("Int16Array", 2), ("Uint16Array", 2), ("Int32Array", 4), ("Uint32Array", 4),
    ("Float32Array", 4), ("Float64Array", 8), ("BigInt64Array", 8), ("BigUint64Array", 8), ("Float16Array", 2),
)  # fmt: skip
_FLOAT16 = 11  # the binding has no test for it: a typed array that is none of the others
# The tests in the order in which they are likely to succeed.
_TESTS = tuple((kind, v8[f"Value__Is{_KINDS[kind][0]}"]) for kind in (1, 2, 0, 4, 3, 6, 5, 7, 8, 9, 10))


def _new_arraybuffer(env: Environment, length: int) -> int:
    made: int = v8["ArrayBuffer__New__with_byte_length"](env.isolate, length) if length <= _MOST else 0
    return made or 0


def _external_arraybuffer(env: Environment, data: int, length: int, finalizer: int | None, hint: int | None) -> int:
    store = v8["BackingStore__share"](v8["ArrayBuffer__NewBackingStore__with_data"](data, length, P(_no_deleter), None))
    made: int = v8["ArrayBuffer__New__with_backing_store"](env.isolate, ctypes.byref(store))
    v8["BackingStore__reset"](ctypes.byref(store))
    if finalizer:
        Reference(env, made, 0, finalizer, data, hint, owned=True)
    return made


def _number(env: Environment, value: int) -> int:
    made: int = v8["Number__New"](env.isolate, float(value))
    return made


def _new_buffer(env: Environment, arraybuffer: int, offset: int, length: int, foreign: bool = False) -> int:
    """A Buffer over bytes of an ArrayBuffer; 0 where there is an exception."""
    values = arraybuffer, _number(env, offset), _number(env, length), env.true if foreign else env.false
    return env.call_function(env.addons.helpers["Buffer"], *values)


# ---- ArrayBuffers ----


@entry("zpp", runs_javascript=True)
def napi_create_arraybuffer(env: Environment, length: int, data: int | None, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    made = _new_arraybuffer(env, length)
    if not made:
        return env.caught()
    if data:
        words[data >> WORD] = _data(made) or 0
    words[result >> WORD] = made
    return OK


@entry("zpp", runs_javascript=True)
def node_api_create_sharedarraybuffer(env: Environment, length: int, data: int | None, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    made = env.call_function(env.addons.helpers["SharedArrayBuffer"], _number(env, length))
    if not made:
        return env.caught()
    if data:
        words[data >> WORD] = _data(made) or 0
    words[result >> WORD] = made
    return OK


@entry("pzppp", runs_javascript=True)
def node_api_create_external_sharedarraybuffer(
    env: Environment, data: int | None, length: int, finalizer: int | None, hint: int | None, result: int | None
) -> int:
    # Other isolates may keep the memory, and their end cannot be told to the addon.
    return NO_EXTERNAL_BUFFERS_ALLOWED


@entry("pzppp", runs_javascript=True)
def napi_create_external_arraybuffer(
    env: Environment, data: int | None, length: int, finalizer: int | None, hint: int | None, result: int | None
) -> int:
    made = _external_arraybuffer(env, data or 0, length if data else 0, finalizer, hint)
    if not _new_buffer(env, made, 0, 0, foreign=True):
        return env.caught()
    if result:
        words[result >> WORD] = made
    return OK


@entry("ppp")
def napi_get_arraybuffer_info(env: Environment, value: int | None, data: int | None, length: int | None) -> int:
    if not value or not (_is_arraybuffer(value) or _is_shared(value)):
        return INVALID_ARG
    if data:
        words[data >> WORD] = _data(value) or 0
    if length:
        words[length >> WORD] = _byte_length(value)
    return OK


@entry("p")
def napi_detach_arraybuffer(env: Environment, value: int | None) -> int:
    if not value:
        return INVALID_ARG
    if not _is_arraybuffer(value):
        return ARRAYBUFFER_EXPECTED
    if not v8["ArrayBuffer__IsDetachable"](value):
        return DETACHABLE_ARRAYBUFFER_EXPECTED
    v8["ArrayBuffer__Detach"](value, None)
    return OK


@entry("pp")
def napi_is_detached_arraybuffer(env: Environment, value: int | None, result: int | None) -> int:
    if not value or not result:
        return INVALID_ARG
    octets[result] = _is_arraybuffer(value) and v8["ArrayBuffer__WasDetached"](value)
    return OK


# ---- Buffers ----


@entry("zpp", runs_javascript=True)
def napi_create_buffer(env: Environment, length: int, data: int | None, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    arraybuffer = _new_arraybuffer(env, length)
    made = _new_buffer(env, arraybuffer, 0, length) if arraybuffer else 0
    if not made:
        return env.caught()
    if data:
        words[data >> WORD] = _data(arraybuffer) or 0
    words[result >> WORD] = made
    return OK


@entry("zppp", runs_javascript=True)
def napi_create_buffer_copy(env: Environment, length: int, source: int | None, data: int | None, result: int | None) -> int:
    if not result:
        return INVALID_ARG
    arraybuffer = _new_arraybuffer(env, length)
    made = _new_buffer(env, arraybuffer, 0, length) if arraybuffer else 0
    if not made:
        return env.caught()
    at = _data(arraybuffer) or 0
    if length and source:
        ctypes.memmove(at, source, length)
    if data:
        words[data >> WORD] = at
    words[result >> WORD] = made
    return OK


@entry("zpppp", runs_javascript=True)
def napi_create_external_buffer(
    env: Environment, length: int, data: int | None, finalizer: int | None, hint: int | None, result: int | None
) -> int:
    if not result:
        return INVALID_ARG
    length = length if data else 0
    made = _new_buffer(env, _external_arraybuffer(env, data or 0, length, finalizer, hint), 0, length, foreign=True)
    if not made:
        return env.caught()
    words[result >> WORD] = made
    return OK


@entry("pzzp", runs_javascript=True)
def node_api_create_buffer_from_arraybuffer(env: Environment, arraybuffer: int | None, offset: int, length: int, result: int | None) -> int:
    if not arraybuffer or not result:
        return INVALID_ARG
    if not _is_arraybuffer(arraybuffer):
        return INVALID_ARG
    if offset + length > _byte_length(arraybuffer):
        throw(env, "RangeError", "ERR_OUT_OF_RANGE", "The byte offset + length is out of range")
        return OK
    made = _new_buffer(env, arraybuffer, offset, length)
    if not made:
        return env.caught()
    words[result >> WORD] = made
    return OK


@entry("ppp")
def napi_get_buffer_info(env: Environment, value: int | None, data: int | None, length: int | None) -> int:
    if not value or not _is_view(value):
        return INVALID_ARG
    if data:
        words[data >> WORD] = (_data(_view_buffer(value)) or 0) + _view_offset(value)
    if length:
        words[length >> WORD] = _view_length(value)
    return OK


# ---- typed arrays and DataViews ----


@entry("izpzp", runs_javascript=True)
def napi_create_typedarray(env: Environment, kind: int, length: int, arraybuffer: int | None, offset: int, result: int | None) -> int:
    if not arraybuffer or not result or not (_is_arraybuffer(arraybuffer) or _is_shared(arraybuffer)) or not 0 <= kind < len(_KINDS):
        return INVALID_ARG
    name, width = _KINDS[kind]
    if offset % width:
        message = f"start offset of {name} should be a multiple of {width}"
        throw(env, "RangeError", "ERR_NAPI_INVALID_TYPEDARRAY_ALIGNMENT", message)
        return GENERIC_FAILURE
    if length * width + offset > _byte_length(arraybuffer):
        throw(env, "RangeError", "ERR_NAPI_INVALID_TYPEDARRAY_LENGTH", "Invalid typed array length")
        return GENERIC_FAILURE
    return _construct(env, name, arraybuffer, offset, length, result)


def _construct(env: Environment, name: str, arraybuffer: int, offset: int, length: int, result: int) -> int:
    arguments = (P * 3)(arraybuffer, _number(env, offset), _number(env, length))
    made = v8["Function__NewInstance"](env.addons.helpers[name], env.context, 3, arguments)
    if not made:
        return env.caught(PENDING_EXCEPTION, GENERIC_FAILURE)
    words[result >> WORD] = made
    return OK


@entry("pppppp")
def napi_get_typedarray_info(
    env: Environment, value: int | None, kind: int | None, length: int | None, data: int | None, arraybuffer: int | None, offset: int | None
) -> int:
    if not value or not v8["Value__IsTypedArray"](value):
        return INVALID_ARG
    if kind or length:
        found = _FLOAT16
        for candidate, is_kind in _TESTS:
            if is_kind(value):
                found = candidate
                break
        if kind:
            halves[kind >> HALF] = found
        if length:
            words[length >> WORD] = _view_length(value) // _KINDS[found][1]
    _write_place(value, data, arraybuffer, offset)
    return OK


def _write_place(value: int, data: int | None, arraybuffer: int | None, offset: int | None) -> None:
    if data or arraybuffer:
        buffer = _view_buffer(value)
        if data:
            words[data >> WORD] = (_data(buffer) or 0) + _view_offset(value)
        if arraybuffer:
            words[arraybuffer >> WORD] = buffer
    if offset:
        words[offset >> WORD] = _view_offset(value)


@entry("zpzp", runs_javascript=True)
def napi_create_dataview(env: Environment, length: int, arraybuffer: int | None, offset: int, result: int | None) -> int:
    if not arraybuffer or not result or not (_is_arraybuffer(arraybuffer) or _is_shared(arraybuffer)):
        return INVALID_ARG
    if length + offset > _byte_length(arraybuffer):
        message = "byte_offset + byte_length should be less than or equal to the size in bytes of the array passed in"
        throw(env, "RangeError", "ERR_NAPI_INVALID_DATAVIEW_ARGS", message)
        return PENDING_EXCEPTION
    return _construct(env, "DataView", arraybuffer, offset, length, result)


@entry("ppppp")
def napi_get_dataview_info(
    env: Environment, value: int | None, length: int | None, data: int | None, arraybuffer: int | None, offset: int | None
) -> int:
    if not value or not v8["Value__IsDataView"](value):
        return INVALID_ARG
    if length:
        words[length >> WORD] = _view_length(value)
    _write_place(value, data, arraybuffer, offset)
    return OK
