"""Whether what the engine has pending still moves."""

from __future__ import annotations

from time import process_time

STALL = 0.2  # seconds


class Liveness:
    """The engine counts a top-level await that never settles as work for ever. Imports and the compilation of WebAssembly take processor
    time, an await that hangs takes none.
    """

    def __init__(self) -> None:
        self._since: tuple[float, float] | None = None  # since when only the engine has work, and the processor time then

    def reset(self) -> None:
        """There is other work."""
        self._since = None

    def works(self, now: float) -> bool:
        """Whether it is still to be waited for, at the time ``now``."""
        used = process_time()
        if self._since is None:
            self._since = now, used
            return True
        elapsed = now - self._since[0]
        if elapsed < STALL:
            return True
        works = used - self._since[1] > elapsed / 2
        self._since = None if works else self._since
        return works
