'use strict';

// The properties of a Readable.

function own(get, set) {
  return { __proto__: null, enumerable: false, configurable: false, get, set };
}

module.exports = {
  __proto__: null,
  readable: own(
    function() {
      const state = this._readableState;
      // `state.readable` is false in a Duplex without this side, and old code sets it.
      return !!state && state.readable !== false && !state.destroyed && !state.errorEmitted && !state.endEmitted;
    },
    function(value) {
      if (this._readableState) this._readableState.readable = !!value;
    }),
  readableDidRead: own(function() { return this._readableState.dataEmitted; }),
  readableAborted: own(function() {
    const state = this._readableState;
    return !!(state.readable !== false && (state.destroyed || state.errored) && !state.endEmitted);
  }),
  readableHighWaterMark: own(function() { return this._readableState.highWaterMark; }),
  readableBuffer: own(function() { return this._readableState?.buffer; }),
  readableFlowing: own(
    function() { return this._readableState.flowing; },
    function(value) {
      if (this._readableState) this._readableState.flowing = value;
    }),
  readableLength: own(function() { return this._readableState.length; }),
  readableObjectMode: own(function() { return this._readableState ? this._readableState.objectMode : false; }),
  readableEncoding: own(function() { return this._readableState ? this._readableState.encoding : null; }),
  readableEnded: own(function() { return this._readableState ? this._readableState.endEmitted : false; }),
  errored: own(function() { return this._readableState ? this._readableState.errored : null; }),
  closed: own(function() { return this._readableState ? this._readableState.closed : false; }),
  destroyed: own(
    function() { return this._readableState ? this._readableState.destroyed : false; },
    function(value) {  // by streams that do their own bookkeeping
      if (this._readableState) this._readableState.destroyed = value;
    }),
};
