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

from anode.engine import cache, features, identity, mapped
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


# A file: the magic, the lengths of the facts and of the snapshot, the checksum of each, the facts; room for a header (mapped.py), up to a multiple of 16;
# the snapshot; a zero byte. Of each bit that changes in a snapshot V8 notices few: without the checksum, one start in ten crashed.
_MAGIC = b"anode-snapshot-8\n"
_HEADER = len(_MAGIC) + 8 + 16
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


# Files and folders of lib/ that few programs require. Each MB in the snapshot costs every start 3 ms and 1,000 page faults; to read a file costs 0.2 ms.
_RARE = (
    "cluster", "dgram", "http2", "inspector", "internal/cluster", "internal/crypto/subtle", "internal/debugger", "internal/dgram", "internal/http2",
    "internal/inspector", "internal/readline", "internal/repl", "internal/sqlite", "internal/test_runner", "internal/trace",
    "internal/url_pattern", "internal/v8", "internal/wasi", "internal/webcrypto", "readline", "repl", "sqlite", "test", "v8", "wasi",
)  # fmt: skip


def _is_rare(name: str) -> bool:
    return any(name == rare or name.startswith(f"{rare}/") for rare in _RARE)


def _lean(source: str) -> str:
    """``source`` without the comments that fill a line: lines and columns stay. A file with a text over several lines stays as it is."""
    lines = source.split("\n")
    code = [line for line in lines if not line.lstrip().startswith("//")]
    if any(line.count("`") % 2 or line.endswith("\\") for line in code):
        return source
    return "\n".join("" if line.lstrip().startswith("//") else line for line in lines)


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
        if _is_rare(name):
            builder.run("anode:rare", f"{ANODE}.loader.define({dumps(name)}, null)")
            continue
        internal = name.startswith(("internal/", "bootstrap/", "vendor/"))
        shown = f"node:internal/{name}" if not name.startswith("internal/") and internal else f"node:{name}"
        builder.run(shown, wrapped(_lean(read(path)), f"((f) => {ANODE}.loader.define({dumps(name)}, f))", _PARAMETERS, ");"))
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
        anode = os.path.dirname(LIB)
        rooms = [os.path.join(anode, room) for room in ("bindings", "engine", "interop", "lib", "loop", "modules")]
        stamp = hash((_stamp(anode, deep=False), *(_stamp(room, deep=True) for room in rooms)))
        parts.append(f"{stamp & (1 << 64) - 1:016x}")  # of numbers: the hash of a text differs from process to process
    return os.path.join(cache.folder(), f"{'-'.join(parts)}.snapshot")


def _stamp(folder: str, deep: bool) -> int:
    numbers = []
    folders = []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.endswith((".js", ".py")):
                status = entry.stat()
                numbers.append((name.encode(), status.st_mtime_ns, status.st_size))
            elif deep and "." not in name and name != "__pycache__" and entry.is_dir():
                folders.append(name)
    stamps = [hash((int.from_bytes(name, "little"), changed, size)) for name, changed, size in sorted(numbers)]
    stamps += [hash((int.from_bytes(name.encode(), "little"), _stamp(f"{folder}/{name}", deep))) for name in sorted(folders)]
    return hash(tuple(stamps))


def _load(path: str) -> tuple[bytes, Facts] | None:
    file = cache.find(path)
    if file is None:
        return None
    with file:
        try:
            return _read(file)
        except (OSError, ValueError):
            return None


def _read(file: BinaryIO) -> tuple[bytes, Facts] | None:
    header = file.read(_HEADER)
    if not header.startswith(_MAGIC):
        return None
    described, size = (int.from_bytes(header[len(_MAGIC) + at : len(_MAGIC) + at + 4], "little") for at in (0, 4))
    begin = _begin(described)
    end = begin + size + 1
    if os.fstat(file.fileno()).st_size != end:
        return None
    sums = header[-16:]
    described_facts = file.read(described)
    if cache.checksum(described_facts) != sums[:8]:
        return None
    facts: Facts = loads(described_facts.decode())
    if facts["engine"] != identity.engine().digest:
        return None
    if "mapped" not in facts["lost"] and (address := mapped.map_file(file.fileno(), end)) is not None:
        snapshot = mapped.bytes_at(address + begin, size)
    else:
        file.seek(begin)
        snapshot = file.read(size)  # in one piece: no copy is made of it
    return (snapshot, facts) if cache.checksum(snapshot) == sums[8:] else None


def _begin(described: int) -> int:
    return (_HEADER + described + mapped.HEADER + 15) // 16 * 16


def _store(path: str, snapshot: bytes, facts: Facts) -> None:
    described = dumps(facts).encode()
    sizes = len(described).to_bytes(4, "little") + len(snapshot).to_bytes(4, "little")
    head = _MAGIC + sizes + cache.checksum(described) + cache.checksum(snapshot) + described
    cache.store(path, head.ljust(_begin(len(described)), b"\0") + snapshot + b"\0", _MOST)


def folder() -> str | None:
    """The folder in which the snapshot for this version is kept; None where it is not made yet."""
    file = cache.find(_path())
    if file is None:
        return None
    with file:
        return os.path.dirname(os.readlink(f"/proc/self/fd/{file.fileno()}")) if sys.platform == "linux" else cache.folder()


# All isolates of a process share the part of V8's heap that is never written, which comes with the first one's snapshot. With another build of the
# snapshot, such as another process may have put in its place meanwhile, a second isolate would end the process.
_kept: tuple[bytes, Facts] | None = None  # the snapshot of this process


def load(declare: Callable[[], Declared]) -> tuple[bytes, Facts]:
    """The snapshot of this process: from the cache, or new (then ``declare`` is called). Raises EngineMissing."""
    global _kept
    if _kept is not None:
        return _kept
    if why := too_little():
        raise EngineMissing(why)
    path = _path()
    found = _load(path)
    if found is None:
        found = build(declare)
        if not found[1]["unusable"]:  # what is missing may be there at the next start
            _store(path, *found)
    else:
        _prepare(found[1]["offsets"], found[1]["lost"])
    _kept = found
    return found
