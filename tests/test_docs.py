"""The scripts on the pages of docs/ equal the files in docs/examples and print the output that their page shows. Links lead to files that exist."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from tests.commands import ANODE, NODE, ROOT, run

DOCS = ROOT / "docs"
SHOWN = re.compile(r"```js\n// docs/examples/(\S+)\n(.*?)```\n\n```text\n(.*?)```\n", re.S)
EXAMPLES = [(page, *found) for page in sorted(DOCS.glob("*.md")) for found in SHOWN.findall(page.read_text())]


def shown_on_pages() -> set[str]:
    """The names of all scripts that a page shows."""
    return {name for _, name, _, _ in EXAMPLES}


@pytest.mark.parametrize(("page", "name", "code", "output"), EXAMPLES, ids=[example[1] for example in EXAMPLES])
def test_a_script_prints_what_its_page_says(page: Path, name: str, code: str, output: str) -> None:
    script = DOCS / "examples" / name
    assert code == script.read_text()
    for command in (NODE, ANODE):
        assert run([command, name], cwd=script.parent).stdout == output


def test_every_script_is_shown() -> None:
    assert {path.name for path in (DOCS / "examples").iterdir()} == shown_on_pages()


def test_the_loop_on_its_page_is_the_loop() -> None:
    found = re.search(r"```python\n(.*?)```", (DOCS / "event-loop.md").read_text(), re.S)
    assert found is not None
    source = (ROOT / "src/anode/loop/loop.py").read_text()
    begin = source.index("    def run(self)")
    assert found[1] == dedent(source[begin : source.index("\n\n", begin)]) + "\n"


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), target
