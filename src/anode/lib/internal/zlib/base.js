'use strict';

// The stream class of all of zlib's classes. The codec itself is Python's and is made with the first byte.

const {
  ArrayPrototypePush,
  NumberIsFinite,
  NumberIsNaN,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  ReflectApply,
  Symbol,
  TypedArrayPrototypeSubarray,
  Uint32Array,
  Uint8Array,
} = primordials;
const { Buffer, kMaxLength } = require('buffer');
const Transform = require('internal/streams/transform');

const { codes: { ERR_BUFFER_TOO_LARGE, ERR_OUT_OF_RANGE, ERR_TRAILING_JUNK_AFTER_STREAM_END } } = require('internal/errors');
const { scopeIfHooked } = require('internal/async_hooks');
const { validateNumber } = require('internal/validators');
const { constants } = require('internal/zlib/constants');

const { handleClass, kCrossing, staysOpen, unusedOf } = require('internal/zlib/handle');

const { Z_MIN_CHUNK, Z_DEFAULT_CHUNK } = constants;

const kFlushFlag = Symbol('kFlushFlag');
const kScope = Symbol('scope');
const kError = Symbol('kError');
const kCodec = Symbol('codec');
const kFilled = Symbol('filled');

const zlib = () => binding('zlib');

// False when there is no number to check.
function isGivenNumber(number, name) {
  if (number === undefined) return false;
  if (NumberIsFinite(number)) return true;
  if (NumberIsNaN(number)) return false;
  validateNumber(number, name);
  throw new ERR_OUT_OF_RANGE(name, 'a finite number', number);
}

function numberInRange(number, name, lower, upper, otherwise) {
  if (!isGivenNumber(number, name)) return otherwise;
  if (number < lower || number > upper) throw new ERR_OUT_OF_RANGE(name, `>= ${lower} and <= ${upper}`, number);
  return number;
}

// Which of two flush flags does more. Zlib's numbers are not in that order.
const FLUSH_ORDER = [0, 1, 2, 3, 5, 4];
const strength = (flag) => FLUSH_ORDER[flag] ?? flag;
const stronger = (a, b) => (strength(a) > strength(b) ? a : b);

// `handle`: { mode, options, dictionary } of the codec. `flushes`: this family's flags for no flush, a full one and the end.
function ZlibBase(opts, handle, flushes) {
  let chunkSize = Z_DEFAULT_CHUNK;
  let maxOutputLength = kMaxLength;
  let flush = flushes.flush;
  let finishFlush = flushes.finishFlush;
  if (opts) {
    chunkSize = opts.chunkSize;
    if (!isGivenNumber(chunkSize, 'options.chunkSize')) chunkSize = Z_DEFAULT_CHUNK;
    else if (chunkSize < Z_MIN_CHUNK) throw new ERR_OUT_OF_RANGE('options.chunkSize', `>= ${Z_MIN_CHUNK}`, chunkSize);
    flush = numberInRange(opts.flush, 'options.flush', flushes.lowest, flushes.highest, flush);
    finishFlush = numberInRange(opts.finishFlush, 'options.finishFlush', flushes.lowest, flushes.highest, finishFlush);
    maxOutputLength = numberInRange(opts.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength);
    if (opts.encoding || opts.objectMode || opts.writableObjectMode) {
      opts = { ...opts, encoding: null, objectMode: false, writableObjectMode: false };
    }
  }
  ReflectApply(Transform, this, [{ autoDestroy: true, ...opts }]);
  this.bytesWritten = 0;
  this[kError] = null;
  this[kCodec] = handle;
  this[kFilled] = 0;
  this._handle = new (handleClass(handle.mode))(handle.mode, this);
  this._number = 0;
  const scope = scopeIfHooked('ZLIB', handle);
  if (scope !== undefined) this[kScope] = scope;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flush;
  this._finishFlushFlag = finishFlush;
  this._defaultFullFlushFlag = flushes.fullFlush;
  this._info = opts?.info;
  this._maxOutputLength = maxOutputLength;
  this._rejectGarbageAfterEnd = opts?.rejectGarbageAfterEnd === true;
  handle.options.rejectGarbageAfterEnd = this._rejectGarbageAfterEnd;
}
ObjectSetPrototypeOf(ZlibBase.prototype, Transform.prototype);
ObjectSetPrototypeOf(ZlibBase, Transform);

