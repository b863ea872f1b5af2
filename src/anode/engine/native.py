"""V8 itself, for what jsrun has no call for: ending a script without ending its isolate, and modules that a program links by itself.

Some facts:
- An op cannot call back into JavaScript: jsrun keeps its state borrowed meanwhile, and a second op would abort the process. A function made by V8's own
  ``Function::New`` knows nothing of that. JavaScript is given one such function, *native*; its first argument says what to do.
- A value crosses to and from an op through the slot that V8 keeps for async contexts, which an op can read and write.
- Handles live as long as the call they came with; what is kept longer is a Global, here an address.
- What a callback leaves pending (an exception, a termination) goes on in JavaScript when the callback returns.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from anode.engine import v8

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.engine.v8 import Signatures

P, INT, SIZE = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t

SIGNATURES: Signatures = {
    "Isolate__GetCurrent": (False, P, ()),
    "Isolate__GetCurrentContext": (False, P, (P,)),
    "Isolate__TerminateExecution": (False, None, (P,)),
    "Isolate__CancelTerminateExecution": (False, None, (P,)),
    "Isolate__ThrowException": (False, P, (P, P)),
    "Context__GetContinuationPreservedEmbedderData": (False, P, (P,)),
    "Context__SetContinuationPreservedEmbedderData": (False, None, (P, P)),
    "Context__Global": (False, P, (P,)),
    "Function__New": (False, P, (P, P, P, INT, INT, INT)),
    "Function__Call": (True, P, (P, P, P, INT, P)),
    "FunctionCallbackInfo__Get": (False, P, (P, INT)),
    "FunctionCallbackInfo__Length": (False, INT, (P,)),
    "FunctionCallbackInfo__GetReturnValue": (False, P, (P,)),
    "ReturnValue__Value__Set": (False, None, (P, P)),
    "Integer__Value": (False, ctypes.c_int64, (P,)),
    "Integer__New": (False, P, (P, ctypes.c_int32)),
    "String__NewFromOneByte": (False, P, (P, ctypes.c_char_p, INT, INT)),
    "String__NewFromTwoByte": (False, P, (P, P, INT, INT)),
    "String__Length": (False, INT, (P,)),
    "String__Write_v2": (False, None, (P, P, ctypes.c_uint32, ctypes.c_uint32, P, INT)),
    "Array__New_with_elements": (False, P, (P, P, SIZE)),
    "Array__Length": (False, ctypes.c_uint32, (P,)),
    "Object__GetIndex": (False, P, (P, P, ctypes.c_uint32)),
    "Exception__Error": (False, P, (P,)),
    "Exception__SyntaxError": (False, P, (P,)),
    "Global__New": (False, P, (P, P)),
    "Global__Reset": (False, None, (P,)),
    "Local__New": (False, P, (P, P)),
    "Data__EQ": (False, ctypes.c_bool, (P, P)),
    "FixedArray__Get": (False, P, (P, INT)),
    "FixedArray__Length": (False, INT, (P,)),
    "ScriptOrigin__CONSTRUCT": (False, None, (P, P, INT, INT, ctypes.c_bool, INT, P, ctypes.c_bool, ctypes.c_bool, ctypes.c_bool, P)),
    "ScriptCompiler__Source__CONSTRUCT": (False, None, (P, P, P, P)),
    "ScriptCompiler__Source__DESTRUCT": (False, None, (P,)),
    "ScriptCompiler__CompileModule": (True, P, (P, P, INT, INT)),
    "ScriptCompiler__CompileFunction": (True, P, (P, P, SIZE, P, SIZE, P, INT, INT)),
    "ScriptCompiler__CachedData__NEW": (False, P, (ctypes.c_char_p, INT)),
    "ScriptCompiler__CachedData__DELETE": (False, None, (P,)),
    "ScriptCompiler__Source__GetCachedData": (False, P, (P,)),
    "Function__CreateCodeCache": (False, P, (P,)),
    "PrimitiveArray__New": (False, P, (P, INT)),
    "PrimitiveArray__Set": (False, None, (P, P, INT, P)),
    "PrimitiveArray__Get": (False, P, (P, P, INT)),
    "PrimitiveArray__Length": (False, INT, (P,)),
    "Exception__CreateMessage": (False, P, (P, P)),
    "Message__GetLineNumber": (False, INT, (P, P)),
    "Message__GetStartColumn": (False, INT, (P,)),
    "Message__GetScriptResourceName": (False, P, (P,)),
    "Value__IsString": (False, ctypes.c_bool, (P,)),
    "Isolate__SetHostImportModuleDynamicallyCallback": (False, None, (P, P)),
    "Isolate__SetHostImportModuleWithPhaseDynamicallyCallback": (False, None, (P, P)),
    "Isolate__SetHostInitializeImportMetaObjectCallback": (False, None, (P, P)),
    "ModuleRequest__GetSpecifier": (False, P, (P,)),
    "ModuleRequest__GetPhase": (False, INT, (P,)),
    "ModuleRequest__GetImportAttributes": (False, P, (P,)),
    "Module__GetModuleRequests": (False, P, (P,)),
    "Module__InstantiateModule": (True, INT, (P, P, P, P)),
    "Module__Evaluate": (True, P, (P, P)),
    "Module__GetModuleNamespace": (False, P, (P,)),
    "Module__GetException": (False, P, (P,)),
    "Module__GetUnboundModuleScript": (False, P, (P,)),
    "UnboundModuleScript__CreateCodeCache": (False, P, (P,)),
    "Module__GetStalledTopLevelAwaitMessage": (False, SIZE, (P, P, P, SIZE)),
    "Module__GetStatus": (False, INT, (P,)),
    "Module__GetIdentityHash": (False, INT, (P,)),
    "Module__IsGraphAsync": (False, ctypes.c_bool, (P,)),
    "Module__CreateSyntheticModule": (False, P, (P, P, SIZE, P, P)),
    "Module__SetSyntheticModuleExport": (False, INT, (P, P, P, P)),
}
_functions: dict[str, Callable[..., Any]] | None = None


def v8_functions() -> dict[str, Callable[..., Any]]:
    """V8's functions by name, without the ``v8__``; empty where they cannot be found."""
    global _functions
    if _functions is None:
        _functions = v8.functions(SIGNATURES)
    return _functions


