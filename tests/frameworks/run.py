"""Takes a project through its steps under one of the two commands."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPMessage, RemoteDisconnected
from pathlib import Path

from tests.commands import NODE
from tests.frameworks.normal import normal
from tests.frameworks.steps import PORT, Ask, Project, Run, Serve
from tests.node_commands import folder_of
from tests.packages.installed import install

FOLDER = Path(__file__).parent / "projects"
# No telemetry, no look for updates, no colours.
QUIET = (
    "ASTRO_TELEMETRY_DISABLED CHECKPOINT_DISABLE DO_NOT_TRACK DISABLE_OPENCOLLECTIVE NEXT_TELEMETRY_DISABLED NO_COLOR NO_UPDATE_NOTIFIER "
    "NUXT_TELEMETRY_DISABLED STORYBOOK_DISABLE_TELEMETRY STRAPI_TELEMETRY_DISABLED"
)
_LEFT = {".cache", ".vite", ".vite-temp", ".astro"}  # what tools leave in node_modules


@dataclass
class Seen:
    """What a run showed, step by step, and how long the measured parts took."""

    steps: list[tuple[str, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)  # seconds of processor time of the same parts, children included


class Failed(Exception):
    """A step ended with an error, or in no time."""


def prepare(project: Project) -> Path:
    """The project's folder with its packages and its files, and nothing else."""
    source = FOLDER / (project.packages or project.folder)
    folder = install(source)
    old = [path for path in folder.iterdir() if path.name not in ("node_modules", ".installed")]
    for path in [*old, *(folder / "node_modules" / name for name in _LEFT)]:
        _remove(path)
    shutil.copytree(FOLDER / project.folder, folder, dirs_exist_ok=True)
    shutil.copy(source / "package.json", folder)
    return folder


