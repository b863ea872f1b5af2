'use strict';

// V8's inspector (bindings/inspector/inspector.py). Its native function sees and changes everything in this isolate: no program gets it.

const engine = require('internal/engine');
const { codes: { ERR_INSPECTOR_NOT_AVAILABLE } } = require('internal/errors');

const ops = binding('inspector');
const { InspectorAction: actions } = ops;

let found;

function native() {
  if (found === undefined) {
    const frame = engine.getAsyncContext();
    const there = ops.native();
    const made = engine.getAsyncContext();
    engine.setAsyncContext(frame);
    if (!there) throw new ERR_INSPECTOR_NOT_AVAILABLE();
    found = made;
  }
  return found;
}

const call = (action, a, b, c, d) => native()(action, a, b, c, d);

module.exports = { actions, call, native, isAvailable: () => ops.available() };
