'use strict';

// The writing side's state: one word of flags, and the writes that wait for the one under way.

const { ArrayPrototypeSlice, ObjectDefineProperties, Symbol } = primordials;

const { Buffer } = require('buffer');
const { codes: { ERR_UNKNOWN_ENCODING } } = require('internal/errors');
const { getDefaultHighWaterMark, getHighWaterMark } = require('internal/streams/state');
const {
  bit, encodingOr, kAutoDestroy, kCloseEmitted, kClosed, kConstructed, kDestroyed, kEmitClose, kErrorEmitted, kErrored,
  kObjectMode, kState, optional,
} = require('internal/streams/flags');

const kErroredValue = Symbol('kErroredValue');
const kDefaultEncodingValue = Symbol('kDefaultEncodingValue');
const kWriteCbValue = Symbol('kWriteCbValue');
const kAfterWriteTickInfoValue = Symbol('kAfterWriteTickInfoValue');
const kBufferedValue = Symbol('kBufferedValue');
const kOnFinishedValue = Symbol('kOnFinishedValue');

const kSync = 1 << 9;               // inside _write(): callbacks must wait for a tick
const kFinalCalled = 1 << 10;
const kNeedDrain = 1 << 11;         // write() returned false
const kEnding = 1 << 12;            // end() was called
const kFinished = 1 << 13;
const kDecodeStrings = 1 << 14;
const kWriting = 1 << 15;
const kBufferProcessing = 1 << 16;
const kPrefinished = 1 << 17;
const kAllBuffers = 1 << 18;        // no waiting write is a string
const kAllNoop = 1 << 19;           // no waiting write has a callback
const kOnFinished = 1 << 20;
const kHasWritable = 1 << 21;       // `writable` is not undefined
const kWritable = 1 << 22;
const kCorked = 1 << 23;
const kDefaultUTF8Encoding = 1 << 24;
const kWriteCb = 1 << 25;
const kExpectWriteCb = 1 << 26;     // _write() has not called back yet
const kAfterWriteTickInfo = 1 << 27;
const kAfterWritePending = 1 << 28;
const kBuffered = 1 << 29;
const kEnded = 1 << 30;             // end() has returned

const nop = () => {};

function WritableState(options, stream, isDuplex) {
  let flags = kSync | kConstructed | kEmitClose | kAutoDestroy | kDecodeStrings | kDefaultUTF8Encoding;
  if (options) {
    if (options.objectMode || (isDuplex && options.writableObjectMode)) flags |= kObjectMode;
    if (options.decodeStrings === false) flags &= ~kDecodeStrings;
    if (options.emitClose === false) flags &= ~kEmitClose;
    if (options.autoDestroy === false) flags &= ~kAutoDestroy;
  }
  this[kState] = flags;
  this.highWaterMark = options ?
    getHighWaterMark(this, options, 'writableHighWaterMark', isDuplex) :
    getDefaultHighWaterMark(false);
  const defaultEncoding = options?.defaultEncoding;
  if (defaultEncoding != null && defaultEncoding !== 'utf8' && defaultEncoding !== 'utf-8') {
    if (!Buffer.isEncoding(defaultEncoding)) throw new ERR_UNKNOWN_ENCODING(defaultEncoding);
    this.defaultEncoding = defaultEncoding;
  }
  this.length = 0;    // of the data that waits or is being written, in bytes or objects
  this.corked = 0;
  // The callback of _write(); writable.js defines afterWriteOf.
  this.onwrite = (err) => this.afterWriteOf(stream, err);
  this.writelen = 0;  // of `length`, the part _write() has now
  clearQueue(this);
  this.pendingcb = 0; // callbacks still owed; 'finish' waits for them
}

function clearQueue(state) {
  state[kBufferedValue] = null;
  state.bufferedIndex = 0;
  state[kState] = (state[kState] | kAllBuffers | kAllNoop) & ~kBuffered;
}

WritableState.prototype.getBuffer = function getBuffer() {
  return (this[kState] & kBuffered) === 0 ? [] : ArrayPrototypeSlice(this.buffered, this.bufferedIndex);
};

ObjectDefineProperties(WritableState.prototype, {
  objectMode: bit(kObjectMode),
  finalCalled: bit(kFinalCalled),
  needDrain: bit(kNeedDrain),
  ending: bit(kEnding),
  ended: bit(kEnded),
  finished: bit(kFinished),
  destroyed: bit(kDestroyed),
  decodeStrings: bit(kDecodeStrings),
  writing: bit(kWriting),
  sync: bit(kSync),
  bufferProcessing: bit(kBufferProcessing),
  constructed: bit(kConstructed),
  prefinished: bit(kPrefinished),
  errorEmitted: bit(kErrorEmitted),
  emitClose: bit(kEmitClose),
  autoDestroy: bit(kAutoDestroy),
  closed: bit(kClosed),
  closeEmitted: bit(kCloseEmitted),
  allBuffers: bit(kAllBuffers),
  allNoop: bit(kAllNoop),
  errored: optional(kErrored, kErroredValue),
  afterWriteTickInfo: optional(kAfterWriteTickInfo, kAfterWriteTickInfoValue),
  defaultEncoding: encodingOr(kDefaultUTF8Encoding, kDefaultEncodingValue),
  writable: {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & kHasWritable) !== 0 ? (this[kState] & kWritable) !== 0 : undefined; },
    set(value) {
      this[kState] &= ~(kHasWritable | kWritable);
      if (value != null) this[kState] |= value ? kHasWritable | kWritable : kHasWritable;
    },
  },
  writecb: {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & kWriteCb) !== 0 ? this[kWriteCbValue] : nop; },
    set(value) {
      this[kWriteCbValue] = value;
      if (value) this[kState] |= kWriteCb;
      else this[kState] &= ~kWriteCb;
    },
  },
  buffered: {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & kBuffered) !== 0 ? this[kBufferedValue] : []; },
    set(value) {
      this[kBufferedValue] = value;
      if (value) this[kState] |= kBuffered;
      else this[kState] &= ~kBuffered;
    },
  },
  bufferedRequestCount: {
    __proto__: null,
    get() { return (this[kState] & kBuffered) === 0 ? 0 : this[kBufferedValue].length - this.bufferedIndex; },
  },
});

module.exports = {
  WritableState, clearQueue, kAfterWritePending, kAfterWriteTickInfo, kAfterWriteTickInfoValue, kAllBuffers, kAllNoop,
  kBufferProcessing, kBuffered, kBufferedValue, kCorked, kDecodeStrings, kDefaultUTF8Encoding, kEnded, kEnding, kErroredValue,
  kExpectWriteCb, kFinalCalled, kFinished, kHasWritable, kNeedDrain, kOnFinished, kOnFinishedValue, kPrefinished, kSync,
  kWritable, kWriteCb, kWriteCbValue, kWriting, nop,
};
