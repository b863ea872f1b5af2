"""The one place that says yes or no.

With ``--permission`` (Node's permission model) everything below is denied unless an ``--allow-…`` option grants it:
reading and writing files by path, child processes, workers, native addons; and, ours, ``--allow-net`` (hosts),
``--allow-env`` (names) and ``--allow-python`` (Python modules). Each op declares a :class:`Need`; the engine asks before it
runs the op. Without ``--permission`` nothing is checked and nothing is paid.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from anode.errors import OpError

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    Check = Callable[["Permissions", tuple[int, ...], tuple[Any, ...]], None]


def _denied(permission: str, resource: str, option: str) -> OpError:
    return OpError(
        "ERR_ACCESS_DENIED",
        f"Access to this API has been restricted. Use --allow-{option} to manage permissions.",
        "Error",
        permission=permission,
        resource=resource,
    )


class Need:
    """The permission that an op needs: ``check(permissions, positions, args)`` raises where it is not granted.

    ``arguments`` are the op's parameters that name the file, host or variable.
    """

    __slots__ = ("arguments", "check", "name")

    def __init__(self, name: str, check: Check | None, *arguments: str) -> None:
        self.name = name
        self.check = check
        self.arguments = arguments

    def positions(self, function: Callable[..., Any]) -> tuple[int, ...]:
        """Where those parameters stand among the op's arguments, the context not counted."""
        code = function.__code__
        names = code.co_varnames[1 : code.co_argcount]
        return tuple(names.index(a) for a in self.arguments)


def _paths(value: Any) -> str:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return os.fsdecode(bytes(value))
    return str(value)


def _fs(write: bool) -> Check:
    def check(permissions: Permissions, positions: tuple[int, ...], args: tuple[Any, ...]) -> None:
        for position in positions:
            if position < len(args) and args[position] is not None and not isinstance(args[position], int):
                permissions.check_fs(_paths(args[position]), write)

    return check


def _open(permissions: Permissions, positions: tuple[int, ...], args: tuple[Any, ...]) -> None:
    path, flags = args[positions[0]], args[positions[1]] if positions[1] < len(args) else 0
    if isinstance(path, int):
        return
    mode = (flags or 0) & os.O_ACCMODE
    if mode != os.O_WRONLY:
        permissions.check_fs(_paths(path), False)
    if mode != os.O_RDONLY or flags & (os.O_CREAT | os.O_TRUNC | os.O_APPEND):
        permissions.check_fs(_paths(path), True)


def _copy(permissions: Permissions, positions: tuple[int, ...], args: tuple[Any, ...]) -> None:
    permissions.check_fs(_paths(args[positions[0]]), False)
    permissions.check_fs(_paths(args[positions[1]]), True)


def _move(permissions: Permissions, positions: tuple[int, ...], args: tuple[Any, ...]) -> None:
    # A file that may not be read or written must not get a name under which it may.
    permissions.check_fs(_paths(args[positions[0]]), False)
    for position in positions:
        permissions.check_fs(_paths(args[position]), True)


def _flag(permission: str, option: str, attribute: str) -> Check:
    def check(permissions: Permissions, positions: tuple[int, ...], args: tuple[Any, ...]) -> None:
        if not getattr(permissions, attribute):
            raise _denied(permission, _paths(args[positions[0]]) if positions else "", option)

    return check


def _program(permissions: Permissions, positions: tuple[int, ...], args: tuple[Any, ...]) -> None:
    if not permissions.child_process:
        import json  # the program has asked for a child in vain, and can wait for this

        raise _denied("ChildProcess", json.loads(args[positions[0]])["file"], "child-process")


def _listed(permission: str, option: str, attribute: str) -> Check:
    def check(permissions: Permissions, positions: tuple[int, ...], args: tuple[Any, ...]) -> None:
        allowed = getattr(permissions, attribute)
        value = args[positions[0]] if positions and positions[0] < len(args) else None
        name = "" if value is None else _paths(value)
        if allowed is not True and name not in allowed:
            raise _denied(permission, name, option)

    return check


nothing = Need("nothing", None)
child_process = Need("child", _flag("ChildProcess", "child-process", "child_process"))
worker = Need("worker", _flag("WorkerThreads", "worker", "worker"))
addons = Need("addons", _flag("Addons", "addons", "addons"))
inspector = Need("inspector", _flag("Inspector", "inspector", "inspector"))


def child_process_in(text: str) -> Need:
    """Start the program that is the ``file`` of these options in JSON."""
    return Need("child", _program, text)


def child_process_of(path: str) -> Need:
    """Start a program; the error names it."""
    return Need("child", _flag("ChildProcess", "child-process", "child_process"), path)


def fs_read(*arguments: str) -> Need:
    """The op reads the files that these arguments name."""
    return Need("fs.read", _fs(False), *arguments)


def fs_write(*arguments: str) -> Need:
    """The op writes, makes or removes the files that these arguments name."""
    return Need("fs.write", _fs(True), *arguments)


def fs_open(path: str, flags: str) -> Need:
    """The op opens ``path``; ``flags`` decide whether it reads or writes."""
    return Need("fs.open", _open, path, flags)


def fs_copy(source: str, destination: str) -> Need:
    """The op reads ``source`` and writes ``destination``."""
    return Need("fs.copy", _copy, source, destination)


def fs_move(source: str, destination: str) -> Need:
    """The op gives the file ``source`` the name ``destination``, instead of its own or beside it."""
    return Need("fs.move", _move, source, destination)


