"""``anode trace --tui``: the loop at work in a terminal, drawn with Rich."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter, deque
from typing import TYPE_CHECKING, Any

from anode.tracing.exports import title
from anode.tracing.model import MAIN, Callback, Reader
from anode.tracing.recording import Recording

if TYPE_CHECKING:
    from anode.tracing.live import Live as Program

NEEDS = "it needs rich: pip install 'anode[tui]'"
_EVERY = 0.2  # seconds
_ROWS = 14  # callbacks, and lines of output
_LONG = 20  # ms
_WINDOW = 2000  # ms over which utilisation is counted
_COLOURS = {"timers": "yellow", "pending": "bright_yellow", "poll": "cyan", "check": "green", "closing": "magenta"}


class Screen:
    """Draws a program under trace. What the program prints is shown in a pane of its own."""

    def __init__(self, program: Program) -> None:
        from rich.console import Console  # raises ImportError
        from rich.live import Live

        self._program = program
        self._own = Recording({})
        self._reader = Reader(self._own)
        self._news: deque[bytes] = deque()
        self._callbacks: deque[Callback] = deque(maxlen=2000)
        self._counts: Counter[str] = Counter()
        self._seen = 0  # phases that have been counted
        self._output: deque[str] = deque(maxlen=_ROWS)
        self._over = threading.Event()
        terminal = os.fdopen(os.dup(1), "w")
        self._console = Console(file=terminal)
        self._live = Live(self._draw(), console=self._console, screen=True, auto_refresh=False)
        program.followers.append(self._tell)
        program.at_end, program.restore = self._stay, self._restore

    def start(self) -> None:
        """Take over the terminal."""
        read, write = os.pipe()
        for descriptor in (1, 2):
            os.dup2(write, descriptor)
        os.close(write)
        threading.Thread(target=self._collect, args=(read,), name="anode trace output", daemon=True).start()
        threading.Thread(target=self._run, name="anode trace screen", daemon=True).start()

    def _tell(self, news: dict[str, Any] | bytes) -> None:
        if isinstance(news, bytes):
            self._news.append(news)

    def _collect(self, descriptor: int) -> None:
        with os.fdopen(descriptor, errors="replace") as lines:
            for line in lines:
                self._output.append(line.rstrip("\n"))

    def _run(self) -> None:
        self._live.start()
        while not self._over.wait(_EVERY):
            self._refresh()

    def _refresh(self) -> None:
        while self._news:
            chunk = self._news.popleft()
            described = int.from_bytes(chunk[:4], "little")
            self._own.chunks.clear()  # the reader keeps what is shown
            self._own.add(chunk[8 + described :], chunk[8 : 8 + described].decode())
            self._reader.feed(self._own.events())
        phases = self._reader.history.phases
        for phase in phases[self._seen : -1]:
            self._counts[phase.name] += len(phase.callbacks)
            self._callbacks.extend(callback for callback in phase.callbacks if callback.executions)
        del phases[: max(len(phases) - 1, 0)]
        self._seen = 0
        self._live.update(self._draw(), refresh=True)

    def _draw(self) -> Any:
        from rich.columns import Columns
        from rich.console import Group
        from rich.panel import Panel
        from rich.table import Table
        from rich.text import Text

        history = self._reader.history
        now = history.phases[-1]
        phases = Text()
        for name, colour in _COLOURS.items():
            style = f"bold reverse {colour}" if now.name == name else colour
            phases.append(f" {name} {self._counts[name]} ", style)
            phases.append("  ")
        recent = [callback for callback in self._callbacks if callback.end >= now.end - _WINDOW]
        busy = sum(callback.end - callback.begin for callback in recent) / min(_WINDOW, max(now.end, 1))
        longest = max((callback.end - callback.begin for callback in recent), default=0)
        state = "ended: Ctrl-C leaves" if self._program.ended is not None else "runs"
        figures = f"turn {now.turn}   utilisation {min(busy, 1):.0%}   longest callback {longest:.1f} ms   under way {len(history.alive)}   {state}"
        table = Table("phase", "callback", "asked for at", "ms", expand=True, box=None, header_style="dim")
        for callback in list(self._callbacks)[-_ROWS:][::-1]:
            length = callback.end - callback.begin
            first = callback.executions[0].id
            origin = history.origins.get(first)
            place = "main script" if first == MAIN else origin.place if origin else ""
            style = "bold red" if length >= _LONG else ""
            table.add_row(
                Text(callback.phase, _COLOURS.get(callback.phase, "")),
                title(callback.executions, history),
                place,
                Text(f"{length:.2f}", style),
            )
        name = " ".join(self._program.recording.head.get("program", []))
        output = Text("\n".join(self._output), overflow="ellipsis", no_wrap=True)
        return Group(Columns([phases]), Text(figures), Panel(table, title=f"anode trace {name}"), Panel(output, title="output"))

    def _stay(self) -> None:
        if sys.stdin.isatty():
            threading.Event().wait()

    def _restore(self) -> None:
        self._over.set()
        self._live.stop()
        self._console.file.flush()
