"""Whether the engine's pending work still moves.

Some facts:
- The engine counts a top-level await that never settles as pending work, for ever.
- Imports and the compilation of WebAssembly use processor time; an await that never settles uses none.

What this means here: when nothing but the engine has work, the loop ends once the process has used little processor time for a while.
"""

from __future__ import annotations

from time import process_time

STALL = 0.2  # seconds


class Liveness:
    """Told once a turn, while the engine says that it is busy."""

    def __init__(self) -> None:
        self.moves = True
        self._since: tuple[float, float] | None = None  # since when nothing but the engine has had work, and the processor time then

    def observe(self, other_work: bool, now: float) -> None:
        """Look at the time ``now``; with ``other_work`` the loop goes on in any case."""
        if other_work:
            self._since, self.moves = None, True
            return
        used = process_time()
        if self._since is None:
            self._since, self.moves = (now, used), True
            return
        elapsed = now - self._since[0]
        if elapsed >= STALL:
            self.moves = used - self._since[1] > elapsed / 2
            if self.moves:
                self._since = None
