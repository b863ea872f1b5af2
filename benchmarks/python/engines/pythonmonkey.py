"""PythonMonkey: SpiderMonkey in the process, one for all. Lists and dicts cross by reference."""

from __future__ import annotations

from typing import Any

import pythonmonkey

from benchmarks.python import work


class Engine:
    """The one context of the process."""

    def call(self) -> Any:
        add = pythonmonkey.eval(work.ADD)
        return lambda: int(add(1, 2))

    def callback(self) -> Any:
        loop = pythonmonkey.eval(work.LOOP)
        same = lambda number: number  # noqa: E731
        return lambda: loop(same, work.CALLBACKS)

    def prop(self) -> Any:
        obj = pythonmonkey.eval(work.OBJECT)
        return lambda: obj.count

    def text(self) -> Any:
        same = pythonmonkey.eval(work.SAME)
        return lambda: same(work.TEXT)

    def data(self) -> Any:
        copy = pythonmonkey.eval("(bytes) => bytes.slice()")
        data = bytearray(work.BYTES)
        return lambda: bytes(copy(data))

    def numbers(self) -> Any:
        plus_one = pythonmonkey.eval(work.PLUS_ONE)
        return lambda: list(plus_one(work.NUMBERS))

    def record(self) -> Any:
        copy = pythonmonkey.eval(work.COPY)
        return lambda: dict(copy(work.RECORD))

    def sort(self) -> Any:
        sort = pythonmonkey.eval(work.SORT)
        compare = lambda a, b: a - b  # noqa: E731
        return lambda: sort(compare)

    def coroutine(self) -> Any:
        function = pythonmonkey.eval(work.ASYNC)

        async def once() -> Any:
            return await function(1, 2)

        return once

    def promise(self) -> Any:
        function = pythonmonkey.eval(work.PROMISE)

        async def once() -> Any:
            return await function(1, 2)

        return once

    def batch(self) -> Any:
        double, apply = pythonmonkey.eval(work.DOUBLE), pythonmonkey.eval(work.MAP)
        return lambda: list(apply(double, work.BATCH))

    def part(self) -> Any:
        array = pythonmonkey.eval(work.ARRAY)
        return lambda: list(array[:1000])

    def doubles(self) -> Any:
        give = pythonmonkey.eval(f"(() => {{ const floats = {work.FLOATS}; return () => floats; }})()")
        return lambda: give()

    def lodash(self) -> Any:
        file = str(work.FOLDER / "node_modules" / "lodash" / "lodash.js")
        camel = pythonmonkey.eval("(lodash) => lodash.camelCase('foo bar')")
        return lambda: camel(pythonmonkey.require(file))

    def page(self) -> Any:
        pythonmonkey.eval(work.pages())
        page = pythonmonkey.eval("work.page")
        return lambda: page(work.PEOPLE)

    def markdown(self) -> Any:
        pythonmonkey.eval(work.pages())
        markdown = pythonmonkey.eval("work.markdown")
        return lambda: markdown(work.MARKDOWN)
