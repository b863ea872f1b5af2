'use strict';

// process.nextTick, microtasks and running both: after every callback first all ticks, then all microtasks, then the unhandled
// rejections; and again, until all three are empty.

const { Array, FunctionPrototypeBind, FunctionPrototypeCall, ReflectApply } = primordials;
const FixedQueue = require('internal/fixed_queue');
const engine = require('internal/engine');
const { validateFunction } = require('internal/validators');
const {
  newAsyncId, getDefaultTriggerAsyncId, initHooksExist, destroyHooksExist, enabledHooksExist, emitInit, emitBefore, emitAfter, emitDestroy,
} = require('internal/async_hooks');

const { runMicrotasks, drainRejections, getAsyncContext, setAsyncContext } = engine;
const queue = new FixedQueue();
const { withMoreFrames } = require('internal/process/stacks');

let processPromiseRejections = () => false;

function setRejectionProcessor(processor) {
  processPromiseRejections = processor;
}

// No rest parameter: it would cost every tick an array.
function nextTick(callback) {
  validateFunction(callback, 'callback');
  if (process._exiting) return;
  let args;
  if (arguments.length > 1) {
    args = new Array(arguments.length - 1);
    for (let i = 1; i < arguments.length; i++) args[i - 1] = arguments[i];
  }
  const tick = { callback, args, frame: getAsyncContext(), asyncId: newAsyncId(), triggerAsyncId: getDefaultTriggerAsyncId() };
  if (initHooksExist()) emitInit(tick.asyncId, 'TickObject', tick.triggerAsyncId, tick);
  queue.push(tick);
}

// If the tick throws, the round ends with its ids still on the stack; the process removes them.
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

// A tick's exception comes out of here; the caller passes it on and calls again.
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
    if (queue.isEmpty()) {  // else a tick may still handle the rejection
      drainRejections();
      if (!processPromiseRejections()) return;
    }
  }
  FunctionPrototypeCall(processTicksAndRejections, process);  // so that stacks name it as they do in Node
}

function runNextTicks() {
  drain();
}

let AsyncResource;

// The engine reports an exception of the callback (see bootstrap/node.js). It has an async id of its own only while hooks want it, as in
// Node.
function queueMicrotask(callback) {
  validateFunction(callback, 'callback');
  if (!enabledHooksExist()) {
    engine.queueMicrotask(FunctionPrototypeBind(callback, undefined));
    return;
  }
  AsyncResource ??= require('internal/async_resource').AsyncResource;
  const resource = new AsyncResource('Microtask', { requireManualDestroy: true });
  engine.queueMicrotask(() => {
    resource.runInAsyncScope(() => {
      try {
        callback();
      } finally {
        if (destroyHooksExist()) resource.emitDestroy();
      }
    });
  });
}

module.exports = {
  nextTick, runNextTicks, queueMicrotask, drain, processTicksAndRejections, setRejectionProcessor,
  hasTickScheduled: () => !queue.isEmpty(),
  dropTicks() { while (queue.shift() !== null); },
};
