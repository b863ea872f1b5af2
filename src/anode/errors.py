"""How a Python exception becomes the value from which JavaScript builds Node's error."""

from __future__ import annotations

import errno as _errno
import os

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

# Linux error numbers that the errno module names twice; Node uses the first.
_PREFERRED = {_errno.EAGAIN: "EAGAIN", _errno.ENOTSUP: "ENOTSUP", _errno.EDEADLK: "EDEADLK"}


class OpError(Exception):
    """An error with a code of Node's: ``kind`` names its JavaScript class (Error, TypeError, RangeError)."""

    def __init__(self, code: str | None, message: str, kind: str = "Error", **extra: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.kind = kind
        self.extra = extra


class UVError(Exception):
    """A libuv error that is no ``OSError``: EAI_*, ECANCELED, EOF."""

    def __init__(self, code: str, errno: int, message: str, syscall: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.errno = errno
        self.message = message
        self.syscall = syscall


def _text(path: Any) -> str | None:
    if path is None or isinstance(path, int):
        return None
    return os.fsdecode(path) if isinstance(path, (bytes, os.PathLike)) else str(path)


def describe(error: BaseException, syscall: str | None) -> list[Any]:
    """``[code, errno, syscall, path, dest, message, kind, extra]``; errno is libuv's, negative, or 0."""
    if isinstance(error, OSError) and error.errno is not None:
        number = error.errno
        code = _PREFERRED.get(number) or _errno.errorcode.get(number, "UNKNOWN")
        named = getattr(error, "syscall", None) or syscall
        return [code, -number, named, _text(error.filename), _text(error.filename2), None, "System", None]
    if isinstance(error, OpError):
        return [error.code, 0, None, None, None, error.message, error.kind, error.extra or None]
    if isinstance(error, UVError):
        return [error.code, error.errno, error.syscall or syscall, None, None, error.message, "System", None]
    if isinstance(error, ValueError) and "null" in str(error):
        return ["ERR_INVALID_ARG_VALUE", 0, None, None, None, str(error), "TypeError", None]
    if isinstance(error, MemoryError):
        return ["ERR_MEMORY_ALLOCATION_FAILED", 0, None, None, None, "Failed to allocate memory", "Error", None]
    import traceback

    detail = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return ["ERR_INTERNAL_ASSERTION", 0, None, None, None, detail, "Internal", None]
