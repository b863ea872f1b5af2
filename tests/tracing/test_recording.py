"""What a trace tells is what happened: the order of the program's own output, and for each callback the line that asked for it."""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from anode.tracing.model import Execution, History, read_history
from anode.tracing.recording import BadRecording, Recording, read
from tests.commands import ANODE, ROOT, run

PROGRAMS = Path(__file__).parent / "programs"
LOOP = Path(__file__).parent.parent / "oracle" / "loop"

# Programs of tests/oracle/loop, whose output is that of real Node, line for line.
KNOWN = (
    "await_depth", "before_exit", "callbacks_throw_in_every_phase", "clear_in_callback", "close_callbacks",
    "immediate_before_timer_in_poll", "immediate_in_immediate", "interval_clears_itself", "main_throws", "order", "poll_callbacks_and_ticks",
    "promise_chain_and_immediates", "reentrant_microtasks", "rejection_queues_tick", "same_delay_keeps_order", "throw_in_immediate_with_ticks",
    "throw_in_microtask", "tick_throws_in_main", "ticks_starve_promises", "zero_delays_nested",
)  # fmt: skip


def traced(program: Path | str, folder: Path, *options: str) -> tuple[subprocess.CompletedProcess[str], Recording]:
    file = folder / "it.trace"
    done = run([ANODE, *options, "trace", "--record", str(file), str(program)], timeout=60)
    return done, read(file)


def executions(history: History) -> Iterator[Execution]:
    def inner(found: list[Execution]) -> Iterator[Execution]:
        for execution in found:
            yield execution
            yield from inner(execution.within)

    for phase in history.phases:
        for callback in phase.callbacks:
            yield from inner(callback.executions)


@pytest.mark.parametrize("name", KNOWN)
def test_the_order_is_that_of_the_program(name: str, tmp_path: Path) -> None:
    program = LOOP / f"{name}.js"
    plain = run([ANODE, str(program)], timeout=60)
    done, recording = traced(program, tmp_path)
    assert (done.stdout, done.returncode) == (plain.stdout, plain.returncode)
    history = read_history(recording)
    lines = "".join(f"{log.text}\n" for log in history.logs if not log.is_error)
    assert lines == plain.stdout
    # The same from the executions: each line belongs to the one that ran, and these follow one another.
    within = [log for execution in executions(history) for log in execution.logs]
    assert sorted(within, key=lambda log: log.time) == [log for log in history.logs if log in within]
    times = [callback.begin for phase in history.phases for callback in phase.callbacks]
    assert times == sorted(times)


def test_a_thousand_random_mixes(tmp_path: Path) -> None:
    program = LOOP / "random_mixes.js"
    plain = run([ANODE, str(program)], timeout=60)
    done, recording = traced(program, tmp_path)
    assert done.stdout == plain.stdout
    assert "".join(f"{log.text}\n" for log in read_history(recording).logs) == plain.stdout


def test_every_cause(tmp_path: Path) -> None:
    done, recording = traced(PROGRAMS / "causes.js", tmp_path)
    history = read_history(recording)
    found = {}
    for execution in executions(history):
        for log in execution.logs:
            what, line = log.text.rsplit(" ", 1)
            places = [origin.place for origin in history.causes(execution.id) if origin.place]
            found[what] = (places[0].rsplit(":", 2)[1], line)
    assert {what: line for what, (line, _) in found.items()} == {what: line for what, (_, line) in found.items()}
    said = {line.rsplit(" ", 1)[0] for line in done.stdout.splitlines()}
    assert said == set(found)
    assert len(found) == 24


def test_phases_of_a_turn(tmp_path: Path) -> None:
    program = tmp_path / "phases.js"
    program.write_text("""
        require('fs').stat(__filename, () => {
          console.log('poll');
          setTimeout(() => console.log('timers'), 0);
          setImmediate(() => console.log('check'));
          process.nextTick(() => console.log('tick'));
        });
    """)
    _, recording = traced(program, tmp_path)
    history = read_history(recording)
    rows = [
        (phase.name, [log.text for execution in callback.executions for log in execution.logs])
        for phase in history.phases
        for callback in phase.callbacks
    ]
    assert [row for row in rows if row[1]] == [("poll", ["poll", "tick"]), ("check", ["check"]), ("timers", ["timers"])]
    turns = {phase.name: phase.turn for phase in history.phases for callback in phase.callbacks if any(e.logs for e in callback.executions)}
    assert turns["poll"] == turns["check"] == turns["timers"] - 1


