"""Waiting in a coroutine for what another thread brings: in asyncio (uvloop too) and in trio."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any, Protocol

    class Waiter(Protocol):
        """One coroutine's."""

        def wake(self) -> None:
            """Let :meth:`wait` return; from any thread, any number of times."""

        def wait(self) -> Generator[Any, Any, Any]:
            """Yield to the loop until :meth:`wake`. What cancels the coroutine comes out of here."""


def running_loop() -> Any:
    """The asyncio loop that runs on this thread, or None."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return None
    return asyncio._get_running_loop()


def in_a_loop() -> bool:
    """Whether asyncio or trio runs on this thread."""
    if running_loop() is not None:
        return True
    trio = sys.modules.get("trio")
    return trio is not None and bool(trio.lowlevel.in_trio_run())


class _AsyncioWaiter:
    __slots__ = ("_future", "_loop")

    def __init__(self, loop: Any) -> None:
        self._loop = loop
        self._future = loop.create_future()

    def _wake(self) -> None:
        if not self._future.done():  # it may have been cancelled
            self._future.set_result(None)

    def wake(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._wake)
        except RuntimeError:
            pass  # the asyncio loop has been closed, and the waiting task with it

    def wait(self) -> Generator[Any, Any, Any]:
        result: Generator[Any, Any, Any] = self._future.__await__()
        return result


class _TrioWaiter:
    __slots__ = ("_event", "_token", "_trio")

    def __init__(self, trio: Any) -> None:
        self._trio = trio
        self._token = trio.lowlevel.current_trio_token()
        self._event = trio.Event()

    def wake(self) -> None:
        try:
            self._token.run_sync_soon(self._event.set)
        except self._trio.RunFinishedError:
            pass

    def wait(self) -> Generator[Any, Any, Any]:
        result: Generator[Any, Any, Any] = self._event.wait().__await__()
        return result


def make_waiter() -> Waiter:
    """A waiter for the coroutine that runs. Raises RuntimeError outside of coroutines."""
    loop = running_loop()
    if loop is not None:
        return _AsyncioWaiter(loop)
    trio = sys.modules.get("trio")
    if trio is not None and trio.lowlevel.in_trio_run():
        return _TrioWaiter(trio)
    raise RuntimeError("a promise can be awaited in asyncio and in trio; anywhere else, promise.result() waits for it")
