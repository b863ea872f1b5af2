'use strict';

// process.nextTick, microtasks and the draining of both: after every callback, first all ticks, then all microtasks, then the
// rejections nobody handled; and again, until all three are empty.

const { FunctionPrototypeBind, FunctionPrototypeCall, ReflectApply } = primordials;
const FixedQueue = require('internal/fixed_queue');
const engine = require('internal/engine');
const { validateFunction } = require('internal/validators');
const hooks = require('internal/async_hooks');

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
  const tick = { callback, args: args.length === 0 ? undefined : args, frame: getAsyncContext(), ids: undefined };
  if (hooks.enabledHooksExist()) {
    tick.ids = { asyncId: hooks.newAsyncId(), triggerAsyncId: hooks.getDefaultTriggerAsyncId(), resource: { callback, args } };
    hooks.emitInit(tick.ids.asyncId, 'TickObject', tick.ids.triggerAsyncId, tick.ids.resource);
  }
  queue.push(tick);
}

function runTick(tick) {
  const { callback, args, ids } = tick;
  setAsyncContext(tick.frame);
  if (ids !== undefined) hooks.emitBefore(ids.asyncId, ids.triggerAsyncId, ids.resource);
  try {
    if (args === undefined) callback();
    else switch (args.length) {
      case 1: callback(args[0]); break;
      case 2: callback(args[0], args[1]); break;
      case 3: callback(args[0], args[1], args[2]); break;
      default: ReflectApply(callback, undefined, args);
    }
  } finally {
    if (ids !== undefined) hooks.emitDestroy(ids.asyncId);
  }
  if (ids !== undefined) hooks.emitAfter(ids.asyncId);
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
    drainRejections();
    if (queue.isEmpty() && !processPromiseRejections()) return;
  }
  FunctionPrototypeCall(processTicksAndRejections, process);  // so that stacks name it as they do in Node
}

function runNextTicks() {
  drain();
}

let AsyncResource;

function queueMicrotask(callback) {
  validateFunction(callback, 'callback');
  let run = callback;
  if (hooks.enabledHooksExist()) {
    AsyncResource ??= require('async_hooks').AsyncResource;
    const resource = new AsyncResource('Microtask', { requireManualDestroy: true });
    run = () => {
      try {
        resource.runInAsyncScope(callback);
      } finally {
        resource.emitDestroy();
      }
    };
  }
  engine.queueMicrotask(FunctionPrototypeBind(run, undefined));
}

module.exports = {
  nextTick, runNextTicks, queueMicrotask, drain, processTicksAndRejections, setRejectionProcessor,
  hasTickScheduled: () => !queue.isEmpty(),
};