def _remove(path: Path) -> None:
    """A server's last children may still write into a folder."""
    until = time.monotonic() + 10
    while os.path.lexists(path) and time.monotonic() < until:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def environment(command: str, project: Project, port: int) -> dict[str, str]:
    """The environment of a run: ``node`` on PATH is the command itself."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("NODE_", "PYTEST", "npm_"))}
    env.update(dict.fromkeys(QUIET.split(), "1"), TZ="UTC", LANG="C.UTF-8", LC_ALL="C.UTF-8", PORT=str(port), CI="1")
    env["PATH"] = f"{folder_of(command)}{os.pathsep}{env['PATH']}"
    return {**env, **{name: value.replace(PORT, str(port)) for name, value in project.env.items()}}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _arguments(command: str, words: str, folder: Path, port: int) -> list[str]:
    first, *rest = words.replace(PORT, str(port)).split(" ")
    program = folder / "node_modules" / ".bin" / first
    return [command, str(program) if program.exists() else first, *rest]


def walk(project: Project, command: str) -> Seen:
    """Take all steps. Raises :class:`Failed`."""
    folder = prepare(project)
    seen = Seen()
    for step in project.steps:
        port = _free_port()
        env = environment(command, project, port)
        env.update({name: value.replace(PORT, str(port)) for name, value in step.env.items()})
        if isinstance(step, Run):
            _run(step, project, command, folder, env, seen)
        else:
            _serve(step, project, command, folder, env, port, seen)
    return seen


def _children() -> float:
    """Seconds of processor time of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _group(leader: int) -> float:
    """Seconds of processor time of a process group, and of its children that have ended."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        if int(words[2]) == leader:
            ticks += sum(map(int, words[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _run(step: Run, project: Project, command: str, folder: Path, env: dict[str, str], seen: Seen) -> None:
    start, before = time.monotonic(), _children()
    try:
        done = subprocess.run(
            _arguments(command, step.command, folder, 0), cwd=folder, env=env, timeout=step.timeout,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Failed(f"{step.command}: more than {step.timeout} s\n{error.stdout!r}\n{error.stderr!r}") from None
    if done.returncode:
        raise Failed(f"{step.command}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
    if step.measured:
        seen.seconds[step.measured] = time.monotonic() - start
        seen.processor[step.measured] = _children() - before
    if step.output:
        seen.steps.append((step.command, normal(done.stdout, project.same)))
    for pattern in step.files:
        paths = sorted(path for path in folder.glob(pattern) if path.is_file())
        if not paths:
            raise Failed(f"{step.command}: no file matches {pattern}")
        for path in paths:
            seen.steps.append((normal(str(path.relative_to(folder)), project.same), _content(path, project)))


def _content(path: Path, project: Project) -> str:
    data = path.read_bytes()
    try:
        return normal(data.decode(), project.same)
    except UnicodeDecodeError:
        return hashlib.sha256(data).hexdigest()


@contextmanager
def _server(arguments: list[str], folder: Path, env: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    log = folder / "server.log"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            arguments, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process, log
    finally:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                break
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                continue
        process.wait()


def _serve(step: Serve, project: Project, command: str, folder: Path, env: dict[str, str], port: int, seen: Seen) -> None:
    start = time.monotonic()
    with _server(_arguments(command, step.command, folder, port), folder, env) as (process, log):
        asks = [Ask(ask) if isinstance(ask, str) else ask for ask in step.asks]
        for ask in asks:
            for _ in range(ask.again + 1):
                try:
                    answer = _answer(ask, process, port, project, start + step.timeout)
                except (OSError, HTTPException, Failed) as error:
                    raise Failed(f"{step.command}: {ask.method} {ask.path}: {error!r}\n{log.read_text(errors='replace')}") from None
                if step.measured and step.measured not in seen.seconds:
                    seen.seconds[step.measured] = time.monotonic() - start
                    seen.processor[step.measured] = _group(process.pid)
                seen.steps.append((f"{ask.method} {ask.path}", answer))
        if step.script:
            _wait(process, port, start + step.timeout)
            seen.steps.append((step.script, _look(step, folder, env, port, log)))


def _wait(process: subprocess.Popen[bytes], port: int, until: float) -> None:
    """Until the port takes connections."""
    while True:
        try:
            socket.create_connection(("localhost", port), 1).close()
            return
        except OSError:
            if process.poll() is not None:
                raise Failed(f"the server ended with {process.returncode}") from None
            if time.monotonic() > until:
                raise Failed("the server does not listen") from None
            time.sleep(0.02)


def _answer(ask: Ask, process: subprocess.Popen[bytes], port: int, project: Project, until: float) -> str:
    """A server may reset connections while it starts."""
    while True:
        _wait(process, port, until)
        try:
            status, headers, data = _request(ask, port, until)
            break
        except (ConnectionResetError, RemoteDisconnected):
            time.sleep(0.1)
    lines = [str(status), *(f"{name}: {headers.get(name)}" for name in ask.shown)]
    if not ask.body_compared:
        lines.append("a body" if data else "empty")
    else:
        try:
            lines.append(data.decode())
        except UnicodeDecodeError:
            lines.append(hashlib.sha256(data).hexdigest())
    return normal("\n".join(lines), project.same)


def _request(ask: Ask, port: int, until: float) -> tuple[int, HTTPMessage, bytes]:
    connection = HTTPConnection("localhost", port, timeout=max(until - time.monotonic(), 1))
    try:
        connection.request(ask.method, ask.path, None if ask.body is None else ask.body.encode(), ask.headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def _look(step: Serve, folder: Path, env: dict[str, str], port: int, log: Path) -> str:
    env = {**env, "PATH": f"{folder_of(NODE)}{os.pathsep}{env['PATH']}"}
    done = subprocess.run(
        [NODE, step.script, str(port)], cwd=folder, env=env, timeout=step.timeout, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failed(f"{step.script}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}\n{log.read_text(errors='replace')}")
    return done.stdout
