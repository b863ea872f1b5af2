"""Probes of V8's inspector and of heap snapshots (engine/v8/inspector)."""

from __future__ import annotations

import json

from anode.engine.probes.expect import Wrong, expect
from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe
from anode.engine.v8 import library
from anode.engine.v8.inspector import heap_snapshot
from anode.engine.v8.inspector.inspector import Inspector, Session
from anode.engine.v8.inspector.interrupt import Interrupt

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.engine.v8.native import Call


class _Client:
    """A debugger that resumes at once."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.session: Session | None = None
        self.ask: Callable[[str], None] = lambda text: None

    def pause(self) -> None:
        self.seen.append("pause")
        self.ask('{"id":100,"method":"Debugger.resume"}')

    def resume(self) -> None:
        self.seen.append("resume")

    def run_if_waiting(self) -> None:
        self.seen.append("run")

    def extend_console(self, target: int) -> None:
        self.seen.append("extend" if target else "extend nothing")

    def async_stacks(self, depth: int) -> None:
        self.seen.append(f"depth {depth}")

    def start_timer(self, interval: float, tick: Callable[[], None], timer: int) -> None:
        self.seen.append("timer")

    def cancel_timer(self, timer: int) -> None:
        self.seen.append("no timer")


def _inspector(lab: Lab) -> None:
    client = _Client()
    made: list[Inspector] = []
    messages: list[dict[str, Any]] = []
    interrupts: list[Interrupt] = []
    v8 = library.functions("inspector")

    def start(call: Call) -> None:
        inspector = Inspector(v8, call.isolate, call.context, "é", client)
        client.session = Session(inspector, lambda text: messages.append(json.loads(text)))
        client.ask = client.session.dispatch
        made.append(inspector)

    def ask(call: Call) -> None:
        client.ask(call.text(1))

    def tasks(call: Call) -> None:
        inspector = made[0]
        inspector.task_scheduled("task", 7, True)
        inspector.task_started(7)
        inspector.task_finished(7)
        inspector.task_canceled(7)
        inspector.add_context(call.context, "other", '{"isDefault":false}')
        inspector.exception_thrown(call.value(1))

    def pause(call: Call) -> None:
        assert client.session is not None
        client.session.pause_on_next_statement("probe")

    def interrupt(call: Call) -> None:
        interrupts.append(Interrupt(call.isolate, lambda: client.seen.append("interrupt")))
        interrupts[0].request()

    def stop(call: Call) -> None:
        made[0].remove_context()
        made[0].close()

    isolate = lab.fresh()
    isolate.pin()
    isolate.native("""
      call.start();
      const send = (method, params = {}) => call.ask(JSON.stringify({ id: 1, method, params }));
      send('Runtime.enable');
      send('Debugger.enable');
      send('Debugger.setAsyncCallStackDepth', { maxDepth: 4 });
      send('Runtime.runIfWaitingForDebugger');
      send('Runtime.evaluate', { expression: '"é€" + typeof 1', includeCommandLineAPI: true });
      send('HeapProfiler.startTrackingHeapObjects');
      send('HeapProfiler.stopTrackingHeapObjects');
      debugger;
      call.pause();
      (() => { globalThis.paused = 1; })();
      call.interrupt();
      for (let i = 0; i < 10; i++) (() => i)();
      call.tasks(new Error('thrown'));
      engine.console.log('logged');
      engine.evalContext('1', 'eval:[probe]');
      send('Profiler.enable');
      send('Profiler.start');
      send('Profiler.stop');
      call.stop();
    """, start=start, ask=ask, tasks=tasks, pause=pause, interrupt=interrupt, stop=stop)  # fmt: skip
    isolate.unpin()
    isolate.close()
    values = [message["result"]["result"].get("value") for message in messages if "result" in message.get("result", {})]
    expect(values, ["é€number"], "what the inspector evaluates")
    urls = [message["params"]["url"] for message in messages if message.get("method") == "Debugger.scriptParsed"]
    if "[probe]" not in urls:
        raise Wrong("the inspector does not ask for the URL of a script")
    methods = {message["method"] for message in messages if "method" in message}
    for wanted in ("Debugger.paused", "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Runtime.executionContextDestroyed"):
        if wanted not in methods:
            raise Wrong(f"the inspector sends no {wanted}")
    expect(
        [event for event in client.seen if event != "resume"],
        ["depth 4", "run", "extend", "timer", "no timer", "pause", "pause", "interrupt", "depth 0"],
        "what the inspector asks of its client",
    )
    if not any("profile" in message.get("result", {}) for message in messages):
        raise Wrong("the profiler gives no profile")


def _script_contexts(lab: Lab) -> None:
    found: list[str] = []
    v8 = library.functions("inspector")
    if not v8:  # nothing can be seen of it
        return

    def list_scripts(call: Call) -> None:
        inspector = Inspector(v8, call.isolate, call.context, "", _Client())
        session = Session(inspector, found.append)
        session.dispatch('{"id":1,"method":"Debugger.enable"}')
        inspector.close()

    isolate = lab.fresh()
    isolate.pin()
    isolate.native("engine.evalContext('1', 'file:///before.js')")
    isolate.native("call.list()", list=list_scripts)
    isolate.unpin()
    isolate.close()
    if not any("file:///before.js" in text for text in found):
        raise Wrong("the inspector does not list a script that ran before it was made")


def _heap_snapshot(lab: Lab) -> None:
    parts: list[bytes] = []

    def take(call: Call) -> None:
        heap_snapshot.take(call.isolate, parts.append)

    lab.isolate().native("globalThis.keptByTheProbe = {}; call.take()", take=take)
    found = json.loads(b"".join(parts))
    if "keptByTheProbe" not in found["strings"]:
        raise Wrong("a heap snapshot lacks the name of a global")


PROBES = (
    Probe("inspector", "inspector", _inspector),
    Probe("script-contexts", "script-contexts", _script_contexts),
    Probe("heap-snapshot", "heap-profiler", _heap_snapshot),
)
