"""A promise that is a coroutine, too: asyncio makes tasks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anode.interop.proxies import JSPromise

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from anode.interop.awaits.outcome import Outcome


class CallPromise(JSPromise):
    """The promise of a call that runs elsewhere. It is equal to itself alone."""

    __slots__ = ("__js_outcome__", "__js_steps__")

    __js_outcome__: Outcome
    __js_steps__: Generator[Any, Any, Any] | None  # of the task that awaits it

    def __init__(self, bridge: Any, outcome: Outcome) -> None:
        object.__setattr__(self, "__js_bridge__", bridge)
        object.__setattr__(self, "__js_name__", "Promise")
        object.__setattr__(self, "__js_outcome__", outcome)
        object.__setattr__(self, "__js_steps__", None)

    def __del__(self) -> None:
        pass  # no object of JavaScript's is counted for it

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return object.__hash__(self)

    def __str__(self) -> str:
        return repr(self)

    def __repr__(self) -> str:
        outcome = self.__js_outcome__
        state = "pending" if not outcome.done else "fulfilled" if outcome.error is None else "rejected"
        return f"<{type(self).__name__}, {state}>"

    def __await__(self) -> Generator[Any, None, Any]:
        return self.__js_outcome__.wait(self.__js_bridge__.background.seconds)

    def send(self, value: Any) -> Any:
        """Go on as the coroutine of a task."""
        steps = self.__js_steps__
        if steps is None:
            steps = self.__await__()
            object.__setattr__(self, "__js_steps__", steps)
        return self._go_on(steps.send, value)

    def throw(self, kind: Any, value: Any = None, traceback: Any = None) -> Any:
        """Raise in the coroutine: its task is cancelled, perhaps before its first step."""
        error = kind if isinstance(kind, BaseException) else value if isinstance(value, BaseException) else kind()
        if self.__js_steps__ is None:
            self.__js_outcome__.leave(None, error)
            raise error
        return self._go_on(self.__js_steps__.throw, error)

    def _go_on(self, step: Callable[[Any], Any], value: Any) -> Any:
        try:
            return step(value)
        except BaseException:  # StopIteration, as a rule: the next task begins anew
            object.__setattr__(self, "__js_steps__", None)
            raise

    def close(self) -> None:
        """The task is gone."""
        if self.__js_steps__ is not None:
            self.__js_steps__.close()
