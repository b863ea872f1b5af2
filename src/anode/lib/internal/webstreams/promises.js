'use strict';

// Promises of web streams: methods of underlying sources and sinks as functions that return promises, and records of the form of
// PromiseWithResolvers.

const { FunctionPrototypeCall, PromisePrototypeThen, PromiseReject, PromiseResolve, PromiseWithResolvers } = primordials;
const { validateFunction } = require('internal/validators');

const nop = () => {};
const asyncNop = async () => {};

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

function settleRejected(record, error) {
  if (record === undefined) return;
  if (record.reject !== undefined) {
    record.reject(error);
    markHandled(record.promise);
  }
}

// The promise that a stream is closed or has failed, made when first needed. `s` is the state of a stream.
function closedRecordOf(s) {
  return s.closedPromise ??= s.state === 'closed' ? resolvedRecord() :
    s.state === 'errored' ? rejectedRecord(s.storedError) : PromiseWithResolvers();
}

module.exports = { closedRecordOf, algorithm, asyncNop, markHandled, nop, rejectedRecord, resolvedRecord, settleRejected };
