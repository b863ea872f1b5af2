"""The server of the Model Context Protocol, spoken to in JSON-RPC."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


class Client:
    def __init__(self, *args: str) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "anode.mcp", *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.number = 0

    def send(self, text: str) -> None:
        assert self.popen.stdin is not None
        self.popen.stdin.write(text + "\n")
        self.popen.stdin.flush()

    def receive(self) -> Any:
        assert self.popen.stdout is not None
        return json.loads(self.popen.stdout.readline())

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self.send(json.dumps({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params}))
        answer = self.receive()
        assert answer["id"] == self.number
        return answer.get("result", answer.get("error"))

    def call(self, tool: str, **arguments: Any) -> tuple[str, bool]:
        result = self.ask("tools/call", name=tool, arguments=arguments)
        return result["content"][0]["text"], result["isError"]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    client = Client("--timeout", "20")
    yield client
    assert client.popen.stdin is not None
    client.popen.stdin.close()
    assert client.popen.wait(30) == 0


def test_it_begins(client: Client) -> None:
    result = client.ask("initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "test", "version": "1"})
    assert result["serverInfo"]["name"] == "anode"
    assert result["protocolVersion"] == "2025-06-18"
    assert client.ask("initialize", protocolVersion="1999-01-01")["protocolVersion"] == "2025-06-18"
    client.send('{"jsonrpc":"2.0","method":"notifications/initialized"}')
    assert client.ask("ping") == {}
    assert [tool["name"] for tool in client.ask("tools/list")["tools"]] == ["run_javascript", "write_file", "reset"]


def test_it_runs_programs(client: Client) -> None:
    assert client.call("run_javascript", code="1 + 1") == ("2", False)
    assert client.call("run_javascript", code="console.log('a'); ({ b: [1] })") == ("a\n{ b: [ 1 ] }", False)
    assert client.call("run_javascript", code="const x = await Promise.resolve(5); return x * 2") == ("10", False)
    assert client.call("run_javascript", code="Promise.resolve('text')") == ("text", False)
    assert client.call("run_javascript", code="globalThis.kept = 3; undefined") == ("", False)
    assert client.call("run_javascript", code="kept") == ("3", False)
    text, failed = client.call("run_javascript", code="throw new TypeError('no')")
    assert failed
    assert "TypeError: no\n    at program.js:1:7" in text
    assert client.call("run_javascript", code="syntax error here")[1]
    text, failed = client.call("run_javascript", code="require('fs').readFileSync('/etc/passwd')")
    assert failed
    assert "restricted" in text
    assert client.call("run_javascript", code="for (;;);", timeout=0.2) == ("JavaScript has taken longer than 0.2 s", True)
    path, _ = client.call("write_file", name="in.txt", text="hé")
    assert client.call("run_javascript", code=f"require('fs').readFileSync({path!r}, 'utf8')") == ("hé", False)
    assert client.call("run_javascript", code="process.exit(3)")[1]
    assert client.call("run_javascript", code="typeof kept") == ("undefined", False)
    client.call("run_javascript", code="globalThis.kept = 1")
    assert client.call("reset") == ("the sandbox is empty", False)
    assert client.call("run_javascript", code="typeof kept") == ("undefined", False)


def test_output_comes_as_progress(client: Client) -> None:
    code = "for (let i = 0; i < 3; i++) { console.log(i); await new Promise((r) => setTimeout(r, 10)); }"
    params = {"name": "run_javascript", "arguments": {"code": code}, "_meta": {"progressToken": "t"}}
    client.send(json.dumps({"jsonrpc": "2.0", "id": "p", "method": "tools/call", "params": params}))
    messages = [client.receive() for _ in range(4)]
    assert [m["params"]["message"] for m in messages[:3]] == ["0\n", "1\n", "2\n"]
    assert messages[3]["result"]["content"][0]["text"] == "0\n1\n2\n"


def test_a_call_can_be_cancelled(client: Client) -> None:
    code = "console.log('runs'); for (;;);"
    params = {"name": "run_javascript", "arguments": {"code": code}, "_meta": {"progressToken": 1}}
    client.send(json.dumps({"jsonrpc": "2.0", "id": "c", "method": "tools/call", "params": params}))
    assert client.receive()["params"]["message"] == "runs\n"
    assert client.ask("ping") == {}  # while it runs
    client.send(json.dumps({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": "c"}}))
    assert client.receive()["result"]["isError"]


def test_bad_messages_get_errors(client: Client) -> None:
    for text, code in (
        ("{", -32700), ("[" * 100_000, -32700), ("5", -32600), ('{"id":1}', -32600), ('{"jsonrpc":"2.0","id":1}', -32600),
        ('{"jsonrpc":"2.0","id":1,"method":"x"}', -32601), ('{"jsonrpc":"2.0","id":1,"method":"ping","params":5}', -32602),
        ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"}}', -32602),
        ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":["x"]}}', -32602),
        ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run_javascript","arguments":{"code":5}}}', -32602),
        ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run_javascript","arguments":{"code":"1","timeout":-1}}}', -32602),
        ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"write_file","arguments":{"name":"../x","text":""}}}', -32602),
        ('{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600),
    ):  # fmt: skip
        client.send(text)
        assert client.receive()["error"]["code"] == code, text


def test_bad_settings_are_told_at_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "anode.mcp", "--cwd", str(tmp_path / "none")],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 2
    assert "must be a folder" in done.stderr
    assert "Traceback" not in done.stderr
