'use strict';

// Node's streams as web streams.

const {
  PromiseResolve,
  PromiseWithResolvers,
  RegExpPrototypeExec,
  SafePromisePrototypeFinally,
  Symbol,
  TypeError,
  Uint8Array,
} = primordials;

const { Buffer } = require('buffer');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util/frozen');
const { isAnyArrayBuffer } = require('internal/util/types');
const { validateObject, validateOneOf } = require('internal/validators');
const { destroyer: destroy } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const { isDestroyed, isReadable, isWritable, isWritableEnded } = require('internal/streams/progress');
const { ReadableStream } = require('internal/webstreams/readablestream');
const { WritableStream } = require('internal/webstreams/writablestream');
const { ByteLengthQueuingStrategy, CountQueuingStrategy } = require('internal/webstreams/queuingstrategies');

// Options for CompressionStream, which checks its chunks and breaks when one is wrong.
const kValidateChunk = Symbol('kValidateChunk');
const kDestroyOnSyncError = Symbol('kDestroyOnSyncError');

const ignore = () => {};

// Errors of ours as the web's: bad compressed data is a TypeError there.
function webError(cause) {
  const code = cause?.code;
  if (code === 'ERR_STREAM_PREMATURE_CLOSE') return new AbortError(undefined, { cause });
  if (typeof code === 'string' &&
      RegExpPrototypeExec(
        /^(?:Z_(?:NEED_DICT|ERRNO|STREAM_ERROR|DATA_ERROR|MEM_ERROR|BUF_ERROR|VERSION_ERROR)$|ERR__ERROR_)/, code) !== null) {
    const error = new TypeError(undefined, { cause });
    error.code = code;
    return error;
  }
  return cause;
}

function closedWritable() {
  const writable = new WritableStream();
  writable.close();
  return writable;
}

function closedReadable(type) {
  const readable = new ReadableStream({ type });
  readable.cancel();
  return readable;
}

function newWritableStreamFromStreamWritable(streamWritable, options = kEmptyObject) {
  // An http.OutgoingMessage is allowed as well.
  if (typeof streamWritable?.write !== 'function' || typeof streamWritable?.on !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  }
  if (isDestroyed(streamWritable) || !isWritable(streamWritable)) return closedWritable();

  const highWaterMark = streamWritable.writableHighWaterMark;
  const strategy = streamWritable.writableObjectMode ?
    new CountQueuingStrategy({ highWaterMark }) :
    { highWaterMark, size: (chunk) => chunk?.byteLength ?? chunk?.length ?? 1 };
  let controller;
  let drained;  // resolved by the next 'drain'
  let closing;  // resolved when the stream is over after close()

  const cleanup = eos(streamWritable, (error) => {
    error = webError(error);
    cleanup();
    streamWritable.on('error', ignore);  // reported already
    if (error != null) {
      drained?.reject(error);
      closing?.reject(error);
      closing = undefined;
      controller.error(error);
    } else if (closing !== undefined) {
      closing.resolve();
      closing = undefined;
    } else {
      controller.error(new AbortError());
    }
  });
  streamWritable.on('drain', () => drained?.resolve());

  return new WritableStream({
    start(c) {
      controller = c;
    },
    write(chunk) {
      try {
        options[kValidateChunk]?.(chunk);
        if (!streamWritable.writableObjectMode && isAnyArrayBuffer(chunk)) chunk = new Uint8Array(chunk);
        if (!streamWritable.writableNeedDrain && streamWritable.write(chunk)) return undefined;
      } catch (error) {
        if (options[kDestroyOnSyncError]) destroy(streamWritable, error);
        throw error;
      }
      drained = PromiseWithResolvers();
      if (!streamWritable.writableNeedDrain) drained.resolve();
      return SafePromisePrototypeFinally(drained.promise, () => { drained = undefined; });
    },
    abort(reason) {
      destroy(streamWritable, reason);
    },
    close() {
      if (closing !== undefined || isWritableEnded(streamWritable)) return PromiseResolve();
      closing = PromiseWithResolvers();
      const { promise } = closing;
      streamWritable.end();
      return promise;
    },
  }, strategy);
}

function newReadableStreamFromStreamReadable(streamReadable, options = kEmptyObject) {
  if (typeof streamReadable?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  }
  validateObject(options, 'options');
  if (options.type !== undefined) validateOneOf(options.type, 'options.type', ['bytes', undefined]);
  const isBytes = options.type === 'bytes';
  if (isDestroyed(streamReadable) || !isReadable(streamReadable)) return closedReadable();

  const objectMode = streamReadable.readableObjectMode;
  const highWaterMark = streamReadable.readableHighWaterMark;
  let { strategy } = options;
  if (isBytes) strategy = { highWaterMark };
  else strategy ||= objectMode ? new CountQueuingStrategy({ highWaterMark }) : new ByteLengthQueuingStrategy({ highWaterMark });
  let controller;
  let over = false;  // cancelled or closed: nothing to close any more

  streamReadable.pause();
  const cleanup = eos(streamReadable, (error) => {
    error = webError(error);
    cleanup();
    streamReadable.on('error', ignore);
    if (error) controller.error(error);
    else if (!over) controller.close();
  });
  streamReadable.on('data', (chunk) => {
    // A copy: the chunk may be part of the pool, which a byte stream would transfer.
    if (Buffer.isBuffer(chunk) && !objectMode) chunk = new Uint8Array(chunk);
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) streamReadable.pause();
  });

  return new ReadableStream({
    type: isBytes ? 'bytes' : undefined,
    start(c) {
      controller = c;
      if (!isBytes) return;
      streamReadable.once('end', () => {
        controller.close();
        controller.byobRequest?.respond(0);
        over = true;
      });
    },
    pull() {
      streamReadable.resume();
    },
    cancel(reason) {
      over = true;
      destroy(streamReadable, reason);
    },
  }, strategy);
}

function newReadableWritablePairFromDuplex(duplex, options = kEmptyObject) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  validateObject(options, 'options');
  const type = options.readableType ?? options.type;
  if (isDestroyed(duplex)) return { readable: closedReadable(type), writable: closedWritable() };
  const writable = isWritable(duplex) ?
    newWritableStreamFromStreamWritable(duplex, {
      __proto__: null,
      [kValidateChunk]: options[kValidateChunk],
      [kDestroyOnSyncError]: options[kDestroyOnSyncError],
    }) :
    closedWritable();
  const readable = isReadable(duplex) ?
    newReadableStreamFromStreamReadable(duplex, { __proto__: null, type }) :
    closedReadable(type);
  return { writable, readable };
}

module.exports = {
  kDestroyOnSyncError,
  kValidateChunk,
  newReadableStreamFromStreamReadable,
  newReadableWritablePairFromDuplex,
  newWritableStreamFromStreamWritable,
};
