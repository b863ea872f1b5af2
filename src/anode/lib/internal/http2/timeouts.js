'use strict';

// setTimeout of sessions and of streams.

const { FunctionPrototypeBind } = primordials;
const { kTimeout, getTimerDuration } = require('internal/timers');
const { setUnrefTimeout, clearTimeout } = require('internal/timers/timeout');
const { validateFunction } = require('internal/validators');
const { kSession, kState, kUpdateTimer, kWire } = require('internal/http2/symbols');

function setTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  msecs = getTimerDuration(msecs, 'msecs');
  clearTimeout(this[kTimeout]);
  if (msecs === 0) {
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.removeListener('timeout', callback);
    }
  } else {
    this[kTimeout] = setUnrefTimeout(FunctionPrototypeBind(this._onTimeout, this), msecs);
    this[kSession]?.[kUpdateTimer]();
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.once('timeout', callback);
    }
  }
  return this;
}

// A write that makes progress counts as activity.
function expired(self, session) {
  if (self.destroyed) return;
  if (self[kState].writeQueueSize > 0) {
    const wire = session[kWire];
    if (wire !== undefined && wire.progressed()) {
      self[kUpdateTimer]();
      return;
    }
  }
  self.emit('timeout');
}

module.exports = { kTimeout, setTimeout, expired };
