"""The lessons: their programs print what the pages say, their exercises are not solved and can be, and the command leads through them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from anode.learn.checks import CHECKS, check
from anode.learn.lessons import Lesson, Program, lessons
from tests.commands import ANODE, NODE, ROOT, run

LESSONS = lessons()
PROGRAMS = [program for lesson in LESSONS for program in lesson.programs]
SOLUTIONS = Path(__file__).parent / "solutions"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_program_prints_what_its_page_says(program: Program) -> None:
    assert program.path.read_text() == program.code
    for command in (NODE, ANODE):
        assert run([command, str(program.path)]).stdout == program.output


def test_there_are_nine_lessons_and_twenty_questions() -> None:
    assert [lesson.number for lesson in LESSONS] == list(range(1, 10))
    assert len([program for program in PROGRAMS if len(program.output.splitlines()) > 1]) >= 20
    assert {program.path for program in PROGRAMS} == set((ROOT / "docs/learn/programs").iterdir())
    assert {lesson.exercise for lesson in LESSONS} == set(CHECKS) == {path.name for path in (ROOT / "docs/learn/exercises").iterdir()}


@pytest.mark.parametrize("page", sorted((ROOT / "docs/learn").glob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.title)
def test_an_exercise_is_unsolved_and_can_be_solved(lesson: Lesson) -> None:
    try:
        assert check(lesson.exercise, lesson.starter) != ""
    except subprocess.TimeoutExpired:
        assert lesson.exercise == "outside.js"  # which never ends: that is what is to be mended
    assert check(lesson.exercise, SOLUTIONS / lesson.exercise) == ""


def test_a_lesson_in_the_terminal() -> None:
    listed = run([ANODE, "learn"])
    assert [line for line in listed.stdout.splitlines() if line.startswith("  ")] == [
        f"  {lesson.number}. {lesson.title}" for lesson in LESSONS
    ]
    lesson = LESSONS[0]
    answers = ""
    for program in lesson.programs:
        shown = program.shuffled()
        assert shown != program.output.splitlines()
        answers += "abc\n"  # is asked again
        answers += " ".join(str(shown.index(line) + 1) for line in program.output.splitlines()) + "\n"
    done = run([ANODE, "learn", "1"], stdin=answers)
    assert f"{len(lesson.programs)} of {len(lesson.programs)} right." in done.stdout
    assert "turn 1, timers" in done.stdout
    wrong = run([ANODE, "learn", "1"], stdin="\n" * 10)
    assert f"0 of {len(lesson.programs)} right." in wrong.stdout


def test_exercises_by_command(tmp_path: Path) -> None:
    begun = run([ANODE, "learn", "4", "start"], cwd=tmp_path)
    assert begun.stdout.startswith("ticks.js: ")
    assert run([ANODE, "learn", "4", "start"], cwd=tmp_path).returncode == 1
    unsolved = run([ANODE, "learn", "4", "check", "ticks.js"], cwd=tmp_path)
    assert (unsolved.returncode, unsolved.stdout) == (1, "Not yet: it prints ['the timer never came'], not ['ended']\n")
    solved = run([ANODE, "learn", "4", "check", str(SOLUTIONS / "ticks.js")], cwd=tmp_path)
    assert (solved.returncode, solved.stdout) == (0, "Solved.\n")
    (tmp_path / "broken.js").write_text("throw new Error('oops')")
    broken = run([ANODE, "learn", "4", "check", "broken.js"], cwd=tmp_path)
    assert "exit code 1" in broken.stdout
    assert "Error: oops" in broken.stdout
    missing = run([ANODE, "learn", "4", "check", "none.js"], cwd=tmp_path)
    assert missing.returncode == 1
    assert "Traceback" not in missing.stderr
    assert run([ANODE, "learn", "10"], cwd=tmp_path).returncode == 9


def test_a_lesson_as_a_page(tmp_path: Path) -> None:
    page = tmp_path / "it.html"
    assert run([ANODE, "learn", "4", "--html", str(page)]).returncode == 0
    text = page.read_text()
    assert text.count('class="quiz"') == len(LESSONS[3].programs)
    assert "<iframe" in text
