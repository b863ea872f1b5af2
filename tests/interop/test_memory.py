"""Memory limits: an exception in the caller, and a host that goes on."""

from __future__ import annotations

import subprocess
import sys

import pytest

import anode

_PREPARE = """
import anode, time
js = anode.Runtime(memory="64MB")
def full(source):
    started = time.monotonic()
    try:
        js.eval(source)
    except anode.OutOfMemory as error:
        return "raised" if time.monotonic() - started < 20 else "late"
"""


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", _PREPARE + script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_call_that_passes_the_limit_raises_and_the_state_stays() -> None:
    printed = run(
        "js.eval('globalThis.state = 7')\n"
        "for _ in range(3):\n    print(full('(() => { const kept = []; for (;;) kept.push(new Array(1000).fill(1)) })()'), js.eval('state'))"
    )
    assert printed == "raised 7\n" * 3


def test_the_background_ends_the_runtime_alone() -> None:
    printed = run(
        "js.eval('setTimeout(() => { const kept = []; for (;;) kept.push(new Array(1000).fill(1)) }, 1)')\n"
        "end = time.monotonic() + 20\nwhile not js.closed and time.monotonic() < end:\n    time.sleep(0.05)\n"
        "print(full('1'))\njs.close()\nprint(anode.Runtime().eval('1 + 1'))"
    )
    assert printed == "raised\n2\n"


def test_sizes() -> None:
    for wrong in ("much", "1MB", 1 << 20, ""):
        with pytest.raises(ValueError, match="memory"):
            anode.Runtime(memory=wrong)
    with anode.Runtime(memory=64 << 20) as one, anode.Runtime(memory="0.5 GB") as two:
        assert (one.eval("1"), two.eval("2")) == (1, 2)


@pytest.mark.parametrize(
    "source",
    [
        "(() => { const kept = []; for (;;) kept.push(new Array(1000).fill(1)) })()",
        "(() => { let kept = null; for (;;) kept = { kept } })()",
        "(() => { const kept = []; for (;;) { try { kept.push([1, 2, 3]) } catch {} } })()",
        "const f = (n) => { let kept = null; for (let i = 0; i < n; i++) kept = { kept }; return kept }; for (let i = 0; i < 5000; i++) f(99); f(1e10)",
        "const g = (n, kept) => { for (let i = 0; i < n; i++) kept.push({ i }) }; for (let i = 0; i < 3000; i++) g(99, []); g(1e9, [])",
        "const kept = new Map(); for (let i = 0; ; i++) kept.set(i, 'x'.repeat(99) + i)",
        "let text = ''; const kept = []; for (;;) kept.push(text += kept.length)",
    ],
)
def test_optimized_loops_end(source: str) -> None:
    assert run(f"print(full({source!r}), js.eval('1'))") == "raised 1\n"


_WORKER = """
started = js.eval('''new Promise((resolve) => {
  const { Worker } = process.getBuiltinModule("worker_threads");
  new Worker("const kept = []; for (;;) kept.push(new Array(1000).fill(1))", { eval: true }).on("error", (error) => resolve(error.code));
})''')
print(started.result(30), js.eval("1 + 1"))
"""


def test_workers_have_the_limit_of_their_runtime() -> None:
    assert run(_WORKER) == "ERR_WORKER_OUT_OF_MEMORY 2\n"


def test_a_runtime_without_a_limit_has_that_of_node() -> None:
    small = "import anode.session, anode.worker\nanode.session.default_limit = anode.worker.default_limit = lambda: 64 << 20\njs = anode.Runtime()\n"
    printed = run(small + "print(full('(() => { const kept = []; for (;;) kept.push(new Array(1000).fill(1)) })()'))\n" + _WORKER)
    assert printed == "raised\nERR_WORKER_OUT_OF_MEMORY 2\n"


def test_signals_while_v8_asks_for_a_higher_limit() -> None:
    printed = run(
        "import signal\nfrom anode.engine.heap.limit import HeapLimit\n"
        "class Alarm(BaseException):\n    pass\n"
        "def alarm(*_):\n    raise Alarm\n"
        "signal.signal(signal.SIGALRM, alarm)\n"
        "limit, seen = HeapLimit.__new__(HeapLimit), []\n"
        "limit._allowed, limit._settling, limit._ending, limit.reached = 1, False, True, False\n"
        "limit._on_reached, limit._on_error = (lambda: None), seen.append\n"
        "answers = limit._answer()\nlast = next(answers)\n"
        "for i in range(3000):\n"
        "    try:\n"
        "        signal.setitimer(signal.ITIMER_REAL, 0.00005 + i % 17 / 1e6)\n"
        "        while not seen:\n"
        "            before, last = last, answers.send(0)\n"
        "            assert last > before\n"
        "    except Alarm:\n        last = limit._allowed\n"
        "    seen.clear()\n"
        "print(answers.gi_frame is not None)\n"
    )
    assert printed == "True\n"


def test_v8_ends_the_process_where_one_of_its_functions_needs_too_long_an_array() -> None:
    script = _PREPARE + "js.eval('Array.prototype.sort.call({ length: 2 ** 53 - 1 })')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode < 0
    assert "invalid array length" in done.stderr
