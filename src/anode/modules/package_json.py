"""package.json: reading, checking and remembering it."""

from __future__ import annotations

import os

from anode.engine.codec import loads
from anode.errors import OpError

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.permissions import Permissions

    Warn = Callable[[str, str], None]


class PackageJson:
    """One package.json. ``exports`` and ``imports`` keep their order; absent fields are None."""

    __slots__ = ("data", "exists", "exports", "imports", "main", "name", "path", "type", "warn", "warned")

    def __init__(self, path: str, data: dict[str, Any] | None, warn: Warn) -> None:
        self.path = path
        self.warn = warn
        self.warned: set[str] = set()  # the subpaths it has warned of
        self.exists = data is not None
        self.data = data = data or {}
        name, main, kind = data.get("name"), data.get("main"), data.get("type")
        self.name = name if isinstance(name, str) else None
        self.main = main if isinstance(main, str) else None
        self.type = kind if kind in ("module", "commonjs") else "none"
        self.exports = data.get("exports")
        imports = data.get("imports")
        self.imports = imports if isinstance(imports, dict) else None


class PackageReader:
    """Reads each package.json once, and remembers that one is missing. ``warn(message, code)`` takes deprecation warnings.

    A package.json that ``permissions`` do not let the program read is as one that is not there.
    """

    def __init__(self, warn: Warn, permissions: Permissions) -> None:
        self._warn = warn
        self._permissions = permissions
        self._known: dict[str, PackageJson] = {}
        self._scopes: dict[str, PackageJson | None] = {}

    def read(self, path: str, base: str | None = None) -> PackageJson:
        """The package.json at ``path``; ``exists`` is false where there is none. ``base`` names the importer in errors."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = PackageJson(path, self._parse(path, base), self._warn)
        return found

    def read_granted(self, path: str) -> PackageJson:
        """As :meth:`read`. Raises where the program may not read the file."""
        self._permissions.check_fs(path, False)
        return self.read(path)

    def _parse(self, path: str, base: str | None) -> dict[str, Any] | None:
        try:
            if not self._permissions.may_fs(path, False):
                if self._permissions.denied is None or not os.path.isfile(path):
                    return None
                self._permissions.check_fs(path, False)
            with open(path, encoding="utf-8") as file:
                text = file.read()
        except (OSError, ValueError):  # not there, no UTF-8, or a path with a NUL
            return None
        try:
            data = loads(text)
        except ValueError:
            origin = f" while importing {base}" if base else ""
            raise OpError(
                "ERR_INVALID_PACKAGE_CONFIG",
                f"Invalid package config {path}{origin}.",
                "Error",
            ) from None
        return data if isinstance(data, dict) else {}

    def scope(self, path: str) -> PackageJson | None:
        """The package.json that governs the file at ``path``: the nearest above it, not past a node_modules folder."""
        folder = os.path.dirname(path)
        if folder in self._scopes:
            return self._scopes[folder]
        passed = []
        found = None
        while True:
            if folder in self._scopes:
                found = self._scopes[folder]
                break
            passed.append(folder)
            if not folder.endswith("/node_modules"):
                package = self.read(os.path.join(folder, "package.json"))
                if package.exists:
                    found = package
                    break
            parent = os.path.dirname(folder)
            if parent == folder or folder.endswith("/node_modules"):
                break
            folder = parent
        for each in passed:
            self._scopes[each] = found
        return found

    def forget(self) -> None:
        """Drop everything: files may have changed."""
        self._known.clear()
        self._scopes.clear()
