'use strict';

// A Readable flows or is paused, by its listeners and by resume() and pause().

const { FunctionPrototypeCall, ReflectApply } = primordials;

const { Stream } = require('internal/streams/legacy');
const { kState } = require('internal/streams/flags');
const {
  kDataListening, kEmittedReadable, kEndEmitted, kFlowing, kHasFlowing, kHasPaused, kNeedReadable, kPaused, kReadableListening,
  kReading, kResumeScheduled,
} = require('internal/streams/readable_state');
const { emitReadable, flow } = require('internal/streams/readable_read');

const methods = { __proto__: null };

methods.on = function(ev, fn) {
  const result = FunctionPrototypeCall(Stream.prototype.on, this, ev, fn);
  const state = this._readableState;
  if (ev === 'data') {
    state[kState] |= kDataListening;
    if (this.listenerCount('readable') > 0) state[kState] |= kReadableListening;
    // Unless it was paused by pause().
    if ((state[kState] & (kHasFlowing | kFlowing)) !== kHasFlowing) this.resume();
  } else if (ev === 'readable' && (state[kState] & (kEndEmitted | kReadableListening)) === 0) {
    state[kState] = (state[kState] | kReadableListening | kNeedReadable | kHasFlowing) & ~(kFlowing | kEmittedReadable);
    if (state.length) emitReadable(this);
    else if ((state[kState] & kReading) === 0) process.nextTick(readNothing, this);
  }
  return result;
};
methods.addListener = methods.on;

function readNothing(stream) {
  stream.read(0);
}

methods.removeListener = function(ev, fn) {
  const result = FunctionPrototypeCall(Stream.prototype.removeListener, this, ev, fn);
  if (ev === 'readable') {
    // In a tick, so that calling once('readable') again and again does not change the mode each time.
    process.nextTick(updateListening, this);
  } else if (ev === 'data' && this.listenerCount('data') === 0) {
    this._readableState[kState] &= ~kDataListening;
  }
  return result;
};
methods.off = methods.removeListener;

methods.removeAllListeners = function(ev) {
  const result = ReflectApply(Stream.prototype.removeAllListeners, this, arguments);
  if (ev === 'readable' || ev === undefined) process.nextTick(updateListening, this);
  return result;
};

function updateListening(stream) {
  const state = stream._readableState;
  if (stream.listenerCount('readable') > 0) state[kState] |= kReadableListening;
  else state[kState] &= ~kReadableListening;

  if ((state[kState] & (kHasPaused | kPaused | kResumeScheduled)) === (kHasPaused | kResumeScheduled)) {
    state[kState] |= kHasFlowing | kFlowing;  // or the resume under way would not flow
  } else if ((state[kState] & kDataListening) !== 0) {
    stream.resume();
  } else if ((state[kState] & kReadableListening) === 0) {
    state[kState] &= ~(kHasFlowing | kFlowing);
  }
}

methods.resume = function() {
  const state = this._readableState;
  if ((state[kState] & kFlowing) === 0) {
    state[kState] |= kHasFlowing;
    // While there is a 'readable' listener, reading is left to it.
    if ((state[kState] & kReadableListening) === 0) state[kState] |= kFlowing;
    if ((state[kState] & kResumeScheduled) === 0) {
      state[kState] |= kResumeScheduled;
      process.nextTick(resumeNow, this, state);
    }
  }
  state[kState] = (state[kState] | kHasPaused) & ~kPaused;
  return this;
};

function resumeNow(stream, state) {
  if ((state[kState] & kReading) === 0) stream.read(0);
  state[kState] &= ~kResumeScheduled;
  stream.emit('resume');
  flow(stream);
  if ((state[kState] & (kFlowing | kReading)) === kFlowing) stream.read(0);
}

methods.pause = function() {
  const state = this._readableState;
  if ((state[kState] & (kHasFlowing | kFlowing)) !== kHasFlowing) {
    state[kState] = (state[kState] | kHasFlowing) & ~kFlowing;
    this.emit('pause');
  }
  state[kState] |= kHasPaused | kPaused;
  return this;
};

methods.isPaused = function() {
  const flags = this._readableState[kState];
  return (flags & kPaused) !== 0 || (flags & (kHasFlowing | kFlowing)) === kHasFlowing;
};

module.exports = methods;
