"""``import()`` and ``import.meta``: V8 asks its host, and JavaScript answers.

Some facts:
- V8 has one callback an isolate for ``import()``, one for ``import.source()`` and ``import.defer()``, and one for ``import.meta``.
- A script can carry *host-defined options*, an array of primitive values. V8 gives them, and the script's name, to the callbacks of ``import()``.

What this means here:
- The callbacks call two JavaScript functions, given once (:meth:`ImportCallbacks.listen`).
- The options hold one number, the *host* of the script. With it JavaScript finds whose ``import()`` it is: the program's own loader has 0, and each
  vm script with an ``importModuleDynamically`` of its own has another.
"""

from __future__ import annotations

import ctypes

from anode.engine.v8.linked_modules import LinkedModules, Phase
from anode.engine.v8.native import Call, Scope
from anode.engine.v8.signatures import INT, P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions

_import_type = ctypes.CFUNCTYPE(P, P, P, P, P, P)
_phase_import_type = ctypes.CFUNCTYPE(P, P, P, P, P, INT, P)
_meta_type = ctypes.CFUNCTYPE(None, P, P, P)


class ImportCallbacks:
    """The callbacks of one isolate."""

    def __init__(self, v8: Functions, modules: LinkedModules) -> None:
        self._v8 = v8
        self._modules = modules
        self._on_import = self._on_meta = 0  # the Globals of the functions that listen() was given
        # Kept here, because V8 has only their addresses.
        self._callbacks = {
            "ImportModuleDynamically": _import_type(
                lambda context, options, name, specifier, attributes: self._import(options, name, specifier, Phase.EVALUATION, attributes)
            ),
            "ImportModuleWithPhaseDynamically": _phase_import_type(
                lambda context, options, name, specifier, phase, attributes: self._import(options, name, specifier, phase, attributes)
            ),
            "InitializeImportMetaObject": _meta_type(self._meta),
        }

    def listen(self, call: Call) -> None:
        """``(import, meta)``: the functions that V8's questions go to, from now on.

        ``import(specifier, name of the script, host, phase, attributes)`` gives a promise; ``meta(number, object)`` fills an ``import.meta``.
        """
        self._on_import, self._on_meta = (self._v8["Global__New"](call.isolate, call.value(i)) for i in (1, 2))
        for name, callback in self._callbacks.items():
            self._v8[f"Isolate__SetHost{name}Callback"](call.isolate, callback)

    def _ask(self, scope: Scope, function: int, *arguments: int) -> int:
        v8 = self._v8
        handles = (P * len(arguments))(*arguments)
        receiver = v8["Context__Global"](scope.context)
        result: int = v8["Function__Call"](v8["Local__New"](scope.isolate, function), scope.context, receiver, len(arguments), handles) or 0
        return result

    def _import(self, options: int, name: int, specifier: int, phase: int, attributes: int) -> int:
        v8 = self._v8
        scope = Scope(v8, v8["Isolate__GetCurrent"]())
        host = v8["Integer__New"](scope.isolate, 0)
        if v8["PrimitiveArray__Length"](options) > 0:
            host = v8["PrimitiveArray__Get"](options, scope.isolate, 0)
        count = v8["FixedArray__Length"](attributes)
        given = (P * count)(*(v8["FixedArray__Get"](attributes, i) for i in range(count)))
        pairs = v8["Array__New_with_elements"](scope.isolate, given, count)
        return self._ask(scope, self._on_import, specifier, name, host, v8["Integer__New"](scope.isolate, phase), pairs)

    def _meta(self, context: int, module: int, meta: int) -> None:
        scope = Scope(self._v8, self._v8["Isolate__GetCurrent"]())
        number = self._v8["Integer__New"](scope.isolate, self._modules.number_of(scope.isolate, module))
        self._ask(scope, self._on_meta, number, meta)
