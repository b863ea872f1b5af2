"""What people build with today: each project of the catalogue must do the same under real Node and under anode.

``python -m tests.frameworks NAME…`` shows differences and times, and with ``--write`` puts the result into docs/compatibility.md.
"""

from __future__ import annotations

import pytest

from tests.commands import ANODE, NODE
from tests.frameworks import table
from tests.frameworks.catalogue import PROJECTS
from tests.frameworks.run import walk
from tests.frameworks.steps import Project


@pytest.mark.slow
@pytest.mark.parametrize("project", PROJECTS, ids=[project.name for project in PROJECTS])
def test_the_same_as_under_node(project: Project) -> None:
    expected = walk(project, NODE)
    found = walk(project, ANODE)
    assert [name for name, _ in found.steps] == [name for name, _ in expected.steps]
    for (name, text), (_, other) in zip(expected.steps, found.steps, strict=True):
        assert other == text, name


def test_the_page_shows_the_results() -> None:
    assert table.page(table.read()) == table.PAGE.read_text(), "run python -m tests.frameworks --write"


def test_each_project_has_a_result() -> None:
    assert set(table.read()) == {project.name for project in PROJECTS}
