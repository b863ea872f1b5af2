"""A JavaScript program under Python's command."""

from __future__ import annotations

import _thread
import atexit
import os
import sys
import threading  # noqa: F401  # see below
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from anode.engine.control import control
from anode.engine.v8.settings import request_direct
from anode.interop.bridge import EXIT, LOG, RAISE, Bridge
from anode.interop.errors import ForkError, RuntimeClosed
from anode.interop.limits.timeout import current
from anode.interop.limits.timeout import timeout as limit
from anode.interop.proxies import JSPromise
from anode.session import Session

request_direct()

# The values that cross: None, bool, int, float, str, bytes, datetime, and the proxies of interop/proxies.py; lists and dicts on the way in.
JSValue = Any

# threading takes the thread that imports it first for the main thread, and Python waits for the main thread when it ends. Bindings import threading
# on the isolate's thread or on the control thread, which never end; so it is imported here before.

_LEAST_MEMORY = 16  # MB: what is always there, and some room
_PATIENCE = 1.0  # seconds that a program has to come back to its event loop before it is terminated


class Host:
    """The Python program around an embedded isolate."""

    __slots__ = ("descriptors",)

    def __init__(self) -> None:
        self.descriptors: set[int] = set()  # that the program and its workers have opened

    def write(self, fd: int, text: str) -> None:
        """Write to ``sys.stdout`` or ``sys.stderr``, whatever they are now: a notebook's cell, pytest's capture."""
        stream = sys.stderr if fd == 2 else sys.stdout
        if stream is not None:
            try:
                stream.write(text)
            except UnicodeEncodeError:  # a lone surrogate, or an encoding that is no UTF
                stream.write(text.encode("ascii", "backslashreplace").decode())
            if "\n" in text:
                stream.flush()


