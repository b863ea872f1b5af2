"""anode."""

from __future__ import annotations

from typing import Any

import anode
from benchmarks.python import work


class Engine:
    """A Runtime, functions of its own."""

    def __init__(self) -> None:
        self.runtime = anode.Runtime(cwd=str(work.FOLDER))

    def call(self) -> Any:
        add = self.runtime.eval(work.ADD)
        return lambda: add(1, 2)

    def callback(self) -> Any:
        loop = self.runtime.eval(work.LOOP)
        same = lambda number: number  # noqa: E731
        return lambda: loop(same, work.CALLBACKS)

    def prop(self) -> Any:
        obj = self.runtime.eval(work.OBJECT)
        return lambda: obj.count

    def text(self) -> Any:
        same = self.runtime.eval(work.SAME)
        return lambda: same(work.TEXT)

    def data(self) -> Any:
        same = self.runtime.eval(work.SAME)
        return lambda: same(work.BYTES)

    def numbers(self) -> Any:
        plus_one = self.runtime.eval(work.PLUS_ONE)
        return lambda: anode.to_python(plus_one(work.NUMBERS))

    def record(self) -> Any:
        copy = self.runtime.eval(work.COPY)
        return lambda: anode.to_python(copy(work.RECORD))

    def sort(self) -> Any:
        sort = self.runtime.eval(work.SORT)
        compare = lambda a, b: a - b  # noqa: E731
        return lambda: sort(compare)

    def coroutine(self) -> Any:
        function = self.runtime.eval(work.ASYNC)

        async def once() -> Any:
            return await function(1, 2)

        return once

    def promise(self) -> Any:
        function = self.runtime.eval(work.PROMISE)

        async def once() -> Any:
            return await function(1, 2)

        return once

    def batch(self) -> Any:
        double, apply = self.runtime.eval(work.DOUBLE), self.runtime.eval(work.MAP)
        return lambda: anode.to_python(apply(double, work.BATCH))

    def part(self) -> Any:
        array = self.runtime.eval(work.ARRAY)
        return lambda: array[:1000]

    def doubles(self) -> Any:
        data = self.runtime.eval(f"const floats = {work.FLOATS}; () => new Uint8Array(floats.buffer)")
        return lambda: memoryview(data()).cast("d")

    def lodash(self) -> Any:
        return lambda: self.runtime.require("lodash").camelCase("foo bar")

    def page(self) -> Any:
        self.runtime.eval(work.pages())
        page = self.runtime.eval("work.page")
        return lambda: page(work.PEOPLE)

    def markdown(self) -> Any:
        self.runtime.eval(work.pages())
        markdown = self.runtime.eval("work.markdown")
        return lambda: markdown(work.MARKDOWN)

    def another(self) -> Any:
        runtime = anode.Runtime()
        assert runtime.eval("1 + 2") == 3
        return runtime
