"""Probes of V8's functions for settings, for values in the cell, and for calls of *native*."""

from __future__ import annotations

import json
import re

from anode.engine.probes.expect import Wrong, expect
from anode.engine.probes.lab import Lab
from anode.engine.probes.probe import Probe
from anode.engine.v8 import cell, library, settings
from anode.engine.v8.interrupts import Interrupts, Outcome
from anode.engine.v8.native import Call

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable


def _version(lab: Lab) -> None:
    found = library.version()
    if not re.fullmatch(r"[1-9][0-9]\.[0-9]{1,2}\.[0-9]{1,4}\.[0-9]{1,4}", found):
        raise Wrong(f"V8's version is read as {found}")


def _flags(lab: Lab) -> None:
    isolate = lab.isolate()
    settings.set_flags("--allow-natives-syntax")
    isolate.js("check((0, eval)('%IsSmi(42)'), 'a flag that is set later does not count')")
    settings.set_flags("--no-allow-natives-syntax")


def _stack_traces(lab: Lab) -> None:
    lab.isolate().js("""
      python(0);
      const seen = [];
      Error.prepareStackTrace = (error, sites) => { seen.push(...sites); return 'prepared'; };
      const { stack } = new Error('x');
      delete Error.prepareStackTrace;
      check(stack === 'prepared', `V8 does not call Error.prepareStackTrace: a stack is ${stack}`);
      check(seen[0].constructor.name === 'CallSite' && !Object.hasOwn(seen[0], 'getLineNumber'), "call sites are not V8's own");
    """, settings.make_errors_cheap)  # fmt: skip


def _cell(lab: Lab) -> None:
    v8 = library.functions("cell")

    def swap() -> None:
        isolate = v8["Isolate__GetCurrent"]()
        kept.append(v8["Context__GetContinuationPreservedEmbedderData"](isolate))
        v8["Context__SetContinuationPreservedEmbedderData"](isolate, kept[0])

    kept: list[int] = []
    lab.isolate().js("""
      const before = engine.getAsyncContext();
      const value = { a: 1 };
      engine.setAsyncContext(value);
      python(0);
      const after = engine.getAsyncContext();
      engine.setAsyncContext(before);
      check(after === value, 'the value that an op reads from the cell and puts back is another one');
    """, swap)  # fmt: skip


_IN_CELL = """
  const before = engine.getAsyncContext();
  python(0);
  const text = engine.getAsyncContext();
  engine.setAsyncContext(before);
"""


def _text(lab: Lab) -> None:
    # One byte a character as it lies in the file, one byte after decoding, two bytes.
    for text in ("plain", "caf\u00e9 \u00ff", "\u20ac \U0001f600"):
        data = b"\xef\xbb\xbf" + text.encode()
        got: list[str] = []
        lab.isolate().js(f"{_IN_CELL} python(1, text);", lambda data=data: cell.leave_source(data), got.append)
        expect(got, [text], "a text that an op has put into the cell")


def _entries(lab: Lab) -> None:
    pairs: list[bool | None] = []
    lab.isolate().js("""
      const preview = (value) => {
        const before = engine.getAsyncContext();
        engine.setAsyncContext(value);
        python(0);
        const entries = engine.getAsyncContext();
        engine.setAsyncContext(before);
        return entries;
      };
      const iterator = new Map([[1, 2], [3, 4]]).entries();
      iterator.next();
      check(preview(iterator).join() === '3,4' && iterator.next().value[0] === 3, 'Object::PreviewEntries of an iterator changed');
      check(preview(new WeakSet([iterator]))[0] === iterator, 'Object::PreviewEntries of a WeakSet changed');
      const plain = {};
      check(preview(plain) === plain, 'Object::PreviewEntries of a plain object changed');
    """, lambda: pairs.append(cell.preview_entries()))  # fmt: skip
    expect(pairs, [True, False, None], "whether Object::PreviewEntries gives keys and values")


