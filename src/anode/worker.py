"""A worker: a program that another one has started on a thread of its own."""

from __future__ import annotations

import _thread
from itertools import count
from time import monotonic

from anode.engine.control import Control
from anode.engine.heap.end import Snapshots, default_limit
from anode.engine.heap.resources import Resources
from anode.engine.v8.library import functions

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from anode.engine.isolate import Isolate
    from anode.loop.context import Context, OpenFiles
    from anode.permissions import Permissions

    class Session(Protocol):
        """The program under way (session.py), as its worker needs it."""

        ctx: Context
        isolate: Isolate | None
        on_end: Callable[[], None] | None

        def create(self, what: dict[str, Any], heap_limit: int | None, resources: Resources | None) -> None: ...
        def discard(self) -> None: ...

    class MakeSession(Protocol):
        """The class of sessions."""

        def __call__(
            self,
            options: dict[str, Any],
            env: dict[str, str],
            argv: list[str],
            exec_argv: list[str],
            embedded: bool,
            cwd: str | None,
            permissions: Permissions,
            owner: Control,
        ) -> Session: ...


_ids = count(1)

_PATIENCE = 1.0  # seconds
TERMINATED = 1  # the exit code of a worker that was ended from outside


class Worker:
    """Made and started on its parent's thread, where nothing of this waits; ``on_end`` is called on another one.

    ``code`` and ``error`` say how it ended: the exit code, and Node's code of an error that was not the program's own.
    """

    def __init__(
        self,
        parent: Context,
        make_session: MakeSession,
        options: dict[str, Any],
        env: dict[str, str],
        exec_argv: list[str],
        limits: list[float],
        on_end: Callable[[], None],
    ) -> None:
        self.id = next(_ids)
        self.code = 0
        self.error = ""
        self.reason = ""
        self.endless = False  # this engine cannot end JavaScript in the middle of a computation
        self.exiting = False
        self.patience = 0.0  # until when process.exit() waits to be terminated
        self.files: OpenFiles | None = None
        self._parent = parent
        young, old, _, stack = (int(limit * 2**20) for limit in limits)
        heap = str(options.get("--max-old-space-size", ""))
        if not old:
            old = int(heap) << 20 if heap.isdigit() and int(heap) else default_limit()
        self._heap_limit: int | None = old
        self._resources: Resources | None = None
        if functions("heap-end") and functions("interrupts"):
            self._heap_limit = None
            folder = str(options.get("--diagnostic-dir") or "")
            snapshots = Snapshots(int(options.get("--heapsnapshot-near-heap-limit") or 0), folder, self.id)
            self._resources = Resources(young, old, stack, snapshots, lambda: self._owner.post(self._full))
        self._on_end = on_end
        self._stopped = False
        self._over = _thread.allocate_lock()  # held while it lives
        self._over.acquire()
        self._owner = Control(on_wait=self._look if self._heap_limit else None)
        argv = parent.argv[:1]
        self._session = make_session(options, env, argv, exec_argv, parent.embedded, parent.cwd, parent.permissions, self._owner)
        self._session.on_end = self._ended
        ctx = self._session.ctx
        ctx.worker = self
        ctx.main = parent.main
        ctx.exit = self._exit
        ctx.host = parent.host if parent.embedded else None
        self.context: Context | None = ctx

    def start(self, what: dict[str, Any]) -> None:
        """Create the isolate and run; returns at once."""
        self._owner.post(lambda: self._create(what))

    def _create(self, what: dict[str, Any]) -> None:
        if not self._stopped:
            try:
                self._session.create(what, self._heap_limit, self._resources)
                return
            except Exception as error:
                self.code, self.error, self.reason = 1, "ERR_WORKER_INIT_FAILED", str(error)
        self._session.discard()
        self._ended()

    def _exit(self, code: int) -> None:
        # process.exit(): on the worker's thread. JavaScript waits there for its end, which nothing can catch.
        self.exiting = True
        self.patience = monotonic() + _PATIENCE
        self.code = code
        self._owner.post(self._terminate)

    def leave(self, code: int) -> None:
        """The program has come to its end, and this is its exit code; on the worker's thread."""
        self.code = code

    def terminate(self) -> None:
        """End the program wherever it is; from any thread, at any time."""
        if not self._stopped:
            self._stopped = True
            self._owner.post(self._terminate)

    def _terminate(self) -> None:
        isolate = self._session.isolate
        if isolate is None or isolate.closed:
            return
        if self._stopped and not self.exiting:
            self.code = TERMINATED
        isolate.stop()
        inspector = self._session.ctx.inspector
        if inspector is not None:
            inspector.end(_PATIENCE)
        if isolate.terminate():
            isolate.close()
        else:
            self.endless = True

    def _look(self) -> None:
        isolate = self._session.isolate
        if isolate is not None and isolate.out_of_memory:
            self._say_full()
            isolate.close()

    def _say_full(self) -> None:
        self.code, self.error, self.reason = 1, "ERR_WORKER_OUT_OF_MEMORY", "JS heap out of memory"

    def _full(self) -> None:
        # V8 has terminated what ran.
        self._say_full()
        self.exiting = True
        self._terminate()

    def _ended(self) -> None:
        self.context = None
        self._session.isolate = None
        self._on_end()
        self._over.release()
        self._owner.stop()

    def join(self) -> None:
        """Wait until the worker has ended."""
        with self._over:
            pass
