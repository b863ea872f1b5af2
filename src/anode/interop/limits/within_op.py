"""Python that runs in the middle of an op: a ``sys.stdout`` of the program's, a signal handler, a destructor, a hook of auditing or tracing.

Some facts:
- The engine ends the process where JavaScript that runs inside an op calls another op, of whatever isolate.
- Python handles a signal at the first bytecode of the op's function, before that can note anything.
- Until Python 3.11, a collection can begin while the engine makes the arguments of an op, where no frame of Python's stands for the op.

What this means here:
- The frames of the thread say whether it is in an op. Only calls of code that JavaScript has not called look at them; an op pays nothing.
- Until Python 3.11, a destructor that a collection calls right below JavaScript is taken to be in an op.
"""

from __future__ import annotations

import _thread
import gc
import sys
from typing import TYPE_CHECKING

from anode.engine.isolate import Isolate
from anode.loop.loop import Loop
from anode.loop.op_table import OpTable

if TYPE_CHECKING:
    from types import CodeType, FrameType

    from anode.loop.gate import Gate

_OPS: frozenset[CodeType] = frozenset(
    function.__code__ for function in (OpTable.dispatch, Isolate._flush, Isolate._send, Loop.turn)
)  # what the engine calls
_DIRECT = "anode.interop.direct"
_CALLED = frozenset(("_run", "_serve", "_signals", "_sleep"))  # functions in there that V8 calls where no op runs
_CALLS = frozenset(("ask", "_call_written"))  # functions in there that call V8
_collecting = 0  # the thread that collects

gates: list[Gate] = []  # of every isolate of this process


def elsewhere(own: Gate, token: object) -> bool:
    """Whether this thread is in another isolate."""
    return any(gate.holder is token and gate is not own for gate in gates)


def refuse() -> None:
    """Raise RuntimeError where the caller of :meth:`Direct.ask` runs inside an op. On a thread that JavaScript runs on."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_name != "ask":
        frame = frame.f_back
    frame = frame and frame.f_back
    while frame is not None:
        code = frame.f_code
        if code in _OPS:
            break
        if (code.co_name in _CALLED or code.co_name in _CALLS) and frame.f_globals["__name__"] == _DIRECT:
            if code.co_name in _CALLED or _collecting != _thread.get_ident():
                return
            break
        frame = frame.f_back
    else:
        return
    raise RuntimeError(
        "JavaScript cannot be called while it waits for Python: this code runs in the middle of an op, such as a write to sys.stdout"
    )


if sys.version_info < (3, 12):

    def _watch(phase: str, info: dict[str, int]) -> None:
        global _collecting
        _collecting = _thread.get_ident() if phase == "start" else 0

    gc.callbacks.append(_watch)
