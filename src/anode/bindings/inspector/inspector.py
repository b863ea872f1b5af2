"""The ops of ``node:inspector``, and the actions of its native function.

The native function reaches V8's inspector, which can see and change everything in its isolate. Internal files alone have it.
"""

from __future__ import annotations

from anode.bindings.inspector.agent import Agent
from anode.bindings.inspector.connection import Reminder
from anode.bindings.inspector.network import Resources
from anode.bindings.inspector.server import CannotListen, Target
from anode.engine.codec import dumps, loads
from anode.engine.ops import Numbers, op
from anode.engine.v8 import library
from anode.engine.v8.inspector import heap_snapshot
from anode.engine.v8.inspector.interrupt import Handles
from anode.engine.v8.library import functions
from anode.engine.v8.native import Native
from anode.engine.v8.signatures import P
from anode.engine.v8.text import new_text
from anode.errors import OpError
from anode.loop.context import Context
from anode.permissions import fs_write, nothing
from anode.permissions import inspector as granted

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

    from anode.engine.v8.native import Call

__all__ = ["InspectorAction"]

_PATIENCE = 5.0  # seconds for a worker's profiles


class InspectorAction(Numbers):
    """The first argument of the native function: what the call does."""

    DRAIN, LISTEN, CONNECT, DISPATCH, DISCONNECT, CONNECT_MAIN, CALL_AND_PAUSE, WAIT, LEAVE, CONSOLE, THROWN, CLOSE = range(12)
    TASK_SCHEDULED, TASK_CANCELED, TASK_STARTED, TASK_FINISHED, ADD_CONTEXT, TELL, TELL_NETWORK, WAIT_AT_START, TAKE_SNAPSHOT = range(
        12, 21
    )


