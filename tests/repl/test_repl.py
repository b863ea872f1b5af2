"""Sessions in the REPL, on a pseudo-terminal: what anode writes, to the last escape sequence, is what real Node writes.

A step is what is typed at once. A step that ends with a carriage return waits for the next prompt; a line that comes in one piece has no preview. Left
out of the comparison: the first line, which has the version, the numbers of REPL resources, and frames of Node's own files.
"""

from __future__ import annotations

import os
import re
import warnings
from pathlib import Path

import pytest

from tests.commands import ANODE, NODE, run
from tests.repl.terminal import Terminal

UP, DOWN, RIGHT, LEFT, HOME, END, DELETE, BACK = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[3~", "\x7f"
TAB, ESC = "\t", "\x1b"


def ctrl(key: str) -> str:
    return chr(ord(key) & 31)


def lines(*texts: str) -> list[str]:
    return [f"{text}\r" for text in texts]


SESSIONS: dict[str, list[str]] = {
    # values
    "numbers": lines("1+1", "_ * 21", "void 0", "null", "1n+2n", "-0", "NaN", "0x1F", "1e21"),
    "strings": lines('"x".repeat(3)', "'it\\'s'", "`a\\nb`", '"\\u{1F600}"', '"a" + `b${1}`'),
    "objects": lines("{a: 1}", "{a: 1};", "({a: {b: {c: {d: 1}}}})", "[1,,3]", "{}", "{};1", ' {a:1}["a"]', "{a, b: 1", "}"),
    "collections": lines(
        "new Map([[1,2]])", 'new Set("abc")', 'Symbol("x")', "new Proxy({a:1}, {})", "new Uint8Array(3)", "Buffer.from('hi')"
    ),
    "functions": lines("function f(a) { return a * 2 }", "f(21)", "f", "(x) => x", "class A { static b = 1 }", "new A", "A.b"),
    "getters": lines("({get a() { return 1 }})", "Object.create(null)", "new (class Foo { #p = 1; q = 2 })"),
    "long values": lines('"x".repeat(300)', "Array.from({length: 120}, (_, i) => i)", "({a: 'x'.repeat(50), b: 'y'.repeat(50)})"),
    "regular expressions": lines('/(b)(c)/.exec("abcd")', "RegExp.$1", "RegExp.$2"),
    "console": lines('console.log("a\\nb")', "console.error('err')", "console.table([{a:1}])", 'console.log("%s", 1)'),
    # declarations
    "declarations": lines("let x = 1", "x", "const y = 2", "y = 3", "let x = 2", "var z", "z", "x"),
    "failed declaration": lines("let broken = (() => { throw 1 })()", "broken", "let broken = 1", "typeof broken"),
    "this": lines("this === globalThis", "var onThis = 1; globalThis.onThis", "let notOnThis = 1; globalThis.notOnThis"),
    # errors
    "thrown": lines('throw new Error("boo")', "throw 1", 'throw "str"', "throw null", "throw undefined", "throw {a:1}", "throw [1]"),
    "errors": lines("null.x", "foo", "_error", 'throw new TypeError("a\\nb")', "undefined()", "new Array(-1)", "1n + 1"),
    "frames": lines('function g() { throw new RangeError("deep") }', "function h() { g() }", "h()", "[1].map(() => h())"),
    "frames in rows": ["function g() {\r", "  null.x\r", "}\r", "g()\r"],
    "error values": lines('new Error("x").message', 'JSON.parse("{")', 'new Function("a b")', 'eval("1 +")', 'decodeURI("%")'),
    "cause": lines('const ce = new Error("c", {cause: "d"}); throw ce', 'throw Object.assign(new Error("props"), {code: "E_X", n: [1]})'),
    "own class": lines(
        "class MyError extends Error { name = 'MyError' }", "throw new MyError('mine')", "throw new (class Odd extends Error {})('odd')"
    ),
    "syntax": lines("a b", "1 +* 2", "let let = 1", '"abc', "}", ")", "new 5", "return 1", "for", ";", "1)"),
    "syntax in rows": ["var\r", "1 +* 2\r", "foo(\r", "1, 2 3\r"],
    "later": lines("setTimeout(() => { throw new Error('later') }, 1); await new Promise((r) => setTimeout(r, 100))", "1"),
    "rejected": lines("const rj = Promise.reject(new Error('rej')); await new Promise((r) => setTimeout(r, 50))", "1"),
    "own listener": lines(
        "process.on('uncaughtException', (e) => console.log('caught', e.message)); 0", "throw new Error('a')", "null.x", "2"
    ),
    "own rejections": lines("process.on('unhandledRejection', (e) => console.log('uh', e)); 0", "const rq = Promise.reject(2); await 1"),
    # await
    "await": lines("await 5", "const q = await Promise.resolve(7)", "q", "let [r, {s}] = await [1, {s: 2}]", "r + s"),
    "await rejects": lines('await Promise.reject(new Error("no"))', "await Promise.reject(5)", "await null.x", "(await 1).toFixed(2)"),
    "await in loops": lines("for await (const i of [1,2]) console.log(i)", "for (let i = 0; i < 2; i++) await i", "var vi = await 1; vi"),
    "await and syntax": lines(
        "await (", "2)", "await 1; 2", "function w() { return await 1 }", "if (true) { await 1 }", "return await 1", "await"
    ),
    "await and declarations": lines("class C { x = 1 }; await 1", "C", "function fa() { return 1 }; await fa()", "fa()", "await 1, {a: 1}"),
    "keys while waiting": ["await new Promise((r) => setTimeout(r, 300))\r", "1+", "2\r"],
    "import": lines('import fs from "fs"', 'import * as p from "path"', 'import { a as b, c } from "x"', 'import "y"'),
    "dynamic import": lines('const {sep} = await import("path")', "sep", "typeof (await import('node:fs')).readFileSync"),
    # modules
    "modules": lines(
        "fs.constants.R_OK", "typeof path.join", 'os === require("os")', "fs = 1", "fs", "module.id", "require.main === undefined"
    ),
    "module properties": lines(
        "Object.getOwnPropertyDescriptor(globalThis, 'zlib').enumerable", "module.paths[0].endsWith('node_modules')", "exports"
    ),
    "own file": ["require('fs').writeFileSync('own.js', 'exports.v = 42'); 0\r", "require('./own').v\r", "(await import('./own.js')).v\r"],
    "repl": lines("repl.repl.line", "repl.repl.useGlobal", "repl.writer.options.depth", "util.inspect.replDefaults.depth"),
    "writer options": lines("util.inspect.replDefaults.depth = 0", "({a:{b:1}})", "util.inspect.replDefaults = 1"),
    # special names
    "underscore": lines("_", "1", "_", "_ = 5", "2", "_"),
    "underscore error": lines("_error", 'throw new Error("z")', "_error.message", "_error = 1", "_error"),
    # commands
    "help": lines(".help", ".foo", ".break", ".clear", "1"),
    "file commands": lines(".load", ".save", ".load nothere.js", ".save /nonexistent/x", ".load ."),
    "load and save": [
        "fs.writeFileSync('l.js', 'function ld() {\\n  return 4\\n}\\nld()\\n'); 0\r",
        *lines(".load l.js", "ld() + 1", ".save s.js", "console.log(fs.readFileSync('s.js', 'utf8'))", ".load s.js"),
    ],
    "own command": [
        'repl.repl.defineCommand("hi", {help: "say hi", action(n) { console.log("hi", n); this.displayPrompt() }})\r',
        *lines(".hi there", ".help", "1"),
    ],
    "exit": lines("1", ".exit"),
    "process.exit": lines("process.exit(3)"),
    "npm": lines("npm install x"),
    "dots": lines(".5", "...[1]", ". 5"),
    # keys
    "Ctrl-C": ["abc", ctrl("c"), ctrl("c"), "1\r", ctrl("c"), ctrl("c")],
    "Ctrl-C in rows": ["function a() {\r", ctrl("c"), "1\r"],
    "Ctrl-D": [ctrl("d")],
    "editing": ['"helo"', LEFT, LEFT, "l", "\r", "1 2 3", ctrl("a"), ctrl("k"), ctrl("y"), ctrl("w"), ctrl("u"), "7\r"],
    "deleting": ["12345", BACK, HOME, DELETE, END, ctrl("b"), ctrl("d"), ctrl("h"), "\r"],
    "words": ["11 + 22 + 33", ESC + "b", ESC + "b", ESC + "d", "5", ESC + "f", "\r"],
    "undo": ["abc", ctrl("_"), ctrl("^"), ctrl("_"), "1\r"],
    "kill ring": ["111", ctrl("u"), "222", ctrl("u"), ctrl("y"), ESC + "y", "\r"],
    "wide characters": ['"日本語"', LEFT, "x", "\r", '"😀"', LEFT, LEFT, "\r"],
    "long line": ["'" + "a" * 90 + "'", HOME, RIGHT, "b", END, "\r"],
    "history": ["1\r", "22\r", "333\r", UP, UP, "\r", UP, UP, DOWN, "\r"],
    "history by beginning": ["let aa = 1\r", "let bb = 2\r", "aa\r", "let", UP, UP, ctrl("u"), "1\r"],
    "history of rows": ["function hm() {\r", "return 1\r", "}\r", UP, "\r", "hm\r", UP, UP, UP, UP, ctrl("e"), "\r"],
    "search": ["alpha = 1\r", "beta = 2\r", ctrl("r"), "al", "\r", "\r"],
    "search ends": ["alpha = 1\r", ctrl("r"), "x", ctrl("c"), "1\r"],
    "search further": ["alpha = 1\r", "alpha = 2\r", ctrl("r"), "al", ctrl("r"), ctrl("s"), "\r", "\r"],
    # rows
    "rows": lines("function m() {", "return 5", "}", "m()", "[", "1,", "2]", "`a", "b`", "/* x", "*/ 3"),
    "moving in rows": ["function mv() {\r", "return 1\r", UP, UP, DOWN, ctrl("e"), ctrl("c")],
    "inserting in rows": ["function mi() {\r", "  return 1\r", UP, ctrl("e"), "// c", "\r", ctrl("c")],
    "splitting rows": ["[1, 2, 3", LEFT, LEFT, LEFT, "\r", END, "\r", "]\r"],
    "editor": [".editor\rfunction e1() {", "\r  return 9", "\r}", "\re1()", ctrl("d")],
    "editor ends": [".editor\rlet ee", ctrl("c"), "typeof ee\r"],
    # completion and previews
    "completion": ["Number.MAX_S", TAB, "\r", "Math.ab", TAB, "(-3)\r", "globalThis.Arr", TAB, TAB, ctrl("u"), "1\r"],
    "list": ["Math.a", TAB, TAB, ctrl("u"), "Object.getOwnP", TAB, TAB, ctrl("u")],
    "commands completed": [".e", TAB, TAB, ctrl("u"), ".br", TAB, "\r"],
    "modules completed": ['require("fs/', TAB, TAB, ctrl("u"), 'require("zl', TAB, '").constants.Z_OK\r'],
    "no side effects": ["let n = 0; const sneaky = { get p() { n++; return {} } }\r", "sneaky.p.", TAB, TAB, ctrl("u"), "n\r"],
    "names completed": ["const someLongName = { inner: 1 }\r", "someLongName.in", TAB, "\r", "'abc'.le", TAB, "\r"],
    "preview": ["1 + 1", "\r", "let pv = { a: [1, 2] }\r", "pv.a", "\r", "pv.a.length", "\r", "'a' + `b`", "\r"],
    "preview of an object": ["{ a: 1 }", "\r", "[1, 'x', null]", "\r", "typeof 1", "\r", "!0", "\r"],
    "completion taken": ["Number.MIN_S", RIGHT, "\r", "Number.EPS", "\r"],
}

# name: (environment, options, steps)
OTHERS: dict[str, tuple[dict[str, str], list[str], list[str]]] = {
    "TERM=dumb": ({"TERM": "dumb"}, [], ["1+1\r", "function f() {\r", "}\r", "f\r", "abc", ctrl("c"), ctrl("c"), ctrl("c")]),
    "NODE_NO_READLINE": ({"NODE_NO_READLINE": "1"}, [], lines("1+1", "function f() {", "}", "f", ".help", ".exit")),
    "NODE_REPL_MODE": (
        {"NODE_REPL_MODE": "strict"},
        [],
        lines("undeclared = 1", "var a = 1", "a", "with(a){}", "throw new Error('x')", "await 5"),
    ),
    "no await": ({}, ["--no-experimental-repl-await"], lines("await 5", "await", "1")),
    "no colours": ({"NO_COLOR": "1"}, [], lines("1", '"a"', "[1,2]", "null.x")),
    "no colours for a preview": ({"NODE_DISABLE_COLORS": "1"}, [], ["Number.EPS", TAB, "\r", "undefined", "\r"]),
    "eval": ({}, ["-e", 'var x = 42; console.log("hello")'], lines("x", "module.id")),
    "print": ({}, ["-p", "42"], lines("1", ".exit")),
    "no history": ({"NODE_REPL_HISTORY": ""}, [], ["1\r", UP, UP, ctrl("c"), ctrl("c"), ctrl("c")]),
    "no history file": ({"NODE_REPL_HISTORY": "/nonexistent/dir/h"}, [], [UP, "1\r"]),
    "short history": ({"NODE_REPL_HISTORY_SIZE": "2"}, [], ["1\r", "2\r", "3\r", UP, UP, UP, UP, ctrl("u")]),
    "wrong type": ({}, ["--input-type=module"], []),
}


# HOME is a new folder in each session; the boot snapshot stays where it is.
CACHE = os.environ.get("ANODE_CACHE") or str(Path.home() / ".cache" / "anode")


def played(command: str, folder: Path, env: dict[str, str], options: list[str], steps: list[str]) -> tuple[list[str], int]:
    """What each step writes, and the exit code: of the program where it has ended, otherwise of Ctrl-D."""
    folder.mkdir()
    passed = {name: value for name, value in os.environ.items() if not name.startswith(("NODE_", "PYTEST")) and name != "NO_COLOR"}
    own = {"HOME": str(folder), "ANODE_CACHE": CACHE, "TERM": "xterm-256color", "NODE_REPL_HISTORY": str(folder / "history")}
    full = {**passed, **own, **env}
    with Terminal([command, "-i", *options], full, folder) as terminal:
        terminal.wait_for_prompt()
        parts = [re.sub(r"\A.*Welcome.*?\r\n", "", terminal.output.decode(errors="replace"))]
        for step in steps:
            start = len(terminal.output)
            if terminal.process.poll() is None:
                terminal.send(step)
            parts.append(terminal.output[start:].decode(errors="replace"))
        start = len(terminal.output)
        if terminal.process.poll() is None:
            terminal.send(ctrl("d"))
        code = terminal.close()
        parts.append(terminal.output[start:].decode(errors="replace"))
    return [shape(part) for part in parts], code


def shape(text: str) -> str:
    text = re.sub(r"REPL\d+", "REPL", text)
    text = re.sub(r"\((?:node|anode):\d+\)", "(node:PID)", text)
    return re.sub(r"(?m)^(?:\x1b\[90m)? +at .*\(?node:.*\r?\n", "", text)


def compare(tmp_path: Path, env: dict[str, str], options: list[str], steps: list[str]) -> None:
    for look in range(3):
        expected = played(NODE, tmp_path / f"node{look}", env, options, steps)
        found = played(ANODE, tmp_path / f"anode{look}", env, options, steps)
        # Output is cut into steps by time, so that one key's may come with the next.
        # The terminal itself may still echo a Ctrl-C that comes when the program has ended.
        one, other = (("".join(output).removesuffix("^C"), code) for output, code in (found, expected))
        if one == other:
            if look:
                warnings.warn(f"agreed at look {look + 1} only", stacklevel=1)
            return
    assert found == expected


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_looks_as_in_node(name: str, tmp_path: Path) -> None:
    compare(tmp_path, {}, [], SESSIONS[name])


@pytest.mark.parametrize("name", OTHERS)
def test_options_and_variables_count_as_in_node(name: str, tmp_path: Path) -> None:
    env, options, steps = OTHERS[name]
    compare(tmp_path, env, options, steps)


@pytest.mark.parametrize("text", ["for(;;){}\r", "await new Promise(() => {})\r"])
def test_ctrl_c_ends_an_evaluation(text: str, tmp_path: Path) -> None:
    env = {**os.environ, "HOME": str(tmp_path), "ANODE_CACHE": CACHE, "TERM": "xterm"}
    with Terminal([ANODE, "-i"], env, tmp_path) as terminal:
        terminal.wait_for_prompt()
        terminal.type(text)
        assert terminal.output.endswith(b"\r\n")
        terminal.send(ctrl("c"), wait=True)
        assert b"Script execution was interrupted by `SIGINT`" in terminal.output
        terminal.send("6 * 7\r")
        assert b"42" in terminal.output
        terminal.send(ctrl("d"))
        assert terminal.close() == 0


def test_anode_alone_on_a_terminal_is_a_repl(tmp_path: Path) -> None:
    with Terminal([ANODE], {**os.environ, "HOME": str(tmp_path), "ANODE_CACHE": CACHE}, tmp_path) as terminal:
        terminal.wait_for_prompt()
        assert re.match(rb'Welcome to Node\.js v[\d.]+ \(anode [\d.]+\)\.\r\nType "\.help" for more information\.\r\n', terminal.output)
        terminal.send("1 + 1\r")
        terminal.send(".exit\r")
        assert terminal.close() == 0
    assert (tmp_path / ".node_repl_history").read_text() == ".exit\n1 + 1"


def test_input_from_a_pipe(tmp_path: Path) -> None:
    text = "1 + 1\nfunction f() {\nreturn 5 }\nf()\nfoo\n"
    expected, found = (run([command, "-i"], cwd=tmp_path, stdin=text) for command in (NODE, ANODE))
    assert found.stdout.split("\n", 1)[1] == expected.stdout.split("\n", 1)[1]
    assert (found.stderr, found.returncode) == (expected.stderr, expected.returncode)
