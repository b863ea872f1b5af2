'use strict';

// process.nextTick, microtasks and the draining of both: after every callback, first all ticks, then all microtasks, then the
// rejections nobody handled; and again, until all three are empty.

const { FunctionPrototypeCall, PromisePrototypeThen, PromiseResolve, ReflectApply } = primordials;
const FixedQueue = require('internal/fixed_queue');
const engine = require('internal/engine');
const { validateFunction } = require('internal/validators');
const {
  newAsyncId, getDefaultTriggerAsyncId, initHooksExist, destroyHooksExist, enabledHooksExist, hasAsyncIdStack, emitInit, emitBefore, emitAfter,
  emitDestroy,
} = require('internal/async_hooks');

const { runMicrotasks, drainRejections, getAsyncContext, setAsyncContext } = engine;
const queue = new FixedQueue();
const { withMoreFrames } = require('internal/process/stacks');

let processPromiseRejections = () => false;

function setRejectionProcessor(processor) {
  processPromiseRejections = processor;
}

function nextTick(callback, ...args) {
  validateFunction(callback, 'callback');
  if (process._exiting) return;
  const tick = {
    callback, args: args.length === 0 ? undefined : args, frame: getAsyncContext(), asyncId: newAsyncId(), triggerAsyncId: getDefaultTriggerAsyncId(),
  };
  if (initHooksExist()) emitInit(tick.asyncId, 'TickObject', tick.triggerAsyncId, tick);
  queue.push(tick);
}

// What it throws ends the drain, with its ids still on the stack: the process unwinds that.
function runTick(tick) {
  const { callback, args, asyncId } = tick;
  setAsyncContext(tick.frame);
  emitBefore(asyncId, tick.triggerAsyncId, tick);
  try {
    if (args === undefined) callback();
    else switch (args.length) {
      case 1: callback(args[0]); break;
      case 2: callback(args[0], args[1]); break;
      case 3: callback(args[0], args[1], args[2]); break;
      default: ReflectApply(callback, undefined, args);
    }
  } finally {
    if (destroyHooksExist()) emitDestroy(asyncId);
  }
  emitAfter(asyncId);
}

function microtasks() {
  withMoreFrames(runMicrotasks);
}

// May throw what a tick throws; the caller hands it on and comes back.
function processTicksAndRejections() {
  do {
    let tick;
    while ((tick = queue.shift()) !== null) runTick(tick);
    microtasks();
    if (queue.isEmpty()) drainRejections();
  } while (!queue.isEmpty() || processPromiseRejections());
  setAsyncContext(undefined);
}

// The cheap way through when no tick waits, which is the usual case after a callback.
function drain() {
  if (queue.isEmpty()) {
    microtasks();
    if (queue.isEmpty()) {  // else a tick may yet handle what was rejected
      drainRejections();
      if (!processPromiseRejections()) return;
    }
  }
  FunctionPrototypeCall(processTicksAndRejections, process);  // so that stacks name it as they do in Node
}

function runNextTicks() {
  drain();
}

// A settled promise's reaction is a microtask without a crossing into the engine; but promise hooks would see the promise.
const settled = PromiseResolve();
let hasPromiseHooks = false;

function enqueue(run) {
  if (hasPromiseHooks) engine.queueMicrotask(run);
  else PromisePrototypeThen(settled, run);
}

function setHasPromiseHooks(value) {
  hasPromiseHooks = value;
}

let AsyncResource;

function runInResource(callback) {
  AsyncResource ??= require('async_hooks').AsyncResource;
  const resource = new AsyncResource('Microtask', { requireManualDestroy: true });
  return () => {
    resource.runInAsyncScope(() => {
      try {
        callback();
      } catch (error) {
        require('internal/process/execution').onUncaughtException(error);
      } finally {
        if (destroyHooksExist()) resource.emitDestroy();
      }
    });
  };
}

function queueMicrotask(callback) {
  validateFunction(callback, 'callback');
  if (enabledHooksExist()) {
    enqueue(runInResource(callback));
    return;
  }
  const asyncId = newAsyncId();
  const triggerAsyncId = getDefaultTriggerAsyncId();
  enqueue(() => {
    emitBefore(asyncId, triggerAsyncId, undefined);
    try {
      callback();
    } catch (error) {
      require('internal/process/execution').onUncaughtException(error);
    }
    if (hasAsyncIdStack()) emitAfter(asyncId);
  });
}

module.exports = {
  nextTick, setHasPromiseHooks, runNextTicks, queueMicrotask, drain, processTicksAndRejections, setRejectionProcessor,
  hasTickScheduled: () => !queue.isEmpty(),
};
