'use strict';

// Internal files: their registry, `require` and the way to their Python halves.
//
// Each file of lib/ stands in the snapshot as a function; it is run on first require. `binding(name)` gives the ops of
// src/anode/bindings/<name>.py as functions, and the same ops as requests under `.async`.

const {
  ArrayBufferIsView, ArrayIsArray, DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset, JSONParse, JSONStringify,
  SafeMap, SafeSet, TypeError, TypedArrayPrototypeSlice, Uint8Array,
} = primordials;

// The process object. Internal files hold it as a parameter: user code may overwrite the global.
const process = {};

const files = new SafeMap();
const modules = new SafeMap();
const publicIds = [];

function define(id, body) {
  files.set(id, body);
}

function requireInternal(id) {
  const known = modules.get(id);
  if (known !== undefined) return known.exports;
  const body = files.get(id);
  if (body === undefined) throw new TypeError(`No internal module ${id}`);
  const module = { id, exports: {}, loaded: false };
  modules.set(id, module);
  let done = false;
  try {
    body(module.exports, requireInternal, module, primordials, binding, process);
    done = true;
  } finally {
    if (!done) modules.delete(id);
  }
  module.loaded = true;
  return module.exports;
}

function provide(id, exports) {
  modules.set(id, { id, exports, loaded: true });
}

const isInternal = (id) => id.startsWith('internal/') || id.startsWith('web/') || id.startsWith('bootstrap/') || id.startsWith('vendor/');

// ---- ops ----

// The raw op, set at each start. Until then (in a snapshot being built) no op may be called.
let raw;
let dispatch = -1;
let sendId = -1;
let makeError;

// The engine hands over no memory that can change its length, as SharedArrayBuffers can (internal/worker/shared_memory.js): a copy does.
const UNSTABLE = "serde_v8 error: can't create slice from resizable ArrayBuffer";

function copied(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBufferIsView(value)) {
    const view = engine.types.isDataView(value) ?
      new Uint8Array(DataViewPrototypeGetBuffer(value), DataViewPrototypeGetByteOffset(value), DataViewPrototypeGetByteLength(value)) : value;
    return TypedArrayPrototypeSlice(view);
  }
  return engine.types.isAnyArrayBuffer(value) ? TypedArrayPrototypeSlice(new Uint8Array(value)) : value;
}

function setRaw(op, dispatchId, send) {
  raw = (id, args) => {
    try {
      return op(id, args);
    } catch (error) {
      if (error?.message !== UNSTABLE) throw error;
      for (let i = 0; i < args.length; i++) args[i] = copied(args[i]);
      return op(id, args);
    }
  };
  dispatch = dispatchId;
  sendId = send;
}

// The last op of all. What the engine still runs on its way out (finalizers, what awaited) must not come here any more: the isolate is closed by a
// thread that holds the GIL until this one has gone.
function setLast(id) {
  const last = raw;
  raw = () => undefined;
  last(id, []);
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
      case 1: return finish(raw(dispatch, [index, a]));
      case 2: return finish(raw(dispatch, [index, a, b]));
      case 3: return finish(raw(dispatch, [index, a, b, c]));
      case 4: return finish(raw(dispatch, [index, a, b, c, d]));
      default: return finish(raw(dispatch, [index, a, b, c, d, e, f, g, h]));
    }
  };
}

// ---- submissions and completions ----

let nextRequest = 0;
// While async_hooks has hooks: what makes the scope of a request of `binding.op`, or of a handle, under Node's name for it.
let onSubmit;
let onAttach;
let provider;  // of the next request, where its op does not say it all; null is none
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
    `[${id},${index},${JSONStringify(args)}]` :
    `[${id},${index},${JSONStringify(args)},${JSONStringify(positions)}]`;
  queued = queued === '' ? entry : `${queued},${entry}`;
  requests.set(id, { index, callback, frame: engine.getAsyncContext(), scope: onSubmit === undefined ? undefined : onSubmit(names[index][0], names[index][1], provider) });
  provider = undefined;
  return id;
}

function asyncOp(index) {
  return (callback, ...args) => submit(index, callback, args);
}

