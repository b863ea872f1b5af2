"""The domains of the protocol that are Node's, not V8's: NodeRuntime, NodeWorker, Target, NodeTracing, Network, IO.

A message of theirs never reaches V8. :class:`Domains` is one session's.
"""

from __future__ import annotations

from anode.bindings.inspector.network import Network, Resources
from anode.bindings.inspector.protocol import NOT_FOUND, SERVER, Refused, parameter
from anode.bindings.inspector.workers import Workers
from anode.engine.codec import dumps, loads

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from anode.bindings.inspector.protocol import Command, Debuggee, Params

_OURS = ("NodeRuntime.", "NodeWorker.", "NodeTracing.", "Network.", "Target.", "IO.", '"sessionId"')


class Runtime:
    """NodeRuntime: whether the program waits for a debugger, at its start and at its end."""

    def __init__(self, agent: Debuggee, event: Callable[[str, Params], None]) -> None:
        self._agent = agent
        self._event = event
        self._enabled = False
        self._wants_end = False
        self.commands = {"enable": self._enable, "disable": self._disable, "notifyWhenWaitingForDisconnect": self._notify}

    def _enable(self, params: Params) -> None:
        self._enabled = True
        self.waiting()

    def _disable(self, params: Params) -> None:
        self._enabled = False

    def _notify(self, params: Params) -> None:
        self._wants_end = parameter(params, "enabled", bool)

    def waiting(self) -> None:
        """The program waits for a debugger."""
        if self._enabled and self._agent.waits_for_frontend:
            self._event("NodeRuntime.waitingForDebugger", {})

    def ending(self) -> bool:
        """The program has ended; whether its context is to stay until the session ends."""
        if self._wants_end:
            self._event("NodeRuntime.waitingForDisconnect", {})
        return self._wants_end


class Tracing:
    """NodeTracing, of which there is nothing: V8's trace events belong to a platform of Node's own."""

    def __init__(self) -> None:
        self.commands = {"getCategories": self._categories, "start": self._start, "stop": self._start}

    def _categories(self, params: Params) -> Params:
        return {"categories": []}

    def _start(self, params: Params) -> None:
        raise Refused(SERVER, "Tracing is not available")


class Domains:
    """The domains of one session; ``send`` gets the texts of responses and events."""

    def __init__(self, agent: Debuggee, number: int, send: Callable[[str], None]) -> None:
        self._send = send
        self.retains = False
        options = agent.ctx.options
        self._runtime = Runtime(agent, self.event)
        self.network = Network(agent, self.event)
        self._domains: dict[str, Mapping[str, Command]] = {
            "NodeRuntime": self._runtime.commands,
            "NodeTracing": Tracing().commands,
            "Network": self.network.commands,
        }
        self._workers: Workers | None = None
        if agent.ctx.worker is None:
            self._workers = Workers(agent, self.event, send)
            self._domains["NodeWorker"] = self._workers.node_commands
            if options.get("--experimental-worker-inspection"):
                self._domains["Target"] = self._workers.target_commands
                self._workers.start()
        if options.get("--experimental-inspector-network-resource"):
            self._domains["IO"] = Resources.shared().commands

    def take(self, text: str) -> bool:
        """Answer a message, if it is for a domain of Node's."""
        if not any(name in text for name in _OURS):
            return False
        try:
            message = loads(text)
        except ValueError:
            return False
        if not isinstance(message, dict) or not isinstance(message.get("method"), str) or not isinstance(message.get("id"), int):
            return False
        session = message.get("sessionId")
        if isinstance(session, str) and self._workers is not None and self._workers.forward(session, message):
            return True
        domain, _, name = message["method"].partition(".")
        commands: Mapping[str, Command] | None = self._domains.get(domain)
        if commands is None:
            if f"{domain}." not in _OURS:
                return False
            commands = {}
        self._answer(message["id"], message["method"], commands.get(name), message.get("params") or {})
        return True

    def _answer(self, number: int, method: str, command: Command | None, params: Params) -> None:
        try:
            if command is None:
                raise Refused(NOT_FOUND, f"'{method}' wasn't found")
            answer: dict[str, Any] = {"id": number, "result": command(params) or {}}
        except Refused as error:
            answer = {"error": {"code": error.code, "message": str(error)}, "id": number}
        self._send(dumps(answer))

    def event(self, method: str, params: Params) -> None:
        """Send an event."""
        self._send(dumps({"method": method, "params": params}))

    def waiting(self) -> None:
        """The program waits for a debugger."""
        self._runtime.waiting()

    def ending(self) -> bool:
        """The program has ended; whether its context is to stay until the session ends."""
        self.retains = self._runtime.ending()
        return self.retains

    def close(self) -> None:
        """The session has ended."""
        self.network.close()
        if self._workers is not None:
            self._workers.close()
