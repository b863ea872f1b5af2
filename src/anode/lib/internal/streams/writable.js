'use strict';

// Writable.
//
// One _write() is under way at a time; writes that come meanwhile wait. A _write() that calls back at once is the common case, and costs
// neither a closure nor, without a callback from the user, a tick.

const {
  ArrayPrototypeSlice,
  ArrayPrototypeSplice,
  Error,
  FunctionPrototypeCall,
  FunctionPrototypeSymbolHasInstance,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  Promise,
  StringPrototypeToLowerCase,
  SymbolAsyncDispose,
  SymbolFor,
  SymbolHasInstance,
} = primordials;

const { Buffer } = require('buffer');
const {
  AbortError,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_MULTIPLE_CALLBACK,
    ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END,
    ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { Stream } = require('internal/streams/legacy');
const destroyImpl = require('internal/streams/destroy');
const { eos } = require('internal/streams/end-of-stream');
const { addAbortSignal } = require('internal/streams/add-abort-signal');
const { kConstructed, kDestroyed, kErrored, kObjectMode, kOnConstructed, kState } = require('internal/streams/flags');
const {
  WritableState, clearQueue, kAfterWritePending, kAfterWriteTickInfo, kAfterWriteTickInfoValue, kAllBuffers, kAllNoop,
  kBufferProcessing, kBuffered, kBufferedValue, kCorked, kDecodeStrings, kDefaultUTF8Encoding, kEnded, kEnding, kErroredValue,
  kExpectWriteCb, kFinished, kNeedDrain, kOnFinished, kOnFinishedValue, kSync, kWriteCb, kWriteCbValue, kWriting, nop,
} = require('internal/streams/writable_state');
const { callFinished, finishMaybe } = require('internal/streams/writable_finish');
const { errorOrDestroy } = destroyImpl;

function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);

  this._events ??= { close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined };
  this._writableState = new WritableState(options, this, false);
  if (options) {
    if (typeof options.write === 'function') this._write = options.write;
    if (typeof options.writev === 'function') this._writev = options.writev;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.final === 'function') this._final = options.final;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal) addAbortSignal(options.signal, this);
  }
  FunctionPrototypeCall(Stream, this, options);
  if (this._construct != null) {
    destroyImpl.construct(this, () => this._writableState[kOnConstructed](this));
  }
}
ObjectSetPrototypeOf(Writable.prototype, Stream.prototype);
ObjectSetPrototypeOf(Writable, Stream);

Writable.WritableState = WritableState;

WritableState.prototype[kOnConstructed] = function onConstructed(stream) {
  if ((this[kState] & kWriting) === 0) writeQueue(stream, this);
  if ((this[kState] & kEnding) !== 0) finishMaybe(stream, this);
};

// A Duplex inherits from Readable, and is a Writable all the same.
ObjectDefineProperty(Writable, SymbolHasInstance, {
  __proto__: null,
  value: function(object) {
    if (FunctionPrototypeSymbolHasInstance(this, object)) return true;
    return this === Writable && object && object._writableState instanceof WritableState;
  },
});

const proto = Writable.prototype;

proto.pipe = function() {
  errorOrDestroy(this, new ERR_STREAM_CANNOT_PIPE());
};

// --- write ----------------------------------------------------------------------------------

