"""The boot snapshot: anode's JavaScript, evaluated once, kept on disk.

A snapshot belongs to one exact build of jsrun and of anode. It is built on first use (a third of a second) and kept in the user's
cache folder; where that cannot be written it is built in memory at each start. The file is only trusted if its owner is the user and
nobody else may write it.
"""

from __future__ import annotations

import os
import sys
import zlib

from anode.engine import symbols, v8
from anode.engine.abi import JSRUN_VERSION, SnapshotBuilder, make_runtime
from anode.engine.codec import dumps, loads

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypedDict

    Row = tuple[str, str, int, bool | tuple[int, int]]  # binding, name, Kind, inline: see engine/ops.py

    class Declared(TypedDict):
        """Python's declarations, which a snapshot is built with: see ``anode.registry``."""

        ops: list[Row]
        modules: dict[str, str]  # Python's name of each binding
        numbers: dict[str, dict[str, dict[str, int]]]  # by binding, then by class

    class Facts(TypedDict):
        """What belongs to a snapshot: module and function of each op, the names of the public modules, the addresses of V8's functions."""

        ops: list[tuple[str, str]]
        builtins: list[str]
        v8: symbols.Known


LIB = os.path.join(os.path.dirname(os.path.dirname(__file__)), "lib")
PRELUDE = os.path.join(os.path.dirname(__file__), "prelude.js")
_MAGIC = b"anode-snapshot-5\n"
_HEADER = len(_MAGIC) + 8  # then the checksum of the rest and the length of the facts; then the facts and the snapshot
_PARAMETERS = "exports,require,module,primordials,binding,process"


def _sources() -> list[tuple[str, str]]:
    """``(id, path)`` of every file in lib/."""
    found = []
    for folder, _, files in os.walk(LIB):
        for file in files:
            if file.endswith(".js"):
                path = os.path.join(folder, file)
                name = os.path.relpath(path, LIB)[:-3].replace(os.sep, "/")
                found.append((name[5:] if name.startswith("node/") else name, path))
    return sorted(found)