class Sessions:
    """One isolate's: the actions, and the functions of JavaScript that they call."""

    def __init__(self, ctx: Context) -> None:
        self._v8 = functions("inspector")
        self._ctx = ctx
        self.agent = ctx.state(Agent)
        self._in_console = False
        self._remote: dict[int, Remote] = {}
        self._last = self._last_snapshot = 0
        actions = {
            InspectorAction.DRAIN: self._drain,
            InspectorAction.LISTEN: self._listen,
            InspectorAction.CONNECT: self._connect,
            InspectorAction.DISPATCH: self._dispatch,
            InspectorAction.DISCONNECT: self._disconnect,
            InspectorAction.CONNECT_MAIN: self._connect_main,
            InspectorAction.CALL_AND_PAUSE: self._call_and_pause,
            InspectorAction.WAIT: lambda call: self.agent.wait_for_frontend(),
            InspectorAction.WAIT_AT_START: lambda call: self.agent.wait_at_start(),
            InspectorAction.LEAVE: lambda call: self.agent.wait_for_disconnect(),
            InspectorAction.CONSOLE: self._console,
            InspectorAction.THROWN: lambda call: self.agent.inspector.exception_thrown(call.value(1)),
            InspectorAction.CLOSE: lambda call: self.agent.close(),
            InspectorAction.TASK_SCHEDULED: lambda call: self.agent.inspector.task_scheduled(call.text(1), call.integer(2), True),
            InspectorAction.TASK_CANCELED: lambda call: self.agent.inspector.task_canceled(call.integer(1)),
            InspectorAction.TASK_STARTED: lambda call: self.agent.inspector.task_started(call.integer(1)),
            InspectorAction.TASK_FINISHED: lambda call: self.agent.inspector.task_finished(call.integer(1)),
            InspectorAction.ADD_CONTEXT: self._add_context,
            InspectorAction.TELL: self._tell,
            InspectorAction.TAKE_SNAPSHOT: self._take_snapshot,
            InspectorAction.TELL_NETWORK: self._tell_network,
        }
        self.snapshots: dict[int, list[bytes]] = {}  # parts of heap snapshots, the last part first
        self.native = Native(functions("native"), actions)

    # ---- calling JavaScript ----

    def _caller(self, call: Call, position: int) -> Callable[[Callable[[int], list[int]]], None]:
        """A function of JavaScript, to be called later with the handles that its argument makes of the context."""
        v8, isolate = self._v8, call.isolate
        kept = v8["Global__New"](isolate, call.value(position))

        def run(arguments: Callable[[int], list[int]]) -> None:
            with Handles(v8, isolate):
                handles = arguments(isolate)
                argv = (P * len(handles))(*handles)
                v8["Function__Call"](v8["Local__New"](isolate, kept), self.native.context(), v8["Undefined"](isolate), len(handles), argv)

        return run

    def _text_caller(self, call: Call, position: int) -> Callable[[str], None]:
        run = self._caller(call, position)
        return lambda text: run(lambda isolate: [new_text(self._v8, isolate, text)])

    # ---- actions ----

    def _drain(self, call: Call) -> None:
        self.agent.drain()

    def _listen(self, call: Call) -> None:
        """``(extend, stacks, network, finish)``: the functions that JavaScript has for V8, for debuggers and for the end."""
        extend, stacks, network, finish = (self._caller(call, i) for i in (1, 2, 3, 4))
        self.agent.on_extend = lambda target: extend(lambda isolate: [target])
        self.agent.on_async_stacks = lambda depth: stacks(lambda isolate: [self._v8["Integer__New"](isolate, depth)])
        self.agent.on_network = lambda on: network(lambda isolate: [self._v8["Integer__New"](isolate, int(on))])
        self.agent.on_close = lambda: finish(lambda isolate: [])
        self.agent.inspector  # noqa: B018  # it is made here, in the program's own context
        self.agent.drain()

    def _connect(self, call: Call) -> None:
        """``(function)``: a session whose texts ``function`` gets; its number, or 0 on a thread of the host's, where none can be made."""
        call.answer_integer(self.agent.connect(self._text_caller(call, 1), holds=False) if self.agent.on_own_thread else 0)

    def _dispatch(self, call: Call) -> None:
        """``(number, text)``: a message of a session."""
        number, text = call.integer(1), call.text(2)
        remote = self._remote.get(number)
        if remote is not None:
            remote.dispatch(text)
        else:
            self.agent.dispatch(number, text)

    def _disconnect(self, call: Call) -> None:
        """``(number)``: end a session."""
        remote = self._remote.pop(call.integer(1), None)
        if remote is not None:
            remote.close()
        else:
            self.agent.disconnect(call.integer(1))

    def _connect_main(self, call: Call) -> None:
        """``(function)``: a session with the main thread's isolate; its number."""
        send = self._text_caller(call, 1)
        self._last -= 1
        remote = self._remote[self._last] = Remote(self._ctx.main.state(Agent), lambda text: self.agent.post(lambda: send(text)))
        self.agent.at_close.append(remote.close)
        call.answer_integer(self._last)

    def _call_and_pause(self, call: Call) -> None:
        """``(function, this, [arguments])``: call a function, and pause at its first statement."""
        arguments = call.items(3)
        argv = (P * len(arguments))(*arguments)
        self.agent.pause_on_start("Break on start")
        call.answer(self._v8["Function__Call"](call.value(1), call.context, call.value(2), len(arguments), argv))

    def _console(self, call: Call) -> None:
        """``(V8's method, ours, …)``: call both with the other arguments; what ours returns. No frame of JavaScript is added."""
        v8, context = self._v8, call.context
        arguments = [call.value(i) for i in range(3, v8["FunctionCallbackInfo__Length"](call.info))]
        argv = (P * len(arguments))(*arguments)
        undefined = v8["Undefined"](call.isolate)
        if not self._in_console:
            self._in_console = True
            told = v8["Function__Call"](call.value(1), context, undefined, len(arguments), argv)
            self._in_console = False
            if not told:
                return
        call.answer(v8["Function__Call"](call.value(2), context, undefined, len(arguments), argv))

    def _add_context(self, call: Call) -> None:
        """``(global object, name)``: tell of a context of node:vm."""
        context = self._v8["Object__GetCreationContext"](call.value(1), call.isolate)
        self.agent.inspector.add_context(context, call.text(2), '{"isDefault":false}')

    def _take_snapshot(self, call: Call) -> None:
        """``(1 for V8's own objects, 1 for the values of numbers)``: take a heap snapshot; its number."""
        parts: list[bytes] = []
        heap_snapshot.take(call.isolate, parts.append, bool(call.integer(1)), bool(call.integer(2)))
        parts.reverse()
        self._last_snapshot += 1
        self.snapshots[self._last_snapshot] = parts
        call.answer_integer(self._last_snapshot)

    def _tell(self, call: Call) -> None:
        """``(method, parameters as JSON)``: an event for each session."""
        text = dumps({"method": call.text(1), "params": loads(call.text(2))})
        for connection in list(self.agent.sessions.values()):
            connection.send(text)

    def _tell_network(self, call: Call) -> None:
        """``(name, parameters as JSON, 1 if the body is text, a part of the body in base64)``: an event of the domain Network, for each session."""
        name, text, data = call.text(1), call.text(2), call.text(4)
        for connection in list(self.agent.sessions.values()):
            connection.domains.network.tell(name, loads(text), bool(call.integer(3)), data)


