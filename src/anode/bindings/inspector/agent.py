"""The inspector of one isolate at work: sessions, messages from other threads, pauses.

Some facts:
- A message may come while JavaScript computes, while the loop sleeps, or while JavaScript is paused.
- An interrupt of V8's runs at the next call or loop of JavaScript's, also in the middle of the pump, whose queues may be half written.

What this means here:
- A message waits for the end of the turn. If that does not come within a few milliseconds, an interrupt takes it.
- While JavaScript is paused, its thread waits in :meth:`Agent._wait_while` and takes the messages there.
- The messages of one agent are not dispatched inside of each other, but for those that come during a pause.
"""

from __future__ import annotations

import _thread
import os
from _queue import SimpleQueue
from time import sleep

from anode.bindings.inspector.connection import Connection, Reminder
from anode.bindings.inspector.domains import Domains
from anode.bindings.inspector.idle import mark_idle
from anode.bindings.inspector.server import CannotListen, Server, Target
from anode.bindings.inspector.workers import WorkerList
from anode.engine.v8.inspector.inspector import Inspector, Session, file_url
from anode.engine.v8.inspector.interrupt import Interrupt
from anode.engine.v8.library import functions

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

    from anode.loop.context import Context

    Task = Callable[[], None]

_LATER = ('"HeapProfiler.takeHeapSnapshot"', '"HeapProfiler.collectGarbage"')  # V8 answers them in a task of its own
_STOP = '"Profiler.stop"'
_TASK_POLL = 0.001  # seconds
_PATIENCE = 0.005  # seconds that a message waits for the end of the turn


def _nothing() -> None:
    pass


def _nothing_more(reason: str | None) -> None:
    pass


def _interrupt_again() -> None:
    sleep(_PATIENCE)
    _thread.interrupt_main()


