"""ShadowRealms: V8 makes them if it is given a callback that makes a context.

Some facts:
- The flag ``--harmony-shadow-realm``, set before an isolate, gives it the constructor. Without a callback that throws.
- The function that sets the callback is not in the extension. The callback is a word of ``v8::internal::Isolate``.

What this means here:
- The word is written, if it is 0. The probe looks at what comes of that.
"""

from __future__ import annotations

import ctypes

from anode.engine.v8.native import Call
from anode.engine.v8.signatures import P
from anode.engine.v8.vm.contexts import Contexts

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions

_CALLBACK = 0x105D0  # in v8::internal::Isolate
_create_type = ctypes.CFUNCTYPE(P, P)


class ShadowRealms:
    """The callback of one isolate."""

    def __init__(self, v8: Functions, contexts: Contexts, call: Call) -> None:
        self._v8 = v8
        self._contexts = contexts
        self._isolate = call.isolate
        self._main: int = v8["Global__New"](call.isolate, call.context)
        self._callback = _create_type(self._create)  # kept here, because V8 has only its address
        word = P.from_address(call.isolate + _CALLBACK)
        if word.value is not None:
            raise RuntimeError("the isolate has a callback for ShadowRealms, or that is elsewhere")
        word.value = ctypes.cast(self._callback, P).value

    def _create(self, initiator: int) -> int:
        context: int = self._v8["Context__New"](self._isolate, None, None, None)
        self._contexts.prepare(self._isolate, context, self._main)
        return context
