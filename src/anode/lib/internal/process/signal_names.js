'use strict';

// Names and numbers of signals.

const { ObjectKeys, ObjectPrototypeHasOwnProperty, StringPrototypeToUpperCase } = primordials;
const { codes: { ERR_UNKNOWN_SIGNAL } } = require('internal/errors');
const osConstants = require('internal/os_constants');
const { validateOneOf } = require('internal/validators');

let namesByNumber;

// The number of the signal, given by number or by name in any case; throws ERR_UNKNOWN_SIGNAL.
function convertToValidSignal(signal) {
  const { signals } = osConstants.os;
  if (typeof signal === 'number') {
    if (namesByNumber === undefined) {
      namesByNumber = { __proto__: null };
      for (const name in signals) namesByNumber[signals[name]] = name;
    }
    if (namesByNumber[signal]) return signal;
  } else if (typeof signal === 'string') {
    const upper = StringPrototypeToUpperCase(signal);
    if (ObjectPrototypeHasOwnProperty(signals, upper)) return signals[upper];
  }
  throw new ERR_UNKNOWN_SIGNAL(signal);
}

// A shell reports a process that a signal ended as 128 plus the signal's number.
function convertProcessSignalToExitCode(signalCode) {
  const { signals } = osConstants.os;
  validateOneOf(signalCode, 'signalCode', ObjectKeys(signals));
  return 128 + signals[signalCode];
}

module.exports = { convertProcessSignalToExitCode, convertToValidSignal };
