'use strict';

// process.finalization: functions that run for an object when the process ends, unless the object is gone by then.

const { SafeFinalizationRegistry, SafeSet, SafeWeakRef } = primordials;

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { emitExperimentalWarning } = require('internal/util/deprecation');

const events = { __proto__: null, exit: new SafeSet(), beforeExit: new SafeSet() };
const listening = { __proto__: null, exit: undefined, beforeExit: undefined };
const registry = new SafeFinalizationRegistry((entry) => drop(entry.event, entry));

function drop(event, entry) {
  events[event].delete(entry);
  if (events[event].size === 0 && listening[event] !== undefined) {
    process.removeListener(event, listening[event]);
    listening[event] = undefined;
  }
}

function run(event) {
  for (const entry of events[event]) {
    const object = entry.ref.deref();
    drop(event, entry);
    if (object !== undefined) entry.callback(object, event);
  }
}

function add(event, object, callback) {
  if (typeof object !== 'object' || object === null) {
    throw new ERR_INVALID_ARG_TYPE('obj', 'Object', object);
  }
  const entry = { __proto__: null, event, ref: new SafeWeakRef(object), callback };
  events[event].add(entry);
  registry.register(object, entry, entry);
  if (listening[event] === undefined) {
    listening[event] = () => run(event);
    process.on(event, listening[event]);
  }
}

function unregister(object) {
  emitExperimentalWarning('process.finalization.unregister');
  if (!object) return;
  for (const event in events) {
    for (const entry of events[event]) {
      if (entry.ref.deref() !== object) continue;
      registry.unregister(entry);
      drop(event, entry);
    }
  }
}

module.exports = {
  finalization: {
    register(object, callback) {
      emitExperimentalWarning('process.finalization.register');
      add('exit', object, callback);
    },
    registerBeforeExit(object, callback) {
      emitExperimentalWarning('process.finalization.registerBeforeExit');
      add('beforeExit', object, callback);
    },
    unregister,
  },
};
