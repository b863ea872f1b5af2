"""HTTP rows: a server pinned to one core, wrk pinned to another."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from statistics import median
from typing import NamedTuple

from benchmarks.peers import HERE, Peer, pinned


class Row(NamedTuple):
    """One kind of load: the server's script and arguments, and wrk's."""

    title: str
    server: str
    arguments: tuple[str, ...] = ()
    path: str = "/"
    script: str = ""
    connections: int = 64


ROWS = [
    Row("hello", "hello.js"),
    Row("Express hello", "express.js"),
    Row("hello, a browser's headers", "hello.js", script="browser.lua"),
    Row("Express, a browser's headers", "express.js", script="browser.lua"),
    Row("POST through express.json", "express.js", path="/echo", script="post.lua"),
    Row("POST, data and end", "post.js", script="post.lua"),
    Row("socket, finish and a header", "observed.js"),
    Row("100 KB Buffer, 16 connections", "sized.js", ("102400",), connections=16),
    Row("1 MB Buffer, 16 connections", "sized.js", ("1048576",), connections=16),
    Row("hello, 1 connection", "hello.js", connections=1),
    Row("hello, Connection: close", "hello.js", script="close.lua"),
]


def free_port() -> int:
    """A free port."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def wait_for(port: int, seconds: float = 15) -> None:
    """Wait until the server listens. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"no server on port {port}")


def once(command: list[str], row: Row, seconds: float) -> float:
    """Requests/s of one run. Raises RuntimeError if an answer has an error status."""
    port = free_port()
    server = subprocess.Popen(pinned(0, [*command, str(port), *row.arguments]), cwd=HERE, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        script = ["-s", str(HERE / row.script)] if row.script else []
        load = ["wrk", "-t1", f"-c{row.connections}", *script, f"http://127.0.0.1:{port}{row.path}"]
        subprocess.run(pinned(1, [*load, "-d1s"]), capture_output=True, check=True)  # warm-up
        said = subprocess.run(pinned(1, [*load, f"-d{seconds:g}s"]), capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said:
            raise RuntimeError(said)
        found = re.search(r"Requests/sec:\s+([\d.]+)", said)
        assert found is not None, said
        return float(found[1])
    finally:
        server.kill()
        server.wait()


def measure(peers: list[Peer], rows: list[Row], rounds: int, seconds: float) -> list[tuple[str, dict[str, list[float]]]]:
    """For each row, each peer's requests/s in every round; the peers take turns within a round."""
    if shutil.which("wrk") is None:
        print("HTTP rows need wrk (Debian: apt-get install wrk)", file=sys.stderr)
        return []
    table = []
    for row in rows:
        results: dict[str, list[float]] = {peer.name: [] for peer in peers}
        for _ in range(rounds):
            for peer in peers:
                results[peer.name].append(once([*peer.command, str(HERE / "servers" / row.server)], row, seconds))
        table.append((row.title, results))
        print(f"  {row.title}: " + "  ".join(f"{name} {median(values):,.0f}" for name, values in results.items()), file=sys.stderr)
    return table


def python_servers(peers: list[Peer], rounds: int, seconds: float) -> list[tuple[str, dict[str, list[float]]]]:
    """hello under anode and under Python's own servers, and anode beside a busy Python thread."""
    if shutil.which("wrk") is None:
        return []
    commands = {
        "anode": [*peers[0].command, str(HERE / "servers/hello.js")],
        "anode, Express": [*peers[0].command, str(HERE / "servers/express.js")],
        "uvicorn, bare ASGI": [sys.executable, str(HERE / "servers/uvicorn_hello.py")],
        "uvicorn, FastAPI": [sys.executable, str(HERE / "servers/fastapi_hello.py")],
        "anode beside a busy Python thread": [sys.executable, str(HERE / "servers/beside_python.py")],
    }
    hello = ROWS[0]
    results = {name: [once(command, hello, seconds) for _ in range(rounds)] for name, command in commands.items()}
    return [("hello", results)]
