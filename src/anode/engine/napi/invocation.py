"""Calls of an addon: from JavaScript, and from the event loop.

Some facts (V8 15; the self-test tries them):
- What V8 gives a callback is the address of words on the stack: the number of arguments, frame words, the isolate, the value to return, the context, the
  function, the receiver and the arguments. For a call with ``new`` the word before the first is ``new.target``, and the third word says so.
- Such a word is a handle like any other.

What this means here:
- The address is the ``napi_callback_info``, and its words are read and written where they are.
- Each call of an addon by JavaScript that it has called itself takes frames of Python and of V8. Before Python's limit of recursion is reached, a call
  throws V8's RangeError.
"""

from __future__ import annotations

import ctypes
from itertools import count

from anode.engine.napi.environment import Environment, v8
from anode.engine.napi.memory import WORD, words
from anode.engine.v8.signatures import P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Record = tuple[Environment, Any, int | None]

# Offsets in what V8 gives a callback.
NEW_TARGET, COUNT, FRAME_TYPE, RESULT, RECEIVER, ARGUMENTS = -8, 0, 16, 48, 72, 80
CONSTRUCTS = 0x13 << 32  # the frame type of a call with ``new``, as a small integer of V8's

CALLBACK = ctypes.CFUNCTYPE(P, P, P)  # napi_callback and napi_addon_register_func
FINALIZE = ctypes.CFUNCTYPE(None, P, P, P)  # napi_finalize

records: dict[int, Record] = {}  # the functions that addons have made, by the number that is their data
_numbers = count(1)

_info_data, _external_value = v8["FunctionCallbackInfo__Data"], v8["External__Value"]
_throw = v8["Isolate__ThrowException"]
_FATAL_SINCE = 10  # the version of Node-API since which an exception that JavaScript cannot catch is an uncaught one


def add_record(env: Environment, callback: int, data: int | None) -> int:
    """Keep an addon's function; its number."""
    number = next(_numbers)
    records[number] = env, CALLBACK(callback), data
    return number


def _invoke(info: int) -> None:
    env, callback, data = records[_external_value(_info_data(info))]
    addons = env.addons
    if addons.depth >= addons.deepest:
        _throw(env.isolate, env.new_overflow())
        return
    before = env.info, env.data, env.catcher, env.terminated
    env.info, env.data, env.catcher, env.terminated = info, data, 0, False
    addons.depth += 1
    try:
        result = callback(env.address, info)
        if env.catcher:
            env.close_catcher()
        if env.exception:
            thrown = env.take_exception()
            if not env.terminated:
                _throw(env.isolate, thrown)
        elif result and not env.terminated:
            words[(info + RESULT) >> WORD] = words[result >> WORD]
    except RecursionError:  # of the first call, before the addon ran
        _throw(env.isolate, env.new_overflow())
    finally:
        addons.depth -= 1
        env.info, env.data, env.catcher, env.terminated = before


_invoke_callback = ctypes.CFUNCTYPE(None, P)(_invoke)
invoke_address = ctypes.cast(_invoke_callback, P).value or 0


def run(env: Environment, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call the addon, inside a function of V8's that the event loop has called. The environment keeps an exception."""
    before = env.info, env.data, env.catcher, env.terminated
    env.info, env.data, env.catcher, env.terminated = env.addons.info, None, 0, False
    try:
        result = function(*arguments)
        if env.catcher:
            env.close_catcher()
        return result
    finally:
        if env.terminated and env.exception:
            env.take_exception()
        env.info, env.data, env.catcher, env.terminated = before


def report(env: Environment, fatal: bool = False) -> None:
    """Tell of the exception that a call of the addon from the event loop has left: as of an uncaught one with ``fatal``, or where the addon is made for
    Node-API 10; otherwise by a warning, as Node does.
    """
    exception = env.take_exception()
    if exception and not env.addons.ending:
        helper = env.addons.helpers["fatal" if fatal or env.version >= _FATAL_SINCE else "warn"]
        run(env, env.call_function, helper, exception)


def rethrow(env: Environment) -> None:
    """Let the exception that a call of the addon has left go on in JavaScript."""
    exception = env.take_exception()
    if exception:
        _throw(env.isolate, exception)
