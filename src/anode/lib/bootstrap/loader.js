'use strict';

// Internal files: their registry, `require`, and the way to their Python halves.
//
// Each file of lib/ is a function in the snapshot, which runs on first require. `binding(name)` gives the declarations of a Python module
// (anode/registry.py lists the modules): its ops as functions, the same ops as requests under `async`, its numbers by the name of their
// class.

const {
  ArrayBufferIsView, ArrayIsArray, DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset,
  JSONParse, JSONStringify, ObjectFreeze, ObjectKeys, SafeMap, TypeError, TypedArrayPrototypeSlice, Uint8Array,
} = primordials;

// The process object. Internal files hold it as a parameter: user code may overwrite the global.
const process = {};

const files = new SafeMap();
const modules = new SafeMap();
const publicIds = [];

// `body` is null for a file that is not in the snapshot: it is read when it is first required.
function define(id, body) {
  files.set(id, body);
}

const PARAMETERS = 'exports, require, module, primordials, binding, process';

function readBody(id) {
  const source = binding('process').builtin_source(id);
  const { 0: body, 1: failure } = engine.evalContext(`(function(${PARAMETERS}) {${source}\n})`, `node:${id}`);
  if (failure !== null) throw failure.thrown;
  return body;
}

function requireInternal(id) {
  const known = modules.get(id);
  if (known !== undefined) return known.exports;
  const body = files.get(id) ?? (files.has(id) ? readBody(id) : undefined);
  if (body === undefined) throw new TypeError(`No internal module ${id}`);
  const module = { id, exports: {}, loaded: false };
  modules.set(id, module);
  let done = false;
  try {
    body(module.exports, requireInternal, module, primordials, binding, process);
    done = true;
  } finally {
    if (!done) forgetFrom(module);
  }
  module.loaded = true;
  return module.exports;
}

// Forgets the file `first`, or the first one whose function was terminated, and all that were loaded since: they may have its exports,
// which will be other ones at the next load.
function forgetFrom(first) {
  let since = false;
  modules.forEach((module, key) => {
    since ||= first === undefined ? !module.loaded : module === first;
    if (since) modules.delete(key);
  });
}

// After a termination. The exports of the file `id`, if it is there.
function dropUnfinished(id) {
  forgetFrom();
  return modules.get(id)?.exports;
}

function provide(id, exports) {
  modules.set(id, { id, exports, loaded: true });
}

const isInternal = (id) => id.startsWith('internal/') || id.startsWith('bootstrap/') || id.startsWith('vendor/');

// ---- ops ----

// The raw op, set at each start. Until then (in a snapshot being built) no op may be called.
let raw;
let dispatch = -1;
let sendId = -1;
let makeError;
let beforeEnd;  // called where the isolate ends and the process goes on

// An op refuses memory whose length can change, such as a growable SharedArrayBuffer. A copy passes.
function copied(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBufferIsView(value)) {
    const view = engine.types.isDataView(value) ?
      new Uint8Array(
        DataViewPrototypeGetBuffer(value), DataViewPrototypeGetByteOffset(value), DataViewPrototypeGetByteLength(value)) : value;
    return TypedArrayPrototypeSlice(view);
  }
  return engine.types.isAnyArrayBuffer(value) ? TypedArrayPrototypeSlice(new Uint8Array(value)) : value;
}

function setRaw(op, dispatchId, send) {
  raw = (id, args) => {
    try {
      return op(id, args);
    } catch (error) {
      if (!engine.isGrowableRefused(error)) throw error;
      for (let i = 0; i < args.length; i++) args[i] = copied(args[i]);
      return op(id, args);
    }
  };
  dispatch = dispatchId;
  sendId = send;
}

// The last op of all. The engine still runs finalizers and awaiting functions while it shuts down, and their ops must not reach Python: the
// thread that closes the isolate holds the GIL until this one has ended.
function setLast(id) {
  beforeEnd?.();
  const last = raw;
  raw = () => undefined;
  last(id, []);
}

// The engine ends the process when an argument of an op is a symbol or holds one.
function refuseSymbols(value) {
  if (typeof value === 'symbol') throw new TypeError('A symbol cannot be given where a string, a number or an object is expected');
  if (typeof value !== 'object' || value === null || ArrayBufferIsView(value)) return;
  const keys = ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) refuseSymbols(value[keys[i]]);
}

function checked(args) {
  for (let i = 1; i < args.length; i++) {
    const value = args[i];
    if (typeof value === 'number') {
      if (value === 0) args[i] = 0;  // -0 would arrive as a float
    } else if (!(typeof value === 'string' || value === undefined || ArrayBufferIsView(value))) {
      refuseSymbols(value);
    }
  }
  return args;
}

