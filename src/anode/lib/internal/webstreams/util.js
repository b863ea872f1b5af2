'use strict';

// What all web streams share (https://streams.spec.whatwg.org).

const {
  ArrayPrototypePush,
  ArrayPrototypeShift,
  FunctionPrototypeCall,
  MathMax,
  NumberIsNaN,
  PromisePrototypeThen,
  PromiseReject,
  PromiseResolve,
  Symbol,
} = primordials;

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const kState = Symbol('kState');
const kType = Symbol('kType');
const kSkipThrow = Symbol('kSkipThrow');  // the key to constructors that users may not call

const nop = () => {};
const asyncNop = async () => {};
const one = () => 1;

function readOnly(value) {
  return { __proto__: null, configurable: true, value };
}

const isBrand = (brand) => (value) => value != null && value[kState] !== undefined && value[kType] === brand;

function extractHighWaterMark(value, otherwise) {
  if (value === undefined) return otherwise;
  const mark = +value;
  if (NumberIsNaN(mark) || mark < 0) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', value);
  return mark;
}

function extractSizeAlgorithm(size) {
  if (size === undefined) return one;
  validateFunction(size, 'strategy.size');
  return size;
}

/** A method of an underlying source, sink or transformer, as a function that returns a promise. */
function algorithm(object, key, name) {
  const method = object?.[key];
  if (method === undefined) return asyncNop;
  validateFunction(method, `${name}.${key}`);
  return async (a, b) => FunctionPrototypeCall(method, object, a, b);
}

function markHandled(promise) {
  PromisePrototypeThen(promise, undefined, nop);
}

// Promises that are settled from the start, in the form of PromiseWithResolvers.
function resolvedRecord() {
  return { promise: PromiseResolve(), resolve: undefined, reject: undefined };
}

function rejectedRecord(error) {
  const promise = PromiseReject(error);
  markHandled(promise);
  return { promise, resolve: undefined, reject: undefined };
}

function settleResolved(record) {
  record?.resolve?.();
}

function settleRejected(record, error) {
  if (record === undefined) return;
  if (record.reject !== undefined) {
    record.reject(error);
    markHandled(record.promise);
  }
}

// --- queues with sizes: state.queue and state.queueTotalSize --------------------------------

function resetQueue(state) {
  state.queue = [];
  state.queueTotalSize = 0;
}

function enqueueWithSize(state, value, size) {
  const number = +size;
  if (NumberIsNaN(number) || number < 0 || number === Infinity) throw new ERR_INVALID_ARG_VALUE.RangeError('size', size);
  ArrayPrototypePush(state.queue, { value, size: number });
  state.queueTotalSize += number;
}

function dequeue(state) {
  const { value, size } = ArrayPrototypeShift(state.queue);
  state.queueTotalSize = MathMax(0, state.queueTotalSize - size);  // sums of fractions drift
  return value;
}

function customInspect(self, depth, options, name, data) {
  if (depth < 0) return self;
  return `${name} ${require('internal/util/inspect').inspect(data, {
    ...options,
    depth: options.depth == null ? null : options.depth - 1,
  })}`;
}

module.exports = {
  algorithm,
  asyncNop,
  customInspect,
  dequeue,
  enqueueWithSize,
  extractHighWaterMark,
  extractSizeAlgorithm,
  isBrand,
  kSkipThrow,
  kState,
  kType,
  markHandled,
  nop,
  one,
  readOnly,
  rejectedRecord,
  resetQueue,
  resolvedRecord,
  settleRejected,
  settleResolved,
};