def _link(permissions: Permissions, positions: tuple[int, ...], args: tuple[Any, ...]) -> None:
    if permissions.read is not True or permissions.write is not True:
        message = "fs.symlink API requires full fs.read and fs.write permissions."
        raise OpError("ERR_ACCESS_DENIED", message, "Error", permission="", resource="")


fs_symlink = Need("fs", _link)


def net(host: str) -> Need:
    """The op reaches ``host``, or listens on it."""
    return Need("net", _listed("Net", "net", "net"), host)


def env(name: str) -> Need:
    """The op reads or sets the environment variable ``name``."""
    return Need("env", _listed("Env", "env", "env"), name)


def python(module: str) -> Need:
    """The op imports the Python module ``module``."""
    return Need("python", _listed("Python", "python", "python"), module)


class Permissions:
    """The permissions of one isolate. ``enabled`` is false without ``--permission``: everything may be done."""

    __slots__ = ("addons", "child_process", "enabled", "env", "inspector", "net", "python", "read", "worker", "write")

    def __init__(self) -> None:
        self.enabled = False
        self.read: bool | list[str] = []
        self.write: bool | list[str] = []
        self.child_process = False
        self.worker = False
        self.addons = False
        self.inspector = False
        self.net: bool | frozenset[str] = frozenset()
        self.env: bool | frozenset[str] = frozenset()
        self.python: bool | frozenset[str] = frozenset()

    @classmethod
    def from_options(cls, options: dict[str, Any]) -> Permissions:
        """From parsed command-line options (see ``anode.options``)."""
        self = cls()
        self.enabled = bool(options.get("--permission"))
        if not self.enabled:
            return self
        self.read = _granted(options.get("--allow-fs-read"))
        self.write = _granted(options.get("--allow-fs-write"))
        self.child_process = bool(options.get("--allow-child-process"))
        self.worker = bool(options.get("--allow-worker"))
        self.addons = bool(options.get("--allow-addons"))
        self.inspector = bool(options.get("--allow-inspector"))
        self.net = _names(options.get("--allow-net"))
        self.env = _names(options.get("--allow-env"))
        self.python = _names(options.get("--allow-python"))
        return self

    def may_fs(self, path: str, write: bool) -> bool:
        """Whether the file at ``path`` may be read or written. Symbolic links on the way are followed first."""
        granted = self.write if write else self.read
        if not self.enabled or granted is True:
            return True
        assert isinstance(granted, list)
        path = path[7:] if path.startswith("file://") else path
        # Both names must be granted: the given path, and the path it leads to.
        return all(_covered(p, granted) for p in {os.path.abspath(path), os.path.realpath(path)})

    def check_fs(self, path: str, write: bool) -> None:
        """Raise unless :meth:`may_fs`."""
        if not self.may_fs(path, write):
            kind = "Write" if write else "Read"
            raise _denied(f"FileSystem{kind}", path, f"fs-{kind.lower()}")

    def words(self) -> list[str]:
        """The options that restrict a child as this isolate is, whatever the program has made of ``process.execArgv`` and of its directory."""
        found = ["--permission"]
        for kind, paths in (("read", self.read), ("write", self.write)):
            found += [f"--allow-fs-{kind}={path}" for path in (["*"] if paths is True else paths or [])]
        for option in ("addons", "child-process", "inspector", "worker"):
            found += [f"--allow-{option}"] if getattr(self, option.replace("-", "_")) else []
        for option in ("net", "env", "python"):
            names = getattr(self, option)
            found += [f"--allow-{option}=*"] if names is True else [f"--allow-{option}={','.join(sorted(names))}"] if names else []
        return found

    def visible_env(self, env: dict[str, str]) -> dict[str, str]:
        """The environment variables that ``process.env`` starts with."""
        granted = self.env
        if not self.enabled or granted is True:
            return env
        assert isinstance(granted, frozenset)
        return {name: value for name, value in env.items() if name in granted}

    def has(self, scope: str, reference: str | None = None) -> bool:
        """Node's ``process.permission.has``."""
        if not self.enabled:
            return True
        if scope in ("fs", "fs.read", "fs.write"):
            kinds = {"fs": (False, True), "fs.read": (False,), "fs.write": (True,)}[scope]
            if reference is None:
                return all((self.write if w else self.read) is True for w in kinds)
            return all(self.may_fs(reference, w) for w in kinds)
        if scope in ("net", "env", "python"):
            granted = getattr(self, scope)
            return granted is True or (reference is not None and reference in granted)
        return {
            "child": self.child_process,
            "worker": self.worker,
            "addon": self.addons,
            "inspector": self.inspector,
        }.get(scope, False)


def _granted(values: Sequence[str] | None) -> bool | list[str]:
    paths: list[str] = []
    for value in values or ():
        if value == "*":
            return True
        wildcard = value.endswith("*")
        absolute = os.path.abspath(value[:-1] if wildcard else value)
        if wildcard:
            paths.append(absolute + ("/" if value[:-1].endswith("/") else "") + "*")
        else:
            paths.append(absolute)
            resolved = os.path.realpath(absolute)
            if resolved != absolute:
                paths.append(resolved)
    return paths


def _covered(path: str, granted: list[str]) -> bool:
    for entry in granted:
        if entry.endswith("*"):
            if path.startswith(entry[:-1]) or path + "/" == entry[:-1]:
                return True
        elif path == entry or (path.startswith(entry.rstrip("/") + "/") and os.path.isdir(entry)):
            return True
    return False


def _names(values: Sequence[str] | bool | None) -> bool | frozenset[str]:
    if values is True or (values and "*" in values) or (values and "" in values):
        return True
    return frozenset(name for value in values or () for name in value.split(","))
