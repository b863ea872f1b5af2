"""Modules that a program compiles, links and evaluates by itself: V8's, without the engine's module map.

A module is known by a number; its Global is dropped when JavaScript says so. The engine may not be asked about such a module, which is
not in its map: ``import.meta`` and ``import()`` become names that the text imports (lib/internal/vm/module_source.js).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from anode.engine.native import Call, P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    Request = tuple[str, tuple[str, ...], int]

_resolve_type = ctypes.CFUNCTYPE(P, P, P, P, P)
_steps_type = ctypes.CFUNCTYPE(P, P, P)
_SOURCE_PHASE, _EVALUATION_PHASE = 0, 2
_ORIGIN_SPACE = 512  # more than a ScriptOrigin or a Source takes


class LinkedModules:
    """The modules of one isolate, by number."""

    def __init__(self, v8: dict[str, Callable[..., Any]]) -> None:
        self._v8 = v8
        self._globals: dict[int, int] = {}
        self._hashes: dict[int, list[int]] = {}
        self._links: dict[int, dict[Request, int]] = {}
        self._next = 0
        self._steps = 0  # the Global of the function that runs a synthetic module's steps
        self._call: Call | None = None  # the one that instantiates
        self._on_resolve = _resolve_type(self._resolve)
        self._on_source = _resolve_type(self._resolve_source)
        self._on_evaluate = _steps_type(self._evaluate_synthetic)

    # ---- handles ----

    def _keep(self, call: Call, module: int) -> int:
        self._next += 1
        self._globals[self._next] = self._v8["Global__New"](call.isolate, module)
        self._hashes.setdefault(self._v8["Module__GetIdentityHash"](module), []).append(self._next)
        return self._next

    def _local(self, isolate: int, number: int) -> int:
        handle: int = self._v8["Local__New"](isolate, self._globals[number])
        return handle

    def _number_of(self, isolate: int, module: int) -> int:
        candidates = self._hashes[self._v8["Module__GetIdentityHash"](module)]
        return next(n for n in candidates if self._v8["Data__EQ"](self._local(isolate, n), module))

    def _module(self, call: Call) -> int:
        return self._local(call.isolate, call.integer(1))

    def release(self, call: Call) -> None:
        """``(number)``: nobody will ask for it again."""
        number = call.integer(1)
        identity = self._v8["Module__GetIdentityHash"](self._module(call))
        self._hashes[identity].remove(number)
        if not self._hashes[identity]:
            del self._hashes[identity]
        self._v8["Global__Reset"](self._globals.pop(number))
        self._links.pop(number, None)

    # ---- source text modules ----

    def compile(self, call: Call) -> None:
        """``(source, name, line, column)``: the module's number."""
        v8 = self._v8
        origin, source = (ctypes.create_string_buffer(_ORIGIN_SPACE) for _ in range(2))
        name, line, column = call.value(2), call.integer(3), call.integer(4)
        v8["ScriptOrigin__CONSTRUCT"](origin, name, line, column, False, -1, None, False, False, True, None)
        v8["ScriptCompiler__Source__CONSTRUCT"](source, call.value(1), origin, None)
        module = v8["ScriptCompiler__CompileModule"](call.isolate, source, 0, 0)
        v8["ScriptCompiler__Source__DESTRUCT"](source)
        if module:
            call.answer_integer(self._keep(call, module))

    def _attributes(self, call: Call, array: int, step: int) -> tuple[str, ...]:
        get = self._v8["FixedArray__Get"]
        length = self._v8["FixedArray__Length"](array)
        return tuple(call.text_of(get(array, i + j)) for i in range(0, length, step) for j in (0, 1))

    def _requests(self, call: Call, module: int) -> list[Request]:
        v8 = self._v8
        array = v8["Module__GetModuleRequests"](module)
        found: list[Request] = []
        for i in range(v8["FixedArray__Length"](array)):
            request = v8["FixedArray__Get"](array, i)
            attributes = self._attributes(call, v8["ModuleRequest__GetImportAttributes"](request), 3)
            phase = v8["ModuleRequest__GetPhase"](request)
            found.append((call.text_of(v8["ModuleRequest__GetSpecifier"](request)), attributes, phase))
        return found

    def requests(self, call: Call) -> None:
        """``(number)``: for each request its specifier, its phase and its attributes, keys and values in turn."""
        v8 = self._v8
        rows = []
        for specifier, attributes, phase in self._requests(call, self._module(call)):
            row = [call.new_text(specifier), v8["Integer__New"](call.isolate, phase), *(call.new_text(a) for a in attributes)]
            rows.append(v8["Array__New_with_elements"](call.isolate, (P * len(row))(*row), len(row)))
        call.answer_list(rows)

    def link(self, call: Call) -> None:
        """``(number, numbers)``: which module each request stands for."""
        targets = [self._v8["Integer__Value"](handle) for handle in call.items(2)]
        self._links[call.integer(1)] = dict(zip(self._requests(call, self._module(call)), targets, strict=True))

    def instantiate(self, call: Call) -> None:
        """``(number)``: throws what V8 finds wrong."""
        before, self._call = self._call, call
        try:
            self._v8["Module__InstantiateModule"](self._module(call), call.context, self._on_resolve, self._on_source)
        finally:
            self._call = before

    def _target(self, specifier: int, attributes: int, referrer: int, phase: int) -> tuple[Call, str, int | None]:
        call = self._call
        assert call is not None
        name = call.text_of(specifier)
        links = self._links.get(self._number_of(call.isolate, referrer), {})
        target = links.get((name, self._attributes(call, attributes, 3), phase))
        return call, name, target

    def _resolve(self, context: int, specifier: int, attributes: int, referrer: int) -> int:
        call, name, target = self._target(specifier, attributes, referrer, _EVALUATION_PHASE)
        if target is None or target not in self._globals:
            call.throw(f"request for '{name}' is not yet fulfilled")
            return 0
        return self._local(call.isolate, target)

    def _resolve_source(self, context: int, specifier: int, attributes: int, referrer: int) -> int:
        call, name, _ = self._target(specifier, attributes, referrer, _SOURCE_PHASE)
        call.throw(f"Source phase import object is not defined for module '{name}'", "SyntaxError")
        return 0

    def evaluate(self, call: Call) -> None:
        """``(number)``: the promise of its evaluation."""
        call.answer(self._v8["Module__Evaluate"](self._module(call), call.context))

    # ---- what is known of one ----

    def namespace(self, call: Call) -> None:
        """``(number)``: its namespace object."""
        call.answer(self._v8["Module__GetModuleNamespace"](self._module(call)))

    def status(self, call: Call) -> None:
        """``(number)``: V8's number of its status."""
        call.answer_integer(self._v8["Module__GetStatus"](self._module(call)))

    def exception(self, call: Call) -> None:
        """``(number)``: what it threw."""
        call.answer(self._v8["Module__GetException"](self._module(call)))

    def is_graph_async(self, call: Call) -> None:
        """``(number)``: 1 if it or what it imports awaits."""
        call.answer_integer(int(self._v8["Module__IsGraphAsync"](self._module(call))))

    # ---- synthetic modules ----

    def synthesize(self, call: Call) -> None:
        """``(name, names of exports, function)``: the number; ``function`` is what runs the steps of any of them, by number."""
        v8 = self._v8
        if not self._steps:
            self._steps = v8["Global__New"](call.isolate, call.value(3))
        names = call.items(2)
        handles = (P * len(names))(*names)
        module = v8["Module__CreateSyntheticModule"](call.isolate, call.value(1), len(names), handles, self._on_evaluate)
        call.answer_integer(self._keep(call, module))

    def set_export(self, call: Call) -> None:
        """``(number, name, value)``."""
        self._v8["Module__SetSyntheticModuleExport"](self._module(call), call.isolate, call.value(2), call.value(3))

    def _evaluate_synthetic(self, context: int, module: int) -> int:
        v8 = self._v8
        isolate = v8["Isolate__GetCurrent"]()
        number = v8["Integer__New"](isolate, self._number_of(isolate, module))
        steps = v8["Local__New"](isolate, self._steps)
        result: int = v8["Function__Call"](steps, context, v8["Context__Global"](context), 1, (P * 1)(number)) or 0
        return result
