"""``python -m tests.frameworks [--write] NAME…``: take projects through their steps under both commands, and print the differences and the times.

The names are beginnings of names. ``--write`` keeps the results, and writes docs/compatibility.md anew.
"""

from __future__ import annotations

import difflib
import sys

from tests.commands import ANODE, NODE
from tests.frameworks import table
from tests.frameworks.catalogue import PROJECTS
from tests.frameworks.run import FOLDER, Failed, Seen, walk
from tests.frameworks.steps import Project


def main() -> int:
    """The exit code is the number of projects that differ."""
    writes = "--write" in sys.argv
    wanted = tuple(name for name in sys.argv[1:] if name != "--write") or ("",)
    return sum(not _same(project, writes) for project in PROJECTS if project.name.startswith(wanted))


def _same(project: Project, writes: bool) -> bool:
    print(f"== {project.name}", flush=True)
    seen: list[Seen] = []
    for command, title in ((NODE, "Node"), (ANODE, "anode")):
        try:
            seen.append(walk(project, command))
        except Failed as error:
            print(f"under {title}: {error}", flush=True)
            break
    if not seen:
        return False
    expected, found = seen[0], seen[1] if len(seen) == 2 else None
    if writes:
        table.write(project, FOLDER / (project.packages or project.folder), expected, found)
    if found is None:
        return False
    _show(expected, found)
    for name, seconds in expected.seconds.items():
        before, after = expected.processor[name], found.processor[name]
        print(f"   {name}: {seconds:.2f} s, {found.seconds[name]:.2f} s, {found.seconds[name] / seconds:.2f}", end="; ")
        print(f"processor {before:.2f} s, {after:.2f} s, {after / max(before, 0.01):.2f}", flush=True)
    return expected.steps == found.steps


def _show(expected: Seen, found: Seen) -> None:
    for (name, text), (other_name, other) in zip(expected.steps, found.steps, strict=False):
        if (name, text) != (other_name, other):
            print(f"-- {name}" if name == other_name else f"-- {name} / {other_name}")
            lines = difflib.unified_diff(text.splitlines(), other.splitlines(), "Node", "anode", lineterm="", n=1)
            print("\n".join(line[:300] for line in lines))
    equal = "equal" if expected.steps == found.steps else "different"
    print(f"   {len(expected.steps)} and {len(found.steps)} steps, {sum(len(text) for _, text in expected.steps)} characters, {equal}")


if __name__ == "__main__":
    sys.exit(main())
