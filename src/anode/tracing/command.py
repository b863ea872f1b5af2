"""``anode trace``: runs a program and shows or records what its loop does, or shows a recording."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anode import runner
from anode.tracing import exports
from anode.tracing.live import Live
from anode.tracing.recording import FORMAT, BadRecording, Recording, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from anode.options import Parsed

USAGE = """\
Usage: anode [options] trace [trace options] app.js [arguments]   runs the program and shows its loop
       anode trace [trace options] FILE.trace                     shows a recording

  --record FILE      writes a recording
  --html FILE        writes a page that shows the recording by itself
  --perfetto FILE    writes a trace for Perfetto and Chrome (about:tracing)
  --jsonl FILE       writes each event as a line of JSON
  --tui              shows the loop in the terminal (needs rich)
  --text             prints what happened, callback by callback
  --sample           watches the loop for 50 ms of each second alone, for production
  --port N           of the page, which else has any free port
  --no-page          serves no page
  --help             prints this
"""
_PERIOD = 1000  # ms from sample to sample
_WITH_VALUE = {"--record": Path, "--html": Path, "--perfetto": Path, "--jsonl": Path, "--port": int}
_FLAGS = frozenset({"--text", "--tui", "--sample", "--no-page", "--help"})


class BadUse(Exception):
    """The command line is wrong. The text is for the user."""


def main(parsed: Parsed) -> int:
    """Run ``anode trace``; the exit code, where the program does not end the process itself."""
    try:
        own, words = _parse(parsed.arguments)
        if not 0 <= own.get("--port", 0) <= 65535:
            raise BadUse("--port must be at least 0 and at most 65535")
        if own.get("--help") or not words:
            sys.stdout.write(USAGE)
            return 0 if own.get("--help") else 9
        return _run(parsed, own, words)
    except (BadUse, BadRecording) as error:
        sys.stderr.write(f"anode trace: {error}\n")
        return 9
    except OSError as error:
        sys.stderr.write(f"anode trace: {error.strerror}: {error.filename}\n")
        return 1


def _parse(words: list[str]) -> tuple[dict[str, Any], list[str]]:
    own: dict[str, Any] = {}
    rest = list(words)
    while rest and rest[0].startswith("--"):
        name, equals, value = rest.pop(0).partition("=")
        if name in _FLAGS and not equals:
            own[name] = True
        elif name in _WITH_VALUE:
            if not equals:
                if not rest:
                    raise BadUse(f"{name} requires an argument")
                value = rest.pop(0)
            try:
                own[name] = _WITH_VALUE[name](value)
            except ValueError:
                raise BadUse(f"{name} must be a number") from None
        else:
            raise BadUse(f"bad option: {name} (anode's own options stand before the word trace)")
    return own, rest


def _run(parsed: Parsed, own: dict[str, Any], words: list[str]) -> int:
    outputs = [_writer(name, own[name]) for name in ("--html", "--perfetto", "--jsonl", "--text") if name in own]
    shows_page = not own.get("--no-page") and ("--port" in own or not (outputs or "--record" in own))
    if _is_recording(words[0]):
        return _show(read(Path(words[0])), outputs, own, shows_page)
    if parsed.options.get("--permission") and not parsed.options.get("--allow-inspector"):
        raise BadUse("a trace shows what the program does: with --permission it needs --allow-inspector")
    parsed.script, parsed.arguments = words[0], words[1:]
    live = Live(
        {"program": words, "pid": os.getpid(), "python": sys.version.split()[0]},
        own.get("--record"),
        outputs,
        _PERIOD if own.get("--sample") else 0,
    )
    if own.get("--tui"):
        _take_terminal(live)
    elif shows_page:
        from anode.tracing.server import Server

        server = Server(live, own.get("--port", 0))
        server.start()
        live.at_end = server.stay
    return runner.run(parsed, live)


def _take_terminal(live: Live) -> None:
    from anode.tracing import tui

    try:
        screen = tui.Screen(live)
    except ImportError:
        raise BadUse(f"--tui: {tui.NEEDS}") from None
    screen.start()


def _writer(name: str, given: Any) -> Callable[[Recording], None]:
    if name == "--text":
        return exports.print_text
    given.touch()  # raises before the program runs, not after
    write = {"--html": exports.write_html, "--perfetto": exports.write_chrome, "--jsonl": exports.write_jsonl}[name]
    return functools.partial(write, path=given)


def _is_recording(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(len(FORMAT) + 12).startswith(b'{"format":"' + FORMAT.encode() + b'"')
    except OSError:
        return False


def _show(recording: Recording, outputs: list[Callable[[Recording], None]], own: dict[str, Any], shows_page: bool) -> int:
    for write in outputs:
        write(recording)
    if shows_page:
        from anode.tracing.server import Server

        live = Live.of(recording)
        server = Server(live, own.get("--port", 0))
        server.start()
        server.stay()
    return 0
