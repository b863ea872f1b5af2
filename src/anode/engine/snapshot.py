"""The boot snapshot: anode's JavaScript, evaluated once, kept on disk.

Some facts:
- A snapshot belongs to one exact build of jsrun's extension (identity.py), and one of anode.
- To evaluate all of lib/ takes a third of a second; to start from a snapshot 9 ms.

What this means here:
- The name of the file holds both builds, and the file itself says of which engine it is.
- The first start builds it and keeps it in the user's cache folder (cache.py). Where that cannot be written, each start builds one in memory.
- With it goes what else is found out once for an engine: where V8's functions are, and the results of the self-test (engine/probes).
"""

from __future__ import annotations

import os
import sys
import zlib

from anode.engine import cache, features, identity
from anode.engine.abi import WANTED, EngineMissing, make_runtime
from anode.engine.codec import dumps, loads
from anode.engine.memory import too_little
from anode.engine.prelude import ANODE, LIB, Builder, read, wrapped
from anode.engine.v8 import library, settings

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO, TypedDict

    Row = tuple[str, str, int, bool | tuple[int, int]]  # binding, name, Kind, inline: see engine/ops.py

    class Declared(TypedDict):
        """Python's declarations, which a snapshot is built with: see ``anode.registry``."""

        ops: list[Row]
        modules: dict[str, str]  # Python's name of each binding
        numbers: dict[str, dict[str, dict[str, int]]]  # by binding, then by class
        unusable: dict[str, str]  # bindings that could not be imported, and why

    class Facts(TypedDict):
        """What belongs to a snapshot."""

        engine: str  # the digest of the extension
        offsets: dict[str, int]  # of V8's functions (v8/library.py)
        lost: dict[str, str]  # features, and why (features.py)
        v8: str  # V8's version
        unusable: list[str]  # why bindings could not be imported
        ops: list[tuple[str, str]]  # the op table that indexes in the snapshot follow
        builtins: list[str]  # the names of the public modules


_MAGIC = b"anode-snapshot-6\n"
_HEADER = len(_MAGIC) + 8  # then the checksum of the rest and the length of the facts; then the facts and the snapshot
_PARAMETERS = "exports,require,module,primordials,binding,process"
_MOST = 5  # snapshots in the cache folder


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


def build(declare: Callable[[], Declared]) -> tuple[bytes, Facts]:
    """Try the engine, and build the snapshot and the facts that go with it. Raises EngineMissing where anode cannot run on this engine."""
    offsets, lost = _examined or _examine()
    declared = declare()
    unusable = list(declared["unusable"].values())
    try:
        snapshot = _evaluate(declared)
    except RuntimeError as error:
        for reason in unusable:
            if reason in str(error):  # every program needs that binding
                raise EngineMissing(reason) from None
        raise
    facts: Facts = {
        "engine": identity.engine().digest,
        "offsets": offsets,
        "lost": lost,
        "v8": library.version(),
        "unusable": unusable,
        "ops": [(declared["modules"][binding], name) for binding, name, *_ in declared["ops"]],
        "builtins": _public_names(snapshot),
    }
    return snapshot, facts


def _evaluate(declared: Declared) -> bytes:
    builder = Builder()
    builder.boot(
        "bootstrap/loader",
        os.path.join(LIB, "bootstrap/loader.js"),
        "module,primordials,engine",
        f"{ANODE}.module,{ANODE}.primordials,{ANODE}.prelude.engine",
        "loader",
    )
    shared = f"{dumps(declared['ops'])}, {dumps(declared['numbers'])}, {dumps(declared['unusable'])}"
    builder.run("anode:declared", f"{ANODE}.loader.declare({shared});")
    for name, path in _sources():
        if name in ("bootstrap/primordials", "bootstrap/loader"):
            continue
        internal = name.startswith(("internal/", "bootstrap/", "vendor/"))
        shown = f"node:internal/{name}" if not name.startswith("internal/") and internal else f"node:{name}"
        builder.run(shown, wrapped(read(path), f"((f) => {ANODE}.loader.define({dumps(name)}, f))", _PARAMETERS, ");"))
    builder.run("anode:boot", f"{ANODE}.start = {ANODE}.loader.requireInternal('bootstrap/node').prepare({ANODE});")
    return builder.build()


