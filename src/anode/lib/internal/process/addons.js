'use strict';

// Native addons (engine/napi): process.dlopen(), and what Node-API needs of JavaScript.

const { Object, ObjectFreeze, ObjectSeal, SafeArrayIterator, SafeWeakMap, Symbol, TypeError } = primordials;
const { Float16Array, SharedArrayBuffer } = globalThis;  // the engine adds these two at each start

const engine = require('internal/engine');
const frames = require('internal/async_context_frame');
const hooks = require('internal/async_hooks');
const execution = require('internal/process/execution');
const { codes: { ERR_DLOPEN_DISABLED, ERR_DLOPEN_FAILED } } = require('internal/errors');
const { FastBuffer, markAsUntransferable } = require('internal/buffer');
const { getOptionValue } = require('internal/options');

const { Action: { START, LOAD, INITIALIZE, RUN, END, IS_EXTERNAL, EXTERNAL_ADDRESS } } = binding('addons');
const RTLD_LAZY = 1;
const WARNING = 'Uncaught Node-API callback exception detected, please run node with option ' +
  '--force-node-api-uncaught-exceptions-policy=true to handle those exceptions properly.';

let call;  // the native function

// ---- functions that addons' calls end in; engine/napi/addons.py has their names in this order ----

function newBuffer(arrayBuffer, offset, length, foreign) {
  if (foreign) markAsUntransferable(arrayBuffer);
  return new FastBuffer(arrayBuffer, offset, length);
}

// The exception of a callback that no JavaScript has called. `true` says that the program goes on.
function reportFatal(error) {
  execution.onUncaughtException(error);
  return true;
}

function warn(error) {
  if (getOptionValue('--force-node-api-uncaught-exceptions-policy')) return reportFatal(error);
  process.emitWarning(WARNING, 'DeprecationWarning', 'DEP0168');
  return true;
}

// An asynchronous operation of an addon's.
class AsyncContext {
  constructor(resource, name, keepsFrame) {
    this.resource = resource;
    this.asyncId = hooks.newAsyncId();
    this.triggerAsyncId = hooks.getDefaultTriggerAsyncId();
    this.frame = keepsFrame ? frames.current() : undefined;
    this.outer = undefined;
    if (hooks.initHooksExist()) hooks.emitInit(this.asyncId, name, this.triggerAsyncId, this.resource);
  }
}

function enter(context, withFrame) {
  hooks.emitBefore(context.asyncId, context.triggerAsyncId, context.resource);
  context.outer = frames.exchange(withFrame ? context.frame : undefined);
}

function leave(context) {
  frames.set(context.outer);
  // An uncaught exception has already cleared the stack.
  if (hooks.hasAsyncIdStack()) hooks.emitAfter(context.asyncId);
}

const tags = new SafeWeakMap();  // of externals

const helpers = [
  Symbol,
  ObjectFreeze,
  ObjectSeal,
  (length) => new SharedArrayBuffer(length),
  newBuffer,
  reportFatal,
  warn,
  (resource, name, keepsFrame) => new AsyncContext(resource, name, keepsFrame),
  (context) => hooks.emitDestroy(context.asyncId),
  enter,
  leave,
  (external) => tags.get(external),
  (external, tag) => tags.set(external, tag),
  Float16Array,
];
const ARRAYS = [
  'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array',
  'Float64Array', 'BigInt64Array', 'BigUint64Array',
];
for (let i = 0; i < ARRAYS.length; i++) helpers[helpers.length] = primordials[ARRAYS[i]];

// ---- loading ----

const noop = () => {};

function start(filename) {
  const frame = engine.getAsyncContext();
  const handle = binding('addons').native();
  if (handle === 0) throw new ERR_DLOPEN_FAILED(`${filename}: ${binding('addons').lacking()}`);
  call = engine.getAsyncContext();
  const { run } = require('bootstrap/pump');
  engine.setAsyncContext(undefined);  // that of tasks which belong to no operation
  binding.attach(handle, (kind, task) => {
    while (call(RUN, task) === 1) run(noop);
  });
  engine.setAsyncContext(frame);
  call(START, process.version, ...new SafeArrayIterator(helpers));
  engine.setExternalTest((value) => call(IS_EXTERNAL, value) === 1);
  execution.setEndOfAddons(() => call(END));
}

function toObject(value) {
  if (value === undefined || value === null) throw new TypeError('Cannot convert undefined or null to object');
  return Object(value);
}

// Node's native code throws this one, without the usual text.
function missingArguments() {
  const error = new TypeError('process.dlopen needs at least 2 arguments');
  error.code = 'ERR_MISSING_ARGS';
  return error;
}

function dlopen(module, filename, flags = RTLD_LAZY) {
  if (getOptionValue('--addons') === false) {
    throw new ERR_DLOPEN_DISABLED('Cannot load native addon because loading addons is disabled.');
  }
  if (arguments.length < 2) throw missingArguments();
  flags |= 0;
  const exports = toObject(toObject(module).exports);
  const path = `${filename}`;
  if (call === undefined) start(path);
  const refusal = call(LOAD, path, flags);
  if (refusal !== undefined) throw new ERR_DLOPEN_FAILED(refusal);
  const returned = call(INITIALIZE, path, exports);
  if (returned !== undefined && returned !== exports) module.exports = returned;
}

module.exports = { dlopen, externalAddress: (external) => call(EXTERNAL_ADDRESS, external) };
