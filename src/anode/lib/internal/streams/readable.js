'use strict';

// Readable.
//
// push() puts a chunk into the queue, or hands it straight to 'data' listeners when the stream flows and nothing waits before it. read()
// takes from the queue, and calls _read() when the queue runs low. Anything that a caller does not expect inside the call (events after a
// synchronous _read, the end, resuming) happens in a tick.

const {
  FunctionPrototypeBind,
  FunctionPrototypeCall,
  ObjectAssign,
  ObjectDefineProperties,
  ObjectKeys,
  ObjectSetPrototypeOf,
  Promise,
  SymbolAsyncDispose,
  SymbolAsyncIterator,
  SymbolFor,
} = primordials;

const { AbortError, codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
const { validateAbortSignal, validateObject } = require('internal/validators');
const { Stream } = require('internal/streams/legacy');
const destroyImpl = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const { addAbortSignal, addAbortSignalNoValidate } = require('internal/streams/add-abort-signal');
const { kOnConstructed, kState } = require('internal/streams/flags');
const { ReadableState, kNeedReadable } = require('internal/streams/readable_state');
const { fromList } = require('internal/streams/readable_queue');
const { maybeReadMore, methods: readMethods } = require('internal/streams/readable_read');
const { pipe, unpipe } = require('internal/streams/readable_pipe');
const { iterate } = require('internal/streams/readable_iterator');
const { errorOrDestroy } = destroyImpl;

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);

  // A slot for each event most streams get gives them all one hidden class.
  this._events ??= { close: undefined, error: undefined, data: undefined, end: undefined, readable: undefined };
  this._readableState = new ReadableState(options, this, false);
  if (options) {
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal) addAbortSignal(options.signal, this);
  }
  FunctionPrototypeCall(Stream, this, options);
  if (this._construct != null) {
    destroyImpl.construct(this, () => this._readableState[kOnConstructed](this));
  }
}
ObjectSetPrototypeOf(Readable.prototype, Stream.prototype);
ObjectSetPrototypeOf(Readable, Stream);

Readable.ReadableState = ReadableState;
Readable._fromList = fromList;

ReadableState.prototype[kOnConstructed] = function onConstructed(stream) {
  if ((this[kState] & kNeedReadable) !== 0) maybeReadMore(stream, this);
};

const proto = Readable.prototype;
proto.destroy = destroyImpl.destroy;
proto._undestroy = destroyImpl.undestroy;
proto._destroy = function(err, cb) {
  cb(err);
};
proto._read = function(n) {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_read()');
};

proto[SymbolFor('nodejs.rejection')] = function(err) {
  this.destroy(err);
};

proto[SymbolAsyncDispose] = async function() {
  let error;
  if (!this.destroyed) {
    error = this.readableEnded ? null : new AbortError();
    this.destroy(error);
  }
  await new Promise((resolve, reject) => eos(this, (err) => (err && err !== error ? reject(err) : resolve(null))));
};

ObjectAssign(proto, require('internal/streams/readable_push'), readMethods, require('internal/streams/readable_flow'));
proto.pipe = pipe;
proto.unpipe = unpipe;

// --- from and to other things ---------------------------------------------------------------

/** Makes this stream emit the data and events of an old-style stream. */
proto.wrap = function(stream) {
  let paused = false;
  stream.on('data', (chunk) => {
    if (!this.push(chunk) && stream.pause) {
      paused = true;
      stream.pause();
    }
  });
  stream.on('end', () => this.push(null));
  stream.on('error', (err) => errorOrDestroy(this, err));
  stream.on('close', () => this.destroy());
  stream.on('destroy', () => this.destroy());
  this._read = () => {
    if (paused && stream.resume) {
      paused = false;
      stream.resume();
    }
  };
  // The old stream's other methods are called through this one.
  const keys = ObjectKeys(stream);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (this[key] === undefined && typeof stream[key] === 'function') {
      this[key] = FunctionPrototypeBind(stream[key], stream);
    }
  }
  return this;
};

proto[SymbolAsyncIterator] = function() {
  return iterate(this);
};

proto.iterator = function(options) {
  if (options !== undefined) validateObject(options, 'options');
  return iterate(this, options);
};

proto.compose = function compose(stream, options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
  const composed = require('internal/streams/compose')(this, stream);
  if (options?.signal) addAbortSignalNoValidate(options.signal, composed);
  return composed;
};

ObjectDefineProperties(proto, require('internal/streams/readable_properties'));

Readable.from = function(iterable, opts) {
  return require('internal/streams/from')(Readable, iterable, opts);
};

Readable.fromWeb = function(readableStream, options) {
  return require('internal/webstreams/adapters').newStreamReadableFromReadableStream(readableStream, options);
};

Readable.toWeb = function(streamReadable, options) {
  return require('internal/webstreams/adapters').newReadableStreamFromStreamReadable(streamReadable, options);
};

Readable.wrap = function(src, options) {
  return new Readable({
    objectMode: src.readableObjectMode ?? src.objectMode ?? true,
    ...options,
    destroy(err, callback) {
      destroyImpl.destroyer(src, err);
      callback(err);
    },
  }).wrap(src);
};

module.exports = Readable;
