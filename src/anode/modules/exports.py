"""The ``exports`` and ``imports`` of package.json.

Source of the rules: Node's documentation, "Modules: ECMAScript modules", Resolution Algorithm Specification
(PACKAGE_EXPORTS_RESOLVE, PACKAGE_IMPORTS_RESOLVE, PACKAGE_TARGET_RESOLVE, PATTERN_KEY_COMPARE).
"""

from __future__ import annotations

import os
from _collections_abc import Callable, Sequence

from anode.engine.codec import dumps
from anode.errors import OpError
from anode.modules.package_json import PackageJson
from anode.modules.urls import has_encoded_slash, path_to_url, scheme_of

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any, NoReturn

# Segments no target or match may hold: "", ".", "..", "node_modules", also percent-encoded.
_FORBIDDEN = {".", "..", "node_modules"}

Outside = Callable[[str], str]  # resolves a bare specifier that an ``imports`` entry names

_NO_MATCH = object()


def _segments(path: str) -> list[str]:
    return path.replace("\\", "/").split("/")


def _forbidden(path: str) -> bool:
    segments = _segments(path)
    if "%" in path:
        from urllib.parse import unquote

        segments = [unquote(segment) for segment in segments]
    return any(segment.lower() in _FORBIDDEN for segment in segments)


def _empty(path: str) -> bool:
    """Whether it has an empty segment: two slashes in a row, or one at an end."""
    return "" in _segments(path)


def _warn_of_slashes(
    package: PackageJson, in_target: bool, target: str, match: str, key: str, pattern: bool, internal: bool, base: str | None
) -> None:
    request = key.replace("*", match, 1) if pattern else key + match
    resolved = target.replace("*", match) if pattern else target
    double = "//" in (resolved if in_target else request).replace("\\", "/")
    message = (
        f'Use of deprecated {"double slash" if double else "leading or trailing slash matching"} resolving "{resolved}" for module request "{request}" '
        f'{f"""matched to "{key}" """ if request != key else ""}in the "{"imports" if internal else "exports"}" field module resolution of the package at '
        f"{package.path}{f' imported from {base}' if base else ''}."
    )
    package.warn(message, "DEP0166")


def _not_exported(package: PackageJson, subpath: str, base: str | None) -> NoReturn:
    where = f" imported from {base}" if base else ""
    if subpath == ".":
        message = f'No "exports" main defined in {package.path}{where}'
    else:
        message = f"Package subpath '{subpath}' is not defined by \"exports\" in {package.path}{where}"
    raise OpError("ERR_PACKAGE_PATH_NOT_EXPORTED", message)


def _invalid_target(package: PackageJson, key: str, target: Any, internal: bool, base: str | None) -> NoReturn:
    where = f" imported from {base}" if base else ""
    folder = os.path.dirname(package.path) + os.sep
    kind = "imports" if internal else "exports"
    target = dumps(target) if isinstance(target, (dict, list)) else target if isinstance(target, str) else dumps(target)
    relative = not internal and target and not target.startswith("./")
    hint = '; targets must start with "./"' if relative else ""
    if key == "." and not internal:
        message = f'Invalid "exports" main target {dumps(target)} defined in the package config {folder}package.json{where}{hint}'
    else:
        message = f"Invalid \"{kind}\" target {dumps(target)} defined for '{key}' in the package config {folder}package.json{where}{hint}"
    raise OpError("ERR_INVALID_PACKAGE_TARGET", message)


def _invalid_config(package: PackageJson, base: str | None, what: str) -> OpError:
    where = f" while importing {path_to_url(base) if base.startswith('/') else base}" if base else ""
    return OpError("ERR_INVALID_PACKAGE_CONFIG", f"Invalid package config {package.path}{where}. {what}")


def _string_target(
    package: PackageJson,
    target: str,
    match: str,
    key: str,
    pattern: bool,
    internal: bool,
    base: str | None,
    outside: Outside,
    folders: bool,
) -> str:
    if match and not pattern and not target.endswith("/"):
        _invalid_target(package, key, target, internal, base)
    if not target.startswith("./"):
        if internal and not target.startswith(("../", "/")) and scheme_of(target) is None:
            return outside(target.replace("*", match) if pattern else target + match)
        _invalid_target(package, key, target, internal, base)
    if _forbidden(target[2:]):
        _invalid_target(package, key, target, internal, base)
    if not folders and _empty(target[2:]):
        _warn_of_slashes(package, True, target, match, key, pattern, internal, base)
    folder = os.path.dirname(package.path)
    resolved = os.path.normpath(os.path.join(folder, target)) + ("/" if target.endswith("/") else "")
    if not (resolved + "/").startswith(folder.rstrip("/") + "/"):
        _invalid_target(package, key, target, internal, base)
    if not match:
        return resolved
    if _forbidden(match):
        request = key.replace("*", match) if pattern else key + match
        where = f" imported from {base}" if base else ""
        kind = "imports" if internal else "exports"
        raise OpError(
            "ERR_INVALID_MODULE_SPECIFIER",
            f'Invalid module "{request}" request is not a valid match in pattern "{key}" for the "{kind}" resolution of {package.path}{where}',
            "TypeError",
        )
    if not folders and _empty(match):
        _warn_of_slashes(package, False, target, match, key, pattern, internal, base)
    return resolved.replace("*", match) if pattern else os.path.join(resolved, match)


