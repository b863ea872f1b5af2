"""The domains NodeWorker and Target: sessions with the program's workers, through a session with its main thread."""

from __future__ import annotations

import _thread
from itertools import count

from anode.bindings.inspector.protocol import parameter
from anode.engine.codec import dumps, loads

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

    from anode.bindings.inspector.protocol import Command, Debuggee, Params
    from anode.loop.context import Context


class WorkerList:
    """The workers of one program, nested ones included; from any thread. ``main`` is the context of its main thread, ``agent`` gives an isolate's."""

    def __init__(self, main: Context, agent: Callable[[Context], Debuggee]) -> None:
        self._lock = _thread.allocate_lock()
        self._agent = agent
        workers = list(main.workers.items())
        self._alive = {number: WorkerTarget(agent(ctx), number, name, url) for number, (ctx, name, url) in workers}
        self._watchers: list[Callable[[WorkerTarget], None]] = []

    def worker_starts(self, ctx: Context, number: int, name: str, url: str) -> bool:
        """A worker starts; whether it is to wait for a debugger."""
        target = WorkerTarget(self._agent(ctx), number, name, url)
        with self._lock:
            self._alive[number] = target
            watchers = list(self._watchers)
        for watch in watchers:
            watch(target)
        return target.waits

    def worker_ends(self, number: int) -> None:
        """A worker has ended."""
        with self._lock:
            target = self._alive.pop(number, None)
        if target is not None:
            for gone in target.on_gone:
                gone()

    def watch(self, watcher: Callable[[WorkerTarget], None]) -> list[WorkerTarget]:
        """Tell ``watcher`` of each worker that starts; those that are there."""
        with self._lock:
            self._watchers.append(watcher)
            return list(self._alive.values())

    def unwatch(self, watcher: Callable[[WorkerTarget], None]) -> None:
        """Tell it no more."""
        with self._lock:
            if watcher in self._watchers:
                self._watchers.remove(watcher)


class WorkerTarget:
    """A worker that a debugger may connect to."""

    def __init__(self, agent: Debuggee, number: int, name: str, url: str) -> None:
        self.agent = agent
        self.id = number
        self.title = f"[worker {number}] {name}"
        self.url = url
        self.waits = False
        self.on_gone: list[Callable[[], None]] = []


class _Link:
    """A session with a worker. ``send`` gets its texts, on the worker's thread."""

    def __init__(self, target: WorkerTarget, send: Callable[[str], None]) -> None:
        self.target = target
        self._agent = target.agent
        self._number = 0
        self._agent.prepare()
        self._agent.activate()

        def connect() -> None:
            self._number = self._agent.connect(send, True)

        self._agent.post(connect)

    def dispatch(self, text: str) -> None:
        """Hand on a message."""
        self._agent.post(lambda: self._agent.dispatch(self._number, text))

    def close(self) -> None:
        """End the session."""
        self._agent.post(lambda: self._agent.disconnect(self._number))


class Workers:
    """Both domains of one session; everything but what :class:`WorkerList` calls belongs to the main thread."""

    def __init__(self, agent: Debuggee, event: Callable[[str, Params], None], send: Callable[[str], None]) -> None:
        self._agent = agent
        self._event = event
        self._send = send
        self._links: dict[str, _Link] = {}
        self._numbers = count(1)
        self._as_targets = False
        self._attaches = False
        self._wait = False
        self._watching = False
        self._known: list[WorkerTarget] = []
        self.node_commands: dict[str, Command] = {
            "enable": self._enable,
            "disable": self._disable,
            "detach": self._detach,
            "sendMessageToWorker": self._send_to_worker,
        }
        self.target_commands: dict[str, Command] = {"setAutoAttach": self._set_auto_attach, "getTargets": self._targets}

    def start(self) -> None:
        """Tell of workers as targets from now on."""
        self._as_targets = True
        self._watch()

    def _watch(self) -> None:
        if not self._watching:
            self._watching = True
            for target in self._agent.workers.watch(self._started):
                self._found(target)

    # ---- workers come and go ----

    def _started(self, target: WorkerTarget) -> None:
        # On the thread that starts the worker, before it runs.
        if self._as_targets or (self._attaches and self._wait):
            target.waits = target.agent.waits_for_frontend = True
        self._agent.post(lambda: self._found(target))

    def _found(self, target: WorkerTarget) -> None:
        self._known.append(target)
        if self._as_targets:
            self._event("Target.targetCreated", {"targetInfo": self._described(target)})
        if self._attaches:
            self._attach(target)

    def _described(self, target: WorkerTarget) -> Params:
        return {
            "targetId": str(target.id),
            "type": "node_worker",
            "title": target.title,
            "url": target.url,
            "attached": False,
            "canAccessOpener": True,
        }

    def _attach(self, target: WorkerTarget) -> None:
        number = str(next(self._numbers))
        as_targets = self._as_targets

        def send(text: str) -> None:
            if as_targets:
                message = loads(text)
                message["sessionId"] = number
                self._send(dumps(message))
            else:
                self._event("NodeWorker.receivedMessageFromWorker", {"sessionId": number, "message": text})

        self._links[number] = _Link(target, lambda text: self._agent.post(lambda: send(text)))
        target.on_gone.append(lambda: self._agent.post(lambda: self._gone(number)))
        if as_targets:
            self._event(
                "Target.attachedToTarget",
                {"sessionId": number, "targetInfo": self._described(target), "waitingForDebugger": self._wait},
            )
        else:
            about = {"workerId": str(target.id), "type": "worker", "title": target.title, "url": target.url}
            self._event("NodeWorker.attachedToWorker", {"sessionId": number, "workerInfo": about, "waitingForDebugger": self._wait})

    def _gone(self, number: str) -> None:
        if self._links.pop(number, None) is not None and not self._as_targets:
            self._event("NodeWorker.detachedFromWorker", {"sessionId": number})

    def forward(self, number: str, message: Params) -> bool:
        """Hand a message that names a session to its worker; whether there is one."""
        link = self._links.get(number)
        if link is None or not self._as_targets:
            return False
        del message["sessionId"]
        link.dispatch(dumps(message))
        return True

    # ---- commands ----

    def _enable(self, params: Params) -> None:
        self._wait = parameter(params, "waitForDebuggerOnStart", bool)
        if not self._attaches:
            self._attaches = True
            self._watch()

    def _disable(self, params: Params) -> None:
        self._attaches = False
        self.close()

    def _detach(self, params: Params) -> None:
        link = self._links.pop(parameter(params, "sessionId", str), None)
        if link is not None:
            link.close()

    def _send_to_worker(self, params: Params) -> None:
        message = parameter(params, "message", str)
        link = self._links.get(parameter(params, "sessionId", str))
        if link is not None:
            link.dispatch(message)

    def _set_auto_attach(self, params: Params) -> None:
        before, self._attaches = self._attaches, parameter(params, "autoAttach", bool)
        self._wait = parameter(params, "waitForDebuggerOnStart", bool)
        if self._attaches and not before:
            for target in self._known:
                self._attach(target)

    def _targets(self, params: Params) -> Params:
        return {"targetInfos": [self._described(target) for target in self._known]}

    def close(self) -> None:
        """The session has ended, or wants no more of workers."""
        self._agent.workers.unwatch(self._started)
        self._watching = False
        links, self._links = self._links, {}
        for link in links.values():
            link.close()