def _bytes(lab: Lab) -> None:
    lab.isolate().js("""
      const find = (bytes, byte, start, end) => {
        const before = engine.getAsyncContext();
        engine.setAsyncContext(bytes);
        const found = python(0, byte, start, end);
        engine.setAsyncContext(before);
        return found;
      };
      const view = new Uint8Array(1 << 16).subarray(100);
      view[5] = 7;
      view[60000] = 9;
      check(find(view, 7, 0, view.length) === 5 && find(view, 9, 6, view.length) === 60000, 'the bytes of a view are at another place');
      check(find(view, 8, 0, view.length) === -1 && find(view, 9, 0, 60000) === -1, 'a search finds a byte that is not there');
      check(find(new Uint8Array([1, 2, 3]), 3, 0, 3) === 2, 'the bytes of a short view, which V8 keeps elsewhere, are at another place');
      const { buffer } = view;
      buffer.transfer();
      check(find(view, 0, 0, 10) === -1, 'a detached buffer has bytes');
    """, cell.find_byte)  # fmt: skip


def _native(lab: Lab) -> None:
    def echo(call: Call) -> None:
        call.answer(call.value(1))

    def describe(call: Call) -> None:
        expect(call.integer(1), -7, "an integer argument")
        expect(call.text(2), "a\u20ac\ud800", "a string argument")
        expect([call.text_of(item) for item in call.items(3)], ["x", "y"], "an array argument")
        call.answer_list([call.new_text("caf\u00e9"), call.new_text("\u20ac\ud800")])

    def number(call: Call) -> None:
        call.answer_integer(-7)

    def throw(call: Call) -> None:
        call.throw("a message", call.text(1))

    def keep(call: Call) -> None:
        kept.append(v8["Global__New"](call.isolate, call.value(1)))

    def give_back(call: Call) -> None:
        call.answer(v8["Local__New"](call.isolate, kept[0]))
        v8["Global__Reset"](kept.pop())

    kept: list[int] = []
    v8 = library.functions("native")
    isolate = lab.isolate()
    isolate.native("""
      const object = {};
      check(call.echo(object) === object && call.echo() === undefined, 'an argument comes back as another value');
      check(call.number() === -7, 'an integer comes back as another one');
      const list = call.describe(-7, 'a\u20ac\ud800', ['x', 'y']);
      check(Array.isArray(list) && list.length === 2 && list[0] === 'caf\u00e9' && list[1] === '\u20ac\ud800', `an array comes back as ${list}`);
      for (const kind of [Error, SyntaxError]) {
        let thrown;
        try { call.throw_(kind.name); } catch (error) { thrown = error; }
        check(thrown instanceof kind && thrown.message === 'a message', `a ${kind.name} is thrown as ${thrown}`);
      }
      call.keep(object);
      check(call.give_back() === object, 'a Global refers to another value');
    """, echo=echo, describe=describe, number=number, throw_=throw, keep=keep, give_back=give_back)  # fmt: skip


def _interrupts(lab: Lab) -> None:
    listeners: list[Callable[[], None]] = []

    def listen(listener: Callable[[], None] | None) -> None:
        if listener is not None:
            listeners.append(listener)

    runs = Interrupts(library.functions("interrupts"), listen)
    lab.isolate().native(f"""
      const {{ COMPLETED, TIMED_OUT }} = {json.dumps(Outcome.table())};
      let ran = 0, thrown;
      check(call.run(() => {{ ran++; }}, 0, 0) === COMPLETED && ran === 1, 'a run does not complete');
      try {{ call.run(() => {{ throw 'thrown'; }}, 0, 0); }} catch (error) {{ thrown = error; }}
      check(thrown === 'thrown', 'a run loses its exception');
      const endless = () => {{ for (;;); }};
      check(call.run(endless, 5, 0) === TIMED_OUT, 'a run does not end after its time');
      check(call.run(() => {{ ran = call.run(endless, 0, 1); endless(); }}, 5, 0) === TIMED_OUT, 'a run inside another one does not end with it');
      check(call.run(() => {{ ran++; }}, 1000, 0) === COMPLETED, 'no run completes after one was ended');
    """, run=runs.run)  # fmt: skip
    expect(len(listeners), 1, "the runs that listen for SIGINT")


PROBES = (
    Probe("v8-version", "version", _version),
    Probe("v8-flags", "flags", _flags),
    Probe("stack-traces", "stack-traces", _stack_traces),
    Probe("cell", "cell", _cell),
    Probe("text", "text", _text),
    Probe("entries", "entries", _entries),
    Probe("bytes", "bytes", _bytes),
    Probe("native", "native", _native),
    Probe("interrupts", "interrupts", _interrupts),
)
