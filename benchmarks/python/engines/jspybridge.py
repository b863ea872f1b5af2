"""JSPyBridge (``javascript`` on PyPI): a process of Node's, with JSON over pipes. A Python function is asynchronous in JavaScript."""

from __future__ import annotations

import base64
from typing import Any

import javascript

from benchmarks.python import work


class Engine:
    """The one Node of the process."""

    def call(self) -> Any:
        add = javascript.eval_js(work.ADD)
        return lambda: add(1, 2)

    def callback(self) -> Any:
        loop = javascript.eval_js(f"return {work.LOOP_ASYNC}")
        same = lambda number: number  # noqa: E731
        return lambda: loop(same, work.CALLBACKS, timeout=60)

    def prop(self) -> Any:
        obj = javascript.eval_js(work.OBJECT)
        return lambda: obj.count

    def text(self) -> Any:
        same = javascript.eval_js(work.SAME)
        return lambda: same(work.TEXT)

    def data(self) -> Any:
        same = javascript.eval_js("(text) => Buffer.from(text, 'base64')")
        return lambda: same(base64.b64encode(work.BYTES).decode()).blobValueOf()

    def numbers(self) -> Any:
        plus_one = javascript.eval_js(work.PLUS_ONE)
        return lambda: plus_one(work.NUMBERS).valueOf()

    def record(self) -> Any:
        copy = javascript.eval_js(work.COPY)
        return lambda: copy(work.RECORD).valueOf()

    def coroutine(self) -> Any:
        function = javascript.eval_js(work.ASYNC)  # a call waits for the promise
        return lambda: function(1, 2)

    def promise(self) -> Any:
        function = javascript.eval_js(work.PROMISE)
        return lambda: function(1, 2)

    def batch(self) -> Any:
        apply = javascript.eval_js(f"(list) => ({work.MAP})({work.DOUBLE}, list)")
        return lambda: apply(work.BATCH).valueOf()

    def part(self) -> Any:
        array = javascript.eval_js(work.ARRAY)
        return lambda: array.slice(0, 1000).valueOf()

    def doubles(self) -> Any:
        give = javascript.eval_js(f"const floats = {work.FLOATS}; return () => Buffer.from(floats.buffer);")
        return lambda: memoryview(give().blobValueOf()).cast("d")

    def lodash(self) -> Any:
        folder = str(work.FOLDER / "node_modules" / "lodash" / "lodash.js")
        return lambda: javascript.require(folder).camelCase("foo bar")

    def page(self) -> Any:
        javascript.globalThis.eval(work.pages())
        page = javascript.globalThis.work.page
        return lambda: page(work.PEOPLE)

    def markdown(self) -> Any:
        javascript.globalThis.eval(work.pages())
        markdown = javascript.globalThis.work.markdown
        return lambda: markdown(work.MARKDOWN)
