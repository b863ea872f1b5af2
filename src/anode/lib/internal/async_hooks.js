'use strict';

// The bookkeeping under async_hooks: ids, the stack of executions, and the hooks that are on.
//
// Code that starts asynchronous work asks `initHooksExist()` (or `enabledHooksExist()`) first, so a program without hooks pays one
// comparison. Work that was started while ids were not needed has none: its callback gets an id if one is asked for while it runs.

const {
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSplice,
  ErrorCaptureStackTrace,
  ReflectApply,
  SafeFinalizationRegistry,
  Symbol,
} = primordials;

const async_id_symbol = Symbol('async_id_symbol');
const trigger_async_id_symbol = Symbol('trigger_async_id_symbol');
const init_symbol = Symbol('init');
const before_symbol = Symbol('before');
const after_symbol = Symbol('after');
const destroy_symbol = Symbol('destroy');
const promise_resolve_symbol = Symbol('promiseResolve');
const owner_symbol = Symbol('owner_symbol');
const no_promise_hook_symbol = Symbol('kNoPromiseHook');

const NAMELESS = -1;

let lastId = 1;
let executionId = 0;
let triggerId = 0;
let defaultTriggerId = -1;

// For each kind of callback, the number of hooks that are on and have it.
let inits = 0;
let befores = 0;
let afters = 0;
let destroys = 0;
let resolves = 0;

// The executions under the current one: execution id, trigger id and resource, in threes.
const stack = [];
let depth = 0;
const topLevelResource = {};
let resource = topLevelResource;

// The hooks that are on. A hook may go on or off while hooks run: the change is made to a copy, which takes the place of the list
// afterwards.
let hooks = [];
let emitting = 0;
let pendingHooks = null;

const newAsyncId = () => ++lastId;
const getDefaultTriggerAsyncId = () => (defaultTriggerId < 0 ? executionAsyncId() : defaultTriggerId);
const hasAsyncIdStack = () => depth > 0;
const initHooksExist = () => inits > 0;
const promiseResolveHooksExist = () => resolves > 0;
const destroyHooksExist = () => destroys > 0;
const enabledHooksExist = () => hooks.length > 0;

function executionAsyncId() {
  if (executionId === NAMELESS) executionId = newAsyncId();
  return executionId;
}

function triggerAsyncId() {
  return triggerId;
}

function executionAsyncResource() {
  resource ??= {};
  return resource;
}

function getOrSetAsyncId(object) {
  if (object[async_id_symbol] === undefined) object[async_id_symbol] = newAsyncId();
  return object[async_id_symbol];
}

function defaultTriggerAsyncIdScope(id, block, ...args) {
  if (id === undefined) return ReflectApply(block, null, args);
  const before = defaultTriggerId;
  defaultTriggerId = id;
  try {
    return ReflectApply(block, null, args);
  } finally {
    defaultTriggerId = before;
  }
}

function pushAsyncContext(id, trigger, newResource) {
  const at = depth * 3;
  stack[at] = executionId;
  stack[at + 1] = triggerId;
  stack[at + 2] = resource;
  depth++;
  executionId = id;
  triggerId = trigger;
  resource = newResource;
}

// Returns false when the stack is empty afterwards. A stack that an exception has cleared stays as it is.
function popAsyncContext() {
  if (depth === 0) return false;
  const at = --depth * 3;
  executionId = stack[at];
  triggerId = stack[at + 1];
  resource = stack[at + 2];
  stack[at + 2] = undefined;
  return depth > 0;
}

// Around a callback of the loop for work without an id.
function enterNameless() {
  executionId = NAMELESS;
  triggerId = 0;
  resource = undefined;
}

function leaveNameless() {
  executionId = 0;
  triggerId = 0;
  resource = topLevelResource;
}

// After an uncaught exception no execution is under way.
function clearAsyncIdStack() {
  if (depth > 0) {
    depth = 0;
    stack.length = 0;
  }
  leaveNameless();
}

// After an uncaught exception, the hooks are told of the end of each execution.
function unwindAfterException() {
  if (afters > 0) {
    do {
      if (executionId > 0) emitAfter(executionId);
      else popAsyncContext();
    } while (depth > 0);
  }
  clearAsyncIdStack();
}

