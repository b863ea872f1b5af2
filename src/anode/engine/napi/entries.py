"""The functions of Node-API by name, each as the ctypes callback that stands in the table (elf.py).

Some facts:
- Each function but those of thread-safe functions takes the environment first, and returns a status, which ``napi_get_last_error_info`` tells of later.
- A function that may run JavaScript does nothing while an exception is pending, or while JavaScript may not run.
- An exception that leaves a ctypes callback is printed and lost; the caller gets 0, which is ``napi_ok``.

What this means here:
- A function is written as Python, with an :class:`Environment` instead of the address, and declared by :func:`entry`. The wrapper finds the environment,
  keeps the status, and turns an exception of Python's into a status.
- Pointers are integers, and NULL is None.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from anode.engine.napi.environment import environments, report_internal
from anode.engine.napi.status import CANNOT_RUN_JS, GENERIC_FAILURE, INVALID_ARG, PENDING_EXCEPTION
from anode.engine.v8.signatures import BOOL, SIZE, UINT32, P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., int | None])

_KINDS = {
    "p": P,
    "z": SIZE,
    "i": ctypes.c_int32,
    "u": UINT32,
    "l": ctypes.c_int64,
    "q": ctypes.c_uint64,
    "d": ctypes.c_double,
    "b": BOOL,
}
_CANNOT_RUN_SINCE = 10  # the version of Node-API since which a function says that JavaScript cannot run
ENTRIES: dict[str, Callable[[], Any]] = {}  # make the callback of a function, by its name


def entry(arguments: str, *, runs_javascript: bool = False, name: str = "") -> Callable[[F], F]:
    """Declare a function of Node-API. ``arguments`` has a letter of ``_KINDS`` for each argument after the environment."""

    def declare(function: F) -> F:
        wrapped = _running(function) if runs_javascript else _plain(function)
        ENTRIES[name or function.__name__] = _maker("p" + arguments, wrapped, ctypes.c_int32)
        return function

    return declare


def bare_entry(arguments: str, *, returns_status: bool = True) -> Callable[[F], F]:
    """Declare a function that takes no environment, or whose status is not kept."""

    def declare(function: F) -> F:
        ENTRIES[function.__name__] = _maker(arguments, _bare(function), ctypes.c_int32 if returns_status else None)
        return function

    return declare


def _bare(function: Callable[..., int | None]) -> Callable[..., int | None]:
    def call(*arguments: Any) -> int | None:
        try:
            return function(*arguments)
        except BaseException as error:
            report_internal(error)
            return GENERIC_FAILURE

    return call


def _maker(arguments: str, function: Callable[..., Any], result: Any) -> Callable[[], Any]:
    return lambda: ctypes.CFUNCTYPE(result, *(_KINDS[kind] for kind in arguments))(function)


def _plain(function: Callable[..., int | None]) -> Callable[..., int]:
    def call(address: int | None, *arguments: Any) -> int:
        env = environments.get(address)
        if env is None:
            return INVALID_ARG
        try:
            env.last_error = status = function(env, *arguments) or 0
        except BaseException as error:
            env.last_error = status = env.fail_internally(error)
        return status

    return call


def _running(function: Callable[..., int | None]) -> Callable[..., int]:
    def call(address: int | None, *arguments: Any) -> int:
        env = environments.get(address)
        if env is None:
            return INVALID_ARG
        if env.exception:
            env.last_error = PENDING_EXCEPTION
            return PENDING_EXCEPTION
        if env.terminated or env.addons.ending:
            env.last_error = status = CANNOT_RUN_JS if env.version >= _CANNOT_RUN_SINCE else PENDING_EXCEPTION
            return status
        try:
            if not env.catcher:
                env.open_catcher()
            env.last_error = status = function(env, *arguments) or 0
        except BaseException as error:
            env.last_error = status = env.fail_internally(error)
        return status

    return call
