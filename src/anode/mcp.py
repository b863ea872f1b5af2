"""``python -m anode.mcp``: a server of the Model Context Protocol, over stdin and stdout, that runs JavaScript in a sandbox.

A message is a line of JSON-RPC 2.0. The server has three tools: ``run_javascript``, ``write_file`` and ``reset``. The program of one call sees what the
calls before it have left in ``globalThis`` and in the scratch folder. Output goes to the client as it comes, if it asks for progress.
"""

from __future__ import annotations

import argparse
import json
import os
import threading
from collections.abc import Callable, Sequence
from typing import IO, Any

import anode

_VERSIONS = ("2025-06-18", "2025-03-26", "2024-11-05")
_PARSE, _REQUEST, _METHOD, _PARAMS, _INTERNAL = -32700, -32600, -32601, -32602, -32603
_MOST_TEXT = 100_000  # characters of output and of a value that an answer holds
_LONGEST_LINE = 16 << 20

_TOOLS = [
    {
        "name": "run_javascript",
        "description": "Run JavaScript (Node.js) in a sandbox. Gives what it prints and the value of its last expression; promises are awaited. "
        "Code that uses `await` at its top level gives what it returns with `return`. State stays in globalThis. require() finds Node's modules and "
        "the npm packages of the server's folder. There is no network, and there are no files but those of the scratch folder, unless granted.",
        "inputSchema": {
            "type": "object",
            "properties": {
                "code": {"type": "string", "description": "The program."},
                "timeout": {"type": "number", "description": "Seconds it may take, up to the server's limit."},
            },
            "required": ["code"],
        },
    },
    {
        "name": "write_file",
        "description": "Write a text file in the scratch folder of the sandbox.",
        "inputSchema": {
            "type": "object",
            "properties": {"name": {"type": "string", "description": "Its name, without folders."}, "text": {"type": "string"}},
            "required": ["name", "text"],
        },
    },
    {"name": "reset", "description": "Begin again with an empty sandbox.", "inputSchema": {"type": "object", "properties": {}}},
]

# In the sandbox: runs code, and answers with the value as util.inspect() shows it. Undefined gives nothing.
_RUNNER = """(() => {
  const { inspect } = require('node:util');
  const vm = require('node:vm');
  const show = (value) => (value === undefined ? '' : typeof value === 'string' ? value : inspect(value));
  return async (code) => {
    let script;
    try {
      script = new vm.Script(code, { filename: 'program.js' });
    } catch (error) {
      try { script = new vm.Script(`(async () => {${code}\\n})()`, { filename: 'program.js' }); } catch { throw error; }
    }
    return show(await script.runInThisContext());
  };
})()"""


class BadParams(Exception):
    """The parameters of a request are none."""


