"""ES modules: from a specifier to a source text. Called by the engine on the isolate's thread.

Everything the engine loads has a URL. ``file:`` URLs of ES modules are read as they are. What is no ES module gets a *facade*: a small
ES module of ours under a ``node:`` URL, which may import the engine's core and through it asks JavaScript for the exports. Those URLs are
made here and nowhere else: no specifier that a user writes leads to one, and no text of a user's stands in their source but as JSON strings.

An exception here would reach the program as a ``TypeError`` with always the same code, so errors are facades, too: modules that throw.
"""

from __future__ import annotations

import os
import re

from anode.engine.codec import dumps
from anode.engine.errors import OpError, describe
from anode.modules.commonjs import CommonJSResolver, file_kind, split_package
from anode.modules.exports import resolve_exports, resolve_imports
from anode.modules.package_json import PackageReader
from anode.modules.source import (
    FACADE,
    HOOKS,
    META_FACADE,
    SOURCE_DYNAMIC,
    SOURCE_STATIC,
    clauses,
    imported_names,
    looks_like_module,
    missing_name,
    own,
)
from anode.modules.urls import data_bytes, data_format, path_to_url, quoted, unquoted, url_to_path

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.context import Context

_CORE = "import { internals as c } from 'ext:core/mod.js';\n"
_ENCODED_SLASH = re.compile(r"%2f|%5c", re.I)
_JSON_ATTRIBUTE = re.compile(r"""type['"]?\s*:\s*['"]json['"]|\bwith\s*:|importAttributes""")
EXTENSIONS = {".mjs": "module", ".cjs": "commonjs", ".json": "json", ".wasm": "wasm", ".node": "addon"}


