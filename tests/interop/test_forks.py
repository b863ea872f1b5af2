"""Forked children: JavaScript of the parent is an error at once, and a child whose parent ran none has its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PREPARE = """
import anode, os, pickle, sys
js = anode.Runtime()
box = js.eval("({a: 1, f: () => 2, p: Promise.resolve(1)})")
f, p = box.f, box.p
path = anode.require("path")
"""

_FORK = """
sys.stdout.flush()
child = os.fork()
if child == 0:
    try:
        {use}
    except anode.ForkError as error:
        os._exit(0 if "spawn" in str(error) else 4)
    os._exit(3)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) or 10 * (box.a != 1 or f() != 2 or path.sep != "/"))
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.parametrize(
    "use",
    [
        "box.a",
        "box['a']",
        "box.a = 2",
        "del box.a",
        "f()",
        "f.new()",
        "len(box)",
        "list(box)",
        "'a' in box",
        "dir(box)",
        "str(box)",
        "anode.to_python(box)",
        "p.result()",
        "js.eval('1')",
        "js.require('fs')",
        "js.import_('fs')",
        "js.run('x.js')",
        "path.join('a')",
        "anode.require('fs')",
        "anode.import_('fs')",
        "anode.Runtime()",
        "anode.reset(); anode.require('fs')",
    ],
)
def test_every_use_in_a_forked_child_is_one_error(use: str) -> None:
    done = run(_PREPARE + _FORK.format(use=use))
    assert done.returncode == 0, done.stderr


def test_a_fork_while_another_thread_is_in_javascript() -> None:
    done = run(
        _PREPARE
        + "import threading, time\nthreading.Thread(target=js.eval, args=('for (;;);',), daemon=True).start()\ntime.sleep(0.2)\n"
        + _FORK.format(use="box.a").replace("sys.exit(", "js.close(); sys.exit(").replace("box.a != 1 or f() != 2 or ", "")
    )
    assert done.returncode == 0, done.stderr


def test_a_fork_within_a_python_function_that_javascript_calls() -> None:
    script = """
        def call():
            child = os.fork()
            if child == 0:
                try:
                    box.a
                except anode.ForkError:
                    os._exit(0)
                os._exit(3)
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.exit(js.eval("f => f()")(call))
    """
    done = run(_PREPARE + "\n".join(line[8:] for line in script.splitlines()))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("end", "code"), [("return 1", 1), ("1 / 0", 1), ("sys.exit(7)", 7), ("sys.exit()", 0), ("sys.exit('why')", 1)])
def test_a_child_that_returns_to_the_javascript_of_its_parent_ends(end: str, code: int) -> None:
    script = f"""
        def call():
            child = os.fork()
            if child == 0:
                {end}
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(js.eval("f => {{ try {{ return f(); }} catch {{}} }}")(call), flush=True)
    """
    done = run(_PREPARE + "\n".join(line[8:] for line in script.splitlines()))
    assert done.stdout == f"{code}\n", done.stderr
    assert done.stderr == "" if "exit" in end and "why" not in end else "why" in done.stderr or "anode.ForkError" in done.stderr


def test_a_closed_parent_changes_nothing() -> None:
    done = run(
        _PREPARE
        + "js.close()\nanode.reset()\n"
        + _FORK.format(use="anode.require('fs')").split("sys.exit(")[0]
        + "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )
    assert done.returncode == 0, done.stderr


def test_the_error_goes_to_another_process() -> None:
    done = run("import anode, pickle; print(repr(pickle.loads(pickle.dumps(anode.ForkError()))))")
    assert "ForkError" in done.stdout, done.stderr


def test_a_child_whose_parent_ran_no_javascript_has_its_own() -> None:
    done = run(
        "import anode, os, sys\nfrom anode import Runtime, require\n"
        "for _ in range(2):\n"
        "    child = os.fork()\n"
        "    if child == 0:\n"
        "        sys.exit(anode.require('path').sep != '/' or anode.Runtime().eval('1 + 1') != 2)\n"
        "    assert os.waitpid(child, 0)[1] == 0\n"
        "print(anode.require('path').sep)"
    )
    assert (done.stdout, done.returncode) == ("/\n", 0), done.stderr


def test_reset_makes_a_new_default_runtime() -> None:
    done = run(
        "import anode\nanode.reset()\nold = anode.require('path')\nanode.require('vm').runInThisContext('var seen = 1')\nanode.reset()\n"
        "print(anode.require('vm').runInThisContext('typeof seen'))\n"
        "try:\n    old.sep\nexcept anode.RuntimeClosed:\n    print('closed')"
    )
    assert done.stdout == "undefined\nclosed\n", done.stderr
