"""The self-test: the failures it reports for a source with one changed assumption, and the effect on a start."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import anode as package
from anode.engine import features
from anode.engine.probes import run as selftest
from anode.engine.probes.registry import PROBES
from anode.engine.v8 import library
from tests.commands import run

SOURCE = Path(package.__file__).parent


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of anode's own files that the tests may change. Bundled packages are linked."""
    target = tmp_path / "source" / "anode"
    shutil.copytree(SOURCE, target, ignore=shutil.ignore_patterns("packages", "__pycache__", "*.pyc"))
    os.symlink(SOURCE / "packages", target / "packages")
    return target.parent


def _change(source: Path, file: str, before: str, after: str) -> None:
    path = source / "anode" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, (file, before, text.count(before))
    path.write_text(text.replace(before, after), encoding="utf-8")


def _add_probe(source: Path, body: str, feature: str) -> None:
    _change(
        source,
        "engine/probes/registry.py",
        "PROBES = (",
        f"from anode.engine.probes.probe import Probe\n\ndef _added(lab: object) -> None:\n    {body}\n\n"
        f"PROBES = (Probe('added', {feature!r}, _added), ",
    )


def _anode(source: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = "import sys; from anode.cli import main; sys.argv[0] = 'anode'; sys.exit(main())"
    return run([sys.executable, "-c", script, *arguments], env={"PYTHONPATH": str(source), "ANODE_CACHE": str(source.parent / "cache")})


def _lost(source: Path) -> dict[str, str]:
    script = (
        "import json; from anode.engine.v8 import library; from anode.engine.probes.run import selftest\n"
        "print(json.dumps(selftest(library.search())))"
    )
    done = run([sys.executable, "-c", script], env={"PYTHONPATH": str(source)})
    assert done.stderr == ""
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_every_probe_passes_here() -> None:
    found = selftest.outcomes(library.search(), thorough=True)
    assert {outcome.probe: outcome.reason for outcome in found} == {probe.name: "" for probe in PROBES}


def test_every_feature_has_a_probe() -> None:
    assert {probe.feature for probe in PROBES} == features.FEATURES.keys() - {"isolate"}  # the probes of other features call it


def test_probes_come_after_those_of_the_features_they_need() -> None:
    seen: set[str] = set()
    for probe in PROBES:
        assert all(needed in seen or needed == "isolate" for needed in features.FEATURES[probe.feature].needs), probe.name
        seen.add(probe.feature)


def test_the_probes_call_every_function_of_v8() -> None:
    script = """
import json, os
from anode.engine.v8 import library
called = set()
make = library._callable
def recording(name, signature):
    function = make(name, signature)
    def call(*args):
        called.add(name)
        return function(*args)
    return call
library._callable = recording
from anode.engine.v8.settings import apply_flags, request_direct
from anode.engine.v8.signatures import SIGNATURES
from anode.engine.probes.lab import Lab
from anode.engine.probes.registry import PROBES
library.load(library.search())
request_direct()
apply_flags()
lab = Lab()
for probe in PROBES:
    probe.run(lab)
names = {name for group in SIGNATURES.values() for name in group}
print(json.dumps(sorted(names - called)), flush=True)
os._exit(0)
"""
    done = run([sys.executable, "-c", script])
    assert (done.stderr, done.stdout) == ("", "[]\n")


# A file, a text in it, a replacement, and the feature that is lost with it.
CHANGES = [
    ("engine/v8/modules/code_cache.py", "_LENGTH_AT, _REJECTED_AT = 8, 12", "_LENGTH_AT, _REJECTED_AT = 8, 16", "code-cache"),
    ("engine/v8/modules/code_cache.py", "_LENGTH_AT, _REJECTED_AT = 8, 12", "_LENGTH_AT, _REJECTED_AT = 0, 12", "code-cache"),
    ("engine/v8/modules/linked_modules.py", "OBJECT_SPACE = 512", "OBJECT_SPACE = 64", "modules"),
    ("engine/v8/signatures.py", '"Data__EQ": _brief(BOOL, P, P)', '"Data__EQ": _brief(P)', "modules"),
    ("engine/v8/signatures.py", '"Function__New": _brief(P, P, P, P, INT, INT, INT)', '"Function__New": _brief(INT, P, P, P, INT, INT, INT)', "native"),
    ("engine/v8/signatures.py", '"ArrayBuffer__Data": _brief(P, P)', '"ArrayBuffer__Data": _brief(INT, P)', "bytes"),
    ("engine/abi.py", "2 * ctypes.sizeof(ctypes.c_void_p) + 3 *", "2 * ctypes.sizeof(ctypes.c_void_p) + 2 *", "terminate"),
    ("engine/prelude.js", "ops.op_compile_function(", "ops.op_compile_functions(", "engine"),
    ("engine/abi.py", "LARGEST_VALUE = 2**31 - 1", "LARGEST_VALUE = 2**20", "engine"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after", "feature"), CHANGES, ids=[f"{c[3]}-{i}" for i, c in enumerate(CHANGES)])
def test_a_changed_assumption_is_found(source: Path, file: str, before: str, after: str, feature: str) -> None:
    _change(source, file, before, after)
    assert feature in _lost(source)


def test_a_start_does_without_a_lost_feature(source: Path) -> None:
    _change(source, "engine/v8/modules/code_cache.py", "_LENGTH_AT, _REJECTED_AT = 8, 12", "_LENGTH_AT, _REJECTED_AT = 8, 16")
    program = "const { status, message } = require('module').enableCompileCache('x'); console.log(status, message)"
    expected = "0 The feature module.enableCompileCache() is unavailable on the current platform, which is being used to run Node.js\n"
    for _ in range(2):  # the first start runs the self-test, the second one uses its result
        done = _anode(source, "-e", program)
        assert (done.stdout, done.stderr) == (expected, "")


def test_a_start_without_what_is_needed_says_what_to_install(source: Path) -> None:
    _change(source, "engine/prelude.js", "ops.op_compile_function(", "ops.op_compile_functions(")
    done = _anode(source, "-e", "0")
    assert done.stderr.startswith("anode: anode cannot run on jsrun 0.3.0 (deno-compiling: ")
    assert done.stderr.endswith("): pip install 'jsrun==0.3.0'\n")
    assert done.stderr.count("\n") == 1
    assert (done.stdout, done.returncode) == ("", 1)


def test_a_probe_that_crashes_has_failed_and_the_others_run(source: Path) -> None:
    _add_probe(source, "import ctypes; ctypes.string_at(1)", "entries")
    assert _lost(source) == {"entries": "added: the child process was ended by SIGSEGV"}
    done = _anode(source, "-p", "[new Map([[1, 2]]).values(), require('vm').runInThisContext('1', { timeout: 100 })]")
    assert (done.stdout, done.stderr) == ("[ [Map Iterator] { <items unknown> }, 1 ]\n", "")


def test_a_probe_that_ends_the_process_has_failed(source: Path) -> None:
    _add_probe(source, "import os; os._exit(7)", "flags")
    assert _lost(source) == {"flags": "added: the child process ended with exit code 7"}


def test_a_probe_that_never_ends_has_failed(source: Path) -> None:
    _change(source, "engine/probes/run.py", "_PATIENCE = 30.0", "_PATIENCE = 3.0")
    _add_probe(source, "import time; time.sleep(600)", "flags")
    assert _lost(source) == {"flags": "added: the child process was not ready after 3 s"}


def test_a_probe_that_fails_once_has_not_failed(source: Path) -> None:
    marker = source / "tried"
    _add_probe(source, f"import os; os.path.exists({str(marker)!r}) or (open({str(marker)!r}, 'w').close(), 1 / 0)", "flags")
    assert _lost(source) == {}
    assert marker.exists()


@pytest.mark.parametrize("python", ["/bin/true", "/nowhere/python3", ""])
def test_without_a_python_nothing_is_lost(monkeypatch: pytest.MonkeyPatch, python: str) -> None:
    monkeypatch.setattr(sys, "executable", python)
    monkeypatch.setattr(sys, "exec_prefix", "/nowhere")
    monkeypatch.setattr(sys, "base_exec_prefix", "/nowhere")
    assert selftest.selftest({}) == {}
    with pytest.raises(selftest.Untried):
        selftest.outcomes({})


def test_another_python_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "python_facts", lambda: ["another"])
    with pytest.raises(selftest.Untried, match="is not this Python"):
        selftest.outcomes({})