def test_a_blocked_loop_says_where(tmp_path: Path) -> None:
    program = tmp_path / "blocked.js"
    program.write_text(
        "function slow() { const end = Date.now() + 150; while (Date.now() < end); }\nsetTimeout(function blocker() { slow(); }, 5);\n"
    )
    _, recording = traced(program, tmp_path)
    longest = max((callback for phase in read_history(recording).phases[1:] for callback in phase.callbacks), key=lambda c: c.end - c.begin)
    assert 140 < longest.end - longest.begin < 1000
    assert longest.stacks[0][1][0].startswith("slow ")
    assert "blocker" in longest.stacks[0][1][1]


def test_the_thread_pool_and_what_is_under_way(tmp_path: Path) -> None:
    program = tmp_path / "pool.js"
    program.write_text("""
        for (let i = 0; i < 4; i++) require('crypto').pbkdf2('a', 'b', 50000, 32, 'sha512', () => {});
        setTimeout(() => {}, 700);
        setInterval(() => {}, 50).unref();
    """)
    _, recording = traced(program, tmp_path)
    history = read_history(recording)
    tasks = [task for task in history.tasks if task.name == "pbkdf2"]
    assert len(tasks) == 4
    assert all(1 <= task.thread <= 4 and task.end > task.begin for task in tasks)
    timers = {entry.keeps_alive for entry in history.alive if entry.type == "Timeout"}
    assert timers == {True, False}


def test_requests_are_spans(tmp_path: Path) -> None:
    program = tmp_path / "web.js"
    program.write_text("""
        const http = require('http');
        const server = http.createServer((request, response) => setTimeout(() => response.end('hello'), 20));
        server.listen(0, () => http.get({ port: server.address().port, path: '/x' }, (response) => {
          response.resume().on('end', () => server.close());
        }));
    """)
    _, recording = traced(program, tmp_path)
    spans = {span.text: span.end - span.begin for span in read_history(recording).spans}
    assert set(spans) == {"GET /x", "to localhost: GET /x"}
    assert all(length >= 18 for length in spans.values())


def test_errors_and_exit_codes_pass(tmp_path: Path) -> None:
    program = tmp_path / "fails.js"
    program.write_text("setTimeout(() => { throw new Error('thrown'); }, 1);")
    done, recording = traced(program, tmp_path)
    plain = run([ANODE, str(program)])
    assert (done.returncode, done.stderr) == (plain.returncode, plain.stderr)
    assert "Error: thrown" in read_history(recording).errors[0].text
    program.write_text("process.exit(7)")
    assert traced(program, tmp_path)[0].returncode == 7


