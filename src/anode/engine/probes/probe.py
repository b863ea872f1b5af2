"""What a probe is."""

from __future__ import annotations

from collections.abc import Callable

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.probes.lab import Lab


class Probe:
    """``name`` is the entry in docs/engine.md, ``feature`` what is lost when ``run`` raises or ends the process."""

    __slots__ = ("feature", "name", "run")

    def __init__(self, name: str, feature: str, run: Callable[[Lab], None]) -> None:
        self.name = name
        self.feature = feature
        self.run = run
