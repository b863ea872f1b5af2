"""The structure of the source: imports point down, folders and files are small, and a number stands in one place."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from anode import registry

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src/anode"
LINT = Path(sys.executable).with_name("lint-imports")


def python_files() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "packages" not in path.relative_to(SOURCE).parts]


# ---- imports ----

BREACHES = {
    "up": ("engine/extra.py", "from anode.loop.loop import Loop\n"),
    "up, late": ("loop/extra.py", "def f() -> None:\n    import anode.bindings.time\n"),
    "up, for types": ("engine/extra.py", "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from anode.loop.context import Context\n"),
    "a new room without a place": ("attic.py", "X = 1\n"),
    "a circle": ("loop/extra.py", "from anode.loop import other\n"),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_lint_fails_over(breach: str, tmp_path: Path) -> None:
    for path in python_files():
        target = tmp_path / "anode" / path.relative_to(SOURCE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    name, text = BREACHES[breach]
    (tmp_path / "anode" / name).write_text(text)
    if breach == "a circle":
        (tmp_path / "anode/loop/other.py").write_text("def f() -> None:\n    from anode.loop import extra\n")
    done = subprocess.run([LINT, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "extra" in done.stdout or "attic" in done.stdout


def test_the_makefile_lints_imports() -> None:
    recipe = re.search(r"^lint:.*?\n\n", (ROOT / "Makefile").read_text(), re.S | re.M)
    assert recipe is not None
    assert "lint-imports" in recipe[0]


# ---- sizes ----


def test_a_folder_holds_at_most_15_files_of_python() -> None:
    counts: dict[Path, int] = {}
    for path in python_files():
        counts[path.parent] = counts.get(path.parent, 0) + 1
    assert {str(folder): count for folder, count in counts.items() if count > 15} == {}


def test_a_file_has_at_most_500_lines() -> None:
    files = [*python_files(), *(p for p in (SOURCE / "lib").rglob("*.js") if "vendor" not in p.parts)]
    long = {str(path.relative_to(ROOT)): size for path in files if (size := len(path.read_text().splitlines())) > 500}
    assert long == {}


# ---- numbers ----

# `const NAME = 1;`, `const A = 1, B = 2;` and `X: 3` of an object literal.
_JS_NUMBER = re.compile(r"\b([A-Z][A-Z0-9_]+)(?: = |: )(-?\d+|0x[0-9a-f]+)\b")
_JS_BINDING = re.compile(r"binding\('([a-z0-9_/]+)'\)")


def _python_numbers(path: Path) -> set[str]:
    """Names of integers at the top level or in a class of a Python file."""
    names: set[str] = set()
    tree = ast.parse(path.read_text())
    for statement in [*tree.body, *(inner for outer in tree.body if isinstance(outer, ast.ClassDef) for inner in outer.body)]:
        if not isinstance(statement, ast.Assign):
            continue
        for target in statement.targets:
            bound = target.elts if isinstance(target, ast.Tuple) else [target]
            names |= {name.id for name in bound if isinstance(name, ast.Name) and name.id.isupper()}
    return names


def test_a_number_that_crosses_stands_in_python_alone() -> None:
    """If the Python module of a binding declares a number, no JavaScript file that uses the binding declares its name again."""
    twice = []
    for path in (SOURCE / "lib").rglob("*.js"):
        if "vendor" in path.parts:
            continue
        text = path.read_text()
        own = {name for name, _ in _JS_NUMBER.findall(text)}
        for binding in set(_JS_BINDING.findall(text)):
            module = SOURCE / Path(*registry.MODULES[binding].split(".")[1:]).with_suffix(".py")
            shared = {name for groups in registry.declared()["numbers"].get(binding, {}).values() for name in groups}
            twice += [f"{path.relative_to(SOURCE)}: {name}" for name in own & (shared | _python_numbers(module))]
    assert twice == []


def test_javascript_asks_only_for_numbers_that_are_declared() -> None:
    """A name that the binding does not have would be undefined in ``const { Group: { NAME } } = binding('x')``, without an error."""
    numbers = registry.declared()["numbers"]
    asked = re.compile(r"const \{\s*((?:\w+: \{[^{}]*\},?\s*)+)\} = binding\('([a-z0-9_/]+)'\)")
    found = 0
    for path in (SOURCE / "lib").rglob("*.js"):
        for groups, binding in asked.findall(path.read_text()):
            for group, names in re.findall(r"(\w+): \{([^{}]*)\}", groups):
                for name in (n.strip() for n in names.split(",") if n.strip()):
                    found += 1
                    assert name in numbers[binding][group], (path.name, binding, group, name)
    assert found > 50
