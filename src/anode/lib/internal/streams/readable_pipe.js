'use strict';

// readable.pipe(writable): data goes over, back-pressure comes back.

const { ArrayPrototypeIncludes, ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSplice, SafeSet } = primordials;

const { prependListener } = require('internal/streams/legacy');
const { errorOrDestroy } = require('internal/streams/destroy');
const { kState } = require('internal/streams/flags');
const { kDataListening, kEndEmitted, kFlowing, kMultiAwaitDrain } = require('internal/streams/readable_state');

function pipe(dest, options) {
  const src = this;
  const state = src._readableState;
  let onDrain;
  let cleanedUp = false;

  if (state.pipes.length === 1 && (state[kState] & kMultiAwaitDrain) === 0) {
    state[kState] |= kMultiAwaitDrain;
    state.awaitDrainWriters = new SafeSet(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  ArrayPrototypePush(state.pipes, dest);

  function unpipe() {
    src.unpipe(dest);
  }
  function onEnd() {
    dest.end();
  }
  // The standard streams stay open: others write to them too.
  const ends = (!options || options.end !== false) && dest !== process.stdout && dest !== process.stderr;
  const whenEnded = ends ? onEnd : unpipe;
  if ((state[kState] & kEndEmitted) !== 0) process.nextTick(whenEnded);
  else src.once('end', whenEnded);

  dest.on('unpipe', onUnpipe);
  function onUnpipe(readable, info) {
    if (readable === src && info && info.hasUnpiped === false) {
      info.hasUnpiped = true;
      cleanup();
    }
  }

  function cleanup() {
    dest.removeListener('close', onClose);
    dest.removeListener('finish', onFinish);
    if (onDrain) dest.removeListener('drain', onDrain);
    dest.removeListener('error', onError);
    dest.removeListener('unpipe', onUnpipe);
    src.removeListener('end', onEnd);
    src.removeListener('end', unpipe);
    src.removeListener('data', onData);
    cleanedUp = true;
    // The source may be waiting for this writer's drain, which is no longer listened for.
    if (onDrain && state.awaitDrainWriters && (!dest._writableState || dest._writableState.needDrain)) onDrain();
  }

  function pause() {
    // A write() that unpiped and returned false must not pause the source for good.
    if (!cleanedUp) {
      if (state.pipes.length === 1 && state.pipes[0] === dest) {
        state.awaitDrainWriters = dest;
        state[kState] &= ~kMultiAwaitDrain;
      } else if (state.pipes.length > 1 && ArrayPrototypeIncludes(state.pipes, dest)) {
        state.awaitDrainWriters.add(dest);
      }
      src.pause();
    }
    // One listener for good is cheaper than a once() for each pause.
    if (!onDrain) {
      onDrain = () => drained(src, dest);
      dest.on('drain', onDrain);
    }
  }

  src.on('data', onData);
  function onData(chunk) {
    try {
      if (dest.write(chunk) === false) pause();
    } catch (error) {
      dest.destroy(error);
    }
  }

  function onError(err) {
    unpipe();
    dest.removeListener('error', onError);
    if (dest.listenerCount('error') === 0) {
      const own = dest._writableState || dest._readableState;
      // The program emitted it by hand; treat it as an error of the stream.
      if (own && !own.errorEmitted) errorOrDestroy(dest, err);
      else dest.emit('error', err);
    }
  }
  prependListener(dest, 'error', onError);

  function onClose() {
    dest.removeListener('finish', onFinish);
    unpipe();
  }
  dest.once('close', onClose);
  function onFinish() {
    dest.removeListener('close', onClose);
    unpipe();
  }
  dest.once('finish', onFinish);

  dest.emit('pipe', src);
  if (dest.writableNeedDrain === true) pause();
  else if ((state[kState] & kFlowing) === 0) src.resume();
  return dest;
}

function drained(src, dest) {
  const state = src._readableState;
  if (state.awaitDrainWriters === dest) state.awaitDrainWriters = null;
  else if ((state[kState] & kMultiAwaitDrain) !== 0) state.awaitDrainWriters.delete(dest);
  if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) && (state[kState] & kDataListening) !== 0) {
    src.resume();
  }
}

function unpipe(dest) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!dest) {
    const all = state.pipes;
    state.pipes = [];
    this.pause();
    for (let i = 0; i < all.length; i++) all[i].emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const index = ArrayPrototypeIndexOf(state.pipes, dest);
  if (index === -1) return this;
  ArrayPrototypeSplice(state.pipes, index, 1);
  if (state.pipes.length === 0) this.pause();
  dest.emit('unpipe', this, { hasUnpiped: false });
  return this;
}

module.exports = { pipe, unpipe };
