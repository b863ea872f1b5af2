"""``anode.Sandbox``: JavaScript that nobody trusts, in a process of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any
from weakref import WeakSet, finalize

from anode.interop.errors import Interrupted, JSError, RuntimeClosed
from anode.interop.limits.timeout import timeout as limit
from anode.interop.proxies import JSPromise
from anode.sandbox.errors import SandboxEnded
from anode.sandbox.policy import Policy
from anode.sandbox.process import Process, megabytes, size_of
from anode.sandbox.remote import Remote

JSValue = Any


class Sandbox:
    """A Runtime in a process of its own, which the kernel holds to its limits and its files.

    Python functions that it is given are its ways out.

    ``cwd`` is a folder that the program may read, with its node_modules; without one it is the scratch folder: an empty one, which the program may
    write, up to ``scratch`` bytes. ``read`` and ``write`` are further paths, ``net`` hosts, ``env`` the variables of ``process.env``, ``policy`` the file
    that a run with ``record`` has written, or a dict of such.
    Limits: ``memory`` (the heap; the whole process may take some more), ``timeout`` (seconds, each call), ``cpu`` (seconds of processor time, in all),
    ``output`` (bytes written to stdout and stderr, in all), ``disk`` (bytes written to files, in all), ``files`` (descriptors).
    ``on_output(stream, text)`` gets what the program writes, as it comes; without it that goes to ``sys.stdout`` and ``sys.stderr``.
    ``record`` is a file to which the policy is written that the program has needed. Such a run is not restricted: record code that you trust.
    ``require`` names the layers without which there must be no sandbox: see :attr:`layers`.
    """

    def __init__(
        self,
        *,
        cwd: str | os.PathLike[str] | None = None,
        read: Sequence[str | os.PathLike[str]] = (),
        write: Sequence[str | os.PathLike[str]] = (),
        net: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        argv: Sequence[str] = (),
        policy: str | os.PathLike[str] | Mapping[str, Any] | None = None,
        record: str | os.PathLike[str] | None = None,
        memory: str | int = "256MB",
        timeout: float | None = 30,
        cpu: int = 300,
        output: str | int = "16MB",
        disk: str | int = "64MB",
        scratch: str | int = "64MB",
        files: int = 256,
        on_output: Callable[[str, str], object] | None = None,
        on_uncaught: str = "log",
        require: Sequence[str] = (),
    ) -> None:
        if on_uncaught not in ("log", "raise", "exit"):
            raise ValueError(f"on_uncaught must be 'log', 'raise' or 'exit', not {on_uncaught!r}")
        if not isinstance(cpu, int) or cpu < 1:
            raise ValueError(f"cpu is a number of seconds, 1 at least, not {cpu!r}")
        if not isinstance(files, int) or files < 64:
            raise ValueError(f"files is a number of descriptors, 64 at least, not {files!r}")
        granted = Policy.load(policy).with_(read, write, net, env or {})
        folder = os.path.realpath(os.fspath(cwd)) if cwd is not None else None
        if folder is not None:
            if not os.path.isdir(folder):
                raise NotADirectoryError(f"the cwd of an anode.Sandbox must be a folder: {folder}")
            granted.read.append(folder)
        granted.check()
        self._recorded = os.path.abspath(os.fspath(record)) if record is not None else None
        self._needed = Policy()
        settings = {
            "argv": [sys.executable, *argv], "cpu": cpu, "cwd": folder, "disk": size_of(disk, "disk"), "files": files,
            "memory": megabytes(memory) << 20, "on_uncaught": on_uncaught, "output": size_of(output, "output"),
            "recording": record is not None, "scratch": size_of(scratch, "scratch"),
        }  # fmt: skip
        self._process = Process(settings, granted, on_output, self._needed.add)
        self._remote = Remote(self._process.pipe, self._process)
        self._close = finalize(self, _close, self._remote, self._process)
        try:
            if timeout is not None:
                self._remote.background.limit_each(timeout)
            self.layers: dict[str, str] = self._process.begin(self._remote)
            missing = [name for name in require if name not in self.layers]
            if missing:
                reasons = self._process.missing
                raise RuntimeError("this machine gives a sandbox no " + ", ".join(f"{m} ({reasons.get(m, 'not known')})" for m in missing))
        except BaseException:
            self.close()
            raise
        _alive.add(self)

    # ---- running JavaScript ----

    def eval(self, source: str, *, filename: str = "[python]", timeout: float | None = None) -> JSValue:
        """Run a script, for ``timeout`` seconds at most; its completion value. ``require`` is there. Raises JSError, Timeout, SandboxEnded."""
        with limit(timeout) if timeout is not None else _no_limit:
            return self._remote.ask("eval", source, filename)

    def require(self, specifier: str) -> JSValue:
        """``require(specifier)``, seen from the working directory: a builtin, a package in node_modules, a file. Raises JSError."""
        return self._remote.ask("require", specifier, self._process.cwd)

    def import_(self, specifier: str) -> JSValue:
        """The namespace of an ES module, its top-level await awaited. Raises JSError."""
        promise: JSPromise = self._remote.ask("import", specifier, self._process.cwd)
        return promise.result()

    def run(self, file: str | os.PathLike[str], *arguments: str) -> int:
        """Run a program as ``anode file arguments…`` does, until nothing is left to wait for; its exit code. Raises JSError, Exit."""
        return int(self._remote.ask("run", os.fspath(file), *arguments))

    def interrupt(self) -> bool:
        """End the calls that run, from any thread or a signal handler; whether any ran. Their callers get ``anode.Interrupted``."""
        return self._remote.interrupt(Interrupted("JavaScript was ended by Sandbox.interrupt()"))

    @property
    def missing(self) -> dict[str, str]:
        """The layers that this machine does not give, and why."""
        return self._process.missing

    @property
    def scratch(self) -> str:
        """The folder that the program may write; where there are namespaces, its files are to be seen in the sandbox alone."""
        return self._process.scratch

    # ---- the end ----

    @property
    def closed(self) -> bool:
        """Whether the process has ended."""
        return self._remote.ended is not None

    def close(self) -> None:
        """Kill the process, in the middle of whatever it does. May be called twice."""
        if self._close.alive:
            self._close()
            if self._recorded is not None:
                self._needed.store(self._recorded)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<anode.Sandbox {'closed' if self.closed else self._process.cwd}>"


class _NoLimit:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


_no_limit = _NoLimit()
_alive: WeakSet[Sandbox] = WeakSet()


def _close(remote: Remote, process: Process) -> None:
    if process.owner == os.getpid():
        remote.end(RuntimeClosed("this anode.Sandbox is closed"))
        process.close()


def _lose_all() -> None:
    for sandbox in list(_alive):
        sandbox._remote.lose()


os.register_at_fork(after_in_child=_lose_all)

__all__ = ["JSError", "Sandbox", "SandboxEnded"]
