"""A recording: the events of a trace, in memory and in files.

A file has a line of JSON, its head, and chunks. A chunk is two lengths (32 bits, little-endian), then JSON (``names`` that are new, the ``texts`` of its
events, tasks of the ``pool``), then the numbers of the events (64-bit floating point, little-endian, ``TraceEvent.WIDTH`` for each). In memory the oldest
chunks give way once there are more than ``limit`` bytes.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from anode.bindings.trace import TraceEvent
from anode.engine.codec import dumps, loads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

FORMAT = "anode-trace"
VERSION = 1
LIMIT = 256 << 20  # bytes in memory
_LONGEST_HEAD = 256 << 20  # bytes


class BadRecording(Exception):
    """The file is not a recording. The text is for the user."""


class Event(NamedTuple):
    """An event, with its texts: ``code`` is of TraceEvent, ``time`` in ms since the begin of the trace."""

    code: int
    time: float
    id: int
    a: float
    b: float
    c: float
    d: float
    e: float
    text: str  # of LOG, SPAN, ERROR, ALIVE and BLOCKED


class Recording:
    """Chunks, and the names that their events give by number (from 1)."""

    def __init__(self, head: dict[str, Any], limit: int = LIMIT) -> None:
        self.head = {"format": FORMAT, "version": VERSION, **head}
        self.names: list[str] = [""]
        self.chunks: deque[tuple[bytes, str]] = deque()  # numbers, and the texts as JSON
        self.lost = 0  # bytes of chunks that gave way
        self._limit = limit
        self._size = 0

    def add(self, numbers: bytes, beside: str) -> str:
        """Add a chunk; its texts, as they are kept."""
        found = loads(beside)
        self.names += found["names"]
        self.chunks.append((numbers, beside))
        self._size += len(numbers) + len(beside)
        while self._size > self._limit and len(self.chunks) > 1:
            old, text = self.chunks.popleft()
            self._size -= len(old) + len(text)
            self.lost += len(old)
        return beside

    def events(self) -> Iterator[Event]:
        """All events, in their order."""
        width = TraceEvent.WIDTH
        for numbers, beside in list(self.chunks):
            texts = loads(beside)["texts"]
            values = array("d", numbers)
            if sys.byteorder == "big":
                values.byteswap()
            for at in range(0, len(values), width):
                code, time, number, a, b, c, d, e = values[at : at + width]
                kind = int(code)
                text = texts[int(a)] if kind in _WITH_TEXT else ""
                yield Event(kind, time, int(number), a, b, c, d, e, text)

    def names_before(self) -> list[str]:
        """The names that the chunks in memory do not bring."""
        later = sum(len(loads(beside)["names"]) for _, beside in self.chunks)
        return self.names[1 : len(self.names) - later]

    def check(self, event: Event) -> None:
        """Raises ValueError or IndexError where an event cannot be one."""
        if event.code not in _CODES or not math.isfinite(event.time):
            raise ValueError
        if event.code == TraceEvent.INIT:
            self.name(event.a), self.name(event.d), self.name(event.e)
        elif event.code in (TraceEvent.ALIVE, TraceEvent.BLOCKED):
            loads(event.text)

    def pool(self) -> Iterator[tuple[int, str, float, float]]:
        """The tasks of the thread pool that are over: number of the thread, name of the op, begin and end in ms."""
        for _, beside in list(self.chunks):
            yield from loads(beside).get("pool", ())

    def name(self, number: float) -> str:
        """The name or place with a number; '' for none."""
        return self.names[int(number)]


_CODES = frozenset(number for name, number in TraceEvent.table().items() if name != "WIDTH")
_WITH_TEXT = frozenset((TraceEvent.LOG, TraceEvent.SPAN, TraceEvent.ERROR, TraceEvent.ALIVE, TraceEvent.BLOCKED))


def chunk_bytes(numbers: bytes, beside: str) -> bytes:
    """A chunk as it stands in files and goes to the page."""
    text = beside.encode()
    return len(text).to_bytes(4, "little") + len(numbers).to_bytes(4, "little") + text + numbers


def head_line(head: dict[str, Any]) -> bytes:
    """The first line of a file."""
    return dumps(head).encode() + b"\n"


def write(recording: Recording, path: Path) -> None:
    """Write a recording to a file. Names whose chunk gave way come with the head. Raises OSError."""
    with open(path, "wb") as file:
        file.write(head_line({**recording.head, "names": recording.names_before()}))
        for numbers, beside in recording.chunks:
            file.write(chunk_bytes(numbers, beside))


def read(path: Path) -> Recording:
    """Read a file. Raises BadRecording, OSError."""
    with open(path, "rb") as file:
        try:
            head = loads(file.readline(_LONGEST_HEAD).decode())
            if head["format"] != FORMAT or not _are_texts(head.get("names", [])) or not _are_texts(head.get("program", [])):
                raise ValueError
        except _BROKEN:
            raise BadRecording(f"{path} is not a recording of anode trace") from None
        if head["version"] != VERSION:
            raise BadRecording(f"{path} is a recording of another version of anode trace ({head['version']}): use that version of anode")
        known = head.pop("names", [])
        recording = Recording(head, sys.maxsize)
        recording.names += known
        for numbers, beside in _chunks(file, path):
            recording.add(numbers, beside)
    try:
        for event in recording.events():
            recording.check(event)
    except _BROKEN:
        raise BadRecording(f"{path} is damaged") from None
    return recording


def _chunks(file: BinaryIO, path: Path) -> Iterator[tuple[bytes, str]]:
    while sizes := file.read(8):
        described, size = int.from_bytes(sizes[:4], "little"), int.from_bytes(sizes[4:], "little")
        beside, numbers = file.read(described), file.read(size)
        if len(sizes) < 8 or len(beside) < described or len(numbers) < size:
            return  # the program was ended in the middle of the last chunk
        if size % (8 * TraceEvent.WIDTH):
            raise BadRecording(f"{path} is damaged")
        try:
            text = beside.decode()
            _check(loads(text))
        except _BROKEN:
            raise BadRecording(f"{path} is damaged") from None
        yield numbers, text


# What a parser says of damaged JSON, and what comes of other types in it.
_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, SystemError, OverflowError)


def _are_texts(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(text, str) for text in found)


def _check(beside: Any) -> None:
    """Raises one of _BROKEN."""
    if not (_are_texts(beside["names"]) and _are_texts(beside["texts"])):
        raise ValueError
    for thread, name, begin, end in beside.get("pool", ()):
        if not (isinstance(thread, int) and isinstance(name, str) and isinstance(begin, (int, float)) and isinstance(end, (int, float))):
            raise ValueError
