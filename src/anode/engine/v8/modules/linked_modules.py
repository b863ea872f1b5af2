"""V8's ES modules, compiled, linked and evaluated by anode, without deno_core's module map.

Some facts:
- V8 asks for the targets of a module's requests (``import`` statements) in the order in which it lists them, and asks for no other module's in between.
- V8 names a module by a handle. ``GetIdentityHash`` is the same for each handle of a module, but two modules may share it.
- Compiling constructs two C++ objects, a ScriptOrigin and a Source, in memory of the caller's.

What this means here:
- A module has a number, by which JavaScript knows it. Its Global is reset when JavaScript says that nothing uses the number any more.
- The position of a question among V8's questions says which request of the module is meant.
- The objects get 512 bytes, more than they take. A probe looks at how much they write.
"""

from __future__ import annotations

import ctypes
from _collections_abc import Callable

from anode.engine.ops import Numbers
from anode.engine.v8.native import Call, Scope
from anode.engine.v8.signatures import P
from anode.engine.v8.text import new_source

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions

_resolve_type = ctypes.CFUNCTYPE(P, P, P, P, P)
_steps_type = ctypes.CFUNCTYPE(P, P, P)
OBJECT_SPACE = 512  # bytes for a ScriptOrigin or a Source
CONSUME_CACHE = 1  # ScriptCompiler::kConsumeCodeCache


class Phase(Numbers):
    """V8's ModuleImportPhase: what a request asks for."""

    SOURCE, DEFER, EVALUATION = range(3)


class Status(Numbers):
    """V8's Module::Status."""

    UNLINKED, LINKING, LINKED, EVALUATING, EVALUATED, ERRORED = range(6)


