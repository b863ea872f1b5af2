"""Packages that lack the private parts that bindings use."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from anode.bindings.requirements import REQUIREMENTS
from tests.commands import ANODE, ROOT, run

# A package, a file that stands in for it, the text of that file, and a program.
BROKEN = [
    ("pycares", "pycares/__init__.py", "", "require('dns')"),
    ("cryptography", "cryptography/__init__.py", "raise ImportError('a reason')", "require('tls')"),
]


@pytest.mark.parametrize(("package", "file", "text", "program"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_program_that_needs_a_package_is_told_what_to_install_and_others_run(
    tmp_path: Path, package: str, file: str, text: str, program: str
) -> None:
    path = tmp_path / file
    path.parent.mkdir()
    path.write_text(text)
    env = {"PYTHONPATH": str(tmp_path), "ANODE_CACHE": str(tmp_path / "cache")}
    assert run([ANODE, "-p", "1"], env=env).stdout == "1\n"
    done = run([ANODE, "-p", f"try {{ {program} }} catch ({{ code, message }}) {{ `${{code}} ${{message}}` }}"], env=env)
    assert done.stdout.startswith(f"ERR_FEATURE_UNAVAILABLE_ON_PLATFORM node:{program[9:12]} cannot use the installed {package} (")
    assert done.stdout.endswith(f"): pip install '{REQUIREMENTS[package]}'\n")
    assert not list((tmp_path / "cache").glob("*.snapshot"))  # the next start may find the package


def test_what_every_program_needs_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "ada_url").mkdir()
    (tmp_path / "ada_url" / "__init__.py").write_text("")
    done = run([ANODE, "-p", "1"], env={"PYTHONPATH": str(tmp_path), "ANODE_CACHE": str(tmp_path / "cache")})
    reason = "No module named 'ada_url._ada_wrapper'"
    assert done.stderr == f"anode: node:url cannot use the installed ada-url ({reason}): pip install '{REQUIREMENTS['ada-url']}'\n"
    assert (done.stdout, done.returncode) == ("", 1)


def test_brotli_without_its_c_functions() -> None:
    script = "import sys; sys.modules['_brotli'] = None; from anode.bindings.zlib import brotli_native; print(brotli_native.make)"
    assert run([sys.executable, "-c", script]).stdout == "None\n"


def test_zstandard_without_its_c_functions_still_decodes() -> None:
    script = """
import sys
sys.modules["zstandard._cffi"] = None
from anode.bindings.zlib import zstd, zstd_native
data = zstd.make(True, {}, None, None).step(b"text", zstd.END, 100)
print(zstd_native.make, zstd.make(False, {}, None, None).step(data, zstd.END, 100).decode())
"""
    assert run([sys.executable, "-c", script]).stdout == "None text\n"


def test_the_requirements_are_those_of_the_package() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert [requirement for requirement in REQUIREMENTS.values() if f'    "{requirement}",' not in project] == []
