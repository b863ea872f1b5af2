"""The rows ``python:`` of ``make bench``."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.python import child, compare
from benchmarks.python.rows import ALL, ROWS, START, Row

ROOT = Path(__file__).parent.parent
NEED_PACKAGES = ("lodash", "page", "markdown")  # of npm, which `make bench` installs


def test_anode_does_every_row_and_each_gives_what_it_must() -> None:
    titles = [row.title for row in ALL if row.way not in NEED_PACKAGES]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.python.child", "anode", "0.001", *titles],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = dict(json.loads(line[len(child.MARK) :]) for line in done.stdout.splitlines())
    weighed = {title for title in titles if "memory" in title} if child.resident() is None else set()
    assert set(found) == set(titles) - weighed, done.stderr
    assert all(sample > 0 for title, samples in found.items() if "memory" not in title for sample in samples)


def test_a_wrong_result_is_an_error() -> None:
    with pytest.raises(ValueError, match="call, f\\(1, 2\\) gave 4"):
        child.measure(ROWS[0], lambda: 4, 0)


def test_a_sample_is_the_time_of_one_operation() -> None:
    row = Row("python: nothing", "µs", "", lambda found: found is None, per=1000)
    samples = child.measure(row, lambda: None, 0.01)
    assert len(samples) >= 10
    assert all(0 < sample < 0.01 for sample in samples)


def test_the_methods_of_every_engine_are_rows() -> None:
    ways = {row.way for row in ALL}
    for package in (compare.ANODE, *compare.PEERS):
        tree = ast.parse((ROOT / f"benchmarks/python/engines/{package.engine}.py").read_text())
        methods = {
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name != "once"
        }
        assert methods
        assert methods <= ways


def test_the_table_shows_medians_minima_and_the_place_of_anode() -> None:
    results: compare.Results = {
        ROWS[0].title: {"anode": [3.0, 2.0, 7.0], "swift": [1.0], "idle": []},
        START.title: {"anode": [], "swift": [1234.0], "idle": []},
    }
    assert compare.table(["anode", "swift", "idle (not installed)"], results).splitlines() == [
        "| | anode | swift | idle (not installed) | anode's place |",
        "|---|---|---|---|---|",
        "| call, f(1, 2), µs | 3.00 (2.00) | 1.00 (1.00) | – | 2 of 2 |",
        "| start, first Runtime and its import, ms | – | 1,234 (1,234) | – | – of 1 |",
    ]
