'use strict';

// The end of a stream, and its beginning when it needs a construct().
// In a Duplex both sides carry each flag, and the writable one is asked first.

const { Symbol } = primordials;

const { AbortError, aggregateTwoErrors, codes: { ERR_MULTIPLE_CALLBACK } } = require('internal/errors');
const { isDestroyed, isFinished } = require('internal/streams/progress');
const { isServerRequest } = require('internal/streams/kinds');
const {
  kAutoDestroy, kCloseEmitted, kClosed, kConstructed, kDestroyed, kEmitClose, kErrorEmitted, kErrored, kState,
} = require('internal/streams/flags');
const { kIsDestroyed } = require('internal/streams/symbols');

const kDestroy = Symbol('kDestroy');
const kConstruct = Symbol('kConstruct');

function has(stream, mask) {
  const w = stream._writableState;
  const r = stream._readableState;
  return (w && (w[kState] & mask) !== 0) || (r && (r[kState] & mask) !== 0);
}

function mark(stream, mask) {
  const w = stream._writableState;
  const r = stream._readableState;
  if (w) w[kState] |= mask;
  if (r) r[kState] |= mask;
}

function remember(stream, err) {
  if (!err) return;
  err.stack;  // V8 keeps every frame's closure alive until the text has been made once
  const w = stream._writableState;
  const r = stream._readableState;
  if (w && !w.errored) w.errored = err;
  if (r && !r.errored) r.errored = err;
}

/** The `destroy` method. `cb` is for streams that destroy themselves through it. */
function destroy(err, cb) {
  if (has(this, kDestroyed)) {
    if (typeof cb === 'function') cb();
    return this;
  }
  // Set before any code of the user runs: it may call destroy() again.
  remember(this, err);
  mark(this, kDestroyed);

  const state = this._writableState || this._readableState;
  if ((state[kState] & kConstructed) !== 0) {
    runDestroy(this, err, cb);
  } else {
    this.once(kDestroy, function(constructError) {
      runDestroy(this, aggregateTwoErrors(constructError, err), cb);
    });
  }
  return this;
}

function runDestroy(stream, err, cb) {
  let called = false;
  function onDestroy(error) {
    if (called) return;
    called = true;
    remember(stream, error);
    mark(stream, kClosed);
    if (typeof cb === 'function') cb(error);
    if (error) process.nextTick(emitErrorAndClose, stream, error);
    else process.nextTick(emitClose, stream);
  }
  try {
    stream._destroy(err || null, onDestroy);
  } catch (error) {
    onDestroy(error);
  }
}

function emitErrorAndClose(stream, err) {
  emitError(stream, err);
  emitClose(stream);
}

function emitClose(stream) {
  mark(stream, kCloseEmitted);
  if (has(stream, kEmitClose)) stream.emit('close');
}

function emitError(stream, err) {
  if (has(stream, kErrorEmitted)) return;
  mark(stream, kErrorEmitted);
  stream.emit('error', err);
}

/** Makes a destroyed stream usable again; net.Socket connects again this way. */
function undestroy() {
  const r = this._readableState;
  const w = this._writableState;
  const spent = kDestroyed | kClosed | kCloseEmitted | kErrored | kErrorEmitted;
  if (r) {
    r[kState] = (r[kState] & ~spent) | kConstructed;
    r.reading = false;
    r.ended = r.endEmitted = r.readable === false;
  }
  if (w) {
    w[kState] = (w[kState] & ~spent) | kConstructed;
    w.finalCalled = w.prefinished = false;
    w.ended = w.ending = w.finished = w.writable === false;
  }
}

function alreadyDestroyed(state) {
  if (!state) return false;
  return state[kState] ? (state[kState] & kDestroyed) !== 0 : state.destroyed;
}

/** A stream's reaction to its own error: destroy itself, or only emit it when it has autoDestroy off. */
function errorOrDestroy(stream, err, sync) {
  const r = stream._readableState;
  const w = stream._writableState;
  if (alreadyDestroyed(w) || alreadyDestroyed(r)) return;
  if (has(stream, kAutoDestroy)) {
    stream.destroy(err);
  } else if (err) {
    remember(stream, err);
    if (sync) process.nextTick(emitError, stream, err);
    else emitError(stream, err);
  }
}

/** Runs `stream._construct` in the next tick, and `cb` after it. Each side of a Duplex calls this. */
function construct(stream, cb) {
  if (typeof stream._construct !== 'function') return;
  const r = stream._readableState;
  const w = stream._writableState;
  if (r) r[kState] &= ~kConstructed;
  if (w) w[kState] &= ~kConstructed;
  stream.once(kConstruct, cb);
  if (stream.listenerCount(kConstruct) === 1) process.nextTick(runConstruct, stream);
}

function runConstruct(stream) {
  let called = false;
  function onConstruct(err) {
    if (called) {
      errorOrDestroy(stream, err ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    mark(stream, kConstructed);
    if ((stream._writableState || stream._readableState).destroyed) stream.emit(kDestroy, err);
    else if (err) errorOrDestroy(stream, err, true);
    else stream.emit(kConstruct);
  }
  try {
    stream._construct((err) => process.nextTick(onConstruct, err));
  } catch (err) {
    process.nextTick(onConstruct, err);
  }
}

// --- destroying any kind of stream ------------------------------------------------

function isRequest(stream) {
  return stream?.setHeader && typeof stream.abort === 'function';
}

function emitPlainClose(stream) {
  stream.emit('close');
}

function emitPlainError(stream, err) {
  stream.emit('error', err);
  process.nextTick(emitPlainClose, stream);
}

function destroyer(stream, err) {
  if (!stream || isDestroyed(stream)) return;
  if (!err && !isFinished(stream)) err = new AbortError();

  if (isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(err);
  } else if (isRequest(stream)) {
    stream.abort();
  } else if (isRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(err);
  } else if (typeof stream.close === 'function') {
    stream.close();
  } else if (err) {
    process.nextTick(emitPlainError, stream, err);
  } else {
    process.nextTick(emitPlainClose, stream);
  }
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}

module.exports = { construct, destroy, destroyer, errorOrDestroy, undestroy };
