"""The two parsers that all connections share: they only say whether what has arrived is one whole request (see http_server.py)."""

from __future__ import annotations

import httptools


class Minimal:
    """The shared parser's callbacks: whether one message was complete, and stays open after it."""

    __slots__ = ("complete", "keep_alive", "parser")

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self.complete = 0
        self.keep_alive = False
        self.parser = httptools.HttpRequestParser(self)

    def on_message_complete(self) -> None:
        self.complete += 1
        self.keep_alive = self.parser.should_keep_alive()


class Whole:
    """The other shared parser's callbacks: for one ``recv`` that may hold one request with all of its body."""

    __slots__ = ("begun", "complete", "keep_alive", "parser", "size")

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self.reset()
        self.parser = httptools.HttpRequestParser(self)

    def reset(self) -> None:
        self.begun = self.complete = self.size = 0
        self.keep_alive = False

    def on_message_begin(self) -> None:
        self.begun += 1

    def on_body(self, body: bytes) -> None:
        self.size += len(body)

    def on_message_complete(self) -> None:
        self.complete += 1
        self.keep_alive = self.parser.should_keep_alive()

    def takes(self, data: bytes, head: int) -> bool:
        """Whether ``data`` is one request with a head of ``head`` bytes and its body, as it stands, and nothing else."""
        self.reset()
        try:
            self.parser.feed_data(data)
            # Of a chunked body, the bytes are not all body.
            if self.complete == 1 and self.begun == 1 and self.size == len(data) - head:
                if not self.keep_alive:
                    keep_alive = self.keep_alive
                    self.renew()
                    self.keep_alive = keep_alive
                return True
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            pass
        self.renew()  # it holds half a message
        return False
