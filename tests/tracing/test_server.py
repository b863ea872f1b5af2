"""The page of a trace: who may see it, how it follows a program, and how it holds one."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.commands import ANODE

TICKING = """
let n = 0;
setInterval(function tick() { console.log('tick ' + ++n); setImmediate(function soon() { console.log('soon ' + n); }); }, 10);
"""


class Program:
    """A program under trace, and the address of its page."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.fullmatch(r"anode trace: (http://127\.0\.0\.1:\d+/\?token=\S+)\n", line)
        assert found, line
        self.url = found[1]
        self.host = urlsplit(self.url).netloc

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, timeout=10)
        connection.request("GET", path, headers=headers)
        return connection.getresponse()

    def follow(self, **options: Any) -> ClientConnection:
        socket: ClientConnection = connect(self.url.replace("http:", "ws:").replace("/?", "/live?"), max_size=None, **options)
        return socket


@contextmanager
def program(folder: Path, text: str) -> Iterator[Program]:
    file = folder / "it.js"
    file.write_text(text)
    with subprocess.Popen([ANODE, "trace", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield Program(process)
        finally:
            process.kill()


def until(socket: ClientConnection, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The next piece of news that is wanted; chunks are passed over."""
    for message in socket:
        if isinstance(message, str):
            news: dict[str, Any] = json.loads(message)
            if wanted(news):
                return news
    raise AssertionError("the connection has ended")


def lines_of(chunk: bytes) -> list[str]:
    described = int.from_bytes(chunk[:4], "little")
    return [text for text in json.loads(chunk[8 : 8 + described])["texts"] if text.startswith(("tick", "soon"))]


def test_only_who_has_the_token_sees_it(tmp_path: Path) -> None:
    with program(tmp_path, TICKING) as running:
        path = running.url.partition(running.host)[2]
        page = running.get(path)
        assert (page.status, b"<title>anode trace</title>" in page.read()) == (200, True)
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
        for wrong, headers in (
            ("/", {}),
            ("/?token=", {}),
            ("/?token=no", {}),
            ("/live", {}),
            (path, {"Host": "evil.example:80"}),
            (path, {"Host": f"evil.example.{running.host}"}),
        ):
            assert running.get(wrong, **headers).status == 403, wrong
        assert running.get(path.replace("/?", "/etc/passwd?")).status == 404
        with pytest.raises(InvalidStatus):
            running.follow(origin="http://evil.example")
        for nonsense in (b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"G" * 100_000):
            import socket

            host, port = running.host.split(":")
            with socket.create_connection((host, int(port)), timeout=10) as raw:
                raw.sendall(nonsense)
                try:
                    assert raw.recv(100).startswith(b"HTTP/1.1 400")
                except ConnectionResetError:
                    pass
        assert running.process.poll() is None


def test_it_follows_a_program(tmp_path: Path) -> None:
    with program(tmp_path, TICKING) as running, running.follow() as socket:
        first = json.loads(socket.recv())
        assert first["head"]["program"] == [str(tmp_path / "it.js")]
        assert first["ended"] is None
        found: list[str] = []
        for message in socket:
            if isinstance(message, bytes):
                found += lines_of(message)
            if len(found) >= 20:
                break
        assert found[:4] == ["tick 1", "soon 1", "tick 2", "soon 2"]
        loop = until(socket, lambda news: "loop" in news)["loop"]
        assert loop["pool"]["size"] >= 1
        assert loop["turns"] > 5


def test_pause_step_and_run(tmp_path: Path) -> None:
    with program(tmp_path, TICKING) as running, running.follow() as socket:
        until(socket, lambda news: "head" in news)

        def control(way: str, delay: float = 0, pattern: str = "") -> None:
            socket.send(json.dumps({"way": way, "delay": delay, "pattern": pattern}))

        control("pause")
        until(socket, lambda news: news.get("held") is True)
        printed = running.process.stdout
        assert printed is not None
        time.sleep(0.3)
        before = time.monotonic()
        for _ in range(4):
            control("callback")
            until(socket, lambda news: news.get("held") is True)
        assert time.monotonic() - before < 5
        control("turn")
        until(socket, lambda news: news.get("held") is True)
        control("run", pattern="soon")
        news = until(socket, lambda news: news.get("held") is True)
        assert news["level"] == 4
        control("run")
        until(socket, lambda news: news.get("held") is False)
        for _ in range(3):
            assert printed.readline().startswith(("tick", "soon"))
        control("run", delay=0.2)
        socket.send("nonsense")
        with pytest.raises(ConnectionClosed):
            until(socket, lambda news: False)
        assert running.process.poll() is None


def test_without_readers_a_held_program_goes_on(tmp_path: Path) -> None:
    with program(tmp_path, TICKING) as running:
        with running.follow() as socket:
            until(socket, lambda news: "head" in news)
            socket.send(json.dumps({"way": "pause", "delay": 0, "pattern": ""}))
            until(socket, lambda news: news.get("held") is True)
        printed = running.process.stdout
        assert printed is not None
        assert [printed.readline()[:4] for _ in range(60)]


def test_the_page_stays_when_the_program_has_ended(tmp_path: Path) -> None:
    with program(tmp_path, "console.log('tick 1'); process.exitCode = 3;") as running:
        assert running.process.stderr is not None
        assert running.process.stderr.readline() == "anode trace: the program has ended. The page stays until Ctrl-C.\n"
        with running.follow() as socket:
            first = json.loads(socket.recv())
            assert first["ended"] == 3
            chunk = socket.recv()
            assert isinstance(chunk, bytes)
            assert lines_of(chunk) == ["tick 1"]
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(10) == 3


def test_ctrl_c_writes_what_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "it.js"
    file.write_text(TICKING)
    command = [ANODE, "trace", "--jsonl", str(tmp_path / "it.jsonl"), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(10):
            process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
    assert '"text":"tick 3"' in (tmp_path / "it.jsonl").read_text()


def test_ctrl_c_ends_a_program_with_a_page(tmp_path: Path) -> None:
    with program(tmp_path, TICKING) as running:
        assert running.process.stdout is not None
        running.process.stdout.readline()
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(10) == 130


@pytest.mark.parametrize(
    "command", ['{"way":"run","delay":0,"pattern":"\\ud800"}', '{"way":"run","delay":1' + "0" * 400 + ',"pattern":""}', "[" * 100_000]
)
def test_a_wrong_command_ends_its_connection_alone(command: str, tmp_path: Path) -> None:
    with program(tmp_path, TICKING) as running:
        with running.follow() as socket:
            socket.send(command)
            with pytest.raises(ConnectionClosed):
                until(socket, lambda news: False)
        assert running.process.stdout is not None
        before = running.process.stdout.readline()
        assert running.process.stdout.readline() != before
