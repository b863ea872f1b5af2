"""The limits of a worker (``resourceLimits``), as V8 takes them.

Some facts:
- V8 reads the sizes of a heap's generations from flags when it makes the isolate. The young generation is three times a semi-space.
- The stack limit belongs to the isolate, and is set on its own thread. Node leaves 192 KB of a worker's stack to native code.
- V8 ends the process if it finds a stack deeper than the flag ``--stack-size`` says, which only new isolates take their limit from.
- V8 has one code range for all isolates of a process, so that ``codeRangeSizeMb`` changes nothing here.
"""

from __future__ import annotations

from anode.engine.heap import end as heap_end
from anode.engine.v8.library import functions
from anode.engine.v8.settings import set_flags

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_MB = 1 << 20
_FOR_NATIVE_CODE = 192 << 10  # bytes of a stack


class Resources:
    """One worker's; sizes in bytes, 0 for V8's own choice. ``on_full`` is called in the middle of a garbage collection."""

    def __init__(self, young: int, old: int, stack: int, snapshots: heap_end.Snapshots, on_full: Callable[[], None]) -> None:
        self.semi_space = max(1, young // 3 // _MB) if young else 0
        self.old = old
        self._stack = stack
        self._snapshots = snapshots
        self._on_full = on_full
        self._callback: Any = None

    def set_flags(self) -> None:
        """Let V8 accept the whole of a thread's stack, and end every loop (see v8/settings.py); before the isolate is made."""
        set_flags("--no-turboshaft-loop-unrolling")
        if self._stack and functions("direct"):
            from anode.engine.v8.entry import STACK_SIZE

            set_flags(f"--stack-size={STACK_SIZE >> 10}")

    def install(self) -> None:
        """Set what is set on the isolate's own thread; inside an op."""
        terminate = functions("interrupts")["Isolate__TerminateExecution"]

        def full(isolate: int) -> None:
            terminate(isolate)
            self._on_full()

        self._callback = heap_end.install(self._snapshots, full)
        v8 = functions("direct")
        if v8 and self._stack:
            from anode.engine.v8 import entry

            here = entry.Thread()
            limit = max(here.high - self._stack + _FOR_NATIVE_CODE, here.limit)
            v8["StackGuard__SetStackLimit"](v8["Isolate__GetCurrent"]() + entry.STACK_GUARD, limit)