class Agent:
    """One isolate's. Everything but :meth:`post`, :meth:`leave` and :meth:`end` belongs to the isolate's thread."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self._inspector: Inspector | None = None
        self.server: Server | None = None
        self.sessions: dict[int, Connection] = {}
        self._queue: SimpleQueue[Task] = SimpleQueue()
        self._deferred: list[Task] = []
        self._number = 0
        self._dispatching = False
        self._waiting = False  # the thread is in _wait_while
        self._paused = False
        self._watching = False
        self._lock = _thread.allocate_lock()
        self._ended = False
        self._leaving = False
        self._gone = _thread.allocate_lock()  # held while there is an inspector
        self.waits_for_frontend = False
        self.break_on_start = False
        self.reminder: Reminder | None = None
        self._timers: dict[int, object] = {}
        self.on_extend: Callable[[int], None] = lambda target: None
        self.on_async_stacks: Callable[[int], None] = lambda depth: None
        self.on_network: Callable[[bool], None] = lambda on: None
        self.on_close: Task = _nothing
        self.at_close: list[Task] = []
        self.of_workers: list[Agent] = []  # a main thread's: those of its workers
        self.async_depth = 0  # the depth of stacks that a debugger wants
        self._network_users = 0
        self._workers: WorkerList | None = None
        self._unheard: list[Callable[[str | None], None]] = []
        self._interrupt: Interrupt | None = None
        ctx.loop.before_dispose.append(self._disposing)

    # ---- its beginning ----

    def prepare(self) -> None:
        """Take messages from now on; in an op, or in any thread that has the isolate's program running."""
        with self._lock:
            native = self.ctx.native
            if self._interrupt is None and native is not None and not self._ended:
                self._interrupt = Interrupt(native.isolate, self.drain)
                self._gone.acquire()
                self.ctx.inspector = self
                self.ctx.loop.on_stop.append(self.leave)
                if self.ctx.worker is not None:
                    self.ctx.main.state(Agent).of_workers.append(self)

    def listen(self, told: Callable[[str | None], None] = _nothing_more) -> None:
        """Let debuggers connect, as ``inspector.open()`` does; from any thread, while JavaScript computes, too.

        ``told`` is called when they can, or with the reason why they cannot.
        """
        self.prepare()
        self._unheard.append(told)

        def listen() -> None:
            reason = self._listen()
            self._unheard.remove(told)
            told(reason)

        self.post(listen)
        self.activate()

    def _listen(self) -> str | None:
        ctx = self.ctx
        if self.server is not None:
            return None
        host, _, port = str(ctx.options.get("--inspect-port", "127.0.0.1:9229")).rpartition(":")
        main = ctx.argv[1] if len(ctx.argv) > 1 and not ctx.embedded else ""
        target = Target(main or self.name, file_url(os.path.abspath(main)) if main else "file://")
        try:
            self.open_server(host, int(port), target, str(ctx.options.get("--inspect-publish-uid", "stderr,http")))
        except CannotListen as error:
            if not ctx.embedded:
                os.write(2, f"{error}\n".encode("utf-8", "replace"))
            return str(error)
        return None

    def open_server(self, host: str, port: int, target: Target, publish: str) -> Server:
        """Let debuggers connect. Raises CannotListen."""
        self.server = Server(self, host, port, target, tuple(publish.split(",")))
        self.server.start()
        return self.server

    def activate(self) -> None:
        """Let JavaScript get ready (lib/internal/inspector/agent.js), soon; from any thread."""
        self.ctx.loop.post(self.ctx.loop.inspect)

    @property
    def inspector(self) -> Inspector:
        """The inspector, which is made on first use; on the isolate's thread, not in an op."""
        if self._inspector is None:
            native = self.ctx.native
            assert native is not None
            self._inspector = Inspector(functions("inspector"), native.isolate, native.context(), self.name, self)
        return self._inspector

    @property
    def name(self) -> str:
        """The name of the program's context, as Node has it."""
        return f"node[{os.getpid()}]" if self.ctx.worker is None else f"Worker[{self.ctx.worker.id}]"

    @property
    def workers(self) -> WorkerList:
        """The workers of the program; of a main thread's agent."""
        with self._lock:
            if self._workers is None:
                self._workers = WorkerList(self.ctx, lambda ctx: ctx.state(Agent))
            return self._workers

    def worker_starts(self, ctx: Context, number: int, name: str, url: str) -> bool:
        """A worker starts; whether it is to wait for a debugger. From any thread."""
        return self.workers.worker_starts(ctx, number, name, url)

    def worker_ends(self, number: int) -> None:
        """A worker has ended; from any thread."""
        self.workers.worker_ends(number)

    # ---- messages ----

    def post(self, task: Task) -> None:
        """Run ``task`` on the isolate's thread, between two turns, in an interrupt or in a pause; from any thread."""
        self._queue.put(task)
        if self._waiting:
            return
        self.ctx.loop.post(self._remind)
        with self._lock:
            if self._watching or self._ended:
                return
            self._watching = True
        _thread.start_new_thread(self._watch, ())

    def _remind(self) -> None:
        if self.reminder is not None and (self._deferred or not self._queue.empty()):
            self.reminder.emit(0)

    @property
    def on_own_thread(self) -> bool:
        """Whether this is the isolate's own thread: where Python is the host, its threads run JavaScript, too."""
        return _thread.get_ident() == self.ctx.loop.thread

    def defer(self, task: Task) -> None:
        """Run ``task`` on the isolate's own thread, when that runs again."""
        self._deferred.append(task)
        self.ctx.loop.post(self._remind)

    def _watch(self) -> None:
        while True:
            sleep(_PATIENCE)
            with self._lock:
                if self._queue.empty() or self._ended:
                    self._watching = False
                    return
                if self._interrupt is None:  # the program has not started
                    continue
                if not self._waiting:
                    self._interrupt.request()

    def drain(self) -> None:
        """Run the tasks that wait."""
        if self._dispatching:
            return
        self._dispatching = True
        try:
            if self._deferred and self.on_own_thread:
                deferred, self._deferred = self._deferred, []
                for task in deferred:
                    task()
            while not self._queue.empty():
                self._queue.get()()
        finally:
            self._dispatching = False

    def _wait_while(self, wanted: Callable[[], bool]) -> None:
        """Run the tasks that come, while ``wanted`` says so."""
        if self._waiting:
            return
        before, self._dispatching = self._dispatching, False
        self._waiting = True
        try:
            while wanted() and not self._ended:
                task = self._queue.get()
                self._dispatching = True
                task()
                self._dispatching = False
        except (
            KeyboardInterrupt
        ):  # a host's thread waits here. JavaScript goes on, and is interrupted there, where that ends the host's call
            self._end_waiting()
            _thread.start_new_thread(_interrupt_again, ())
        finally:
            self._waiting = False
            self._dispatching = before
            if not self._queue.empty():
                self.post(lambda: None)

    @property
    def held(self) -> bool:
        """Whether a session is connected that a pause waits for."""
        return any(connection.holds for connection in self.sessions.values())

    # ---- sessions ----

    def connect(self, send: Callable[[str], None], holds: bool) -> int:
        """A new session, by number; ``send`` gets what V8 answers. On the isolate's own thread."""
        self._number += 1
        number = self._number

        def receive(text: str) -> None:
            if text.startswith('{"id":'):
                if connection.tasks:
                    connection.tasks -= 1
                if connection.stops:
                    connection.stops = False
                    text = mark_idle(text)
            send(text)

        connection = Connection(number, Session(self.inspector, receive), holds, send, Domains(self, number, send))
        self.sessions[number] = connection
        return number

    def dispatch(self, number: int, text: str) -> None:
        """A message of a session."""
        connection = self.sessions.get(number)
        if connection is None or connection.domains.take(text):
            return
        if any(method in text for method in _LATER):
            self._expect_task(connection)
        if _STOP in text:
            connection.stops = True
        connection.session.dispatch(text)

    def _expect_task(self, connection: Connection) -> None:
        # The engine runs the task when the pump has returned to it. Until then the loop stays alive, and takes turns.
        reminder, loop = self.reminder, self.ctx.loop
        if reminder is None:
            return
        reminder.active = True
        connection.tasks += 1

        def run() -> None:
            while connection.tasks and not self._ended:
                sleep(_TASK_POLL)
                loop.post(_nothing)
            loop.post(self._rest)

        _thread.start_new_thread(run, ())

    def _rest(self) -> None:
        if self.reminder is not None and not any(connection.tasks for connection in self.sessions.values()):
            self.reminder.active = False

    def disconnect(self, number: int) -> None:
        """End a session."""
        connection = self.sessions.pop(number, None)
        if connection is not None:
            connection.tasks = 0
            connection.domains.close()
            if self.on_own_thread:
                connection.session.close()
            else:
                connection.session.mute()
                self.defer(connection.session.close)
            if connection.domains.retains and self._inspector is not None and not any(o.domains.retains for o in self.sessions.values()):
                self._inspector.remove_context()
        if not self.held:
            self._paused = False

    def pause_on_start(self, reason: str) -> bool:
        """Pause at the next statement, for each session; whether there is one."""
        for connection in list(self.sessions.values()):
            connection.session.pause_on_next_statement(reason)
        return bool(self.sessions)

    # ---- what V8 asks ----

    def pause(self) -> None:
        """JavaScript is paused: dispatch messages until it is resumed."""
        if not self.held:
            return
        self._paused = True
        self._wait_while(lambda: self.waits_for_frontend or (self._paused and self.held))

    def resume(self) -> None:
        """JavaScript goes on."""
        self._paused = False

    def run_if_waiting(self) -> None:
        """A debugger has told the program to start."""
        self.waits_for_frontend = False

    def extend_console(self, target: int) -> None:
        """Add to the functions of the debugger's console."""
        self.on_extend(target)

    def async_stacks(self, depth: int) -> None:
        """A debugger wants the stacks of asynchronous tasks, or no more."""
        if bool(depth) != bool(self.async_depth):
            self.async_depth = depth
            self.on_async_stacks(depth)

    def track_network(self, change: int) -> None:
        """One more session wants to hear of the program's requests, or one fewer."""
        before = self._network_users
        self._network_users += change
        if bool(before) != bool(self._network_users):
            self.on_network(bool(self._network_users))

    def start_timer(self, interval: float, tick: Task, timer: int) -> None:
        """Call ``tick`` on the isolate's thread every ``interval`` seconds, until :meth:`cancel_timer`."""
        key = object()
        self._timers[timer] = key

        def once() -> None:
            if self._timers.get(timer) is key:
                tick()

        def run() -> None:
            while self._timers.get(timer) is key and not self._ended:
                sleep(interval)
                self.post(once)

        _thread.start_new_thread(run, ())

    def cancel_timer(self, timer: int) -> None:
        """Call it no more."""
        self._timers.pop(timer, None)

    # ---- waiting for a debugger ----

    def wait_for_frontend(self) -> None:
        """Wait until a debugger has sent Runtime.runIfWaitingForDebugger."""
        self.waits_for_frontend = True
        self.wait_at_start()

    def wait_at_start(self) -> None:
        """Wait, if a debugger has asked for it and has not yet sent that."""
        for connection in list(self.sessions.values()):
            connection.domains.waiting()
        self._wait_while(lambda: self.waits_for_frontend)

    def wait_for_disconnect(self) -> None:
        """At the program's end: tell debuggers, and wait until they have gone."""
        inspector = self._inspector
        if inspector is None or self._leaving:
            return
        self._leaving = True
        if self.ctx.embedded:
            inspector.remove_context()
            return
        if self.held and self.ctx.worker is None:
            os.write(2, b"Waiting for the debugger to disconnect...\n")
        retained = False
        for connection in list(self.sessions.values()):
            retained = connection.domains.ending() or retained
        if not retained:
            inspector.remove_context()
        if self.server is not None:
            self.server.refuse()
        if self.server is not None or retained:
            self._wait_while(lambda: self.held)

    # ---- the end ----

    def leave(self) -> None:
        """The program is to end: stop waiting, and end the sessions; from any thread."""
        with self._lock:
            if self._ended:
                return
        self._queue.put(self._end_waiting)
        self.post(self.close)

    def _end_waiting(self) -> None:
        self._paused = self.waits_for_frontend = False

    def end(self, timeout: float) -> bool:
        """As :meth:`leave`; whether the inspector has gone within ``timeout`` seconds. From a thread that is not the isolate's."""
        self.leave()
        if not self._gone.acquire(timeout=timeout):
            return False
        self._gone.release()
        return True

    def end_workers(self, timeout: float) -> None:
        """End the inspectors of the workers, so that they write what they are asked to leave. On the main thread's own thread."""
        agents, self.of_workers = self.of_workers, []
        for agent in agents:
            agent.end(timeout)

    def close(self) -> None:
        """End all sessions and the inspector, before the isolate ends."""
        if not self.on_own_thread:
            self.defer(self.close)
            return
        with self._lock:
            if self._ended:
                return
            self._ended = True
        self._end_waiting()
        self._timers.clear()
        self.on_close()
        for tell in self.at_close:
            tell()
        self.at_close.clear()
        server, self.server = self.server, None
        if server is not None:
            server.stop()
        inspector, self._inspector = self._inspector, None
        for number in list(self.sessions):
            self.disconnect(number)
        if self.ctx.worker is not None:
            others = self.ctx.main.state(Agent).of_workers
            if self in others:
                others.remove(self)
        if inspector is not None:
            inspector.close(self._gone.release)
        elif self._interrupt is not None:
            self._gone.release()

    def _disposing(self) -> None:
        # The isolate goes, and from here on an interrupt would reach freed memory. Mostly close() has run; not if the program's end came
        # before JavaScript was ready for debuggers.
        with self._lock:
            ended, self._ended = self._ended, True
        server, self.server = self.server, None
        if server is not None:
            server.stop()
        if not ended and self._interrupt is not None:
            self._gone.release()
        unheard, self._unheard = self._unheard, []
        for told in unheard:
            told("The program has ended")
