'use strict';

// Duplex.from(): a Duplex out of almost anything.

const { FunctionPrototypeCall, PromiseWithResolvers } = primordials;

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE },
} = require('internal/errors');
const { destroyer } = require('internal/streams/destroy');
const Duplex = require('internal/streams/duplex');
const { eos } = require('internal/streams/end-of-stream');
const from = require('internal/streams/from');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const {
  isDuplexNodeStream, isIterable, isNodeStream, isReadableNodeStream, isReadableStream, isWritableNodeStream, isWritableStream,
} = require('internal/streams/kinds');
const { isReadable, isWritable } = require('internal/streams/progress');

class Duplexify extends Duplex {}

module.exports = function duplexify(body, name) {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return join(body, undefined);
  if (isWritableNodeStream(body)) return join(undefined, body);
  if (isNodeStream(body)) return join(false, false);
  if (isReadableStream(body)) return join(Readable.fromWeb(body), undefined);
  if (isWritableStream(body)) return join(undefined, Writable.fromWeb(body));
  if (typeof body === 'function') return fromFunction(body, name);
  if (require('internal/blob').isBlob(body)) return duplexify(body.arrayBuffer());
  if (isIterable(body)) return from(Duplexify, body, { objectMode: true, writable: false });
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) return Duplexify.fromWeb(body);
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const { readable, writable } = body;
    return join(
      readable ? (isReadableNodeStream(readable) ? readable : duplexify(readable)) : undefined,
      writable ? (isWritableNodeStream(writable) ? writable : duplexify(writable)) : undefined);
  }
  const then = body?.then;
  if (typeof then === 'function') return fromThenable(body, then);
  throw new ERR_INVALID_ARG_TYPE(
    name,
    ['Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable', 'Function',
     '{ readable, writable } pair', 'Promise'],
    body);
};

function fromThenable(body, then) {
  let duplex;
  FunctionPrototypeCall(
    then, body,
    (value) => {
      if (value != null) duplex.push(value);
      duplex.push(null);
    },
    (err) => destroyer(duplex, err));
  duplex = new Duplexify({ objectMode: true, writable: false, read() {} });
  return duplex;
}

// A function is given the written chunks as an async iterable. It returns the readable side (an iterable), or a promise of being done.
function fromFunction(fn, name) {
  const { value, write, final, destroy } = feed(fn);
  if (isDuplexNodeStream(value)) return value;  // it was a constructor
  if (isIterable(value)) return from(Duplexify, value, { objectMode: true, write, final, destroy });

  const then = value?.then;
  if (typeof then !== 'function') {
    throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', name, value);
  }
  let duplex;
  const promise = FunctionPrototypeCall(
    then, value,
    (result) => {
      if (result != null) throw new ERR_INVALID_RETURN_VALUE('nully', 'body', result);
    },
    (err) => destroyer(duplex, err));
  duplex = new Duplexify({
    objectMode: true,
    readable: false,
    write,
    final(cb) {
      final(async () => {
        try {
          await promise;
          process.nextTick(cb, null);
        } catch (err) {
          process.nextTick(cb, err);
        }
      });
    },
    destroy,
  });
  return duplex;
}

// Each write resolves the promise that the iterable waits for, and is done when it has been taken.
function feed(fn) {
  const { AbortController } = require('internal/abort_controller');
  const controller = new AbortController();
  const { signal } = controller;
  let { promise, resolve } = PromiseWithResolvers();

  function give(chunk, done, cb) {
    const settle = resolve;
    resolve = null;
    settle({ __proto__: null, chunk, done, cb });
  }

  async function* written() {
    while (true) {
      const waited = promise;
      promise = null;
      const { chunk, done, cb } = await waited;
      process.nextTick(cb);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      ({ promise, resolve } = PromiseWithResolvers());
      yield chunk;
    }
  }

  return {
    value: fn(written(), { signal }),
    write(chunk, encoding, cb) {
      give(chunk, false, cb);
    },
    final(cb) {
      give(undefined, true, cb);
    },
    destroy(err, cb) {
      controller.abort(err);
      if (resolve !== null) give(undefined, true, () => {});  // it may be waiting
      cb(err);
    },
  };
}

// One Duplex around a readable and a writable that are not connected with each other.
function join(source, sink) {
  const r = source && typeof source.read !== 'function' ? Readable.wrap(source) : source;
  const w = sink;
  let readable = !!isReadable(r);
  let writable = !!isWritable(w);
  let onDrain = null;
  let onFinish = null;
  let onReadable = null;
  let onClose;  // undefined, then the callback of _destroy, then null

  const duplex = new Duplexify({
    readableObjectMode: !!r?.readableObjectMode,
    writableObjectMode: !!w?.writableObjectMode,
    readable,
    writable,
  });

  function finished(err) {
    const callback = onClose;
    onClose = null;
    if (callback) callback(err);
    else if (err) duplex.destroy(err);
  }

  if (writable) {
    eos(w, (err) => {
      writable = false;
      if (err) destroyer(r, err);
      finished(err);
    });
    duplex._write = (chunk, encoding, callback) => {
      if (w.write(chunk, encoding)) callback();
      else onDrain = callback;
    };
    duplex._final = (callback) => {
      w.end();
      onFinish = callback;
    };
    w.on('drain', () => {
      const callback = onDrain;
      onDrain = null;
      callback?.();
    });
    w.on('finish', () => {
      const callback = onFinish;
      onFinish = null;
      callback?.();
    });
  }

  if (readable) {
    eos(r, (err) => {
      readable = false;
      if (err) destroyer(w, err);
      finished(err);
    });
    r.on('readable', () => {
      const callback = onReadable;
      onReadable = null;
      callback?.();
    });
    r.on('end', () => duplex.push(null));
    duplex._read = () => {
      while (true) {
        const chunk = r.read();
        if (chunk === null) {
          onReadable = duplex._read;
          return;
        }
        if (!duplex.push(chunk)) return;
      }
    };
  }

  duplex._destroy = (err, callback) => {
    if (!err && onClose !== null) err = new AbortError();
    onReadable = null;
    onDrain = null;
    onFinish = null;
    if (onClose === null) {
      callback(err);
    } else {
      onClose = callback;
      destroyer(w, err);
      destroyer(r, err);
    }
  };
  return duplex;
}
