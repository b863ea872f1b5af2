'use strict';

// V8's own functions, as far as they could be found (engine/v8/native.py): a script that can be ended, modules that are linked by
// hand, compiled code.

const { Error, SafeWeakSet, StringPrototypeIncludes } = primordials;

const engine = require('internal/engine');
const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');

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
  throw outcome === TIMED_OUT ?
    terminationError('ERR_SCRIPT_EXECUTION_TIMEOUT', `Script execution timed out after ${limit}ms`) :
    terminationError('ERR_SCRIPT_EXECUTION_INTERRUPTED', 'Script execution was interrupted by `SIGINT`');
}

// In Node these errors come from C++: their stacks do not name the code, and have no place above them.
const terminations = new SafeWeakSet();
function terminationError(code, message) {
  const error = new Error(message);
  error.code = code;
  terminations.add(error);
  return error;
}

module.exports = { actions, has, isTermination: (error) => terminations.has(error), native, runInterruptible };