class Remote:
    """A session with another isolate. ``send`` gets its texts, on that one's thread."""

    def __init__(self, agent: Agent, send: Callable[[str], None]) -> None:
        self._agent = agent
        self._number = 0
        agent.prepare()
        agent.activate()

        def connect() -> None:
            self._number = agent.connect(send, True)

        agent.post(connect)

    def dispatch(self, text: str) -> None:
        """Hand on a message."""
        self._agent.post(lambda: self._agent.dispatch(self._number, text))

    def close(self) -> None:
        """End the session."""
        self._agent.post(lambda: self._agent.disconnect(self._number))


# ---- ops ----


@op(needs=nothing)
def native(ctx: Context) -> bool:
    """Put the native function into the cell (engine/v8/cell.py), and take messages from now on; false where the engine has no inspector for us."""
    if not library.has("inspector"):
        return False
    sessions = ctx.state(Sessions)
    sessions.native.hand_over()
    sessions.agent.prepare()
    return True


@op(needs=nothing)
def available(ctx: Context) -> bool:
    """Whether there is an inspector."""
    return library.has("inspector")


@op(needs=granted)
def allowed(ctx: Context) -> None:
    """Does nothing; its permission check is the point."""


@op(needs=nothing)
def reminder(ctx: Context) -> int:
    """A handle that emits ``(0,)`` when messages from other threads wait."""
    agent = ctx.state(Agent)
    if agent.reminder is None:
        agent.reminder = Reminder(ctx, active=False)
    return agent.reminder.id


@op(needs=granted, json=True)
def listen(ctx: Context, host: str, port: int, title: str, url: str, publish: str) -> list[object]:
    """Let debuggers connect: ``[URL, port]``. Raises ERR_INSPECTOR_CANNOT_LISTEN with Node's text."""
    try:
        server = ctx.state(Agent).open_server(host, port, Target(title, url), publish)
    except CannotListen as error:
        raise OpError("ERR_INSPECTOR_CANNOT_LISTEN", str(error)) from None
    return [server.url, server.port]


@op(needs=nothing)
def url(ctx: Context) -> str | None:
    """The address that debuggers connect to."""
    server = ctx.state(Agent).server
    return None if server is None else server.url


@op(needs=nothing)
def close(ctx: Context) -> None:
    """Let no debugger connect any more, and end the sessions of those that have."""
    agent = ctx.state(Agent)
    server, agent.server = agent.server, None
    if server is not None:
        server.stop()


@op(needs=nothing)
def end_workers(ctx: Context) -> None:
    """The process ends: the workers write what they are asked to leave."""
    ctx.state(Agent).end_workers(_PATIENCE)


@op(needs=nothing)
def put_resource(ctx: Context, url: str, text: str) -> None:
    """Keep a resource that debuggers may load."""
    Resources.shared().put(url, text)


# ---- heap snapshots ----


@op(needs=nothing)
def can_take_snapshots(ctx: Context) -> bool:
    """Whether there is what a heap snapshot needs."""
    return library.has("heap-profiler") and library.has("inspector")


@op(needs=fs_write("path"))
def may_write(ctx: Context, path: str) -> None:
    """Does nothing; its permission check is the point."""


@op(needs=fs_write("path"), syscall="open")
def write_snapshot(ctx: Context, path: str, number: int) -> None:
    """Write a heap snapshot, and forget it."""
    parts = ctx.state(Sessions).snapshots.pop(number)
    with open(path, "wb") as file:
        while parts:
            file.write(parts.pop())


@op(needs=nothing)
def next_part(ctx: Context, number: int) -> bytes | None:
    """The next part of a heap snapshot, which is forgotten with the last."""
    snapshots = ctx.state(Sessions).snapshots
    parts = snapshots.get(number)
    if parts:
        return parts.pop()
    snapshots.pop(number, None)
    return None