// An op that is tried at once, by the op behind it in the table. What is done ends in a later phase, as if a thread had done it; hooks see it
// submitted as any other.
let early = [];

// What is written is a file's; what is read may be anything, and wait.
function earlyOp(index, writes) {
  return (callback, ...args) => {
    if (onSubmit === undefined) {
      if (writes && filesAtOnce) return doNow(index, false, callback, args);
      const result = raw(dispatch, [index + 1, args[0], args[1], args[2]]);
      if (result !== undefined && result !== null) {
        early[early.length] = { callback, frame: engine.getAsyncContext(), result };
        return 0;
      }
    }
    return submit(index, callback, args);
  };
}

// A program that does nothing but handle files, as npm does, waits for them in any case: there a file op is done at once wherever the file lies.
// A hundred thousand small ones cost a fifth of what they do on the pool's threads. But making a file takes long, and is left to them.
let filesAtOnce = false;
let making = 0;  // open()'s flag for it
const ownersOfFiles = new SafeSet(['fs', 'fs_dir', 'fs_file']);

function doNow(index, json, callback, args) {
  const values = [index];
  for (let i = 0; i < args.length; i++) values[i + 1] = args[i];
  const result = raw(dispatch, values);
  provider = undefined;
  const frame = engine.getAsyncContext();
  early[early.length] = json && typeof result === 'string' ?
    { callback: () => callback(null, JSONParse(result)), frame, result: undefined } : { callback, frame, result };
  return 0;
}

function fileOp(index, json) {
  return (callback, ...args) =>
    (filesAtOnce && onSubmit === undefined ? doNow(index, json, callback, args) : submit(index, callback, args));
}

function openOp(index) {
  return (callback, ...args) =>
    (filesAtOnce && onSubmit === undefined && (args[1] & making) === 0 ? doNow(index, false, callback, args) : submit(index, callback, args));
}

function takeEarly() {
  const taken = early;
  early = [];
  return taken;
}

// What goes out with the next crossing: the arguments of the turn, its text and buffers at the end.
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

// `table` is every op there is, as [binding, name, kind]; its order is the order of their indexes.
const bindings = new SafeMap();
let names;

function setTable(table) {
  names = table;
  for (let i = 0; i < table.length; i++) {
    const { 0: owner, 1: name, 2: kind } = table[i];
    let ops = bindings.get(owner);
    if (ops === undefined) bindings.set(owner, ops = { __proto__: null, async: { __proto__: null } });
    if (kind === 3) {
      ops.async[name] = earlyOp(i - 1, name === 'write');
      continue;
    }
    if (kind !== 2) ops[name] = syncOp(i, kind === 1);
    if (owner === 'fs_file' && name === 'open') ops.async.open = openOp(i);
    else ops.async[name] = ownersOfFiles.has(owner) && kind !== 2 ? fileOp(i, kind === 1) : asyncOp(i);
  }
}

function binding(name) {
  const ops = bindings.get(name);
  if (ops === undefined) throw new TypeError(`No binding ${name}`);
  return ops;
}

let loopOps;
// `owner` is what the program knows the handle as, `type` async_hooks' name for it.
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
binding.cancel = (id) => (loopOps ??= binding('loop')).request_cancel(id);

module.exports = {
  define, provide, requireInternal, setRaw, setTable, binding, isInternal, publicIds, files,
  takeSubmissions, takeEarly, hasEarly: () => early.length !== 0, hasSubmissions: () => queued !== '', requests, handles, submit, fail,
  setLast,
  crossTurn: (turnId, args) => raw(turnId, args),
  // Writes of a turn in a form of their own: see the `send` of bindings/http_server.py.
  send: (args) => {
    const failure = raw(sendId, args);
    if (typeof failure === 'object' && ArrayIsArray(failure)) throw fail(failure);
  },
  activeRequests: () => requests.size,
  opName: (index) => names[index],
  handleFilesAtOnce(create) {
    filesAtOnce = true;
    making = create;
  },
  setHooks(submitted, attached) {
    onSubmit = submitted;
    onAttach = attached;
  },
};
