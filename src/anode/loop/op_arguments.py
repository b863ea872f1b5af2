"""What is wrong with the arguments of an op that has failed.

JavaScript checks arguments before it calls an op. Where it does not (exports that Node calls internal, values that change between check and call),
Python's own exceptions would be errors of anode's. They become Node's ``ERR_INVALID_ARG_TYPE`` if an argument does not fit the op's annotations.
An op that succeeds pays nothing.
"""

from __future__ import annotations

from anode.errors import OpError, UVError

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "string"),
    "int": ((int,), "number"),
    "float": ((int, float), "number"),
    "bool": ((bool, int), "boolean"),
    "bytes": ((bytes, bytearray, memoryview), "Buffer"),
    "Path": ((str, bytes), "string"),
    "None": ((type(None),), "undefined"),
}


def explained(error: BaseException, function: Callable[..., Any], args: tuple[Any, ...]) -> BaseException:
    """The error to tell: the one of an argument of another type than the op takes, or ``error`` where there is none."""
    if isinstance(error, (OSError, OpError, UVError)) or not isinstance(error, Exception):
        return error
    code = function.__code__
    required = code.co_argcount - 1 - len(function.__defaults__ or ())
    for position, name in enumerate(code.co_varnames[1 : code.co_argcount]):
        if position >= len(args):
            if position < required:
                return _error(name, function.__annotations__.get(name, ""), None)
            break
        wanted = function.__annotations__.get(name, "")
        kinds = [_TYPES.get(part) for part in wanted.split(" | ")]
        value = args[position]
        if all(kind is not None and not isinstance(value, kind[0]) for kind in kinds):
            return _error(name, wanted, value)
        if isinstance(error, KeyError) and type(value) is int and error.args == (value,):  # the number of a thing that is not there
            return OpError("ERR_INVALID_ARG_VALUE", f"The argument '{name}' is invalid. Received {value}", "TypeError")
    return error


def _error(name: str, wanted: str, value: Any) -> OpError:
    names = list(dict.fromkeys(kind[1] for part in wanted.split(" | ") if (kind := _TYPES.get(part)) is not None))
    expected = f"of type {' or '.join(names)}" if names else "given"
    received = "undefined" if value is None else f"a {_SHOWN.get(type(value), type(value).__name__)}"
    return OpError("ERR_INVALID_ARG_TYPE", f'The "{name}" argument must be {expected}. Received {received}', "TypeError")


_SHOWN: dict[type, str] = {str: "string", int: "number", float: "number", bool: "boolean", bytes: "Buffer", dict: "object", list: "array"}
