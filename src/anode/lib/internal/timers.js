'use strict';

// The timers of the loop: bootstrap/pump.js runs them, node/timers.js hands them to programs.

const { NumberIsFinite, Symbol } = primordials;
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { getLibuvNow, resetLoopTime, setLoopTime } = require('internal/timers/clock');
const { immediateFlags, processImmediate, recoverImmediates } = require('internal/timers/immediate');
const { TIMEOUT_MAX, processTimers, recoverTimers, timeToFirst, timerCount } = require('internal/timers/timeout');
const { validateNumber } = require('internal/validators');

const { Flag: { TIMERS_REF } } = binding('loop');

// The flags with which JavaScript crosses to the loop.
const flags = () => immediateFlags() | (timerCount() > 0 ? TIMERS_REF : 0);

function getTimerDuration(msecs, name) {
  validateNumber(msecs, name);
  if (msecs < 0 || !NumberIsFinite(msecs)) throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  if (msecs > TIMEOUT_MAX) {
    process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${TIMEOUT_MAX}.`,
                        'TimeoutOverflowWarning');
    return TIMEOUT_MAX;
  }
  return msecs;
}

// The callback of a timer or an immediate was terminated. The others run in the next turn.
function recover() {
  recoverTimers();
  recoverImmediates();
}

module.exports = {
  flags, getLibuvNow, getTimerDuration, kTimeout: Symbol('timeout'), processImmediate, processTimers, recover, resetLoopTime, setLoopTime,
  timeToFirst,
};
