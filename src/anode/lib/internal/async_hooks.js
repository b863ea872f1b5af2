'use strict';

// The bookkeeping under async_hooks: ids, the stack of what runs, and the hooks that are on.
//
// Everything that starts asynchronous work asks `initHooksExist()` (or `enabledHooksExist()`) first, so that a program
// without hooks pays one comparison.

const {
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypePop,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSplice,
  ErrorCaptureStackTrace,
  ObjectDefineProperty,
  ReflectApply,
  SafeFinalizationRegistry,
  Symbol,
} = primordials;

const async_id_symbol = Symbol('asyncId');
const trigger_async_id_symbol = Symbol('triggerId');
const init_symbol = Symbol('init');
const before_symbol = Symbol('before');
const after_symbol = Symbol('after');
const destroy_symbol = Symbol('destroy');
const promise_resolve_symbol = Symbol('promiseResolve');
const owner_symbol = Symbol('owner_symbol');

const state = {
  __proto__: null,
  lastId: 1,
  // The main script runs as 1, which nothing triggered.
  executionId: 1,
  triggerId: 0,
  defaultTriggerId: -1,
  inits: 0,
  befores: 0,
  afters: 0,
  destroys: 0,
  resolves: 0,
};

// What was running before what runs now: execution id, trigger id and resource, in threes.
const stack = [];
const topLevelResource = {};
let resource = topLevelResource;

// Hooks that are on. A hook may go on or off while hooks run: then a copy is changed, and put in place after.
let hooks = [];
let emitting = 0;
let pendingHooks = null;

const newAsyncId = () => ++state.lastId;
const executionAsyncId = () => state.executionId;
const triggerAsyncId = () => state.triggerId;
const executionAsyncResource = () => resource;
const getDefaultTriggerAsyncId = () => (state.defaultTriggerId < 0 ? state.executionId : state.defaultTriggerId);
const hasAsyncIdStack = () => stack.length > 0;
const initHooksExist = () => state.inits > 0;
const destroyHooksExist = () => state.destroys > 0;
const enabledHooksExist = () => hooks.length > 0;

function getOrSetAsyncId(object) {
  if (object[async_id_symbol] === undefined) object[async_id_symbol] = newAsyncId();
  return object[async_id_symbol];
}

function defaultTriggerAsyncIdScope(id, block, ...args) {
  if (id === undefined) return ReflectApply(block, null, args);
  const before = state.defaultTriggerId;
  state.defaultTriggerId = id;
  try {
    return ReflectApply(block, null, args);
  } finally {
    state.defaultTriggerId = before;
  }
}

function pushAsyncContext(id, trigger, newResource) {
  stack[stack.length] = state.executionId;
  stack[stack.length] = state.triggerId;
  stack[stack.length] = resource;
  state.executionId = id;
  state.triggerId = trigger;
  resource = newResource ?? {};
}

// False when the stack is empty after it. A stack that an exception has cleared is left alone.
function popAsyncContext() {
  if (stack.length === 0) return false;
  resource = ArrayPrototypePop(stack);
  state.triggerId = ArrayPrototypePop(stack);
  state.executionId = ArrayPrototypePop(stack);
  return stack.length > 0;
}

// After an uncaught exception nothing runs any more.
function clearAsyncIdStack() {
  stack.length = 0;
  state.executionId = 0;
  state.triggerId = 0;
  resource = topLevelResource;
}

// An exception in a hook ends the process: it would strike code that knows nothing of the hook.
function fatal(error) {
  if (typeof error?.stack === 'string') {
    process._rawDebug(error.stack);
  } else {
    const holder = { message: error };
    ErrorCaptureStackTrace(holder, fatal);
    process._rawDebug(holder.stack);
  }
  process.exit(process.execArgv && ArrayPrototypeIncludes(process.execArgv, '--abort-on-uncaught-exception') ? 134 : 1);
}

function callHooks(symbol, a, b, c, d) {
  emitting++;
  const list = hooks;
  try {
    for (let i = 0; i < list.length; i++) {
      if (typeof list[i][symbol] === 'function') list[i][symbol](a, b, c, d);
    }
  } catch (error) {
    fatal(error);
  } finally {
    emitting--;
    if (emitting === 0 && pendingHooks !== null) {
      hooks = pendingHooks;
      pendingHooks = null;
      recount();
    }
  }
}

function emitInit(id, type, trigger, of) {
  if (state.inits === 0) return;
  callHooks(init_symbol, id, type, trigger ?? getDefaultTriggerAsyncId(), of);
}

function emitBefore(id, trigger, of) {
  pushAsyncContext(id, trigger, of);
  if (state.befores > 0) callHooks(before_symbol, id);
}

function emitAfter(id) {
  if (state.afters > 0) callHooks(after_symbol, id);
  popAsyncContext();
}