def test_other_forms(tmp_path: Path) -> None:
    program = PROGRAMS / "causes.js"
    file = tmp_path / "it.trace"
    run([ANODE, "trace", "--record", str(file), str(program)], timeout=60)
    made = run([ANODE, "trace", "--text", "--perfetto", "it.json", "--jsonl", "it.jsonl", "--html", "it.html", str(file)], cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "fs.readFile 27" in made.stderr
    events = [json.loads(line) for line in (tmp_path / "it.jsonl").read_text().splitlines()]
    assert events[0]["format"] == "anode-trace"
    assert {"phase", "enter", "leave", "init", "before", "after", "log", "span"} <= {event.get("event") for event in events}
    check_chrome(json.loads((tmp_path / "it.json").read_text())["traceEvents"])
    page = (tmp_path / "it.html").read_text()
    assert '<script type="application/json" id="recording">' in page
    assert "http://" not in page.split("</style>")[0]


def check_chrome(events: list[dict[str, object]]) -> None:
    """By the rules of the Trace Event Format: slices of one thread nest, flows have both ends, asynchronous slices are closed."""
    slices = [event for event in events if event["ph"] == "X" and event["tid"] == 1]
    assert {"phase", "callback", "execution"} <= {event["cat"] for event in slices}
    stack: list[float] = []
    for event in sorted(slices, key=lambda event: (event["ts"], -float(str(event["dur"])))):
        begin, length = float(str(event["ts"])), float(str(event["dur"]))
        while stack and stack[-1] <= begin + 0.001:
            stack.pop()
        assert not stack or begin + length <= stack[-1] + 1, event
        stack.append(begin + length)
    for first, last in (("s", "f"), ("b", "e")):
        begun = {event["id"] for event in events if event["ph"] == first}
        assert begun == {event["id"] for event in events if event["ph"] == last}
        assert begun


def test_the_way_through_anode_names_lines_that_are_there() -> None:
    from anode.tracing.border import ways

    found = ways()
    assert {"Timeout", "Immediate", "FSREQCALLBACK", "TCPWRAP"} <= set(found)
    assert any(libuv == "uv__work_submit" for _, _, libuv in found["FSREQCALLBACK"])
    for steps in found.values():
        for _, place, _ in steps:
            path, line = place.rsplit(":", 1)
            assert (ROOT / path).read_text().splitlines()[int(line) - 1].lstrip().startswith(("def ", "function ")), place


def test_wrong_use(tmp_path: Path) -> None:
    damaged = tmp_path / "no.trace"
    damaged.write_text('{"format":"anode-trace","version":99}\n')
    for arguments, text, code in (
        (["--nonsense", "x.js"], "bad option: --nonsense", 9),
        (["--record"], "--record requires an argument", 9),
        (["--port", "many", "x.js"], "--port must be a number", 9),
        ([str(damaged)], "another version", 9),
        (["--record", "/nowhere/x.trace", "x.js"], "No such file or directory: /nowhere/x.trace", 1),
        (["--html", "/nowhere/x.html", "x.js"], "No such file or directory: /nowhere/x.html", 1),
    ):
        done = run([ANODE, "trace", *arguments])
        assert (done.returncode, done.stdout) == (code, ""), done.stderr
        assert text in done.stderr
        assert "Traceback" not in done.stderr
    refused = run([ANODE, "--permission", "trace", "--text", "x.js"])
    assert (refused.returncode, "needs --allow-inspector" in refused.stderr) == (9, True)
    assert run([ANODE, "trace", "--help"]).stdout.startswith("Usage: anode [options] trace")


def test_a_cut_recording_is_read_up_to_there(tmp_path: Path) -> None:
    file = tmp_path / "it.trace"
    run([ANODE, "trace", "--record", str(file), str(LOOP / "order.js")])
    whole = file.read_bytes()
    file.write_bytes(whole[:-100])
    read_history(read(file))
    file.write_bytes(b"something else\n" + whole)
    with pytest.raises(BadRecording, match="not a recording"):
        read(file)


def test_memory_is_bounded() -> None:
    recording = Recording({}, limit=100_000)
    numbers = bytes(64 * 100)
    for number in range(100):
        recording.add(numbers, json.dumps({"names": [f"name {number}"], "texts": []}))
    assert recording.lost > 500_000
    assert sum(len(chunk) for chunk, _ in recording.chunks) <= 100_000
    assert recording.name(1) == "name 0"
    assert recording.names_before()[:1] == ["name 0"]


def test_node_options_stay(tmp_path: Path) -> None:
    program = tmp_path / "it.js"
    program.write_text("console.log(typeof gc, process.argv.slice(2).join());")
    done = run([ANODE, "--expose-gc", "trace", "--record", str(tmp_path / "x"), str(program), "--text", "b"], env={**os.environ})
    assert done.stdout == "function --text,b\n"


def test_it_changes_nothing(tmp_path: Path) -> None:
    program = PROGRAMS / "unchanged.js"
    plain = run([ANODE, str(program)])
    done, _ = traced(program, tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == (plain.stdout, plain.stderr, 0)
    assert plain.stdout.count("\n") == 8


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_recording_is_refused(seed: int, tmp_path: Path) -> None:
    file = tmp_path / "it.trace"
    run([ANODE, "trace", "--record", str(file), str(LOOP / "order.js")])
    whole = bytearray(file.read_bytes())
    chance = random.Random(seed)
    for _ in range(1 + seed * 3):
        whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    file.write_bytes(whole)
    done = run([ANODE, "trace", "--text", str(file)])
    assert done.returncode in (0, 1, 9)
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