_callback_type = ctypes.CFUNCTYPE(None, P)


def new_text(v8: dict[str, Callable[..., Any]], isolate: int, text: str) -> int:
    """A string handle; of one byte a character where that is enough, which V8 reads faster."""
    handle: int
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        data = text.encode("utf-16-le", "surrogatepass")
        handle = v8["String__NewFromTwoByte"](isolate, data, 0, len(data) // 2)
    else:
        handle = v8["String__NewFromOneByte"](isolate, data, 0, len(data))
    return handle


def new_source(v8: dict[str, Callable[..., Any]], isolate: int, data: bytes) -> int:
    """The text of a source file as a string handle: UTF-8 without a BOM, what is no UTF-8 as U+FFFD."""
    if data.isascii():
        handle: int = v8["String__NewFromOneByte"](isolate, data, 0, len(data))
        return handle
    return new_text(v8, isolate, data.decode("utf-8-sig", "replace"))


def leave_source(data: bytes) -> None:
    """:func:`new_source`, left where JavaScript finds its async context; inside an op."""
    v8 = v8_functions()
    isolate = v8["Isolate__GetCurrent"]()
    v8["Context__SetContinuationPreservedEmbedderData"](isolate, new_source(v8, isolate, data))


class Asked:
    """V8 has called us: what is made for it, and found in what it gives."""

    __slots__ = ("_v8", "isolate")

    def __init__(self, v8: dict[str, Callable[..., Any]], isolate: int) -> None:
        self._v8 = v8
        self.isolate = isolate

    @property
    def context(self) -> int:
        """The context as a handle."""
        handle: int = self._v8["Isolate__GetCurrentContext"](self.isolate)
        return handle

    def text_of(self, string: int) -> str:
        """The text of a string handle."""
        length = self._v8["String__Length"](string)
        units = (ctypes.c_uint16 * (length + 1))()
        self._v8["String__Write_v2"](string, self.isolate, 0, length, units, 0)
        return bytes(units)[: length * 2].decode("utf-16-le", "surrogatepass")

    def new_text(self, text: str) -> int:
        """A string handle."""
        return new_text(self._v8, self.isolate, text)

    def throw(self, message: str, kind: str = "Error") -> None:
        """Leave an exception."""
        self._v8["Isolate__ThrowException"](self.isolate, self._v8["Exception__" + kind](self.new_text(message)))


class Call(Asked):
    """One call of *native*: its arguments, and its result."""

    __slots__ = ("_info",)

    def __init__(self, v8: dict[str, Callable[..., Any]], isolate: int, info: int) -> None:
        super().__init__(v8, isolate)
        self._info = info

    def value(self, position: int) -> int:
        """An argument as a handle."""
        handle: int = self._v8["FunctionCallbackInfo__Get"](self._info, position)
        return handle

    def integer(self, position: int) -> int:
        """An argument that is an integer."""
        number: int = self._v8["Integer__Value"](self.value(position))
        return number

    def items(self, position: int) -> list[int]:
        """The elements of an argument that is an array, as handles."""
        array, context = self.value(position), self.context
        get = self._v8["Object__GetIndex"]
        return [get(array, context, i) for i in range(self._v8["Array__Length"](array))]

    def text(self, position: int) -> str:
        """An argument that is a string."""
        return self.text_of(self.value(position))

    def answer(self, handle: int | None) -> None:
        """Let the call give the value of ``handle``; nothing where that is none, because an exception waits."""
        if handle:
            slot = P(self._v8["FunctionCallbackInfo__GetReturnValue"](self._info))
            self._v8["ReturnValue__Value__Set"](ctypes.byref(slot), handle)

    def answer_integer(self, number: int) -> None:
        """Let the call give ``number``."""
        self.answer(self._v8["Integer__New"](self.isolate, number))

    def answer_list(self, handles: list[int]) -> None:
        """Let the call give an array."""
        elements = (P * len(handles))(*handles)
        self.answer(self._v8["Array__New_with_elements"](self.isolate, elements, len(handles)))


class Native:
    """The function *native* of one isolate, and what it does by number."""

    def __init__(self, v8: dict[str, Callable[..., Any]], actions: dict[int, Callable[[Call], None]]) -> None:
        self._v8 = v8
        self._actions = actions
        self._isolate = 0
        self._callback = _callback_type(self._run)  # kept: V8 holds its address

    def _run(self, info: int) -> None:
        call = Call(self._v8, self._isolate, info)
        try:
            self._actions[call.integer(0)](call)
        except BaseException as error:  # ctypes would print it and go on
            call.throw(f"An internal error of anode: {error!r}")

    def hand_over(self) -> None:
        """Make the function and leave it where JavaScript finds its async context; inside an op."""
        self._isolate = isolate = self._v8["Isolate__GetCurrent"]()
        context = self._v8["Isolate__GetCurrentContext"](isolate)
        function = self._v8["Function__New"](context, ctypes.cast(self._callback, P), None, 0, 0, 0)
        self._v8["Context__SetContinuationPreservedEmbedderData"](isolate, function)
