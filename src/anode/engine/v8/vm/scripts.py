"""Scripts and functions of node:vm, compiled by V8 itself: their names, offsets, ``import()`` and code cache are V8's.

Some facts:
- An *UnboundScript* is compiled once and runs in any context of its isolate. Bound to a context it is a JavaScript function.
- V8 keeps the code of a script in the isolate's *compilation cache*, under the text, and with it the script's host-defined options. Code that has run once
  is never dropped from it.
- V8 notes where an exception was thrown in a *message*, which a TryCatch holds. It is gone when JavaScript has caught the exception.
- A message has no accessor for its end and its script in the Rust binding. They are at fixed places in V8's objects.

What this means here:
- JavaScript has a script as that function, which it keeps to itself, so that V8's garbage collector finds it.
- A script's host-defined options hold a symbol, by which JavaScript finds the function for ``import()``: nothing keeps that but the script's code.
- A script with an ``import()`` of its own is compiled while the cache is switched off, or all that its function can reach would stay.
- A run that throws keeps the place, for JavaScript to ask (:meth:`Scripts.thrown_at`) when it decorates the error.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from anode.engine.v8.modules.code_cache import content, rejected
from anode.engine.v8.modules.linked_modules import CONSUME_CACHE, OBJECT_SPACE, LinkedModules
from anode.engine.v8.native import Call
from anode.engine.v8.signatures import P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions

    Place = tuple[str, str, int, int, int, int, int]

_word = P.from_address
_CACHE = 0x103B8  # in v8::internal::Isolate: the address of its CompilationCache
_CACHE_OWNERS, _CACHE_IS_ON = (0, 0x8, 0x18, 0x28, 0x38), 0x50  # in that: words that hold the isolate's address, and a byte
_SOME = 64  # characters
TRY_CATCH_SPACE = 256  # bytes for a TryCatch
_MESSAGE_AT = 0x18  # in a TryCatch: the message of what it has caught
# Offsets of words in V8's objects, whose addresses are tagged with 1. A small integer is in the upper half of its word.
_SCRIPT, _START, _END = 40 - 1, 72 - 1, 80 - 1  # in a message
_SOURCE, _LINE_OFFSET, _COLUMN_OFFSET = 8 - 1, 24 - 1, 32 - 1  # in a script


class Scripts:
    """The scripts of one isolate."""

    def __init__(self, v8: Functions) -> None:
        self._v8 = v8
        self._place: Place | None = None
        self._origin, self._source = (ctypes.create_string_buffer(OBJECT_SPACE) for _ in range(2))
        self._catches: list[ctypes.Array[ctypes.c_char]] = []  # room for the TryCatch of each run under way, and more
        self._running = 0
        self._cache_is_on: ctypes.c_bool | None = None

    def realm(self, call: Call, position: int) -> int:
        """The context of an argument that is a context's global object; the program's own where it is undefined."""
        value = call.value(position)
        if not self._v8["Value__IsObject"](value):
            return call.context
        found: int = self._v8["Object__GetCreationContext"](value, call.isolate)
        return found

    # ---- compiling ----

    def _compile(self, call: Call, is_own: bool, compile_source: Callable[[object, int], int]) -> None:
        """Answer with what ``compile_source`` gives; if there was cached data, with ``[that, whether V8 has refused the data]``.

        The arguments of ``call`` begin with a source, a name, line, column, host and cached data; ``is_own`` is whether no other script has that host.
        """
        v8 = self._v8
        isolate, origin, source = call.isolate, self._origin, self._source
        data = self._bytes(call.value(6))
        cached = v8["ScriptCompiler__CachedData__NEW"](data, len(data)) if data is not None else None
        options = v8["PrimitiveArray__New"](isolate, 1)
        v8["PrimitiveArray__Set"](options, isolate, 0, call.value(5))
        v8["ScriptOrigin__CONSTRUCT"](origin, call.value(2), call.integer(3), call.integer(4), True, -1, None, False, False, False, options)
        v8["ScriptCompiler__Source__CONSTRUCT"](source, call.value(1), origin, cached)
        cache = self._compilation_cache(isolate) if is_own else None
        if cache is not None:
            cache.value = False
        found = compile_source(source, CONSUME_CACHE if cached else 0)
        if cache is not None:
            cache.value = True
        refused = cached is not None and rejected(v8["ScriptCompiler__Source__GetCachedData"](source))
        v8["ScriptCompiler__Source__DESTRUCT"](source)  # which deletes the CachedData
        if not found:
            self._place = None  # the SyntaxError tells it
        elif cached:
            call.answer_list([found, v8["Integer__New"](isolate, int(refused))])
        else:
            call.answer(found)

    def _compilation_cache(self, isolate: int) -> ctypes.c_bool:
        """The byte that says whether the isolate's compilation cache is on."""
        if self._cache_is_on is None:
            address = _word(isolate + _CACHE).value or 0
            is_on = ctypes.c_ubyte.from_address(address + _CACHE_IS_ON)
            if is_on.value != 1 or any(_word(address + at).value != isolate for at in _CACHE_OWNERS):
                raise RuntimeError("the compilation cache of an isolate is elsewhere")
            self._cache_is_on = ctypes.c_bool.from_address(address + _CACHE_IS_ON)
        return self._cache_is_on

    def _bytes(self, view: int) -> bytes | None:
        v8 = self._v8
        if not v8["Value__IsObject"](view):
            return None
        start = (v8["ArrayBuffer__Data"](v8["ArrayBufferView__Buffer"](view)) or 0) + v8["ArrayBufferView__ByteOffset"](view)
        return ctypes.string_at(start, v8["ArrayBufferView__ByteLength"](view))

    def compile(self, call: Call) -> None:
        """``(source, name, line, column, host, cached data, whether the host is its own)``: the script."""
        v8 = self._v8

        def compile_source(source: object, options: int) -> int:
            unbound = v8["ScriptCompiler__CompileUnbound"](call.isolate, source, options, 0)
            script: int = unbound and v8["UnboundScript__BindToCurrentContext"](unbound)
            return script

        self._compile(call, bool(call.integer(7)), compile_source)

    def compile_function(self, call: Call) -> None:
        """``(source, name, line, column, host, cached data, parameters, extensions, global, whether the host is its own)``: the function."""
        names, objects = call.items(7), call.items(8)
        context = self.realm(call, 9)

        def compile_source(source: object, options: int) -> int:
            found: int = self._v8["ScriptCompiler__CompileFunction"](
                context, source, len(names), (P * len(names))(*names), len(objects), (P * len(objects))(*objects), options, 0
            )
            return found

        self._compile(call, bool(call.integer(10)), compile_source)

    # ---- the code cache ----

    def cache(self, call: Call) -> None:
        """``(script)``: its code as an ArrayBuffer; nothing where V8 gives none."""
        self._answer_cache(call, self._v8["UnboundScript__CreateCodeCache"](self._script(call)))

    def function_cache(self, call: Call) -> None:
        """``(function)``: the same for a function of :meth:`compile_function`."""
        self._answer_cache(call, self._v8["Function__CreateCodeCache"](call.value(1)))

    def module_cache(self, call: Call, module: int) -> None:
        """The same for a module's handle."""
        self._answer_cache(call, self._v8["UnboundModuleScript__CreateCodeCache"](self._v8["Module__GetUnboundModuleScript"](module)))

    def compile_module(self, call: Call, modules: LinkedModules) -> None:
        """``(source, name, line, column, host, cached data)``: the number of a module; nothing where V8 has refused the data."""
        v8 = self._v8
        data = self._bytes(call.value(6)) or b""
        refused = False

        def examine(source: int) -> None:
            nonlocal refused
            refused = rejected(v8["ScriptCompiler__Source__GetCachedData"](source))

        number = modules.compiled(call, call.value(1), v8["ScriptCompiler__CachedData__NEW"](data, len(data)), examine)
        if number and not refused:
            call.answer_integer(number)

    def _answer_cache(self, call: Call, cached: int | None) -> None:
        v8 = self._v8
        if not cached:
            return
        data = content(cached)
        v8["ScriptCompiler__CachedData__DELETE"](cached)
        buffer = v8["ArrayBuffer__New__with_byte_length"](call.isolate, len(data))
        ctypes.memmove(v8["ArrayBuffer__Data"](buffer), data, len(data))
        call.answer(buffer)

    # ---- running ----

    def _script(self, call: Call) -> int:
        unbound: int = self._v8["Script__GetUnboundScript"](call.value(1))
        return unbound

    def run(self, call: Call) -> None:
        """``(script, global)``: run the script in the context of a global object; its completion value."""
        v8 = self._v8
        context, script = self.realm(call, 2), self._script(call)
        depth = self._running
        if depth == len(self._catches):
            self._catches.append(ctypes.create_string_buffer(TRY_CATCH_SPACE))
        caught = self._catches[depth]
        self._place = None
        self._running += 1
        v8["Context__Enter"](context)
        v8["TryCatch__CONSTRUCT"](caught, call.isolate)
        try:
            found = v8["Script__Run"](v8["UnboundScript__BindToCurrentContext"](script), context)
            if found:
                call.answer(found)
            elif v8["TryCatch__HasCaught"](caught):
                if not v8["TryCatch__HasTerminated"](caught):
                    self._place = self._place_of(call, ctypes.addressof(ctypes.c_void_p.from_buffer(caught, _MESSAGE_AT)))
                v8["TryCatch__ReThrow"](caught)
        finally:
            v8["TryCatch__DESTRUCT"](caught)
            v8["Context__Exit"](context)
            self._running = depth

    def thrown_at(self, call: Call) -> None:
        """``(error)``: where the last compilation or run has thrown it; nothing where V8 does not know.

        ``[name, line, start, end, source, line offset, column offset]``: the script's name, the line from 1, the columns from 0, and of the script
        its text and the place of its first character.
        """
        place, self._place = self._place, None
        if place is None:
            self.made_at(call)
        else:
            self._answer_place(call, place)

    def made_at(self, call: Call) -> None:
        """``(error)``: where an error was made whose stack nothing has looked at, in the form of :meth:`thrown_at`."""
        place = self._place_of(call, self._v8["Exception__CreateMessage"](call.isolate, call.value(1)))
        if place is not None:
            self._answer_place(call, place)

    def code_at(self, call: Call) -> None:
        """``(object)``: the text of the script from where a captured stack begins, a few characters; nothing where V8 does not know."""
        v8 = self._v8
        handle = v8["Exception__CreateMessage"](call.isolate, call.value(1))
        v8["Message__GetLineNumber"](handle, call.context)  # before this, a message may not know its position
        message = _word(handle).value or 0
        source = v8["Local__New"](call.isolate, (_word(message + _SCRIPT).value or 0) + _SOURCE)
        if not v8["Value__IsString"](source):
            return
        start = _integer(message + _START)
        length = min(v8["String__Length"](source) - start, _SOME)
        if start >= 0 and length > 0:
            units = (ctypes.c_uint16 * length)()
            v8["String__Write_v2"](source, call.isolate, start, length, units, 0)
            call.answer(v8["String__NewFromTwoByte"](call.isolate, units, 0, length))

    def _answer_place(self, call: Call, place: Place) -> None:
        name, source, *numbers = place
        integers = [self._v8["Integer__New"](call.isolate, number) for number in numbers]
        call.answer_list([call.new_text(name), *integers[:3], call.new_text(source), *integers[3:]])

    def _place_of(self, call: Call, message: int) -> Place | None:
        v8 = self._v8
        address = _word(message).value or 0
        if not address & 1:
            return None  # V8 keeps no message of a termination
        name = v8["Message__GetScriptResourceName"](message)
        line = v8["Message__GetLineNumber"](message, call.context)
        script = _word(address + _SCRIPT).value or 0
        source = v8["Local__New"](call.isolate, script + _SOURCE)
        if line <= 0 or not v8["Value__IsString"](source):
            return None
        column = v8["Message__GetStartColumn"](message)
        end = column + _integer(address + _END) - _integer(address + _START)
        named = call.text_of(name) if name and v8["Value__IsString"](name) else "<anonymous_script>"
        return named, call.text_of(source), line, column, end, _integer(script + _LINE_OFFSET), _integer(script + _COLUMN_OFFSET)


def _integer(address: int) -> int:
    return ctypes.c_int.from_address(address + 4).value
