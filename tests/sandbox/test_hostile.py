"""A process that somebody has taken over: what it can reach, what it can take, what it can make its host do."""

from __future__ import annotations

import datetime
import json
import os
import socket
import struct
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

import anode
from anode.interop.proxies import JSObject
from anode.sandbox.remote import Remote
from anode.sandbox.wire import Pipe
from tests.sandbox.commandeer import commandeered

# What these tests attack are layers of Linux; a sandbox on another system names them in `missing`.
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces, Landlock and seccomp are Linux's")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    path = tmp_path / "outside"
    path.write_text("secret")
    return path


def test_no_way_out_of_its_walls(outside: Path) -> None:
    """With every layer there, each of these fails in the kernel."""
    with anode.Sandbox() as js:
        if missing := js.missing:
            pytest.skip(f"this machine does not give every layer: {missing}")
    with commandeered("walls", env={"OUTSIDE": str(outside), "HOST": str(os.getpid())}) as js:
        results = anode.to_python(js.eval("0"))
    assert len(results) > 60
    assert {name: result for name, result in results.items() if result.startswith("in:")} == {}
    assert outside.read_text() == "secret"
    assert sorted(os.listdir(outside.parent)) == ["outside"]
    assert not os.path.exists("/tmp/anode-escaped")


FLOODS = {
    "memory": (anode.OutOfMemory, "memory"),
    "private": (anode.OutOfMemory, "memory"),
    "threads": (anode.SandboxEnded, "256 threads"),
    "output": (anode.SandboxEnded, "bytes of output"),
    "messages": (anode.SandboxEnded, "bytes of output"),
    "calls": (anode.SandboxEnded, "too many calls"),
    "spin": (anode.Timeout, "longer than 1 s"),
    "deaf": (anode.Timeout, "longer than 1 s"),
    "crash": (anode.SandboxEnded, "SIGSEGV"),
}


@pytest.mark.parametrize("attack", FLOODS)
def test_floods_end(attack: str) -> None:
    kind, text = FLOODS[attack]
    with commandeered(
        attack, timeout=1 if attack in ("spin", "deaf") else 60, memory="64MB", output="2MB", on_output=lambda *_: None
    ) as js:
        with pytest.raises(kind, match=text):
            js.eval("0")
        with pytest.raises((anode.SandboxEnded, anode.OutOfMemory, anode.Timeout)):
            [js.eval("0") for _ in range(3)]


def test_processor_time_ends() -> None:
    with commandeered("spin", cpu=1, timeout=60) as js, pytest.raises(anode.SandboxEnded, match="1 seconds of processor time") as caught:
        js.eval("0")
    assert caught.value.limit == "cpu"


def reply(form: Any) -> list[Any]:
    return ["r", "NUMBER", False, form]


# Replies to a request, beside the bytes "abc". The host takes them for values, or ends the sandbox; no other exception comes out of it.
REPLIES: list[Any] = [
    reply(["r", 1, "object", None]), reply(["r", 1, "JSObject", None]), reply(["r", -1, "object", None]),
    reply(["r", 1, "object", "x" * 5000]), reply(["r", 1, "object", 5]), reply(["r", True, "object", None]),
    ["r", "NUMBER", False, ["f", 1]], ["r", "NUMBER", False, ["f", -1]], ["r", "NUMBER", False, ["f", "x"]],
    ["r", "NUMBER", False, ["q", "x", 1]],
    ["r", "NUMBER", False, ["b", 0, 3]], ["r", "NUMBER", False, ["b", 0, 4]], ["r", "NUMBER", False, ["b", -1, 1]],
    ["r", "NUMBER", False, ["b", 2**60, 1]],
    ["r", "NUMBER", False, ["i", "zz"]], ["r", "NUMBER", False, ["i", 5]], ["r", "NUMBER", False, ["n", "x"]],
    ["r", "NUMBER", False, ["d", 1e300]],
    ["r", "NUMBER", False, ["d", None]], ["r", "NUMBER", False, ["d", "x"]], ["r", "NUMBER", False, ["m", [[["a", []], 1]]]],
    ["r", "NUMBER", False, ["m", 5]], ["r", "NUMBER", False, ["o", []]], ["r", "NUMBER", False, ["a", {}]], ["r", "NUMBER", False, []],
    ["r", "NUMBER", False, [[]]], ["r", "NUMBER", False, {}], ["r", "NUMBER", False, {"__class__": 1}],
    ["r", "NUMBER", False, ["__reduce__", "os.system"]],
    ["r", "NUMBER", True, ["js", {}]], ["r", "NUMBER", True, ["js", None]], ["r", "NUMBER", True, ["js", {"name": 1, "message": "x"}]],
    ["r", "NUMBER", True, ["js", {"name": "E", "message": "x", "value": 1, "python": 1}]],
    ["r", "NUMBER", True, ["js", {"name": "E", "passing": "x"}]],
    ["r", "NUMBER", True, ["js", {"name": "E", "message": "x", "errors": [1]}]], ["r", "NUMBER", True, ["SystemExit", 1]],
    ["r", "NUMBER", True, ["KeyboardInterrupt", ""]], ["r", "NUMBER", True, ["exit", "x"]], ["r", "NUMBER", True, ["timeout", "x"]],
    ["r", "NUMBER", True, ["memory", 5]], ["r", "NUMBER", True, 5], ["r", "NUMBER", True, []], ["r", "NUMBER", True, [[], []]],
    ["r", "NUMBER"], ["r"],
    ["r", "x", False, 1], ["r", 1.5, False, 1], ["r", [], False, 1], ["r", 2**70, False, 1],
    ["r", None, False, None], [5], [None], [[]], {}, 5, "x", None,
    ["c", 1, 0, 1, []], ["c", 1, "NUMBER", 99, []], ["c", 1, "NUMBER", -1, []], ["c", 1, "NUMBER", 1, 5], ["c", "x", 0, 1, []], ["c", 1, 0, 1],
    ["g", [[1, 1]]], ["g", 5], ["g", [[1]]], ["g", [["x", 1]]], ["g", [[1, -5]]], ["o", 1, 5], ["o"], ["o", "x", "y"], ["w", 1, 2, 3], ["w", "x", "y", -1],
    ["n", "__class__", "x"], ["n", "read", 5], ["ready", 5], ["ready"], ["q", 1, 0, "eval", []], ["a", 1, "v", 1, []], ["s", 1, False, 1, []], ["f", []],
]  # fmt: skip
_DEEP = "[" * 100_000
RAW = [
    "00", "ffffffffffffffff", "0000000000000000", "0500000000000000" + "6e6f742121", (struct.pack("=II", 33 << 20, 0)).hex(),
    (struct.pack("=II", 2, 257 << 20) + b"[]").hex(), (struct.pack("=II", len(_DEEP), 0) + _DEEP.encode()).hex(),
    (struct.pack("=II", 4, 0) + b"\xff\xfe\xfd\xfc").hex(), (struct.pack("=II", 2, 0) + b"[]").hex(),
]  # fmt: skip
ALLOWED = (anode.SandboxEnded, anode.JSError, anode.Exit, anode.Timeout, anode.OutOfMemory, RuntimeError)


