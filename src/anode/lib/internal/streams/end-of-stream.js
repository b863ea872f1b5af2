'use strict';

// finished(stream, callback): when is a stream over? Our streams emit 'close' then; others may only ever emit 'end' and 'finish', so those
// count as well unless a 'close' is sure to follow.

const {
  FunctionPrototypeCall,
  Promise,
  PromisePrototypeThen,
  ReflectApply,
  SymbolDispose,
} = primordials;

const { getAsyncContext, setAsyncContext } = require('internal/engine');
const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE },
} = require('internal/errors');
const { kEmptyObject } = require('internal/util/frozen');
const { validateAbortSignal, validateBoolean, validateFunction, validateObject } = require('internal/validators');
const {
  isClosed, isReadable, isReadableErrored, isReadableFinished, isWritable, isWritableErrored, isWritableFinished, willEmitClose,
} = require('internal/streams/progress');
const { isNodeStream, isReadableNodeStream, isReadableStream, isWritableNodeStream, isWritableStream } = require('internal/streams/kinds');
const { kIsClosedPromise } = require('internal/streams/symbols');

const nop = () => {};
const isRequest = (stream) => stream.setHeader && typeof stream.abort === 'function';

// Called once, in the caller's async context.
function onceInContext(callback) {
  const context = getAsyncContext();
  let called = false;
  return function(...args) {
    if (called) return;
    called = true;
    const before = getAsyncContext();
    setAsyncContext(context);
    try {
      ReflectApply(callback, this, args);
    } finally {
      setAsyncContext(before);
    }
  };
}

// Calls `onAbort` when the signal aborts, until `callback` has been called.
function untilAborted(signal, stream, callback, onAbort) {
  if (signal.aborted) {
    process.nextTick(onAbort);
    return callback;
  }
  const { addAbortListener } = require('internal/events/abort_listener');
  const disposable = addAbortListener(signal, onAbort);
  let called = false;
  return (...args) => {
    if (called) return;
    called = true;
    disposable[SymbolDispose]();
    ReflectApply(callback, stream, args);
  };
}

function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = kEmptyObject;
  } else if (options == null) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');
  callback = onceInContext(callback);

  if (isReadableStream(stream) || isWritableStream(stream)) return watchWebStream(stream, options, callback);
  if (!isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }

  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const writableState = stream._writableState;
  const readableState = stream._readableState;
  let readableFinished = isReadableFinished(stream, false);
  let writableFinished = isWritableFinished(stream, false);
  let closed = isClosed(stream);
  // Sure only if 'close' comes after just the sides we are asked about.
  let closeFollows = willEmitClose(stream) &&
    isReadableNodeStream(stream) === readable && isWritableNodeStream(stream) === writable;

  const done = (err) => {
    if (err === undefined) FunctionPrototypeCall(callback, stream);
    else FunctionPrototypeCall(callback, stream, err);
  };
  // The stream was destroyed before its side was over, so it may not follow the usual order.
  const doubtClose = () => {
    if (stream.destroyed) closeFollows = false;
  };
  const onFinish = () => {
    writableFinished = true;
    doubtClose();
    if (closeFollows && (!stream.readable || readable)) return;
    if (!readable || readableFinished) done();
  };
  const onEnd = () => {
    readableFinished = true;
    doubtClose();
    if (closeFollows && (!stream.writable || writable)) return;
    if (!writable || writableFinished) done();
  };
  const onLegacyFinish = () => {
    if (!stream.writable) onFinish();
  };
  const onError = (err) => FunctionPrototypeCall(callback, stream, err);
  // True when the stream had an error, which has then been reported.
  const reportError = () => {
    closed = true;
    const error = isWritableErrored(stream) || isReadableErrored(stream);
    if (!error || typeof error === 'boolean') return false;
    done(error);
    return true;
  };
  const onClose = () => {
    if (reportError()) return;
    const early =
      (readable && !readableFinished && isReadableNodeStream(stream, true) && !isReadableFinished(stream, false)) ||
      (writable && !writableFinished && !isWritableFinished(stream, false));
    done(early ? new ERR_STREAM_PREMATURE_CLOSE() : undefined);
  };
  const onAlreadyOver = () => {
    if (!reportError()) done();
  };
  const onRequest = () => stream.req.on('finish', onFinish);

  if (isRequest(stream)) {
    stream.on('complete', onFinish);
    if (!closeFollows) stream.on('abort', onClose);
    if (stream.req) onRequest();
    else stream.on('request', onRequest);
  } else if (writable && !writableState) {
    stream.on('end', onLegacyFinish);
    stream.on('close', onLegacyFinish);
  }
  if (!closeFollows && typeof stream.aborted === 'boolean') stream.on('aborted', onClose);
  stream.on('end', onEnd);
  stream.on('finish', onFinish);
  if (options.error !== false) stream.on('error', onError);
  stream.on('close', onClose);

  if (closed) {
    process.nextTick(onClose);
  } else if (writableState?.errorEmitted || readableState?.errorEmitted) {
    if (!closeFollows) process.nextTick(onAlreadyOver);
  } else if (
    (!readable && (!closeFollows || isReadable(stream)) && (writableFinished || isWritable(stream) === false) &&
      (writableState == null || writableState.pendingcb === undefined || writableState.pendingcb === 0)) ||
    (!writable && (!closeFollows || isWritable(stream)) && (readableFinished || isReadable(stream) === false)) ||
    (readableState && stream.req && stream.aborted)
  ) {
    process.nextTick(onAlreadyOver);
  }

  const cleanup = () => {
    callback = nop;
    stream.removeListener('aborted', onClose);
    stream.removeListener('complete', onFinish);
    stream.removeListener('abort', onClose);
    stream.removeListener('request', onRequest);
    if (stream.req) stream.req.removeListener('finish', onFinish);
    stream.removeListener('end', onLegacyFinish);
    stream.removeListener('close', onLegacyFinish);
    stream.removeListener('finish', onFinish);
    stream.removeListener('end', onEnd);
    stream.removeListener('error', onError);
    stream.removeListener('close', onClose);
  };

  if (options.signal && !closed) {
    callback = untilAborted(options.signal, stream, callback, () => {
      const report = callback;
      cleanup();
      FunctionPrototypeCall(report, stream, new AbortError(undefined, { cause: options.signal.reason }));
    });
  }
  return cleanup;
}

function watchWebStream(stream, options, callback) {
  let aborted = false;
  if (options.signal) {
    callback = untilAborted(options.signal, stream, callback, () => {
      aborted = true;
      FunctionPrototypeCall(callback, stream, new AbortError(undefined, { cause: options.signal.reason }));
    });
  }
  const settled = (...args) => {
    if (!aborted) process.nextTick(() => ReflectApply(callback, stream, args));
  };
  PromisePrototypeThen(stream[kIsClosedPromise].promise, settled, settled);
  return nop;
}

/** stream/promises' finished(). */
function finished(stream, opts) {
  let autoCleanup = false;
  if (opts === null) opts = kEmptyObject;
  if (opts?.cleanup) {
    validateBoolean(opts.cleanup, 'cleanup');
    autoCleanup = opts.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = eos(stream, opts, (err) => {
      if (autoCleanup) cleanup();
      if (err) reject(err);
      else resolve();
    });
  });
}

module.exports = { eos, finished };