_examined: tuple[dict[str, int], dict[str, str]] | None = None  # offsets and lost features, as in the facts


def _examine() -> tuple[dict[str, int], dict[str, str]]:
    from anode.engine.probes.run import selftest

    offsets = library.search()
    failed = selftest(offsets)
    if features.REQUIRED in failed:
        raise EngineMissing(f"anode cannot run on jsrun {identity.engine().version} ({failed[features.REQUIRED]}): {WANTED}")
    return _prepare(offsets, {**library.missing(offsets), **failed})


def _prepare(offsets: dict[str, int], lost: dict[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    global _examined
    if _examined is None:
        _examined = offsets, lost
        features.lose(lost)
        library.load(offsets)
        settings.apply_flags()
    return _examined


def _public_names(snapshot: bytes) -> list[str]:
    """The names of the public modules."""
    runtime = make_runtime(snapshot)
    try:
        names: list[str] = loads(runtime.eval("globalThis.__anode.publicNames()"))
        return names
    finally:
        runtime.close()


# ---- on disk ----


def _path() -> str:
    from anode.engine.version import VERSION

    parts = [VERSION, identity.engine().digest[:16], f"{sys.implementation.cache_tag}{sys.abiflags}", os.uname().machine]
    if os.path.exists(os.path.join(LIB, "..", "..", "..", "pyproject.toml")):  # a checkout: its files change under one version
        stamp = 0
        anode = os.path.dirname(LIB)
        rooms = [os.path.join(anode, room) for room in ("bindings", "engine", "interop", "lib", "loop", "modules")]
        for folder in [anode, *(folder for room in rooms for folder, _, _ in os.walk(room))]:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.endswith((".js", ".py")):
                        status = entry.stat()
                        stamp = zlib.crc32(f"{entry.path}:{status.st_mtime_ns}:{status.st_size}".encode(), stamp)
        parts.append(f"{stamp:08x}")
    return os.path.join(cache.folder(), f"{'-'.join(parts)}.snapshot")


def _load(path: str) -> tuple[bytes, Facts] | None:
    global _file
    file = _file or cache.find(path)
    if file is None:
        return None
    found = _read(file)
    if found is None:
        file.close()
    else:
        _file = file
    return found


def _read(file: BinaryIO) -> tuple[bytes, Facts] | None:
    try:
        file.seek(0)
        header = file.read(_HEADER)
        if not header.startswith(_MAGIC):
            return None
        checksum, size = (int.from_bytes(header[len(_MAGIC) + at : len(_MAGIC) + at + 4], "little") for at in (0, 4))
        described = file.read(size)
        snapshot = file.read(os.fstat(file.fileno()).st_size)  # in one piece: no copy is made of it
        if zlib.crc32(snapshot, zlib.crc32(described)) != checksum:
            return None
        facts: Facts = loads(described.decode())
    except (OSError, ValueError):
        return None
    return (snapshot, facts) if facts["engine"] == identity.engine().digest else None


def _store(path: str, snapshot: bytes, facts: Facts) -> None:
    described = dumps(facts).encode()
    checksum = zlib.crc32(snapshot, zlib.crc32(described))
    head = _MAGIC + checksum.to_bytes(4, "little") + len(described).to_bytes(4, "little")
    cache.store(path, head + described + snapshot, _MOST)


# All isolates of a process share the part of V8's heap that is never written, which comes with the first one's snapshot. With another build of the
# snapshot, such as another process may have put in its place meanwhile, a second isolate would end the process.
_kept: tuple[bytes, Facts] | None = None  # the snapshot that this process has built
_file: BinaryIO | None = None  # or the file of the one it has read, open: it stays that file when the name is given to another


def load(declare: Callable[[], Declared], keep: bool = False) -> tuple[bytes, Facts]:
    """The snapshot for this build, from the cache or new (then ``declare`` is called). With ``keep`` it stays in memory for the next call.

    Raises EngineMissing.
    """
    global _kept
    if _kept is not None:
        return _kept
    if why := too_little():
        raise EngineMissing(why)
    path = _path() if _file is None else ""
    found = _load(path)
    if found is None:
        found = _kept = build(declare)
        if not found[1]["unusable"]:  # what is missing may be there at the next start
            _store(path, *found)
    else:
        _prepare(found[1]["offsets"], found[1]["lost"])
    if keep:
        _kept = found
    return found
