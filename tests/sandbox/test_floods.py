"""Programs that take all that they can get: each ends within its limit, with an error that says which, and the host has what it had before."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import anode

# name: the program, its limits, what it ends with


def written(name: str) -> str:
    return f"for (let i = 0;; i++) require('fs').writeFileSync({name}, Buffer.alloc(1 << 20))"


def made(each: str) -> str:
    return f"const all = []; for (;;) {each}"


FLOODS: dict[str, tuple[str, dict[str, object], type[BaseException], str]] = {
    "endless loop": ("for (;;);", {"timeout": 0.2}, anode.Timeout, r"longer than 0.2 s"),
    "endless loop in the background": ("setTimeout(() => { for (;;); }, 1); 0", {"cpu": 1}, anode.SandboxEnded, r"processor time"),
    "endless regular expression": ("/(a+)+$/.test('a'.repeat(50) + 'b')", {"timeout": 0.2}, anode.Timeout, r"longer than 0.2 s"),
    "fork bomb": ("for (;;) require('child_process').spawn(process.execPath)", {}, anode.JSError, r"restricted"),
    "workers": ("for (;;) new (require('worker_threads').Worker)(__filename)", {}, anode.JSError, r"restricted|defined"),
    "memory": (made("all.push(new Array(1e5).fill({}))"), {"memory": "32MB"}, anode.OutOfMemory, r"memory limit"),
    "memory of buffers": (made("all.push(Buffer.alloc(1 << 24, 1))"), {"memory": "32MB"}, BaseException, r"memory|alloc"),
    "shared memory": (
        made("all.push(new Uint8Array(new SharedArrayBuffer(1 << 24)).fill(1))"),
        {"memory": "32MB"},
        BaseException,
        r"memory|alloc",
    ),
    "one array": ("'x'.repeat(2 ** 28).split('')", {"memory": "32MB"}, BaseException, r"memory|ended|Invalid"),
    "output": ("for (;;) console.log('x'.repeat(1000))", {"output": "1MB"}, anode.SandboxEnded, r"bytes of output"),
    "output in one piece": ("console.log('x'.repeat(1 << 28))", {"output": "1MB"}, BaseException, r"bytes of output|memory"),
    "disk": (written("'f' + i"), {"scratch": "8MB", "disk": "16MB"}, BaseException, r"ENOSPC|bytes to files"),
    "one file": (
        "for (;;) require('fs').appendFileSync('f', Buffer.alloc(1 << 20))",
        {"disk": "4MB"},
        BaseException,
        r"EFBIG|bytes to files",
    ),
    "files": ("for (let i = 0;; i++) require('fs').writeFileSync('f' + i, '')", {}, anode.JSError, r"ENOSPC"),
    "descriptors": ("for (;;) require('fs').openSync('/dev/null')", {"read": ["/dev/null"], "files": 128}, anode.JSError, r"EMFILE"),
    "a value too large": ("'x'.repeat(1 << 26)", {"memory": "512MB"}, ValueError, r"too large to cross"),
    "recursion": ("(function f() { f() })()", {}, anode.JSError, r"call stack"),
}


def until_it_ends(js: anode.Sandbox, program: str) -> None:
    js.eval(program)
    while True:
        js.eval("0")
        time.sleep(0.05)


def overrun(name: str, tmp_path: Path) -> None:
    program, limits, kind, text = FLOODS[name]
    with anode.Sandbox(on_output=lambda *_: None, **{"timeout": 60, **limits}) as js:  # type: ignore[arg-type]
        with pytest.raises(kind, match=text) as caught:
            until_it_ends(js, program)
        assert not isinstance(caught.value, (AssertionError, KeyboardInterrupt))
        folder = js.scratch
    assert not os.path.exists(folder)


def own() -> tuple[int, int]:
    """The descriptors and children of this process."""
    children = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "pid="], capture_output=True, text=True, check=False).stdout.split()
    return len(os.listdir("/dev/fd")), len(children)


@pytest.mark.parametrize("name", FLOODS)
def test_floods_end_within_their_limits(name: str, tmp_path: Path) -> None:
    overrun(name, tmp_path)


# The watcher counts by /proc, which Linux alone has.
@pytest.mark.skipif(sys.platform != "linux", reason="the limits of files in a granted folder are the watcher's, which reads /proc")
def test_a_flood_in_a_folder_of_the_hosts(tmp_path: Path) -> None:
    with (
        anode.Sandbox(write=[tmp_path], disk="4MB", timeout=60) as js,
        pytest.raises((anode.SandboxEnded, anode.JSError), match=r"bytes to files|EFBIG"),
    ):
        js.eval(written(f"{str(tmp_path)!r} + '/f' + i"))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 512 << 20


@pytest.mark.slow
def test_a_thousand_times(tmp_path: Path) -> None:
    names = list(FLOODS)
    overrun("fork bomb", tmp_path)
    before = own()
    for round_ in range(1000):
        overrun(names[round_ % len(names)], tmp_path)
        with anode.Sandbox() as js:
            assert js.eval("1 + 1") == 2
    time.sleep(1)
    after = own()
    assert after[0] <= before[0] + 2
    assert after[1] <= before[1]
