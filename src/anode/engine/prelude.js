'use strict';

// The only JavaScript that knows the engine's private names. It runs first in the snapshot, takes what anode needs from
// `__bootstrap` and lets no reference to it out, and returns:
//   engine    what `require('internal/engine')` gives to internal files
//   start     called once a start, when the raw op exists and nothing else has run

const bootstrap = globalThis.__bootstrap;
const { core } = bootstrap;
const { ops } = core;
delete globalThis.__bootstrap;

const { ArrayIsArray, ObjectKeys, Symbol, TypedArrayPrototypeGetSymbolToStringTag } = primordials;

const tagged = (tag) => (value) => TypedArrayPrototypeGetSymbolToStringTag(value) === tag;
const types = {
  __proto__: null,
  isExternal: () => false,  // the engine hands out no external pointers
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
    // The engine's decoder replaces; what has to be refused differs once it is encoded again.
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
  // The engine hands out what was rejected since it was last asked as `promise, reason, async context`, and forgets it.
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
  hasMoreWork: () => core.eventLoopHasMoreWork(),
  memoryUsage: () => core.memoryUsage(),
  // Each a function or undefined; they replace those before. (The function of that name in `core` only ever adds.)
  setPromiseHooks: (init, before, after, settled) => ops.op_set_promise_hooks(init, before, after, settled),
  setUnhandledRejectionHandler: (handler) => {
    onRejection = handler;
    core.setUnhandledPromiseRejectionHandler(handler);
  },
  setHandledRejectionHandler: (handler) => core.setHandledPromiseRejectionHandler(handler),
  setReportExceptionCallback: (handler) => core.setReportExceptionCallback(handler),
  // The function, or throws the SyntaxError. (The engine's own wrappers of these two ops destructure arrays, and so may run user code.)
  compileFunction: (source, url, params) => {
    const { 0: compiled, 1: failure } = ops.op_compile_function(source, url, [], params);
    if (failure) throw failure[0];
    return compiled;
  },
  evalContext: (source, url) => {
    const { 0: result, 1: failure } = ops.op_eval_context(source, url, []);
    return [result, failure ? { thrown: failure[0], isNativeError: failure[1], isCompileError: failure[2] } : null];
  },
  destructureError: (error) => core.destructureError(error),
};

// The pump rides on one immediate that arms itself again: the engine's own loop calls it once a turn.
function arm(tick) {
  core.queueImmediate({
    _idleNext: null, _idlePrev: null, _onImmediate: tick, _argv: null, _destroyed: false, [core.kRefed]: true,
  });
  core.immediateRefCount(true);  // the engine lets go when it has run the last one
}
engine.arm = arm;
engine.queueMicrotask = globalThis.queueMicrotask;

const leftovers = ['__jsrunCallSync', '__jsrunCallAsync', '__host_op_sync__', '__host_op_async__', '__jsrun_bind_object',
                   '__jsrun_from_py_stream', '__bootstrap', 'ReadableStream', 'setTimeout', 'setInterval', 'clearTimeout',
                   'clearInterval', 'console', 'Deno'];

module.exports = {
  engine,
  // What the engine itself puts on the global object at each start.
  sweep() {
    for (let i = 0; i < leftovers.length; i++) delete globalThis[leftovers[i]];
  },
  raw: () => ops.op_jsrun_call_python_sync,
  ArrayIsArray, Symbol,
};
