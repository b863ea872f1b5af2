"""Why a sandbox has ended, and the exceptions of JavaScript on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anode.interop.errors import Exit, Interrupted, JSError, OutOfMemory, RuntimeClosed, Timeout, show_parts
from anode.sandbox.wire import Violation, decode, optional, text, whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from anode.sandbox.wire import References

    class Host(References, Protocol):
        """The host's side of a sandbox."""

        def exception(self, number: int) -> BaseException | None: ...
        def passing(self, number: int) -> BaseException | None: ...


_MOST_PARTS = 1000  # errors of an AggregateError


class SandboxEnded(RuntimeClosed):
    """The process of a Sandbox has ended.

    ``limit`` names the limit that it has passed: ``"output"``, ``"cpu"``, ``"disk"``, ``"threads"``, ``"time"``; None for another end.
    """

    def __init__(self, text: str, limit: str | None = None) -> None:
        super().__init__(text)
        self.limit = limit

    def __reduce__(self) -> tuple[type[SandboxEnded], tuple[str, str | None]]:
        return type(self), (str(self), self.limit)


def exception(host: Host, wire: Any, data: bytes) -> BaseException:
    """The exception that a reply brings. Raises Violation."""
    if type(wire) is not list or len(wire) != 2:
        raise Violation("an error is none")
    kind, value = wire
    if kind == "js":
        return js_error(host, value, data)
    make = _OTHERS.get(text(kind))
    if make is None:
        raise Violation("an error is of no known kind")
    return make(value)


_OTHERS: dict[str, Callable[[Any], BaseException]] = {
    "exit": lambda code: Exit(code if type(code) is int else 0),
    "memory": lambda value: OutOfMemory(text(value)),
    "timeout": lambda value: Timeout(float(value) if type(value) in (int, float) else 0.0),
    "interrupted": lambda value: Interrupted(text(value)),
    "closed": lambda value: RuntimeClosed(text(value)),
    "type": lambda value: TypeError(text(value)),
    "value": lambda value: ValueError(text(value)),
    "index": lambda value: IndexError(text(value)),
    "other": lambda value: RuntimeError(text(value)),
}


def js_error(host: Host, wire: Any, data: bytes) -> BaseException:
    """A JSError with its causes and parts. Raises Violation."""
    if type(wire) is not dict:
        raise Violation("an error has no parts")
    if "passing" in wire:
        passing = host.passing(whole(wire["passing"]))
        if passing is not None:
            return passing
    parts = wire.get("errors", [])
    if type(parts) is not list or len(parts) > _MOST_PARTS:
        raise Violation("an error has no parts")
    try:
        errors: list[Any] = [js_error(host, part, data) for part in parts]
        raised = JSError(
            text(wire.get("name")),
            text(wire.get("message")),
            optional(wire.get("code")),
            optional(wire.get("stack")),
            decode(host, wire.get("value"), data),
            errors,
        )
        if "python" in wire:
            raised.__cause__ = host.exception(whole(wire["python"]))
        elif "cause" in wire:
            raised.__cause__ = js_error(host, wire["cause"], data)
    except RecursionError:
        raise Violation("an error has too many causes") from None
    if errors:
        show_parts(raised)
    return raised
