'use strict';

// The reading side's state: one word of flags and a queue of chunks.
//
// The queue is an array with an index of its first chunk, so that taking one costs no shift.
// `length` is in bytes (or characters after setEncoding), in object mode in chunks.

const { ObjectDefineProperties, Symbol } = primordials;

const { Buffer } = require('buffer');
const { StringDecoder } = require('string_decoder');
const { codes: { ERR_UNKNOWN_ENCODING } } = require('internal/errors');
const { getDefaultHighWaterMark, getHighWaterMark } = require('internal/streams/state');
const {
  bit, encodingOr, kAutoDestroy, kCloseEmitted, kClosed, kConstructed, kDestroyed, kEmitClose, kErrorEmitted, kErrored,
  kObjectMode, kState, optional,
} = require('internal/streams/flags');

const kErroredValue = Symbol('kErroredValue');
const kDefaultEncodingValue = Symbol('kDefaultEncodingValue');
const kDecoderValue = Symbol('kDecoderValue');
const kEncodingValue = Symbol('kEncodingValue');

const kEnded = 1 << 9;               // push(null) was called
const kEndEmitted = 1 << 10;
const kReading = 1 << 11;            // a _read() has not answered yet
const kSync = 1 << 12;               // inside _read(): events must wait
const kNeedReadable = 1 << 13;       // a read() returned null; 'readable' is to follow
const kEmittedReadable = 1 << 14;    // 'readable' is under way
const kReadableListening = 1 << 15;
const kResumeScheduled = 1 << 16;
const kMultiAwaitDrain = 1 << 17;    // awaitDrainWriters is a Set
const kReadingMore = 1 << 18;        // a maybeReadMore tick is under way
const kDataEmitted = 1 << 19;
const kDefaultUTF8Encoding = 1 << 20;
const kDecoder = 1 << 21;
const kEncoding = 1 << 22;
const kHasFlowing = 1 << 23;         // `flowing` is not null
const kFlowing = 1 << 24;
const kHasPaused = 1 << 25;
const kPaused = 1 << 26;
const kDataListening = 1 << 27;

function ReadableState(options, stream, isDuplex) {
  let flags = kEmitClose | kAutoDestroy | kConstructed | kSync | kDefaultUTF8Encoding;
  if (options) {
    if (options.objectMode || (isDuplex && options.readableObjectMode)) flags |= kObjectMode;
    if (options.emitClose === false) flags &= ~kEmitClose;
    if (options.autoDestroy === false) flags &= ~kAutoDestroy;
  }
  this[kState] = flags;
  this.highWaterMark = options ?
    getHighWaterMark(this, options, 'readableHighWaterMark', isDuplex) :
    getDefaultHighWaterMark(false);
  this.buffer = [];
  this.bufferIndex = 0;
  this.length = 0;
  this.pipes = [];
  // The writers that must drain before a piped source flows again: null, a Writable, or a Set of them.
  this.awaitDrainWriters = null;
  if (!options) return;

  const { defaultEncoding, encoding } = options;
  if (defaultEncoding != null && defaultEncoding !== 'utf8' && defaultEncoding !== 'utf-8') {
    if (!Buffer.isEncoding(defaultEncoding)) throw new ERR_UNKNOWN_ENCODING(defaultEncoding);
    this.defaultEncoding = defaultEncoding;
  }
  if (encoding) {
    this.decoder = new StringDecoder(encoding);
    this.encoding = encoding;
  }
}

ObjectDefineProperties(ReadableState.prototype, {
  objectMode: bit(kObjectMode),
  ended: bit(kEnded),
  endEmitted: bit(kEndEmitted),
  reading: bit(kReading),
  constructed: bit(kConstructed),
  sync: bit(kSync),
  needReadable: bit(kNeedReadable),
  emittedReadable: bit(kEmittedReadable),
  readableListening: bit(kReadableListening),
  resumeScheduled: bit(kResumeScheduled),
  errorEmitted: bit(kErrorEmitted),
  emitClose: bit(kEmitClose),
  autoDestroy: bit(kAutoDestroy),
  destroyed: bit(kDestroyed),
  closed: bit(kClosed),
  closeEmitted: bit(kCloseEmitted),
  multiAwaitDrain: bit(kMultiAwaitDrain),
  readingMore: bit(kReadingMore),
  dataEmitted: bit(kDataEmitted),
  errored: optional(kErrored, kErroredValue),
  decoder: optional(kDecoder, kDecoderValue),
  encoding: optional(kEncoding, kEncodingValue),
  defaultEncoding: encodingOr(kDefaultUTF8Encoding, kDefaultEncodingValue),
  flowing: {  // null until the stream is read or paused
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & kHasFlowing) !== 0 ? (this[kState] & kFlowing) !== 0 : null; },
    set(value) {
      this[kState] &= ~(kHasFlowing | kFlowing);
      if (value != null) this[kState] |= value ? kHasFlowing | kFlowing : kHasFlowing;
    },
  },
  paused: {
    __proto__: null,
    get() { return (this[kState] & kPaused) !== 0; },
    set(value) {
      this[kState] |= kHasPaused;
      if (value) this[kState] |= kPaused;
      else this[kState] &= ~kPaused;
    },
  },
  pipesCount: {
    __proto__: null,
    get() { return this.pipes.length; },
  },
});

module.exports = {
  ReadableState, kDataEmitted, kDataListening, kDecoder, kDecoderValue, kEmittedReadable, kEndEmitted, kEnded, kFlowing,
  kHasFlowing, kHasPaused, kMultiAwaitDrain, kNeedReadable, kPaused, kReadableListening, kReading, kReadingMore,
  kResumeScheduled, kSync,
};
