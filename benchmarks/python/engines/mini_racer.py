"""mini-racer: V8 on a thread of its own. Python's lists and dicts cross as JSON; Python functions are asynchronous."""

from __future__ import annotations

import json
from typing import Any

from py_mini_racer import MiniRacer

from benchmarks.python import work


class Engine:
    """A context."""

    def __init__(self) -> None:
        self.context = MiniRacer()

    def call(self) -> Any:
        add = self.context.eval(work.ADD)
        return lambda: add(1, 2)

    def prop(self) -> Any:
        obj = self.context.eval(work.OBJECT)
        return lambda: obj["count"]

    def text(self) -> Any:
        same = self.context.eval(work.SAME)
        return lambda: same(work.TEXT)

    def data(self) -> Any:
        memory = self.context.eval(f"var memory = new ArrayBuffer({len(work.BYTES)}); memory")
        copy = self.context.eval("() => memory.slice()")

        def once() -> bytes:
            memory[:] = work.BYTES
            return bytes(copy())

        return once

    def numbers(self) -> Any:
        plus_one = self.context.eval(work.PLUS_ONE_JSON)
        return lambda: json.loads(plus_one(json.dumps(work.NUMBERS)))

    def record(self) -> Any:
        copy = self.context.eval(work.COPY_JSON)
        return lambda: json.loads(copy(json.dumps(work.RECORD)))

    def coroutine(self) -> Any:
        function = self.context.eval(work.ASYNC)
        return lambda: function(1, 2).get()

    def promise(self) -> Any:
        function = self.context.eval(work.PROMISE)
        return lambda: function(1, 2).get()

    def batch(self) -> Any:
        apply = self.context.eval(work.MAP_JSON)
        return lambda: json.loads(apply(json.dumps(work.BATCH)))

    def part(self) -> Any:
        part = self.context.eval(f"const array = {work.ARRAY}; () => JSON.stringify(array.slice(0, 1000))")
        return lambda: json.loads(part())

    def doubles(self) -> Any:
        give = self.context.eval(f"const floats = {work.FLOATS}; () => floats")
        return lambda: give()

    def lodash(self) -> Any:
        return lambda: (self.context.eval(work.lodash()), self.context.eval("_.camelCase('foo bar')"))[1]

    def page(self) -> Any:
        self.context.eval(work.pages())
        page = self.context.eval("work.pageJSON")
        return lambda: page(json.dumps(work.PEOPLE))

    def markdown(self) -> Any:
        self.context.eval(work.pages())
        markdown = self.context.eval("work.markdown")
        return lambda: markdown(work.MARKDOWN)

    def another(self) -> Any:
        context = MiniRacer()
        assert context.eval("1 + 2") == 3
        return context
