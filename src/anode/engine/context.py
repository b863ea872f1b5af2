"""What one isolate's ops work with."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from anode.loop.loop import Loop
    from anode.permissions import Permissions

    T = TypeVar("T")


class Context:
    """The state of one isolate: its loop, its permissions, its environment, and what bindings keep for it.

    ``embedded`` is true where a Python program is the host: then the process, its signals and its standard streams
    are the host's, and ``process.exit`` ends this isolate alone. ``worker`` is set where another isolate has started this one.
    """

    __slots__ = (
        "_states",
        "argv",
        "at_end",
        "builtins",
        "cwd",
        "embedded",
        "env",
        "exec_argv",
        "exit",
        "host",
        "loop",
        "options",
        "permissions",
        "spawn",
        "worker",
    )

    def __init__(
        self,
        loop: Loop,
        permissions: Permissions,
        env: dict[str, str],
        argv: list[str],
        exec_argv: list[str],
        options: dict[str, Any],
        embedded: bool,
        cwd: str | None = None,
    ) -> None:
        self.loop = loop
        self.permissions = permissions
        self.env = env
        self.argv = argv
        self.exec_argv = exec_argv
        self.options = options
        self.embedded = embedded
        self.cwd = cwd
        self.exit: Any = None
        self.spawn: Any = None  # starts a worker: see worker.py
        self.worker: Any = None
        self.host: Any = None
        self.builtins: frozenset[str] = frozenset()  # the public modules, known when the snapshot is loaded
        self.at_end: list[Callable[[], None]] = []  # for states that hold what is not the isolate's alone
        self._states: dict[type, Any] = {}

    @property
    def owns_process(self) -> bool:
        """Whether the process is this isolate's: no Python host around it, and no worker."""
        return not self.embedded and self.worker is None

    def state(self, kind: type[T]) -> T:
        """The one ``kind`` of this isolate, made on first use with this context as its argument."""
        found = self._states.get(kind)
        if found is None:
            found = self._states[kind] = kind(self)  # type: ignore[call-arg]
        return found

    def close(self) -> None:
        """Let go of what refers to this context, when the isolate is gone."""
        for finish in self.at_end:
            finish()
        self.at_end.clear()
        self._states.clear()
        self.host = self.exit = self.spawn = self.worker = None