// Whether more is welcome, or the error that made the write fail.
function write(stream, chunk, encoding, cb) {
  const state = stream._writableState;
  if (cb == null || typeof cb !== 'function') cb = nop;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();

  if ((state[kState] & kObjectMode) === 0) {
    if (!encoding) encoding = (state[kState] & kDefaultUTF8Encoding) !== 0 ? 'utf8' : state.defaultEncoding;
    else if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);

    if (typeof chunk === 'string') {
      if ((state[kState] & kDecodeStrings) !== 0) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (chunk instanceof Buffer) {
      encoding = 'buffer';
    } else if (Stream._isArrayBufferView(chunk)) {
      chunk = Stream._uint8ArrayToBuffer(chunk);
      encoding = 'buffer';
    } else {
      throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
  }

  if ((state[kState] & (kEnding | kDestroyed)) !== 0) {
    const err = (state[kState] & kEnding) !== 0 ? new ERR_STREAM_WRITE_AFTER_END() : new ERR_STREAM_DESTROYED('write');
    process.nextTick(cb, err);
    errorOrDestroy(stream, err, true);
    return err;
  }

  state.pendingcb++;
  const length = (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
  state.length += length;
  if ((state[kState] & (kWriting | kErrored | kCorked | kConstructed)) === kConstructed) {
    state.writelen = length;
    if (cb !== nop) state.writecb = cb;
    state[kState] |= kWriting | kSync | kExpectWriteCb;
    stream._write(chunk, encoding, state.onwrite);
    state[kState] &= ~kSync;
  } else {
    enqueue(state, chunk, encoding, cb);
  }

  const more = state.length < state.highWaterMark || state.length === 0;
  if (!more) state[kState] |= kNeedDrain;
  // False after an error too, so that `while (stream.write(x));` ends.
  return more && (state[kState] & (kDestroyed | kErrored)) === 0;
}

function enqueue(state, chunk, encoding, callback) {
  if ((state[kState] & kBuffered) === 0) {
    state[kState] |= kBuffered;
    state[kBufferedValue] = [];
  }
  const queue = state[kBufferedValue];
  queue[queue.length] = { chunk, encoding, callback };
  if (encoding !== 'buffer') state[kState] &= ~kAllBuffers;
  if (callback !== nop) state[kState] &= ~kAllNoop;
}

proto.write = function(chunk, encoding, cb) {
  if (typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }
  return write(this, chunk, encoding, cb) === true;
};

proto._write = function(chunk, encoding, cb) {
  if (!this._writev) throw new ERR_METHOD_NOT_IMPLEMENTED('_write()');
  this._writev([{ chunk, encoding }], cb);
};
proto._writev = null;

proto.cork = function() {
  const state = this._writableState;
  state[kState] |= kCorked;
  state.corked++;
};

proto.uncork = function() {
  const state = this._writableState;
  if (!state.corked) return;
  state.corked--;
  if (!state.corked) state[kState] &= ~kCorked;
  if ((state[kState] & kWriting) === 0) writeQueue(this, state);
};

proto.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === 'string') encoding = StringPrototypeToLowerCase(encoding);
  if (!Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

// --- after _write ---------------------------------------------------------------------------

WritableState.prototype.afterWriteOf = function(stream, err) {
  const state = this;
  if ((state[kState] & kExpectWriteCb) === 0) {
    errorOrDestroy(stream, new ERR_MULTIPLE_CALLBACK());
    return;
  }
  const sync = (state[kState] & kSync) !== 0;
  const cb = (state[kState] & kWriteCb) !== 0 ? state[kWriteCbValue] : nop;
  state[kWriteCbValue] = null;
  state[kState] &= ~(kWriting | kExpectWriteCb | kWriteCb);
  state.length -= state.writelen;
  state.writelen = 0;

  if (err) {
    err.stack;  // V8 keeps every frame's closure alive until the text has been made once
    if ((state[kState] & kErrored) === 0) {
      state[kErroredValue] = err;
      state[kState] |= kErrored;
    }
    const other = stream._readableState;
    if (other && !other.errored) other.errored = err;
    if (sync) process.nextTick(failWrite, stream, state, err, cb);
    else failWrite(stream, state, err, cb);
    return;
  }

  if ((state[kState] & kBuffered) !== 0) writeQueue(stream, state);
  if (!sync) {
    afterWrite(stream, state, 1, cb);
    return;
  }
  const info = (state[kState] & kAfterWriteTickInfo) !== 0 ? state[kAfterWriteTickInfoValue] : null;
  if (cb !== nop && info !== null && info.cb === cb) {
    info.count++;  // the same callback as the write before: one tick for both
    return;
  }
  const needTick = cb !== nop || ((state[kState] & kNeedDrain) !== 0 && state.length === 0);
  if (cb !== nop) {
    state[kAfterWriteTickInfoValue] = { count: 1, cb, stream, state };
    state[kState] |= kAfterWritePending | kAfterWriteTickInfo;
    process.nextTick(afterWriteTick, state[kAfterWriteTickInfoValue]);
  } else if (needTick && (state[kState] & kAfterWritePending) === 0) {
    state[kState] |= kAfterWritePending;
    process.nextTick(afterWrite, stream, state, 1, cb);
  } else {
    state.pendingcb--;
    if ((state[kState] & kEnding) !== 0) finishMaybe(stream, state, true);
  }
};

function afterWriteTick({ stream, state, count, cb }) {
  state[kState] &= ~kAfterWriteTickInfo;
  state[kAfterWriteTickInfoValue] = null;
  afterWrite(stream, state, count, cb);
}

function afterWrite(stream, state, count, cb) {
  state[kState] &= ~kAfterWritePending;
  if ((state[kState] & (kEnding | kNeedDrain | kDestroyed)) === kNeedDrain && state.length === 0) {
    state[kState] &= ~kNeedDrain;
    stream.emit('drain');
  }
  while (count-- > 0) {
    state.pendingcb--;
    cb(null);
  }
  if ((state[kState] & kDestroyed) !== 0) failQueue(state);
  if ((state[kState] & kEnding) !== 0) finishMaybe(stream, state, true);
}

function failWrite(stream, state, err, cb) {
  --state.pendingcb;
  cb(err);
  failQueue(state);
  errorOrDestroy(stream, err);  // 'error' comes after every callback
}

// Every waiting write fails, and so do the callbacks of end().
function failQueue(state) {
  if ((state[kState] & kWriting) !== 0) return;
  if ((state[kState] & kBuffered) !== 0) {
    const queue = state[kBufferedValue];
    for (let i = state.bufferedIndex; i < queue.length; ++i) {
      const { chunk, callback } = queue[i];
      state.length -= (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
      callback(state.errored ?? new ERR_STREAM_DESTROYED('write'));
    }
  }
  callFinished(state, state.errored ?? new ERR_STREAM_DESTROYED('end'));
  clearQueue(state);
}

// --- the queue ------------------------------------------------------------------------------

function startWrite(stream, state, writev, length, chunk, encoding, cb) {
  state.writelen = length;
  if (cb !== nop) state.writecb = cb;
  state[kState] |= kWriting | kSync | kExpectWriteCb;
  if ((state[kState] & kDestroyed) !== 0) state.onwrite(new ERR_STREAM_DESTROYED('write'));
  else if (writev) stream._writev(chunk, state.onwrite);
  else stream._write(chunk, encoding, state.onwrite);
  state[kState] &= ~kSync;
}

function writeQueue(stream, state) {
  const needed = kBuffered | kConstructed;
  if ((state[kState] & (needed | kDestroyed | kBufferProcessing | kCorked)) !== needed) return;
  const queue = state[kBufferedValue];
  let i = state.bufferedIndex;
  if (queue.length === i) return;

  state[kState] |= kBufferProcessing;
  if (queue.length - i > 1 && stream._writev) {
    state.pendingcb -= queue.length - i - 1;
    const noCallbacks = (state[kState] & kAllNoop) !== 0;
    const start = i;
    const callback = noCallbacks ? nop : (err) => {
      for (let n = start; n < queue.length; ++n) queue[n].callback(err);
    };
    const chunks = noCallbacks && i === 0 ? queue : ArrayPrototypeSlice(queue, i);
    chunks.allBuffers = (state[kState] & kAllBuffers) !== 0;
    startWrite(stream, state, true, state.length, chunks, '', callback);
    clearQueue(state);
  } else {
    const objectMode = (state[kState] & kObjectMode) !== 0;
    do {
      const { chunk, encoding, callback } = queue[i];
      queue[i++] = null;
      startWrite(stream, state, false, objectMode ? 1 : chunk.length, chunk, encoding, callback);
    } while (i < queue.length && (state[kState] & kWriting) === 0);
    if (i === queue.length) {
      clearQueue(state);
    } else if (i > 256) {
      ArrayPrototypeSplice(queue, 0, i);
      state.bufferedIndex = 0;
    } else {
      state.bufferedIndex = i;
    }
  }
  state[kState] &= ~kBufferProcessing;
}

// --- end ------------------------------------------------------------------------------------

proto.end = function(chunk, encoding, cb) {
  const state = this._writableState;
  if (typeof chunk === 'function') {
    cb = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }

  let err;
  if (chunk != null) {
    const result = write(this, chunk, encoding);
    if (result instanceof Error) err = result;
  }
  if ((state[kState] & kCorked) !== 0) {
    state.corked = 1;
    this.uncork();
  }

  if (err === undefined) {
    if ((state[kState] & (kEnding | kErrored)) === 0) {
      state[kState] |= kEnding;
      finishMaybe(this, state, true);
      state[kState] |= kEnded;
    } else if ((state[kState] & kFinished) !== 0) {
      err = new ERR_STREAM_ALREADY_FINISHED('end');
    } else if ((state[kState] & kDestroyed) !== 0) {
      err = new ERR_STREAM_DESTROYED('end');
    }
  }

  if (typeof cb === 'function') {
    if (err) {
      process.nextTick(cb, err);
    } else if ((state[kState] & kErrored) !== 0) {
      process.nextTick(cb, state[kErroredValue]);
    } else if ((state[kState] & kFinished) !== 0) {
      process.nextTick(cb, null);
    } else {
      state[kState] |= kOnFinished;
      state[kOnFinishedValue] ??= [];
      state[kOnFinishedValue][state[kOnFinishedValue].length] = cb;
    }
  }
  return this;
};

proto.destroy = function(err, cb) {
  const state = this._writableState;
  if ((state[kState] & (kBuffered | kOnFinished)) !== 0 && (state[kState] & kDestroyed) === 0) {
    process.nextTick(failQueue, state);
  }
  FunctionPrototypeCall(destroyImpl.destroy, this, err, cb);
  return this;
};
proto._undestroy = destroyImpl.undestroy;
proto._destroy = function(err, cb) {
  cb(err);
};

proto[SymbolFor('nodejs.rejection')] = function(err) {
  this.destroy(err);
};

proto[SymbolAsyncDispose] = async function() {
  if (!this.destroyed) this.destroy(this.writableFinished ? null : new AbortError());
  await new Promise((resolve, reject) =>
    eos(this, (err) => (err && err.name !== 'AbortError' ? reject(err) : resolve(null))));
};

ObjectDefineProperties(proto, require('internal/streams/writable_properties'));

Writable.fromWeb = function(writableStream, options) {
  return require('internal/webstreams/adapters').newStreamWritableFromWritableStream(writableStream, options);
};

Writable.toWeb = function(streamWritable) {
  return require('internal/webstreams/adapters').newWritableStreamFromStreamWritable(streamWritable);
};

module.exports = Writable;
