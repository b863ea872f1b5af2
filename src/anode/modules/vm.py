"""The ops behind ``node:vm`` and the compile cache, through functions of V8 itself."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable

from anode.engine.code_cache import CodeCache
from anode.engine.interrupts import Interrupts
from anode.engine.linked_modules import LinkedModules
from anode.engine.native import Native, v8_functions
from anode.engine.ops import op
from anode.engine.version import VERSION
from anode.loop.context import Context
from anode.modules.graph import GraphLoader
from anode.permissions import nothing


class VmState:
    """One isolate's runs and modules."""

    def __init__(self, ctx: Context) -> None:
        self._signals = ctx.signals
        self._logging = "COMPILE_CACHE" in ctx.env.get("NODE_DEBUG_NATIVE", "").upper().split(",")
        v8 = v8_functions()
        runs = Interrupts(v8, self._listen)
        modules = LinkedModules(v8)
        self.cache = CodeCache(v8, modules, self.log)
        actions = (
            runs.run,
            modules.compile,
            modules.requests,
            modules.link,
            modules.instantiate,
            modules.evaluate,
            modules.namespace,
            modules.status,
            modules.exception,
            modules.is_graph_async,
            modules.synthesize,
            modules.set_export,
            modules.release,
            self.cache.compile,
            self.cache.write,
            modules.hold,
            modules.listen,
            modules.place,
            self.cache.compile_module,
            modules.stalled,
            GraphLoader(ctx, modules).load,
        )
        self.native = Native(v8, dict(enumerate(actions)))

    def log(self, text: str) -> None:
        """Log an action of the compile cache, if ``NODE_DEBUG_NATIVE`` asks for it."""
        if self._logging:
            os.write(2, f"[compile cache] {text}\n".encode("utf-8", "replace"))

    def _listen(self, listener: Callable[[], None] | None) -> None:
        if self._signals is not None:  # None: a Python host, or the isolate that owns the process, takes the signals
            self._signals.interrupt(listener)


@op(needs=nothing)
def native(ctx: Context) -> bool:
    """Leave the function *native* in place of the async context; false where the engine does not let us."""
    if not v8_functions():
        return False
    ctx.state(VmState).native.hand_over()
    return True


@op(needs=nothing)
def enable_cache(ctx: Context, directory: str, portable: bool) -> str | None:
    """Keep compiled code in a folder of this version below ``directory``; an error message where that cannot be."""
    state = ctx.state(VmState)
    kind = f"{os.uname().machine}-{zlib.crc32(VERSION.encode()):08x}-{os.getuid()}"
    folder = os.path.join(os.path.abspath(os.path.join(ctx.cwd or os.getcwd(), directory)), f"anode-{kind}")
    state.log(f"resolved path {directory} -> {folder}")
    for write, name in ((True, "write"), (False, "read")):
        if not ctx.permissions.may_fs(folder, write):
            message = f"Skipping compile cache because {name} permission for {folder} is not granted"
            state.log(message)
            return message
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        state.log(f"creating cache directory {folder}... {os.strerror(error.errno or 0).lower()}")
        return f"Cannot create cache directory: {os.strerror(error.errno or 0).lower()}"
    state.log(f"creating cache directory {folder}...success")
    state.cache.directory = folder
    state.cache.relative_to = os.path.dirname(folder) if portable else None
    return None


@op(needs=nothing, json=True)
def cache_environment(ctx: Context) -> list[str]:
    """The environment variables of the compile cache, even those hidden from the program: folder, portable, disabled."""
    return [ctx.env.get(name, "") for name in ("NODE_COMPILE_CACHE", "NODE_COMPILE_CACHE_PORTABLE", "NODE_DISABLE_COMPILE_CACHE")]


@op(needs=nothing)
def log_cache(ctx: Context, text: str) -> None:
    """Log an action of the compile cache."""
    ctx.state(VmState).log(text)


@op(needs=nothing)
def stripped_text(ctx: Context, kind: str, source: str, name: str) -> str | None:
    """The cached JavaScript of the TypeScript ``source``."""
    return ctx.state(VmState).cache.stripped(kind, source, name)


@op(needs=nothing)
def keep_stripped(ctx: Context, kind: str, source: str, name: str, text: str) -> None:
    """Cache the JavaScript of a TypeScript source."""
    ctx.state(VmState).cache.keep_stripped(kind, source, name, text)


@op(needs=nothing)
def cache_directory(ctx: Context) -> str | None:
    """Where compiled code is kept."""
    return ctx.state(VmState).cache.directory
