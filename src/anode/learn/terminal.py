"""``anode learn`` in a terminal."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from anode.learn import page
from anode.learn.checks import Run, check
from anode.learn.lessons import Lesson, Program, lessons
from anode.tracing.exports import text_lines

USAGE = """\
Usage: anode learn              lists the lessons
       anode learn N            reads a lesson: it asks, runs the programs, and shows what their loops did
       anode learn N --html F   writes the lesson as a page, with the traces inside
       anode learn N start      writes the lesson's exercise into this folder
       anode learn N check F    says whether a file solves it
"""
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def main(words: list[str]) -> int:
    """Run ``anode learn``; the exit code."""
    found = lessons()
    if not words:
        for one in found:
            print(f"  {one.number}. {one.title}")
        print("\nanode learn N reads one of them.")
        return 0
    numbers = {str(lesson.number): lesson for lesson in found}
    lesson = numbers.get(words[0])
    try:
        if lesson is not None and len(words) == 1:
            return _read(lesson)
        if lesson is not None and words[1:] == ["start"]:
            return _start(lesson)
        if lesson is not None and len(words) == 3 and words[1] == "check":
            return _check(lesson, Path(words[2]))
        if lesson is not None and len(words) == 3 and words[1] == "--html":
            page.write(lesson, Path(words[2]))
            return 0
    except BrokenPipeError:
        return 1  # the reader has gone
    except OSError as error:
        sys.stderr.write(f"anode learn: {error.strerror}: {error.filename}\n")
        return 1
    except (KeyboardInterrupt, EOFError):
        print()
        return 130
    sys.stdout.write(USAGE)
    return 0 if words in (["--help"], ["-h"]) else 9


def _style(mark: str, text: str) -> str:
    return f"{mark}{text}{_PLAIN}" if sys.stdout.isatty() else text


def _read(lesson: Lesson) -> int:
    print(_style(_BOLD, f"{lesson.number}. {lesson.title}") + "\n")
    right = asked = 0
    for part in lesson.parts:
        if isinstance(part, str):
            print(part.replace("**", "").replace("*", "") + "\n")
            continue
        asked += 1
        right += _ask(part)
    print(f"{right} of {asked} right.\n\nExercise: {lesson.task}\n")
    print(
        f"anode learn {lesson.number} start writes {lesson.exercise}; anode learn {lesson.number} check {lesson.exercise} looks at yours."
    )
    return 0


def _ask(program: Program) -> bool:
    print(_style(_DIM, "\n".join(f"    {line}" for line in program.code.splitlines())) + "\n")
    lines = program.output.splitlines()
    shuffled = program.shuffled()
    for position, line in enumerate(shuffled, 1):
        print(f"  {position}  {line}")
    numbers = [str(number) for number in range(1, len(lines) + 1)]
    given: list[str] = []
    while sorted(given) != sorted(numbers):
        given = input(f"\nIn which order? (such as {' '.join(numbers)}; Enter shows it) ").replace(",", " ").split()
        if not given:
            break
    guess = [shuffled[int(word) - 1] for word in given]
    run = Run(program.path)
    is_right = guess == lines
    print(f"\n{'Right.' if is_right else 'It prints:'}")
    if not is_right:
        print("\n".join(f"    {line}" for line in run.output.splitlines()))
    print(f"\n{program.why.replace('*', '')}\n")
    width = shutil.get_terminal_size().columns
    print(_style(_DIM, "\n".join(f"    {line}"[:width] for line in text_lines(run.history))) + "\n")
    return is_right


def _start(lesson: Lesson) -> int:
    target = Path(lesson.exercise)
    if target.exists():
        sys.stderr.write(f"anode learn: {target} is there already: move it away first\n")
        return 1
    target.write_text(lesson.starter.read_text(encoding="utf-8"), encoding="utf-8")
    print(f"{target}: {lesson.task}")
    return 0


def _check(lesson: Lesson, path: Path) -> int:
    try:
        wrong = check(lesson.exercise, path)
    except subprocess.TimeoutExpired:
        wrong = "it does not end"
    print(f"Not yet: {wrong}" if wrong else "Solved.")
    return 1 if wrong else 0
