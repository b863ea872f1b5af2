"""One isolate: V8, the thread it lives on, its loop and its ops.

The isolate's thread is jsrun's. A first op pins it (see ``abi.pin``); after that the thread is either in JavaScript or asleep in the
loop's poll, never idle inside jsrun, which would spin. It is created and ended by the control thread that owns it, and by no other.
"""

from __future__ import annotations

import _thread
import os
import sys
from collections.abc import Callable
from time import sleep

from anode.engine import abi, snapshot, v8
from anode.engine.codec import dumps
from anode.engine.context import Context
from anode.engine.control import Control, control
from anode.engine.errors import describe
from anode.engine.ops import OpTable

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any


class Isolate:
    """Made on the thread of ``owner``, whose every method but :meth:`stop` is."""

    on_end: Callable[[], None] | None = None

    def __init__(self, ctx: Context, heap_limit: int | None = None, owner: Control = control) -> None:
        self.ctx = ctx
        self.owner = owner
        self.pinned = False
        self._state = 0
        self._closed = False
        self._native_thread = 0
        boot, facts = snapshot.load(keep=ctx.worker is not None)
        self._runtime = abi.make_runtime(boot, heap_limit)
        self._table = OpTable(ctx, facts["ops"], abi.undefined)
        ctx.builtins = frozenset(facts["builtins"])
        ctx.loop.ops = self._table
        ops: dict[str, Callable[..., Any]] = {
            "pin": self._pin,
            "dispatch": self._table.dispatch,
            "turn": ctx.loop.turn,
            "flush": self._flush,
            "send": self._send,
            "end": self._end,
        }
        self._kept: list[Any] = list(ops.values())  # see close()
        self._ids = abi.register(self._runtime, ops, alone=ctx.owns_process)

    def _pin(self) -> None:
        self._state = abi.pin()
        self.pinned = True
        self._native_thread = _thread.get_native_id()
        v8.make_errors_cheap()
        self.ctx.loop.enter()

    def _end(self) -> None:
        # The pump will not run again. The thread must be let go of before it is idle: jsrun would let it spin.
        abi.unpin()
        self.pinned = False
        self.owner.post(self.close)

    def _flush(self, text: str, *buffers: bytes) -> None:
        if text:
            self.ctx.loop.submit(text, buffers)

    def _send(self, text: str, meta: bytes, *buffers: bytes) -> list[Any] | None:
        # Writes that do not wait for the end of the turn; past the table, for every call on the way counts here.
        try:
            assert self.ctx.loop.send is not None
            self.ctx.loop.send(text, meta, buffers)
        except BaseException as error:
            return describe(error, "write")
        return None

    def start(self, options: dict[str, Any]) -> None:
        """Run the program: returns at once, the loop goes on on the isolate's thread."""
        config = dumps({**options, **self._ids})
        # The text reaches JavaScript as a JSON string: no part of it is ever read as code.
        self._runtime.eval(f"globalThis.__anode.start(JSON.parse({dumps(config)}))")

    def stop(self) -> None:
        """Ask the loop to end; from any thread. JavaScript that never returns to the loop needs :meth:`terminate`."""
        self.ctx.loop.stop()

    def terminate(self) -> bool:
        """End JavaScript wherever it is; false where that could deadlock (see ``abi.terminate``)."""
        return not self._closed and abi.terminate(self._runtime)

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` has been called."""
        return self._closed

    @property
    def out_of_memory(self) -> bool:
        """Whether the engine has ended the program at its heap limit: nothing else does that by itself."""
        return not self._closed and bool(self._runtime.is_closed())

    def close(self) -> None:
        """End the isolate, whose loop has ended or which was terminated, and its thread; on the control thread."""
        if self._closed:
            return
        self._closed = True
        # jsrun's close() keeps the GIL while it waits for the thread, which must not be in an op any more then.
        thread = self.ctx.loop.thread
        while thread in sys._current_frames():
            sleep(0.0002)
        self._runtime.close()
        self._wait_for_thread()
        # What the thread let go of at its end, without the GIL, waits to be released by whoever calls jsrun next; that may be abi.terminate()
        # of another isolate, which has no GIL either. So nothing of it may be the last reference until it has been released here.
        self._runtime.is_closed()
        self._kept.clear()
        self._runtime = None  # to be dropped by this thread, and no other
        if self.pinned:
            self.pinned = False
            abi.drop(self._state)
        self.ctx.loop.close()
        self._table.calls.clear()
        self.ctx.close()
        on_end, self.on_end = self.on_end, None
        if on_end is not None:
            on_end()

    def _wait_for_thread(self) -> None:
        # close() does not join the thread, and Python ending beside it would crash.
        for _ in range(2000):
            if not os.path.exists(f"/proc/self/task/{self._native_thread}"):
                return
            sleep(0.0005 if sys.platform == "linux" else 0)
        if sys.platform != "linux":
            sleep(0.005)


def process_options(ctx: Context) -> dict[str, Any]:
    """What JavaScript's ``process`` starts with."""
    machine = os.uname().machine
    return {
        "options": ctx.options,
        "argv": ctx.argv,
        "execArgv": ctx.exec_argv,
        "env": ctx.permissions.visible_env(ctx.env),
        "embedded": ctx.embedded,
        "argv0": ctx.argv[0] if ctx.argv else "anode",
        "pid": os.getpid(),
        "platform": sys.platform,
        "arch": {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(machine, machine),
    }
