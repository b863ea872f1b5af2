"""Other forms of a recording: text, JSON Lines, the JSON of Perfetto and Chrome, a page that stands alone.

The JSON of Perfetto and Chrome is the Trace Event Format: https://perfetto.dev/docs/getting-started/other-formats
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anode.bindings.trace import TraceEvent
from anode.engine.codec import dumps
from anode.tracing.border import ways
from anode.tracing.model import Execution, History, Log, read_history
from anode.tracing.recording import chunk_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anode.tracing.recording import Recording

PAGE = Path(__file__).parent.parent / "packages" / "trace" / "index.html"  # which the build hook makes
_DATA = "<!--recording-->"  # stands in the page where the recording comes
_KINDS = {value: name.lower() for name, value in TraceEvent.table().items() if name != "WIDTH"}
_STACKS, _PLACES = 3, 4  # of a long callback, in text
_WAIT = 0.05  # ms between phases that count as waiting


def write_jsonl(recording: Recording, path: Path) -> None:
    """Each event as a line of JSON, after a line with the head."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(dumps(recording.head) + "\n")
        for event in recording.events():
            file.write(dumps(_described(event, recording)) + "\n")


def _described(event: Any, recording: Recording) -> dict[str, Any]:
    from anode.tracing.model import PHASE_NAMES

    found: dict[str, Any] = {"event": _KINDS[event.code], "time": round(event.time, 4), "id": event.id}
    if event.code == TraceEvent.PHASE:
        found = {"event": "phase", "time": round(event.time, 4), "phase": PHASE_NAMES.get(event.id, ""), "asked": round(event.a, 4)}
    elif event.code == TraceEvent.INIT:
        names = {"type": recording.name(event.a), "place": recording.name(event.d), "function": recording.name(event.e)}
        found.update(names, cause=int(event.b), trigger=int(event.c))
    elif event.code == TraceEvent.BEFORE:
        found["function"] = recording.name(event.a)
    elif event.text:
        found["text"] = event.text
    return found


# ---- Perfetto and Chrome ----


def write_chrome(recording: Recording, path: Path) -> None:
    """The Trace Event Format: phases, callbacks and executions on one track, requests on another, causes as flows."""
    history = read_history(recording)
    events = [*_metadata(recording, {task.thread for task in history.tasks}), *_chrome_events(history)]
    path.write_text(dumps({"traceEvents": events, "displayTimeUnit": "ms"}), encoding="utf-8")


_PROCESS, _LOOP, _REQUESTS, _POOL = 1, 1, 2, 10


def _metadata(recording: Recording, threads: set[int]) -> Iterator[dict[str, Any]]:
    program = " ".join(recording.head.get("program", []))
    names = [("process_name", _LOOP, program), ("thread_name", _LOOP, "event loop"), ("thread_name", _REQUESTS, "requests")]
    names += [("thread_name", _POOL + number, f"thread pool {number}") for number in sorted(threads)]
    for name, thread, text in names:
        yield {"ph": "M", "pid": _PROCESS, "tid": thread, "name": name, "args": {"name": text}}


def _slice(name: str, category: str, begin: float, end: float, **args: Any) -> dict[str, Any]:
    length = max(end - begin, 0) * 1000
    return {
        "ph": "X", "pid": _PROCESS, "tid": _LOOP, "name": name, "cat": category, "ts": begin * 1000, "dur": length, "args": args,
    }  # fmt: skip


def _chrome_events(history: History) -> Iterator[dict[str, Any]]:
    for phase in history.phases:
        if phase.begin - phase.asked > _WAIT:
            yield _slice("waits for events", "wait", phase.asked, phase.begin, turn=phase.turn)
        yield _slice(phase.name, "phase", phase.begin, phase.end, turn=phase.turn)
        for callback in phase.callbacks:
            yield _slice(title(callback.executions, history), "callback", callback.begin, callback.end, number=callback.number)
            for execution in callback.executions:
                yield from _of_execution(execution, history)
    for number, span in enumerate(history.spans):
        shared = {"pid": _PROCESS, "tid": _REQUESTS, "name": span.text, "cat": "request", "id": number}
        yield {"ph": "b", "ts": span.begin * 1000, **shared}
        yield {"ph": "e", "ts": span.end * 1000, **shared}
    for task in history.tasks:
        yield {**_slice(task.name, "pool", task.begin, task.end), "tid": _POOL + task.thread}
    for log in history.logs:
        yield {
            "ph": "i", "s": "t", "pid": _PROCESS, "tid": _LOOP, "name": "console", "cat": "log", "ts": log.time * 1000, "args": {"text": log.text},
        }  # fmt: skip


