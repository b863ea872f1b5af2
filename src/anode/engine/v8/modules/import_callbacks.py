"""``import()`` and ``import.meta``: V8 asks its host, and JavaScript answers.

Some facts:
- V8 has one callback an isolate for ``import()``, one for ``import.source()`` and ``import.defer()``, and one for ``import.meta``.
- A script can carry *host-defined options*, an array of primitive values. V8 gives them, and the script's name, to the callbacks of ``import()``.
- The promise that the callback gives is the value of ``import()``: it must be one of the script's own context.

What this means here:
- The callbacks call two JavaScript functions, given once (:meth:`ImportCallbacks.listen`).
- The options hold one number or symbol, the *host* of the script. With it JavaScript finds whose ``import()`` it is: the program's own loader has 0,
  each script and module of node:vm another. Code without options in a context of node:vm is known by the context's global object.
"""

from __future__ import annotations

import ctypes

from anode.engine.v8 import library
from anode.engine.v8.modules.linked_modules import LinkedModules, Phase
from anode.engine.v8.native import Call, Scope
from anode.engine.v8.signatures import INT, P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions

_import_type = ctypes.CFUNCTYPE(P, P, P, P, P, P)
_phase_import_type = ctypes.CFUNCTYPE(P, P, P, P, P, INT, P)
_meta_type = ctypes.CFUNCTYPE(None, P, P, P)

_PENDING, _REJECTED = 0, 2  # v8::Promise::PromiseState


class ImportCallbacks:
    """The callbacks of one isolate."""

    def __init__(self, v8: Functions, modules: LinkedModules) -> None:
        self._v8 = v8
        self._modules = modules
        self._on_import = self._on_meta = 0  # the Globals of the functions that listen() was given
        self._main = 0  # the program's own context, a Global
        # Kept here, because V8 has only their addresses.
        self._callbacks = {
            "ImportModuleDynamically": _import_type(
                lambda context, options, name, specifier, attributes: self._import(
                    context, options, name, specifier, Phase.EVALUATION, attributes
                )
            ),
            "ImportModuleWithPhaseDynamically": _phase_import_type(
                lambda context, options, name, specifier, phase, attributes: self._import(
                    context, options, name, specifier, phase, attributes
                )
            ),
            "InitializeImportMetaObject": _meta_type(self._meta),
        }

    def listen(self, call: Call) -> None:
        """``(import, meta)``: the functions that V8's questions go to, from now on.

        ``import(specifier, name of the script, host, phase, attributes, global)`` gives a promise; ``global`` is that of a context of node:vm.
        ``meta(number, object)`` fills an ``import.meta``.
        """
        self._main = self._v8["Global__New"](call.isolate, call.context)
        self._on_import, self._on_meta = (self._v8["Global__New"](call.isolate, call.value(i)) for i in (1, 2))
        for name, callback in self._callbacks.items():
            self._v8[f"Isolate__SetHost{name}Callback"](call.isolate, callback)

    def _ask(self, scope: Scope, function: int, *arguments: int) -> int:
        v8 = self._v8
        handles = (P * len(arguments))(*arguments)
        receiver = v8["Context__Global"](scope.context)
        result: int = v8["Function__Call"](v8["Local__New"](scope.isolate, function), scope.context, receiver, len(arguments), handles) or 0
        return result

    def _import(self, context: int, options: int, name: int, specifier: int, phase: int, attributes: int) -> int:
        v8 = self._v8
        scope = Scope(v8, v8["Isolate__GetCurrent"]())
        host = v8["Integer__New"](scope.isolate, 0)
        if v8["PrimitiveArray__Length"](options) > 0:
            host = v8["PrimitiveArray__Get"](options, scope.isolate, 0)
        count = v8["FixedArray__Length"](attributes)
        given = (P * count)(*(v8["FixedArray__Get"](attributes, i) for i in range(count)))
        pairs = v8["Array__New_with_elements"](scope.isolate, given, count)
        arguments = specifier, name, host, v8["Integer__New"](scope.isolate, phase), pairs
        if P.from_address(context).value == P.from_address(self._main).value:
            return self._ask(scope, self._on_import, *arguments)
        promise = self._ask(scope, self._on_import, *arguments, v8["Context__Global"](context))
        return promise and self._promise_of(context, promise)

    def _promise_of(self, context: int, promise: int) -> int:
        """A promise of a context, which is settled as another one is or will be."""
        v8 = library.functions("contexts")
        resolver = v8["Promise__Resolver__New"](context)
        state = v8["Promise__State"](promise)
        settle = v8["Promise__Resolver__Reject" if state == _REJECTED else "Promise__Resolver__Resolve"]
        settle(resolver, context, promise if state == _PENDING else v8["Promise__Result"](promise))
        own: int = v8["Promise__Resolver__GetPromise"](resolver)
        return own

    def _meta(self, context: int, module: int, meta: int) -> None:
        scope = Scope(self._v8, self._v8["Isolate__GetCurrent"]())
        number = self._v8["Integer__New"](scope.isolate, self._modules.number_of(scope.isolate, module))
        self._ask(scope, self._on_meta, number, meta)
