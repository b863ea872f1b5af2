"""Requests: one operation under way, such as a read or a lookup."""

from __future__ import annotations

from anode.errors import describe

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Finisher(Protocol):
        """The loop, as a request needs it."""

        def finish(self, req: Request, error: list[Any] | None, value: Any) -> None: ...


class Request:
    """``resolve`` and ``reject`` may be called from any thread; the first call counts."""

    __slots__ = ("_loop", "done", "id", "syscall")

    def __init__(self, loop: Finisher, request_id: int, syscall: str | None = None) -> None:
        self._loop = loop
        self.id = request_id
        self.syscall = syscall
        self.done = False

    def resolve(self, value: Any = None) -> None:
        """Finish with ``value``: a result that an op may return, or a structure that JSON can carry."""
        self._loop.finish(self, None, value)

    def reject(self, error: BaseException) -> None:
        """Finish with an error."""
        self._loop.finish(self, describe(error, self.syscall), None)
