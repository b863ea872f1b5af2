"""The ops behind ``node:vm`` and the compile cache, through functions of V8 itself (engine/v8/native.py)."""

from __future__ import annotations

import os
from _collections_abc import Callable

from anode.engine.ops import Numbers, op
from anode.engine.v8 import library
from anode.engine.v8.interrupts import Interrupts, Outcome
from anode.engine.v8.library import functions
from anode.engine.v8.modules.import_callbacks import ImportCallbacks
from anode.engine.v8.modules.linked_modules import LinkedModules, Phase, Status
from anode.engine.v8.native import Native
from anode.engine.v8.vm.flags import ContextFlag, Field
from anode.loop.context import Context
from anode.permissions import nothing

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.modules.code_cache import CodeCache
    from anode.engine.v8.modules.places import Places
    from anode.engine.v8.native import Call
    from anode.engine.v8.shared_memory import SharedMemory
    from anode.engine.v8.vm.contexts import Contexts
    from anode.engine.v8.vm.promise_events import PromiseEvents
    from anode.engine.v8.vm.scripts import Scripts
    from anode.engine.v8.vm.shadow_realms import ShadowRealms
    from anode.modules.graph import GraphLoader

__all__ = ["Action", "ContextFlag", "Field", "Outcome", "Phase", "Status", "VmState"]

_FEATURES = ("interrupts", "modules", "code-cache", "contexts", "shadow-realms", "shared-memory", "promise-events", "detach-keys")


class Action(Numbers):
    """The first argument of *native*: what the call does."""

    RUN, COMPILE, REQUESTS, LINK, INSTANTIATE, EVALUATE, NAMESPACE, STATUS, EXCEPTION, IS_GRAPH_ASYNC, SYNTHESIZE, SET_EXPORT, RELEASE = (
        range(13)
    )
    COMPILE_CACHED, WRITE_CACHE, HOLD, LISTEN, PLACE, COMPILE_MODULE_CACHED, STALLED, GRAPH = range(13, 21)
    LISTEN_CONTEXTS, CREATE_CONTEXT, DRAIN, RELEASE_QUEUE, COMPILE_SCRIPT, COMPILE_FUNCTION, RUN_SCRIPT, THROWN_AT = range(21, 29)
    SCRIPT_CACHE, FUNCTION_CACHE, MODULE_CACHE, INSTANTIATE_IN, EVALUATE_IN, NAMESPACE_IN, MADE_AT, CODE_AT = range(29, 37)
    SHADOW_REALMS, COMPILE_MODULE_WITH, PROMISE_HOOKS = range(37, 40)
    KIND, COPY, PUT, GET, TAKE_APART, PUT_TOGETHER, LOCK, LISTEN_PROMISES = range(40, 48)


