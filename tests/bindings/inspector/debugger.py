"""A debugger for tests: a client of the DevTools protocol, and a program that it starts."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
from collections.abc import Callable
from types import TracebackType
from typing import Any

from websockets.sync.client import connect

from tests.commands import ANODE, _environment

PATIENCE = 20.0  # seconds
LISTENING = re.compile(r"Debugger listening on (ws://(?:127\.0\.0\.1|localhost):(\d+)/[\w-]+)\n")


class Debugger:
    """A session. ``events`` are those that no one has waited for."""

    def __init__(self, url: str) -> None:
        self._socket = connect(url, max_size=None, compression=None).__enter__()
        self._last = 0
        self.events: list[dict[str, Any]] = []

    def _receive(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self._socket.recv(timeout=PATIENCE))
        return message

    def send(self, method: str, **params: Any) -> int:
        """Send a message, and wait for nothing; its number."""
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        return self._last

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of a message. Raises RuntimeError with the error."""
        number = self.send(method, **params)
        while True:
            message = self._receive()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(message["error"]["message"])
                result: dict[str, Any] = message["result"]
                return result
            if "method" in message:
                self.events.append(message)

    def wait(self, method: str, wanted: Callable[[dict[str, Any]], bool] = lambda params: True) -> dict[str, Any]:
        """The parameters of the next event of this name."""
        for event in self.events:
            if event["method"] == method and wanted(event["params"]):
                self.events.remove(event)
                params: dict[str, Any] = event["params"]
                return params
        while True:
            message = self._receive()
            if message.get("method") == method and wanted(message["params"]):
                found: dict[str, Any] = message["params"]
                return found
            if "method" in message:
                self.events.append(message)

    def close(self) -> None:
        """End the session."""
        self._socket.close()


class Program:
    """A program that a debugger can connect to."""

    def __init__(self, *arguments: str, command: str = ANODE) -> None:
        self.process = subprocess.Popen(
            [command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment(None)
        )
        self.seen = ""

    def __enter__(self) -> Program:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.process.kill()
        self.process.communicate()

    def read_until(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Read stderr until a pattern is there."""
        assert self.process.stderr is not None
        while (found := pattern.search(self.seen)) is None:
            line = self.process.stderr.readline()
            assert line, f"stderr has ended with {self.seen!r}"
            self.seen += line
        return found

    def url(self) -> str:
        """The address of its WebSocket."""
        return self.read_until(LISTENING)[1]

    def debugger(self) -> Debugger:
        """A session with it."""
        return Debugger(self.url())

    def end(self) -> tuple[int, str, str]:
        """Wait for its end: exit code, stdout, and the rest of stderr."""
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


class Prompt:
    """The command line of a debugger: ``command inspect …``."""

    def __init__(self, command: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [command, "inspect", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=_environment({"TERM": "dumb"}),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input = self._process.stdin
        self._output = self._process.stdout.fileno()
        self._seen = ""

    def __enter__(self) -> Prompt:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def until(self, text: str) -> None:
        """Read what it prints, up to ``text``."""
        while text not in self._seen:
            assert select.select([self._output], [], [], PATIENCE)[0], self._seen
            part = os.read(self._output, 4096).decode()
            assert part, self._seen
            self._seen += part
        self._seen = self._seen[self._seen.index(text) + len(text) :]

    def say(self, command: str) -> None:
        """Type a command."""
        self._input.write(f"{command}\n")
        self._input.flush()

    def end(self) -> int:
        """Leave it; the exit code."""
        self.say(".exit")
        self._process.communicate(timeout=PATIENCE)
        return self._process.returncode
