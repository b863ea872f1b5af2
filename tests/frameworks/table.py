"""docs/compatibility.md: a table of the projects' last results, which are kept in results.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

from anode.engine.version import VERSION
from tests.commands import ROOT
from tests.frameworks.catalogue import PROJECTS
from tests.frameworks.run import Seen
from tests.frameworks.steps import Project
from tests.packages.installed import install

PAGE = ROOT / "docs" / "compatibility.md"
_RESULTS = Path(__file__).parent / "results.json"
_HEAD = Path(__file__).parent / "compatibility.md"


class Result(TypedDict):
    """One project's last run."""

    versions: dict[str, str]
    since: str  # the version of anode under which it was first the same
    same: bool
    seconds: dict[str, tuple[float, float]]  # under Node and under anode
    processor: dict[str, tuple[float, float]]


def read() -> dict[str, Result]:
    """The results of all projects by name."""
    results: dict[str, Result] = json.loads(_RESULTS.read_text()) if _RESULTS.exists() else {}
    return results


def write(project: Project, folder: Path, expected: Seen, found: Seen | None) -> None:
    """Keep a project's result, and write the page anew."""
    results = read()
    versions = {name: _version(install(folder), name) for name in project.shown}
    old = results.get(project.name)
    same = found is not None and found.steps == expected.steps
    results[project.name] = {
        "versions": versions,
        "since": old["since"] if old and old["same"] else VERSION,
        "same": same,
        "seconds": _pairs(expected.seconds, found.seconds if found else {}),
        "processor": _pairs(expected.processor, found.processor if found else {}),
    }
    names = [project.name for project in PROJECTS]
    ordered = {name: results[name] for name in names if name in results}
    _RESULTS.write_text(json.dumps(ordered, indent=1) + "\n")
    PAGE.write_text(page(ordered))


def _pairs(before: dict[str, float], after: dict[str, float]) -> dict[str, tuple[float, float]]:
    return {name: (round(seconds, 2), round(after[name], 2)) for name, seconds in before.items() if name in after}


def _version(folder: Path, name: str) -> str:
    version: str = json.loads((folder / "node_modules" / name / "package.json").read_text())["version"]
    return version


def page(results: dict[str, Result]) -> str:
    """The page as text."""
    works = [_row(project, results[project.name]) for project in PROJECTS if project.name in results]
    times = [row for project in PROJECTS if project.name in results for row in _times(project, results[project.name])]
    return _HEAD.read_text().replace("{works}\n", "".join(works)).replace("{times}\n", "".join(times))


def _row(project: Project, result: Result) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in result["versions"].items())
    verdict = f"yes, since {result['since']}" if result["same"] else f"no: {project.cause}"
    return f"| {project.title} | {versions} | {project.features} | {verdict} | {project.setting or 'nothing'} |\n"


def _times(project: Project, result: Result) -> list[str]:
    rows = []
    for name, (node, anode) in result["seconds"].items():
        before, after = result["processor"][name]
        figures = f"{node:.1f} | {anode:.1f} | {anode / node:.2f} | {before:.1f} | {after:.1f} | {after / max(before, 0.01):.2f}"
        rows.append(f"| {project.title} | {name} | {figures} |\n")
    return rows
