"""anode."""

from __future__ import annotations

from typing import Any

import anode
from benchmarks.python import work
from benchmarks.python.engines.runtimes import OnRuntime


class Engine(OnRuntime):
    """A Runtime, functions of its own."""

    def __init__(self) -> None:
        super().__init__(anode.Runtime, anode.Runtime(cwd=str(work.FOLDER)))

    def callback(self) -> Any:
        loop = self.runtime.eval(work.LOOP)
        same = lambda number: number  # noqa: E731
        return lambda: loop(same, work.CALLBACKS)

    def prop(self) -> Any:
        obj = self.runtime.eval(work.OBJECT)
        return lambda: obj.count

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
        held = self.runtime.eval(f"({{ floats: {work.FLOATS} }})")
        return lambda: anode.view(held, "floats")

    def lodash(self) -> Any:
        return lambda: self.runtime.require("lodash").camelCase("foo bar")
