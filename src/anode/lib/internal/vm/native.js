'use strict';

// V8's own calls, where the engine lets us have them (engine/native.py): a script that can be ended, and modules that are linked by hand.

const engine = require('internal/engine');
const {
  codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_SCRIPT_EXECUTION_INTERRUPTED, ERR_SCRIPT_EXECUTION_TIMEOUT },
} = require('internal/errors');

// modules/vm.py has the same order.
const RUN = 0;
const actions = {
  __proto__: null, COMPILE: 1, REQUESTS: 2, LINK: 3, INSTANTIATE: 4, EVALUATE: 5, NAMESPACE: 6, STATUS: 7, EXCEPTION: 8,
  IS_GRAPH_ASYNC: 9, SYNTHESIZE: 10, SET_EXPORT: 11, RELEASE: 12, COMPILE_CACHED: 13, WRITE_CACHE: 14, HOLD: 15, LISTEN: 16,
  PLACE: 17, COMPILE_MODULE_CACHED: 18, STALLED: 19, GRAPH: 20,
};
const COMPLETED = 0, TIMED_OUT = 1;

let found;  // null where it cannot be had

function native(feature) {
  if (found === undefined) {
    const frame = engine.getAsyncContext();
    found = binding('vm').native() ? engine.getAsyncContext() : null;
    engine.setAsyncContext(frame);
  }
  if (found === null) throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(feature);
  return found;
}

// Runs a function that may be ended: after `limit` milliseconds (0: never), and by SIGINT with `signal`.
function runInterruptible(run, limit, signal) {
  const call = native(limit > 0 ? 'options.timeout' : 'options.breakOnSigint');
  const frame = engine.getAsyncContext();
  let value;
  const outcome = call(RUN, () => { value = run(); }, limit, signal ? 1 : 0);
  if (outcome === COMPLETED) return value;
  engine.setAsyncContext(frame);
  throw outcome === TIMED_OUT ? new ERR_SCRIPT_EXECUTION_TIMEOUT(limit) : new ERR_SCRIPT_EXECUTION_INTERRUPTED();
}

module.exports = { actions, native, runInterruptible };
