"""The handlers of a context's global object: what V8 calls for each access to it.

Some facts:
- ``PropertyCallbackInfo`` is an array of words: 6 is the value to return, 7 V8's object for the handlers, which holds their data, 8 the global
  object. A garbage collection moves objects and updates these words.
- A handler that has left an exception pending may say either: V8 looks for the exception first.
- V8 has one callback an isolate that makes the text of an error's stack; without it, ``Error.prepareStackTrace`` of the error's context does.
- ``PropertyDescriptor`` is a pointer to a byte of flags and three handles, which are NULL where the descriptor does not have them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from anode.engine.v8 import library
from anode.engine.v8.signatures import INT, UINT32, P
from anode.engine.v8.vm.flags import Field

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.engine.v8.library import Functions
    from anode.engine.v8.vm.machine_code import Page

_word = P.from_address
INTERCEPTED, PASSED = 0, 1
_RESULT, _HANDLERS, _GLOBAL = 48, 56, 64  # offsets of words in a PropertyCallbackInfo
_DATA = 7  # in V8's object for the handlers, whose address is tagged with 1
_NO_SIDE_EFFECT = 4  # PropertyHandlerFlags: a debugger may look at the global object
_KINDS = ("set", "query", "delete", "define", "describe", "enumerate", "prepare")
_get_type = ctypes.CFUNCTYPE(UINT32, P, P)  # query, delete and describe, too
_set_type = ctypes.CFUNCTYPE(UINT32, P, P, P)  # and define
_get_index_type = ctypes.CFUNCTYPE(UINT32, UINT32, P)
_set_index_type = ctypes.CFUNCTYPE(UINT32, UINT32, P, P)
_prepare_type = ctypes.CFUNCTYPE(P, P, P, P)
_enumerate_type = ctypes.CFUNCTYPE(None, P)


_CALLBACKS = ("get", "set", "query", "delete", "enumerate", "define", "describe")


class _Handlers(ctypes.Structure):
    """NamedPropertyHandlerConfiguration."""

    _fields_ = [(name, P) for name in (*_CALLBACKS, "data")] + [("flags", INT)]


class _IndexHandlers(ctypes.Structure):
    """IndexedPropertyHandlerConfiguration, which has one callback more."""

    _fields_ = [(name, P) for name in (*_CALLBACKS, "index_of", "data")] + [("flags", INT)]


class Interceptors:
    """The handlers of all contexts of an isolate; ``functions`` are those of JavaScript, in the order of ``_KINDS``, and ``fast`` asks for
    machine code.
    """

    def __init__(self, v8: Functions, isolate: int, main: int, functions: list[int], fast: bool) -> None:
        self._v8 = v8
        self._isolate = isolate
        self._main, self._undefined = v8["Global__New"](isolate, main), v8["Global__New"](isolate, v8["Undefined"](isolate))
        self._undefined_word = _word(self._undefined).value
        self._functions = {kind: v8["Global__New"](isolate, function) for kind, function in zip(_KINDS, functions, strict=True)}
        self._buffer = v8["Global__New"](isolate, v8["ArrayBuffer__New__with_byte_length"](isolate, 1))
        self._bypass = ctypes.c_ubyte.from_address(v8["ArrayBuffer__Data"](self._buffer))
        self._callbacks: list[object] = []  # kept here, because V8 has only their addresses
        self._named, self._indexed = self._handlers(), self._index_handlers()
        self._prepare: object = _prepare_type(self._prepare_stack)
        self.page = self._make_faster(self._named) if fast else None
        v8["Isolate__SetPrepareStackTraceCallback"](isolate, self._prepare)

    def bypass(self) -> int:
        """An ArrayBuffer with one byte: while that is 1, no handler does anything."""
        handle: int = self._v8["Local__New"](self._isolate, self._buffer)
        return handle

    def new_context(self, sandbox: int, queue: int | None, prepare: Callable[[int], None]) -> int:
        """A context whose global object asks ``sandbox`` first, from when ``prepare`` has been called with it."""
        v8 = self._v8
        template = v8["ObjectTemplate__New"](self._isolate, None)
        self._named.data = self._indexed.data = sandbox
        v8["ObjectTemplate__SetNamedHandler"](template, ctypes.byref(self._named))
        v8["ObjectTemplate__SetIndexedHandler"](template, ctypes.byref(self._indexed))
        self._bypass.value = 1
        try:
            context: int = v8["Context__New"](self._isolate, template, None, queue)
            prepare(context)
        finally:
            self._bypass.value = 0
        return context

    def _handlers(self) -> _Handlers:
        made = _Handlers(flags=_NO_SIDE_EFFECT)
        for kind, prototype, handler in (
            ("get", _get_type, self._get),
            ("set", _set_type, lambda key, value, info: self._ask("set", info, key, value)),
            ("query", _get_type, lambda key, info: self._ask("query", info, key)),
            ("delete", _get_type, lambda key, info: self._ask("delete", info, key)),
            ("define", _set_type, self._define),
            ("describe", _get_type, lambda key, info: self._ask("describe", info, key)),
            ("enumerate", _enumerate_type, lambda info: self._enumerate(info, 0)),
        ):
            self._install(made, kind, prototype, handler)
        return made

    def _make_faster(self, handlers: _Handlers) -> Page | None:
        """Machine code instead of ctypes for what is frequent, where that can be had."""
        from anode.engine.v8.vm.machine_code import Page

        try:
            page = Page(
                bypass=ctypes.addressof(self._bypass),
                main=self._main,
                get=library.address("contexts", "Object__GetRealNamedProperty"),
                call=library.address("native", "Function__Call"),
                receiver=self._undefined,
                **{"global": library.address("native", "Context__Global")},
                undefined=self._undefined_word or 0,
            )
            made = {"get": page.add_get(), "set": page.add_ask(self._functions["set"], True)}
            for kind in ("query", "delete", "describe"):
                made[kind] = page.add_ask(self._functions[kind], False)
            prepare = page.add_prepare(self._functions["prepare"])
            page.seal()
        except OSError:
            return None
        for kind, address in made.items():
            setattr(handlers, kind, address)
        self._prepare = P(prepare)
        return page

    def _index_handlers(self) -> _IndexHandlers:
        made = _IndexHandlers(flags=_NO_SIDE_EFFECT)
        key = self._key
        for kind, prototype, handler in (
            ("get", _get_index_type, lambda index, info: self._get(key(index), info)),
            ("set", _set_index_type, lambda index, value, info: self._ask("set", info, key(index), value)),
            ("query", _get_index_type, lambda index, info: self._ask("query", info, key(index))),
            ("delete", _get_index_type, lambda index, info: self._ask("delete", info, key(index))),
            ("define", _set_index_type, lambda index, descriptor, info: self._define(key(index), descriptor, info)),
            ("describe", _get_index_type, lambda index, info: self._ask("describe", info, key(index))),
            ("enumerate", _enumerate_type, lambda info: self._enumerate(info, 1)),
        ):
            self._install(made, kind, prototype, handler)
        return made

    def _install(self, handlers: _Handlers | _IndexHandlers, kind: str, prototype: Any, handler: Callable[..., int | None]) -> None:
        callback = prototype(handler)
        self._callbacks.append(callback)
        setattr(handlers, kind, ctypes.cast(callback, P).value)

    def _key(self, index: int) -> int:
        digits = str(index).encode()
        key: int = self._v8["String__NewFromOneByte"](self._isolate, digits, 0, len(digits))
        return key

    def _get(self, key: int, info: int) -> int:
        if self._bypass.value:
            return PASSED
        sandbox = self._sandbox(info)
        found = self._v8["Object__GetRealNamedProperty"](sandbox, self._main, key)
        if not found:
            return PASSED
        value = _word(found).value
        # Code in the context gets its global object instead of the sandbox.
        _word(info + _RESULT).value = _word(info + _GLOBAL).value if value == _word(sandbox).value else value
        return INTERCEPTED

    def _sandbox(self, info: int) -> int:
        handle: int = self._v8["Local__New"](self._isolate, (_word(info + _HANDLERS).value or 0) + _DATA)
        return handle

    def _call(self, kind: str, info: int, *arguments: int) -> int:
        count = len(arguments) + 1
        handles = (P * count)(self._sandbox(info), *arguments)
        answer: int = self._v8["Function__Call"](self._functions[kind], self._main, self._undefined, count, handles) or 0
        return answer

    def _prepare_stack(self, context: int, error: int, sites: int) -> int:
        handles = (P * 3)(self._v8["Context__Global"](context), error, sites)
        text: int = self._v8["Function__Call"](self._functions["prepare"], self._main, self._undefined, 3, handles) or 0
        return text

    def _ask(self, kind: str, info: int, *arguments: int) -> int:
        if self._bypass.value:
            return PASSED
        answer = self._call(kind, info, *arguments)
        if not answer or _word(answer).value == self._undefined_word:
            return PASSED
        _word(info + _RESULT).value = _word(answer).value
        return INTERCEPTED

    def _define(self, key: int, descriptor: int, info: int) -> int:
        fields = _word(descriptor).value or 0
        flags = self._v8["Integer__New"](self._isolate, ctypes.c_uint8.from_address(fields).value)
        handles = [_word(fields + at).value or self._undefined for at in (8, 16, 24)]
        has = sum(bit for bit, at in ((Field.VALUE, 8), (Field.GET, 16), (Field.SET, 24)) if _word(fields + at).value)
        return self._ask("define", info, key, flags, self._v8["Integer__New"](self._isolate, has), *handles)

    def _enumerate(self, info: int, indices: int) -> None:
        if not self._bypass.value:
            answer = self._call("enumerate", info, self._v8["Integer__New"](self._isolate, indices))
            if answer:
                _word(info + _RESULT).value = _word(answer).value
