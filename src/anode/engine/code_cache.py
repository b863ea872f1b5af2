"""V8's code cache of CommonJS files, kept in a folder (``module.enableCompileCache()``, ``NODE_COMPILE_CACHE``).

A file there is :data:`_HEADER` and the data that V8 made of a compiled function. It is taken if the source is the one it was made of and
V8 accepts it, which looks at its own version and flags. What was compiled anew is written when the program ends: by then the functions
that ran are in it, too.
"""

from __future__ import annotations

import ctypes
import os
import struct
import zlib
from collections.abc import Callable

from anode.engine.linked_modules import CONSUME_CACHE, rejected
from anode.engine.native import Call, P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

_MAGIC = 0x616E6F64
_HEADER = struct.Struct("<IIII")  # magic, crc32 of the source, length and crc32 of the data
_SPACE = 512  # more than a ScriptOrigin or a Source takes


class _Entry:
    __slots__ = ("function", "path", "source")

    def __init__(self, path: str, source: int, function: int | None) -> None:
        self.path = path
        self.source = source
        self.function = function  # the Global of what has to be written; None where the file is as it should be


class CodeCache:
    """One isolate's. ``log`` is called with what is done."""

    def __init__(self, v8: dict[str, Callable[..., Any]], log: Callable[[str], None]) -> None:
        self._v8 = v8
        self._log = log
        self._entries: dict[str, _Entry | None] = {}  # by file name; None: it did not compile
        self.directory: str | None = None
        self.relative_to: str | None = None  # names are kept relative to this folder, so that all of it can be moved

    def _path(self, filename: str) -> str:
        assert self.directory is not None
        name = os.path.relpath(filename, self.relative_to) if self.relative_to is not None else filename
        return os.path.join(self.directory, f"{zlib.crc32(name.encode('utf-8', 'surrogateescape')):08x}")

    def _read(self, path: str, filename: str, source: int) -> bytes | None:
        doing = f"reading cache from {path} for CommonJS {filename}..."
        try:
            with open(path, "rb") as file:
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
        if made_of != source:
            self._log(f"{doing} code hash mismatch: expected {source}, actual {made_of}")
            return None
        self._log(f"{doing} success, size={length}")
        return data

    def compile(self, call: Call) -> None:
        """``(source, url, parameters, file name)``: the function."""
        v8 = self._v8
        filename = call.text(4)
        text = call.text(1)
        source = zlib.crc32(text.encode("utf-8", "surrogatepass"))
        path = self._path(filename)
        data = self._read(path, filename, source)
        cached = v8["ScriptCompiler__CachedData__NEW"](data, len(data)) if data is not None else None
        origin, unit = (ctypes.create_string_buffer(_SPACE) for _ in range(2))
        v8["ScriptOrigin__CONSTRUCT"](origin, call.value(2), 0, 0, False, -1, None, False, False, False, None)
        v8["ScriptCompiler__Source__CONSTRUCT"](unit, call.value(1), origin, cached)
        names = call.items(3)
        parameters = (P * len(names))(*names)
        options = CONSUME_CACHE if cached else 0
        function = v8["ScriptCompiler__CompileFunction"](call.context, unit, len(names), parameters, 0, None, options, 0)
        accepted = False
        if cached:
            accepted = not rejected(v8["ScriptCompiler__Source__GetCachedData"](unit))
        v8["ScriptCompiler__Source__DESTRUCT"](unit)  # and the data with it
        if not function:
            self._entries[filename] = None
            return
        how = "accepted, keeping" if accepted else "rejected, replacing" if cached else "not initialized, initializing"
        self._log(f"V8 code cache for CommonJS {filename} was {how} the in-memory entry")
        self._entries[filename] = _Entry(path, source, None if accepted else v8["Global__New"](call.isolate, function))
        call.answer(function)

    def write(self, call: Call) -> None:
        """``()``: write what is not there yet."""
        v8 = self._v8
        for filename, entry in self._entries.items():
            if entry is None:
                self._log(f"skip persisting CommonJS {filename} because the cache was not initialized")
                continue
            if entry.function is None:
                self._log(f"skip persisting CommonJS {filename} because cache was the same")
                continue
            cached = v8["Function__CreateCodeCache"](v8["Local__New"](call.isolate, entry.function))
            v8["Global__Reset"](entry.function)
            entry.function = None
            if not cached:
                continue
            address, length = ctypes.c_void_p.from_address(cached).value, ctypes.c_int.from_address(cached + ctypes.sizeof(P)).value
            data = ctypes.string_at(address or 0, length)
            v8["ScriptCompiler__CachedData__DELETE"](cached)
            self._write(entry, filename, data)

    def _write(self, entry: _Entry, filename: str, data: bytes) -> None:
        temporary = f"{entry.path}.{os.getpid():x}"
        doing = f"writing cache for CommonJS {filename} to temporary file {temporary}..."
        try:
            with open(temporary, "xb") as file:
                file.write(_HEADER.pack(_MAGIC, entry.source, len(data), zlib.crc32(data)))
                file.write(data)
            os.rename(temporary, entry.path)
        except OSError as error:
            self._log(f"{doing} {os.strerror(error.errno or 0).lower()}")
            return
        self._log(f"{doing} success")