class Runtime:
    """One isolate with its own globals, event loop, module cache, working directory and environment.

    ``cwd`` is where relative names are looked up (the process's own), ``env`` becomes ``process.env`` (a copy of ``os.environ``), ``argv``
    follows the program's name in ``process.argv``, ``options`` command-line options as ``anode`` takes them
    (``["--permission", "--allow-fs-read=/data"]``). ``on_uncaught`` says what an error in the background does that no JavaScript has caught:
    ``"log"`` warns (UncaughtWarning), ``"raise"`` raises it from the next call, ``"exit"`` ends the Runtime as it ends a program.
    ``memory`` (``"256MB"``, or bytes) limits the heap: a call that passes it raises OutOfMemory, and the Runtime goes on; in the background it ends.
    ``timeout`` limits each call, in seconds: see ``anode.timeout``.
    ``inspect`` lets debuggers connect: a port of 127.0.0.1 (0: any), or ``"host:port"``; :attr:`inspect_url` is the address. Who connects can do all that
    this process can.
    Use it as a context manager, or call :meth:`close`. Any thread may use it. One that is dropped without being closed ends with the last proxy of its
    objects, when its program has nothing to wait for.
    """

    def __init__(
        self,
        *,
        cwd: str | os.PathLike[str] | None = None,
        env: Mapping[str, str] | None = None,
        argv: Sequence[str] = (),
        options: Sequence[str] = (),
        on_uncaught: str = LOG,
        memory: str | int | None = None,
        timeout: float | None = None,
        inspect: int | str | None = None,
    ) -> None:
        from anode.options import BadOption, parse

        if control.lost:
            raise ForkError()
        if on_uncaught not in (LOG, RAISE, EXIT):
            raise ValueError(f"on_uncaught must be 'log', 'raise' or 'exit', not {on_uncaught!r}")
        if isinstance(options, str):
            raise TypeError(f"options is a list, such as [{options!r}], not a str")
        try:
            parsed = parse([*options, *([f"--inspect-port={inspect}"] if inspect is not None else [])])
        except BadOption as error:
            raise ValueError(str(error)) from None
        others = [parsed.script, *parsed.arguments] if parsed.script is not None else parsed.arguments
        if others:
            raise ValueError(f"not an option: {others[0]}")
        if memory is not None:
            parsed.options["--max-old-space-size"] = str(_megabytes(memory))
        self._cwd = os.path.abspath(os.fspath(cwd)) if cwd is not None else None
        if self._cwd is not None and not os.path.isdir(self._cwd):
            raise NotADirectoryError(f"the cwd of an anode.Runtime must be a folder: {self._cwd}")
        environment = {str(k): str(v) for k, v in (os.environ if env is None else env).items()}
        self._session = Session(parsed.options, environment, [sys.executable, *argv], parsed.exec_argv, embedded=True, cwd=self._cwd)
        ctx = self._session.ctx
        self._bridge = ctx.state(Bridge)
        self._bridge.uncaught_mode = on_uncaught
        self._bridge.background.limit_each(timeout)
        self._bridge.terminate = self._session.terminate
        self._pid = os.getpid()
        self._over = _thread.allocate_lock()  # held while the isolate lives
        self._over.acquire()
        self._program = Program(self._bridge, self._session, self._over)
        _alive.add(self._program)
        ctx.host = Host()
        # They do not refer to this Runtime: it may be dropped without being closed.
        ctx.exit = self._program.exited
        ctx.loop.active += 1  # the host may always ask for more
        self._session.on_end = self._program.ended
        self._session.start({"kind": "embedded"})
        self._inspect_url: str | None = None
        if inspect is not None:
            try:
                self._inspect_url = self._session.inspect_embedded()
            except OSError:
                self.close()
                raise

    # ---- running JavaScript ----

    def eval(self, source: str, *, filename: str = "[python]", timeout: float | None = None) -> JSValue:
        """Run a script, for ``timeout`` seconds at most; its completion value. ``require`` is there. Raises JSError, Timeout."""
        if timeout is None:
            return self._bridge.ask("eval", source, filename)
        with limit(timeout):
            return self._bridge.ask("eval", source, filename)

    def require(self, specifier: str) -> JSValue:
        """``require(specifier)``, seen from the working directory: a builtin, a package in node_modules, a file. Raises JSError."""
        return self._require(specifier, self._folder())

    def import_(self, specifier: str) -> JSValue:
        """The namespace of an ES module, its top-level await awaited. Raises JSError."""
        return self._import(specifier, self._folder())

    def run(self, file: str | os.PathLike[str], *arguments: str) -> int:
        """Run a program as ``anode file arguments…`` does, until nothing is left to wait for; its exit code. Raises JSError, Exit."""
        before, self._bridge.uncaught_mode = self._bridge.uncaught_mode, EXIT
        try:
            result = self._bridge.ask("main", os.fspath(file), list(arguments))
            if isinstance(result, JSPromise):
                result.result()
            while True:
                self._wait_until_idle()
                code = self._bridge.ask("beforeExit")
                if self._is_idle():
                    return int(code)
        finally:
            self._bridge.uncaught_mode = before

    def interrupt(self) -> bool:
        """End the JavaScript that runs, from any thread or a signal handler; whether any ran. Its caller gets ``anode.Interrupted``.

        A callback of the background (a timer, I/O) is ended with a warning if it has not come to its end after 20 ms. The Runtime goes on.
        """
        return self._bridge.background.interrupt()

    def _folder(self) -> str:
        return self._session.ctx.cwd or os.getcwd()

    def _require(self, specifier: str, folder: str) -> JSValue:
        return self._bridge.ask("require", specifier, folder)

    def _import(self, specifier: str, folder: str) -> JSValue:
        promise = self._bridge.ask("import", specifier, folder)
        return promise.result()

    def _wait_until_idle(self, timeout: float = -1) -> bool:
        lock = _thread.allocate_lock()
        lock.acquire()
        self._bridge.when_idle(lock.release)
        while not lock.acquire(timeout=0.1 if timeout < 0 else timeout):
            self._bridge.check()
            if timeout >= 0:
                return False
            bound = current()
            if bound is not None:
                bound.check()
        return True

    def _is_idle(self) -> bool:
        return self._wait_until_idle(0.002)

    @property
    def inspect_url(self) -> str | None:
        """The address that debuggers connect to, if the Runtime was made with ``inspect``."""
        return self._inspect_url

    # ---- the end ----

    @property
    def closed(self) -> bool:
        """Whether the program has ended or been closed."""
        return self._bridge.over

    def close(self) -> None:
        """End the program, in the middle of whatever it does, and give back its threads and memory. May be called twice."""
        if self._pid != os.getpid():
            return  # a forked child has none of the threads
        self._program.close()

    def __enter__(self) -> Runtime:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "_over") and self._over.locked() and self._pid == os.getpid():
            self._bridge.drop()

    def __repr__(self) -> str:
        return f"<anode.Runtime {'closed' if self.closed else self._folder()}>"


