"""The sandbox's process as its host sees it: how it begins, how it is watched, why it has ended."""

from __future__ import annotations

import _thread
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from time import monotonic
from typing import TYPE_CHECKING, Any

from anode.engine import cache, snapshot
from anode.interop.errors import OutOfMemory
from anode.interop.limits import watchdog
from anode.sandbox.errors import SandboxEnded
from anode.sandbox.policy import Policy
from anode.sandbox.wire import Pipe

if TYPE_CHECKING:
    from collections.abc import Callable

    from anode.sandbox.remote import Remote

_BOOT = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from anode.sandbox.launch import main; "
    "main(int(sys.argv[2]), int(sys.argv[3]))"
)
_START = 60.0  # seconds that a sandbox may take to begin
_END = 5.0  # seconds for the kernel to end it
_LOOK = 0.05  # seconds between two looks at what it has taken
_ROOM = 512 << 20  # bytes of memory in use beyond the heap's limit
_MOST_THREADS = 256
_TAIL = 4000  # characters of what it has said first and last
_NO_MEMORY = ("out of memory", "OOM", "memory allocation", "Allocation failed", "MemoryError", "Cannot allocate")


_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Packages that anode imports while it runs. The folder of the program itself is not the sandbox's to read.
_NEEDED = ("jsrun", "ada_url", "brotli", "certifi", "cryptography", "greenlet", "httptools", "orjson", "pycares", "zlib_ng", "zstandard")


def import_path() -> list[str]:
    """The folders with Python's own modules and the packages that anode needs."""
    import importlib.util
    import sysconfig

    found = [sysconfig.get_path("stdlib")]
    for name in ("resource", "_ctypes", "_socket", *_NEEDED):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None and os.path.isabs(spec.origin):
            inside = spec.submodule_search_locations is not None
            found.append(os.path.dirname(os.path.dirname(spec.origin) if inside else spec.origin))
    return list(dict.fromkeys(os.path.realpath(path) for path in found))


def size_of(value: str | int, what: str) -> int:
    """A number of bytes: 1000, "64MB". Raises ValueError."""
    text = str(value).strip().upper().removesuffix("B").removesuffix("I")
    unit = 1 << 10 * (" KMG".index(text[-1]) if text[-1:] in ("K", "M", "G") else 0)
    try:
        size = int(float(text.rstrip("KMG")) * unit)
    except ValueError:
        raise ValueError(f"{what} is a number of bytes, or a text like '64MB', not {value!r}") from None
    if size < 0:
        raise ValueError(f"{what} is a number of bytes, not {value!r}")
    return size


def megabytes(value: str | int) -> int:
    """The limit of a heap. Raises ValueError."""
    size = size_of(value, "memory") >> 20
    if size < 16:
        raise ValueError("the memory of an anode.Sandbox must be at least 16 MB")
    return size


