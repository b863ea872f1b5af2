"""Probes of what prelude.js takes from deno_core: each function that ``require('internal/engine')`` has is called once."""

from __future__ import annotations

from collections.abc import Callable

from anode.engine.probes.expect import expect
from anode.engine.probes.lab import Lab, wait
from anode.engine.probes.probe import Probe

_TYPES = """
  const made = {
    isArgumentsObject: (function() { return arguments; })(), isArrayBuffer: new ArrayBuffer(1), isAsyncFunction: async () => {},
    isBigIntObject: Object(1n), isBooleanObject: Object(true), isDate: new Date(), isGeneratorFunction: function*() {},
    isGeneratorObject: (function*() {})(), isMap: new Map(), isMapIterator: new Map().keys(), isNativeError: new RangeError(),
    isNumberObject: Object(1), isPromise: Promise.resolve(), isProxy: new Proxy({}, {}), isRegExp: /x/, isSet: new Set(),
    isSetIterator: new Set().keys(), isSharedArrayBuffer: new SharedArrayBuffer(1), isStringObject: Object('x'), isSymbolObject: Object(Symbol()),
    isWeakMap: new WeakMap(), isWeakSet: new WeakSet(), isAnyArrayBuffer: new SharedArrayBuffer(1), isBoxedPrimitive: Object('x'),
    isDataView: new DataView(new ArrayBuffer(1)),
  };
  for (const name in made) {
    check(engine.types[name](made[name]), `core.${name}() is false`);
    check(!engine.types[name]({}), `core.${name}({}) is true`);
  }
  check(!engine.types.isModuleNamespaceObject({}), 'core.isModuleNamespaceObject({}) is true');
"""

_INSPECTION = """
  const state = (promise) => engine.getPromiseDetails(promise).join();
  check(state(Promise.resolve(7)) === '1,7' && state(new Promise(() => {}))[0] === '0', 'core.getPromiseDetails() changed');
  const rejected = Promise.reject(8);
  rejected.catch(() => {});
  check(state(rejected) === '2,8', 'core.getPromiseDetails() of a rejected promise changed');
  const target = {}, handler = {};
  const details = engine.getProxyDetails(new Proxy(target, handler));
  check(details[0] === target && details[1] === handler, 'core.getProxyDetails() changed');
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  check(engine.getProxyDetails(proxy)[0] === null && engine.getProxyDetails({}) === undefined, 'core.getProxyDetails() of no proxy changed');
  const object = Object.defineProperty({ 0: 1, a: 1 }, 'b', { value: 1 });
  check(engine.getOwnNonIndexProperties(object, true).join() === 'a', 'op_get_non_index_property_names(o, 2) changed');
  check(engine.getOwnNonIndexProperties(object, false).join() === 'a,b', 'op_get_non_index_property_names(o, 0) changed');
  check(engine.getConstructorName(new (class Named {})()) === 'Named', 'op_get_constructor_name() changed');
  engine.setExternalTest((value) => value === object);
  check(engine.types.isExternal(object) && !engine.types.isExternal(details), 'the test for externals is another');
  engine.setExternalTest(() => false);
  check(engine.destructureError({}).exceptionMessage === 'Uncaught #<Object>', 'core.destructureError() changed');
  const usage = engine.memoryUsage();
  check(usage.heapUsed > 0 && usage.heapTotal >= usage.heapUsed && usage.physicalTotal > 0 && usage.external >= 0, 'core.memoryUsage() changed');
  check(String(engine.console?.log).includes('[native code]'), 'core.v8Console changed');
"""

_TEXT = """
  const text = 'aé€\U0001f600';
  const bytes = engine.encodeUtf8(text);
  check(bytes.join() === '97,195,169,226,130,172,240,159,152,128' && engine.utf8ByteLength(text) === 10, 'core.encode() or byteLength() changed');
  check(engine.decodeUtf8(bytes) === text && engine.decodeUtf8(bytes, true) === text, 'core.decode() changed');
  check(engine.decodeUtf8(new Uint8Array([97, 255])) === 'a\\ufffd', 'core.decode() does not replace bytes that are no UTF-8');
  check(engine.decodeUtf8(new Uint8Array([97, 255]), true) === undefined, 'core.decode() and encode() hide bytes that are no UTF-8');
  check(engine.decodeUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 97])) === '\\ufeffa', 'core.decode() keeps a byte order mark');
  check(engine.decodeLatin1(new Uint8Array([97, 233, 255])) === 'aéÿ', 'op_encode_binary_string() changed');
"""

