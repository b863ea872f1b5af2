"""What the CommonJS loader asks of the file system and of package.json."""

from __future__ import annotations

from anode.engine.codec import loads
from anode.engine.context import Context
from anode.engine.ops import OpError, op
from anode.modules import commonjs
from anode.modules.commonjs import CommonJSResolver
from anode.modules.loader import ModuleLoader
from anode.permissions import fs_read, nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


def _resolver(ctx: Context) -> CommonJSResolver:
    return ctx.state(ModuleLoader).commonjs


@op(needs=nothing)
def find_path(
    ctx: Context, request: str, paths: str, extensions: str, conditions: str, preserve: bool, base: str | None = None
) -> str | None:
    """The file for ``request`` below ``paths``; lists are JSON. Reading it is checked when it is read."""
    return _resolver(ctx).find(request, loads(paths), loads(extensions), loads(conditions), preserve, base)


@op(needs=nothing, json=True)
def take_invalid_mains(ctx: Context) -> list[tuple[str, str]]:
    """What :func:`find_path` has met since it was last asked: each package.json whose ``main`` leads nowhere, and that."""
    resolver = _resolver(ctx)
    found, resolver.invalid_mains = resolver.invalid_mains, []
    return found


@op(needs=nothing)
def find_own(ctx: Context, request: str, parent: str, conditions: str) -> str | None:
    """A package that requires itself."""
    return _resolver(ctx).own(request, parent, loads(conditions), parent)


@op(needs=nothing)
def find_import(ctx: Context, request: str, parent: str, conditions: str) -> str:
    """What ``#request`` stands for in the package of ``parent``."""
    return _resolver(ctx).imported(request, parent, loads(conditions))


@op(needs=nothing)
def real_path(ctx: Context, path: str, preserve: bool) -> str:
    """The path with links resolved."""
    return _resolver(ctx).real(path, preserve)


@op(needs=nothing)
def file_kind(ctx: Context, path: str) -> int:
    """0 for a file, 1 for a folder, -2 for neither."""
    kind = commonjs.file_kind(path)
    return kind if kind >= 0 else -2


@op(needs=fs_read("path"), syscall="open")
def read_text(ctx: Context, path: str) -> str:
    """A source file as text; a BOM is dropped, bytes that are no UTF-8 become U+FFFD."""
    with open(path, "rb") as file:
        return file.read().decode("utf-8-sig", "replace")


@op(needs=nothing)
def package_type(ctx: Context, path: str) -> str:
    """``module``, ``commonjs`` or ``none``: what the nearest package.json says of the file."""
    package = ctx.state(ModuleLoader).packages.scope(path)
    return package.type if package is not None else "none"


@op(needs=nothing, json=True)
def package_scope(ctx: Context, path: str) -> dict[str, Any] | None:
    """The nearest package.json above ``path``: its data and where it is."""
    package = ctx.state(ModuleLoader).packages.scope(path)
    return {"path": package.path, "data": package.data} if package is not None else None


@op(needs=nothing)
def package_of(ctx: Context, specifier: str, parent: str) -> str | None:
    """The package.json of the package that a bare specifier names, seen from the module at URL ``parent``."""
    return ctx.state(ModuleLoader).package_of(specifier, parent)


@op(needs=nothing)
def esm_resolve(ctx: Context, specifier: str, parent: str, conditions: str | None = None) -> str:
    """The URL of an ES module specifier, for ``import.meta.resolve`` and ``import()``; raises Node's errors.

    ``conditions`` is a list as JSON, where they are not the usual ones.
    """
    return ctx.state(ModuleLoader).resolve_under(specifier, parent, loads(conditions) if conditions else None)


@op(needs=nothing)
def esm_format(ctx: Context, url: str) -> str | None:
    """``commonjs``, ``module``, ``json``, ``wasm`` or ``builtin``: how the module at ``url`` will be loaded."""
    return ctx.state(ModuleLoader).format_of(url)


@op(needs=nothing)
def esm_define(ctx: Context, url: str, source: str) -> None:
    """Give the source of an ES module that stands in no file (-e, stdin, the facade of a required file)."""
    ctx.state(ModuleLoader).define(url, source)


@op(needs=nothing)
def esm_force(ctx: Context, url: str) -> None:
    """The file at ``url`` is an ES module, whatever its name says: ``require`` has found that out."""
    ctx.state(ModuleLoader).forced.add(url)


@op(needs=fs_read("url"))
def esm_check(ctx: Context, url: str) -> None:
    """Read an ES module without running it."""
    ctx.state(ModuleLoader).load(url)


@op(needs=nothing)
def esm_hook(ctx: Context) -> None:
    """From now on JavaScript's hooks are asked before what is imported is resolved."""
    ctx.state(ModuleLoader).hooked = True


@op(needs=nothing)
def esm_bypass(ctx: Context, bypass: bool) -> None:
    """Whether they are not asked just now."""
    ctx.state(ModuleLoader).bypass = bypass


@op(needs=nothing)
def esm_link(ctx: Context, referrer: str, specifier: str, url: str) -> None:
    """What ``specifier`` stands for in the module at ``referrer``."""
    ctx.state(ModuleLoader).link(referrer, specifier, url)


@op(needs=nothing)
def esm_define_own(ctx: Context, url: str, source: str) -> None:
    """Give the source of an ES module that hooks have loaded."""
    ctx.state(ModuleLoader).define_own(url, source)


@op(needs=nothing)
def esm_facade(ctx: Context, url: str, kind: str) -> str:
    """What the engine is to load for the module at ``url``, which is CommonJS or a builtin."""
    return ctx.state(ModuleLoader).facade(url, kind)


@op(needs=nothing)
def esm_commonjs(ctx: Context, url: str, source: str) -> str:
    """The same for a CommonJS module that hooks have loaded."""
    return ctx.state(ModuleLoader).define_commonjs(url, source)


@op(needs=nothing)
def esm_refuse_json(ctx: Context, url: str) -> None:
    """Raise Node's error for JSON that is imported as something else."""
    raise OpError("ERR_IMPORT_ATTRIBUTE_MISSING", f'Module "{url}" needs an import attribute of "type: json"', "TypeError")


@op(needs=nothing, syscall="open")
def esm_bytes(ctx: Context, url: str) -> bytes:
    """The bytes of the module at ``url``; reading a file is checked."""
    return ctx.state(ModuleLoader).read_bytes(url)
