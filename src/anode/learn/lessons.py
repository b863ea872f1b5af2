"""The lessons: pages of Markdown with programs, what they print, and an exercise each.

In a program's block the first line names its file. A ``<details>`` element behind it has the output and says why.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

_PACKAGED = Path(__file__).parent / "pages"  # where the build hook puts docs/learn
_CHECKOUT = Path(__file__).parent.parent.parent.parent / "docs" / "learn"
_PROGRAM = re.compile(
    r"```js\n// docs/learn/programs/(\S+)\n(.*?)```\n\n<details><summary>.*?</summary>\n\n```text\n(.*?)```\n\n(.*?)\n</details>\n", re.S
)
_EXERCISE = re.compile(r"## Exercise\n\n(.*?)\n\nBegin with \[exercises/(\S+?)\]", re.S)


@dataclass(slots=True)
class Program:
    """A program of a lesson, with its output and the reason for it."""

    name: str
    code: str
    output: str
    why: str

    @property
    def path(self) -> Path:
        """Its file."""
        return folder() / "programs" / self.name

    def shuffled(self) -> list[str]:
        """The lines of the output in an order that is not theirs, the same every time."""
        lines = self.output.splitlines()
        chance = random.Random(self.name)
        found = sorted(lines)
        while len(set(lines)) > 1 and found in (lines, sorted(lines)) and (len(lines) > 2 or found == lines):
            chance.shuffle(found)
        return found


@dataclass(slots=True)
class Lesson:
    """A page: its parts in their order, texts and programs."""

    number: int
    title: str
    parts: list[str | Program]
    task: str
    exercise: str

    @property
    def starter(self) -> Path:
        """The file that the exercise begins with."""
        return folder() / "exercises" / self.exercise

    @property
    def programs(self) -> list[Program]:
        """The programs among the parts."""
        return [part for part in self.parts if isinstance(part, Program)]


def folder() -> Path:
    """The folder of the pages."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def lessons() -> list[Lesson]:
    """All lessons."""
    return [_read(path) for path in sorted(folder().glob("[0-9]-*.md"))]


def _read(path: Path) -> Lesson:
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("\n\n")
    number, title = head.removeprefix("# ").split(". ", 1)
    body, _, _ = rest.partition("## Exercise")
    exercise = _EXERCISE.search(rest)
    assert exercise is not None, path
    parts: list[str | Program] = []
    at = 0
    for found in _PROGRAM.finditer(body):
        parts += [body[at : found.start()].strip(), Program(*found.groups())]
        at = found.end()
    parts.append(body[at:].strip())
    return Lesson(int(number), title, [part for part in parts if part], exercise[1], exercise[2])
