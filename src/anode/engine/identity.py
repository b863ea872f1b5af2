"""Who the engine is: the version of jsrun, and a digest of its extension's file.

Some facts:
- A snapshot, V8's compiled code, the addresses of its functions and the results of the self-test belong to one exact build of the extension.
- Two environments can hold the same build, and two builds can have the same version.
- To hash the file, 71 MB, takes 50 ms; ``importlib.metadata`` takes 50 ms.

What this means here:
- Whatever is kept of an engine is kept under its digest. So environments with the same build share it, and a foreign build has nothing of it.
- The digest of a path is noted in the cache folder with the size and the time of the file, and is believed while these are the same.
"""

from __future__ import annotations

import os

from anode.engine import cache
from anode.engine.abi import extension_path
from anode.engine.codec import dumps, loads

_MOST_NOTES = 32  # files in the cache folder: one for each path of an extension


class Engine:
    """``version`` is that of the installed package, ``digest`` a SHA-256 of the extension in hexadecimal."""

    __slots__ = ("digest", "path", "version")

    def __init__(self, path: str, version: str, digest: str) -> None:
        self.path = path
        self.version = version
        self.digest = digest


_engine: Engine | None = None


def engine() -> Engine:
    """The engine of this process."""
    global _engine
    if _engine is None:
        _engine = _identify(extension_path())
    return _engine


def _identify(path: str) -> Engine:
    status = os.stat(path)
    facts = [path, status.st_size, status.st_mtime_ns]
    place = os.path.join(cache.folder(), f"{status.st_dev:x}-{status.st_ino:x}.engine")
    note = _read(place)
    if note is None or note[:3] != facts:
        note = [*facts, _version(path), _digest(path)]
        cache.store(place, dumps(note).encode(), _MOST_NOTES)
    return Engine(path, str(note[3]), str(note[4]))


def _read(place: str) -> list[object] | None:
    file = cache.find(place)
    if file is None:
        return None
    with file:
        try:
            note = loads(file.read().decode())
        except ValueError:
            return None
    return note if isinstance(note, list) and len(note) == 5 else None


def _version(path: str) -> str:
    # The name of the installed metadata's folder, jsrun-0.3.0.dist-info, beside the package.
    package = os.path.dirname(path)
    name = os.path.basename(package)
    for entry in os.listdir(os.path.dirname(package)):
        if entry.startswith(f"{name}-") and entry.endswith(".dist-info"):
            return entry[len(name) + 1 : -len(".dist-info")]
    return "unknown"


def _digest(path: str) -> str:
    from hashlib import sha256  # only here, once for each file

    found = sha256()
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()