class Program:
    """The program of a Runtime, which may outlive it: see :meth:`Runtime.__del__`."""

    def __init__(self, bridge: Bridge, session: Session, over: _thread.LockType) -> None:
        self._bridge = bridge
        self._session = session
        self._over = over

    def exited(self, code: int) -> None:
        """The program has called ``process.exit()``."""
        self._bridge.exited(code)
        self._bridge.ctx.loop.stop()

    def ended(self) -> None:
        """The isolate is gone."""
        _alive.discard(self)
        self._bridge.end(RuntimeClosed())
        self._session.on_end = None
        self._bridge.gone()
        self._over.release()

    def close(self) -> None:
        """End the program, and wait until it has ended."""
        loop = self._session.ctx.loop
        self._bridge.end(RuntimeClosed())
        if _thread.get_ident() == loop.thread:
            loop.stop()  # from a function that JavaScript has called: it ends when that returns
        elif self._bridge.leave():
            loop.stop()  # so, too
        elif self._over.locked():
            loop.stop()
            if not self._wait(_PATIENCE):
                self._session.terminate()
                self._wait(-1)

    def _wait(self, timeout: float) -> bool:
        if not self._over.acquire(timeout=timeout):
            return False
        self._over.release()
        return True


_alive: set[Program] = set()
_default: Runtime | None = None
_lock = _thread.allocate_lock()


def _megabytes(memory: str | int) -> int:
    text = str(memory).strip().upper().removesuffix("B").removesuffix("I")
    unit = 1 << 10 * (" KMG".index(text[-1]) if text[-1:] in ("K", "M", "G") else 0)
    try:
        size = int(float(text.rstrip("KMG")) * unit) >> 20
    except ValueError:
        raise ValueError(f"memory is a number of bytes, or a text like '256MB', not {memory!r}") from None
    if size < _LEAST_MEMORY:
        raise ValueError(f"the memory of an anode.Runtime must be at least {_LEAST_MEMORY} MB")
    return size


def default_runtime() -> Runtime:
    """The Runtime behind ``anode.require`` and ``anode.import_``, made on first use."""
    global _default
    with _lock:
        if _default is None or _default.closed:
            _default = Runtime()
        return _default


def reset() -> None:
    """Close the default Runtime, if there is one; the next use makes a new one."""
    global _default
    with _lock:
        old, _default = _default, None
    if old is not None:
        old.close()


@atexit.register
def _close_all() -> None:
    # An isolate's thread that is left to run while Python ends takes the process down with it.
    for program in list(_alive):
        program.close()


def _forget_all() -> None:
    global _alive, _default, _lock
    _alive = set()  # their threads live in the parent
    _default = None
    _lock = _thread.allocate_lock()


os.register_at_fork(after_in_child=_forget_all)


def caller_folder(depth: int) -> str:
    """The folder of the Python file that called, or the working directory where there is none (a notebook, ``python -c``)."""
    file = sys._getframe(depth).f_globals.get("__file__")
    return os.path.dirname(os.path.abspath(file)) if isinstance(file, str) else os.getcwd()
