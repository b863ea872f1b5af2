'use strict';

// Readable.from(iterable). Values that are no promises are pushed without a tick between them.

const { FunctionPrototypeCall, PromisePrototypeThen, SymbolAsyncIterator, SymbolIterator } = primordials;

const { Buffer } = require('buffer');
const {
  aggregateTwoErrors,
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES },
} = require('internal/errors');

const isThenable = (value) => value && typeof value.then === 'function';

function from(Readable, iterable, opts) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...opts,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }

  let iterator;
  let isAsync = false;
  if (iterable?.[SymbolAsyncIterator]) {
    isAsync = true;
    iterator = iterable[SymbolAsyncIterator]();
  } else if (iterable?.[SymbolIterator]) {
    iterator = iterable[SymbolIterator]();
  } else {
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }

  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...opts });
  const originalDestroy = readable._destroy;
  let reading = false;  // a round is still going on: _read() has nothing to do
  let promises = false; // a sync iterator has shown that it yields promises

  // False when the stream wants no more for now.
  function accept(value) {
    if (value === null) {
      reading = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    return readable.push(value);
  }

  function pump() {
    try {
      while (true) {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (isThenable(value)) {
          promises = true;
          pumpAsync(value);
          return;
        }
        if (!accept(value)) break;
      }
      reading = false;
    } catch (err) {
      readable.destroy(err);
    }
  }

  async function pumpAsync(pending) {
    try {
      if (pending !== undefined && !accept(await pending)) {
        reading = false;
        return;
      }
      while (true) {
        const { value, done } = isAsync ? await iterator.next() : iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!accept(!isAsync && isThenable(value) ? await value : value)) break;
      }
      reading = false;
    } catch (err) {
      readable.destroy(err);
    }
  }

  readable._read = function() {
    if (reading) return;
    reading = true;
    if (isAsync || promises) pumpAsync();
    else pump();
  };

  readable._destroy = function(error, cb) {
    FunctionPrototypeCall(originalDestroy, this, error, (destroyError) => {
      const combined = destroyError || error;
      PromisePrototypeThen(
        close(combined),
        // In ticks, so that an exception of `cb` does not reject a promise.
        () => process.nextTick(cb, combined),
        (closeError) => process.nextTick(cb, aggregateTwoErrors(combined, closeError)));
    });
  };

  async function close(error) {
    if (error !== undefined && error !== null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }
  return readable;
}

module.exports = from;
