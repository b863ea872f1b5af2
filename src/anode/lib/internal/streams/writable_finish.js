'use strict';

// From end() to 'finish'.

const {
  codes: { ERR_MULTIPLE_CALLBACK },
} = require('internal/errors');
const { errorOrDestroy } = require('internal/streams/destroy');
const { kAutoDestroy, kCloseEmitted, kConstructed, kDestroyed, kErrorEmitted, kErrored, kState } = require('internal/streams/flags');
const {
  kBuffered, kEnding, kFinalCalled, kFinished, kOnFinished, kOnFinishedValue, kPrefinished, kSync, kWriting,
} = require('internal/streams/writable_state');

const UNFINISHED = kEnding | kDestroyed | kConstructed | kFinished | kWriting | kErrorEmitted | kCloseEmitted |
  kErrored | kBuffered;

// Ended, everything is written, and nothing has gone wrong.
function readyToFinish(state) {
  return (state[kState] & UNFINISHED) === (kEnding | kConstructed) && state.length === 0;
}

/** Goes on towards 'finish' as far as it can. `sync` keeps the event out of the caller's stack. */
function finishMaybe(stream, state, sync) {
  if (!readyToFinish(state)) return;
  prefinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (sync) {
    state.pendingcb++;
    process.nextTick(finishIfReady, stream, state);
  } else if (readyToFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishIfReady(stream, state) {
  if (readyToFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function prefinish(stream, state) {
  if ((state[kState] & (kPrefinished | kFinalCalled)) !== 0) return;
  if (typeof stream._final !== 'function' || (state[kState] & kDestroyed) !== 0) {
    state[kState] |= kFinalCalled | kPrefinished;
    stream.emit('prefinish');
    return;
  }
  state[kState] |= kFinalCalled | kSync;
  state.pendingcb++;
  try {
    stream._final((err) => afterFinal(stream, state, err));
  } catch (err) {
    afterFinal(stream, state, err);
  }
  state[kState] &= ~kSync;
}

function afterFinal(stream, state, err) {
  if ((state[kState] & kPrefinished) !== 0) {
    errorOrDestroy(stream, err ?? new ERR_MULTIPLE_CALLBACK());
    return;
  }
  state.pendingcb--;
  if (err) {
    callFinished(state, err);
    errorOrDestroy(stream, err, (state[kState] & kSync) !== 0);
  } else if (readyToFinish(state)) {
    state[kState] |= kPrefinished;
    stream.emit('prefinish');
    // Always a tick later, for streams whose _final() calls back at once.
    state.pendingcb++;
    process.nextTick(finish, stream, state);
  }
}

function finish(stream, state) {
  state.pendingcb--;
  state[kState] |= kFinished;
  callFinished(state, null);
  stream.emit('finish');
  if ((state[kState] & kAutoDestroy) === 0) return;
  // A Duplex lives until its other side is done as well.
  const other = stream._readableState;
  if (!other || (other.autoDestroy && (other.endEmitted || other.readable === false))) stream.destroy();
}

/** Calls the callbacks of end(). */
function callFinished(state, err) {
  if ((state[kState] & kOnFinished) === 0) return;
  const callbacks = state[kOnFinishedValue];
  state[kOnFinishedValue] = null;
  state[kState] &= ~kOnFinished;
  for (let i = 0; i < callbacks.length; i++) callbacks[i](err);
}

module.exports = { callFinished, finishMaybe };
