"""ES modules: from a specifier to a URL and the format of the module there. JavaScript does the rest (lib/internal/modules/esm/loader.js).

Source of the rules: Node's documentation, "Modules: ECMAScript modules", Resolution Algorithm Specification.
"""

from __future__ import annotations

import os

from anode.errors import OpError
from anode.modules.commonjs import CommonJSResolver, file_kind, split_package
from anode.modules.exports import resolve_exports, resolve_imports
from anode.modules.package_json import PackageJson, PackageReader
from anode.modules.urls import WORDS, data_bytes, data_format, has_encoded_slash, path_to_url, scheme_of, url_to_path

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.loop.context import Context

_PLAIN = WORDS | frozenset("./@+-")
_PLAIN_FILE = _PLAIN | frozenset("~")
EXTENSIONS = {
    ".mjs": "module",
    ".cjs": "commonjs",
    ".json": "json",
    ".wasm": "wasm",
    ".node": "addon",
    ".mts": "module-typescript",
    ".cts": "commonjs-typescript",
}
SCHEME_ONLY = ("sea", "sqlite", "test", "test/reporters")
TYPED = {"module": "module-typescript", "commonjs": "commonjs-typescript"}


def _is_plain(specifier: str) -> bool:
    """Whether a relative specifier says nothing but a path."""
    return specifier.startswith(("./", "../")) and _PLAIN.issuperset(specifier) and specifier[-1] not in "/."


def _is_plain_file(url: str) -> bool:
    """Whether it is a ``file:`` URL whose path is a path as it stands."""
    path = url[7:]
    return url.startswith("file:///") and _PLAIN_FILE.issuperset(path) and "//" not in path and "/." not in path and path[-1] != "/"


