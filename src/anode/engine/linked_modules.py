"""Modules that anode compiles, links and evaluates by itself: V8's, without the engine's module map.

A module is known by a number; its Global is dropped when JavaScript says so. Some facts:
- V8 asks for the targets of a module's requests one after the other, in the order in which it lists them, and never for those of another
  in between. So a place in that list is enough to know which is meant.
- What V8 asks its host for, ``import()`` and ``import.meta``, is asked of two JavaScript functions (:meth:`LinkedModules.listen`).
- Who an ``import()`` belongs to is told by the name of its script and by a number of ours, which V8 keeps with the script (*host-defined options*).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from anode.engine.native import Asked, Call, P, new_source

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

_resolve_type = ctypes.CFUNCTYPE(P, P, P, P, P)
_steps_type = ctypes.CFUNCTYPE(P, P, P)
_import_type = ctypes.CFUNCTYPE(P, P, P, P, P, P)
_phase_import_type = ctypes.CFUNCTYPE(P, P, P, P, P, ctypes.c_int, P)
_meta_type = ctypes.CFUNCTYPE(None, P, P, P)
EVALUATION_PHASE = 2
_STALLED = 16  # so many are shown
_ORIGIN_SPACE = 512  # more than a ScriptOrigin or a Source takes
CONSUME_CACHE = 1  # ScriptCompiler::kConsumeCodeCache
_REJECTED_AT = 12  # CachedData { const uint8_t* data; int length; bool rejected; … }


def rejected(cached: int) -> bool:
    """Whether V8 has refused the CachedData at an address."""
    return ctypes.c_bool.from_address(cached + _REJECTED_AT).value


class LinkedModules:
    """The modules of one isolate, by number."""

    def __init__(self, v8: dict[str, Callable[..., Any]]) -> None:
        self._v8 = v8
        self._globals: dict[int, int] = {}
        self._hashes: dict[int, list[int]] = {}
        self._held: set[int] = set()  # which numbers are no modules
        self.links: dict[int, list[int]] = {}
        self.by_url: dict[str, int] = {}  # of the modules that the program's loader has compiled: those with host 0
        self._next = 0
        self._steps = 0  # the Global of the function that runs a synthetic module's steps
        self._asked = (0, 0)  # the module whose requests V8 goes through, and how many it has had
        self._origin, self._source = (ctypes.create_string_buffer(_ORIGIN_SPACE) for _ in range(2))
        self._on_import = self._on_meta = 0  # the Globals of what :meth:`listen` was given
        self._callbacks = (
            _resolve_type(lambda context, specifier, attributes, referrer: self._resolve(specifier, referrer, False)),
            _resolve_type(lambda context, specifier, attributes, referrer: self._resolve(specifier, referrer, True)),
            _steps_type(self._evaluate_synthetic),
            _import_type(
                lambda context, options, name, specifier, attributes: self._import(options, name, specifier, EVALUATION_PHASE, attributes)
            ),
            _phase_import_type(
                lambda context, options, name, specifier, phase, attributes: self._import(options, name, specifier, phase, attributes)
            ),
            _meta_type(self._meta),
        )

    # ---- handles ----

    def _keep(self, call: Call, module: int) -> int:
        self._next += 1
        self._globals[self._next] = self._v8["Global__New"](call.isolate, module)
        self._hashes.setdefault(self._v8["Module__GetIdentityHash"](module), []).append(self._next)
        return self._next

    def local(self, isolate: int, number: int) -> int:
        """A handle of a module."""
        handle: int = self._v8["Local__New"](isolate, self._globals[number])
        return handle

    def _number_of(self, isolate: int, module: int) -> int:
        """The number of a module, 0 for one that is not of here."""
        candidates = self._hashes.get(self._v8["Module__GetIdentityHash"](module), ())
        if len(candidates) == 1:
            return candidates[0]
        return next((n for n in candidates if self._v8["Data__EQ"](self.local(isolate, n), module)), 0)

    def _module(self, call: Call) -> int:
        return self.local(call.isolate, call.integer(1))

    def release(self, call: Call) -> None:
        """``(number)``: nobody will ask for it again."""
        number = call.integer(1)
        identity = self._v8["Module__GetIdentityHash"](self._module(call))
        self._hashes[identity].remove(number)
        if not self._hashes[identity]:
            del self._hashes[identity]
        self._v8["Global__Reset"](self._globals.pop(number))
        self.links.pop(number, None)

    def hold(self, call: Call) -> None:
        """``(value)``: a number for it, by which a request in the source phase is met."""
        self._next += 1
        self._globals[self._next] = self._v8["Global__New"](call.isolate, call.value(1))
        self._held.add(self._next)
        call.answer_integer(self._next)

    # ---- source text modules ----

    def _options(self, call: Call, host: int) -> int | None:
        if host == 0:
            return None
        options: int = self._v8["PrimitiveArray__New"](call.isolate, 1)
        self._v8["PrimitiveArray__Set"](options, call.isolate, 0, self._v8["Integer__New"](call.isolate, host))
        return options

    def compile(self, call: Call) -> None:
        """``(source, name, line, column, host)``: the module's number; ``host`` is 0 or the number that an ``import()`` in it comes with."""
        module, _ = self.compiled(call, call.value(1), None)
        if module:
            call.answer_integer(module)

    def compiled(self, call: Call, text: int, cached: int | None) -> tuple[int, bool]:
        """The number of a module compiled from the string ``text``, 0 where an exception waits; and whether V8 took what was cached of it."""
        v8 = self._v8
        origin, source = self._origin, self._source
        options = self._options(call, call.integer(5))
        v8["ScriptOrigin__CONSTRUCT"](origin, call.value(2), call.integer(3), call.integer(4), False, -1, None, False, False, True, options)
        v8["ScriptCompiler__Source__CONSTRUCT"](source, text, origin, cached)
        module = v8["ScriptCompiler__CompileModule"](call.isolate, source, CONSUME_CACHE if cached else 0, 0)
        accepted = cached is not None and not rejected(v8["ScriptCompiler__Source__GetCachedData"](source))
        v8["ScriptCompiler__Source__DESTRUCT"](source)  # and what was cached with it
        if not module:
            return 0, accepted
        number = self._keep(call, module)
        if options is None:
            self.by_url.setdefault(call.text(2), number)
        return number, accepted

    def compile_file(self, call: Call, data: bytes, url: str) -> int:
        """The number of the module in a file with the bytes ``data``; 0 where an exception waits."""
        v8 = self._v8
        isolate = call.isolate
        origin, source = self._origin, self._source
        v8["ScriptOrigin__CONSTRUCT"](origin, call.new_text(url), 0, 0, False, -1, None, False, False, True, None)
        v8["ScriptCompiler__Source__CONSTRUCT"](source, new_source(v8, isolate, data), origin, None)
        module = v8["ScriptCompiler__CompileModule"](isolate, source, 0, 0)
        v8["ScriptCompiler__Source__DESTRUCT"](source)
        if not module:
            return 0
        number = self.by_url[url] = self._keep(call, module)
        return number

    def requests_of(self, call: Call, number: int) -> list[tuple[str, int, dict[str, str]]]:
        """The specifier, the phase and the attributes of each request of a module."""
        v8 = self._v8
        get = v8["FixedArray__Get"]
        array = v8["Module__GetModuleRequests"](self.local(call.isolate, number))
        found = []
        for i in range(v8["FixedArray__Length"](array)):
            request = get(array, i)
            given = v8["ModuleRequest__GetImportAttributes"](request)
            count = v8["FixedArray__Length"](given)
            attributes = {call.text_of(get(given, j)): call.text_of(get(given, j + 1)) for j in range(0, count, 3)}
            found.append((call.text_of(v8["ModuleRequest__GetSpecifier"](request)), v8["ModuleRequest__GetPhase"](request), attributes))
        return found

    def requests(self, call: Call) -> None:
        """``(number)``: for each request its specifier, its phase and its attributes, keys and values in turn."""
        v8 = self._v8
        array = v8["Module__GetModuleRequests"](self._module(call))
        rows = []
        for i in range(v8["FixedArray__Length"](array)):
            request = v8["FixedArray__Get"](array, i)
            row = [v8["ModuleRequest__GetSpecifier"](request), v8["Integer__New"](call.isolate, v8["ModuleRequest__GetPhase"](request))]
            attributes = v8["ModuleRequest__GetImportAttributes"](request)
            for j in range(0, v8["FixedArray__Length"](attributes), 3):
                row += v8["FixedArray__Get"](attributes, j), v8["FixedArray__Get"](attributes, j + 1)
            rows.append(v8["Array__New_with_elements"](call.isolate, (P * len(row))(*row), len(row)))
        call.answer_list(rows)

    def link(self, call: Call) -> None:
        """``(number, numbers)``: which module each request stands for, in their order."""
        self.links[call.integer(1)] = [self._v8["Integer__Value"](handle) for handle in call.items(2)]

    def instantiate(self, call: Call) -> None:
        """``(number)``: throws what V8 finds wrong."""
        before, self._asked = self._asked, (0, 0)
        try:
            self._v8["Module__InstantiateModule"](self._module(call), call.context, self._callbacks[0], self._callbacks[1])
        finally:
            self._asked = before

    def _resolve(self, specifier: int, referrer: int, source_phase: bool) -> int:
        isolate = self._v8["Isolate__GetCurrent"]()
        number = self._number_of(isolate, referrer)
        before, count = self._asked
        count = count + 1 if before == number else 1
        self._asked = (number, count)
        links = self.links.get(number, ())
        wanted = links[count - 1] if count <= len(links) else 0
        target = self._globals.get(wanted)
        if target is None or (wanted in self._held) is not source_phase:
            call = Asked(self._v8, isolate)
            name = call.text_of(specifier)
            if target is None:
                call.throw(f"request for '{name}' is not yet fulfilled")
            else:
                call.throw(f"Source phase import object is not defined for module '{name}'", "SyntaxError")
            return 0
        handle: int = self._v8["Local__New"](isolate, target)
        return handle

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
        module = v8["Module__CreateSyntheticModule"](call.isolate, call.value(1), len(names), handles, self._callbacks[2])
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

    # ---- what V8 asks its host for ----

    def listen(self, call: Call) -> None:
        """``(import, meta)``: the functions that V8's questions go to, from now on.

        ``import(specifier, name of the script, host, phase, attributes)`` gives a promise; ``meta(number, object)`` fills an ``import.meta``.
        """
        v8 = self._v8
        self._on_import, self._on_meta = (v8["Global__New"](call.isolate, call.value(i)) for i in (1, 2))
        for name, callback in zip(
            ("ImportModuleDynamically", "ImportModuleWithPhaseDynamically", "InitializeImportMetaObject"), self._callbacks[3:], strict=True
        ):
            v8[f"Isolate__SetHost{name}Callback"](call.isolate, callback)

    def _ask(self, call: Asked, function: int, *arguments: int) -> int:
        v8 = self._v8
        handles = (P * len(arguments))(*arguments)
        receiver = v8["Context__Global"](call.context)
        result: int = v8["Function__Call"](v8["Local__New"](call.isolate, function), call.context, receiver, len(arguments), handles) or 0
        return result

    def _import(self, options: int, name: int, specifier: int, phase: int, attributes: int) -> int:
        v8 = self._v8
        call = Asked(v8, v8["Isolate__GetCurrent"]())
        host = v8["Integer__New"](call.isolate, 0)
        if v8["PrimitiveArray__Length"](options) > 0:
            host = v8["PrimitiveArray__Get"](options, call.isolate, 0)
        count = v8["FixedArray__Length"](attributes)
        given = (P * count)(*(v8["FixedArray__Get"](attributes, i) for i in range(count)))
        pairs = v8["Array__New_with_elements"](call.isolate, given, count)
        return self._ask(call, self._on_import, specifier, name, host, v8["Integer__New"](call.isolate, phase), pairs)

    def _meta(self, context: int, module: int, meta: int) -> None:
        call = Asked(self._v8, self._v8["Isolate__GetCurrent"]())
        self._ask(call, self._on_meta, self._v8["Integer__New"](call.isolate, self._number_of(call.isolate, module)), meta)

    # ---- where an error is ----

    def place(self, call: Call) -> None:
        """``(error)``: ``[name of the script, line, column]`` of where V8 says it was made, both from 1; nothing where it does not know."""
        found = self._place(call, self._v8["Exception__CreateMessage"](call.isolate, call.value(1)))
        if found:
            call.answer_list(found)

    def stalled(self, call: Call) -> None:
        """``(number)``: the same of each ``await`` that the module, or what it imports, has not got past."""
        v8 = self._v8
        found = (P * (2 * _STALLED))()  # module and message in turn
        count = v8["Module__GetStalledTopLevelAwaitMessage"](self._module(call), call.isolate, found, _STALLED)
        places = [self._place(call, found[2 * i + 1] or 0) for i in range(min(count, _STALLED))]
        call.answer_list([v8["Array__New_with_elements"](call.isolate, (P * 3)(*place), 3) for place in places if place])

    def _place(self, call: Call, message: int) -> list[int]:
        v8 = self._v8
        name = v8["Message__GetScriptResourceName"](message)
        line = v8["Message__GetLineNumber"](message, call.context)
        if not name or not v8["Value__IsString"](name) or line <= 0:
            return []
        column = v8["Message__GetStartColumn"](message)
        return [name, v8["Integer__New"](call.isolate, line), v8["Integer__New"](call.isolate, column + 1)]
