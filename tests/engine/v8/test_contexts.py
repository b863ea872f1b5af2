"""Contexts of node:vm with fewer of the engine's features, and many of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT

_RUN = "import sys; from anode.engine import features; features.lose({lost!r}); from anode.cli import main; sys.exit(main())"
_ORACLE = ROOT / "tests" / "oracle" / "vm"


def _anode(*arguments: str, lost: str = "") -> str:
    code = _RUN.format(lost={lost: "a test"} if lost else {})
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("name", ["global_object.js", "sandbox_proxy.js", "errors_of_contexts.js", "microtask_queue.js", "intrinsics.js"])
def test_handlers_of_ctypes_answer_as_machine_code(name: str) -> None:
    script = str(_ORACLE / name)
    assert _anode(script, lost="context-code") == _anode(script)


def test_without_contexts_they_are_emulated() -> None:
    script = """
      const vm = require('node:vm');
      const context = vm.createContext({ a: 1 });
      const values = [
        vm.runInContext('var b = a + 1; const c = 3; function f() { return b + c; } f()', context), context.b, vm.runInContext('f() + c', context),
        vm.runInContext('typeof process', context), vm.runInNewContext('[]') instanceof Array, new vm.Script('1 + 1').runInThisContext(),
        vm.compileFunction('return a + n', ['n'], { parsingContext: context })(2),
        new vm.Script('7', { cachedData: new vm.Script('7').createCachedData() }).cachedDataRejected,
        vm.runInContext('2', vm.createContext({}, { microtaskMode: 'afterEvaluate' })), vm.isContext(vm.createContext(vm.constants.DONT_CONTEXTIFY)),
      ];
      const module = new vm.SourceTextModule('1', { context });
      module.link(() => {}).then(() => module.evaluate()).catch((error) => console.log(JSON.stringify([...values, error.code])));
    """
    found = _anode("--experimental-vm-modules", "--no-warnings", "-e", script, lost="contexts")
    expected = [5, 2, 8, "undefined", True, 2, 3, False, 2, True, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM"]
    assert json.loads(found) == expected


def test_contexts_are_collected(tmp_path: Path) -> None:
    script = tmp_path / "many.js"
    script.write_text(
        """
        const vm = require('node:vm');
        const tick = () => new Promise((resolve) => setImmediate(resolve));
        const round = async (count) => {
          for (let i = 0; i < count; i++) {
            const context = vm.createContext({ i }, i % 3 ? {} : { microtaskMode: 'afterEvaluate' });
            context.self = context;
            vm.runInContext('var list = new Array(1000).fill(self); function f() { return list; } Promise.resolve().then(f)', context);
            new vm.Script('import("x").catch(() => {})', { importModuleDynamically() { return context; } }).runInContext(context);
            if (i % 50 === 49) await tick();
          }
          gc();
          await tick();
          return process.memoryUsage().rss;
        };
        (async () => {
          await round(400);
          const before = await round(200);
          const after = await round(600);
          console.log(Math.round((after - before) / 1e6));
        })();
        """
    )
    # MB; 600 contexts that stay are 300. Some runs end with 40, which the next round would reuse.
    assert int(_anode("--expose-gc", str(script))) < 100
