"""docs/limits.md line by line: each limit is shown by a program that runs into it, or by a test elsewhere that does."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.commands import ANODE, NODE, ROOT

PAGE = ROOT / "docs" / "limits.md"

UNAVAILABLE = "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM"
WORKER = "const { Worker } = require('worker_threads'); const run = (text, options) => new Worker(text, { eval: true, ...options });"
CERTIFICATES = "tests/oracle/tls"

# By the words that an entry begins with: tests that show it, as paths, or programs with what anode prints.
LIMITS: dict[str, list[str | tuple[str, str]]] = {
    "Native addons": ["tests/engine/napi/test_refusal.py"],
    "vm": [
        ("console.log(require('vm').runInNewContext('this.constructor.constructor(`return process`)().pid', {}) === process.pid)", "true"),
        ("console.log(require('vm').runInNewContext('typeof Temporal'))", "object"),
    ],
    "V8's own functions": ["tests/test_engine_check.py"],
    "process.binding()": [
        (
            "for (const n of ['util', 'uv', 'constants', 'config', 'natives', 'os', 'buffer', 'contextify']) process.binding(n);"
            "try { process.binding('fs').open(); } catch (error) { console.log(error.code); }",
            UNAVAILABLE,
        )
    ],
    "ES module exports.": [("import('node:http').then((m) => console.log('WebSocket' in m, 'CloseEvent' in m))", "false false")],
    "resourceLimits.": [
        "tests/oracle/worker_threads/resource_limits.js",
        (f"{WORKER} console.log(run('', {{ resourceLimits: {{ codeRangeSizeMb: 7 }} }}).resourceLimits.codeRangeSizeMb)", "7"),
    ],
    "Questions to a worker.": [
        (
            f"{WORKER} const w = run('for (const end = Date.now() + 900; Date.now() < end;); setInterval(() => {{}}, 9)');"
            "const start = Date.now(); w.once('online', () => w.getHeapStatistics().then(() => {"
            "console.log(Date.now() - start > 800); w.terminate(); }))",
            "true",
        ),
        (
            "try { require('worker_threads').moveMessagePortToContext(new MessageChannel().port1, require('vm').createContext({})); }"
            "catch (error) { console.log(error.code); process.exit(); }",
            UNAVAILABLE,
        ),
    ],
    "terminate()": [
        (
            f"{WORKER} const start = Date.now(); const w = run('require(`child_process`).execSync(`sleep 1.5`)');"
            "w.once('online', () => setTimeout(() => w.terminate().then(() => console.log(Date.now() - start > 1400)), 300))",
            "true",
        )
    ],
    "navigator.locks": [
        (
            f"{WORKER} navigator.locks.request('a', () => new Promise((done) => {{"
            "run('navigator.locks.query().then((q) => require(`worker_threads`).parentPort.postMessage(q.held.length))')"
            ".on('message', (n) => done(console.log(n))); }))",
            "0",
        )
    ],
    "async_hooks": [
        (
            "let n = 0; require('async_hooks').createHook({ init(id, type) { if (type === 'FSREQCALLBACK') n++; } }).enable();"
            "require('fs').readFile('/', () => {}); require('fs').readFile(process.execPath, () => console.log(n))",
            "2",
        )
    ],
    "perf_hooks": [
        (
            "setTimeout(() => setTimeout(() => console.log(require('perf_hooks').performance.nodeTiming.uvMetricsInfo.eventsWaiting), 5), 5)",
            "0",
        )
    ],
    "A debugger": [
        (
            "const s = new (require('inspector').Session)(); s.connect(); s.on('Debugger.paused', ({ params }) => console.log(params.reason));"
            "s.post('Debugger.enable'); s.post('Debugger.setPauseOnExceptions', { state: 'uncaught' });"
            "process.on('uncaughtException', ({ message }) => console.log(message)); process.on('unhandledRejection', () => {});"
            "setTimeout(() => { throw new Error('callback'); }); (async () => { throw new Error('promise'); })()",
            "promiseRejection\ncallback",
        ),
        (
            "const s = new (require('inspector').Session)(); s.connect();"
            "s.post('NodeTracing.getCategories', (error, { categories }) => console.log(categories.length));"
            "s.post('NodeTracing.start', { traceConfig: { includedCategories: ['v8'] } }, (error) => console.log(error.code))",
            "0\nERR_INSPECTOR_COMMAND",
        ),
        "tests/interop/test_inspect.py",
    ],
    "The place of a throw.": ["tests/oracle/errors/throw_later.js", "tests/test_limits.py"],
    "Stacks.": ["tests/oracle/timers/places.js", "tests/test_limits.py"],
    "node:test": ["tests/test_limits.py"],
    "process.argv[0]": [
        (
            "console.log(require('fs').readFileSync(process.execPath, 'latin1').startsWith('#!'), process.argv[0] === process.execPath)",
            "true true",
        ),
        (
            "const { stdout } = require('child_process').spawnSync(process.execPath, ['-p', 'process.argv0'], { argv0: 'other' });"
            "console.log(String(stdout).includes('other'))",
            "false",
        ),
    ],
    "fork().": ["tests/interop/test_forks.py"],
    "--permission": ["tests/test_permissions.py"],
    "fs.cpSync": ["tests/oracle/fs/cp_through_links.js", "tests/test_limits.py"],
    "Bad brotli and zstandard data": ["tests/bindings/test_requirements.py"],
    "node:sqlite": [
        (
            "const { DatabaseSync } = require('node:sqlite'); const base = new DatabaseSync(':memory:');"
            "console.log(base.prepare('pragma compile_options').all().some((row) => /RBU/.test(Object.values(row)[0])));"
            "try { base.prepare(`select cast(x'ff' as text)`).get(); } catch (error) { console.log(error.code); }",
            "false\nERR_SQLITE_ERROR",
        ),
        "tests/bindings/sqlite",
    ],
    "node:wasi": ["tests/test_wasi.py"],
    "ticketKeys": [f"{CERTIFICATES}/ticket_keys.js", f"{CERTIFICATES}/session_resumed_12.js"],
    "An OCSP response": [f"{CERTIFICATES}/ocsp.js"],
    "With TLS 1.2": ["tests/bindings/test_tls_groups.py"],
    "enableTrace": [
        (
            "try { new (require('tls').TLSSocket)(new (require('net').Socket)()).enableTrace(); } catch (error) { console.log(error.code); }",
            UNAVAILABLE,
        ),
        (
            "try { require('tls').createSecureContext({ clientCertEngine: 'x' }); } catch (error) { console.log(/DSO/.test(error.message)); }",
            "true",
        ),
    ],
    "A server with several certificates": [f"{CERTIFICATES}/certificates_shown.js"],
}


def entries() -> list[str]:
    """The entries of the page."""
    return [re.sub(r"[*`]", "", entry) for entry in re.findall(r"^- (.*)$", PAGE.read_text(), re.MULTILINE)]


def test_each_entry_has_what_shows_it() -> None:
    shown = {title: [entry for entry in entries() if entry.startswith(title)] for title in LIMITS}
    assert {title: len(found) for title, found in shown.items()} == dict.fromkeys(LIMITS, 1)
    assert len(entries()) == len(LIMITS)


@pytest.mark.parametrize("path", sorted({shows for all_of_one in LIMITS.values() for shows in all_of_one if isinstance(shows, str)}))
def test_what_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


PROGRAMS = [(title, *shows) for title, all_of_one in LIMITS.items() for shows in all_of_one if isinstance(shows, tuple)]


def _run(command: str, *args: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([command, "--no-warnings", *args], capture_output=True, text=True, timeout=60, cwd=cwd)


@pytest.mark.parametrize(("title", "program", "printed"), PROGRAMS, ids=[f"{title} {i}" for i, (title, _, _) in enumerate(PROGRAMS)])
def test_a_program_runs_into_the_limit(title: str, program: str, printed: str) -> None:
    done = _run(ANODE, "-e", program)
    assert (done.stdout.strip(), done.stderr) == (printed, "")


def test_modules_are_not_mocked(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("require('node:test')((t) => t.mock.module('x'));")
    assert UNAVAILABLE in _run(ANODE, "--experimental-test-module-mocks", "a.js", cwd=tmp_path).stdout


# Programs that die, and the line that each shows as the place of the error: real Node's, and anode's.
PLACES = {
    "made elsewhere": ("const e = new Error('x');\nfunction f(g) { throw g(); }\nf(() => e);\n", 2, 1),
    "caught and thrown in a callback": ("try { null.x; } catch (e) {\n  setTimeout(() => { throw e; });\n}\n", 2, 1),
    "several throws fit": ("function a() { throw 1; }\nfunction b() {\n  throw 1;\n}\nb();\n", 3, None),
    "in an evaluated text": ("new Function('throw new Error(1)')();\n", None, 1),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_place_of_a_throw(name: str, tmp_path: Path) -> None:
    source, of_node, of_anode = PLACES[name]
    (tmp_path / "a.js").write_text(source)
    for command, line in ((NODE, of_node), (ANODE, of_anode)):
        shown = re.search(r"^\S*a\.js:([0-9]+)\n", _run(command, "a.js", cwd=tmp_path).stderr, re.MULTILINE)
        assert (int(shown[1]) if shown else None) == line, command


def test_the_line_numbers_of_anode_s_own_files_differ() -> None:
    of_node, of_anode = (
        _run(command, "-p", "try { setTimeout(1); } catch (e) { e.stack.split('\\n')[1] }").stdout for command in (NODE, ANODE)
    )
    place = re.compile(r"at setTimeout \(node:timers:[0-9]+:[0-9]+\)")
    assert place.search(of_node)
    assert place.search(of_anode)
    assert of_node != of_anode


def test_a_folder_is_not_copied_into_itself(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "link").symlink_to("a")
    program = "try { require('fs').cpSync('a', 'link/b/c', { recursive: true }); } catch (error) { console.log(error.code); }"
    assert _run(ANODE, "-e", program, cwd=tmp_path).stdout == "ERR_FS_CP_EINVAL\n"
