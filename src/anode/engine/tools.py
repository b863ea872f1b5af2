"""A small isolate that runs one JavaScript function for Python, with no loop and no ops: for tools written in JavaScript."""

from __future__ import annotations

import _thread
from _queue import SimpleQueue

from anode.engine import abi
from anode.engine.codec import dumps
from anode.engine.control import control


class ToolIsolate:
    """``script`` calls ``serve(f)`` once; :meth:`ask` then returns ``f(text)``, or None where f throws."""

    def __init__(self, script: str) -> None:
        self._questions: SimpleQueue[str] = SimpleQueue()
        self._answers: SimpleQueue[str | None] = SimpleQueue()
        self._lock = _thread.allocate_lock()
        control.call(lambda: self._create(script))

    def _create(self, script: str) -> None:
        self._runtime = abi.make_runtime(None)
        ids = [
            self._runtime.register_op(name, op) for name, op in (("pin", abi.pin), ("next", self._questions.get), ("answer", self._answer))
        ]
        # The thread stays in `serve` for good: asleep in the op while nobody asks.
        self._runtime.eval(
            "{ const { core } = __bootstrap; const op = core.ops.op_jsrun_call_python_sync;"
            f"const [pin, next, answer] = {dumps(ids)}; op(pin, []);"
            "const loop = (f) => { for (;;) { const text = op(next, []); let result; try { result = f(text); } catch { result = null; }"
            " op(answer, [result]); } };"
            "const serve = (f) => { core.queueImmediate({ _idleNext: null, _idlePrev: null, _onImmediate: () => loop(f), _argv: null,"
            " _destroyed: false, [core.kRefed]: true }); core.immediateRefCount(true); };"
            f"{script} }} undefined;"
        )

    def _answer(self, text: object) -> None:
        self._answers.put(text if isinstance(text, str) else None)

    def ask(self, text: str) -> str | None:
        """What the function makes of ``text``."""
        with self._lock:
            self._questions.put(text)
            return self._answers.get()