class VmState:
    """One isolate's runs and modules. What few programs use is imported when an action first needs it."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._signals = ctx.signals
        self._logging = "COMPILE_CACHE" in ctx.env.get("NODE_DEBUG_NATIVE", "").upper().split(",")
        self._modules = modules = LinkedModules(functions("modules"))
        self._runs = Interrupts(functions("interrupts"), self._listen)
        self._cache: CodeCache | None = None
        self._places: Places | None = None
        self._graph: GraphLoader | None = None
        self._scripts: Scripts | None = None
        self._contexts: Contexts | None = None
        self._shadow_realms: ShadowRealms | None = None
        self._shared: SharedMemory | None = None
        self._promises: PromiseEvents | None = None
        actions = {
            Action.RUN: self._runs.run,
            Action.COMPILE: modules.compile,
            Action.REQUESTS: modules.requests,
            Action.LINK: modules.link,
            Action.INSTANTIATE: modules.instantiate,
            Action.EVALUATE: modules.evaluate,
            Action.NAMESPACE: modules.namespace,
            Action.STATUS: modules.status,
            Action.EXCEPTION: modules.exception,
            Action.IS_GRAPH_ASYNC: modules.is_graph_async,
            Action.SYNTHESIZE: modules.synthesize,
            Action.SET_EXPORT: modules.set_export,
            Action.RELEASE: modules.release,
            Action.COMPILE_CACHED: lambda call: self.cache.compile(call),
            Action.WRITE_CACHE: lambda call: self.cache.write(call),
            Action.HOLD: modules.hold,
            Action.LISTEN: ImportCallbacks(functions("modules"), modules).listen,
            Action.PLACE: lambda call: self.places.of_error(call),
            Action.COMPILE_MODULE_CACHED: lambda call: self.cache.compile_module(call),
            Action.STALLED: lambda call: self.places.stalled(call),
            Action.GRAPH: lambda call: self.graph.load(call),
            Action.LISTEN_CONTEXTS: lambda call: self.contexts.listen(call),
            Action.CREATE_CONTEXT: lambda call: self.contexts.create(call),
            Action.PROMISE_HOOKS: lambda call: self.contexts.set_promise_hooks(call),
            Action.SHADOW_REALMS: lambda call: self.shadow_realms(call),
            Action.DRAIN: lambda call: self.contexts.drain(call),
            Action.RELEASE_QUEUE: lambda call: self.contexts.release_queue(call),
            Action.COMPILE_SCRIPT: lambda call: self.scripts.compile(call),
            Action.COMPILE_FUNCTION: lambda call: self.scripts.compile_function(call),
            Action.RUN_SCRIPT: lambda call: self.scripts.run(call),
            Action.THROWN_AT: lambda call: self.scripts.thrown_at(call),
            Action.MADE_AT: lambda call: self.scripts.made_at(call),
            Action.CODE_AT: lambda call: self.scripts.code_at(call),
            Action.SCRIPT_CACHE: lambda call: self.scripts.cache(call),
            Action.FUNCTION_CACHE: lambda call: self.scripts.function_cache(call),
            Action.MODULE_CACHE: lambda call: self.scripts.module_cache(call, modules.local(call.isolate, call.integer(1))),
            Action.COMPILE_MODULE_WITH: lambda call: self.scripts.compile_module(call, modules),
            Action.INSTANTIATE_IN: lambda call: self.contexts.instantiate(call),
            Action.EVALUATE_IN: lambda call: self.contexts.evaluate(call),
            Action.NAMESPACE_IN: lambda call: self.contexts.namespace(call),
            Action.LISTEN_PROMISES: self._listen_to_promises,
            Action.KIND: lambda call: self.shared.kind(call),
            Action.COPY: lambda call: self.shared.copy(call),
            Action.PUT: lambda call: self.shared.put(call),
            Action.GET: lambda call: self.shared.get(call),
            Action.TAKE_APART: lambda call: self.shared.take_apart(call),
            Action.PUT_TOGETHER: lambda call: self.shared.put_together(call),
            Action.LOCK: self._lock,
        }
        self.native = Native(functions("native"), actions)

    @property
    def cache(self) -> CodeCache:
        """The compile cache."""
        if self._cache is None:
            from anode.engine.v8.modules.code_cache import CodeCache

            self._cache = CodeCache(functions("code-cache"), self._modules, self.log)
        return self._cache

    @property
    def places(self) -> Places:
        """Where errors were made."""
        if self._places is None:
            from anode.engine.v8.modules.places import Places

            self._places = Places(functions("places"), self._modules)
        return self._places

    @property
    def graph(self) -> GraphLoader:
        """The modules that a module imports, loaded with it."""
        if self._graph is None:
            from anode.modules.graph import GraphLoader

            self._graph = GraphLoader(self._ctx, self._modules)
        return self._graph

    @property
    def scripts(self) -> Scripts:
        """The scripts of node:vm."""
        if self._scripts is None:
            from anode.engine.v8.vm.scripts import Scripts

            self._scripts = Scripts(functions("contexts"))
        return self._scripts

    @property
    def contexts(self) -> Contexts:
        """The contexts of node:vm."""
        if self._contexts is None:
            from anode.engine.v8.vm.contexts import Contexts

            self._contexts = Contexts(functions("contexts"), self.scripts, self._modules, library.has("context-code"))
        return self._contexts

    @property
    def shared(self) -> SharedMemory:
        """Memory and modules that other isolates have, too."""
        if self._shared is None:
            from anode.bindings.worker.messaging import SharedParts
            from anode.engine.v8.shared_memory import SharedMemory

            parts = self._ctx.state(SharedParts)
            self._shared = SharedMemory(functions("shared-memory"), parts.leaving, parts.arrived)
        return self._shared

    def _lock(self, call: Call) -> None:
        """``(key, [ArrayBuffer, …])``: let nothing but the key detach them."""
        lock, key, isolate = functions("detach-keys")["JSArrayBuffer__SetDetachKey"], call.value(1), call.isolate
        for buffer in call.items(2):
            lock(buffer, key, isolate)

    def _listen_to_promises(self, call: Call) -> None:
        from anode.engine.v8.vm.promise_events import PromiseEvents

        self._promises = PromiseEvents(functions("promise-events"))
        self._promises.listen(call)

    def shadow_realms(self, call: Call) -> None:
        """``()``: let V8 make ShadowRealms."""
        from anode.engine.v8.vm.shadow_realms import ShadowRealms

        self._shadow_realms = ShadowRealms(functions("shadow-realms"), self.contexts, call)

    def log(self, text: str) -> None:
        """Log an action of the compile cache, if ``NODE_DEBUG_NATIVE`` asks for it."""
        if self._logging:
            os.write(2, f"[compile cache] {text}\n".encode("utf-8", "replace"))

    def _listen(self, listener: Callable[[], None] | None) -> None:
        if self._signals is not None:  # None: a Python host, or the isolate that owns the process, takes the signals
            self._signals.interrupt(listener)


@op(needs=nothing)
def native(ctx: Context) -> str:
    """Put the function *native* into the cell (engine/v8/cell.py), and say what it can be called for: features, between commas; none without it."""
    usable = [name for name in _FEATURES if library.has(name)]
    if usable:
        ctx.native = found = ctx.state(VmState).native
        found.hand_over()
    return ",".join(usable)


@op(needs=nothing)
def enable_cache(ctx: Context, directory: str, portable: bool) -> str | None:
    """Keep compiled code in a folder of this version below ``directory``; an error message where that cannot be."""
    from anode.engine.cache import make_private
    from anode.engine.v8.modules.code_cache import folder_name

    state = ctx.state(VmState)
    folder = os.path.join(os.path.abspath(os.path.join(ctx.cwd or os.getcwd(), directory)), folder_name())
    state.log(f"resolved path {directory} -> {folder}")
    for write, name in ((True, "write"), (False, "read")):
        if not ctx.permissions.may_fs(folder, write):
            message = f"Skipping compile cache because {name} permission for {folder} is not granted"
            state.log(message)
            return message
    try:
        make_private(folder)
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
    """The folder in which compiled code is kept."""
    return ctx.state(VmState).cache.directory
