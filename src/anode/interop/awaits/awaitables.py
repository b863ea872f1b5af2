"""Python's awaitables as promises of JavaScript."""

from __future__ import annotations

import _thread
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from anode.interop.awaits import waiters

if TYPE_CHECKING:
    from typing import Protocol

    class Bridge(Protocol):
        """The isolate's Bridge."""

        def settle_promise(self, job: int, value: Any, error: BaseException | None) -> None: ...


# The loop of the coroutine whose call runs on another thread.
calling_loop: ContextVar[Any] = ContextVar("anode.calling_loop", default=None)


def running_loop() -> Any:
    """The asyncio loop of the caller, or None."""
    return waiters.running_loop() or calling_loop.get()


def settle_later(bridge: Bridge, job: int, awaitable: Any, loop: Any) -> None:
    """Settle JavaScript's promise; a coroutine runs on ``loop`` if that runs, or on a new one. Tasks and futures know their loop."""

    async def settle() -> None:
        try:
            bridge.settle_promise(job, await awaitable, None)
        except BaseException as error:
            bridge.settle_promise(job, None, error)

    import asyncio

    if hasattr(awaitable, "get_loop"):
        loop = awaitable.get_loop()
    if loop is not None and loop.is_running():
        asyncio.run_coroutine_threadsafe(settle(), loop)
    else:
        _thread.start_new_thread(asyncio.run, (settle(),))