def _of_execution(execution: Execution, history: History) -> Iterator[dict[str, Any]]:
    origin = history.origins.get(execution.id)
    args: dict[str, Any] = {"id": execution.id}
    if origin is not None:
        args.update(type=origin.type, place=origin.place, waited=round(execution.begin - origin.time, 3))
        flow = {"pid": _PROCESS, "tid": _LOOP, "name": "cause", "cat": "cause", "id": execution.id}
        yield {"ph": "s", "ts": origin.time * 1000, **flow}
        yield {"ph": "f", "bp": "e", "ts": execution.begin * 1000, **flow}
    yield _slice(label(execution, history), "execution", execution.begin, execution.end, **args)
    for inner in execution.within:
        yield from _of_execution(inner, history)


# ---- text ----


def label(execution: Execution, history: History) -> str:
    """An execution in a word: its function, else its type."""
    origin = history.origins.get(execution.id)
    function = execution.function or (origin.function if origin else "")
    kind = origin.type if origin else "main"
    return _plain(f"{function} ({kind})" if function else kind)


def title(executions: list[Execution], history: History) -> str:
    """A callback in a word: its first execution."""
    return label(executions[0], history) if executions else "callback"


def _is_nodes(execution: Execution, history: History) -> bool:
    """Whether an execution is work of Node's own, such as a tick that console.log() makes."""
    origin = history.origins.get(execution.id)
    return origin is not None and origin.type.endswith("(internal)") and not execution.logs


def text_lines(history: History) -> Iterator[str]:
    """What happened, callback by callback, without what Node's functions do among themselves."""
    for phase in history.phases:
        shown = [
            (callback, executions)
            for callback in phase.callbacks
            if (executions := [execution for execution in callback.executions if not _is_nodes(execution, history)])
        ]
        if not shown:
            continue
        yield f"turn {phase.turn}, {phase.name}  {phase.begin:.2f} ms"
        for callback, executions in shown:
            yield f"  {title(executions, history)}  {callback.end - callback.begin:.2f} ms"
            for place, execution in enumerate(executions):
                if place:
                    yield f"    then {label(execution, history)}"
                yield from _cause(execution, history)
                for log in _logs(execution):
                    yield f"      > {_plain(log.text)}"
            own = [(count, places) for count, places in callback.stacks if not places[0].split(" ")[-1].startswith("node:")]
            for count, places in own[:_STACKS]:
                yield f"      {count} ms in {' ← '.join(places[:_PLACES])}"
    for log in history.errors:
        yield f"error: {log.text}"


def _cause(execution: Execution, history: History) -> Iterator[str]:
    origin = next((origin for origin in history.causes(execution.id) if origin.place), None)
    if origin is not None:
        yield f"      asked for at {_plain(origin.place)}, {execution.begin - origin.time:.2f} ms before"


def _logs(execution: Execution) -> Iterator[Log]:
    yield from execution.logs
    for inner in execution.within:
        yield from _logs(inner)


def _plain(text: str) -> str:
    """Without the control characters that a terminal obeys; further lines stand below the first."""
    return "\n        ".join("".join(c if c.isprintable() or c == "\t" else "�" for c in line) for line in text.split("\n"))


def print_text(recording: Recording) -> None:
    """Print what happened to stderr."""
    sys.stderr.write("".join(f"{line}\n" for line in text_lines(read_history(recording))))


# ---- a page ----


def write_html(recording: Recording, path: Path) -> None:
    """The page, with the recording inside."""
    path.write_text(page_with(recording), encoding="utf-8")


def page_with(recording: Recording) -> str:
    """The text of that page."""
    data = b"".join(chunk_bytes(numbers, beside) for numbers, beside in recording.chunks)
    head = {**recording.head, "ways": ways(), "names": recording.names_before(), "data": base64.b64encode(data).decode()}
    held = dumps(head).replace("<", "\\u003c")
    return PAGE.read_text(encoding="utf-8").replace(_DATA, f'<script type="application/json" id="recording">{held}</script>')
