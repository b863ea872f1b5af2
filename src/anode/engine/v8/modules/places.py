"""Where V8 says an error was made, and which ``await`` a module has not got past: both by V8's messages."""

from __future__ import annotations

from anode.engine.v8.modules.linked_modules import LinkedModules
from anode.engine.v8.native import Call
from anode.engine.v8.signatures import P

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from anode.engine.v8.library import Functions

_MOST_STALLED = 16  # modules whose place is asked for


class Places:
    """The places in the programs of one isolate. Without V8's functions (``v8`` is empty) no place is known."""

    def __init__(self, v8: Functions, modules: LinkedModules) -> None:
        self._v8 = v8
        self._modules = modules

    def of_error(self, call: Call) -> None:
        """``(error)``: ``[name of the script, line, column]`` of where it was made, both from 1; nothing where V8 does not know."""
        if self._v8:
            found = self._place(call, self._v8["Exception__CreateMessage"](call.isolate, call.value(1)))
            if found:
                call.answer_list(found)

    def stalled(self, call: Call) -> None:
        """``(number)``: the place of each ``await`` that the module, or one that it imports, has not got past."""
        v8 = self._v8
        rows = []
        if v8:
            found = (P * (2 * _MOST_STALLED))()  # module and message in turn
            module = self._modules.local(call.isolate, call.integer(1))
            count = v8["Module__GetStalledTopLevelAwaitMessage"](module, call.isolate, found, _MOST_STALLED)
            places = [self._place(call, found[2 * i + 1] or 0) for i in range(min(count, _MOST_STALLED))]
            rows = [v8["Array__New_with_elements"](call.isolate, (P * 3)(*place), 3) for place in places if place]
        call.answer_list(rows)

    def _place(self, call: Call, message: int) -> list[int]:
        v8 = self._v8
        name = v8["Message__GetScriptResourceName"](message)
        line = v8["Message__GetLineNumber"](message, call.context)
        if not name or not v8["Value__IsString"](name) or line <= 0:
            return []
        column = v8["Message__GetStartColumn"](message)
        return [name, v8["Integer__New"](call.isolate, line), v8["Integer__New"](call.isolate, column + 1)]
