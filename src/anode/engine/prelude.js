'use strict';

// The only JavaScript that knows deno_core's private names and messages. It runs in the snapshot, right after primordials.js, takes
// from `__bootstrap` what anode needs, and deletes it. It exports:
//   engine    what `require('internal/engine')` gives to internal files; engine/probes/deno_core.py tries each function of it
//   raw       the op that calls Python, which exists once a start has registered ops
//   sweep     called at each start, before anything else runs: deletes what jsrun puts on the global object

const bootstrap = globalThis.__bootstrap;
const { core } = bootstrap;
const { ops } = core;
delete globalThis.__bootstrap;

const { ObjectKeys, TypedArrayPrototypeGetSymbolToStringTag } = primordials;

let isExternal = () => false;  // only native addons make values of that type

const tagged = (tag) => (value) => TypedArrayPrototypeGetSymbolToStringTag(value) === tag;
const types = {
  __proto__: null,
  isExternal: (value) => isExternal(value),
  isUint8Array: tagged('Uint8Array'),
  isUint8ClampedArray: tagged('Uint8ClampedArray'),
  isUint16Array: tagged('Uint16Array'),
  isUint32Array: tagged('Uint32Array'),
  isInt8Array: tagged('Int8Array'),
  isInt16Array: tagged('Int16Array'),
  isInt32Array: tagged('Int32Array'),
  isFloat16Array: tagged('Float16Array'),
  isFloat32Array: tagged('Float32Array'),
  isFloat64Array: tagged('Float64Array'),
  isBigInt64Array: tagged('BigInt64Array'),
  isBigUint64Array: tagged('BigUint64Array'),
};
for (const name of ObjectKeys(core)) {
  if (name.startsWith('is') && typeof core[name] === 'function' && !(name in types)) types[name] = core[name];
}
delete types.isTerminal;
delete types.isLeakTracingEnabled;
const { isArrayBuffer, isSharedArrayBuffer } = core;
types.isAnyArrayBuffer = (value) => isArrayBuffer(value) || isSharedArrayBuffer(value);

const bom = (bytes) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

let onRejection;

const engine = {
  __proto__: null,
  types,
  getPromiseDetails: (promise) => core.getPromiseDetails(promise),
  getProxyDetails: (value) => {
    if (!core.isProxy(value)) return undefined;
    const details = core.getProxyDetails(value);
    return details === null ? [null, null] : details;
  },
  // V8's property filter: 2 is those that can be enumerated.
  getOwnNonIndexProperties: (object, onlyEnumerable) => ops.op_get_non_index_property_names(object, onlyEnumerable ? 2 : 0) ?? [],
  getConstructorName: (object) => ops.op_get_constructor_name(object),
  encodeUtf8: (string) => core.encode(string),
  decodeUtf8: (bytes, fatal = false, ignoreBOM = true) => {
    if (!ignoreBOM && bom(bytes)) bytes = primordials.TypedArrayPrototypeSubarray(bytes, 3);
    if (!fatal) return bom(bytes) ? `\ufeff${core.decode(primordials.TypedArrayPrototypeSubarray(bytes, 3))}` : core.decode(bytes);
    const text = core.decode(bytes);
    // core.decode() puts U+FFFD in the place of bytes that are no UTF-8. Such a text has other bytes when it is encoded again.
    const again = core.encode(text);
    const skipped = bom(bytes) && !bom(again) ? 3 : 0;
    if (again.length + skipped !== bytes.length) return undefined;
    for (let i = 0; i < again.length; i++) if (again[i] !== bytes[i + skipped]) return undefined;
    return skipped ? `\ufeff${text}` : text;
  },
  decodeLatin1: (bytes) => ops.op_encode_binary_string(bytes),
  utf8ByteLength: (string) => core.byteLength(string),
  structuredClone: (value) => core.structuredClone(value),
  serialize: (value, options, onError) => core.serialize(value, options, onError),
  deserialize: (bytes, options) => core.deserialize(bytes, options),
  hostObjectBrand: core.hostObjectBrand,
  getAsyncContext: () => core.getAsyncContext(),
  setAsyncContext: (frame) => core.setAsyncContext(frame),
  runMicrotasks: () => core.runMicrotasks(),
  // The op returns `promise, reason, async context` of each promise that was rejected since its last call.
  drainRejections: () => {
    const list = ops.op_drain_pending_rejections();
    if (list === undefined) return;
    const before = core.getAsyncContext();
    for (let i = 0; i < list.length; i += 3) {
      core.setAsyncContext(list[i + 2]);
      onRejection(list[i], list[i + 1]);
    }
    core.setAsyncContext(before);
  },
  console: core.v8Console,  // V8's own, which tells V8's inspector alone
  hasMoreWork: () => core.eventLoopHasMoreWork(),
  memoryUsage: () => core.memoryUsage(),
  // Each is a function or undefined, and replaces the one before. (core.setPromiseHooks() only adds functions.)
  setPromiseHooks: (init, before, after, settled) => ops.op_set_promise_hooks(init, before, after, settled),
  setUnhandledRejectionHandler: (handler) => {
    onRejection = handler;
    core.setUnhandledPromiseRejectionHandler(handler);
  },
  setHandledRejectionHandler: (handler) => core.setHandledPromiseRejectionHandler(handler),
  setReportExceptionCallback: (handler) => core.setReportExceptionCallback(handler),
  // Returns the function, or throws the SyntaxError. (The functions of `core` around this op and the next destructure arrays, which
  // runs Array.prototype[Symbol.iterator], and so user code.)
  compileFunction: (source, url, params) => {
    const { 0: compiled, 1: failure } = ops.op_compile_function(source, url, [], params);
    if (failure) throw failure[0];
    return compiled;
  },
  // `call(function, this, [arguments])` takes the place of a plain call.
  evalContext: (source, url, call = undefined) => {
    const { 0: result, 1: failure } = call === undefined ?
      ops.op_eval_context(source, url, []) : call(ops.op_eval_context, undefined, [source, url, []]);
    return [result, failure ? { thrown: failure[0], isNativeError: failure[1], isCompileError: failure[2] } : null];
  },
  setExternalTest: (test) => { isExternal = test; },
  destructureError: (error) => core.destructureError(error),
  // Whether an op was refused because a buffer among its arguments can change its length (SharedArrayBuffer's maxByteLength).
  isGrowableRefused: (error) => error?.message === "serde_v8 error: can't create slice from resizable ArrayBuffer",
};

// The pump is an immediate of deno_core's that is queued again by each turn: deno_core's event loop calls it.
function arm(tick) {
  core.queueImmediate({
    _idleNext: null, _idlePrev: null, _onImmediate: tick, _argv: null, _destroyed: false, [core.kRefed]: true,
  });
  core.immediateRefCount(true);  // deno_core counts down when it has run the last one
}
engine.arm = arm;
engine.queueMicrotask = globalThis.queueMicrotask;

const leftovers = ['__jsrunCallSync', '__jsrunCallAsync', '__host_op_sync__', '__host_op_async__', '__jsrun_bind_object',
                   '__jsrun_from_py_stream', '__bootstrap', 'ReadableStream', 'setTimeout', 'setInterval', 'clearTimeout',
                   'clearInterval', 'console', 'Deno'];

module.exports = {
  engine,
  sweep() {
    for (let i = 0; i < leftovers.length; i++) delete globalThis[leftovers[i]];
  },
  raw: () => ops.op_jsrun_call_python_sync,
};