// Properties that packages use with `_handle.writeSync`; on most streams they are never read.
const onFirstUse = {
  _outBuffer: (self) => Buffer.allocUnsafe(self._chunkSize), _outOffset: () => 0, _writeState: () => new Uint32Array(2),
};
for (const name in onFirstUse) {
  const keep = (self, value) =>
    ObjectDefineProperty(self, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
  ObjectDefineProperty(ZlibBase.prototype, name, {
    __proto__: null, configurable: true, enumerable: false,
    get() {
      if (this === ZlibBase.prototype) return undefined;
      keep(this, onFirstUse[name](this));
      return this[name];
    },
    set(value) { keep(this, value); },
  });
}

ObjectDefineProperty(ZlibBase.prototype, '_closed', {
  __proto__: null, configurable: true, enumerable: true,
  get() { return !this._handle; },
});

// The number of this stream's codec.
function opened(self) {
  if (self._number === 0) {
    const { mode, options, dictionary } = self[kCodec];
    self._number = zlib().create(mode, binding.encode(options), dictionary);
  }
  return self._number;
}

function release(self) {
  self._handle = null;
  if (self[kScope] !== undefined) {
    self[kScope].destroy();
    self[kScope] = undefined;
  }
  if (self._number !== 0) {
    zlib().close(self._number);
    self._number = 0;
  }
}

ZlibBase.prototype.reset = function() {
  if (this._closed) {
    const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
    throw new ERR_INVALID_STATE('zlib binding closed');
  }
  if (this._number !== 0) zlib().close(this._number);
  this._number = 0;
};

ZlibBase.prototype._flush = function(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

ZlibBase.prototype._final = function(callback) {
  callback();
};

// A flush travels through the stream as an empty chunk with a flag on it, so that it keeps its place.
const flushChunks = [];
function flushChunk(flag) {
  if (flushChunks[flag] === undefined) {
    const chunk = Buffer.alloc(0);
    chunk[kFlushFlag] = flag;
    flushChunks[flag] = chunk;
  }
  return flushChunks[flag];
}

ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(flushChunk(kind), '', callback);
  }
};

ZlibBase.prototype.close = function(callback) {
  if (callback) require('internal/streams/end-of-stream').eos(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function(error, callback) {
  // A request under way still has the codec; it is released when that ends.
  if (!this._busy) release(this);
  this._handle = null;
  callback(error);
};

ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flag = this._defaultFlushFlag;
  if (typeof chunk[kFlushFlag] === 'number') {
    flag = chunk[kFlushFlag];
  } else if (this.writableEnded && this.writableLength === chunk.byteLength) {
    // The last chunk ends the stream at once.
    flag = stronger(flag, this._finishFlushFlag);
  }
  this._processChunk(chunk, flag, callback);
};

// The output as buffers of the chosen size. One write may leave a buffer partly filled; the next one fills it.
function pushOutput(self, bytes) {
  for (let at = 0; at < bytes.length;) {
    const room = self._chunkSize - self[kFilled];
    const end = at + room < bytes.length ? at + room : bytes.length;
    self[kFilled] = end - at === room ? 0 : self[kFilled] + end - at;
    self.push(Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at));
    at = end;
  }
}

const { Step: { MORE, ENDED } } = binding('zlib');
const SYNC_LIMIT = 1 << 20;

// How much output one step may bring: as many buffers as the reader has room for; the first may be partly filled already.
const limitOf = (self, size) => {
  const room = self.readableHighWaterMark;
  return (room > size ? room - room % size : size) - self[kFilled];
};

