"""The facade of a WebAssembly module that is imported as an ES module (https://webassembly.github.io/esm-integration/js-api/).

Its imports and exports must be known before anything runs, so these sections are read here. V8 checks the rest when it compiles the module.
"""

from __future__ import annotations

from anode.engine.codec import dumps

_IMPORTS, _EXPORTS = 2, 7
_BUILTINS = ("wasm:js-string", "wasm:js/string-constants")  # imports that the engine itself provides
_FUNCTION, _TABLE, _MEMORY, _GLOBAL, _TAG = range(5)
_ABSTRACT_HEAP_TYPES = (0x63, 0x64)  # (ref null ht), (ref ht): a heap type follows


class _Reader:
    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def byte(self) -> int:
        value = self.data[self.at]
        self.at += 1
        return value

    def number(self) -> int:
        """An unsigned or (as far as its length is concerned) signed LEB128."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def name(self) -> str:
        length = self.number()
        self.at += length
        return self.data[self.at - length : self.at].decode("utf-8")

    def limits(self) -> None:
        if self.byte() & 1:
            self.number()
        self.number()

    def type(self) -> None:
        if self.byte() in _ABSTRACT_HEAP_TYPES:
            self.number()

    def description(self) -> None:
        kind = self.byte()
        if kind == _FUNCTION:
            self.number()
        elif kind == _TABLE:
            self.type()
            self.limits()
        elif kind == _MEMORY:
            self.limits()
        elif kind == _GLOBAL:
            self.type()
            self.byte()
        elif kind == _TAG:
            self.byte()
            self.number()
        else:
            raise ValueError("an unknown kind of import")


def interface(data: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """The imports, as (module, name), and the names of the exports; empty where ``data`` is no module."""
    imports: list[tuple[str, str]] = []
    exports: list[str] = []
    if data[:4] != b"\0asm":
        return imports, exports
    reader = _Reader(data, 8)
    try:
        while reader.at < len(data):
            section = reader.byte()
            end = reader.number() + reader.at
            if section == _IMPORTS:
                for _ in range(reader.number()):
                    imports.append((reader.name(), reader.name()))
                    reader.description()
            elif section == _EXPORTS:
                for _ in range(reader.number()):
                    exports.append(reader.name())
                    reader.byte()
                    reader.number()
            reader.at = end
    except (IndexError, ValueError):
        return [], []  # V8 reports the error
    return imports, exports


def _refusal(imports: list[tuple[str, str]], exports: list[str], url: str) -> str | None:
    reserved = ("wasm:", "wasm-js:")
    for module, name in imports:
        if module.startswith("wasm-js:"):
            return f'Invalid Wasm import "{module}" in {url}'
        if name.startswith(reserved):
            return f'Invalid Wasm import name "{module}" in {url}'
    for name in exports:
        if name.startswith(reserved):
            return f'Invalid Wasm export name "{name}" in {url}'
    return None


def facade(data: bytes, url: str) -> str:
    """The source of the ES module that stands for the module ``data`` at ``url``; ``import.meta`` carries that (internal/modules/esm/wasm.js)."""
    imports, exports = interface(data)
    imports = [entry for entry in imports if entry[0] not in _BUILTINS]
    refusal = _refusal(imports, exports, url)
    if refusal is not None:
        return f"import.meta.refuse({dumps(refusal)});\n"
    modules = list(dict.fromkeys(module for module, _ in imports))
    lines = [f"import * as i{i} from {dumps(module)};\n" for i, module in enumerate(modules)]
    namespaces = ", ".join(f"i{i}" for i in range(len(modules)))
    lines.append(f"const {{ exported }} = import.meta, x = import.meta.instantiate({dumps(modules)}, [{namespaces}]);\n")
    lines += [f"const e{i} = exported(x, {dumps(name)});\n" for i, name in enumerate(exports)]
    if exports:
        lines.append(f"export {{ {', '.join(f'e{i} as {dumps(name)}' for i, name in enumerate(exports))} }};\n")
    return "".join(lines)
