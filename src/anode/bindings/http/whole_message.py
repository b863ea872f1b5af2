"""The short way for a message that arrives in one piece.

Most messages are one read: a head and nothing else, or a head with its whole body. llhttp can check such a read without a callback for each
header, which takes less time than everything else a parser does with it. All connections share one parser for this: between two messages it
has no state that matters.
"""

from __future__ import annotations

import httptools

from anode.bindings.http.llhttp import new_parser

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

HEAD_END = b"\r\n\r\n"


class WholeMessage:
    """A shared parser for messages of one kind. After :meth:`takes` has said yes, ``keep_alive`` is the message's."""

    __slots__ = ("_complete", "_kind", "_parser", "_size", "keep_alive")

    def __init__(self, kind: int) -> None:
        self._kind = kind
        self.keep_alive = False
        self._renew()

    def _renew(self) -> None:
        self._complete = self._size = 0
        self._parser: Any = new_parser(self._kind, self)

    def on_body(self, body: bytes) -> None:
        self._size += len(body)

    def on_message_complete(self) -> None:
        self._complete += 1
        self.keep_alive = self._parser.should_keep_alive()

    @property
    def status(self) -> int:
        """The status of the response taken last, after which the connection stays open."""
        return int(self._parser.get_status_code())

    def takes(self, data: bytes, head: int) -> bool:
        """Whether ``data`` is exactly one message: a head of ``head`` bytes, its body unencoded, and nothing else."""
        self._complete = self._size = 0
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._renew()
            return False
        # Chunked, the bytes behind the head are more than those of the body.
        if self._complete == 1 and self._size == len(data) - head:
            if not self.keep_alive:
                self._renew()  # a parser takes nothing more after such a message
            return True
        self._renew()  # it holds half a message
        return False