// Destroy hooks run later, never inside what destroys (which may be a finalizer).
let destroyQueue = null;
function emitDestroy(id) {
  if (state.destroys === 0 || id <= 0) return;
  if (destroyQueue === null) {
    destroyQueue = [];
    const { setImmediate } = require('timers');
    setImmediate(runDestroyQueue).unref?.();
  }
  destroyQueue[destroyQueue.length] = id;
}

function runDestroyQueue() {
  while (destroyQueue !== null && destroyQueue.length > 0) {
    const ids = destroyQueue;
    destroyQueue = [];
    for (let i = 0; i < ids.length; i++) callHooks(destroy_symbol, ids[i]);
  }
  destroyQueue = null;
}

function emitPromiseResolve(id) {
  if (state.resolves > 0) callHooks(promise_resolve_symbol, id);
}

const finalizers = new SafeFinalizationRegistry(({ id, destroyed }) => {
  if (destroyed === undefined || !destroyed.destroyed) emitDestroy(id);
});

// Emits destroy when `object` is collected, unless `destroyed.destroyed` says that it was emitted.
function registerDestroyHook(object, id, destroyed) {
  finalizers.register(object, { id, destroyed });
}

function recount() {
  let inits = 0;
  let befores = 0;
  let afters = 0;
  let destroys = 0;
  let resolves = 0;
  let promises = false;
  for (let i = 0; i < hooks.length; i++) {
    const hook = hooks[i];
    if (hook[init_symbol]) inits++;
    if (hook[before_symbol]) befores++;
    if (hook[after_symbol]) afters++;
    if (hook[destroy_symbol]) destroys++;
    if (hook[promise_resolve_symbol]) resolves++;
    if (hook.trackPromises !== false) promises = true;
  }
  state.inits = inits;
  state.befores = befores;
  state.afters = afters;
  state.destroys = destroys;
  state.resolves = resolves;
  trackPromises(promises);
}

const current = () => pendingHooks ?? hooks;
const isEnabled = (hook) => ArrayPrototypeIncludes(current(), hook);

function change(list) {
  if (emitting > 0) {
    pendingHooks = list;
    // The counts must see a new hook at once; those of the emit under way go by the list it began with.
    return;
  }
  hooks = list;
  recount();
}

function enableHook(hook) {
  if (isEnabled(hook)) return;
  const list = ArrayPrototypeSlice(current());
  ArrayPrototypePush(list, hook);
  change(list);
}

function disableHook(hook) {
  const list = ArrayPrototypeSlice(current());
  const index = ArrayPrototypeIndexOf(list, hook);
  if (index === -1) return;
  ArrayPrototypeSplice(list, index, 1);
  change(list);
}

// Promises have ids only while a hook wants them; the engine calls these.
let tracking = false;

function promiseInit(promise, parent) {
  const id = newAsyncId();
  ObjectDefineProperty(promise, async_id_symbol, { __proto__: null, value: id, configurable: true });
  const trigger = parent?.[async_id_symbol] ?? getDefaultTriggerAsyncId();
  ObjectDefineProperty(promise, trigger_async_id_symbol, { __proto__: null, value: trigger, configurable: true });
  emitInit(id, 'PROMISE', trigger, promise);
  if (state.destroys > 0) registerDestroyHook(promise, id);
}

function knownPromise(promise) {
  if (promise[async_id_symbol] === undefined) promiseInit(promise);
  return promise[async_id_symbol];
}

function promiseBefore(promise) {
  emitBefore(knownPromise(promise), promise[trigger_async_id_symbol], promise);
}

function promiseAfter(promise) {
  const id = knownPromise(promise);
  // A hook that went on between before and after has nothing to take off the stack.
  if (id === state.executionId) emitAfter(id);
  else if (state.afters > 0) callHooks(after_symbol, id);
}

function promiseResolved(promise) {
  emitPromiseResolve(knownPromise(promise));
}

function trackPromises(wanted) {
  if (wanted === tracking) return;
  const { setPromiseHooks } = require('internal/engine');
  if (typeof setPromiseHooks !== 'function') return;
  tracking = wanted;
  if (wanted) setPromiseHooks(promiseInit, promiseBefore, promiseAfter, promiseResolved);
  else setPromiseHooks();
}

module.exports = {
  async_id_symbol,
  trigger_async_id_symbol,
  symbols: {
    async_id_symbol, trigger_async_id_symbol, init_symbol, before_symbol, after_symbol, destroy_symbol,
    promise_resolve_symbol, owner_symbol,
  },
  newAsyncId,
  getOrSetAsyncId,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  getDefaultTriggerAsyncId,
  defaultTriggerAsyncIdScope,
  pushAsyncContext,
  popAsyncContext,
  hasAsyncIdStack,
  clearAsyncIdStack,
  initHooksExist,
  destroyHooksExist,
  enabledHooksExist,
  emitInit,
  emitInitScript: emitInit,
  emitBefore,
  emitBeforeScript: emitBefore,
  emitAfter,
  emitAfterScript: emitAfter,
  emitDestroy,
  emitDestroyScript: emitDestroy,
  emitPromiseResolve,
  registerDestroyHook,
  enableHook,
  disableHook,
};
