'use strict';

// Web streams as Node's streams.

const { PromisePrototypeThen, SafePromiseAllReturnVoid, Uint8Array } = primordials;

const { Buffer } = require('buffer');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_STREAM_PREMATURE_CLOSE },
} = require('internal/errors');
const { kEmptyObject } = require('internal/util/frozen');
const { validateBoolean, validateObject } = require('internal/validators');
const { destroyer: destroy } = require('internal/streams/destroy');
const { isWritableEnded } = require('internal/streams/progress');
const Duplex = require('internal/streams/duplex');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const { isReadableStream } = require('internal/webstreams/readablestream');
const { isWritableStream } = require('internal/webstreams/writablestream');

// Callbacks of a stream run inside promise reactions here: their exceptions must come out and not reject the promise. `onThrow` gets them
// in a tick.
function guarded(callback, onThrow) {
  return (error) => {
    try {
      callback(error);
    } catch (thrown) {
      process.nextTick(onThrow, thrown);
    }
  };
}

function rethrow(error) {
  throw error;
}

// The write methods of a stream around `writer`. `side.closed` says that the writer is done.
function writeMethods(writer, side, decodeStrings, objectMode) {
  return {
    writev(chunks, callback) {
      const done = guarded(callback, (error) => destroy(this, error));
      PromisePrototypeThen(writer.ready, () => PromisePrototypeThen(
        SafePromiseAllReturnVoid(chunks, (data) => writer.write(data.chunk)), () => done(), done), done);
    },
    write(chunk, encoding, callback) {
      if (typeof chunk === 'string' && decodeStrings && !objectMode) {
        const bytes = Buffer.from(chunk, encoding);
        chunk = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      }
      const done = guarded(callback, (error) => destroy(this, error));
      PromisePrototypeThen(writer.ready, () => PromisePrototypeThen(writer.write(chunk), () => done(), done), done);
    },
    final(callback) {
      if (side.closed) return;
      const done = guarded(callback, (error) => destroy(this, error));
      PromisePrototypeThen(writer.close(), () => done(), done);
    },
  };
}

function readMethod(reader) {
  return function read() {
    PromisePrototypeThen(
      reader.read(),
      ({ done, value }) => this.push(done ? null : value),
      (error) => destroy(this, error));
  };
}

function watchWriter(writer, stream, onClosed) {
  PromisePrototypeThen(writer.closed, () => {
    onClosed();
    if (!isWritableEnded(stream)) destroy(stream, new ERR_STREAM_PREMATURE_CLOSE());
  }, (error) => {
    onClosed(error);
    destroy(stream, error);
  });
}

function watchReader(reader, stream, onClosed) {
  PromisePrototypeThen(reader.closed, () => onClosed(), (error) => {
    onClosed(error);
    destroy(stream, error);
  });
}

function newStreamWritableFromWritableStream(writableStream, options = kEmptyObject) {
  if (!isWritableStream(writableStream)) {
    throw new ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');
  const writer = writableStream.getWriter();
  const side = { closed: false };
  const writable = new Writable({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    ...writeMethods(writer, side, decodeStrings, objectMode),
    destroy(error, callback) {
      const done = guarded(() => callback(error), rethrow);
      if (side.closed) done();
      else PromisePrototypeThen(error != null ? writer.abort(error) : writer.close(), done, done);
    },
  });
  watchWriter(writer, writable, () => { side.closed = true; });
  return writable;
}

function newStreamReadableFromReadableStream(readableStream, options = kEmptyObject) {
  if (!isReadableStream(readableStream)) {
    throw new ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', readableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  }
  validateBoolean(objectMode, 'options.objectMode');
  const reader = readableStream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode,
    highWaterMark,
    encoding,
    signal,
    read: readMethod(reader),
    destroy(error, callback) {
      const done = guarded(() => callback(error), rethrow);
      if (closed) done();
      else PromisePrototypeThen(reader.cancel(error), done, done);
    },
  });
  watchReader(reader, readable, () => { closed = true; });
  return readable;
}

function newStreamDuplexFromReadableWritablePair(pair = kEmptyObject, options = kEmptyObject) {
  validateObject(pair, 'pair');
  const { readable, writable } = pair;
  if (!isReadableStream(readable)) throw new ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readable);
  if (!isWritableStream(writable)) throw new ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writable);
  validateObject(options, 'options');
  const {
    allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal,
  } = options;
  validateBoolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  }
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const writing = { closed: false };
  const reading = { closed: false };
  const duplex = new Duplex({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal,
    ...writeMethods(writer, writing, decodeStrings, objectMode),
    read: readMethod(reader),
    destroy(error, callback) {
      const done = guarded(() => callback(error), rethrow);
      const closeWriter = async () => {
        if (!writing.closed) await writer.abort(error);
      };
      const closeReader = async () => {
        if (!reading.closed) await reader.cancel(error);
      };
      if (writing.closed && reading.closed) done();
      else PromisePrototypeThen(SafePromiseAllReturnVoid([closeWriter(), closeReader()]), done, done);
    },
  });
  watchWriter(writer, duplex, (error) => {
    writing.closed = true;
    if (error !== undefined) reading.closed = true;
  });
  watchReader(reader, duplex, (error) => {
    reading.closed = true;
    if (error !== undefined) writing.closed = true;
  });
  return duplex;
}

module.exports = {
  newStreamDuplexFromReadableWritablePair,
  newStreamReadableFromReadableStream,
  newStreamWritableFromWritableStream,
};
