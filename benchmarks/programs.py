"""Rows that are programs: start-up is timed here, the others print their milliseconds. core.js and io.js list their own rows."""

from __future__ import annotations

import subprocess
import time

from benchmarks.peers import HERE, Peer, pinned

SCRIPTS = {
    "JavaScript compute, fib(35)": "compute.js",
    "200,000 timers": "timers.js",
    "200,000 immediates": "immediates.js",
    "1,000,000 ticks and promises": "ticks.js",
    "1,000 x fs.promises.readFile": "read_files.js",
    "256 MB through streams": "streams.js",
}


FETCHES = {"1,000 x fetch, one after the other": "sequential", "1,000 x fetch, 50 at once": "together"}


def startup(peer: Peer, rounds: int) -> list[float]:
    """Wall time of the shortest program, in ms."""
    times = []
    for _ in range(rounds * 7 + 1):
        start = time.perf_counter()
        subprocess.run(pinned(0, [*peer.text, "0"]), check=True, capture_output=True)
        times.append((time.perf_counter() - start) * 1000)
    return times[1:]


def script(peer: Peer, name: str, rounds: int, *arguments: str) -> list[float]:
    """The milliseconds that the script prints. I/O may use every core, because the comparison includes the thread pools."""
    command = [*peer.command, str(HERE / "scripts" / name), *arguments]
    if name not in ("io.js", "fetch.js"):
        command = pinned(0, command)
    return [float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(rounds)]


def measure(peers: list[Peer], rounds: int, wanted: str) -> list[tuple[str, dict[str, list[float]]]]:
    """For each row, each peer's milliseconds in every round."""
    table = []
    if wanted in "start-up, anode -e 0":
        table.append(("start-up, -e 0", {peer.name: startup(peer, rounds) for peer in peers}))
    for title, name in SCRIPTS.items():
        if wanted in title:
            table.append((title, {peer.name: script(peer, name, rounds) for peer in peers}))
    for title, how in FETCHES.items():
        if wanted in title:
            table.append((title, {peer.name: script(peer, "fetch.js", rounds, how) for peer in peers}))
    for family in ("core", "io"):
        names = subprocess.run([*peers[0].command, str(HERE / f"scripts/{family}.js")], check=True, capture_output=True, text=True).stdout
        for row in names.splitlines():
            title = f"{family}: {row}"
            if wanted in title:
                table.append((title, {peer.name: script(peer, f"{family}.js", rounds, row) for peer in peers}))
    return table
