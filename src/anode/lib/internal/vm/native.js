'use strict';

// V8's own functions, as far as they could be found (engine/v8/native.py): a script that can be ended, modules that are linked by
// hand, compiled code.

const { StringPrototypeIncludes } = primordials;

const engine = require('internal/engine');
const {
  codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_SCRIPT_EXECUTION_INTERRUPTED, ERR_SCRIPT_EXECUTION_TIMEOUT },
} = require('internal/errors');

const { Action: actions, Outcome: { COMPLETED, TIMED_OUT } } = binding('vm');

let found;
let features;  // those of engine/features.py that the function serves: interrupts, modules, code-cache

function has(feature) {
  if (features === undefined) {
    const frame = engine.getAsyncContext();
    features = `,${binding('vm').native()},`;
    found = engine.getAsyncContext();
    engine.setAsyncContext(frame);
  }
  return StringPrototypeIncludes(features, `,${feature},`);
}

// The function, for one of the features; `shown` is what the program has asked for.
function native(feature, shown) {
  if (!has(feature)) throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(shown);
  return found;
}

// Runs a function that may be ended: after `limit` milliseconds (0: never), and by SIGINT with `signal`.
function runInterruptible(run, limit, signal) {
  const call = native('interrupts', limit > 0 ? 'options.timeout' : 'options.breakOnSigint');
  const frame = engine.getAsyncContext();
  let value;
  const outcome = call(actions.RUN, () => { value = run(); }, limit, signal ? 1 : 0);
  if (outcome === COMPLETED) return value;
  engine.setAsyncContext(frame);
  throw outcome === TIMED_OUT ? new ERR_SCRIPT_EXECUTION_TIMEOUT(limit) : new ERR_SCRIPT_EXECUTION_INTERRUPTED();
}

module.exports = { actions, has, native, runInterruptible };
