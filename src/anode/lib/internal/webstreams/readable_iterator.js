'use strict';

// `for await` over a ReadableStream, and the other way round, ReadableStream.from().

const {
  AsyncIteratorPrototype,
  FunctionPrototypeCall,
  ObjectSetPrototypeOf,
  PromisePrototypeThen,
  PromiseReject,
  PromiseResolve,
  SymbolAsyncIterator,
  SymbolIterator,
} = primordials;

const { codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_STATE } } = require('internal/errors');
const ops = require('internal/webstreams/readable_operations');
const { ReadableStreamDefaultReader } = require('internal/webstreams/readable_readers');
const defaultController = require('internal/webstreams/readable_default_controller');
const { kState } = require('internal/webstreams/brand');
const { nop } = require('internal/webstreams/promises');
const { one } = require('internal/webstreams/strategy');

function iterate(stream, preventCancel) {
  const reader = new ReadableStreamDefaultReader(stream);
  let done = false;
  let current;  // the call before, which the next one waits for

  function readNext() {
    if (done) return PromiseResolve({ done: true, value: undefined });
    if (reader[kState].stream === undefined) {
      return PromiseReject(new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream'));
    }
    const request = new ops.PromiseRequest();
    ops.readDefault(reader, {
      chunk(value) {
        current = undefined;
        request.chunk(value);
      },
      close() {
        current = undefined;
        done = true;
        ops.releaseReader(reader);
        request.close(undefined);
      },
      error(reason) {
        current = undefined;
        done = true;
        ops.releaseReader(reader);
        request.error(reason);
      },
    });
    return request.promise;
  }

  async function finish(value) {
    if (done) return { done: true, value };
    done = true;
    if (reader[kState].stream === undefined) {
      throw new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream');
    }
    const canceled = preventCancel ? undefined : ops.cancel(reader[kState].stream, value);
    ops.releaseReader(reader);
    await canceled;
    return { done: true, value };
  }

  return ObjectSetPrototypeOf({
    next() {
      current = current === undefined ? readNext() : PromisePrototypeThen(current, readNext, readNext);
      return current;
    },
    return(value) {
      const run = () => finish(value);
      current = current === undefined ? run() : PromisePrototypeThen(current, run, run);
      return current;
    },
    [SymbolAsyncIterator]() {
      return this;
    },
  }, AsyncIteratorPrototype);
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function fromIterable(iterable) {
  const method = iterable[SymbolAsyncIterator] ?? iterable[SymbolIterator];
  if (method == null) throw new ERR_ARG_NOT_ITERABLE(iterable);
  const isSync = iterable[SymbolAsyncIterator] == null;
  const iterator = FunctionPrototypeCall(method, iterable);
  if (!isObject(iterator)) throw new ERR_INVALID_STATE.TypeError('The iterator method must return an object');
  const { next } = iterator;

  async function pull() {
    const step = await FunctionPrototypeCall(next, iterator);
    if (!isObject(step)) {
      throw new ERR_INVALID_STATE.TypeError(
        'The promise returned by the iterator.next() method must fulfill with an object');
    }
    const { controller } = stream[kState];
    if (step.done) defaultController.close(controller);
    else defaultController.enqueue(controller, isSync ? await step.value : step.value);
  }

  async function cancel(reason) {
    const method = iterator.return;
    if (method === undefined) return;
    const step = await FunctionPrototypeCall(method, iterator, reason);
    if (!isObject(step)) {
      throw new ERR_INVALID_STATE.TypeError(
        'The promise returned by the iterator.return() method must fulfill with an object');
    }
  }

  const { createReadableStream } = require('internal/webstreams/readablestream');
  const stream = createReadableStream({ start: nop, pull, cancel }, 0, one);
  return stream;
}

module.exports = { fromIterable, iterate };
