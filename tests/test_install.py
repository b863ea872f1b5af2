"""``anode install``: the npm packages of a Python project, and a wheel that carries them. No registry is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import ANODE, ROOT

Install = Callable[..., "subprocess.CompletedProcess[str]"]

PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "shouts"
version = "1.0"

[tool.anode]
folder = "src/shouts"

[tool.anode.dependencies]
loud = "file:loud"

[tool.hatch.build.targets.wheel]
packages = ["src/shouts"]
artifacts = ["src/shouts/node_modules/**"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A Python package that requires the npm package ``loud``."""
    made = tmp_path / "project"
    (made / "src" / "shouts").mkdir(parents=True)
    (made / "src" / "shouts" / "__init__.py").write_text("import anode\n\nloud = anode.require('loud')\n")
    (made / "pyproject.toml").write_text(PYPROJECT)
    (made / "loud").mkdir()
    (made / "loud" / "index.js").write_text("module.exports = (text) => `${text.toUpperCase()}!`\n")
    (made / "loud" / "package.json").write_text(json.dumps({"name": "loud", "version": "1.2.3", "license": "MIT"}))
    return made


@pytest.fixture
def install(project: Path, tmp_path: Path) -> Install:
    env = {**os.environ, "npm_config_cache": str(tmp_path / "cache"), "npm_config_offline": "true", "npm_config_userconfig": "/dev/null"}

    def run(*arguments: str, folder: Path = project) -> subprocess.CompletedProcess[str]:
        command = [ANODE, "install", *arguments]
        return subprocess.run(command, cwd=folder, env=env, text=True, capture_output=True, timeout=60, check=False)

    return run


def says(path: Path, folder: Path) -> str:
    command = [sys.executable, "-c", "import shouts; print(shouts.loud('hello'))"]
    env = {**os.environ, "PYTHONPATH": str(path)}
    return subprocess.run(command, cwd=folder, env=env, text=True, capture_output=True, timeout=60, check=True).stdout


def test_a_python_package_requires_what_its_project_names(project: Path, install: Install, tmp_path: Path) -> None:
    done = install("--install-links", folder=project / "src")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (project / "src" / "shouts").iterdir() if path.name != "__pycache__") == [
        "__init__.py",
        "node_modules",
    ]
    assert says(project / "src", tmp_path) == "HELLO!\n"
    lock = json.loads((project / "anode-lock.json").read_text())
    assert lock["packages"]["node_modules/loud"]["version"] == "1.2.3"


def test_the_lock_is_kept(project: Path, install: Install) -> None:
    assert install("--frozen").stderr.startswith("anode install: there is no anode-lock.json beside ")
    assert install("--install-links").returncode == 0
    before = (project / "anode-lock.json").read_text()
    assert install("--install-links").returncode == 0
    assert install("--frozen", "--install-links").returncode == 0
    assert (project / "anode-lock.json").read_text() == before
    text = (project / "pyproject.toml").read_text()
    (project / "pyproject.toml").write_text(text.replace('loud = "file:loud"', 'loud = "file:loud"\nquiet = "1"'))
    failed = install("--frozen", "--install-links")
    assert failed.returncode != 0
    assert "quiet" in failed.stderr
    assert (project / "anode-lock.json").read_text() == before


def test_an_installation_that_was_killed_is_cleaned_up(project: Path, install: Install) -> None:
    package = project / "src" / "shouts" / "package.json"
    package.write_text(json.dumps({"description": "made by anode install for as long as it runs"}))
    assert install("--install-links").returncode == 0
    assert not package.exists()


def test_a_wheel_carries_the_packages(project: Path, install: Install, tmp_path: Path) -> None:
    assert install("--install-links").returncode == 0
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(command, cwd=project, capture_output=True, timeout=60, check=True)
    (wheel,) = (tmp_path / "dist").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    assert says(tmp_path / "site", tmp_path) == "HELLO!\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.other]", "has no [tool.anode.dependencies]"),
        ("[tool]\nanode = 1", "tool.anode in "),
        ("[tool.anode]\ndependencies = []", "tool.anode.dependencies in "),
        ("[tool.anode.dependencies]\nloud = 1", "the version of loud in "),
        ('[tool.anode]\nfolder = "none"\n[tool.anode.dependencies]', "is not a folder"),
        ("[tool.anode]\nfolder = 1\n[tool.anode.dependencies]", "tool.anode.folder in "),
        ("[tool", "cannot be read: "),
    ],
)
def test_a_project_that_cannot_be_read_is_an_error_in_one_line(project: Path, install: Install, text: str, message: str) -> None:
    (project / "pyproject.toml").write_text(text)
    done = install()
    assert done.returncode == 1
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_project_the_error_says_what_to_do(install: Install, tmp_path: Path) -> None:
    done = install(folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("anode install: there is no pyproject.toml in ")


def test_a_package_json_of_the_project_is_left_alone(project: Path, install: Install) -> None:
    package = project / "src" / "shouts" / "package.json"
    package.write_text('{"name": "own"}')
    assert "has a package.json of its own" in install().stderr
    assert package.read_text() == '{"name": "own"}'


@pytest.mark.slow  # pip takes seconds
def test_commands_with_the_names_of_node(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
        "--prefix",
        str(tmp_path),
    ]
    subprocess.run([*command, str(ROOT / "commands")], check=True, timeout=120, capture_output=True)
    (package,) = tmp_path.glob("lib/*/site-packages")
    env = {**os.environ, "PYTHONPATH": str(package), "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"}

    def show(*words: str) -> str:
        return subprocess.run(words, env=env, cwd=tmp_path, text=True, capture_output=True, timeout=60, check=True).stdout

    assert show("node", "-p", "process.execPath") == f"{tmp_path / 'bin' / 'node'}\n"
    assert show("nodejs", "--version") == show(ANODE, "--version")
    assert show("npm", "--version") == show(ANODE, "npm", "--version") == show("npx", "--version")
    (tmp_path / "package.json").write_text('{"scripts": {"show": "node -p process.execPath"}}')
    assert show("npm", "run", "--silent", "show") == f"{tmp_path / 'bin' / 'node'}\n"
