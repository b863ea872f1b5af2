"""The Express example, driven over real sockets."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import ANODE, ROOT

FOLDER = ROOT / "examples" / "express"


class Example:
    """The application, running."""

    def __init__(self, uploads: Path) -> None:
        assert (FOLDER / "node_modules").is_dir(), "the example's npm packages are not installed: make test installs them"
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            self.port = int(sock.getsockname()[1])
        env = {**os.environ, "PORT": str(self.port), "UPLOADS": str(uploads)}
        self.process = subprocess.Popen([ANODE, "app.js"], cwd=FOLDER, env=env, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline().startswith("http://localhost:")
        self.uploads = uploads

    def ask(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, headers or {})  # type: ignore[arg-type]
        answer = connection.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def memory(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    made = Example(tmp_path_factory.mktemp("uploads"))
    yield made
    made.process.kill()
    made.process.wait()


def test_a_route_with_parameters(example: Example) -> None:
    status, headers, body = example.ask("GET", "/hello/J%C3%BCrgen")
    assert (status, body.decode()) == (200, "Hello, Jürgen!\n")
    assert headers["x-powered-by"] == "Express"


def test_a_json_body_is_echoed(example: Example) -> None:
    sent = {"a": [1, {"ü": None}], "b": "x" * 10_000}
    status, _, body = example.ask("POST", "/echo", json.dumps(sent), {"content-type": "application/json"})
    assert status == 200
    assert json.loads(body)["received"] == sent
    status, _, body = example.ask("POST", "/echo", "{no json", {"content-type": "application/json"})
    assert status == 400
    assert "error" in json.loads(body)


def test_a_static_file_with_etag(example: Example) -> None:
    status, headers, body = example.ask("GET", "/numbers.txt")
    file = (FOLDER / "public" / "numbers.txt").read_bytes()
    assert (status, hashlib.sha1(body).digest()) == (200, hashlib.sha1(file).digest())
    assert len(file) > 300_000
    status, again, body = example.ask("GET", "/numbers.txt", headers={"if-none-match": headers["etag"]})
    assert (status, body, again["etag"]) == (304, b"", headers["etag"])
    status, headers, body = example.ask("GET", "/numbers.txt", headers={"range": "bytes=10-19"})
    assert (status, body) == (206, file[10:20])
    assert example.ask("HEAD", "/numbers.txt")[0] == 200


def test_errors_go_through_one_middleware(example: Example) -> None:
    assert example.ask("GET", "/nowhere")[::2] == (404, b'{"error":"no GET /nowhere here"}')
    assert example.ask("GET", "/throws")[::2] == (418, b'{"error":"thrown by a handler"}')
    assert example.ask("GET", "/rejects")[::2] == (500, b'{"error":"rejected by an async handler"}')


def test_a_streamed_answer_arrives_piece_by_piece(example: Example) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", example.port, timeout=10)
    connection.request("GET", "/count/30")
    answer = connection.getresponse()
    assert answer.getheader("transfer-encoding") == "chunked"
    start = time.monotonic()
    first = answer.readline()
    early = time.monotonic() - start
    rest = answer.read()
    assert first + rest == b"".join(b"%d\n" % i for i in range(1, 31))
    assert early < time.monotonic() - start


def test_an_upload_goes_to_disk_and_not_to_memory(example: Example) -> None:
    piece = os.urandom(1 << 20)
    digest = hashlib.sha1()

    def pieces(count: int) -> Iterator[bytes]:
        for _ in range(count):
            digest.update(piece)
            yield piece

    headers = {"content-length": str(50 << 20)}
    assert example.ask("PUT", "/upload/warm", pieces(50), headers)[0] == 201
    before = example.memory()
    digest = hashlib.sha1()
    status, _, body = example.ask("PUT", "/upload/big", pieces(50), headers)
    assert (status, json.loads(body)) == (201, {"name": "big", "bytes": 50 << 20})
    assert hashlib.sha1((example.uploads / "big").read_bytes()).digest() == digest.digest()
    assert example.memory() - before < 50_000  # kB; the garbage of V8's young generation, but not the upload


def test_sigterm_finishes_what_is_under_way(tmp_path: Path) -> None:
    example = Example(tmp_path)
    found: list[tuple[int, dict[str, str], bytes]] = []
    thread = threading.Thread(target=lambda: found.append(example.ask("GET", "/slow?ms=500")))
    thread.start()
    time.sleep(0.2)
    example.process.send_signal(signal.SIGTERM)
    thread.join()
    assert found[0][::2] == (200, b"done\n")
    assert example.process.wait(5) == 0
