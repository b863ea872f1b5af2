"""What a program may reach: a file of JSON that a recorded run writes, and a sandbox takes."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anode.interop.runtime import Runtime
    from anode.sandbox.wire import Pipe

_PARTS = ("read", "write", "net", "env")


class Policy:
    """Paths to read and to write, hosts, variables."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.write: list[str] = []
        self.net: list[str] = []
        self.env: dict[str, str] = {}

    @classmethod
    def load(cls, source: str | os.PathLike[str] | Mapping[str, Any] | None) -> Policy:
        """A policy from a file or a dict. Raises ValueError, OSError."""
        self = cls()
        if source is None:
            return self
        if isinstance(source, Mapping):
            found: Any = source
        else:
            with open(source, encoding="utf-8") as file:
                found = json.load(file)
        if not isinstance(found, Mapping) or (unknown := [key for key in found if key not in _PARTS]):
            raise ValueError(f"a policy has the parts {', '.join(_PARTS)}" + (f", not {unknown[0]}" if isinstance(found, Mapping) else ""))
        self.read = _texts(found, "read")
        self.write = _texts(found, "write")
        self.net = _texts(found, "net")
        # Values are the host's: the policy names the variables that cross.
        self.env = {name: os.environ[name] for name in _texts(found, "env") if name in os.environ}
        return self

    def with_(self, read: Sequence[Any], write: Sequence[Any], net: Sequence[str], env: Mapping[str, str]) -> Policy:
        """This policy, and more."""
        for name, value in (("read", read), ("write", write), ("net", net)):
            if isinstance(value, (str, bytes)):
                raise TypeError(f"{name} is a list, such as [{value!r}]")
        self.read = [os.path.realpath(os.fspath(path)) for path in (*self.read, *read)]
        self.write = [os.path.realpath(os.fspath(path)) for path in (*self.write, *write)]
        self.net = [*self.net, *(str(host) for host in net)]
        self.env |= {str(name): str(value) for name, value in env.items()}
        return self

    def check(self) -> None:
        """Raise where a path is not there: the kernel grants only what is."""
        for path in (*self.read, *self.write):
            if not os.path.exists(path):
                raise FileNotFoundError(f"a path that an anode.Sandbox may use must be there: {path}")
            if "*" in path:
                raise ValueError(f"a path that an anode.Sandbox may use is no pattern: {path}")

    def options(self, scratch: str, recording: bool) -> list[str]:
        """The options of the Runtime inside."""
        made = [
            "--permission-audit" if recording else "--permission",
            *(f"--allow-fs-read={path}" for path in (scratch, *self.read, *self.write)),
        ]
        made += [f"--allow-fs-write={path}" for path in (scratch, *self.write)]
        made += [f"--allow-net={host}" for host in self.net]
        return [*made, "--allow-env=*"]  # process.env has only what was given

    def add(self, kind: str, name: str) -> None:
        """A run has needed something."""
        if kind == "env":
            self.env[name] = ""
        elif name not in getattr(self, kind):
            getattr(self, kind).append(name)

    def store(self, path: str) -> None:
        """Write the file."""
        parts = {
            "read": _folded(self.read),
            "write": _folded(self.write),
            "net": sorted(self.net),
            "env": sorted(self.env),
        }
        with open(path, "w", encoding="utf-8") as file:
            json.dump(parts, file, indent=2)
            file.write("\n")


_KINDS = {"FileSystemRead": "read", "FileSystemWrite": "write", "Net": "net", "Env": "env"}
_NOTE_ENV = """(note) => {
  const variables = process.env;
  const get = (target, name) => { if (typeof name === 'string' && name in target) note(name); return target[name]; };
  Object.defineProperty(process, 'env', { value: new Proxy(variables, { get }), writable: true, enumerable: true, configurable: true });
}"""


def record(runtime: Runtime, pipe: Pipe) -> None:
    """Tell the host of everything that the program of a Runtime needs and has no grant for."""

    def denied(permission: str, resource: str) -> None:
        kind = _KINDS.get(permission)
        if kind is not None and resource:
            pipe.send(["n", kind, os.path.realpath(resource) if kind in ("read", "write") else resource])

    runtime._session.ctx.permissions.denied = denied
    runtime.eval(_NOTE_ENV)(lambda name: pipe.send(["n", "env", name]))


def _folded(paths: list[str]) -> list[str]:
    """Paths that are there, or the folder in which they would be; none below another."""
    found: set[str] = set()
    for path in paths:
        while not os.path.exists(path):
            path = os.path.dirname(path)
        found.add(path)
    return sorted(path for path in found if not any(path.startswith(other.rstrip("/") + "/") for other in found if other != path))


def _texts(found: Mapping[str, Any], name: str) -> list[str]:
    value = found.get(name, [])
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(part, str) for part in value):
        raise ValueError(f"the part {name!r} of a policy is a list of texts")
    return list(value)
