"""The one place that says yes or no.

An op that may use only some files gets each of its paths as a :class:`Pinned`: absolute, without symbolic links, the very path that was checked.
Whatever becomes of the current directory and of links in between, the op uses no other.

With ``--permission`` (Node's permission model) everything below is denied unless an ``--allow-…`` option grants it:
reading and writing files by path, child processes, workers, native addons; and, ours, ``--allow-net`` (hosts),
``--allow-env`` (names) and ``--allow-python`` (Python modules). Each op declares a :class:`Need`; the engine asks before it
runs the op. Without ``--permission`` nothing is checked and nothing is paid.
"""

from __future__ import annotations

import os
from _collections_abc import Callable, Sequence

from anode.errors import OpError

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    Arguments = tuple[Any, ...]
    Check = Callable[["Permissions", tuple[int, ...], Arguments], Arguments | None]


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

    ``arguments`` are the op's parameters that name the file, host or variable. The check returns the arguments to call the op with, or None for those
    given.
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


def _text(value: Any) -> str:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return os.fsdecode(bytes(value))
    return str(value)


class Pinned(str):
    """A path that was checked; ``given`` is the program's form of it, for errors and results."""

    given: str

    def back(self, name: Any) -> Any:
        """``name``, which may begin with this path or be a folder on the way to it, as the program would write it."""
        if name is None or isinstance(name, int):
            return name
        text = os.fsdecode(name)
        if text.startswith(self):
            text = self.given + text[len(self) :]
        elif self.startswith(text) and self.given.endswith(self[len(text) :]):
            text = self.given[: len(self.given) - len(self) + len(text)]
        return os.fsencode(text) if isinstance(name, bytes) else text


def _pinned(permissions: Permissions, positions: tuple[int, ...], args: Arguments, write: bool, follow: bool) -> Arguments:
    made = list(args)
    for position in positions:
        if position < len(args) and args[position] is not None and not isinstance(args[position], int):
            made[position] = permissions.pin(_text(args[position]), write, follow)
    return tuple(made)


