"""Compiled code of a program's files, kept in a folder: ``module.enableCompileCache()``, ``NODE_COMPILE_CACHE``.

Some facts:
- V8 serializes the code of a function or a module into a *CachedData*. When it is given one, it looks at its own version and flags, and at the length
  of the source, and sets ``rejected`` if they differ.
- Functions that have run are in the code cache too, so it is worth more at the end of a program than after compiling.
- CachedData { const uint8_t* data; int length; bool rejected; … } has no accessors in the Rust binding.

What this means here:
- The fields are read at their offsets; a probe compares them with data that is known.
- An entry also holds a checksum of its source, and stands in a folder that belongs to one build of the engine (:func:`folder_name`). Code that another
  user could have written is not run: neither folder nor file count unless they are this user's alone.
- Entries are written when the program ends. The JavaScript that a TypeScript file becomes is kept the same way.
"""

from __future__ import annotations

import ctypes
import os
import struct
import zlib
from collections.abc import Callable

from anode.engine import identity
from anode.engine.cache import open_trusted
from anode.engine.v8.modules.linked_modules import CONSUME_CACHE, OBJECT_SPACE, LinkedModules
from anode.engine.v8.native import Call
from anode.engine.v8.signatures import P
from anode.engine.version import VERSION

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions

_MAGIC = 0x616E6F64
_HEADER = struct.Struct("<IIII")  # magic, crc32 of the source, length and crc32 of the data
_LENGTH_AT, _REJECTED_AT = 8, 12  # in a CachedData
COMMONJS, ESM = "CommonJS", "ESM"


def folder_name() -> str:
    """The name of the folder for the code of this anode, this engine and this user."""
    build = zlib.crc32(f"{VERSION}:{identity.engine().digest}".encode())
    return f"anode-{os.uname().machine}-{build:08x}-{os.getuid()}"


def content(cached: int) -> bytes:
    """The data of the CachedData at an address."""
    address, length = ctypes.c_void_p.from_address(cached).value, ctypes.c_int.from_address(cached + _LENGTH_AT).value
    return ctypes.string_at(address or 0, length)


def rejected(cached: int) -> bool:
    """Whether V8 has refused the CachedData at an address."""
    return ctypes.c_bool.from_address(cached + _REJECTED_AT).value


class Entry:
    """A file of the cache, and what is to be written to it."""

    __slots__ = ("function", "made", "module", "path", "source")

    def __init__(self, path: str, source: int) -> None:
        self.path = path
        self.source = source
        # The file is to be written if one of these is set:
        self.function: int | None = None  # the Global of a compiled function
        self.module = 0  # the number of a module
        self.made: bytes | None = None  # the text that a TypeScript file became

    def is_written(self) -> bool:
        return self.function is None and self.module == 0 and self.made is None


def _checksum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


