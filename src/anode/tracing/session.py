"""Tracing a Runtime from Python: ``with anode.trace() as t``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from anode.bindings.trace import Traced
from anode.tracing import exports
from anode.tracing.live import Live
from anode.tracing.model import read_history
from anode.tracing.recording import write

if TYPE_CHECKING:
    from types import TracebackType

    from anode.interop.runtime import Runtime
    from anode.tracing.model import History

_WRITERS = {".html": exports.write_html, ".json": exports.write_chrome, ".jsonl": exports.write_jsonl}
_HEIGHT = 620  # pixels, in a notebook


class Trace:
    """What the loop of a Runtime does within a ``with`` statement: that of :func:`anode.require`, or ``runtime``.

    >>> with anode.trace() as t:
    ...     anode.eval("setImmediate(() => console.log('check'))")
    >>> t.save("loop.html")

    Raises RuntimeError where the Runtime is traced already.
    """

    def __init__(self, runtime: Runtime | None = None) -> None:
        self._runtime = runtime
        self._live: Live | None = None

    def __enter__(self) -> Trace:
        if self._runtime is None:
            from anode.interop.runtime import default_runtime

            self._runtime = default_runtime()
        bridge = self._runtime._bridge
        traced = bridge.ctx.state(Traced)
        if traced.listener is not None:
            raise RuntimeError("this Runtime is traced already")
        self._live = traced.listener = Live({"program": ["Python"]}, None, [])
        bridge.ask("trace", True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None) -> None:
        assert self._runtime is not None
        ctx = self._runtime._bridge.ctx
        try:
            self._runtime._bridge.ask("trace", False)
        finally:
            ctx.state(Traced).listener = None
            if hasattr(ctx.loop, "pool"):  # the Runtime has not been closed
                ctx.loop.pool.watch = None

    @property
    def history(self) -> History:
        """Phases, callbacks, executions and their causes, as far as they are known by now."""
        return read_history(self._recorded().recording)

    def save(self, path: str | Path) -> None:
        """Write a page (``.html``), a trace for Perfetto and Chrome (``.json``), JSON Lines (``.jsonl``), or a recording (any other name)."""
        path = Path(path)
        writer = _WRITERS.get(path.suffix)
        if writer is None:
            write(self._recorded().recording, path)
        else:
            writer(self._recorded().recording, path)

    def show(self) -> Any:
        """The page in a notebook. Raises ImportError without IPython."""
        from html import escape

        try:
            from IPython.display import HTML  # type: ignore[import-not-found, unused-ignore]
        except ImportError:
            raise ImportError("Trace.show() is for notebooks: pip install ipython, or save() the page") from None

        page = escape(exports.page_with(self._recorded().recording))
        return HTML(f'<iframe srcdoc="{page}" style="width: 100%; height: {_HEIGHT}px; border: 0"></iframe>')

    def _recorded(self) -> Live:
        if self._live is None:
            raise RuntimeError("nothing is traced yet: use it in a with statement")
        return self._live


trace = Trace  # its name in the package, which is used like a function
