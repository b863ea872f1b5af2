'use strict';

// map, filter, reduce and the other array-like methods of a Readable.

const {
  ArrayPrototypeShift,
  FunctionPrototypeCall,
  MathFloor,
  Number,
  NumberIsNaN,
  Promise,
  PromisePrototypeThen,
  PromiseReject,
  PromiseResolve,
  ReflectApply,
  Symbol,
} = primordials;

const { AbortError, codes: { ERR_MISSING_ARGS, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateAbortSignal, validateFunction, validateInteger, validateObject } = require('internal/validators');
const { finished } = require('internal/streams/end-of-stream');

const kDrop = Symbol('kEmpty');  // a result that is not passed on
const kEnd = Symbol('kEof');

function validateOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
}

function map(fn, options) {
  validateFunction(fn, 'fn');
  validateOptions(options);
  let concurrency = 1;
  if (options?.concurrency != null) concurrency = MathFloor(options.concurrency);
  let highWaterMark = concurrency - 1;
  if (options?.highWaterMark != null) highWaterMark = MathFloor(options.highWaterMark);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(highWaterMark, 'options.highWaterMark', 0);
  return FunctionPrototypeCall(mapConcurrently, this, fn, options?.signal, concurrency, highWaterMark + concurrency);
}

// Up to `concurrency` calls of `fn` run at once; their results come out in the order of the input,
// and at most `capacity` of them wait.
async function* mapConcurrently(fn, outerSignal, concurrency, capacity) {
  const { AbortSignal } = require('internal/abort_controller');
  const stream = this;
  const signal = AbortSignal.any(outerSignal ? [outerSignal] : []);
  const signalOption = { signal };
  const queue = [];
  let running = 0;
  let done = false;
  let wakeReader = null;
  let wakePump = null;

  function readerMayGoOn() {
    wakeReader?.();
    wakeReader = null;
  }
  function pumpMayGoOn() {
    if (wakePump && !done && running < concurrency && queue.length < capacity) {
      wakePump();
      wakePump = null;
    }
  }
  function onSettled() {
    running -= 1;
    pumpMayGoOn();
  }
  function onRejected() {
    done = true;
    onSettled();
  }

  async function pump() {
    try {
      for await (const value of stream) {
        if (done) return;
        if (signal.aborted) throw new AbortError();
        let result;
        try {
          result = fn(value, signalOption);
          if (result === kDrop) continue;
          result = PromiseResolve(result);
        } catch (err) {
          result = PromiseReject(err);
        }
        running += 1;
        PromisePrototypeThen(result, onSettled, onRejected);
        queue[queue.length] = result;
        readerMayGoOn();
        if (!done && (queue.length >= capacity || running >= concurrency)) {
          await new Promise((resolve) => { wakePump = resolve; });
        }
      }
      queue[queue.length] = kEnd;
    } catch (err) {
      const rejected = PromiseReject(err);
      PromisePrototypeThen(rejected, onSettled, onRejected);
      queue[queue.length] = rejected;
    } finally {
      done = true;
      readerMayGoOn();
    }
  }

  pump();
  try {
    while (true) {
      while (queue.length > 0) {
        const value = await queue[0];
        if (value === kEnd) return;
        if (signal.aborted) throw new AbortError();
        if (value !== kDrop) yield value;
        ArrayPrototypeShift(queue);
        pumpMayGoOn();
      }
      await new Promise((resolve) => { wakeReader = resolve; });
    }
  } finally {
    done = true;
    wakePump?.();
    wakePump = null;
  }
}

function filter(fn, options) {
  validateFunction(fn, 'fn');
  async function keepOrDrop(value, signalOption) {
    return await fn(value, signalOption) ? value : kDrop;
  }
  return FunctionPrototypeCall(map, this, keepOrDrop, options);
}

async function forEach(fn, options) {
  validateFunction(fn, 'fn');
  async function callAndDrop(value, signalOption) {
    await fn(value, signalOption);
    return kDrop;
  }
  // eslint-disable-next-line no-unused-vars
  for await (const nothing of FunctionPrototypeCall(map, this, callAndDrop, options));
}

async function some(fn, options = undefined) {
   
  for await (const found of FunctionPrototypeCall(filter, this, fn, options)) return true;
  return false;
}

async function every(fn, options = undefined) {
  validateFunction(fn, 'fn');
  const fails = async (...args) => !(await ReflectApply(fn, undefined, args));
  return !(await FunctionPrototypeCall(some, this, fails, options));
}

async function find(fn, options) {
  for await (const found of FunctionPrototypeCall(filter, this, fn, options)) return found;
  return undefined;
}

function missingInitialValue() {
  const error = new ERR_MISSING_ARGS('reduce');
  error.message = 'Reduce of an empty stream requires an initial value';
  return error;
}

async function reduce(reducer, initialValue, options) {
  validateFunction(reducer, 'reducer');
  validateOptions(options);
  const outer = options?.signal;
  let started = arguments.length > 1;
  if (outer?.aborted) {
    const err = new AbortError(undefined, { cause: outer.reason });
    this.once('error', () => {});
    await finished(this.destroy(err));
    throw err;
  }
  const { AbortController } = require('internal/abort_controller');
  const controller = new AbortController();
  const { signal } = controller;
  if (outer) {
    const { kResistStopPropagation, kWeakHandler } = require('internal/event_target');
    outer.addEventListener('abort', () => controller.abort(), {
      once: true, [kWeakHandler]: this, [kResistStopPropagation]: true,
    });
  }
  try {
    for await (const value of this) {
      if (outer?.aborted) throw new AbortError();
      if (started) {
        initialValue = await reducer(initialValue, value, { signal });
      } else {
        initialValue = value;
        started = true;
      }
    }
    if (!started) throw missingInitialValue();
  } finally {
    controller.abort();
  }
  return initialValue;
}

async function toArray(options) {
  validateOptions(options);
  const result = [];
  for await (const value of this) {
    if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
    result[result.length] = value;
  }
  return result;
}

function flatMap(fn, options) {
  const lists = FunctionPrototypeCall(map, this, fn, options);
  return (async function* flatMap() {
    for await (const list of lists) yield* list;
  })();
}

function toCount(number) {
  number = Number(number);
  if (NumberIsNaN(number)) return 0;
  if (number < 0) throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

function drop(number, options = undefined) {
  validateOptions(options);
  return FunctionPrototypeCall(dropping, this, toCount(number), options?.signal);
}

async function* dropping(left, signal) {
  if (signal?.aborted) throw new AbortError();
  for await (const value of this) {
    if (signal?.aborted) throw new AbortError();
    if (left-- <= 0) yield value;
  }
}

function take(number, options = undefined) {
  validateOptions(options);
  return FunctionPrototypeCall(taking, this, toCount(number), options?.signal);
}

async function* taking(left, signal) {
  if (signal?.aborted) throw new AbortError();
  for await (const value of this) {
    if (signal?.aborted) throw new AbortError();
    if (left-- > 0) yield value;
    if (left <= 0) return;  // without asking for one more
  }
}

module.exports = {
  streamReturningOperators: { drop, filter, flatMap, map, take },
  promiseReturningOperators: { every, forEach, reduce, toArray, some, find },
};