def _read(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


def _wrapped(source: str, before: str, parameters: str, after: str) -> str:
    # The file begins on the wrapper's line, so that line numbers in stacks are its own.
    return f"{before}(function({parameters}) {{{source}\n}}{after}"


def build(declared: Declared) -> tuple[bytes, Facts]:
    """Build the snapshot, and the facts that go with it."""
    functions = v8.start(v8.known())
    builder = SnapshotBuilder()

    def run(name: str, source: str) -> None:
        try:
            builder.execute_script(name, source)
        except Exception as error:
            raise RuntimeError(f"{name}: {error}") from None

    anode = "globalThis.__anode"

    def boot(name: str, path: str, parameters: str, arguments: str, slot: str) -> None:
        source = _wrapped(
            _read(path),
            f"{anode} ??= {{}}; {anode}.module = {{ exports: {{}} }}; ",
            parameters,
            f")({arguments}); {anode}.{slot} = {anode}.module.exports;",
        )
        run(f"node:internal/{name}", source)

    boot("bootstrap/primordials", os.path.join(LIB, "bootstrap/primordials.js"), "module", f"{anode}.module", "primordials")
    run("anode:late", f"{anode}.bindLate = {anode}.module.bindLate;")
    boot("bootstrap/prelude", PRELUDE, "module,primordials", f"{anode}.module,{anode}.primordials", "prelude")
    boot(
        "bootstrap/loader",
        os.path.join(LIB, "bootstrap/loader.js"),
        "module,primordials,engine",
        f"{anode}.module,{anode}.primordials,{anode}.prelude.engine",
        "loader",
    )
    run("anode:declared", f"{anode}.loader.declare({dumps(declared['ops'])}, {dumps(declared['numbers'])});")
    for name, path in _sources():
        if name in ("bootstrap/primordials", "bootstrap/loader"):
            continue
        internal = name.startswith(("internal/", "bootstrap/", "vendor/"))
        shown = f"node:internal/{name}" if not name.startswith("internal/") and internal else f"node:{name}"
        run(shown, _wrapped(_read(path), f"((f) => {anode}.loader.define({dumps(name)}, f))", _PARAMETERS, ");"))
    run(
        "anode:boot",
        f"{anode}.start = {anode}.loader.requireInternal('bootstrap/node').prepare({anode});",
    )
    snapshot = bytes(builder.build())
    names = [(declared["modules"][binding], name) for binding, name, *_ in declared["ops"]]
    return snapshot, {"ops": names, "builtins": _public_names(snapshot), "v8": functions}


def _public_names(snapshot: bytes) -> list[str]:
    """The names of the public modules."""
    runtime = make_runtime(snapshot)
    try:
        names: list[str] = loads(runtime.eval("globalThis.__anode.publicNames()"))
        return names
    finally:
        runtime.close()


# ---- on disk ----


def _version() -> str:
    from anode.engine.version import VERSION

    parts = [VERSION, JSRUN_VERSION, f"{sys.version_info[0]}{sys.version_info[1]}", os.uname().machine]
    if os.path.exists(os.path.join(LIB, "..", "..", "..", "pyproject.toml")):  # a checkout: its files change under one version
        stamp = 0
        rooms = [os.path.join(os.path.dirname(LIB), room) for room in ("bindings", "engine", "interop", "lib", "loop", "modules")]
        for folder in [folder for room in rooms for folder, _, _ in os.walk(room)]:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.endswith((".js", ".py")):
                        status = entry.stat()
                        stamp = zlib.crc32(f"{entry.path}:{status.st_mtime_ns}:{status.st_size}".encode(), stamp)
        parts.append(f"{stamp:08x}")
    return "-".join(parts)


def cache_folder() -> str:
    """Where snapshots are kept: ``$ANODE_CACHE``, or ``anode`` in the user's cache folder."""
    own = os.environ.get("ANODE_CACHE")
    if own:
        return own
    base = os.environ.get("XDG_CACHE_HOME")
    if not base:
        base = os.path.join(os.path.expanduser("~"), "Library/Caches" if sys.platform == "darwin" else ".cache")
    return os.path.join(base, "anode")


def trusted(status: os.stat_result) -> bool:
    """Whether what was found in the cache is the user's, and nobody else could have written it."""
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _load(path: str) -> tuple[bytes, Facts] | None:
    try:
        with open(path, "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            if not trusted(status):
                return None
            header = file.read(_HEADER)
            if not header.startswith(_MAGIC):
                return None
            checksum, size = (int.from_bytes(header[len(_MAGIC) + at : len(_MAGIC) + at + 4], "little") for at in (0, 4))
            facts = file.read(size)
            snapshot = file.read(status.st_size)  # in one piece: no copy is made of it
        if zlib.crc32(snapshot, zlib.crc32(facts)) != checksum:
            return None
        return snapshot, loads(facts.decode())
    except (OSError, ValueError):
        return None


def _store(path: str, snapshot: bytes, facts: Facts) -> None:
    described = dumps(facts).encode()
    checksum = zlib.crc32(snapshot, zlib.crc32(described))
    data = _MAGIC + checksum.to_bytes(4, "little") + len(described).to_bytes(4, "little") + described + snapshot
    temporary = f"{path}.{os.getpid()}"
    try:
        folder = os.path.dirname(path)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not trusted(os.stat(folder)):
            return
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
            os.rename(temporary, path)  # whole or not at all, also beside others that do the same
        except BaseException:
            os.unlink(temporary)
            raise
        _forget_older(folder, os.path.basename(path))
    except OSError:
        pass  # a read-only or full disk: this start has its snapshot, the next will build its own


def _forget_older(folder: str, kept: str) -> None:
    with os.scandir(folder) as entries:
        snapshots = sorted((e.stat().st_mtime, e.path) for e in entries if e.name.endswith(".snapshot") and e.name != kept)
    for _, path in snapshots[:-4]:
        os.unlink(path)


_kept: tuple[bytes, Facts] | None = None
_path = ""  # of what this process has started with: all its isolates are of one build


def load(declared: Callable[[], Declared], keep: bool = False) -> tuple[bytes, Facts]:
    """The snapshot for this build, from the cache or new (then ``declared`` is called); with ``keep`` it stays in memory, for the next call."""
    global _kept, _path
    if _kept is not None:
        return _kept
    _path = _path or os.path.join(cache_folder(), f"{_version()}.snapshot")
    found = _load(_path)
    if found is None:
        found = build(declared())
        _store(_path, *found)
    else:
        v8.start(found[1]["v8"])
    if keep:
        _kept = found
    return found
