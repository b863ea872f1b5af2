"""npm packages for tests. ``anode npm`` installs them once, into a folder of the user's cache outside the repository."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from tests.commands import ANODE


def cache() -> Path:
    """The folder of all that tests keep there."""
    own = os.environ.get("ANODE_TEST_PACKAGES")
    return Path(own) if own else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "anode-test-packages"


def install(project: Path, *more: str) -> Path:
    """A folder with the packages of ``project``'s lock file in node_modules, or of its package.json if it has none. The first caller installs them;
    others wait. ``more`` are options for npm.
    """
    lock = project / "package-lock.json"
    names = ["package.json", "package-lock.json"] if lock.exists() else ["package.json"]
    settings = [".npmrc"] if (project / ".npmrc").exists() else []
    base = cache()
    base.mkdir(parents=True, exist_ok=True)
    folder = base / f"{project.name}-{hashlib.sha256((project / names[-1]).read_bytes()).hexdigest()[:12]}"
    with open(base / f"{folder.name}.lock", "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (folder / ".installed").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for name in [*names, *settings]:
                shutil.copy(project / name, folder)
            action = ["ci"] if lock.exists() else ["install", "--no-package-lock"]
            command = [ANODE, "npm", *action, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *more]
            subprocess.run(command, cwd=folder, check=True, timeout=900, stdin=subprocess.DEVNULL)
            (folder / ".installed").touch()
    return folder


def with_jobs(project: Path, *more: str) -> Path:
    """As :func:`install`, with the files of ``project``'s folder jobs, as they are now."""
    folder = install(project, *more)
    (folder / "jobs").mkdir(exist_ok=True)
    for path in (project / "jobs").iterdir():
        if path.is_file():
            shutil.copy(path, folder / "jobs" / f"{path.name}.{os.getpid()}")
            os.replace(folder / "jobs" / f"{path.name}.{os.getpid()}", folder / "jobs" / path.name)  # another worker may be running it
    return folder
