"""The exceptions that calls into JavaScript raise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

_FORKED = (
    "this process was forked after JavaScript had run in its parent, and V8 does not survive a fork: start the process with "
    "multiprocessing's 'spawn' or 'forkserver' method, or make the first anode.Runtime after the fork"
)


class JSError(Exception):
    """A JavaScript exception.

    ``name``, ``message``, ``code`` and ``stack`` are JavaScript's (None where the error has none); ``value`` is the thrown value as Python
    sees it: a proxy of the Error object, or any other value. Where a Python function raised it, ``__cause__`` is the Python exception; else it is
    the JSError of JavaScript's ``cause``. ``errors`` are the errors of an AggregateError. A pickled JSError keeps all but proxies.
    """

    def __init__(
        self, name: str, message: str, code: str | None, stack: str | None, value: Any = None, errors: Sequence[JSError] = ()
    ) -> None:
        super().__init__(f"{name}: {message}" if name else message)
        self.name = name
        self.message = message
        self.code = code
        self.stack = stack
        self.value = value
        self.errors = tuple(errors)

    def __reduce__(self) -> tuple[Callable[..., JSError], tuple[Any, ...], dict[str, Any]]:
        value = None if hasattr(type(self.value), "__js_number__") else self.value
        cause = self.__cause__ if isinstance(self.__cause__, JSError) else None
        kept: dict[str, Any] = {"__notes__": self.__notes__} if hasattr(self, "__notes__") else {}
        if cause is not None:
            kept["__cause__"] = cause
        return type(self), (self.name, self.message, self.code, self.stack, value, self.errors), kept


def show_parts(error: JSError) -> None:
    """Have the traceback of an AggregateError show its errors: as an ExceptionGroup, its cause, where Python has those."""
    if error.__cause__ is None:
        try:
            error.__cause__ = ExceptionGroup(error.message, error.errors)  # type: ignore[name-defined,unused-ignore]
        except NameError:  # Python 3.10
            error.__cause__ = JSError("", "\n".join(part.stack or str(part) for part in error.errors), None, None)
    elif hasattr(error, "add_note"):
        for part in error.errors:
            error.add_note(part.stack or str(part))


class Exit(Exception):
    """The program has ended its Runtime: by ``process.exit(code)``, or by an uncaught error (then ``__cause__`` is that error)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the JavaScript program has exited with code {code}")
        self.code = code

    def __reduce__(self) -> tuple[type[Exit], tuple[int]]:
        return type(self), (self.code,)


class RuntimeClosed(RuntimeError):
    """The Runtime is closed: nothing of it can be used any more."""

    def __init__(self, text: str = "this anode.Runtime is closed") -> None:
        super().__init__(text)


class ForkError(RuntimeClosed):
    """A forked child uses JavaScript of its parent, whose threads it does not have; or it uses V8, which has run in its parent."""

    def __init__(self, text: str = _FORKED) -> None:
        super().__init__(text)


class OutOfMemory(MemoryError):
    """The program has passed the memory limit of its Runtime. Its JavaScript was ended; see ``Runtime(memory=…)``."""

    def __init__(self, text: str = "JavaScript has passed the memory limit of its anode.Runtime") -> None:
        super().__init__(text)


class Timeout(TimeoutError):
    """JavaScript has taken longer than its limit of ``seconds``: see ``anode.timeout``. What ran was ended."""

    def __init__(self, seconds: float, text: str | None = None) -> None:
        super().__init__(text or f"JavaScript has taken longer than {seconds:g} s")
        self.seconds = seconds

    def __reduce__(self) -> tuple[type[Timeout], tuple[float, str]]:
        return type(self), (self.seconds, str(self))


class Interrupted(RuntimeError):
    """``Runtime.interrupt()`` has ended the call."""

    def __init__(self, text: str = "JavaScript was ended by Runtime.interrupt()") -> None:
        super().__init__(text)


class UncaughtWarning(RuntimeWarning):
    """An error in the background that no JavaScript has caught: see ``Runtime(on_uncaught=…)``."""


def warn(error: JSError) -> bool:
    """Warn of an error of the background, at the place in JavaScript that made it; false where the filters of warnings make errors of them."""
    import re
    import traceback

    text = "uncaught in the background: " + (error.stack if error.stack and error.message in error.stack else str(error))
    if error.__cause__ is not None:
        try:
            text += "\n\nwhich was caused by:\n" + "".join(traceback.format_exception(error.__cause__)).rstrip()
        except BaseException:  # of the exception's own methods
            text += f"\n\nwhich was caused by a {type(error.__cause__).__name__}"
    found = re.findall(r"(?:^|[\s(])((?:file://)?[^\s()]*):(\d+):\d+\)?$", error.stack or "", re.MULTILINE)
    places = [(file, int(line)) for file, line in found if not file.startswith("node:")]
    file, line = places[0] if places else ("<JavaScript>", 1)
    return _warn(text, file, line)


def warn_ended(error: BaseException) -> None:
    """Warn that JavaScript of the background was ended; where the filters make an error of that, no caller is there to raise it to."""
    _warn(f"a callback of JavaScript in the background was ended: {error}", "<JavaScript>", 1)


def _warn(text: str, file: str, line: int) -> bool:
    """False where the filters make an error of the warning. On the isolate's thread: what else is raised, by a hook of the program's, is shown."""
    import sys
    import traceback
    import warnings

    try:
        warnings.warn_explicit(text, UncaughtWarning, file, line, module="anode")
    except UncaughtWarning:
        return False
    except BaseException as raised:
        try:
            print(f"{text}\n\nThis warning was shown by a function that has raised:", file=sys.stderr)
            traceback.print_exception(raised)
        except BaseException:  # of sys.stderr, or of the exception's own methods
            pass
    return True
