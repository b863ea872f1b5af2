"""What packages with a Runtime, whose functions Python calls, do in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.python import work


class OnRuntime:
    """``new`` makes a Runtime, and ``first`` is the one that the rows are measured in."""

    def __init__(self, new: Callable[[], Any], first: Any) -> None:
        self._new = new
        self.runtime = first

    def call(self) -> Any:
        add = self.runtime.eval(work.ADD)
        return lambda: add(1, 2)

    def text(self) -> Any:
        same = self.runtime.eval(work.SAME)
        return lambda: same(work.TEXT)

    def data(self) -> Any:
        same = self.runtime.eval(work.SAME)
        return lambda: same(work.BYTES)

    def page(self) -> Any:
        self.runtime.eval(work.pages())
        page = self.runtime.eval("work.page")
        return lambda: page(work.PEOPLE)

    def markdown(self) -> Any:
        self.runtime.eval(work.pages())
        markdown = self.runtime.eval("work.markdown")
        return lambda: markdown(work.MARKDOWN)

    def another(self) -> Any:
        runtime = self._new()
        assert runtime.eval("1 + 2") == 3
        return runtime
