"""docs/engine.md lists every probe, and no others."""

from __future__ import annotations

import re

from anode.engine.probes.registry import PROBES
from tests.commands import ROOT

PAGE = ROOT / "docs" / "engine.md"


def _rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_every_probe_is_listed_and_every_listed_probe_exists() -> None:
    listed = [row[0].strip("`") for row in _rows() if "probe" in row[3:4]]
    assert sorted(listed) == sorted(probe.name for probe in PROBES)


def test_no_name_is_listed_twice() -> None:
    names = [row[0] for row in _rows()]
    assert len(names) == len(set(names))


def test_what_is_linked_is_there() -> None:
    linked = re.findall(r"\]\((\.\./[^)]*)\)", PAGE.read_text(encoding="utf-8"))
    assert len(linked) > 30
    assert [path for path in linked if not (PAGE.parent / path).exists()] == []
