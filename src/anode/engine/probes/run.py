"""Running the self-test: a child process does it, so that a wrong assumption cannot crash this one.

Some facts:
- A function called with a wrong signature, or a structure read at a wrong offset, often ends the process by a signal.
- ``sys.executable`` need not be a Python, where one is embedded in another program; a process may be forbidden to start others.
- subprocess imports threading, which takes the thread that imports it for the main thread, and waits for it when the process ends.

What this means here:
- The child is started by posix_spawn.
- The probe under way when the child dies has failed. The others are run by another child.
- What is found is kept with the snapshot, and a machine under load makes a probe late. So a probe has failed only if it fails in two passes.
- Where no child of the same Python can be had, nothing is known, and all is believed: jsrun's version is the one that anode was tested with.
"""

from __future__ import annotations

import json
import os
import sys
from time import monotonic

from anode.engine import features

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from io import RawIOBase

_PATIENCE = 30.0  # seconds for one child
_START = "import sys; sys.path[:] = {path!r}; from anode.engine.probes.child import main; main({order!r})"


def python_facts() -> list[object]:
    """What the child's Python must have in common with this one."""
    return [sys.hexversion, sys.abiflags, sys.implementation.name, sys.maxsize]


class Outcome:
    """What a probe has found: ``reason`` is empty where its assumption holds."""

    __slots__ = ("feature", "probe", "reason")

    def __init__(self, probe: str, feature: str, reason: str) -> None:
        self.probe = probe
        self.feature = feature
        self.reason = reason


class Untried(Exception):
    """No child process could be had to run the probes in; the message says why."""


def selftest(offsets: Mapping[str, int]) -> dict[str, str]:
    """The features that are lost, and why. ``offsets`` are those of V8's functions."""
    try:
        found = outcomes(offsets)
    except Untried:
        return {}
    return {outcome.feature: f"{outcome.probe}: {outcome.reason}" for outcome in found if outcome.reason}


def outcomes(offsets: Mapping[str, int], thorough: bool = False) -> list[Outcome]:
    """What each probe finds; up to the first that anode cannot do without, unless ``thorough``. Raises :class:`Untried`."""
    found = {outcome.probe: outcome for outcome in _pass(offsets, thorough)}
    if any(outcome.reason for outcome in found.values()):
        for outcome in _pass(offsets, thorough):
            if outcome.probe not in found or not outcome.reason:
                found[outcome.probe] = outcome
    return list(found.values())


def _pass(offsets: Mapping[str, int], thorough: bool) -> Iterator[Outcome]:
    skip: list[str] = []
    lost: dict[str, str] = {}
    while True:
        order = {"offsets": offsets, "lost": lost, "skip": skip, "thorough": thorough}
        lines, death = _child(json.dumps(order))
        begun: list[str] = []
        for kind, *rest in lines:
            if kind == "begin":
                begun = rest
            elif kind == "end":
                yield Outcome(begun[0], begun[1], rest[1])
                if rest[1]:
                    lost[begun[1]] = rest[1]
                skip.append(begun[0])
                begun = []
            elif kind == "done":
                return
        if not begun:
            raise Untried(f"the child process {death}")
        yield Outcome(begun[0], begun[1], f"the child process {death}")
        if begun[1] == features.REQUIRED and not thorough:
            return
        lost[begun[1]] = death
        skip.append(begun[0])


def _child(order: str) -> tuple[list[list[str]], str]:
    """The lines of one child, and how it ended."""
    from anode.engine.abi import extension_path

    here = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
    path = [here, os.path.dirname(os.path.dirname(extension_path())), *sys.path]
    python = _interpreter()
    arguments = [python, "-s", "-S", "-c", _START.format(path=path, order=order)]
    reader, writer = os.pipe()
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, writer, 1),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    with open(reader, "rb", buffering=0) as pipe:
        try:
            pid = os.posix_spawn(python, arguments, os.environ, file_actions=actions)
        except (OSError, ValueError) as error:
            raise Untried(f"{python}: {error}") from None
        finally:
            os.close(writer)
        output, in_time = _read(pipe)
        if not in_time:
            os.kill(pid, 9)
    death = _end(pid)
    if not in_time:
        death = f"was not ready after {_PATIENCE:.0f} s"
    lines = _parsed(output)
    if not lines or lines[0] != ["python", *python_facts()]:
        raise Untried(f"{python} is not this Python, or {death}")
    return lines[1:], death


def _read(pipe: RawIOBase) -> tuple[bytes, bool]:
    """What the child prints, and whether it has ended in time."""
    from select import POLLIN, poll

    poller = poll()
    poller.register(pipe, POLLIN)
    end = monotonic() + _PATIENCE
    output = b""
    while True:
        if not poller.poll(max(end - monotonic(), 0) * 1000):
            return output, False
        piece = pipe.read(65536)
        if not piece:
            return output, True
        output += piece


def _interpreter() -> str:
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for path in (sys.executable or "", *(os.path.join(prefix, "bin", name) for prefix in (sys.exec_prefix, sys.base_exec_prefix))):
        if os.path.basename(path).startswith("python") and os.access(path, os.X_OK):
            return path
    raise Untried("the program around this Python has no interpreter beside it")


def _parsed(output: bytes) -> list[list[str]]:
    lines = []
    for line in output.splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue  # a message of V8's
        if isinstance(value, list):
            lines.append(value)
    return lines


def _end(pid: int) -> str:
    """Wait for the child; how it ended."""
    try:
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:
        return "has ended"  # the program around this one waits for all children
    if code >= 0:
        return f"ended with exit code {code}"
    from signal import Signals

    try:
        return f"was ended by {Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
