"""Servers that fork or spawn workers: each worker has a JavaScript of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.hosts

_APP = """
import os
import anode

def render(text):
    return anode.require("path").join("/", text) + f" {os.getpid()}"

def application(environ, start_response):
    start_response("200 OK", [("content-type", "text/plain")])
    return [render(environ["PATH_INFO"].strip("/")).encode()]

async def asgi(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    answer = await anode.require("timers/promises").setTimeout(1, render(scope["path"].strip("/")))
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": answer.encode()})
"""
_USED = "\nanode.require('path')\n"  # JavaScript has run in the process that forks


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, *command: str) -> Iterator[int]:
    """Run a server in ``folder``; PORT stands for its port."""
    port = free_port()
    words = [word.replace("PORT", str(port)) for word in command]
    log = (folder / "log").open("wb")
    server = subprocess.Popen([sys.executable, "-W", "ignore", "-m", *words], cwd=folder, stdout=log, stderr=log, start_new_session=True)
    try:
        yield port
    except BaseException:
        print((folder / "log").read_text())
        raise
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        finally:
            try:
                os.killpg(server.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


def get(port: int, path: str, patience: float = 40) -> str:
    """The text of a page, once the server is there."""
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=20) as response:
                return str(response.read().decode())
        except OSError as error:
            if time.monotonic() > end or isinstance(error, urllib.error.HTTPError):
                raise
            time.sleep(0.1)


@pytest.mark.parametrize("options", [(), ("--preload",)], ids=["plain", "preload"])
def test_gunicorn(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "app.py").write_text(_APP)
    with serving(tmp_path, "gunicorn", "-b", "127.0.0.1:PORT", "-w", "2", *options, "app:application") as port:
        answers = [get(port, f"page{i}").split() for i in range(20)]
        assert [text for text, _ in answers] == [f"/page{i}" for i in range(20)]


def test_gunicorn_preloads_what_has_used_javascript(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(_APP + _USED)
    command = ("gunicorn", "-b", "127.0.0.1:PORT", "-w", "1", "--preload", "app:application")
    with serving(tmp_path, *command) as port, pytest.raises(urllib.error.HTTPError, match="500"):
        get(port, "page")
    assert "ForkError: this process was forked after JavaScript had run in its parent" in (tmp_path / "log").read_text()


def test_uvicorn_workers(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(_APP)
    with serving(tmp_path, "uvicorn", "--port", "PORT", "--workers", "2", "app:asgi") as port:
        assert [get(port, f"page{i}").split()[0] for i in range(20)] == [f"/page{i}" for i in range(20)]


def test_uvicorn_reload(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(_APP)
    with serving(tmp_path, "uvicorn", "--port", "PORT", "--reload", "app:asgi") as port:
        assert get(port, "page").startswith("/page ")
        (tmp_path / "app.py").write_text(_APP.replace('join("/", text)', 'join("/new", text)'))
        end = time.monotonic() + 40
        while not (found := get(port, "page")).startswith("/new/page ") and time.monotonic() < end:
            time.sleep(0.2)
        assert found.startswith("/new/page ")


_TASKS = """
import sys
import anode
from celery import Celery

app = Celery("tasks", broker="filesystem://", result_backend="file://" + FOLDER + "/results")
app.conf.update(
    broker_transport_options={"data_folder_in": FOLDER + "/queue", "data_folder_out": FOLDER + "/queue"}, broker_connection_retry_on_startup=True,
)

@app.task
def join(text):
    return anode.require("path").join("/", text)
"""


def test_celery_prefork(tmp_path: Path) -> None:
    for folder in ("queue", "results"):
        (tmp_path / folder).mkdir()
    (tmp_path / "tasks.py").write_text(f"FOLDER = {str(tmp_path)!r}\n{_TASKS}")
    with serving(tmp_path, "celery", "-A", "tasks", "worker", "--pool", "prefork", "-c", "2", "--loglevel", "info"):
        asked = subprocess.run(
            [sys.executable, "-c", "import tasks; print([r.get(timeout=40) for r in [tasks.join.delay(t) for t in 'abcd']])"],
            cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert asked.stdout == "['/a', '/b', '/c', '/d']\n", asked.stderr
