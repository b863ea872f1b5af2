"""The two queues between an isolate and its loop: what JavaScript has submitted, what has happened since (see codec.py for the forms)."""

from __future__ import annotations

from anode.engine.codec import DONE, DONE_BYTES, EVENT, EVENT_BYTES, dumps, loads

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.engine.ops import OpTable, Request

NOTHING: list[Any] = []
SCRATCH = 64 * 1024  # bytes


class Crossing:
    """What waits to cross. Belongs to the isolate's thread."""

    def __init__(self) -> None:
        self.ops: OpTable | None = None
        self.requests: dict[int, Request] = {}
        self.completions: list[Any] = []
        self.buffers: list[Any] = []  # of the completions that wait
        self.scratch = memoryview(bytearray(SCRATCH))  # what is read into before it is known how much it is; this thread's alone
        self._leaving: list[Any] = []  # of those that were taken
        # Set by the binding that takes all writes of a turn as one text, their records and their buffers.
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
            self.buffers.append(payload[0] if type(payload[0]) is bytes else bytes(payload[0]))
            self.completions.append([EVENT_BYTES, handle_id, kind, len(self.buffers) - 1, *payload[1:]])
        else:
            self.completions.append([EVENT, handle_id, kind, *payload])

    def complete(self, req: Request, error: list[Any] | None, value: Any) -> None:
        """Queue the end of a request; a second end is none."""
        if req.done or self.requests.pop(req.id, None) is None:
            return
        req.done = True
        if isinstance(value, (bytes, bytearray, memoryview)):
            self.buffers.append(value if isinstance(value, bytes) else bytes(value))
            self.completions.append([DONE_BYTES, req.id, len(self.buffers) - 1])
        else:
            self.completions.append([DONE, req.id, error, value])

    def take_completions(self) -> list[Any]:
        """What has happened since the last time."""
        taken = self.completions
        if taken:
            self.completions = []
            if self.buffers:
                self._leaving, self.buffers = self.buffers, []
        return taken

    def answer(self, head: int, entries: list[Any]) -> int | str | list[Any]:
        """What the pump is given: ``head`` alone where there is nothing else to say; ``[head, request, bytes]`` or ``[head, handle, kind, bytes]``
        where that is all; else JSON ``[head, entry, …]``: alone, before a line break and the one text that goes with it, or first in a list
        with its buffers.
        """
        if not entries:
            return head
        if len(entries) == 1 and len(self._leaving) == 1:
            entry = entries[0]
            tag: int = entry[0]
            if (tag == EVENT_BYTES and len(entry) == 4) or tag == DONE_BYTES:
                taken, self._leaving = self._leaving, []
                return [head, entry[1], taken[0]] if tag == DONE_BYTES else [head, entry[1], entry[2], taken[0]]
        text = dumps([head, *entries])
        if not self._leaving:
            return text
        taken, self._leaving = self._leaving, []
        if len(taken) == 1 and type(taken[0]) is str:
            return f"{text}\n{taken[0]}"
        return [text, *taken]