def read_file(path: str) -> bytes:
    """The bytes of a file, read with the fewest system calls."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        expected = os.fstat(descriptor).st_size
        data = os.read(descriptor, expected + 1)
        if len(data) != expected:
            while part := os.read(descriptor, 1 << 20):
                data += part
        return data
    finally:
        os.close(descriptor)


WARNINGS = 0  # not a handle: JavaScript listens there for deprecation warnings


class ModuleLoader:
    """One isolate's resolver of ES modules, with the CommonJS resolver and the package.json cache."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self.packages = PackageReader(self._warn, ctx.permissions)
        self.commonjs = CommonJSResolver(self.packages)
        self.builtins = ctx.builtins
        self._folders: dict[str, str] = {}  # URL of a module -> the folder it is in
        self._conditions: tuple[str, ...] | None = None
        self._preserve = self._option("preserve-symlinks")
        self._preserve_main = self._option("preserve-symlinks-main")
        self._addons = ctx.options.get("--experimental-addon-modules") is not False
        self._types = ctx.options.get("--strip-types") is not False
        self.deprecated: list[tuple[str, str, str | None, str]] = []  # mains found by trying: URL, package.json, its main, importer

    def _warn(self, message: str, code: str) -> None:
        self._ctx.loop.emit(WARNINGS, 0, (message, code))

    def _option(self, name: str) -> bool:
        return bool(self._ctx.options.get("--" + name)) or self._ctx.env.get("NODE_" + name.upper().replace("-", "_")) == "1"

    def preserves(self, is_main: bool) -> bool:
        """Whether symbolic links stay as they are: of the program's own file, or of any other."""
        return self._preserve_main if is_main else self._preserve

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions of ``import``."""
        if self._conditions is None:
            own = self._ctx.options.get("--conditions") or ()
            addons = ("node-addons",) if self._ctx.options.get("--addons") is not False else ()
            self._conditions = ("node", "import", "module-sync", *addons, *own)
        return self._conditions

    def resolve_under(self, specifier: str, parent: str, conditions: list[str] | None) -> str:
        """:meth:`resolve_url` under ``conditions`` that hooks have chosen."""
        if conditions is None:
            return self.resolve_url(specifier, parent)
        before, self._conditions = self.conditions, tuple(conditions)
        try:
            return self.resolve_url(specifier, parent)
        finally:
            self._conditions = before

    def locate(self, specifier: str, parent: str, conditions: list[str] | None) -> tuple[str, str | None]:
        """The URL that ``specifier`` names in the module at ``parent``, and the format of the module there, as far as its name tells."""
        url = self.resolve_url(specifier, parent) if conditions is None else self.resolve_under(specifier, parent, conditions)
        try:
            return url, self.format_of(url)
        except OpError:
            return url, None  # loading it reports the error

    def resolve_url(self, specifier: str, parent: str) -> str:
        """The URL that ``specifier`` names in the module at ``parent``. Raises Node's errors."""
        if _is_plain(specifier) and parent.startswith("file:"):
            folder = self._folders.get(parent)
            if folder is None:
                folder = self._folders[parent] = os.path.dirname(url_to_path(parent)).rstrip("/")
            path = os.path.normpath(f"{folder}/{specifier}")
            kind, real = self.commonjs.look(path, self._preserve)
            return path_to_url(real) if kind == 0 else self._finalize(path_to_url(path), parent)
        if _is_plain_file(specifier):
            kind, real = self.commonjs.look(specifier[7:], self.preserves(not parent))
            if kind == 0:
                return path_to_url(real)
        if parent.startswith("eval:"):
            parent = path_to_url(os.path.join(self._ctx.cwd or os.getcwd(), parent[5:]))
        if specifier.startswith(("./", "../", "/")) or specifier in (".", ".."):
            from ada_url import join_url

            try:
                return self._finalize(join_url(parent, specifier), parent)
            except ValueError:
                raise self._unsupported(specifier, parent) from None
        if specifier.startswith("#"):
            return self._import(specifier, parent)
        scheme = scheme_of(specifier)
        if scheme is not None:
            return self._absolute(specifier, scheme, parent)
        return self._bare(specifier, parent)

    @staticmethod
    def _unsupported(specifier: str, parent: str) -> OpError:
        return OpError(
            "ERR_UNSUPPORTED_RESOLVE_REQUEST",
            f'Failed to resolve module specifier "{specifier}" from "{parent}": Invalid relative URL or base scheme is not hierarchical.',
            "TypeError",
        )

    def _absolute(self, specifier: str, scheme: str, parent: str) -> str:
        if scheme == "node":
            name = specifier[5:]
            if name not in self.builtins:
                raise OpError("ERR_UNKNOWN_BUILTIN_MODULE", f"No such built-in module: {specifier}")
            return specifier
        if scheme in ("file", "data"):
            from ada_url import normalize_url

            try:
                url: str = normalize_url(specifier)
            except ValueError:
                raise OpError("ERR_INVALID_URL", "Invalid URL", "TypeError", input=specifier) from None
            return url if scheme == "data" else self._finalize(url, parent)
        schemes = "file and data" if scheme in ("http", "https") else "file, data, and node"
        raise OpError(
            "ERR_UNSUPPORTED_ESM_URL_SCHEME",
            f"Only URLs with a scheme in: {schemes} are supported by the default ESM loader. Received protocol '{scheme}:'",
        )

    def _bare(self, specifier: str, parent: str) -> str:
        if specifier in self.builtins and specifier not in SCHEME_ONLY:
            return "node:" + specifier
        name, subpath = split_package(specifier) if specifier else ("", ".")
        base = self._where(parent)
        if name is None:
            raise OpError(
                "ERR_INVALID_MODULE_SPECIFIER",
                f'Invalid module "{specifier}" is not a valid package name imported from {base}',
                "TypeError",
            )
        if not parent.startswith("file:"):
            if parent.startswith("data:"):
                raise self._unsupported(specifier, parent)
            if scheme_of(parent) is None:
                raise OpError("ERR_INVALID_URL", "Invalid URL", "TypeError", input=parent)
            raise OpError("ERR_INVALID_URL_SCHEME", "The URL must be of scheme file", "TypeError")
        path = url_to_path(parent)
        own = self.packages.scope(path)
        if own is not None and own.exports is not None and own.name == name:
            return self._named(resolve_exports(own, subpath, self.conditions, base), parent)
        folder = os.path.dirname(path)
        while True:
            if os.path.basename(folder) != "node_modules":
                candidate = os.path.join(folder, "node_modules", name)
                package = self.packages.read(os.path.join(candidate, "package.json"), f'"{specifier}" from {base}')
                if package.exists or file_kind(candidate) == 1:
                    if package.exports is not None:
                        return self._named(resolve_exports(package, subpath, self.conditions, base), parent)
                    if subpath == ".":
                        return self._legacy_main(package, candidate, parent)
                    found = path_to_url(os.path.normpath(os.path.join(candidate, subpath)))
                    return self._finalize(found + "/" if subpath.endswith("/") else found, parent)
            above = os.path.dirname(folder)
            if above == folder:
                break
            folder = above
        raise OpError("ERR_MODULE_NOT_FOUND", f"Cannot find package '{name}' imported from {base}")

    def _named(self, path: str, parent: str) -> str:
        """The URL of a path in a package.json; encoded separators are an error."""
        return self._finalize("file://" + path if has_encoded_slash(path) else path_to_url(path), parent)

    def package_of(self, specifier: str, parent: str) -> str:
        """The package.json of the package that a bare specifier names."""
        name, _ = split_package(specifier)
        base = self._where(parent)
        if name is None:
            raise OpError(
                "ERR_INVALID_MODULE_SPECIFIER",
                f'Invalid module "{specifier}" is not a valid package name imported from {base}',
                "TypeError",
            )
        path = url_to_path(parent) if parent.startswith("file:") else os.path.join(self._ctx.cwd or os.getcwd(), "x")
        own = self.packages.scope(path)
        if own is not None and own.exports is not None and own.name == name:
            return own.path
        folder = os.path.dirname(path)
        while True:
            candidate = os.path.join(folder, "node_modules", name, "package.json")
            if self.packages.read(candidate, f'"{specifier}" from {base}').exists:
                return candidate
            above = os.path.dirname(folder)
            if above == folder:
                break
            folder = above
        raise OpError("ERR_MODULE_NOT_FOUND", f"Cannot find package '{name}' imported from {base}")

    def _legacy_main(self, package: PackageJson, folder: str, parent: str) -> str:
        tries = []
        main = package.main
        if main:
            tries = [
                main,
                *(main + e for e in (".js", ".json", ".node")),
                *(os.path.join(main, "index" + e) for e in (".js", ".json", ".node")),
            ]
        for candidate in (*tries, "index.js", "index.json", "index.node"):
            path = os.path.normpath(os.path.join(folder, candidate))
            if file_kind(path) == 0:
                found = self._finalize(path_to_url(path), parent)
                if candidate != main:
                    self.deprecated.append((found, package.path, main, parent))
                return found
        wanted = os.path.normpath(os.path.join(folder, main or "index.js"))
        raise OpError("ERR_MODULE_NOT_FOUND", f"Cannot find package '{wanted}' imported from {self._where(parent)}")

    def _import(self, name: str, parent: str) -> str:
        path = url_to_path(parent)
        found = resolve_imports(self.packages.scope(path), name, self.conditions, self._where(parent), lambda bare: "bare:" + bare)
        if found.startswith("bare:"):
            return self.resolve_url(found[5:], parent)
        return self._finalize(path_to_url(found), parent)

    @staticmethod
    def _where(parent: str) -> str:
        where = url_to_path(parent) if parent.startswith("file:") else parent
        return where.removesuffix("[python]")  # the Python program, which is no file of JavaScript's: its folder

    def _finalize(self, url: str, parent: str) -> str:
        from urllib.parse import urlsplit

        parts = urlsplit(url)
        base = self._where(parent)
        if has_encoded_slash(parts.path):
            raise OpError(
                "ERR_INVALID_MODULE_SPECIFIER",
                f'Invalid module "{parts.path}" must not include encoded "/" or "\\" characters imported from {base}',
                "TypeError",
            )
        if parts.netloc not in ("", "localhost"):
            system = os.uname().sysname.lower()
            message = f'File URL host must be "localhost" or empty on {system}'
            raise OpError("ERR_INVALID_FILE_URL_HOST", message, "TypeError", input=url, module=parent)
        path = url_to_path(url)
        kind = file_kind(path)
        if kind == 1 or path.endswith("/"):
            raise OpError(
                "ERR_UNSUPPORTED_DIR_IMPORT",
                f"Directory import '{path}' is not supported resolving ES modules imported from {base}",
                url=path_to_url(path) + "/" * (path.endswith("/") and not path_to_url(path).endswith("/")),
            )
        if kind < 0:
            raise OpError("ERR_MODULE_NOT_FOUND", f"Cannot find module '{path}' imported from {base}", url=url)
        if not self.preserves(not parent):
            path = os.path.realpath(path)
        return path_to_url(path) + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")

    # ---- formats ----

    def format_of(self, url: str) -> str | None:
        """Node's name for the kind of module at ``url``; None where the text itself must be looked at. Raises where it is of none."""
        if url.startswith("node:"):
            return "builtin"
        if url.startswith("data:"):
            return data_format(url)
        path = url_to_path(url)
        extension = os.path.splitext(path)[1]
        if extension == ".js" or not extension:
            package = self.packages.scope(path)
            if package is not None and package.type != "none":
                if extension or package.type == "commonjs":
                    return package.type
                return "wasm" if self._is_wasm(path) else "module"
            return "wasm" if not extension and self._is_wasm(path) else None
        if extension == ".ts" and self._types:
            package = self.packages.scope(path)
            return TYPED.get(package.type) if package is not None else None
        found = EXTENSIONS.get(extension)
        if found is None or (found in TYPED.values() and not self._types) or (found == "addon" and not self._addons):
            raise OpError("ERR_UNKNOWN_FILE_EXTENSION", f'Unknown file extension "{extension}" for {path}', "TypeError")
        return found

    def _is_wasm(self, path: str) -> bool:
        self._ctx.permissions.check_fs(path, False)
        with open(path, "rb") as file:
            return file.read(4) == b"\0asm"

    def read_bytes(self, url: str) -> bytes:
        """The bytes at a ``file:`` or ``data:`` URL."""
        if url.startswith("data:"):
            return data_bytes(url)
        path = url_to_path(url)
        self._ctx.permissions.check_fs(path, False)
        return read_file(path)