def _target(
    package: PackageJson,
    target: Any,
    match: str,
    key: str,
    pattern: bool,
    internal: bool,
    conditions: Sequence[str],
    base: str | None,
    outside: Outside,
    folders: bool = False,
) -> Any:
    """A path; None where the target is null; _NO_MATCH where no condition applies."""
    if isinstance(target, str):
        return _string_target(package, target, match, key, pattern, internal, base, outside, folders)
    if isinstance(target, list):
        last: OpError | None = None
        result: Any = None
        for entry in target:
            try:
                result = _target(package, entry, match, key, pattern, internal, conditions, base, outside, folders)
            except OpError as error:
                if error.code != "ERR_INVALID_PACKAGE_TARGET":
                    raise
                last = error
                continue
            if result is _NO_MATCH:
                continue
            if result is None:
                last = None
                continue
            return result
        if last is not None:
            raise last
        return None if result is None else _NO_MATCH
    if isinstance(target, dict):
        for name in target:
            if name.isdigit() and str(int(name)) == name:
                raise _invalid_config(package, base, '"exports" cannot contain numeric property keys.')
        for name, value in target.items():
            if name == "default" or name in conditions:
                result = _target(package, value, match, key, pattern, internal, conditions, base, outside, folders)
                if result is not _NO_MATCH:
                    return result
        return _NO_MATCH
    if target is None:
        return None
    _invalid_target(package, key, target, internal, base)


def _best_pattern(keys: dict[str, Any], request: str) -> tuple[str, str] | None:
    """The most specific pattern key that matches ``request``, with the text for its ``*``."""
    best: tuple[int, int, str, str] | None = None
    for key in keys:
        star = key.find("*")
        if star < 0 or not request.startswith(key[:star]) or key.find("*", star + 1) >= 0:
            continue
        tail = key[star + 1 :]
        if len(request) < len(key) or not request.endswith(tail):
            continue
        match = request[star : len(request) - len(tail)]
        candidate = (star, len(key), key, match)
        if best is None or candidate[:2] > best[:2]:
            best = candidate
    return (best[2], best[3]) if best else None


def _is_sugar(exports: Any, package: PackageJson, base: str | None) -> bool:
    if isinstance(exports, (str, list)):
        return True
    if not isinstance(exports, dict):
        return False
    kinds = {key == "" or not key.startswith(".") for key in exports}
    if len(kinds) > 1:
        raise _invalid_config(
            package,
            base,
            "\"exports\" cannot contain some keys starting with '.' and some not."
            " The exports object must either be an object of package subpath keys or an object of main entry condition name keys only.",
        )
    return kinds == {True}


def resolve_exports(package: PackageJson, subpath: str, conditions: Sequence[str], base: str | None) -> str:
    """The file that ``exports`` gives for ``subpath`` (``.`` or ``./x``). Raises ERR_PACKAGE_PATH_NOT_EXPORTED and its kin."""
    exports = package.exports
    if _is_sugar(exports, package, base):
        exports = {".": exports}
    if not isinstance(exports, dict):
        _not_exported(package, subpath, base)

    def refuse(target: str) -> str:
        _invalid_target(package, subpath, target, False, base)

    if subpath in exports and "*" not in subpath and not subpath.endswith("/"):
        result = _target(package, exports[subpath], "", subpath, False, False, conditions, base, refuse)
        if result is None or result is _NO_MATCH:
            _not_exported(package, subpath, base)
        return _decoded(str(result))
    found = _best_pattern(exports, subpath)
    if found is not None:
        key, match = found
        if subpath.endswith("/"):
            message = (
                f'Use of deprecated trailing slash pattern mapping "{subpath}" in the "exports" field module resolution of the package at '
                f'{package.path}{f" imported from {base}" if base else ""}. Mapping specifiers ending in "/" is no longer supported.'
            )
            if subpath not in package.warned:
                package.warned.add(subpath)
                package.warn(message, "DEP0155")
        result = _target(package, exports[key], match, key, True, False, conditions, base, refuse, subpath.endswith("/"))
        if result is not None and result is not _NO_MATCH:
            return _decoded(str(result))
    _not_exported(package, subpath, base)


def _decoded(path: str) -> str:
    """Targets are URLs: percent-encoded characters are decoded, except separators, which are an error."""
    if "%" not in path or has_encoded_slash(path):
        return path
    from urllib.parse import unquote

    return unquote(path)


def resolve_imports(package: PackageJson | None, name: str, conditions: Sequence[str], base: str | None, outside: Outside) -> str:
    """The target of ``#name`` in ``imports``: a path, or the result of ``outside`` for a bare specifier."""
    where = f" imported from {base}" if base else ""
    if name in ("#", "#/"):
        raise OpError(
            "ERR_INVALID_MODULE_SPECIFIER",
            f'Invalid module "{name}" is not a valid internal imports specifier name{where}',
            "TypeError",
        )
    if package is not None and package.imports:
        imports = package.imports
        if name in imports and "*" not in name:
            result = _target(package, imports[name], "", name, False, True, conditions, base, outside)
            if result is not None and result is not _NO_MATCH:
                return str(result)
        else:
            found = _best_pattern(imports, name)
            if found is not None:
                key, match = found
                result = _target(package, imports[key], match, key, True, True, conditions, base, outside)
                if result is not None and result is not _NO_MATCH:
                    return str(result)
    inside = f" in package {package.path}" if package is not None else ""
    raise OpError(
        "ERR_PACKAGE_IMPORT_NOT_DEFINED",
        f'Package import specifier "{name}" is not defined{inside}{where}',
        "TypeError",
    )