class LinkedModules:
    """The modules of one isolate, by number."""

    def __init__(self, v8: Functions) -> None:
        self._v8 = v8
        self._globals: dict[int, int] = {}
        self._hashes: dict[int, list[int]] = {}
        self._held: set[int] = set()  # numbers of values that are no modules
        self.links: dict[int, list[int]] = {}  # the targets of a module's requests
        self.by_url: dict[str, int] = {}  # the modules of the program's own loader, which are compiled with host 0
        self._next = 0
        self._steps = 0  # the Global of the function that runs a synthetic module's steps
        self._asked = (0, 0)  # the module whose requests V8 goes through, and how many it has asked for
        self._origin, self._source = (ctypes.create_string_buffer(OBJECT_SPACE) for _ in range(2))
        self._callbacks = (
            _resolve_type(lambda context, specifier, attributes, referrer: self._resolve(specifier, referrer, False)),
            _resolve_type(lambda context, specifier, attributes, referrer: self._resolve(specifier, referrer, True)),
            _steps_type(self._evaluate_synthetic),
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

    def number_of(self, isolate: int, module: int) -> int:
        """The number of a module; 0 for one that was not compiled here."""
        candidates = self._hashes.get(self._v8["Module__GetIdentityHash"](module), ())
        if len(candidates) == 1:
            return candidates[0]
        return next((n for n in candidates if self._v8["Data__EQ"](self.local(isolate, n), module)), 0)

    def _module(self, call: Call) -> int:
        return self.local(call.isolate, call.integer(1))

    def release(self, call: Call) -> None:
        """``(number)``: forget the module, which nothing refers to any more."""
        number = call.integer(1)
        identity = self._v8["Module__GetIdentityHash"](self._module(call))
        self._hashes[identity].remove(number)
        if not self._hashes[identity]:
            del self._hashes[identity]
        self._v8["Global__Reset"](self._globals.pop(number))
        self.links.pop(number, None)

    def hold(self, call: Call) -> None:
        """``(value)``: a number for a value that is the target of a request in the source phase."""
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
        number = self.compiled(call, call.value(1))
        if number:
            call.answer_integer(number)

    def compiled(self, call: Call, text: int, cached: int | None = None, examine: Callable[[int], None] | None = None) -> int:
        """The number of a module compiled from the string ``text``, with the arguments of :meth:`compile`; 0 where an exception is pending.

        ``cached`` is the address of a CachedData, which is deleted here; ``examine`` sees the Source while it is there.
        """
        v8 = self._v8
        origin, source = self._origin, self._source
        options = self._options(call, call.integer(5))
        v8["ScriptOrigin__CONSTRUCT"](origin, call.value(2), call.integer(3), call.integer(4), False, -1, None, False, False, True, options)
        v8["ScriptCompiler__Source__CONSTRUCT"](source, text, origin, cached)
        module = v8["ScriptCompiler__CompileModule"](call.isolate, source, CONSUME_CACHE if cached else 0, 0)
        if examine is not None:
            examine(ctypes.addressof(source))
        v8["ScriptCompiler__Source__DESTRUCT"](source)  # which deletes the CachedData
        if not module:
            return 0
        number = self._keep(call, module)
        if options is None:
            self.by_url.setdefault(call.text(2), number)
        return number

    def compile_file(self, call: Call, data: bytes, url: str) -> int:
        """The number of the module in a file with the bytes ``data``; 0 where an exception is pending."""
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
        """``(number, numbers)``: the targets of a module's requests, in their order."""
        self.links[call.integer(1)] = [self._v8["Integer__Value"](handle) for handle in call.items(2)]

    def instantiate(self, call: Call, context: int = 0) -> None:
        """``(number)``: link the module and all that it imports, in a context; throws what V8 finds wrong."""
        before, self._asked = self._asked, (0, 0)
        try:
            self._v8["Module__InstantiateModule"](self._module(call), context or call.context, self._callbacks[0], self._callbacks[1])
        finally:
            self._asked = before

    def _resolve(self, specifier: int, referrer: int, source_phase: bool) -> int:
        isolate = self._v8["Isolate__GetCurrent"]()
        number = self.number_of(isolate, referrer)
        before, count = self._asked
        count = count + 1 if before == number else 1
        self._asked = (number, count)
        links = self.links.get(number, ())
        wanted = links[count - 1] if count <= len(links) else 0
        target = self._globals.get(wanted)
        if target is None or (wanted in self._held) is not source_phase:
            scope = Scope(self._v8, isolate)
            name = scope.text_of(specifier)
            if target is None:
                scope.throw(f"request for '{name}' is not yet fulfilled")
            else:
                scope.throw(f"Source phase import object is not defined for module '{name}'", "SyntaxError")
            return 0
        handle: int = self._v8["Local__New"](isolate, target)
        return handle

    def evaluate(self, call: Call, context: int = 0) -> None:
        """``(number)``: evaluate the module in the context it was linked in; the promise of that."""
        call.answer(self._v8["Module__Evaluate"](self._module(call), context or call.context))

    # ---- the state of a module ----

    def namespace(self, call: Call) -> None:
        """``(number)``: its namespace object."""
        call.answer(self._v8["Module__GetModuleNamespace"](self._module(call)))

    def status(self, call: Call) -> None:
        """``(number)``: V8's number of its status."""
        call.answer_integer(self._v8["Module__GetStatus"](self._module(call)))

    def exception(self, call: Call) -> None:
        """``(number)``: the value that its evaluation threw."""
        call.answer(self._v8["Module__GetException"](self._module(call)))

    def is_graph_async(self, call: Call) -> None:
        """``(number)``: 1 if the module, or one that it imports, has a top-level await."""
        call.answer_integer(int(self._v8["Module__IsGraphAsync"](self._module(call))))

    # ---- synthetic modules ----

    def synthesize(self, call: Call) -> None:
        """``(name, names of exports, function)``: the number. ``function`` gets the number of each synthetic module that is evaluated."""
        v8 = self._v8
        if not self._steps:
            self._steps = v8["Global__New"](call.isolate, call.value(3))
        names = call.items(2)
        handles = (P * len(names))(*names)
        module = v8["Module__CreateSyntheticModule"](call.isolate, call.value(1), len(names), handles, self._callbacks[2])
        call.answer_integer(self._keep(call, module))

    def set_export(self, call: Call) -> None:
        """``(number, name, value)``: give an export of a synthetic module its value."""
        self._v8["Module__SetSyntheticModuleExport"](self._module(call), call.isolate, call.value(2), call.value(3))

    def _evaluate_synthetic(self, context: int, module: int) -> int:
        v8 = self._v8
        isolate = v8["Isolate__GetCurrent"]()
        number = v8["Integer__New"](isolate, self.number_of(isolate, module))
        steps = v8["Local__New"](isolate, self._steps)
        result: int = v8["Function__Call"](steps, context, v8["Context__Global"](context), 1, (P * 1)(number)) or 0
        return result
