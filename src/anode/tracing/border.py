"""The way of a callback through anode, from the line that asks to its call: each step with its place in anode's source and libuv's name for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_ANODE = Path(__file__).parent.parent

# What happens, the file below src/anode, the line's text, libuv's function for the step.
_Step = tuple[str, str, str, str]

_SUBMITS: tuple[_Step, ...] = (
    ("JavaScript submits a request, and goes on", "lib/bootstrap/loader.js", "function submit(", "uv_fs_*, uv_queue_work"),
    ("With the turn's other submissions it crosses to Python", "loop/crossing.py", "def submit(", ""),
)
_RETURNS: tuple[_Step, ...] = (
    ("The poll ends", "loop/loop.py", "def poll(", "uv__io_poll"),
    ("The phase goes to JavaScript with all completions", "lib/bootstrap/pump.js", "function runPhase(", "uv_run"),
    ("The callback is called", "lib/bootstrap/crossing.js", "function dispatch(", "MakeCallback"),
    ("Ticks and microtasks follow", "lib/internal/process/task_queues.js", "function drain(", "InternalCallbackScope::Close"),
)
_POOL: tuple[_Step, ...] = (
    *_SUBMITS,
    ("An op is found for it", "loop/op_table.py", "def submit(", ""),
    ("It waits for a thread of the pool", "loop/pool.py", "def submit(", "uv__work_submit"),
    ("A thread runs the op: the system call", "loop/pool.py", "def _work(", "worker"),
    ("The result is left for the loop, which is woken", "loop/loop.py", "def leave(", "uv_async_send"),
    *_RETURNS,
)
_POLLED: tuple[_Step, ...] = (
    ("The system tells the poller", "loop/poller.py", "def tell(", "uv__io_poll"),
    ("The handle reads, and queues an event", "loop/handle.py", "def emit(", "uv__stream_io"),
    *_RETURNS,
)
_TIMER: tuple[_Step, ...] = (
    ("The timer goes into the list of its duration", "lib/internal/timers/timeout.js", "function insert(", "uv_timer_start"),
    ("The loop is told when the first timer is due", "loop/loop.py", "def turn(", "uv_backend_timeout"),
    ("Its time has come", "loop/loop.py", "def timers_due(", "uv__run_timers"),
    ("Timers run, list by list", "lib/internal/timers/timeout.js", "function processTimers(", "RunTimers"),
    _RETURNS[-1],
)
_IMMEDIATE: tuple[_Step, ...] = (
    ("It goes into the list of immediates", "lib/internal/timers/immediate.js", "function setImmediate(", "uv_check_start"),
    ("The poll does not wait", "loop/loop.py", "def timeout(", "uv_backend_timeout"),
    ("The check phase", "lib/internal/timers/immediate.js", "function processImmediate(", "uv__run_check"),
    _RETURNS[-1],
)
_TICK: tuple[_Step, ...] = (
    ("It goes into the queue of ticks", "lib/internal/process/task_queues.js", "function nextTick(", ""),
    (
        "After the callback that runs, the queue is emptied",
        "lib/internal/process/task_queues.js",
        "function processTicksAndRejections(",
        "",
    ),
)
_PROMISE: tuple[_Step, ...] = (
    ("V8 keeps the function until the promise settles, then queues it", "lib/internal/process/task_queues.js", "function microtasks(", ""),
)

_WAYS: dict[str, tuple[_Step, ...]] = {
    "Timeout": _TIMER, "Immediate": _IMMEDIATE, "TickObject": _TICK, "PROMISE": _PROMISE, "Microtask": _PROMISE,
    **dict.fromkeys(("FSREQCALLBACK", "FSREQPROMISE", "GETADDRINFOREQWRAP", "PBKDF2REQUEST", "SCRYPTREQUEST", "RANDOMBYTESREQUEST", "ZLIB"), _POOL),
    **dict.fromkeys(("TCPWRAP", "TCPSERVERWRAP", "PIPEWRAP", "UDPWRAP", "PROCESSWRAP", "HTTPINCOMINGMESSAGE", "HTTPCLIENTREQUEST"), _POLLED),
}  # fmt: skip


@cache
def _line(path: str, text: str) -> int:
    for number, line in enumerate((_ANODE / path).read_text(encoding="utf-8").splitlines(), 1):
        if text in line:
            return number
    raise LookupError(f"{path} has no line with {text}")


def ways() -> dict[str, list[list[str]]]:
    """For each type of async_hooks: the steps, as what happens, ``file:line``, libuv's name."""
    return {
        kind: [[what, f"src/anode/{path}:{_line(path, text)}", libuv] for what, path, text, libuv in steps] for kind, steps in _WAYS.items()
    }
