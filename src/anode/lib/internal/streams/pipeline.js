'use strict';

// pipeline(): streams, iterables and functions one after the other. When one fails all are
// destroyed; the callback comes when every part is through.

const {
  ArrayIsArray,
  ArrayPrototypePop,
  ArrayPrototypeShift,
  FunctionPrototypeCall,
  Promise,
  PromisePrototypeThen,
  SymbolAsyncIterator,
  SymbolDispose,
} = primordials;

const {
  AbortError,
  aggregateTwoErrors,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_RETURN_VALUE,
    ERR_MISSING_ARGS,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_PREMATURE_CLOSE,
    ERR_STREAM_UNABLE_TO_PIPE,
  },
} = require('internal/errors');
const { once } = require('internal/util/once');
const { validateAbortSignal, validateFunction } = require('internal/validators');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const Duplex = require('internal/streams/duplex');
const {
  isIterable, isNodeStream, isReadableNodeStream, isReadableStream, isTransformStream, isWebStream,
} = require('internal/streams/kinds');
const { isReadable, isReadableFinished } = require('internal/streams/progress');

const SOURCES = ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'];

// How the pipeline destroys one of its streams, unless that is over by itself.
function destroyLater(stream, reading, writing) {
  let finished = false;
  stream.on('close', () => { finished = true; });
  const cleanup = eos(stream, { readable: reading, writable: writing }, (err) => { finished = !err; });
  return {
    destroy(err) {
      if (finished) return;
      finished = true;
      destroyer(stream, err || new ERR_STREAM_DESTROYED('pipe'));
    },
    cleanup,
  };
}

function asIterable(value) {
  if (isIterable(value)) return value;
  if (isReadableNodeStream(value)) return iterateLegacy(value);
  throw new ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable'], value);
}

async function* iterateLegacy(stream) {
  const Readable = require('internal/streams/readable');
  yield* FunctionPrototypeCall(Readable.prototype[SymbolAsyncIterator], stream);
}

async function pumpToNode(iterable, writable, finish, { end }) {
  let error;
  let wake = null;
  const onEvent = (err) => {
    if (err) error = err;
    const resume = wake;
    wake = null;
    resume?.();
  };
  const wait = () => new Promise((resolve, reject) => {
    const settle = () => (error ? reject(error) : resolve());
    if (error) settle();
    else wake = settle;
  });
  writable.on('drain', onEvent);
  const cleanup = eos(writable, { readable: false }, onEvent);
  try {
    if (writable.writableNeedDrain) await wait();
    for await (const chunk of iterable) {
      if (!writable.write(chunk)) await wait();
    }
    if (end) {
      writable.end();
      await wait();
    }
    finish();
  } catch (err) {
    finish(error !== err ? aggregateTwoErrors(error, err) : err);
  } finally {
    cleanup();
    writable.off('drain', onEvent);
  }
}

async function pumpToWeb(readable, writable, finish, { end }) {
  const writer = (isTransformStream(writable) ? writable.writable : writable).getWriter();
  try {
    for await (const chunk of readable) {
      await writer.ready;
      PromisePrototypeThen(writer.write(chunk), undefined, () => {});
    }
    await writer.ready;
    if (end) await writer.close();
    finish();
  } catch (err) {
    try {
      await writer.abort(err);
      finish(err);
    } catch (abortError) {
      finish(abortError);
    }
  }
}

function pipeNode(src, dst, finish, fail, { end }) {
  let ended = false;
  dst.on('close', () => {
    if (!ended) fail(new ERR_STREAM_PREMATURE_CLOSE());  // before the source was through
  });
  src.pipe(dst, { end: false });
  if (end) {
    const endDestination = () => {
      ended = true;
      dst.end();
    };
    if (isReadableFinished(src)) process.nextTick(endDestination);
    else src.once('end', endDestination);
  } else {
    finish();
  }
  eos(src, { readable: true, writable: false }, (err) => {
    const state = src._readableState;
    if (err && err.code === 'ERR_STREAM_PREMATURE_CLOSE' && state?.ended && !state.errored && !state.errorEmitted) {
      // Some streams close first and end after: nothing is lost.
      src.once('end', finish).once('error', finish);
    } else {
      finish(err);
    }
  });
  return eos(dst, { readable: false, writable: true }, finish);
}

function pipeline(...streams) {
  validateFunction(streams[streams.length - 1], 'streams[stream.length - 1]');
  const callback = ArrayPrototypePop(streams);
  return pipelineImpl(streams, once(callback));
}

