"""The state of one isolate that bindings work with."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol, TypeVar

    from anode.loop.loop import Loop
    from anode.permissions import Permissions

    T = TypeVar("T")

    class Host(Protocol):
        """The Python program around an embedded isolate. Its standard streams and its descriptors stay its own."""

        descriptors: set[int]  # that the program and its workers have opened

        def write(self, fd: int, text: str) -> None:
            """Write to stdout (1) or stderr (2)."""

    class SignalSource(Protocol):
        """The process's signals, where the isolate owns the process. Everything is called on the loop's thread."""

        def add(self, loop: Loop, number: int, handle: int) -> None: ...
        def remove(self, number: int, handle: int) -> None: ...
        def interrupt(self, listener: Callable[[], None] | None) -> None: ...

    class OpenFiles(Protocol):
        """The descriptors that a worker has opened. May be called from any thread."""

        def opened(self, fd: int) -> None: ...
        def closed_by_program(self, fd: int) -> None: ...

    class Inspected(Protocol):
        """The isolate's inspector. Everything may be called from any thread."""

        def end(self, timeout: float) -> bool: ...
        def worker_starts(self, ctx: Context, number: int, name: str, url: str) -> bool: ...
        def worker_ends(self, number: int) -> None: ...

    class Native(Protocol):
        """The function through which JavaScript reaches V8's own functions (engine/v8/native.py)."""

        @property
        def isolate(self) -> int: ...
        def context(self) -> int: ...

    class OwnWorker(Protocol):
        """The worker that an isolate is, as its own bindings see it."""

        id: int
        files: OpenFiles | None
        endless: bool  # JavaScript cannot be ended in the middle of a computation
        patience: float  # time.monotonic() until which process.exit() waits to be terminated

        def leave(self, code: int) -> None: ...

    class StartedWorker(Protocol):
        """A worker, as the isolate that has started it sees it. Everything may be called from any thread."""

        id: int
        code: int
        error: str
        reason: str
        context: Context | None  # until it has ended

        def start(self, what: dict[str, Any]) -> None: ...
        def terminate(self) -> None: ...
        def join(self) -> None: ...

    class Spawn(Protocol):
        """Prepares a worker; ``on_end`` is called on another thread."""

        def __call__(
            self, options: dict[str, Any], env: dict[str, str], exec_argv: list[str], limits: list[float], on_end: Callable[[], None]
        ) -> StartedWorker: ...


class Context:
    """One isolate's loop, permissions and environment, and the state that its bindings keep.

    ``embedded`` is true where a Python program is the host: then the process, its signals and its standard streams are the host's, and
    ``process.exit`` ends this isolate alone. ``worker`` is set where another isolate has started this one.
    """

    __slots__ = (
        "_main",
        "_states",
        "argv",
        "at_end",
        "builtins",
        "cwd",
        "embedded",
        "env",
        "exec_argv",
        "exit",
        "heap_limit",
        "host",
        "inspector",
        "loop",
        "native",
        "options",
        "permissions",
        "signals",
        "spawn",
        "version",
        "worker",
        "workers",
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
        self.exit: Callable[[int], None] | None = None
        self.spawn: Spawn | None = None
        self.worker: OwnWorker | None = None
        self.host: Host | None = None
        self.heap_limit: int | None = None  # bytes, at which a host gets an exception
        self.signals: SignalSource | None = None
        self.inspector: Inspected | None = None  # once a debugger or a profile has been asked for
        self.builtins: frozenset[str] = frozenset()  # the public modules, known when the snapshot is loaded
        self._main: Context | None = None
        self.version = ""  # of Node's API, as process.version has it
        self.native: Native | None = None
        self.workers: dict[int, tuple[Context, str, str]] = {}  # those of the whole program, in ``main``: context, name and URL
        self.at_end: list[Callable[[], None]] = []  # for states that hold more than the isolate's own
        self._states: dict[type, Any] = {}

    @property
    def owns_process(self) -> bool:
        """Whether the process is this isolate's: no Python host around it, and no worker."""
        return not self.embedded and self.worker is None

    @property
    def main(self) -> Context:
        """The context of the thread that has started the program."""
        return self._main or self

    @main.setter
    def main(self, main: Context) -> None:
        self._main = main

    def disown(self, fd: int) -> None:
        """A handle has the descriptor from now on, and closes it."""
        if self.host is not None:
            self.host.descriptors.discard(fd)

    def state(self, kind: type[T]) -> T:
        """The one ``kind`` of this isolate, made on first use with this context as its argument."""
        found = self._states.get(kind)
        if found is None:
            found = self._states[kind] = kind(self)  # type: ignore[call-arg]
        return found

    def close(self) -> None:
        """Let go of all that refers to this context, when the isolate is gone."""
        for finish in self.at_end:
            finish()
        self.at_end.clear()
        self._states.clear()
        self._main = self.host = self.exit = self.spawn = self.worker = self.signals = self.inspector = self.native = None