class CodeCache:
    """The cache of one isolate. ``log`` is called with a line for each step."""

    def __init__(self, v8: Functions, modules: LinkedModules, log: Callable[[str], None]) -> None:
        self._v8 = v8
        self._modules = modules
        self._log = log
        self._entries: dict[tuple[str, str], Entry | None] = {}  # by kind and name; None: the source did not compile
        self.directory: str | None = None
        self.relative_to: str | None = None  # names count relative to this folder, so that a project can be moved

    def _path(self, kind: str, name: str) -> str:
        assert self.directory is not None
        if self.relative_to is not None:
            scheme = "file://" if name.startswith("file://") else ""
            name = scheme + os.path.relpath(name[len(scheme) :], self.relative_to)
        return os.path.join(self.directory, f"{zlib.crc32(f'{kind}:{name}'.encode('utf-8', 'surrogateescape')):08x}")

    def _read(self, kind: str, name: str, entry: Entry) -> bytes | None:
        doing = f"reading cache from {entry.path} for {kind} {name}..."
        try:
            file = open_trusted(entry.path)
            if file is None:
                os.stat(entry.path)
                self._log(f"{doing} not this user's alone")
                return None
            with file:
                head = file.read(_HEADER.size)
                data = file.read()
        except OSError as error:
            self._log(f"{doing} {os.strerror(error.errno or 0).lower()}")
            return None
        if len(head) < _HEADER.size:
            self._log(f"{doing} too short")
            return None
        magic, made_of, length, checksum = _HEADER.unpack(head)
        if magic != _MAGIC or length != len(data) or checksum != zlib.crc32(data):
            self._log(f"{doing} damaged")
            return None
        if made_of != entry.source:
            self._log(f"{doing} code hash mismatch: expected {entry.source}, actual {made_of}")
            return None
        self._log(f"{doing} success, size={length}")
        return data

    # ---- V8's code ----

    def _open(self, kind: str, name: str, text: str) -> tuple[Entry, bytes | None]:
        entry = Entry(self._path(kind, name), _checksum(text))
        return entry, self._read(kind, name, entry)

    def _cached(self, data: bytes | None) -> int | None:
        """A CachedData of V8's, which does not keep ``data`` alive."""
        return self._v8["ScriptCompiler__CachedData__NEW"](data, len(data)) if data is not None else None

    def _tell(self, kind: str, name: str, cached: bool, accepted: bool) -> None:
        how = "accepted, keeping" if accepted else "rejected, replacing" if cached else "not initialized, initializing"
        self._log(f"V8 code cache for {kind} {name} was {how} the in-memory entry")

    def compile(self, call: Call) -> None:
        """``(source, url, parameters, file name)``: the function."""
        v8 = self._v8
        filename = call.text(4)
        entry, data = self._open(COMMONJS, filename, call.text(1))
        cached = self._cached(data)
        origin, unit = (ctypes.create_string_buffer(OBJECT_SPACE) for _ in range(2))
        v8["ScriptOrigin__CONSTRUCT"](origin, call.value(2), 0, 0, False, -1, None, False, False, False, None)
        v8["ScriptCompiler__Source__CONSTRUCT"](unit, call.value(1), origin, cached)
        names = call.items(3)
        parameters = (P * len(names))(*names)
        options = CONSUME_CACHE if cached else 0
        function = v8["ScriptCompiler__CompileFunction"](call.context, unit, len(names), parameters, 0, None, options, 0)
        accepted = bool(cached) and not rejected(v8["ScriptCompiler__Source__GetCachedData"](unit))
        v8["ScriptCompiler__Source__DESTRUCT"](unit)  # which deletes the CachedData
        if not function:
            self._entries[COMMONJS, filename] = None
            return
        self._tell(COMMONJS, filename, bool(cached), accepted)
        self._entries[COMMONJS, filename] = entry
        if not accepted:
            entry.function = v8["Global__New"](call.isolate, function)
        call.answer(function)

    def compile_module(self, call: Call) -> None:
        """``(source, url, line, column, host)``: the module's number."""
        url = call.text(2)
        entry, data = self._open(ESM, url, call.text(1))
        accepted = False

        def examine(source: int) -> None:
            nonlocal accepted
            accepted = data is not None and not rejected(self._v8["ScriptCompiler__Source__GetCachedData"](source))

        number = self._modules.compiled(call, call.value(1), self._cached(data), examine)
        if not number:
            self._entries[ESM, url] = None
            return
        self._tell(ESM, url, data is not None, accepted)
        self._entries[ESM, url] = entry
        if not accepted:
            entry.module = number
        call.answer_integer(number)

    def _data_of(self, call: Call, entry: Entry) -> bytes | None:
        v8 = self._v8
        if entry.made is not None:
            return entry.made
        if entry.function is not None:
            cached = v8["Function__CreateCodeCache"](v8["Local__New"](call.isolate, entry.function))
            v8["Global__Reset"](entry.function)
        else:
            script = v8["Module__GetUnboundModuleScript"](self._modules.local(call.isolate, entry.module))
            cached = v8["UnboundModuleScript__CreateCodeCache"](script)
        if not cached:
            return None
        data = content(cached)
        v8["ScriptCompiler__CachedData__DELETE"](cached)
        return data

    # ---- TypeScript ----

    def stripped(self, kind: str, source: str, name: str) -> str | None:
        """The JavaScript that a file has become before, if it is kept."""
        entry = Entry(self._path(kind, name), _checksum(source))
        data = self._read(kind, name, entry)
        if data is None:
            self._log(f"no transpile cache for {kind} {name}")
            return None
        self._log(f"retrieving transpile cache for {kind} {name}...success")
        self._entries[kind, name] = entry
        return data.decode("utf-8", "surrogatepass")

    def keep_stripped(self, kind: str, source: str, name: str, text: str) -> None:
        """Keep the JavaScript that a file has become."""
        self._log(f"saving transpilation cache for {kind} {name}")
        entry = self._entries[kind, name] = Entry(self._path(kind, name), _checksum(source))
        entry.made = text.encode("utf-8", "surrogatepass")

    # ---- the end ----

    def write(self, call: Call) -> None:
        """``()``: write the entries that are not in the folder yet."""
        for (kind, name), entry in self._entries.items():
            if entry is None:
                self._log(f"skip persisting {kind} {name} because the cache was not initialized")
                continue
            if entry.is_written():
                self._log(f"skip persisting {kind} {name} because cache was the same")
                continue
            data = self._data_of(call, entry)
            entry.function = entry.made = None
            entry.module = 0
            if data is not None:
                self._write(entry, f"{kind} {name}", data)

    def _write(self, entry: Entry, what: str, data: bytes) -> None:
        temporary = f"{entry.path}.{os.getpid():x}"
        doing = f"writing cache for {what} to temporary file {temporary}..."
        try:
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(_HEADER.pack(_MAGIC, entry.source, len(data), zlib.crc32(data)))
                file.write(data)
            os.rename(temporary, entry.path)
        except OSError as error:
            self._log(f"{doing} {os.strerror(error.errno or 0).lower()}")
            return
        self._log(f"{doing} success")