function pipelineImpl(streams, callback, opts) {
  if (streams.length === 1 && ArrayIsArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw new ERR_MISSING_ARGS('streams');

  const { AbortController } = require('internal/abort_controller');
  const controller = new AbortController();
  const { signal } = controller;
  const outerSignal = opts?.signal;
  validateAbortSignal(outerSignal, 'options.signal');

  const destroys = [];
  const cleanups = [];  // of the last stream, which goes on living when it is readable
  let pending = 0;      // parts that have not finished
  let error;
  let value;

  function settle(err, final) {
    // A premature close or an abort that follows an error must not hide it.
    if (err && (!error || error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.name === 'AbortError')) error = err;
    if (!error && !final) return;
    while (destroys.length > 0) ArrayPrototypeShift(destroys)(error);
    disposable?.[SymbolDispose]();
    controller.abort();
    if (final) {
      if (!error) {
        for (let i = 0; i < cleanups.length; i++) cleanups[i]();
      }
      process.nextTick(callback, error, value);
    }
  }
  const finish = (err) => settle(err, --pending === 0);
  const fail = (err) => settle(err, false);
  const abort = () => settle(new AbortError(undefined, { cause: outerSignal?.reason }));
  let disposable;
  if (outerSignal) disposable = require('internal/events/abort_listener').addAbortListener(outerSignal, abort);

  let current;  // the streams connected so far
  for (let i = 0; i < streams.length; i++) {
    const stream = streams[i];
    const last = i === streams.length - 1;
    const next = last ? null : streams[i + 1];
    const end = !last || opts?.end !== false;
    const options = { end };

    if (isNodeStream(stream)) {
      if (next !== null && (next?.closed || next?.destroyed)) throw new ERR_STREAM_UNABLE_TO_PIPE();
      const staysOpen = last && isReadable(stream);
      if (end) {
        const { destroy, cleanup } = destroyLater(stream, !last, i > 0);
        destroys[destroys.length] = destroy;
        if (staysOpen) cleanups[cleanups.length] = cleanup;
      }
      // Also errors that come after everything was handed over.
      const onError = (err) => {
        if (err && err.name !== 'AbortError' && err.code !== 'ERR_STREAM_PREMATURE_CLOSE') fail(err);
      };
      stream.on('error', onError);
      if (staysOpen) cleanups[cleanups.length] = () => stream.removeListener('error', onError);
    }

    if (i === 0) {
      if (typeof stream === 'function') {
        current = stream({ signal });
        if (!isIterable(current)) {
          throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or Stream', 'source', current);
        }
      } else if (isIterable(stream) || isReadableNodeStream(stream) || isTransformStream(stream)) {
        current = stream;
      } else {
        current = Duplex.from(stream);
      }
    } else if (typeof stream === 'function') {
      current = stream(asIterable(isTransformStream(current) ? current?.readable : current), { signal });
      if (!last) {
        if (!isIterable(current, true)) {
          throw new ERR_INVALID_RETURN_VALUE('AsyncIterable', `transform[${i - 1}]`, current);
        }
      } else {
        current = collect(current, options);
      }
    } else if (isNodeStream(stream)) {
      if (isReadableNodeStream(current)) {
        pending += 2;
        const cleanup = pipeNode(current, stream, finish, fail, options);
        if (last && isReadable(stream)) cleanups[cleanups.length] = cleanup;
      } else if (isTransformStream(current) || isReadableStream(current)) {
        pending++;
        pumpToNode(current.readable || current, stream, finish, options);
      } else if (isIterable(current)) {
        pending++;
        pumpToNode(current, stream, finish, options);
      } else {
        throw new ERR_INVALID_ARG_TYPE('val', SOURCES, current);
      }
      current = stream;
    } else if (isWebStream(stream)) {
      let source;
      if (isReadableNodeStream(current)) source = asIterable(current);
      else if (isReadableStream(current) || isIterable(current)) source = current;
      else if (isTransformStream(current)) source = current.readable;
      else throw new ERR_INVALID_ARG_TYPE('val', SOURCES, current);
      pending++;
      pumpToWeb(source, stream, finish, options);
      current = stream;
    } else {
      current = Duplex.from(stream);
    }
  }

  // The result of a function at the end is no stream: a PassThrough takes its place, so that pipeline() always returns a stream. The value
  // of a promise goes to the callback too.
  function collect(result, options) {
    const PassThrough = require('internal/streams/passthrough');
    const through = new PassThrough({ objectMode: true });
    const then = result?.then;  // read once: it may be a getter
    if (typeof then === 'function') {
      pending++;
      FunctionPrototypeCall(then, result, (val) => {
        value = val;
        if (val != null) through.write(val);
        if (options.end) through.end();
        process.nextTick(finish);
      }, (err) => {
        through.destroy(err);
        process.nextTick(finish, err);
      });
    } else if (isIterable(result, true)) {
      pending++;
      pumpToNode(result, through, finish, options);
    } else if (isReadableStream(result) || isTransformStream(result)) {
      pending++;
      pumpToNode(result.readable || result, through, finish, options);
    } else {
      throw new ERR_INVALID_RETURN_VALUE('AsyncIterable or Promise', 'destination', result);
    }
    const { destroy, cleanup } = destroyLater(through, false, true);
    destroys[destroys.length] = destroy;
    cleanups[cleanups.length] = cleanup;
    return through;
  }

  if (signal?.aborted || outerSignal?.aborted) process.nextTick(abort);
  return current;
}

module.exports = { pipeline, pipelineImpl };
