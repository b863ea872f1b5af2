'use strict';

// A Readable's way out of the queue: read(), 'readable' and 'end'. _read() is called when the queue runs low.

const { NumberIsInteger, NumberIsNaN, NumberParseInt } = primordials;

const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { errorOrDestroy } = require('internal/streams/destroy');
const { kCloseEmitted, kConstructed, kDestroyed, kErrorEmitted, kErrored, kObjectMode, kState } = require('internal/streams/flags');
const { fromList } = require('internal/streams/readable_queue');
const {
  kDataEmitted, kEmittedReadable, kEndEmitted, kEnded, kFlowing, kMultiAwaitDrain, kNeedReadable, kReading, kReadingMore, kSync,
} = require('internal/streams/readable_state');

const methods = { __proto__: null };

const MAX_MARK = 0x40000000;

// The next power of two, so that growing requests do not raise the mark each time.
function raisedMark(n) {
  if (n > MAX_MARK) throw new ERR_OUT_OF_RANGE('size', '<= 1GiB', n);
  let mark = 1;
  while (mark < n) mark *= 2;
  return mark;
}

// How much read(n) returns now: nothing unless all of `n` is there, or the stream has ended.
function available(n, state) {
  if (n <= 0 || (state.length === 0 && (state[kState] & kEnded) !== 0)) return 0;
  if ((state[kState] & kObjectMode) !== 0) return 1;
  if (NumberIsNaN(n)) {
    // A flowing stream hands over chunk by chunk, as they came.
    return (state[kState] & kFlowing) !== 0 && state.length ? state.buffer[state.bufferIndex].length : state.length;
  }
  if (n <= state.length) return n;
  return (state[kState] & kEnded) !== 0 ? state.length : 0;
}

methods.read = function(n) {
  if (n === undefined) n = NaN;
  else if (!NumberIsInteger(n)) n = NumberParseInt(n, 10);
  const state = this._readableState;
  const asked = n;

  if (n > state.highWaterMark) state.highWaterMark = raisedMark(n);
  if (n !== 0) state[kState] &= ~kEmittedReadable;

  // read(0) only starts reading; when enough is already in the queue, it only emits 'readable'.
  if (n === 0 && (state[kState] & kNeedReadable) !== 0 &&
      ((state[kState] & kEnded) !== 0 ||
       (state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0))) {
    if (state.length === 0 && (state[kState] & kEnded) !== 0) endReadable(this);
    else emitReadable(this);
    return null;
  }

  n = available(n, state);
  if (n === 0 && (state[kState] & kEnded) !== 0) {
    if (state.length === 0) endReadable(this);
    return null;
  }

  // _read() comes before taking: in a PassThrough it may bring the data at once.
  if (((state[kState] & kNeedReadable) !== 0 || state.length === 0 || state.length - n < state.highWaterMark) &&
      (state[kState] & (kReading | kEnded | kDestroyed | kErrored | kConstructed)) === kConstructed) {
    state[kState] |= kReading | kSync;
    if (state.length === 0) state[kState] |= kNeedReadable;
    try {
      this._read(state.highWaterMark);
    } catch (err) {
      errorOrDestroy(this, err);
    }
    state[kState] &= ~kSync;
    if ((state[kState] & kReading) === 0) n = available(asked, state);
  }

  const chunk = n > 0 ? fromList(n, state) : null;
  if (chunk === null) {
    if (state.length <= state.highWaterMark) state[kState] |= kNeedReadable;
    n = 0;
  } else {
    state.length -= n;
    forgetDrains(state);
  }

  if (state.length === 0) {
    if ((state[kState] & kEnded) === 0) state[kState] |= kNeedReadable;
    else if (asked !== n) endReadable(this);
  }

  if (chunk !== null && (state[kState] & (kErrorEmitted | kCloseEmitted)) === 0) {
    state[kState] |= kDataEmitted;
    this.emit('data', chunk);
  }
  return chunk;
};

function emitReadable(stream) {
  const state = stream._readableState;
  state[kState] &= ~kNeedReadable;
  if ((state[kState] & kEmittedReadable) === 0) {
    state[kState] |= kEmittedReadable;
    process.nextTick(emitReadableNow, stream);
  }
}

function emitReadableNow(stream) {
  const state = stream._readableState;
  if ((state[kState] & (kDestroyed | kErrored)) === 0 && (state.length || (state[kState] & kEnded) !== 0)) {
    stream.emit('readable');
    state[kState] &= ~kEmittedReadable;
  }
  if ((state[kState] & (kFlowing | kEnded)) === 0 && state.length <= state.highWaterMark) {
    state[kState] |= kNeedReadable;
  }
  flow(stream);
}

// A push() may be followed by more room: fill the queue up to the mark, in a tick.
function maybeReadMore(stream, state) {
  if ((state[kState] & (kReadingMore | kReading | kConstructed)) === kConstructed) {
    state[kState] |= kReadingMore;
    process.nextTick(readMore, stream, state);
  }
}

function readMore(stream, state) {
  while ((state[kState] & (kReading | kEnded)) === 0 &&
         (state.length < state.highWaterMark || ((state[kState] & kFlowing) !== 0 && state.length === 0))) {
    const { length } = state;
    stream.read(0);
    if (length === state.length) break;  // nothing came: it will, later
  }
  state[kState] &= ~kReadingMore;
}

function endReadable(stream) {
  const state = stream._readableState;
  if ((state[kState] & kEndEmitted) === 0) {
    state[kState] |= kEnded;
    process.nextTick(emitEnd, state, stream);
  }
}

function emitEnd(state, stream) {
  // An unshift() since then puts it off.
  if ((state[kState] & (kErrored | kCloseEmitted | kEndEmitted)) !== 0 || state.length !== 0) return;
  state[kState] |= kEndEmitted;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(endWritable, stream);
  } else if (state.autoDestroy) {
    // A Duplex lives until its other side is done as well.
    const other = stream._writableState;
    if (!other || (other.autoDestroy && (other.finished || other.writable === false))) stream.destroy();
  }
}

function endWritable(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}

function flow(stream) {
  const state = stream._readableState;
  while ((state[kState] & kFlowing) !== 0 && stream.read() !== null);
}

function forgetDrains(state) {
  if ((state[kState] & kMultiAwaitDrain) !== 0) state.awaitDrainWriters.clear();
  else state.awaitDrainWriters = null;
}

module.exports = { emitReadable, emitReadableNow, flow, forgetDrains, maybeReadMore, methods };
