"""quickjs: QuickJS on the calling thread. Primitives cross, everything else is JSON."""

from __future__ import annotations

import json
from typing import Any

import quickjs

from benchmarks.python import work


class Engine:
    """A context."""

    def __init__(self) -> None:
        self.context = quickjs.Context()

    def call(self) -> Any:
        add = self.context.eval(work.ADD)
        return lambda: add(1, 2)

    def callback(self) -> Any:
        self.context.add_callable("same", lambda number: number)
        loop = self.context.eval(f"(count) => ({work.LOOP})(same, count)")
        return lambda: loop(work.CALLBACKS)

    def prop(self) -> Any:
        self.context.eval(f"globalThis.obj = {work.OBJECT}")
        return lambda: self.context.eval("obj.count")

    def text(self) -> Any:
        same = self.context.eval(work.SAME)
        return lambda: same(work.TEXT)

    def numbers(self) -> Any:
        plus_one = self.context.eval(work.PLUS_ONE)
        return lambda: json.loads(plus_one(self.context.parse_json(json.dumps(work.NUMBERS))).json())

    def record(self) -> Any:
        copy = self.context.eval(work.COPY)
        return lambda: json.loads(copy(self.context.parse_json(json.dumps(work.RECORD))).json())

    def sort(self) -> Any:
        self.context.add_callable("compare", lambda a, b: a - b)
        sort = self.context.eval(f"() => ({work.SORT})(compare)")
        return lambda: sort()

    def coroutine(self) -> Any:
        return self._settled(work.ASYNC)

    def promise(self) -> Any:
        return self._settled(work.PROMISE)

    def _settled(self, function: str) -> Any:
        begin = self.context.eval(f"globalThis.value = 0; (a, b) => {{ ({function})(a, b).then((sum) => {{ value = sum; }}); }}")

        def once() -> Any:
            begin(1, 2)
            while self.context.execute_pending_job():
                pass
            return self.context.get("value")

        return once

    def batch(self) -> Any:
        double, apply = self.context.eval(work.DOUBLE), self.context.eval(work.MAP)
        return lambda: json.loads(apply(double, self.context.parse_json(json.dumps(work.BATCH))).json())

    def part(self) -> Any:
        self.context.eval(f"globalThis.array = {work.ARRAY}")
        part = self.context.eval("() => array.slice(0, 1000)")
        return lambda: json.loads(part().json())

    def lodash(self) -> Any:
        return lambda: (self.context.eval(work.lodash()), self.context.eval("_.camelCase('foo bar')"))[1]

    def page(self) -> Any:
        self.context.eval(work.pages())
        page = self.context.eval("work.page")
        return lambda: page(self.context.parse_json(json.dumps(work.PEOPLE)))

    def markdown(self) -> Any:
        self.context.eval(work.pages())
        markdown = self.context.eval("work.markdown")
        return lambda: markdown(work.MARKDOWN)

    def another(self) -> Any:
        context = quickjs.Context()
        assert context.eval("1 + 2") == 3
        return context