ZlibBase.prototype._processChunk = function(chunk, flag, callback) {
  if (typeof callback !== 'function') return processSync(this, chunk, flag);
  if (this._closed) {
    process.nextTick(callback);
    return;
  }
  const data = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  let number;
  try {
    number = opened(this);
  } catch (error) {
    this[kError] = error;
    process.nextTick(() => this.destroy(error));
    return;
  }
  let unused = data.length;
  const step = (input) => {
    this._busy = true;
    zlib().async.write(answer(this, (error, result) => {
      this._busy = false;
      if (this._closed || this.destroyed) {
        release(this);
        this.cb = null;
        callback();
        return;
      }
      if (error) {
        this[kError] = error;
        release(this);
        this.destroy(error);
        return;
      }
      const out = TypedArrayPrototypeSubarray(result, 5);
      this.bytesWritten += unused - unusedOf(result);
      unused = unusedOf(result);
      if (out.length > 0) pushOutput(this, out);
      if (this.destroyed) {
        callback();
        return;
      }
      if (result[0] & MORE) {
        // The reader sets the pace: go on when it has read the output so far.
        if (this.readableLength >= this.readableHighWaterMark && out.length > 0) {
          this._read = (n) => {
            delete this._read;
            step(undefined);
          };
          return;
        }
        step(undefined);
        return;
      }
      // Bytes after the end of a compressed stream are not read.
      if ((result[0] & ENDED) && unused > 0) {
        if (this._rejectGarbageAfterEnd) {
          this.destroy(new ERR_TRAILING_JUNK_AFTER_STREAM_END());
          callback(this.errored);
          return;
        }
        this.push(null);
        callback();
        return;
      }
      callback();
    }), number, flag, limitOf(this, this._chunkSize), input, this._chunkSize - this[kFilled], this._chunkSize);
  };
  step(data);
};

function processSync(self, chunk, flag) {
  const handle = self._handle;
  if (!handle) {
    const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors');
    throw new ERR_INTERNAL_ASSERTION('zlib binding closed');
  }
  const data = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const { mode, options, dictionary } = self[kCodec];
  try {
    const inOneGo = self._number === 0 && !staysOpen(handle);
    const out = inOneGo ?
      asBuffer(zlib().whole(mode, binding.encode(options), flag, self._maxOutputLength, data, dictionary)) : stepsSync(self, data, flag);
    self.bytesWritten += data.length;
    return out;
  } finally {
    handle.close();
    self._handle = null;
  }
}

const asBuffer = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// All output for one chunk, however much that is, from a stream that goes on. Minizlib replaces Buffer.concat to get the parts.
function stepsSync(self, data, flag) {
  const number = opened(self);
  const parts = [];
  let size = 0;
  let result = zlib().write(number, flag, SYNC_LIMIT, data);
  for (;;) {
    const part = asBuffer(TypedArrayPrototypeSubarray(result, 5));
    if (parts.length === 0 && !(result[0] & MORE)) return part;
    ArrayPrototypePush(parts, part);
    size += part.length;
    if (size > self._maxOutputLength) throw new ERR_BUFFER_TOO_LARGE(self._maxOutputLength);
    if (!(result[0] & MORE)) return Buffer.concat(parts, size);
    result = zlib().write(number, flag, SYNC_LIMIT);
  }
}

// The callback of a request of this stream, between its async ids while async_hooks has hooks.
function answer(self, callback) {
  const scope = self[kScope];
  if (scope === undefined) return callback;
  return (error, result) => {
    scope.enter();
    callback(error, result);
    scope.leave();
  };
}

// A whole buffer, on the thread pool.
function processAll(self, data, callback) {
  const { mode, options, dictionary } = self[kCodec];
  const view = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  zlib().async.whole(answer(self, (error, bytes) => {
    release(self);
    if (error) {
      callback(error);
      return;
    }
    self.bytesWritten += view.length;
    callback(null, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }), mode, binding.encode(options), self._finishFlushFlag, self._maxOutputLength, view, dictionary);
}

// What a handle needs of its stream.
ObjectDefineProperty(ZlibBase.prototype, kCrossing, { __proto__: null, value: {
  __proto__: null,
  number: opened,
  stateOf: (self) => self._writeState,
  release,
  fail(self, error) {
    self[kError] = error;
    self.destroy(error);
  },
} });

module.exports = { ZlibBase, isGivenNumber, numberInRange, opened, processAll, zlib };
