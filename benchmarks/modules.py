"""Rows of loading: the wall time of a whole program in ms, start-up included. This file makes the trees of modules that the programs load."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.peers import HERE, Peer

COUNT = 5000


def _commonjs(number: int, children: list[int]) -> str:
    lines = [f"const m{child} = require('./m{child}');" for child in children]
    return "\n".join(["'use strict';", *lines, f"exports.value = {number}{''.join(f' + m{child}.value' for child in children)};\n"])


def _esm(number: int, children: list[int]) -> str:
    lines = [f"import {{ value as v{child} }} from './m{child}.mjs';" for child in children]
    return "\n".join([*lines, f"export const value = {number}{''.join(f' + v{child}' for child in children)};\n"])


@contextmanager
def programs() -> Iterator[list[tuple[str, Path]]]:
    """``(title, file)`` of each row; the files exist until the context ends."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "package.json").write_text('{ "type": "commonjs" }\n')
        for kind, suffix, text in (("cjs", "js", _commonjs), ("esm", "mjs", _esm)):
            (root / kind).mkdir()
            for number in range(COUNT):
                children = [child for child in (2 * number + 1, 2 * number + 2) if child < COUNT]
                (root / kind / f"m{number}.{suffix}").write_text(text(number, children))
        typescript = HERE / "node_modules" / "typescript"
        (root / "typescript.js").write_text(f"require({str(typescript)!r});\n")
        (root / "types.ts").write_text("const greeting: string = 'hello';\nconsole.log(greeting);\n")
        yield [
            ("loading: require('typescript'), 9 MB in one file", root / "typescript.js"),
            (f"loading: {COUNT:,} CommonJS modules", root / "cjs" / "m0.js"),
            (f"loading: {COUNT:,} ES modules", root / "esm" / "m0.mjs"),
            ("loading: a TypeScript file", root / "types.ts"),
        ]


def _once(peer: Peer, file: Path) -> float:
    start = time.perf_counter()
    subprocess.run([*peer.command, str(file)], check=True, capture_output=True)
    return (time.perf_counter() - start) * 1000


def measure(peers: list[Peer], rounds: int, wanted: str) -> list[tuple[str, dict[str, list[float]]]]:
    """For each row, each peer's milliseconds. The peers take turns, so that other load on the machine slows all of them. They may use every core."""
    table = []
    with programs() as rows:
        for title, file in rows:
            if wanted not in title:
                continue
            times: dict[str, list[float]] = {peer.name: [] for peer in peers}
            for _ in range(3 * rounds + 1):
                for peer in peers:
                    times[peer.name].append(_once(peer, file))
            table.append((title, {name: list(values[1:]) for name, values in times.items()}))
    return table