class Process:
    """One sandbox's."""

    def __init__(self, settings: dict[str, Any], granted: Policy, on_output: Callable[[str, str], object] | None, on_need: Any) -> None:
        if getattr(sys, "frozen", False):
            raise RuntimeError("an anode.Sandbox needs a Python interpreter to start, which a frozen program does not have")
        self.owner = os.getpid()
        self.missing: dict[str, str] = {}
        self.scratch = os.path.realpath(tempfile.mkdtemp(prefix="anode-sandbox-"))
        self.cwd = settings["cwd"] or self.scratch
        self._settings = settings
        self._on_output = on_output
        self._on_need = on_need
        self._written = 0
        self._received = 0
        self._why: BaseException | None = None
        self._quiet = _thread.allocate_lock()  # held until it has said its last
        self._quiet.acquire()
        self._said = ""  # what Python and V8 say when they die: the first and the last of it
        self._ended = False
        self._inner = 0
        self._remote: Remote | None = None
        folders = [_prepared(), _PACKAGE, *import_path(), os.path.join(sys.base_prefix, "lib")]
        env = {**(os.environ if settings["recording"] else {}), "TMPDIR": self.scratch, **granted.env}
        settings |= {
            "cwd": self.cwd, "env": env, "network": bool(granted.net), "options": granted.options(self.scratch, settings["recording"]),
            "read": granted.read, "runtime_folders": folders, "scratch_folder": self.scratch, "write": granted.write,
        }  # fmt: skip
        try:
            self._start()
        except BaseException:
            shutil.rmtree(self.scratch, ignore_errors=True)
            raise

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        control, self._control = os.pipe()
        os.set_blocking(self._control, False)
        try:
            path = [*import_path(), os.path.dirname(_PACKAGE)]
            self._popen = subprocess.Popen(
                [sys.executable, "-I", "-c", _BOOT, json.dumps(path), str(theirs.fileno()), str(control)],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=(theirs.fileno(), control),
                start_new_session=True, cwd="/", env=_environment(self.scratch, _prepared()),
            )  # fmt: skip
        except BaseException:
            ours.close()
            os.close(self._control)
            raise
        finally:
            theirs.close()
            os.close(control)
        self.pipe = Pipe(ours)

    def begin(self, remote: Remote) -> dict[str, str]:
        """Wait until it can be asked; the layers that hold it. Raises SandboxEnded."""
        self._remote = remote
        remote.send(["settings", self._settings])
        _thread.start_new_thread(self._listen, ())
        _thread.start_new_thread(remote.read, ())
        try:
            told = remote.ready.get(timeout=_START)
        except Exception:  # _queue.Empty
            told = None
        if not isinstance(told, dict):
            raise remote.why() if remote.ended is not None else SandboxEnded("the process of this anode.Sandbox did not begin", "time")
        self.missing = dict(told["missing"])
        self._inner = self._find_inner()
        self._look_later()
        return dict(told["layers"])

    # ---- what it writes ----

    def output(self, fd: int, text: str) -> None:
        """It has written something; ``fd`` 0 is for what is counted and not shown."""
        self._written += len(text)
        if self._written > self._settings["output"]:
            self._pass("output", f"wrote more than its {self._settings['output']} bytes of output")
        elif fd and self._on_output is not None:
            self._on_output("stderr" if fd == 2 else "stdout", text)
        elif fd:
            stream = sys.stderr if fd == 2 else sys.stdout
            if stream is not None:
                stream.write(text.encode("utf-8", "backslashreplace").decode())
                stream.flush()

    def need(self, kind: str, name: str) -> None:
        """A recorded run has needed something."""
        self._on_need(kind, name)

    def _listen(self) -> None:
        # What Python and V8 say when they die.
        stream = self._popen.stdout
        assert stream is not None
        with stream:
            while chunk := stream.read1(65536):  # type: ignore[attr-defined]
                said = self._said + chunk.decode("utf-8", "replace")
                self._said = said if len(said) <= 2 * _TAIL else said[:_TAIL] + said[-_TAIL:]
                self.output(0, " " * len(chunk))
        self._quiet.release()

    # ---- what it takes ----

    def _find_inner(self) -> int:
        try:
            with open(f"/proc/{self._popen.pid}/task/{self._popen.pid}/children") as file:
                return int(file.read().split()[0])
        except (OSError, IndexError, ValueError):
            return self._popen.pid

    def _look_later(self) -> None:
        if sys.platform == "linux":
            watchdog.watchdog.watch(monotonic() + _LOOK, self._look)

    def _look(self) -> None:
        if self._ended or self._remote is None or self._remote.ended is not None:
            return
        try:
            with open(f"/proc/{self._inner}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
            with open(f"/proc/{self._inner}/io") as file:
                written = next(int(line.split()[1]) for line in file if line.startswith("wchar"))
        except (OSError, StopIteration, IndexError):
            self._look_later()
            return
        threads, pages = int(fields[17]), int(fields[21])
        settings = self._settings
        if not settings["recording"]:
            if pages * os.sysconf("SC_PAGE_SIZE") > settings["memory"] + _ROOM:
                self._why = OutOfMemory("the process of this anode.Sandbox took more memory than it may, and was killed")
                self._remote.end(self._why)
            elif threads > _MOST_THREADS:
                self._pass("threads", f"had more than {_MOST_THREADS} threads")
            elif written - self.pipe.received > settings["disk"] + _SLACK:
                self._pass("disk", f"wrote more than its {settings['disk']} bytes to files")
        self._look_later()

    def _pass(self, which: str, did: str) -> None:
        self._why = SandboxEnded(f"the process of this anode.Sandbox {did}, and was killed", which)
        if self._remote is not None:
            self._remote.end(self._why)

    # ---- the end ----

    def interrupt(self, number: int) -> bool:
        """Ask it to end a call; false where it does not listen."""
        try:
            return os.write(self._control, number.to_bytes(8, "little")) == 8
        except OSError:
            return False

    def kill(self) -> None:
        """End it, and all that it has begun."""
        if not self._ended and self.owner == os.getpid():
            self._ended = True
            self._popen.kill()

    def why(self) -> BaseException:
        """Why it has ended by itself."""
        if self._why is not None:
            return self._why
        try:
            code = self._popen.wait(_END)
        except subprocess.TimeoutExpired:
            return SandboxEnded("the process of this anode.Sandbox has closed its connection")
        number = -code if code < 0 else code - 128 if code > 128 else 0
        self._quiet.acquire(timeout=1)
        said = self._said.strip()
        if number == signal.SIGXCPU:
            return SandboxEnded(
                f"the process of this anode.Sandbox used its {self._settings['cpu']} seconds of processor time, and was killed", "cpu"
            )
        if any(sign in said for sign in _NO_MEMORY):
            return OutOfMemory("the process of this anode.Sandbox passed its memory limit, which has ended it")
        name = signal.Signals(number).name if number in set(signal.Signals) else f"exit code {code}"
        return SandboxEnded(f"the process of this anode.Sandbox has ended ({name})" + (f": {said[-300:]}" if said else ""))

    def close(self) -> None:
        """Wait for its end, and take back what it had."""
        self.kill()
        try:
            self._popen.wait(_END)
        except subprocess.TimeoutExpired:
            pass
        self.pipe.close()
        os.close(self._control)
        shutil.rmtree(self.scratch, ignore_errors=True)


_SLACK = 4 << 20  # bytes that pass between processes besides files


def _prepared() -> str:
    """The folder with V8's snapshot: a process that has locked itself up can make none."""
    found = snapshot.folder()
    if found is None:
        subprocess.run(
            [sys.executable, "-m", "anode", "-e", ""], stdin=subprocess.DEVNULL, capture_output=True, timeout=_START, check=False
        )
        found = snapshot.folder()
    return found or cache.folder()


def _environment(scratch: str, kept_in: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("TZ", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {"ANODE_CACHE": kept_in, "HOME": scratch, "TMPDIR": scratch, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
