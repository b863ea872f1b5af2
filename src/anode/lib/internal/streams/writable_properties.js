'use strict';

// The properties of a Writable.

const { kClosed, kDestroyed, kErrored, kObjectMode, kState } = require('internal/streams/flags');
const { kEnded, kEnding, kFinished, kHasWritable, kNeedDrain, kWritable } = require('internal/streams/writable_state');

function own(get, set) {
  return { __proto__: null, enumerable: false, configurable: false, get, set };
}

function flag(mask) {
  return own(function() {
    const state = this._writableState;
    return state ? (state[kState] & mask) !== 0 : false;
  });
}

module.exports = {
  __proto__: null,
  closed: flag(kClosed),
  destroyed: own(
    function() {
      const state = this._writableState;
      return state ? (state[kState] & kDestroyed) !== 0 : false;
    },
    function(value) {  // by streams that do their own bookkeeping
      if (this._writableState) this._writableState.destroyed = value;
    }),
  writable: own(
    function() {
      const state = this._writableState;
      // `state.writable` is false in a Duplex without this side, and old code sets it.
      return !!state && state.writable !== false && (state[kState] & (kEnding | kEnded | kDestroyed | kErrored)) === 0;
    },
    function(value) {
      if (this._writableState) this._writableState.writable = !!value;
    }),
  writableFinished: flag(kFinished),
  writableObjectMode: flag(kObjectMode),
  writableEnded: flag(kEnding),
  writableBuffer: own(function() {
    const state = this._writableState;
    return state && state.getBuffer();
  }),
  writableNeedDrain: own(function() {
    const state = this._writableState;
    return state ? (state[kState] & (kDestroyed | kEnding | kNeedDrain)) === kNeedDrain : false;
  }),
  writableHighWaterMark: own(function() { return this._writableState?.highWaterMark; }),
  writableCorked: own(function() { return this._writableState ? this._writableState.corked : 0; }),
  writableLength: own(function() { return this._writableState?.length; }),
  errored: own(function() { return this._writableState ? this._writableState.errored : null; }),
  writableAborted: own(function() {
    const flags = this._writableState[kState];
    return (flags & (kHasWritable | kWritable)) !== kHasWritable &&
      (flags & (kDestroyed | kErrored)) !== 0 && (flags & kFinished) === 0;
  }),
};