class ModuleLoader:
    """One isolate's resolver and loader of ES modules, and what it shares with CommonJS."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self.packages = PackageReader()
        self.commonjs = CommonJSResolver(self.packages)
        self.builtins = ctx.builtins
        if ctx.options.get("--experimental-vm-modules"):
            self.builtins = {**self.builtins, "vm": [*self.builtins["vm"], "Module", "SourceTextModule", "SyntheticModule"]}
        self.forced: set[str] = set()  # URLs that require() has found to be ES modules
        self._defined: dict[str, str] = {}
        self._errors: list[str] = []
        self._loaded: set[str] = set()
        self._found: set[tuple[str, str]] = set()  # URL and referrer: each looks once whether the file is there
        self._read_ahead: dict[str, str] = {}
        self.hooked = False  # whether JavaScript's hooks are asked first (lib/internal/modules/esm/hooks.js)
        self.bypass = False  # but not now
        self._given: dict[str, str] = {}  # facades of CommonJS modules whose text the hooks gave, by URL
        self._made: set[str] = set()  # facades that JavaScript may ask for
        self._links: dict[tuple[str, str], str] = {}  # (referrer, specifier) -> what the hooks have made of it
        self._json_importers: dict[str, bool] = {}
        self._conditions: tuple[str, ...] | None = None

    # ---- what the engine calls ----

    def resolve(self, specifier: str, referrer: str) -> str:
        """The URL to load for ``specifier``: of a facade where it is no ES module in a file."""
        try:
            if specifier.startswith("ext:"):
                return specifier
            if referrer.endswith(HOOKS) and specifier != META_FACADE:
                loaded = self._resolve_plainly(specifier, referrer[: -len(HOOKS)])
                return loaded if loaded.startswith(FACADE) else loaded + HOOKS
            if specifier.endswith(HOOKS):
                return specifier
            if referrer.startswith(FACADE) and specifier.startswith(FACADE):
                return specifier
            if specifier == META_FACADE or specifier in self._defined or specifier in self.forced or specifier in self._made:
                return specifier
            linked = self._links.get((referrer, specifier))
            if linked is not None:
                return linked if linked in self._defined or linked.startswith(FACADE) else self._facade_for(linked, "builtin", referrer)
            if self.hooked and not self.bypass and referrer != "file:///" and not referrer.startswith(FACADE):
                return f"{FACADE}hooked:{quoted([specifier, referrer])}"
            return self._resolve_plainly(specifier, referrer)
        except BaseException as error:
            return self._failing(describe(error, None), specifier, referrer)

    def _resolve_plainly(self, specifier: str, referrer: str) -> str:
        if specifier.startswith((SOURCE_STATIC, SOURCE_DYNAMIC)):
            return self._source_phase(specifier, referrer)
        url = self.resolve_url(specifier, referrer)
        kind = self.format_of(url, referrer)
        loaded = self._facade_for(url, kind, referrer)
        if kind == "commonjs":
            self._check_names(url, specifier, referrer)
        if loaded.startswith("file:") and loaded not in self._loaded and loaded not in self._read_ahead:
            # Read here, where a failure can still become a module that throws it: a file's own source cannot throw our errors.
            self._read_ahead[loaded] = self._read(url_to_path(loaded))
        return loaded

    def _source_phase(self, specifier: str, referrer: str) -> str:
        url = self.resolve_url(specifier[len(SOURCE_STATIC) :], referrer)
        if self.format_of(url, referrer) != "wasm":
            message = f"Source phase import object is not defined for module '{url}'"
            raise OpError("ERR_SOURCE_PHASE_NOT_DEFINED", message, "SyntaxError")
        return f"{FACADE}{'source' if specifier.startswith(SOURCE_STATIC) else 'sourcethen'}:{quoted(url)}"

    def load(self, url: str) -> str:
        """The source of the module at ``url``, which :meth:`resolve` gave."""
        try:
            source = self._source(url)
            self._loaded.add(url)
            return source
        except BaseException as error:
            return self._throwing(describe(error, "open"))

    # ---- resolving ----

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

    def resolve_url(self, specifier: str, parent: str) -> str:
        """The URL that ``specifier`` names in the module at ``parent``. Raises Node's errors."""
        if parent.startswith(FACADE):
            parent = self._parent_of_facade(parent)
        if parent.startswith("eval:"):
            parent = path_to_url(os.path.join(self._ctx.cwd or os.getcwd(), parent[5:]))
        if specifier.startswith(("./", "../", "/")) or specifier in (".", ".."):
            if parent.startswith("data:"):
                raise OpError(
                    "ERR_UNSUPPORTED_RESOLVE_REQUEST",
                    f'Failed to resolve module specifier "{specifier}" from "{parent}": Invalid relative URL or base scheme is not hierarchical.',
                    "TypeError",
                )
            from urllib.parse import urljoin

            return self._finalize(urljoin(parent, specifier.replace("\\", "%5C")), parent)
        if specifier.startswith("#"):
            return self._import(specifier, parent)
        scheme = re.match(r"^([a-zA-Z][a-zA-Z0-9+.-]*):", specifier)
        if scheme:
            return self._absolute(specifier, scheme.group(1).lower(), parent)
        return self._bare(specifier, parent)

    def _absolute(self, specifier: str, scheme: str, parent: str) -> str:
        if scheme == "node":
            name = specifier[5:]
            if name not in self.builtins:
                raise OpError("ERR_UNKNOWN_BUILTIN_MODULE", f"No such built-in module: {specifier}")
            return specifier
        if scheme == "file":
            return self._finalize(specifier, parent)
        if scheme == "data":
            return specifier
        raise OpError(
            "ERR_UNSUPPORTED_ESM_URL_SCHEME",
            f"Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol '{scheme}:'",
        )

    def _bare(self, specifier: str, parent: str) -> str:
        if (specifier in self.builtins and "/" not in specifier) or specifier in self.builtins:
            return "node:" + specifier
        name, subpath = split_package(specifier)
        base = self._where(parent)
        if name is None:
            raise OpError(
                "ERR_INVALID_MODULE_SPECIFIER",
                f'Invalid module "{specifier}" is not a valid package name imported from {base}',
                "TypeError",
            )
        if parent.startswith("data:"):
            raise OpError(
                "ERR_UNSUPPORTED_RESOLVE_REQUEST",
                f'Failed to resolve module specifier "{specifier}" from "{parent}": Invalid relative URL or base scheme is not hierarchical.',
                "TypeError",
            )
        path = url_to_path(parent)
        own = self.packages.scope(path)
        if own is not None and own.exports is not None and own.name == name:
            return self._finalize(path_to_url(resolve_exports(own, subpath, self.conditions, base)), parent)
        folder = os.path.dirname(path)
        while True:
            if os.path.basename(folder) != "node_modules":
                candidate = os.path.join(folder, "node_modules", name)
                package = self.packages.read(os.path.join(candidate, "package.json"), f'"{specifier}" from {base}')
                if package.exists or file_kind(candidate) == 1:
                    if package.exports is not None:
                        return self._finalize(path_to_url(resolve_exports(package, subpath, self.conditions, base)), parent)
                    if subpath == ".":
                        return self._legacy_main(candidate, package.main, parent)
                    found = path_to_url(os.path.normpath(os.path.join(candidate, subpath)))
                    return self._finalize(found + "/" if subpath.endswith("/") else found, parent)
            above = os.path.dirname(folder)
            if above == folder:
                break
            folder = above
        raise OpError("ERR_MODULE_NOT_FOUND", f"Cannot find package '{name}' imported from {base}")

    def package_of(self, specifier: str, parent: str) -> str | None:
        """The package.json of the package that a bare specifier names; None for a builtin."""
        if specifier in self.builtins or specifier.startswith("node:"):
            return None
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

    def _legacy_main(self, folder: str, main: str | None, parent: str) -> str:
        tries = []
        if main:
            tries = [
                main,
                main + ".js",
                main + ".json",
                main + ".node",
                *(os.path.join(main, "index" + e) for e in (".js", ".json", ".node")),
            ]
        for candidate in (*tries, "index.js", "index.json", "index.node"):
            path = os.path.normpath(os.path.join(folder, candidate))
            if file_kind(path) == 0:
                return self._finalize(path_to_url(path), parent)
        raise OpError("ERR_MODULE_NOT_FOUND", f"Cannot find package '{folder}{os.sep}' imported from {self._where(parent)}")

    def _import(self, name: str, parent: str) -> str:
        path = url_to_path(parent)
        found = resolve_imports(self.packages.scope(path), name, self.conditions, self._where(parent), lambda bare: "bare:" + bare)
        if found.startswith("bare:"):
            return self.resolve_url(found[5:], parent)
        return found if found.startswith("node:") else self._finalize(path_to_url(found), parent)

    @staticmethod
    def _where(parent: str) -> str:
        return url_to_path(parent) if parent.startswith("file:") else parent

    def _finalize(self, url: str, parent: str) -> str:
        from urllib.parse import urlsplit

        parts = urlsplit(url)
        base = self._where(parent)
        if _ENCODED_SLASH.search(parts.path):
            raise OpError(
                "ERR_INVALID_MODULE_SPECIFIER",
                f'Invalid module "{parts.path}" must not include encoded "/" or "\\" characters imported from {base}',
                "TypeError",
            )
        if parts.netloc not in ("", "localhost"):
            raise OpError(
                "ERR_INVALID_FILE_URL_HOST", f'File URL host must be "localhost" or empty on {os.uname().sysname.lower()}', "TypeError"
            )
        path = url_to_path(url)
        if url in self._loaded and (url, parent) in self._found:
            return url  # whatever has become of the file
        kind = file_kind(path)
        if kind == 1 or path.endswith("/"):
            raise OpError(
                "ERR_UNSUPPORTED_DIR_IMPORT",
                f"Directory import '{path}' is not supported resolving ES modules imported from {base}",
                url=path_to_url(path) + "/" * (path.endswith("/") and not path_to_url(path).endswith("/")),
            )
        if kind < 0:
            raise OpError("ERR_MODULE_NOT_FOUND", f"Cannot find module '{path}' imported from {base}", url=url)
        if not self._ctx.options.get("--preserve-symlinks"):
            path = os.path.realpath(path)
        found = path_to_url(path) + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        self._found.add((found, parent))
        return found

    # ---- formats and facades ----

    def format_of(self, url: str, referrer: str = "") -> str | None:
        """builtin, module, commonjs, json, wasm."""
        if url.startswith("node:"):
            return "builtin"
        if url.startswith("data:"):
            return data_format(url)
        if url in self.forced or url in self._defined:
            return "module"
        path = url_to_path(url)
        extension = os.path.splitext(path)[1]
        found = EXTENSIONS.get(extension)
        if found is not None:
            return found
        if not extension and self._is_wasm(path):
            return "wasm"
        if extension == ".js" or not extension:
            package = self.packages.scope(path)
            if package is not None and package.type != "none":
                return package.type if extension == ".js" or package.type == "commonjs" else "module"
            return "module" if looks_like_module(self._read(path)) else "commonjs"
        package = self.packages.scope(path)
        if (package is not None and package.type == "module") or extension not in (".js",):
            raise OpError(
                "ERR_UNKNOWN_FILE_EXTENSION",
                f'Unknown file extension "{extension}" for {path}',
                "TypeError",
            )
        return "commonjs"

    def _is_wasm(self, path: str) -> bool:
        self._ctx.permissions.check_fs(path, False)
        with open(path, "rb") as file:
            return file.read(4) == b"\0asm"

    def _facade_for(self, url: str, kind: str | None, referrer: str) -> str:
        if kind == "module":
            return url
        if kind == "builtin":
            return f"{FACADE}builtin:{url[5:]}"
        if kind == "json":
            # The engine parses JSON itself where the import says so. It tells nobody whether it does, so the importer's text is looked at.
            if self._imports_json(referrer):
                return url
            raise OpError("ERR_IMPORT_ATTRIBUTE_MISSING", f'Module "{url}" needs an import attribute of "type: json"', "TypeError")
        if kind == "addon":
            raise OpError("ERR_UNKNOWN_FILE_EXTENSION", f'Unknown file extension ".node" for {url_to_path(url)}', "TypeError")
        from urllib.parse import quote

        return f"{FACADE}{kind}:{quote(url, safe='')}"

    def _imports_json(self, referrer: str) -> bool:
        known = self._json_importers.get(referrer)
        if known is None:
            try:
                known = _JSON_ATTRIBUTE.search(self._source(referrer)) is not None
            except (OSError, OpError, ValueError):
                known = True  # a text that stands nowhere: -e, vm
            self._json_importers[referrer] = known
        return known

    def _parent_of_facade(self, url: str) -> str:
        from urllib.parse import unquote

        return unquote(url[len(FACADE) :].partition(":")[2])

    def _failing(self, error: list[object], specifier: str, referrer: str) -> str:
        """A module that throws ``error``, with every export that the importer wants: else it would not even be linked."""
        names = sorted(imported_names(self._clauses(specifier, referrer)))
        exports = f"let e;\nexport {{ {', '.join(f'e as {dumps(name)}' for name in names)} }};\n" if names else ""
        self._errors.append(f"throw c.anodeError({dumps(error)});\n{exports}")
        return f"{FACADE}error:{len(self._errors) - 1}"

    def _clauses(self, specifier: str, referrer: str) -> list[re.Match[str]]:
        try:
            return clauses(self._source(referrer), specifier)
        except (OSError, OpError, ValueError):
            return []

    def _check_names(self, url: str, specifier: str, referrer: str) -> None:
        # The engine would not say that it is a CommonJS module.
        found = self._clauses(specifier, referrer)
        wanted = imported_names(found) - {"default", "module.exports"}
        if wanted:
            from anode.modules.lexer import export_names

            path = url_to_path(url)
            missing = wanted.difference(export_names(path, self._read(path), self.commonjs))
            if missing:
                raise OpError(None, missing_name(found, missing, specifier), "SyntaxError")

    @staticmethod
    def _throwing(error: list[object]) -> str:
        return f"{_CORE}throw c.anodeError({dumps(error)});\nexport {{}};\n"

    def define(self, url: str, source: str) -> None:
        """Serve ``source`` for ``url``: an ES module that stands in no file."""
        if url.startswith("node:"):  # see the top of this file; only builtins are there
            raise OpError("ERR_UNKNOWN_BUILTIN_MODULE", f"No such built-in module: {url}")
        self._defined[url] = source

    def link(self, referrer: str, specifier: str, url: str) -> None:
        """What ``specifier`` stands for in the module at ``referrer``."""
        self._links[referrer, specifier] = url

    def facade(self, url: str, kind: str) -> str:
        """What the engine is to load for a module at ``url`` that is no ES module."""
        made = self._facade_for(url, kind, "")
        self._made.add(made)
        return made

    def define_own(self, url: str, source: str) -> None:
        """As :meth:`define`, with an ``import.meta`` of ours."""
        self.define(url, own(source, url))

    def define_commonjs(self, url: str, source: str) -> str:
        """A facade for a CommonJS module whose text JavaScript has."""
        from anode.modules.lexer import export_names

        path = url_to_path(url) if url.startswith("file:") else url
        self._given[url] = self._exports(f"c.anodeGivenCommonJS({dumps(url)})", export_names(path, source, self.commonjs))
        made = f"{FACADE}given:{url}"
        self._made.add(made)
        return made

    def read_bytes(self, url: str) -> bytes:
        """The bytes at a ``file:`` or ``data:`` URL."""
        if url.startswith("data:"):
            return data_bytes(url)
        path = url_to_path(url)
        self._ctx.permissions.check_fs(path, False)
        with open(path, "rb") as file:
            return file.read()

    def _read(self, path: str) -> str:
        self._ctx.permissions.check_fs(path, False)
        with open(path, "rb") as file:
            return file.read().decode("utf-8-sig", "replace")

    def _source(self, url: str) -> str:
        defined = self._defined.get(url)
        if defined is not None:
            return defined
        if url.endswith(HOOKS):
            plain = url[: -len(HOOKS)]
            return own(data_bytes(plain).decode("utf-8", "replace") if plain.startswith("data:") else self._read(url_to_path(plain)), url)
        if not url.startswith(FACADE):
            return own(
                data_bytes(url).decode("utf-8", "replace")
                if url.startswith("data:")
                else self._read_ahead.pop(url, "") or self._read(url_to_path(url)),
                url,
            )
        if url == META_FACADE:
            return f"{_CORE}export const m = c.anodeMeta;\n"
        kind, _, rest = url[len(FACADE) :].partition(":")
        if kind == "hooked":
            # import() takes a namespace that has a `then` for a promise, and gives what that is fulfilled with.
            return f"{_CORE}export const then = (f, r) => c.anodeHooked({dumps(unquoted(rest))}, f, r);\n"
        if kind in ("source", "sourcethen"):
            module = f"c.anodeWasmSource({unquoted(rest)})"
            return (
                f"{_CORE}export default {module};\n"
                if kind == "source"
                else f"{_CORE}const m = {module};\nexport const then = (f) => f(m);\n"
            )
        if kind == "given":
            return self._given[rest]
        if kind == "error":
            return _CORE + self._errors[int(rest)]
        if kind == "builtin":
            return self._exports(f"c.anodeBuiltin({dumps(rest)})", self.builtins[rest], rest)
        from urllib.parse import unquote

        target = unquote(rest)
        if kind == "wasm":
            from anode.modules.wasm import facade

            return facade(_CORE, self.read_bytes(target), target, url)
        from anode.modules.lexer import export_names

        path = url_to_path(target)
        names = export_names(path, self._read(path), self.commonjs)
        return self._exports(f"c.anodeCommonJS({dumps(path)}, {dumps(target)})", names)

    @staticmethod
    def _exports(expression: str, names: list[str], builtin: str | None = None) -> str:
        """A facade: ``expression`` is its default export, and its properties the others; those of a builtin can be brought up to date."""
        lines = [_CORE, f"const m = {expression};\nexport default m;\n"]
        names = [n for n in names if n != "default" and (builtin is not None or n != "module.exports")]
        if builtin is None:
            lines.append('export { m as "module.exports" };\n')
        if names:
            lines.append(f"let {', '.join(f'e{i}' for i in range(len(names)))};\n")
            reads = " ".join(f"e{i} = c.anodeGet(m, {dumps(name)});" for i, name in enumerate(names))
            lines.append(f"c.anodeSync({dumps(builtin)}, () => {{ {reads} }});\n" if builtin is not None else reads + "\n")
            lines.append(f"export {{ {', '.join(f'e{i} as {dumps(name)}' for i, name in enumerate(names))} }};\n")
        return "".join(lines)