_CLONES = """
  const value = { a: [1, 'x', new Date(5)], m: new Map([[1, 2]]) };
  const same = (copy) => copy !== value && copy.a[2].getTime() === 5 && copy.m.get(1) === 2;
  check(same(engine.structuredClone(value)), 'core.structuredClone() changed');
  check(same(engine.deserialize(engine.serialize(value))), 'core.serialize() and deserialize() changed');
  const own = { [engine.hostObjectBrand]: () => ({ type: 'anode', data: 9 }) };
  const written = engine.serialize([own], undefined, (message) => { throw new Error(message); });
  const read = engine.deserialize(written, { __proto__: null, deserializers: { __proto__: null, anode: ({ data }) => ({ data }) } });
  check(read[0].data === 9, 'objects with core.hostObjectBrand are written another way');
  const refusal = (of) => {
    try {
      engine.serialize(of, undefined, (message) => { throw new Error(`told: ${message}`); });
    } catch (error) {
      return error.message;
    }
  };
  check(refusal(() => {}) === 'told: () => {} could not be cloned.', `core.serialize() of a function says ${refusal(() => {})}`);
  const shared = refusal(new SharedArrayBuffer(1));
  check(shared === '#<SharedArrayBuffer> could not be cloned.', `core.serialize() of shared memory says ${shared}`);
"""

_COMPILING = """
  check(engine.compileFunction('return a + b', 'file:///probe.js', ['a', 'b'])(1, 2) === 3, 'op_compile_function() changed');
  let thrown;
  try { engine.compileFunction('return (', 'file:///probe.js', []); } catch (error) { thrown = error; }
  check(thrown instanceof SyntaxError, 'op_compile_function() does not give its SyntaxError');
  check(engine.evalContext('1 + 1', 'file:///probe.js')[0] === 2, 'op_eval_context() changed');
  const { thrown: value, isNativeError, isCompileError } = engine.evalContext('throw 5', 'file:///probe.js')[1];
  check(value === 5 && !isNativeError && !isCompileError, 'the exception of op_eval_context() changed');
  check(engine.evalContext('(', 'file:///probe.js')[1].isCompileError, 'op_eval_context() does not say that a text does not compile');
"""

_PROMISES = """
  const seen = [];
  engine.setUnhandledRejectionHandler((promise, reason) => { seen.push(`unhandled ${reason} in ${engine.getAsyncContext()}`); return true; });
  engine.setHandledRejectionHandler(() => { seen.push('handled'); });
  engine.setReportExceptionCallback((error) => { seen.push(`reported ${error}`); });
  const before = engine.getAsyncContext();
  engine.setAsyncContext('frame');
  const rejected = Promise.reject('reason');
  engine.setAsyncContext(before);
  engine.drainRejections();
  check(seen.join() === 'unhandled reason in frame', `op_drain_pending_rejections() told: ${seen}`);
  engine.queueMicrotask(() => { seen.push('microtask'); });
  engine.runMicrotasks();
  check(seen.pop() === 'microtask', 'core.runMicrotasks() ran none');
  engine.queueMicrotask(() => { throw 'thrown'; });
  engine.runMicrotasks();
  check(seen.pop() === 'reported thrown', 'an exception in a microtask is not reported');
  const lives = [];
  engine.setPromiseHooks(() => { lives.push('init'); }, undefined, undefined, () => { lives.push('settled'); });
  Promise.resolve();
  engine.setPromiseHooks(undefined, undefined, undefined, undefined);
  Promise.resolve();
  check(lives.join() === 'init,settled', `op_set_promise_hooks() told: ${lives}`);
  check(engine.hasMoreWork() === false, 'core.eventLoopHasMoreWork() is not false at rest');
  rejected.catch(() => {});
"""


def _js(source: str) -> Callable[[Lab], None]:
    return lambda lab: lab.isolate().js(source)


def _pump(lab: Lab) -> None:
    # The first tick arms a second one and goes; nothing arms a third.
    isolate = lab.fresh()
    isolate.pin()
    ticks: list[int] = []
    isolate.js("let n = 0; const tick = () => { python(0, ++n); if (n < 3) engine.arm(tick); }; engine.arm(tick)", ticks.append)
    wait(lambda: len(ticks) == 3, "core.queueImmediate() does not run what the pump arms")
    isolate.js("engine.setAsyncContext(undefined)")  # the thread answers, and is in no tick any more
    expect(ticks, [1, 2, 3], "the order of an armed pump's ticks")
    isolate.unpin()
    isolate.close()


PROBES = (
    Probe("deno-types", "engine", _js(_TYPES)),
    Probe("deno-inspection", "engine", _js(_INSPECTION)),
    Probe("deno-text", "engine", _js(_TEXT)),
    Probe("deno-clones", "engine", _js(_CLONES)),
    Probe("deno-compiling", "engine", _js(_COMPILING)),
    Probe("deno-promises", "engine", _js(_PROMISES)),
    Probe("deno-pump", "engine", _pump),
)
