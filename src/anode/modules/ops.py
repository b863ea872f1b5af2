"""The ops of the module loaders: files, package.json, resolution."""

from __future__ import annotations

import os

from anode.engine.codec import loads
from anode.engine.ops import op
from anode.engine.v8.cell import leave_source
from anode.loop.context import Context
from anode.modules import commonjs, wasm
from anode.modules.commonjs import CommonJSResolver
from anode.modules.loader import ModuleLoader, read_file
from anode.permissions import fs_read, nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


def _resolver(ctx: Context) -> CommonJSResolver:
    return ctx.state(ModuleLoader).commonjs


@op(needs=nothing)
def find_path(
    ctx: Context, request: str, paths: str, extensions: str, conditions: str, is_main: bool, base: str | None = None
) -> str | None:
    """The file for ``request`` below ``paths``; lists are JSON. Reading it is checked when it is read."""
    loader = ctx.state(ModuleLoader)
    return loader.commonjs.find(request, loads(paths), loads(extensions), loads(conditions), loader.preserves(is_main), base)


@op(needs=nothing)
def find_near(ctx: Context, request: str, folder: str, is_main: bool) -> str | None:
    """:func:`find_path` of a relative or absolute request, under the usual extensions."""
    loader = ctx.state(ModuleLoader)
    return loader.commonjs.near(request, folder, loader.preserves(is_main))


@op(needs=nothing, json=True)
def take_invalid_mains(ctx: Context) -> list[tuple[str, str]]:
    """The package.json files whose ``main`` leads nowhere, with that ``main``, which :func:`find_path` has met since the last call."""
    resolver = _resolver(ctx)
    found, resolver.invalid_mains = resolver.invalid_mains, []
    return found


@op(needs=nothing)
def find_own(ctx: Context, request: str, parent: str, conditions: str) -> str | None:
    """A package that requires itself."""
    return _resolver(ctx).own(request, parent, loads(conditions), parent)


@op(needs=nothing)
def find_import(ctx: Context, request: str, parent: str, conditions: str) -> str | None:
    """The target of ``#request`` in the package of ``parent``; None without ``imports``."""
    return _resolver(ctx).imported(request, parent, loads(conditions))


@op(needs=nothing)
def file_kind(ctx: Context, path: str) -> int:
    """0 for a file, 1 for a folder, -2 for neither."""
    kind = commonjs.file_kind(path)
    return kind if kind >= 0 else -2


@op(needs=fs_read("path"), syscall="open")
def read_source(ctx: Context, path: str) -> str:
    """A source file as text, left in place of the async context: a BOM is dropped, bytes that are no UTF-8 become U+FFFD.

    The result is its :func:`package_type`.
    """
    leave_source(read_file(path))
    return package_type(ctx, path)


@op(needs=nothing)
def package_type(ctx: Context, path: str) -> str:
    """``module``, ``commonjs`` or ``none``: the ``type`` of the nearest package.json."""
    package = ctx.state(ModuleLoader).packages.scope(path)
    return package.type if package is not None else "none"


@op(needs=nothing, json=True)
def package_scope(ctx: Context, path: str) -> dict[str, Any] | None:
    """The nearest package.json above ``path``: its data and where it is."""
    package = ctx.state(ModuleLoader).packages.scope(path)
    return {"path": package.path, "data": package.data} if package is not None else None


@op(needs=nothing)
def package_of(ctx: Context, specifier: str, parent: str) -> str:
    """The package.json of the package that a bare specifier names, seen from the module at URL ``parent``."""
    return ctx.state(ModuleLoader).package_of(specifier, parent)


@op(needs=nothing)
def esm_resolve(ctx: Context, specifier: str, parent: str) -> str:
    """The URL of an ES module specifier; raises Node's errors."""
    return ctx.state(ModuleLoader).resolve_url(specifier, parent)


@op(needs=nothing, json=True)
def esm_locate(ctx: Context, specifier: str, parent: str, conditions: str | None = None) -> list[Any]:
    """:meth:`ModuleLoader.locate`; then deprecation warnings, if any. ``conditions`` is a list as JSON, or null for the usual ones."""
    loader = ctx.state(ModuleLoader)
    found = loader.locate(specifier, parent, loads(conditions) if conditions else None)
    if loader.deprecated:
        deprecated, loader.deprecated = loader.deprecated, []
        return [*found, deprecated]
    return [*found]


@op(needs=nothing)
def esm_format(ctx: Context, url: str) -> str | None:
    """The format of the module at ``url``; null where its text decides. Raises for an unknown format."""
    return ctx.state(ModuleLoader).format_of(url)


@op(needs=nothing, syscall="open")
def esm_bytes(ctx: Context, url: str) -> bytes:
    """The bytes of the module at ``url``; reading a file is checked."""
    return ctx.state(ModuleLoader).read_bytes(url)


_AMARO = os.path.join(os.path.dirname(os.path.dirname(__file__)), "packages", "amaro")


@op(needs=nothing)
def amaro_source(ctx: Context) -> None:
    """amaro's JavaScript, as :func:`read_source` leaves it."""
    leave_source(read_file(os.path.join(_AMARO, "amaro.js")))


@op(needs=nothing)
def amaro_wasm(ctx: Context) -> bytes:
    """amaro's WebAssembly."""
    return read_file(os.path.join(_AMARO, "amaro.wasm"))


@op(needs=nothing)
def acorn_source(ctx: Context, walk: bool) -> None:
    """acorn's JavaScript, or acorn-walk's, as :func:`read_source` leaves it."""
    leave_source(read_file(os.path.join(os.path.dirname(_AMARO), "acorn", "walk.js" if walk else "acorn.js")))


@op(needs=nothing)
def undici_source(ctx: Context) -> None:
    """undici's JavaScript, all of it, as :func:`read_source` leaves it."""
    leave_source(read_file(os.path.join(os.path.dirname(_AMARO), "undici", "undici.js")))


@op(needs=nothing)
def wasm_facade(ctx: Context, data: bytes, url: str) -> str:
    """The text of the ES module that stands for a WebAssembly module."""
    return wasm.facade(data, url)
