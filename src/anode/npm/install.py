"""``anode install``: the npm packages that a Python project depends on, named in its pyproject.toml.

::

    [tool.anode]
    folder = "src/project"     # node_modules stands here; beside pyproject.toml where this is not given

    [tool.anode.dependencies]
    lodash = "^4.17.21"

npm does the work. It wants a package.json and a package-lock.json where it installs: both are there while it runs, and the lock is kept beside
pyproject.toml as ``anode-lock.json``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

LOCK = "anode-lock.json"
_MARK = "made by anode install for as long as it runs"
_USAGE = """\
Usage: anode install [--frozen] [options of npm install]

Installs the npm packages that pyproject.toml names in [tool.anode.dependencies], and writes anode-lock.json.
With --frozen it installs what anode-lock.json says and nothing else.
"""


class BadProject(Exception):
    """A project that names no packages, or does not name them right. The text says what to do."""


def main(arguments: Sequence[str], executable: str) -> int:
    """Run ``anode install``; npm's exit code, or 1. ``executable`` is ``process.execPath``."""
    rest = [word for word in arguments if word != "--frozen"]
    if "--help" in rest or "-h" in rest:
        sys.stdout.write(_USAGE)
        return 0
    try:
        return _install(_Project(os.getcwd()), "--frozen" in arguments, rest, executable)
    except BadProject as error:
        sys.stderr.write(f"anode install: {error}\n")
        return 1


class _Project:
    """A pyproject.toml: ``root`` is its folder, ``target`` the folder for node_modules."""

    def __init__(self, start: str) -> None:
        self.root = _root(start)
        self.path = os.path.join(self.root, "pyproject.toml")
        table = _table(_read_toml(self.path), "tool.anode", self.path)
        if "dependencies" not in table:
            raise BadProject(f"{self.path} has no [tool.anode.dependencies]. It maps names of npm packages to versions")
        self.dependencies = {
            str(name): self._version(str(name), value)
            for name, value in _table(table, "dependencies", self.path, "tool.anode.dependencies").items()
        }
        folder = table.get("folder", ".")
        if not isinstance(folder, str):
            raise BadProject(f"tool.anode.folder in {self.path} is not a text")
        self.target = os.path.normpath(os.path.join(self.root, folder))
        if not os.path.isdir(self.target):
            raise BadProject(f"{self.target}, which tool.anode.folder in {self.path} names, is not a folder")

    def _version(self, name: str, value: object) -> str:
        if not isinstance(value, str):
            raise BadProject(f'the version of {name} in {self.path} is not a text, such as "^1.2.3"')
        if value.startswith("file:") and not value.startswith("file:/"):
            return "file:" + os.path.join(self.root, value[len("file:") :])
        return value


def _root(start: str) -> str:
    folder = os.path.abspath(start)
    while not os.path.isfile(os.path.join(folder, "pyproject.toml")):
        above = os.path.dirname(folder)
        if above == folder:
            raise BadProject(f"there is no pyproject.toml in {start} or above it. `anode npm install` installs what a package.json names")
        folder = above
    return folder


def _read_toml(path: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError) as error:
        raise BadProject(f"{path} cannot be read: {error}") from None


def _table(data: dict[str, Any], key: str, path: str, name: str | None = None) -> dict[str, Any]:
    for part in key.split("."):
        data = data.get(part, {})
        if not isinstance(data, dict):
            raise BadProject(f"{name or key} in {path} is not a table")
    return data


def _install(project: _Project, frozen: bool, arguments: list[str], executable: str) -> int:
    package, lock = (os.path.join(project.target, name) for name in ("package.json", "package-lock.json"))
    kept = os.path.join(project.root, LOCK)
    if frozen and not os.path.exists(kept):
        raise BadProject(f"there is no {LOCK} beside {project.path}. `anode install` without --frozen writes it")
    if os.path.exists(package) and not _is_ours(package):
        raise BadProject(f"{project.target} has a package.json of its own: `anode npm install` installs what it names")
    try:
        _write(package, {"name": "dependencies", "private": True, "description": _MARK, "dependencies": project.dependencies})
        if os.path.exists(kept):
            shutil.copyfile(kept, lock)
        command = [executable] if executable != sys.executable else [executable, "-m", "anode"]
        code = subprocess.run([*command, "npm", "ci" if frozen else "install", *arguments], cwd=project.target, check=False).returncode
        if code == 0 and not frozen:
            os.replace(lock, kept)
        return code
    finally:
        for path in (package, lock):
            if os.path.exists(path):
                os.unlink(path)


def _is_ours(path: str) -> bool:
    """Whether a package.json is one that an installation has left which was killed."""
    try:
        with open(path, encoding="utf-8") as file:
            return bool(json.load(file).get("description") == _MARK)
    except (OSError, ValueError, AttributeError):
        return False


def _write(path: str, data: dict[str, Any]) -> None:
    with open(path, "w", encoding="utf-8") as file:
        json.dump(data, file, indent=2)
