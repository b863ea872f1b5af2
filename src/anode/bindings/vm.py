"""What node:vm asks of the engine itself (engine/native.py says how)."""

from __future__ import annotations

from collections.abc import Callable

from anode.bindings.signals import Signals
from anode.engine.context import Context
from anode.engine.interrupts import Interrupts
from anode.engine.linked_modules import LinkedModules
from anode.engine.native import Native, v8_functions
from anode.engine.ops import op
from anode.permissions import nothing


class VmState:
    """One isolate's runs and modules."""

    def __init__(self, ctx: Context) -> None:
        self._host = ctx.host
        v8 = v8_functions()
        runs = Interrupts(v8, self._listen)
        modules = LinkedModules(v8)
        actions = (
            runs.run,
            modules.compile,
            modules.requests,
            modules.link,
            modules.instantiate,
            modules.evaluate,
            modules.namespace,
            modules.status,
            modules.exception,
            modules.is_graph_async,
            modules.synthesize,
            modules.set_export,
            modules.release,
        )
        self.native = Native(v8, dict(enumerate(actions)))

    def _listen(self, listener: Callable[[], None] | None) -> None:
        # Where Python is the host, or in a worker, signals are somebody else's.
        if isinstance(self._host, Signals):
            self._host.interrupt(listener)


@op(needs=nothing)
def native(ctx: Context) -> bool:
    """Leave the function *native* in place of the async context; false where the engine does not let us."""
    if not v8_functions():
        return False
    ctx.state(VmState).native.hand_over()
    return True