// JSON for an op. A program may give every array and object a method toJSON.
const untouched = [];
const encode = (value) => (untouched.toJSON === undefined ? JSONStringify(value) : encodePlainly(value));

function encodePlainly(value) {
  if (typeof value !== 'object' || value === null) return JSONStringify(value);
  let text = '';
  if (ArrayIsArray(value)) {
    for (let i = 0; i < value.length; i++) text += `${i === 0 ? '' : ','}${encodePlainly(value[i]) ?? 'null'}`;
    return `[${text}]`;
  }
  const keys = ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) {
    const one = encodePlainly(value[keys[i]]);
    if (one !== undefined) text += `${text === '' ? '' : ','}${JSONStringify(keys[i])}:${one}`;
  }
  return `{${text}}`;
}

function fail(result) {
  makeError ??= requireInternal('internal/op_error');
  return makeError(result);
}

// One wrapper for each number of arguments: a rest parameter would cost an array more.
function syncOp(index, json) {
  const finish = json ?
    (result) => {
      if (typeof result === 'object') throw fail(result);
      return JSONParse(result);
    } :
    (result) => {
      if (typeof result === 'object' && ArrayIsArray(result)) throw fail(result);
      return result;
    };
  return function(a, b, c, d, e, f, g, h) {
    switch (arguments.length) {
      case 0: return finish(raw(dispatch, [index]));
      case 1: return finish(raw(dispatch, checked([index, a])));
      case 2: return finish(raw(dispatch, checked([index, a, b])));
      case 3: return finish(raw(dispatch, checked([index, a, b, c])));
      case 4: return finish(raw(dispatch, checked([index, a, b, c, d])));
      default: return finish(raw(dispatch, checked([index, a, b, c, d, e, f, g, h])));
    }
  };
}

// ---- submissions and completions ----

let nextRequest = 0;
// Set while async_hooks has hooks: they make the scope of a request or of a handle, under Node's name for it.
let onSubmit;
let onAttach;
let provider;  // async_hooks' name for the next request, where its op alone does not tell; null: it has no scope
let queued = '';
let buffers = [];
const requests = new SafeMap();
const handles = new SafeMap();
provide('internal/engine', engine);

function submit(index, callback, args) {
  const id = ++nextRequest;
  let positions;
  for (let i = 0; i < args.length; i++) {
    const value = args[i];
    if (typeof value === 'object' && value !== null && (ArrayBufferIsView(value) || engine.types.isAnyArrayBuffer(value))) {
      args[i] = buffers.length;
      buffers[buffers.length] = value;
      (positions ??= [])[positions.length] = i;
    } else if (value === undefined) {
      args[i] = null;
    }
  }
  const entry = positions === undefined ?
    `[${id},${index},${encode(args)}]` :
    `[${id},${index},${encode(args)},${encode(positions)}]`;
  queued = queued === '' ? entry : `${queued},${entry}`;
  requests.set(id, {
    index, callback, frame: engine.getAsyncContext(),
    scope: onSubmit === undefined ? undefined : onSubmit(names[index][0], names[index][1], provider),
  });
  provider = undefined;
  return id;
}

function asyncOp(index) {
  return (callback, ...args) => submit(index, callback, args);
}

// ---- requests that run on this thread ----

// A request that ran here, and not on the pool, has its result already. Its callback waits for the poll phase, and for the check phase if
// immediates wait: a thread of the pool would not have been done sooner, and programs rely on that order.
let inlineResults = [];

// Set for a program that only handles files and waits for them anyway, such as npm: its requests with `inline` (engine/ops.py) run here. A
// hundred thousand small files cost a fifth less than on the pool.
let runsInline = false;

function runInline(index, json, callback, args) {
  const values = [index];
  for (let i = 0; i < args.length; i++) values[i + 1] = args[i];
  const result = raw(dispatch, checked(values));
  provider = undefined;
  const frame = engine.getAsyncContext();
  inlineResults[inlineResults.length] = json && typeof result === 'string' ?
    { callback: () => callback(null, JSONParse(result)), frame, result: undefined } : { callback, frame, result };
  return 0;
}

// `inline` is true, or [position, bits]: unless the argument there has one of these bits. async_hooks see every request submitted.
function inlineOp(index, json, inline) {
  if (inline === true) {
    return (callback, ...args) =>
      (runsInline && onSubmit === undefined ? runInline(index, json, callback, args) : submit(index, callback, args));
  }
  const { 0: position, 1: bits } = inline;
  return (callback, ...args) =>
    (runsInline && onSubmit === undefined && (args[position] & bits) === 0 ?
      runInline(index, json, callback, args) : submit(index, callback, args));
}

