"""Handles: long-lived things that have events (a socket, a watcher, a child)."""

from __future__ import annotations

from anode.engine.ops import Numbers

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.loop.context import Context


class HandleEvent(Numbers):
    """The event that every handle has: its close callback is due. Other events count from 0."""

    CLOSED = -1


class Handle:
    """A libuv handle. While it is *active* and *ref'd* it keeps the loop alive. Belongs to the loop's thread."""

    __slots__ = ("_active", "_ref", "closed", "ctx", "id")

    def __init__(self, ctx: Context, active: bool = True) -> None:
        self.ctx = ctx
        self.closed = False
        self._ref = True
        self._active = active
        self.id = ctx.loop.add(self)
        ctx.loop.active += active

    @property
    def resource(self) -> str:
        """Its name in ``process.getActiveResourcesInfo()``; empty while it is inactive."""
        return f"{type(self).__name__}Wrap" if self._active else ""

    def emit(self, kind: int, *payload: Any) -> None:
        """Queue an event for JavaScript: ``kind`` and its values; bytes only as the first value."""
        if not self.closed:
            self.ctx.loop.emit(self.id, kind, payload)

    @property
    def active(self) -> bool:
        """Whether it waits for something."""
        return self._active

    @active.setter
    def active(self, value: bool) -> None:
        self._set(value, self._ref)

    @property
    def has_ref(self) -> bool:
        """Whether it is ref'd."""
        return self._ref and not self.closed

    def ref(self) -> None:
        """Keep the loop alive while active."""
        self._set(self._active, True)

    def unref(self) -> None:
        """Let the loop end although active."""
        self._set(self._active, False)

    def _set(self, active: bool, ref: bool) -> None:
        if not self.closed:
            self.ctx.loop.active += (active and ref) - (self._active and self._ref)
        self._active, self._ref = active, ref

    def close(self) -> None:
        """Stop for good; JavaScript's close callback runs in the closing phase."""
        if self.closed:
            return
        self.ctx.loop.active -= self._active and self._ref
        self.closed = True
        self.ctx.loop.handles.pop(self.id, None)
        self.ctx.loop.closing.append(self)
        self.dispose()

    def dispose(self) -> None:
        """Give back descriptors and registrations. Called once, by :meth:`close` or at the isolate's end."""