// An exception in a hook ends the process: otherwise it would surface in code that does not know of the hook.
function fatal(error) {
  if (typeof error?.stack === 'string') {
    process._rawDebug(error.stack);
  } else {
    const { inspect } = require('internal/util/inspect');
    const holder = { message: inspect(error) };
    ErrorCaptureStackTrace(holder, fatal);
    process._rawDebug(holder.stack);
  }
  if (require('internal/options').getOptionValue('--abort-on-uncaught-exception')) process.abort();
  process.exit(1);
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
  }
  if (emitting === 0 && pendingHooks !== null) {
    hooks = pendingHooks;
    pendingHooks = null;
    recount();
  }
}

function emitInit(id, type, trigger, of) {
  if (inits === 0) return;
  callHooks(init_symbol, id, type, trigger ?? getDefaultTriggerAsyncId(), of);
}

function emitBefore(id, trigger, of) {
  pushAsyncContext(id, trigger, of);
  if (befores > 0) callHooks(before_symbol, id);
}

function emitAfter(id) {
  callAfterHooks(id);
  popAsyncContext();
}

function callAfterHooks(id) {
  if (afters > 0) callHooks(after_symbol, id);
}

// Destroy hooks run later, in the check phase before the immediates. They do not run inside the code that destroys, which may be a
// finalizer.
let destroyQueue = null;
function emitDestroy(id) {
  if (destroys === 0 || id <= 0) return;
  if (destroyQueue === null) {
    destroyQueue = [];
    require('internal/timers/immediate').setNativeImmediate(runDestroyQueue);
  }
  destroyQueue[destroyQueue.length] = id;
}

// Also called before 'beforeExit', since no check phase may follow.
function runDestroyQueue() {
  while (destroyQueue !== null && destroyQueue.length > 0) {
    const ids = destroyQueue;
    destroyQueue = [];
    for (let i = 0; i < ids.length; i++) callHooks(destroy_symbol, ids[i]);
  }
  destroyQueue = null;
}

function emitPromiseResolve(id) {
  if (resolves > 0) callHooks(promise_resolve_symbol, id);
}

const finalizers = new SafeFinalizationRegistry(({ id, destroyed }) => {
  if (destroyed === undefined || !destroyed.destroyed) emitDestroy(id);
});

// Emits destroy when `object` is collected, unless `destroyed.destroyed` is set.
function registerDestroyHook(object, id, destroyed) {
  finalizers.register(object, { id, destroyed });
}

// An execution scope (enter, leave, destroy) for an object that is neither a request nor a handle; undefined while no hook wants it.
function scopeIfHooked(provider, of) {
  return inits > 0 ? new (require('internal/async_wrap').Scope)(provider, undefined, of) : undefined;
}

// ---- hooks on and off ----

// Called with each change of the list of hooks (internal/async_wrap.js).
let onChange;

function recount() {
  inits = befores = afters = destroys = resolves = 0;
  let promises = false;
  for (let i = 0; i < hooks.length; i++) {
    const hook = hooks[i];
    if (hook[init_symbol]) inits++;
    if (hook[before_symbol]) befores++;
    if (hook[after_symbol]) afters++;
    if (hook[destroy_symbol]) destroys++;
    if (hook[promise_resolve_symbol]) resolves++;
    if (!hook[no_promise_hook_symbol]) promises = true;
  }
  onChange ??= require('internal/async_wrap').onChange;
  onChange(hooks.length > 0, promises && inits + befores + afters + destroys + resolves > 0);
}

const current = () => pendingHooks ?? hooks;

function change(list) {
  if (emitting > 0) {
    pendingHooks = list;
  } else {
    hooks = list;
    recount();
  }
}

function enableHook(hook) {
  if (ArrayPrototypeIncludes(current(), hook)) return;
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

module.exports = {
  async_id_symbol,
  trigger_async_id_symbol,
  symbols: {
    async_id_symbol, trigger_async_id_symbol, init_symbol, before_symbol, after_symbol, destroy_symbol,
    promise_resolve_symbol, owner_symbol, no_promise_hook_symbol,
  },
  newAsyncId,
  getOrSetAsyncId,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  getDefaultTriggerAsyncId,
  defaultTriggerAsyncIdScope,
  pushAsyncContext,
  clearAsyncIdStack, popAsyncContext,
  enterNameless,
  leaveNameless,
  hasAsyncIdStack,
  unwindAfterException,
  initHooksExist,
  destroyHooksExist,
  promiseResolveHooksExist,
  enabledHooksExist,
  emitInit,
  emitBefore,
  emitAfter,
  callAfterHooks,
  emitDestroy,
  runDestroyQueue,
  emitPromiseResolve,
  registerDestroyHook,
  scopeIfHooked,
  enableHook,
  disableHook,
};