def _fs(write: bool, follow: bool) -> Check:
    def check(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> Arguments | None:
        if (permissions.write if write else permissions.read) is True:
            return None
        return _pinned(permissions, positions, args, write, follow)

    return check


def _open(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> Arguments | None:
    path, flags = args[positions[0]], args[positions[1]] if positions[1] < len(args) else 0
    if isinstance(path, int):
        return None
    mode = (flags or 0) & os.O_ACCMODE
    used = args
    if mode != os.O_WRONLY:
        used = _pinned(permissions, positions[:1], args, False, True)
    if mode != os.O_RDONLY or flags & (os.O_CREAT | os.O_TRUNC | os.O_APPEND):
        used = _pinned(permissions, positions[:1], args, True, True)
    return used if permissions.read is not True or permissions.write is not True else None


def _database(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> Arguments | None:
    if args[positions[0]] in ("", ":memory:") or (permissions.read is True and permissions.write is True):
        return None
    used = _pinned(permissions, positions[:1], args, False, True)
    return used if args[positions[1]] else _pinned(permissions, positions[:1], args, True, True)


def _copy(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> Arguments:
    args = _pinned(permissions, positions[:1], args, False, True)
    return _pinned(permissions, positions[1:], args, True, True)


def _move(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> Arguments:
    # A file that may not be read or written must not get a name under which it may.
    _pinned(permissions, positions[:1], args, False, False)
    return _pinned(permissions, positions, args, True, False)


def _descriptor(name: str) -> Check:
    def check(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> None:
        message = f"{name} API is disabled when Permission Model is enabled."
        permissions.refuse(OpError("ERR_ACCESS_DENIED", message, "Error", permission="", resource=""))

    return check


def _flag(permission: str, option: str, attribute: str) -> Check:
    def check(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> None:
        if not getattr(permissions, attribute):
            permissions.refuse(_denied(permission, _text(args[positions[0]]) if positions else "", option))

    return check


def _program(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> None:
    if not permissions.child_process:
        import json  # the program has asked for a child in vain, and can wait for this

        permissions.refuse(_denied("ChildProcess", json.loads(args[positions[0]])["file"], "child-process"))


def _listed(permission: str, option: str, attribute: str) -> Check:
    def check(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> None:
        allowed = getattr(permissions, attribute)
        value = args[positions[0]] if positions and positions[0] < len(args) else None
        name = "" if value is None else _text(value)
        if allowed is not True and name not in allowed and not (attribute == "net" and name in permissions.addresses):
            permissions.refuse(_denied(permission, name, option))

    return check


nothing = Need("nothing", None)
child_process = Need("child", _flag("ChildProcess", "child-process", "child_process"))
worker = Need("worker", _flag("WorkerThreads", "worker", "worker"))
addons = Need("addons", _flag("Addons", "addons", "addons"))
inspector = Need("inspector", _flag("Inspector", "inspector", "inspector"))
wasi = Need("wasi", _flag("WASI", "wasi", "wasi"))


def child_process_in(text: str) -> Need:
    """Start the program that is the ``file`` of these options in JSON."""
    return Need("child", _program, text)


def child_process_of(path: str) -> Need:
    """Start a program; the error names it."""
    return Need("child", _flag("ChildProcess", "child-process", "child_process"), path)


def fs_read(*arguments: str, follow: bool = True) -> Need:
    """The op reads the files that these arguments name; without ``follow`` a symbolic link itself."""
    return Need("fs.read", _fs(False, follow), *arguments)


def fs_write(*arguments: str, follow: bool = True) -> Need:
    """The op writes, makes or removes the files that these arguments name; without ``follow`` a symbolic link itself."""
    return Need("fs.write", _fs(True, follow), *arguments)


def fs_metadata(name: str) -> Need:
    """The op changes mode, owner or times through a descriptor, which may have been opened for reading: refused as in Node, where it is ``name``."""
    return Need("fs.metadata", _descriptor(name))


def fs_open(path: str, flags: str) -> Need:
    """The op opens ``path``; ``flags`` decide whether it reads or writes."""
    return Need("fs.open", _open, path, flags)


def database(path: str, read_only: str) -> Need:
    """The op opens the database ``path``, or one in memory: it reads it and, unless ``read_only``, writes it and the files beside it."""
    return Need("fs.database", _database, path, read_only)


def fs_copy(source: str, destination: str) -> Need:
    """The op reads ``source`` and writes ``destination``."""
    return Need("fs.copy", _copy, source, destination)


def fs_move(source: str, destination: str) -> Need:
    """The op gives the file ``source`` the name ``destination``, instead of its own or beside it."""
    return Need("fs.move", _move, source, destination)


def _link(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> None:
    if permissions.read is not True or permissions.write is not True:
        message = "fs.symlink API requires full fs.read and fs.write permissions."
        permissions.refuse(OpError("ERR_ACCESS_DENIED", message, "Error", permission="", resource=""))


fs_symlink = Need("fs", _link)


def net(host: str) -> Need:
    """The op reaches ``host``, or listens on it."""
    return Need("net", _listed("Net", "net", "net"), host)


def _any_host(permissions: Permissions, positions: tuple[int, ...], args: Arguments) -> None:
    if permissions.net is not True:
        permissions.refuse(_denied("Net", _text(args[positions[0]]), "net"))


def net_by(descriptor: str) -> Need:
    """The op listens on a socket that is bound already, to whichever address."""
    return Need("net", _any_host, descriptor)


def env(name: str) -> Need:
    """The op reads or sets the environment variable ``name``."""
    return Need("env", _listed("Env", "env", "env"), name)


def python(module: str) -> Need:
    """The op imports the Python module ``module``."""
    return Need("python", _listed("Python", "python", "python"), module)


class Permissions:
    """The permissions of one isolate. ``enabled`` is false without ``--permission``: everything may be done."""

    __slots__ = (
        "addons",
        "addresses",
        "child_process",
        "denied",
        "enabled",
        "env",
        "inspector",
        "net",
        "python",
        "read",
        "wasi",
        "worker",
        "write",
    )

    def __init__(self) -> None:
        self.enabled = False
        # What an operation that is not granted goes to under --permission-audit; None: it is refused.
        self.denied: Callable[[str, str], None] | None = None
        self.read: bool | list[str] = []
        self.write: bool | list[str] = []
        self.child_process = False
        self.worker = False
        self.addons = False
        self.inspector = False
        self.wasi = False
        self.net: bool | frozenset[str] = frozenset()
        self.addresses: set[str] = set()  # to which granted names were resolved
        self.env: bool | frozenset[str] = frozenset()
        self.python: bool | frozenset[str] = frozenset()

    @classmethod
    def from_options(cls, options: dict[str, Any]) -> Permissions:
        """From parsed command-line options (see ``anode.options``)."""
        self = cls()
        self.enabled = bool(options.get("--permission") or options.get("--permission-audit"))
        if not self.enabled:
            return self
        if not options.get("--permission"):
            self.denied = lambda permission, resource: None
        self.read = _granted(options.get("--allow-fs-read"))
        self.write = _granted(options.get("--allow-fs-write"))
        self.child_process = bool(options.get("--allow-child-process"))
        self.worker = bool(options.get("--allow-worker"))
        self.addons = bool(options.get("--allow-addons"))
        self.inspector = bool(options.get("--allow-inspector"))
        self.wasi = bool(options.get("--allow-wasi"))
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
        # Both names must be granted: the given path, and the path it leads to.
        return all(_covered(p, granted) for p in {os.path.abspath(path), os.path.realpath(path)})

    def refuse(self, error: OpError) -> None:
        """An operation is not granted: raise, or tell of it where operations are only audited."""
        if self.denied is None:
            raise error
        self.denied(error.extra["permission"], error.extra["resource"])

    def check_fs(self, path: str, write: bool) -> None:
        """Raise unless :meth:`may_fs`."""
        self._check_both(path, path, write)

    def pin(self, path: str, write: bool, follow: bool) -> Pinned:
        """The path that was checked, for an op to use. Raises where it is not granted. Without ``follow`` its last part may be a symbolic link."""
        absolute = path if path.startswith("/") else os.path.join(os.getcwd(), path)
        self._check_both(path, absolute, write)
        head, last = os.path.split(absolute)
        if follow or last in ("", ".", ".."):
            found = os.path.realpath(absolute)
        else:
            found = os.path.join(os.path.realpath(head), last)
        if last == "" and not found.endswith("/"):
            found += "/"
        self._check_both(path, found, write)  # a link may have changed since
        pinned = Pinned(found)
        pinned.given = path
        return pinned

    def _check_both(self, path: str, absolute: str, write: bool) -> None:
        if not self.may_fs(absolute, write):
            kind = "Write" if write else "Read"
            self.refuse(_denied(f"FileSystem{kind}", path, f"fs-{kind.lower()}"))

    def words(self) -> list[str]:
        """The options that restrict a child as this isolate is, whatever the program has made of ``process.execArgv`` and of its directory."""
        found = ["--permission"]
        for kind, paths in (("read", self.read), ("write", self.write)):
            found += [f"--allow-fs-{kind}={path}" for path in (["*"] if paths is True else paths or [])]
        for option in ("addons", "child-process", "inspector", "wasi", "worker"):
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
            "wasi": self.wasi,
        }.get(scope, False)

    def drop(self, scope: str, reference: str | None = None) -> None:
        """Node's ``process.permission.drop``: take back a grant, for good. With a reference, that very grant; one of ``*`` is dropped as a whole alone."""
        for kind in {"fs": ("read", "write"), "fs.read": ("read",), "fs.write": ("write",)}.get(scope, ()):
            granted = getattr(self, kind)
            if reference is None:
                setattr(self, kind, [])
            elif granted is not True:
                gone = {os.path.abspath(reference), os.path.realpath(reference)}
                setattr(self, kind, [path for path in granted if path not in gone])
        if scope in ("net", "env", "python"):
            granted = getattr(self, scope)
            if reference is None:
                setattr(self, scope, frozenset())
                self.addresses = set() if scope == "net" else self.addresses
            elif granted is not True:
                setattr(self, scope, granted - {reference})
        name = {"child": "child_process", "worker": "worker", "addon": "addons", "inspector": "inspector", "wasi": "wasi"}.get(scope)
        if name is not None:
            setattr(self, name, False)


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