class Impostor:
    """What a host takes for the process of its sandbox: this test speaks for it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self.killed = False
        self.theirs = theirs
        self.remote = Remote(Pipe(ours), self)
        self.remote.background.limit_each(0.2)

    def interrupt(self, number: int) -> bool:
        return True

    def kill(self) -> None:
        self.killed = True

    def why(self) -> BaseException:
        return anode.SandboxEnded("gone")

    def output(self, fd: int, text: str) -> None:
        assert isinstance(text, str)

    def need(self, kind: str, name: str) -> None:
        assert isinstance(name, str)

    def ask(self, *raw: bytes) -> Any:
        """What the host takes these bytes for, as an answer to its first request."""
        self.remote.export(abs)  # function 1
        self.theirs.sendall(b"".join(raw))
        self.theirs.shutdown(socket.SHUT_WR)
        try:
            value = self.remote.ask("eval", "0", "[python]")
            assert value is None or type(value) in PLAIN or isinstance(value, (JSObject, datetime.datetime)) or value is abs, value
            return value
        except ALLOWED as error:
            return error
        finally:
            self.remote.end(anode.RuntimeClosed())
            self.theirs.close()


PLAIN = (bool, int, float, str, bytes, dict, list)


def framed(message: Any, data: bytes = b"abc") -> bytes:
    body = json.dumps(message).replace('"NUMBER"', "1").encode()
    return struct.pack("=II", len(body), len(data)) + body + data


def test_messages_of_every_kind() -> None:
    for reply in REPLIES:
        Impostor().ask(framed(reply))


def test_bytes_that_are_no_messages() -> None:
    for raw in RAW:
        assert isinstance(Impostor().ask(bytes.fromhex(raw)), anode.SandboxEnded)


def test_deep_values() -> None:
    body = b'["r",1,false,' + b'["a",[' * 900 + b"1" + b"]]" * 900 + b"]"
    error = Impostor().ask(struct.pack("=II", len(body), 0) + body)
    assert isinstance(error, anode.SandboxEnded)
    assert "protocol" in str(error)


def test_mutated_messages() -> None:
    """Any bytes are a value, an error that is expected, or the end of the sandbox."""
    random = Random(15)
    pieces: list[Any] = [
        1,
        -1,
        0,
        2**53,
        1.5,
        True,
        None,
        "",
        "x",
        "r",
        "a",
        [],
        {},
        "js",
        "object",
        "array",
        "function",
        "promise",
        ["u"],
        ["f", 1],
        ["b", 0, 3],
    ]

    def grown(depth: int) -> Any:
        if depth == 0 or random.random() < 0.4:
            return random.choice(pieces)
        if random.random() < 0.2:
            keys = ["name", "message", "value", "errors", "cause", "code", "stack", "python", "passing", "x"]
            return {random.choice(keys): grown(depth - 1) for _ in range(random.randrange(4))}
        return [random.choice("abdfimnoruzhgx"), *(grown(depth - 1) for _ in range(random.randrange(4)))]

    for _ in range(5000):
        kind = random.choice("rrrrrcgown")
        message: list[Any] = [kind, random.choice([1, 1, 1, 2, grown(1)]), random.random() < 0.3 if kind == "r" else grown(1)]
        message += [["js", grown(3)] if kind == "r" and random.random() < 0.3 else grown(3) for _ in range(random.randrange(1, 3))]
        raw = bytearray(framed(message))
        for _ in range(random.choice([0, 0, 1, 3])):
            raw[random.randrange(8, len(raw))] = random.randrange(256)
        Impostor().ask(bytes(raw))