class Server:
    """One client's."""

    def __init__(self, make: Callable[[Callable[[str, str], None]], anode.Sandbox], out: IO[str], timeout: float) -> None:
        self._make = make
        self._out = out
        self._timeout = timeout
        self._writing = threading.Lock()
        self._working = threading.Lock()  # one call at a time uses the sandbox
        self._sandbox: anode.Sandbox | None = None
        self._run: Any = None
        self._printed: list[str] = []
        self._token: Any = None  # under which the client wants to hear of progress
        self._progress = 0
        self._running: Any = None  # the request that runs
        self._cancelled: set[Any] = set()

    # ---- messages ----

    def serve(self, lines: IO[str]) -> None:
        """Answer until the input ends."""
        threads: list[threading.Thread] = []
        for line in lines:
            if not line.strip():
                continue
            try:
                message = json.loads(line) if len(line) <= _LONGEST_LINE else None
            except (ValueError, RecursionError):
                self._error(None, _PARSE, "this is no JSON")
                continue
            threads = [thread for thread in threads if thread.is_alive()]
            if isinstance(message, dict) and message.get("method") == "tools/call" and "id" in message:
                threads.append(threading.Thread(target=self._handle, args=(message,), daemon=True))
                threads[-1].start()
            else:
                self._handle(message)
        for thread in threads:
            thread.join()
        self._drop()

    def _handle(self, message: Any) -> None:
        if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            self._error(None, _REQUEST, "this is no request of JSON-RPC 2.0")
            return
        method, number, params = message.get("method"), message.get("id"), message.get("params", {})
        if not isinstance(method, str):
            if "result" not in message and "error" not in message:
                self._error(number, _REQUEST, "a request has a method")
            return
        if not isinstance(params, dict):
            self._error(number, _PARAMS, "params is an object")
            return
        if "id" not in message:
            if method == "notifications/cancelled":
                self._cancel(params.get("requestId"))
            return
        if isinstance(number, bool) or not isinstance(number, (str, int)):
            self._error(None, _REQUEST, "the id of a request is a text or a number")
            return
        answer = _METHODS.get(method)
        if answer is None:
            self._error(number, _METHOD, f"there is no method {method}")
            return
        try:
            result = answer(self, number, params)
        except BadParams as error:
            self._error(number, _PARAMS, str(error))
        except Exception as error:
            self._error(number, _INTERNAL, f"{type(error).__name__}: {error}")
        else:
            self._send({"jsonrpc": "2.0", "id": number, "result": result})

    def _send(self, message: dict[str, Any]) -> None:
        text = json.dumps(message)
        with self._writing:
            self._out.write(text + "\n")
            self._out.flush()

    def _error(self, number: Any, code: int, text: str) -> None:
        self._send({"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": text}})

    def _cancel(self, number: Any) -> None:
        self._cancelled.add(number)
        if self._running == number and self._sandbox is not None:
            self._sandbox.interrupt()

    # ---- methods ----

    def _initialize(self, number: Any, params: dict[str, Any]) -> dict[str, Any]:
        asked = params.get("protocolVersion")
        return {
            "protocolVersion": asked if asked in _VERSIONS else _VERSIONS[0],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "anode", "version": anode.__version__},
        }

    def _call(self, number: Any, params: dict[str, Any]) -> dict[str, Any]:
        tool, given, meta = params.get("name"), params.get("arguments", {}), params.get("_meta", {})
        run = _CALLS.get(tool) if isinstance(tool, str) else None
        if run is None:
            raise BadParams(f"there is no tool {tool}")
        if not isinstance(given, dict) or not isinstance(meta, dict):
            raise BadParams("arguments is an object")
        with self._working:
            self._running, self._token, self._progress, self._printed = number, meta.get("progressToken"), 0, []
            try:
                if number in self._cancelled:
                    return _answer("cancelled", True)
                return run(self, given)
            except (anode.JSError, anode.Timeout, anode.Interrupted, anode.OutOfMemory, anode.Exit, anode.RuntimeClosed) as error:
                return _answer(self._output() + _describe(error), True)
            finally:
                self._running = self._token = None
                self._cancelled.discard(number)
                if self._sandbox is not None and self._sandbox.closed:
                    self._drop()

    def _javascript(self, given: dict[str, Any]) -> dict[str, Any]:
        code, timeout = _text(given, "code"), given.get("timeout", self._timeout)
        if isinstance(timeout, bool) or not isinstance(timeout, (int, float)) or not timeout > 0:
            raise BadParams("timeout is a number of seconds")
        self._ready()
        with anode.timeout(min(timeout, self._timeout)):
            value = self._run(code)
            shown = value.result() if isinstance(value, anode.JSPromise) else value
        return _answer(self._output() + _cut(str(shown)), False)

    def _write(self, given: dict[str, Any]) -> dict[str, Any]:
        name, text = _text(given, "name"), _text(given, "text")
        if os.path.basename(name) != name or name in ("", ".", "..") or "\0" in name:
            raise BadParams("name is the name of a file, without folders")
        sandbox = self._ready()
        with anode.timeout(self._timeout):
            sandbox.eval("(path, text) => require('node:fs').writeFileSync(path, text)")(os.path.join(sandbox.scratch, name), text)
        return _answer(os.path.join(sandbox.scratch, name), False)

    def _reset(self, given: dict[str, Any]) -> dict[str, Any]:
        self._drop()
        return _answer("the sandbox is empty", False)

    # ---- the sandbox ----

    def _ready(self) -> anode.Sandbox:
        if self._sandbox is None:
            self._sandbox = self._make(self._print)
            self._run = self._sandbox.eval(_RUNNER)
        return self._sandbox

    def _drop(self) -> None:
        sandbox, self._sandbox, self._run = self._sandbox, None, None
        if sandbox is not None:
            sandbox.close()

    def _print(self, stream: str, text: str) -> None:
        self._printed.append(text)
        if self._token is not None:
            self._progress += 1
            params = {"progressToken": self._token, "progress": self._progress, "message": _cut(text)}
            self._send({"jsonrpc": "2.0", "method": "notifications/progress", "params": params})

    def _output(self) -> str:
        return _cut("".join(self._printed))


_METHODS: dict[str, Callable[[Server, Any, dict[str, Any]], dict[str, Any]]] = {
    "initialize": Server._initialize,
    "ping": lambda server, number, params: {},
    "tools/list": lambda server, number, params: {"tools": _TOOLS},
    "tools/call": Server._call,
}
_CALLS: dict[str, Callable[[Server, dict[str, Any]], dict[str, Any]]] = {
    "run_javascript": Server._javascript,
    "write_file": Server._write,
    "reset": Server._reset,
}


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise BadParams(f"{name} is a text")
    return value


def _answer(text: str, failed: bool) -> dict[str, Any]:
    return {"content": [{"type": "text", "text": text}], "isError": failed}


def _cut(text: str) -> str:
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}… ({len(text)} characters)"


def _describe(error: BaseException) -> str:
    if isinstance(error, anode.JSError) and error.stack and error.message in error.stack:
        return _cut(error.stack)
    return _cut(str(error))


def main(args: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m anode.mcp", description="Run JavaScript in a sandbox, for clients of the Model Context Protocol."
    )
    parser.add_argument("--cwd", help="a folder that programs may read, with node_modules")
    parser.add_argument("--read", action="append", default=[], metavar="PATH", help="a path that programs may read")
    parser.add_argument("--write", action="append", default=[], metavar="PATH", help="a path that programs may write")
    parser.add_argument("--net", action="append", default=[], metavar="HOST", help="a host that programs may reach")
    parser.add_argument("--policy", metavar="FILE", help="what a recorded run has needed")
    parser.add_argument("--memory", default="256MB")
    parser.add_argument("--timeout", type=float, default=30, metavar="SECONDS")
    parser.add_argument(
        "--require", action="append", default=[], metavar="LAYER", help="do not run without this layer: namespaces, landlock, seccomp"
    )
    given = parser.parse_args(args)

    def make(on_output: Callable[[str, str], None]) -> anode.Sandbox:
        return anode.Sandbox(
            cwd=given.cwd, read=given.read, write=given.write, net=given.net, policy=given.policy, memory=given.memory, timeout=given.timeout,
            require=given.require, on_output=on_output,
        )  # fmt: skip

    try:
        make(lambda stream, text: None).close()  # bad settings are told now
    except (OSError, ValueError, RuntimeError) as error:
        parser.error(str(error))
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # whatever else prints
    try:
        with open(0, encoding="utf-8", errors="replace", closefd=False) as lines:
            Server(make, out, given.timeout).serve(lines)
    except (BrokenPipeError, KeyboardInterrupt):
        pass


if __name__ == "__main__":
    main()
