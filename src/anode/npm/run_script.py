"""``anode --run NAME``: a script of the nearest package.json, without npm. Node's option of that name."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence

from anode.npm import programs


def main(name: str, arguments: Sequence[str], executable: str) -> int:
    """Run it; 0, or 1 if it is not there or has failed. ``executable`` is ``process.execPath``."""
    found = _package(os.getcwd())
    if found is None:
        sys.stderr.write(f"Can't find package.json for directory {os.getcwd()}\n")
        return 1
    path, text = found
    try:
        package = json.loads(text)
    except ValueError:
        sys.stderr.write(f"Can't parse {path}\n")
        return 1
    scripts = package.get("scripts") if isinstance(package, dict) else None
    if not isinstance(scripts, dict):
        sys.stderr.write(f'Can\'t find "scripts" field in {path}\n')
        return 1
    command = scripts.get(name)
    if not isinstance(command, str):
        sys.stderr.write(f'Missing script: "{name}" for {path}\n\nAvailable scripts are:\n')
        sys.stderr.write("".join(f"  {each}: {text}\n" for each, text in scripts.items()))
        return 1
    folder = os.path.dirname(path)
    words = "".join(f" {shlex.quote(word)}" for word in arguments)
    sys.stdout.flush()
    done = subprocess.run(["/bin/sh", "-c", command + words], cwd=folder, env=_environment(name, path, executable), check=False)
    return int(done.returncode != 0)


def _package(folder: str) -> tuple[str, str] | None:
    """The nearest package.json and its text."""
    while True:
        path = os.path.join(folder, "package.json")
        try:
            with open(path, encoding="utf-8") as file:
                return path, file.read()
        except (OSError, ValueError):
            above = os.path.dirname(folder)
            if above == folder:
                return None
            folder = above


def _environment(name: str, path: str, executable: str) -> dict[str, str]:
    folder, last = os.getcwd(), os.path.dirname(path)
    folders = [os.path.join(folder, "node_modules", ".bin")]
    while folder != last:
        folder = os.path.dirname(folder)
        folders.append(os.path.join(folder, "node_modules", ".bin"))
    env = programs.environment(dict(os.environ), executable)
    return {
        **env,
        "PATH": os.pathsep.join((*folders, env.get("PATH", os.defpath))),
        "NODE_RUN_SCRIPT_NAME": name,
        "NODE_RUN_PACKAGE_JSON_PATH": path,
    }
