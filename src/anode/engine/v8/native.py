"""*native*: the JavaScript function through which an isolate reaches V8's own functions, and what its callbacks work with.

Some facts:
- An op must not call back into JavaScript: jsrun keeps its state borrowed meanwhile, and a second op aborts the process. A function made by V8's own
  ``Function::New`` borrows nothing, so its callback may call JavaScript, and that may call ops.
- A handle lives as long as the callback in which it was made. A Global lives until it is reset; both are addresses here.
- An exception or a termination that is pending when a callback returns goes on in JavaScript.
- A script keeps the number of the context in which it was compiled, which the inspector gives. A debugger does not see scripts without one.

What this means here:
- JavaScript gets one such function, *native*. Its first argument is the number of an action (bindings/vm.py), the others are the action's.
- The program's context gets the number at the start that the inspector will give to its first context: 1.
- An action that fails returns nothing; the exception that V8 has left is thrown by the call of *native*.
"""

from __future__ import annotations

import ctypes
from _collections_abc import Callable

from anode.engine.v8.library import functions
from anode.engine.v8.signatures import P
from anode.engine.v8.text import new_text

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from anode.engine.v8.library import Functions

_FIRST = 1

_callback_type = ctypes.CFUNCTYPE(None, P)


class Scope:
    """A callback of V8's under way: what can be made and read in it."""

    __slots__ = ("_v8", "isolate")

    def __init__(self, v8: Functions, isolate: int) -> None:
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
        """Leave an exception pending; ``kind`` is Error or SyntaxError."""
        self._v8["Isolate__ThrowException"](self.isolate, self._v8["Exception__" + kind](self.new_text(message)))


class Call(Scope):
    """One call of *native*: its arguments and its result."""

    __slots__ = ("info",)

    def __init__(self, v8: Functions, isolate: int, info: int) -> None:
        super().__init__(v8, isolate)
        self.info = info

    def value(self, position: int) -> int:
        """An argument as a handle."""
        handle: int = self._v8["FunctionCallbackInfo__Get"](self.info, position)
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
        """Return ``handle`` from the call; nothing where there is none, because an exception is pending."""
        if handle:
            slot = P(self._v8["FunctionCallbackInfo__GetReturnValue"](self.info))
            self._v8["ReturnValue__Value__Set"](ctypes.byref(slot), handle)

    def answer_integer(self, number: int) -> None:
        """Return an integer from the call."""
        self.answer(self._v8["Integer__New"](self.isolate, number))

    def answer_list(self, handles: list[int]) -> None:
        """Return an array of handles from the call."""
        elements = (P * len(handles))(*handles)
        self.answer(self._v8["Array__New_with_elements"](self.isolate, elements, len(handles)))


class Native:
    """The function *native* of one isolate, and its actions by number."""

    def __init__(self, v8: Functions, actions: Mapping[int, Callable[[Call], Any]]) -> None:
        self._v8 = v8
        self._actions = actions
        self._isolate = 0
        self._context = 0
        self._callback = _callback_type(self._run)  # kept here, because V8 has only its address

    def _run(self, info: int) -> None:
        call = Call(self._v8, self._isolate, info)
        try:
            self._actions[call.integer(0)](call)
        except BaseException as error:  # ctypes would print the error and return
            call.throw(f"An internal error of anode: {error!r}")

    def hand_over(self) -> None:
        """Make the function and put it into the cell (cell.py); inside an op."""
        self._isolate = isolate = self._v8["Isolate__GetCurrent"]()
        context = self._v8["Isolate__GetCurrentContext"](isolate)
        function = self._v8["Function__New"](context, ctypes.cast(self._callback, P), None, 0, 0, 0)
        self._v8["Context__SetContinuationPreservedEmbedderData"](isolate, function)
        if not self._context:
            self._context = self._v8["Global__New"](isolate, context)
            naming = functions("script-contexts")
            if naming:
                naming["SetContextId"](context, _FIRST)

    @property
    def isolate(self) -> int:
        """The isolate, once the function has been handed over."""
        return self._isolate

    def context(self) -> int:
        """The program's own context as a handle; on the isolate's thread."""
        handle: int = self._v8["Local__New"](self._isolate, self._context)
        return handle
