"""Tools that people work with: pytest-xdist, Jupyter, IPython, pdb, coverage."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.hosts


def python(folder: Path, *words: str, given: str = "", timeout: float = 90) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], input=given, cwd=folder, capture_output=True, text=True, timeout=timeout, check=False)


def test_pytest_xdist(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import anode, pytest\n@pytest.mark.parametrize('i', range(12))\ndef test_it(i):\n    assert anode.Runtime().eval(f'{i} + 1') == i + 1\n"
    )
    done = python(tmp_path, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider")
    assert "12 passed" in done.stdout, done.stdout


def test_pdb_in_a_callback(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(
        "import anode\ndef back(x):\n    y = x * 2\n    return y\nprint(anode.Runtime().eval('f => f(21) + 1')(back))\n"
    )
    done = python(tmp_path, "-m", "pdb", "program.py", given="break program.py:4\ncontinue\np 'y is', y\nup\nwhere\ncontinue\nquit\n")
    assert "('y is', 42)" in done.stdout, done.stdout
    assert "\n43\n" in done.stdout.replace("(Pdb) ", "\n"), done.stdout


def test_breakpoint_in_a_callback(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(
        "import anode\ndef back(x):\n    breakpoint()\n    return x\nprint(anode.Runtime().eval('f => f(21) + 1')(back))\n"
    )
    done = python(tmp_path, "program.py", given="p x + 100\nnext\ncontinue\n")
    assert "121" in done.stdout, done.stderr
    assert "22" in done.stdout, done.stderr


def test_coverage_sees_callbacks(tmp_path: Path) -> None:
    pytest.importorskip("coverage")
    (tmp_path / "program.py").write_text(
        "import anode\ndef back(x):\n    if x:\n        return 1\n    return 2\nanode.Runtime().eval('f => f(1)')(back)\n"
    )
    done = python(tmp_path, "-m", "coverage", "run", "program.py")
    assert done.returncode == 0, done.stderr
    done = python(tmp_path, "-m", "coverage", "json", "-o", "-", "--quiet")
    assert json.loads(done.stdout)["files"]["program.py"]["missing_lines"] == [5]


def test_ipython_completes_properties() -> None:
    completer: Any = pytest.importorskip("IPython.core.completer")
    import anode

    with anode.Runtime() as runtime:
        names = {"thing": runtime.eval("({ alpha: 1, beta() {}, inner: { gamma: 1 } })")}
        found = completer.Completer(namespace=names).attr_matches("thing.al")
        assert [name.lstrip(".").removeprefix("thing.") for name in found] == ["alpha"]


@pytest.fixture
def kernel() -> Any:
    manager: Any = pytest.importorskip("jupyter_client.manager")
    pytest.importorskip("ipykernel")
    started, client = manager.start_new_kernel(kernel_name="python3", startup_timeout=60)
    yield started, client
    client.stop_channels()
    started.shutdown_kernel(now=True)


def execute(client: Any, code: str) -> list[dict[str, Any]]:
    """Run a cell; what it has said."""
    said: list[dict[str, Any]] = []
    client.execute_interactive(code, timeout=60, output_hook=lambda message: said.append(message["content"]))
    return said


def test_jupyter_interrupts_javascript(kernel: Any) -> None:
    started, client = kernel
    execute(client, "import anode; js = anode.Runtime(); js.eval('globalThis.state = 5')")
    asked = client.execute("js.eval('for (;;);')")
    time.sleep(1)
    started.interrupt_kernel()
    while True:
        message = client.get_shell_msg(timeout=30)
        if message["parent_header"].get("msg_id") == asked:
            break
    assert message["content"]["ename"] == "KeyboardInterrupt"
    assert any("5" in json.dumps(part) for part in execute(client, "js.eval('state')"))


def test_jupyter_shows_console_log_and_awaits(kernel: Any) -> None:
    _, client = kernel
    said = execute(client, "import anode\nanode.Runtime().eval('console.log(6 * 7)')")
    assert any("42" in part.get("text", "") for part in said)
    said = execute(client, "await anode.Runtime().eval('new Promise((r) => setTimeout(r, 5, 43))')")
    assert any(part.get("data", {}).get("text/plain") == "43" for part in said)
