"""An isolate for the probes: with anode's prelude, and an op that calls the probe's own functions."""

from __future__ import annotations

import _thread
import json
from collections.abc import Callable
from time import monotonic, sleep

from anode.engine import abi
from anode.engine.prelude import ANODE, Builder
from anode.engine.probes.expect import Wrong
from anode.engine.v8.library import functions
from anode.engine.v8.native import Call, Native

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

_PATIENCE = 5.0  # seconds

# A probe's JavaScript has `engine` as internal files have it, `python(i, …)`, which calls the probe's function i, and `check`, which fails the probe.
_START = """(callId, { prelude }) => {
  const { engine, raw, sweep } = prelude;
  const op = raw();
  sweep();
  const python = (index, ...args) => op(callId, [index, ...args]);
  const check = (holds, what) => { if (!holds) throw new Error(what); };
  globalThis.probe = (source) => new Function('engine', 'python', 'check', `'use strict'; ${source}`)(engine, python, check);
}"""


class Isolate:
    """One isolate. Every method is for the thread that has made it; jsrun runs JavaScript on another."""

    def __init__(self, snapshot: bytes) -> None:
        self.runtime = abi.make_runtime(snapshot)
        self._functions: tuple[Callable[..., Any], ...] = ()
        self._raised: BaseException | None = None
        self._natives: list[Native] = []  # V8 has only the addresses of their callbacks
        self._kept = [self._call]  # see Isolate.close() in engine/isolate.py
        (call_id,) = abi.register(self.runtime, {"call": self._kept[0]}, alone=True).values()
        self.runtime.eval(f"({_START})({call_id}, {ANODE})")
        self.thread = 0
        self._state = 0

    def _call(self, index: int, *args: Any) -> Any:
        try:
            return self._functions[index](*args)
        except BaseException as error:
            self._raised = self._raised or error
            return None

    def js(self, source: str, *called: Callable[..., Any]) -> Any:
        """Run the body of a function. Raises what a function of ``called`` has raised, or what JavaScript has thrown."""
        self._functions, self._raised = called, None
        try:
            value = self.runtime.eval(f"probe({json.dumps(source)})")
        except Exception as error:
            raise self._raised or Wrong(str(error)) from None
        if self._raised is not None:
            raise self._raised
        return value

    def pin(self) -> None:
        """Do what every isolate of anode's does in its first op."""

        def pin() -> None:
            self.thread = _thread.get_ident()
            self._state = abi.pin()

        self.js("python(0)", pin)

    def unpin(self) -> None:
        """Undo :meth:`pin`."""
        self.js("python(0)", abi.unpin)

    def native(self, source: str, **actions: Callable[[Call], None]) -> Any:
        """Run the body of a function that has *native* (v8/native.py): ``call.name(…)`` runs an action."""
        made = Native(functions("native"), dict(enumerate(actions.values())))
        self._natives.append(made)
        table = ", ".join(f"{name}: (...args) => native({i}, ...args)" for i, name in enumerate(actions))
        return self.js(
            "const before = engine.getAsyncContext(); python(0); const native = engine.getAsyncContext(); engine.setAsyncContext(before); "
            f"const call = {{ {table} }}; {source}",
            made.hand_over,
        )

    def close(self) -> None:
        """End the isolate."""
        self.runtime.close()
        self._kept.clear()
        self.runtime = None  # to be dropped by this thread, and no other

    def drop(self) -> None:
        """Free the state of a pinned thread that has ended."""
        abi.drop(self._state)


class Lab:
    """What all probes share: a snapshot with the prelude alone, and a pinned isolate; both are made when a probe first asks."""

    def __init__(self) -> None:
        self._snapshot: bytes | None = None
        self._isolate: Isolate | None = None

    def snapshot(self) -> bytes:
        """The snapshot."""
        if self._snapshot is None:
            self._snapshot = Builder().build()
        return self._snapshot

    def isolate(self) -> Isolate:
        """The shared isolate."""
        if self._isolate is None:
            self._isolate = Isolate(self.snapshot())
            self._isolate.pin()
        return self._isolate

    def fresh(self) -> Isolate:
        """An isolate of the probe's own."""
        return Isolate(self.snapshot())


def wait(until: Callable[[], bool], what: str) -> None:
    """Wait until a condition holds. Raises :class:`Wrong` with ``what`` after five seconds."""
    end = monotonic() + _PATIENCE
    while not until():
        if monotonic() > end:
            raise Wrong(what)
        sleep(0.0005)
