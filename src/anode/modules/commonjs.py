"""Finding the files of ``require()``. Source of the rules: Node's documentation, "Modules: CommonJS modules", All together."""

from __future__ import annotations

import os
import stat
from _collections_abc import Sequence

from anode.errors import OpError
from anode.modules.exports import resolve_exports, resolve_imports
from anode.modules.package_json import PackageJson, PackageReader
from anode.modules.urls import has_encoded_slash

EXTENSIONS = (".js", ".json", ".node")


def file_kind(path: str) -> int:
    """0 for a file, 1 for a folder, -1 for neither."""
    try:
        return 1 if stat.S_ISDIR(os.stat(path).st_mode) else 0
    except (OSError, ValueError):
        return -1


def _one_slash(path: str) -> str:
    # normpath() leaves two of them at the beginning, as POSIX lets a system give them a meaning.
    return path[1:] if path.startswith("//") else path


class CommonJSResolver:
    """Resolves requests to file names. ``preserve`` keeps symbolic links as they are."""

    def __init__(self, packages: PackageReader) -> None:
        self.packages = packages
        self._real_folders: dict[str, str] = {}  # a folder -> the same without links
        self.invalid_mains: list[tuple[str, str]] = []  # package.json and its `main`, where that leads nowhere but there is an index

    def look(self, path: str, preserve: bool) -> tuple[int, str]:
        """:func:`file_kind` of a normalized path, and for a file its path, with links resolved unless they are preserved."""
        try:
            mode = os.lstat(path).st_mode
        except (OSError, ValueError):
            return -1, ""
        if stat.S_ISDIR(mode):
            return 1, ""
        if not stat.S_ISLNK(mode):
            return 0, path if preserve else self.in_real_folder(path)
        kind = file_kind(path)
        return kind, "" if kind else path if preserve else os.path.realpath(path)

    def in_real_folder(self, path: str) -> str:
        """A path whose last part is no link, without the links in it."""
        folder, _, name = path.rpartition("/")
        real = self._real_folders.get(folder)
        if real is None:
            real = self._real_folders[folder] = os.path.realpath(folder) if folder else ""
        return f"{real}/{name}"

    def _as_file(self, path: str, extensions: Sequence[str], preserve: bool, trailing: bool) -> str | None:
        # Mostly there is no file without an extension; this call costs half as much as a stat that fails.
        if "\0" in path:
            return None  # no file has such a name
        kind, real = self.look(path, preserve) if os.access(path, os.F_OK) else (-1, "")
        if not trailing:
            if kind == 0:
                return real
            for extension in extensions:
                found, real = self.look(path + extension, preserve)
                if found == 0:
                    return real
        return self._as_folder(path, extensions, preserve) if kind == 1 else None

    def _as_folder(self, path: str, extensions: Sequence[str], preserve: bool) -> str | None:
        package = self.packages.read_granted(os.path.join(path, "package.json"))
        main = package.main
        index = os.path.join(path, "index")
        if main:
            target = os.path.normpath(os.path.join(path, main))
            found = self.look(target, preserve)
            if not main.endswith("/") and found[0] == 0:
                return found[1]
            for candidate in (*(target + e for e in extensions), *(os.path.join(target, "index") + e for e in extensions)):
                found = self.look(candidate, preserve)
                if found[0] == 0:
                    return found[1]
        for candidate in (index + e for e in extensions):
            found = self.look(candidate, preserve)
            if found[0] == 0:
                if main:
                    self.invalid_mains.append((package.path, main))
                return found[1]
        if main:
            raise OpError(
                "MODULE_NOT_FOUND",
                f"Cannot find module '{os.path.normpath(os.path.join(path, main))}'. Please verify that the package.json has a valid \"main\" entry",
                path=package.path,
                requestPath=path,
            )
        return None

    def near(self, request: str, folder: str, preserve: bool) -> str | None:
        """The file for a ``request`` that is relative to ``folder``, or absolute, under the usual extensions."""
        trailing = request.endswith(("/", "/.", "/..")) or request in (".", "..")
        path = os.path.normpath(f"{folder}/{request}" if request[0] == "." else request)
        return self._as_file(_one_slash(path), EXTENSIONS, preserve, trailing)

    def find(
        self, request: str, paths: Sequence[str], extensions: Sequence[str], conditions: Sequence[str], preserve: bool, base: str | None
    ) -> str | None:
        """The file for ``request`` below the first of ``paths`` that has it."""
        trailing = request.endswith(("/", "/.", "/..")) or request in (".", "..")
        if os.path.isabs(request):
            return self._as_file(_one_slash(os.path.normpath(request)), extensions, preserve, trailing)
        relative = request.startswith(("./", "../")) or request in (".", "..")
        for folder in paths:
            if not relative and file_kind(folder) < 1:
                continue
            if not relative:
                exported = self._exported(folder, request, conditions, base)
                if exported is not None:
                    return self.look(exported, preserve)[1]
            found = self._as_file(_one_slash(os.path.normpath(os.path.join(folder, request))), extensions, preserve, trailing)
            if found is not None:
                return found
        return None

    def _exported(self, folder: str, request: str, conditions: Sequence[str], base: str | None) -> str | None:
        """The file that the package's ``exports`` names; None if it has none."""
        name, subpath = split_package(request)
        if name is None:
            return None
        package = self.packages.read(os.path.join(folder, name, "package.json"))
        if not package.exists or package.exports is None:
            return None
        return self.must_exist(resolve_exports(package, subpath, conditions, None), base, package)

    def must_exist(self, path: str, base: str | None, package: PackageJson) -> str:
        """``path``, which ``package`` named, if there is such a file."""
        if has_encoded_slash(path):
            raise OpError(
                "ERR_INVALID_MODULE_SPECIFIER",
                f'Invalid module "file://{path}" must not include encoded "/" or "\\" characters{f" imported from {base}" if base else ""}',
                "TypeError",
            )
        if file_kind(path) == 0:
            return path
        raise OpError("MODULE_NOT_FOUND", f"Cannot find module '{path}'", path=package.path)

    def own(self, request: str, parent: str, conditions: Sequence[str], base: str | None) -> str | None:
        """A package that requires itself by name, through its ``exports``."""
        package = self.packages.scope(parent)
        if package is None or package.exports is None or package.name is None:
            return None
        if request != package.name and not request.startswith(package.name + "/"):
            return None
        subpath = "." + request[len(package.name) :]
        return self.must_exist(resolve_exports(package, subpath, conditions, base), base, package)

    def imported(self, request: str, parent: str, conditions: Sequence[str]) -> str | None:
        """The target of ``#request``: a file's path, or ``bare:specifier`` for a specifier to be resolved as usual. None without ``imports``."""
        package = self.packages.scope(parent)
        if package is None or package.imports is None:
            return None
        found = resolve_imports(package, request, conditions, parent, lambda bare: "bare:" + bare)
        return found if found.startswith("bare:") else self.must_exist(found, parent, package)


def split_package(request: str) -> tuple[str | None, str]:
    """``(package name, subpath)``: ``@a/b/c`` is ``("@a/b", "./c")``. None where it is no package name."""
    parts = request.split("/")
    count = 2 if request.startswith("@") else 1
    name = "/".join(parts[:count])
    if len(parts) < count or not name or name.startswith(".") or "%" in name or "\\" in name:
        return None, request
    rest = "/".join(parts[count:])
    return name, "./" + rest if len(parts) > count else "."
