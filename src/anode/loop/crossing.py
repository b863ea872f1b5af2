"""The two queues between an isolate and its loop: requests that JavaScript submits, and completions that have come since.

One JSON text crosses each way in a turn, with the buffers beside it. Out: ``[request, op, args]``; where bytes are among the arguments,
``[request, op, args, [position, …]]``, and the arguments at these positions are indexes of buffers. In: entries that begin with a
:class:`Tag`:

====  ==========================================  =================================================================
 0    ``[0, request, error, value]``              a request has finished
 1    ``[1, request, buffer]``                    a request has finished with bytes
 2    ``[2, handle, kind, a, b, …]``              an event of a handle
 3    ``[3, handle, kind, buffer, a, b, …]``      an event of a handle, with bytes first
 4    ``[4]``                                     a debugger has been asked for
====  ==========================================  =================================================================

A binding with entries of its own form (HTTP, interop) takes tags from ``Tag.FIRST_OWN`` on. ``answer`` has shorter forms for some turns.
"""

from __future__ import annotations

from anode.engine.codec import dumps, loads
from anode.engine.ops import Numbers

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from anode.loop.request import Request

    class Ops(Protocol):
        """The isolate's op table."""

        calls: list[Callable[..., Any]]

        def submit(self, request_id: int, index: int, args: list[Any]) -> None: ...


class Tag(Numbers):
    """The first number of a completion entry."""

    DONE, DONE_BYTES, EVENT, EVENT_BYTES = range(4)
    INSPECT = 4
    FIRST_OWN = 8


_DONE, _DONE_BYTES, _EVENT, _EVENT_BYTES = Tag.DONE, Tag.DONE_BYTES, Tag.EVENT, Tag.EVENT_BYTES  # globals: found faster

NOTHING: list[Any] = []
SCRATCH = 64 * 1024  # bytes


class Crossing:
    """The submissions and completions of one isolate. Belongs to the isolate's thread."""

    def __init__(self) -> None:
        self.ops: Ops | None = None
        self.requests: dict[int, Request] = {}
        self.completions: list[Any] = []
        self.buffers: list[Any] = []  # of the completions that wait
        self.scratch = memoryview(bytearray(SCRATCH))  # sockets are read into it before the number of bytes is known; this thread's alone
        self._leaving: list[Any] = []  # of those that were taken
        # The binding that takes all writes of a turn in one form (HTTP) sets it: ``send(text, records, buffers)``.
        self.send: Callable[[str, bytes, tuple[bytes, ...]], None] | None = None

    def submit(self, text: str, buffers: tuple[bytes, ...]) -> None:
        """Start the requests that JavaScript has queued."""
        assert self.ops is not None
        for entry in loads(text):
            args = entry[2]
            if len(entry) > 3:
                for position in entry[3]:
                    args[position] = buffers[args[position]]
            self.ops.submit(entry[0], entry[1], args)

    def emit(self, handle_id: int, kind: int, payload: tuple[Any, ...]) -> None:
        """Queue an event of a handle."""
        if payload and isinstance(payload[0], (bytes, bytearray, memoryview)):
            data = payload[0]
            self.completions.append([_EVENT_BYTES, handle_id, kind, len(self.buffers), *payload[1:]])
            self.buffers.append(data if type(data) is bytes else bytes(data))
        else:
            self.completions.append([_EVENT, handle_id, kind, *payload])

    def inspect(self) -> None:
        """Have JavaScript get ready for a debugger."""
        self.completions.append([Tag.INSPECT])

    def complete(self, req: Request, error: list[Any] | None, value: Any) -> None:
        """Queue the end of a request; only the first end counts."""
        if req.done or self.requests.pop(req.id, None) is None:
            return
        req.done = True
        if isinstance(value, (bytes, bytearray, memoryview)):
            self.buffers.append(value if isinstance(value, bytes) else bytes(value))
            self.completions.append([_DONE_BYTES, req.id, len(self.buffers) - 1])
        else:
            self.completions.append([_DONE, req.id, error, value])

    def take_completions(self) -> list[Any]:
        """The completions since the last call."""
        taken = self.completions
        if taken:
            self.completions = []
            if self.buffers:
                self._leaving, self.buffers = self.buffers, []
        return taken

    def answer(self, head: int, entries: list[Any]) -> int | str | list[Any]:
        """The value that the pump gets, in the cheapest of five forms:

        - ``head`` alone, without entries;
        - ``[head, request, bytes]`` or ``[head, handle, kind, bytes]``, for a single entry with bytes;
        - JSON ``[head, entry, …]``, without buffers;
        - that JSON, a line break, and a text, where one text is all that goes beside the entries;
        - ``[JSON, buffer, …]``.
        """
        if not entries:
            return head
        if len(entries) == 1 and len(self._leaving) == 1:
            entry = entries[0]
            tag: int = entry[0]
            if (tag == _EVENT_BYTES and len(entry) == 4) or tag == _DONE_BYTES:
                taken, self._leaving = self._leaving, []
                return [head, entry[1], taken[0]] if tag == _DONE_BYTES else [head, entry[1], entry[2], taken[0]]
        text = dumps([head, *entries])
        if not self._leaving:
            return text
        taken, self._leaving = self._leaving, []
        if len(taken) == 1 and type(taken[0]) is str:
            return f"{text}\n{taken[0]}"
        return [text, *taken]
