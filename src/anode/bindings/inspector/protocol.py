"""The DevTools protocol: errors of messages, their parameters, and the list of domains."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from anode.loop.context import Context

    Params = dict[str, Any]
    Command = Callable[[Params], Params | None]

    class Watched(Protocol):
        """The workers of a program (workers.py)."""

        def watch(self, watcher: Callable[[Any], None]) -> list[Any]: ...
        def unwatch(self, watcher: Callable[[Any], None]) -> None: ...

    class Debuggee(Protocol):
        """An isolate's agent (agent.py), as its server and its domains need it."""

        ctx: Context
        waits_for_frontend: bool

        @property
        def workers(self) -> Watched: ...
        @property
        def on_own_thread(self) -> bool: ...
        def defer(self, task: Callable[[], None]) -> None: ...
        def prepare(self) -> None: ...
        def activate(self) -> None: ...
        def post(self, task: Callable[[], None]) -> None: ...
        def connect(self, send: Callable[[str], None], holds: bool) -> int: ...
        def dispatch(self, number: int, text: str) -> None: ...
        def disconnect(self, number: int) -> None: ...
        def track_network(self, change: int) -> None: ...


NOT_FOUND, BAD_PARAMETERS, SERVER = -32601, -32602, -32000

# The answer to /json/protocol. A debugger brings the descriptions along.
_NAMES = (
    "Console",
    "Debugger",
    "HeapProfiler",
    "Profiler",
    "Runtime",
    "Schema",
    "NodeTracing",
    "NodeWorker",
    "NodeRuntime",
    "Network",
    "Target",
    "IO",
)
PROTOCOL: dict[str, Any] = {"version": {"major": "1", "minor": "0"}, "domains": [{"domain": name} for name in _NAMES]}


class Refused(Exception):
    """A message gets an error."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def parameter(params: dict[str, Any], name: str, kind: type) -> Any:
    """A parameter that must be there. Raises Refused."""
    value = params.get(name)
    if not isinstance(value, kind):
        raise Refused(BAD_PARAMETERS, "Invalid parameters")
    return value
