"""Native addons, through a function of V8's own (engine/v8/native.py): load a file, initialize it, run what its addons have queued."""

from __future__ import annotations

import _thread
import os
from itertools import count

from anode.engine.ops import Numbers, op
from anode.engine.v8 import library
from anode.engine.v8.library import functions
from anode.engine.v8.native import Native
from anode.loop.context import Context
from anode.loop.handle import Handle
from anode.permissions import addons as needs_addons

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.engine.napi.environment import Addons
    from anode.engine.v8.native import Call


class Action(Numbers):
    """The first argument of *native*: what the call does."""

    START, LOAD, INITIALIZE, RUN, END, IS_EXTERNAL, EXTERNAL_ADDRESS = range(7)


class AddonQueue(Handle):
    """What addons want done on the isolate's thread. It keeps the loop alive while they wait for something."""

    __slots__ = ("_holds", "_tasks")

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, active=False)
        self._holds = 0
        self._tasks: dict[int, Callable[[], bool]] = {}

    @property
    def resource(self) -> str:
        return ""

    @property
    def owns_process(self) -> bool:
        """Whether no Python program is around the isolate's."""
        return not self.ctx.embedded

    def hold(self) -> None:
        """Keep the loop alive until :meth:`release` is called as often."""
        self._holds += 1
        self.active = True

    def release(self) -> None:
        """Undo one :meth:`hold`."""
        self._holds -= 1
        self.active = self._holds > 0

    def post(self, task: Callable[[], bool]) -> None:
        """Call ``task`` in :meth:`run_task`, soon, and again while it returns true; from any thread."""
        loop = self.ctx.loop
        if _thread.get_ident() == loop.thread and not loop.asleep:
            self._queue(task)
        else:
            loop.post(self._queue, task)

    def _queue(self, task: Callable[[], bool]) -> None:
        number = next(_numbers)
        self._tasks[number] = task
        self.emit(0, number)

    def run_task(self, number: int) -> bool:
        """Run a task; whether it is to be run again."""
        again = self._tasks[number]()
        if not again:
            del self._tasks[number]
        return again

    def submit(self, function: Callable[[], Any], settle: Callable[[BaseException | None, Any], None]) -> None:
        """Run ``function`` on a thread of the pool, then ``settle(error, value)`` on the loop's."""
        self.ctx.loop.pool.submit(function, settle)


_numbers = count(1)


class AddonState:
    """The addons of one isolate."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self.queue = AddonQueue(ctx)
        self._addons: Addons | None = None
        self._version = ""  # of Node
        self.native = Native(
            functions("native"),
            {
                Action.START: self._start,
                Action.LOAD: self._load,
                Action.INITIALIZE: self._initialize,
                Action.RUN: self._run,
                Action.END: self._end,
                Action.IS_EXTERNAL: self._is_external,
                Action.EXTERNAL_ADDRESS: self._external_address,
            },
        )
        ctx.at_end.append(self._close)

    @property
    def addons(self) -> Addons:
        assert self._addons is not None
        return self._addons

    def _start(self, call: Call) -> None:
        """``(version of Node, functions of JavaScript's…)``"""
        from anode.engine.napi.environment import HELPERS, Addons

        self._version = call.text(1)
        self._addons = Addons(self.queue, call, [call.value(2 + i) for i in range(len(HELPERS))])

    def _load(self, call: Call) -> None:
        """``(path, flags)``: nothing, or why the file is not loaded."""
        from anode.engine.napi import loading
        from anode.engine.napi.refusal import Refused

        path = call.text(1)
        try:
            if "/" not in path:  # the loader searches such a name in the system's folders
                raise Refused(f"{path}: cannot open shared object file: No such file or directory")
            loading.load(self._absolute(path), call.integer(2), self._version)
        except Refused as error:
            call.answer(call.new_text(str(error)))

    def _absolute(self, path: str) -> str:
        return os.path.abspath(os.path.join(self._ctx.cwd or "", path))

    def _initialize(self, call: Call) -> None:
        """``(path, exports)``: what the addon's init function returns."""
        from anode.engine.napi import loading

        addons = self.addons
        before, addons.info = addons.info, call.info
        returned = loading.initialize(addons, self._absolute(call.text(1)), call.value(2))
        addons.info = before
        call.answer(returned)

    def _run(self, call: Call) -> None:
        """``(number)``: run a task; whether it is to be run again."""
        addons = self.addons
        before, addons.info = addons.info, call.info
        again = self.queue.run_task(call.integer(1))
        addons.info = before
        call.answer_integer(again)

    def _end(self, call: Call) -> None:
        """``()``: the program has ended."""
        from anode.engine.napi.ending import end

        self.addons.info = call.info
        end(self.addons)

    def _is_external(self, call: Call) -> None:
        """``(value)``: whether it is an external of an addon's."""
        call.answer_integer(functions("node-api")["Value__IsExternal"](call.value(1)))

    def _external_address(self, call: Call) -> None:
        """``(external)``: the address it holds, in hexadecimal digits."""
        call.answer(call.new_text(f"{functions('node-api')['External__Value'](call.value(1)) or 0:x}"))

    def _close(self) -> None:
        if self._addons is not None:
            from anode.engine.napi.ending import abandon

            abandon(self._addons)


@op(needs=needs_addons)
def native(ctx: Context) -> int:
    """Put the function *native* into the cell (engine/v8/cell.py); the id of the handle that tells of tasks, or 0 where addons cannot be had."""
    if ctx.options.get("--addons") is False or not library.has("node-api"):
        return 0
    state = ctx.state(AddonState)
    state.native.hand_over()
    return state.queue.id


@op(needs=needs_addons)
def lacking(ctx: Context) -> str:
    """Why addons cannot be had at all."""
    from anode.engine import features

    return features.why("node-api")
