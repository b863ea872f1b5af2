"""A lesson as one page of HTML: each program asks for the order of its lines, and shows its trace."""

from __future__ import annotations

import base64
import html
import json
import re
from typing import TYPE_CHECKING

from anode.learn.checks import Run
from anode.tracing.exports import page_with

if TYPE_CHECKING:
    from pathlib import Path

    from anode.learn.lessons import Lesson, Program

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 860px; margin: 2em auto; padding: 0 1em; }
pre, code { font-family: ui-monospace, monospace; font-size: 14px; }
pre { padding: 10px 14px; background: color-mix(in srgb, currentColor 7%, transparent); border-radius: 6px; overflow: auto; }
ol.order { list-style: none; padding: 0; }
ol.order li { display: flex; gap: 8px; margin: 4px 0; align-items: center; }
ol.order code { flex: 1; padding: 3px 10px; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 5px; }
iframe { width: 100%; height: 560px; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px; }
.answer[hidden] { display: none; }
"""
# Lines move up and down by buttons, so that a keyboard is enough.
_SCRIPT = """
for (const quiz of document.querySelectorAll('.quiz')) {
  const list = quiz.querySelector('ol'), say = quiz.querySelector('.say'), right = JSON.parse(quiz.dataset.order);
  list.addEventListener('click', ({ target }) => {
    const line = target.closest('li');
    if (target.dataset.move === 'up') line.previousElementSibling?.before(line);
    if (target.dataset.move === 'down') line.nextElementSibling?.after(line);
    if (target.dataset.move) target.focus();
  });
  quiz.querySelector('.check').addEventListener('click', () => {
    const given = [...list.querySelectorAll('code')].map((line) => line.textContent);
    say.textContent = given.every((line, i) => line === right[i]) ? 'Right.' : 'Not in this order. Here is what happens:';
    const answer = quiz.querySelector('.answer');
    answer.hidden = false;
    const frame = answer.querySelector('iframe');
    const bytes = Uint8Array.from(atob(answer.querySelector('script').textContent), (letter) => letter.charCodeAt(0));
    frame.srcdoc ||= new TextDecoder().decode(bytes);
  });
}
"""


def write(lesson: Lesson, path: Path) -> None:
    """Write the page; the programs run now, under trace. Raises OSError."""
    parts = [_quiz(part) if not isinstance(part, str) else _prose(part) for part in lesson.parts]
    title = f"{lesson.number}. {html.escape(lesson.title)}"
    exercise = f"<h2>Exercise</h2>{_prose(lesson.task)}<pre>anode learn {lesson.number} start\nanode learn {lesson.number} check {lesson.exercise}</pre>"
    text = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n"
        f"{''.join(parts)}{exercise}\n<script>{_SCRIPT}</script></body></html>\n"
    )
    path.write_text(text, encoding="utf-8")


def _prose(text: str) -> str:
    """Paragraphs of the Markdown that the lessons use: code, bold, emphasis, links."""
    shown = html.escape(text, quote=False)
    for pattern, replacement in (
        (r"`([^`]+)`", r"<code>\1</code>"),
        (r"\*\*([^*]+)\*\*", r"<b>\1</b>"),
        (r"\*([^*]+)\*", r"<em>\1</em>"),
        (r"\[([^\]]+)\]\([^)]+\)", r"\1"),
    ):
        shown = re.sub(pattern, replacement, shown)
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in shown.split("\n\n"))


def _quiz(program: Program) -> str:
    lines = program.output.splitlines()
    move = '<button data-move="up" aria-label="up">↑</button><button data-move="down" aria-label="down">↓</button>'
    items = "".join(f"<li><code>{html.escape(line)}</code>{move}</li>" for line in program.shuffled())
    trace = base64.b64encode(page_with(Run(program.path).recording).encode()).decode()
    return (
        f'<pre>{html.escape(program.code)}</pre>\n<div class="quiz" data-order="{html.escape(json.dumps(lines))}">'
        f'<p>In which order are the lines printed?</p><ol class="order">{items}</ol>'
        f'<button class="check">Look</button> <b class="say" aria-live="polite"></b>'
        f'<div class="answer" hidden><pre>{html.escape(program.output)}</pre>{_prose(program.why)}'
        f'<iframe title="The trace of {html.escape(program.name)}"></iframe><script type="text/plain">{trace}</script></div></div>\n'
    )
