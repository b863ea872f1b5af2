"""jsrun: V8 on a thread of its own. Values are copied; objects do not cross by reference."""

from __future__ import annotations

from typing import Any

import jsrun

from benchmarks.python import work
from benchmarks.python.engines.runtimes import OnRuntime


class Engine(OnRuntime):
    """A Runtime."""

    def __init__(self) -> None:
        super().__init__(jsrun.Runtime, jsrun.Runtime())

    def callback(self) -> Any:
        self.runtime.bind_function("same", lambda number: number)
        self.runtime.eval(f"globalThis.loop = {work.LOOP}; 0")
        return lambda: self.runtime.eval(f"loop(same, {work.CALLBACKS})")  # a call of a function would hold the GIL, and wait for itself

    def prop(self) -> Any:
        self.runtime.eval(f"globalThis.obj = {work.OBJECT}; 0")
        return lambda: self.runtime.eval("obj.count")

    def numbers(self) -> Any:
        plus_one = self.runtime.eval(work.PLUS_ONE)
        return lambda: plus_one(work.NUMBERS)

    def record(self) -> Any:
        copy = self.runtime.eval(work.COPY)
        return lambda: copy(work.RECORD)

    def sort(self) -> Any:
        self.runtime.bind_function("compare", lambda a, b: a - b)
        self.runtime.eval(f"globalThis.sort = {work.SORT}; 0")
        return lambda: self.runtime.eval("sort(compare)")

    def coroutine(self) -> Any:
        function = self.runtime.eval(work.ASYNC)

        async def once() -> Any:
            return await function.call_async(1, 2)

        return once

    def promise(self) -> Any:
        function = self.runtime.eval(work.PROMISE)

        async def once() -> Any:
            return await function.call_async(1, 2)

        return once

    def batch(self) -> Any:
        apply = self.runtime.eval(f"(list) => ({work.MAP})({work.DOUBLE}, list)")
        return lambda: apply(work.BATCH)

    def part(self) -> Any:
        self.runtime.eval(f"globalThis.array = {work.ARRAY}; 0")
        part = self.runtime.eval("() => array.slice(0, 1000)")
        return lambda: part()

    def doubles(self) -> Any:
        self.runtime.eval(f"globalThis.floats = {work.FLOATS}; 0")
        data = self.runtime.eval("() => new Uint8Array(floats.buffer)")
        return lambda: memoryview(data()).cast("d")

    def lodash(self) -> Any:
        return lambda: (self.runtime.eval(work.lodash() + "\n;0"), self.runtime.eval("_.camelCase('foo bar')"))[1]
