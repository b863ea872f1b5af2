"""What V8 tells of promises: rejected without a handler, handled after that, rejected or resolved once more.

Some facts:
- deno_core has V8 call a function of its own. It keeps rejections until they are asked for, tells of handlers in its next turn, and drops the rest.
- V8 calls with a PromiseRejectMessage by value: the promise, the kind of event, the value.

What this means here:
- Once a program listens for what deno_core tells late or not at all, V8 calls us instead, and we call JavaScript at once, as Node does.
"""

from __future__ import annotations

import ctypes
import os

from anode.engine.v8.signatures import INT, P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions
    from anode.engine.v8.native import Call


class _Message(ctypes.Structure):
    _fields_ = (("promise", P), ("event", INT), ("value", P))


_callback_type = ctypes.CFUNCTYPE(None, _Message)


class PromiseEvents:
    """One isolate's."""

    def __init__(self, v8: Functions) -> None:
        self._v8 = v8
        self._isolate = 0
        self._function = 0
        self._callback = _callback_type(self._tell)  # kept here, because V8 has only its address

    def listen(self, call: Call) -> None:
        """``(function)``: call it with the number of the event, the promise and the value, from now on."""
        v8 = self._v8
        self._isolate = call.isolate
        self._function = v8["Global__New"](call.isolate, call.value(1))
        v8["Isolate__SetPromiseRejectCallback"](call.isolate, ctypes.cast(self._callback, P))

    def _tell(self, message: _Message) -> None:
        v8, isolate = self._v8, self._isolate
        try:
            undefined = v8["Undefined"](isolate)
            argv = (P * 3)(v8["Integer__New"](isolate, message.event), message.promise, message.value or undefined)
            v8["Function__Call"](v8["Local__New"](isolate, self._function), v8["Isolate__GetCurrentContext"](isolate), undefined, 3, argv)
        except Exception as error:  # ctypes would print a traceback
            os.write(2, f"anode: an internal error of promises: {error!r}\n".encode("utf-8", "replace"))