// An op with an attempt: the pool runs it where the attempt, at the next index, says that it would block.
function tryBeforePool(index, inline) {
  return (callback, ...args) => {
    if (onSubmit === undefined) {
      if (inline && runsInline) return runInline(index, false, callback, args);
      const result = raw(dispatch, checked([index + 1, args[0], args[1], args[2]]));
      provider = undefined;
      if (result !== undefined && result !== null) {
        inlineResults[inlineResults.length] = { callback, frame: engine.getAsyncContext(), result };
        return 0;
      }
    }
    return submit(index, callback, args);
  };
}

function takeInlineResults() {
  const taken = inlineResults;
  inlineResults = [];
  return taken;
}

// Appends the queued submissions to the arguments of a turn: their text, then their buffers.
function takeSubmissions(args) {
  if (queued === '') {
    args[args.length] = '';
    return args;
  }
  args[args.length] = `[${queued}]`;
  queued = '';
  if (buffers.length !== 0) {
    for (let i = 0; i < buffers.length; i++) args[args.length] = buffers[i];
    buffers = [];
  }
  return args;
}

// ---- bindings ----

// A binding is an object: its ops by name, the same ops as requests under `async`, and its numbers under the name of their class.
const bindings = new SafeMap();
let names;
let unusable;

// `table` lists every op as [binding, name, kind, inline], in the order of their indexes. `numbers` holds the integers that Python and
// JavaScript share, by binding and class. `reasons` says why a binding could not be imported, by its name.
function declare(table, numbers, reasons) {
  const { PLAIN, JSON, REQUEST, ATTEMPT } = numbers.loop.Kind;
  names = table;
  unusable = reasons;
  for (let i = 0; i < table.length; i++) {
    const { 0: owner, 1: name, 2: kind, 3: inline } = table[i];
    let ops = bindings.get(owner);
    if (ops === undefined) bindings.set(owner, ops = { __proto__: null, async: { __proto__: null } });
    if (kind === ATTEMPT) {
      ops.async[name] = tryBeforePool(i - 1, table[i - 1][3]);
      continue;
    }
    if (kind === PLAIN || kind === JSON) ops[name] = syncOp(i, kind === JSON);
    ops.async[name] = kind !== REQUEST && inline !== false ? inlineOp(i, kind === JSON, inline) : asyncOp(i);
  }
  for (const owner in numbers) {
    const ops = bindings.get(owner);
    for (const group in numbers[owner]) ops[group] = ObjectFreeze({ __proto__: null, ...numbers[owner][group] });
  }
}

function binding(name) {
  const ops = bindings.get(name);
  if (ops === undefined) {
    const reason = unusable[name];
    if (reason === undefined) throw new TypeError(`No binding ${name}`);
    throw fail(['ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 0, null, null, null, reason, 'Error', null]);
  }
  return ops;
}

binding.encode = encode;

let loopOps;
// `owner` is the object by which the program knows the handle, `type` is async_hooks' name for it.
binding.attach = (id, listener, owner, type) => {
  const scope = onAttach === undefined || type === undefined ? undefined : onAttach(type, owner);
  handles.set(id, { listener, frame: engine.getAsyncContext(), owner, scope });
};
binding.detach = (id) => {
  handles.get(id)?.scope?.destroy();
  handles.delete(id);
};
binding.nextIs = (type) => { provider = type; };
binding.ref = (id) => (loopOps ??= binding('loop')).handle_ref(id);
binding.unref = (id) => (loopOps ??= binding('loop')).handle_unref(id);
binding.hasRef = (id) => (loopOps ??= binding('loop')).handle_has_ref(id);
binding.close = (id) => (loopOps ??= binding('loop')).handle_close(id);

module.exports = {
  define, provide, requireInternal, setRaw, declare, binding, isInternal, publicIds, files,
  dropUnfinished, takeSubmissions, takeInlineResults,
  hasInlineResults: () => inlineResults.length !== 0, hasSubmissions: () => queued !== '',
  requests, handles, submit, fail,
  setLast,
  crossTurn: (turnId, args) => raw(turnId, args),
  // The writes of a turn in the form of `Crossing.send` (loop/crossing.py).
  send: (args) => {
    const failure = raw(sendId, args);
    if (typeof failure === 'object' && ArrayIsArray(failure)) throw fail(failure);
  },
  activeRequests: () => requests.size,
  opName: (index) => names[index],
  runFilesInline() { runsInline = true; },
  set beforeEnd(tell) { beforeEnd = tell; },
  setHooks(submitted, attached) {
    onSubmit = submitted;
    onAttach = attached;
  },
};
