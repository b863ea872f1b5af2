"""Python that runs inside an op and calls JavaScript: it gets a RuntimeError, and the process lives."""

from __future__ import annotations

import subprocess
import sys
import textwrap

PREAMBLE = """
import gc, io, os, signal, sys, time
import anode
runtime = anode.Runtime()
exists = lambda: runtime.eval("require('fs').existsSync('/')")
def attempt():
    try:
        seen.append(exists())
    except RuntimeError as error:
        seen.append("cannot be called" in str(error))
seen = []
"""


def run(program: str) -> list[str]:
    command = [sys.executable, "-X", "faulthandler", "-c", PREAMBLE + textwrap.dedent(program)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()


def test_a_stream_of_the_program() -> None:
    program = """
        class Out(io.StringIO):
            def write(self, text):
                attempt()
                return len(text)
        before, sys.stdout = sys.stdout, Out()
        runtime.eval("process.stdout.write('x')")
        runtime.eval("console.log('y')")
        sys.stdout = before
        print(len(seen) >= 2, set(seen), exists())
    """
    assert run(program) == ["True {True} True"]


def test_a_signal_handler() -> None:
    program = """
        signal.signal(signal.SIGALRM, lambda *_: attempt())
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        print(runtime.eval("require('child_process').spawnSync('sleep', ['0.3']).status"), seen, exists())
        # The signal comes while JavaScript computes; its handler runs in the op that follows, or before.
        for _ in range(20):
            signal.setitimer(signal.ITIMER_REAL, 0.005)
            runtime.eval("{ const t = Date.now(); while (Date.now() - t < 8); require('fs').existsSync('/') }")
        print(len(seen), set(seen), exists())
    """
    assert run(program) == ["0 [True] True", "21 {True} True"]


def test_an_auditing_hook() -> None:
    program = """
        busy = False
        def hook(event, args):
            global busy
            if event == "open" and not busy:
                busy = True
                attempt()
                busy = False
        exists()
        sys.addaudithook(hook)
        size = runtime.eval("require('fs').readFileSync('/etc/hosts').length")
        print(size > 0, set(seen), exists())
    """
    assert run(program) == ["True {True} True"]


def test_destructors() -> None:
    program = """
        class Cyclic:
            def __init__(self):
                self.own = self
            def __del__(self):
                attempt()
        many = runtime.eval("(f) => { for (let i = 0; i < 50; i++) { f(i); require('fs').readdirSync('/'); require('fs').statSync('/tmp'); } }")
        gc.set_threshold(3)
        end = time.monotonic() + 1
        while time.monotonic() < end:
            many(lambda i: Cyclic() and None)
        gc.set_threshold(700)
        print(len(seen) > 100, set(seen), exists())
    """
    assert run(program) == ["True {True} True"]


def test_functions_that_javascript_calls_go_on_calling() -> None:
    program = """
        other = anode.Runtime()
        inner = runtime.eval("(f) => { const found = f(); require('fs').existsSync('/'); return found; }")
        across = other.eval("(f) => { f(); return f(); }")
        print(inner(exists), inner(lambda: inner(exists)), across(lambda: inner(exists)))
        plain = runtime.eval("(f) => f()")
        print(plain(lambda: across(exists)), inner(lambda: across(lambda: inner(lambda: across(lambda: len(runtime.eval("[{}, {}]")))))))
    """
    assert run(program) == ["True True True", "True 2"]


def test_another_runtime() -> None:
    program = """
        other = anode.Runtime()
        class Out(io.StringIO):
            def write(self, text):
                attempt()
                return len(text)
        before, sys.stdout = sys.stdout, Out()
        for i in range(3):
            other.eval("process.stdout.write('x')")
        runtime.eval("(f) => f()")(lambda: other.eval("process.stdout.write('x')"))
        other.eval("setTimeout(() => process.stdout.write('x'), 1); new Promise((r) => setTimeout(r, 20))").result()
        sys.stdout = before
        print(len(seen) >= 5, set(seen), exists())
    """
    assert run(program) == ["True {True} True"]
