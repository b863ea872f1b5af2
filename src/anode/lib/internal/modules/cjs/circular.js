'use strict';

// The exports of a module that is still being loaded, for a module that requires it in a cycle.

const {
  ObjectGetPrototypeOf, ObjectHasOwn, ObjectPrototype, ObjectSetPrototypeOf, Proxy, ReflectGetOwnPropertyDescriptor, String,
} = primordials;

const { ModuleState } = require('internal/modules/cjs/module');
const { types: { isProxy } } = require('internal/engine');

// Such exports warn of names that do not exist yet.
const isCircularProxy = (exports) => !isProxy(exports) && ObjectGetPrototypeOf(exports) === circularPrototype;
const circularPrototype = new Proxy({}, {
  __proto__: null,
  get(target, key) {
    if (key in target || key === '__esModule') return target[key];
    warnCircular(key);
    return undefined;
  },
  getOwnPropertyDescriptor(target, key) {
    if (ObjectHasOwn(target, key) || key === '__esModule') return ReflectGetOwnPropertyDescriptor(target, key);
    warnCircular(key);
    return undefined;
  },
});

function warnCircular(key) {
  process.emitWarning(`Accessing non-existent property '${String(key)}' of module exports inside circular dependency`);
}

// The exports of an ES module cannot be used while it is being evaluated.
function refuseCycle(module) {
  const job = ModuleState.jobOf(module);
  if (job !== undefined) require('internal/modules/esm/required').refuseUnfinished(job, module.id, ModuleState.parentOf(module)?.filename);
}

function partialExports(module) {
  refuseCycle(module);
  if (module.exports && !isProxy(module.exports) &&
      ObjectGetPrototypeOf(module.exports) === ObjectPrototype && !module.exports.__esModule) {
    ObjectSetPrototypeOf(module.exports, circularPrototype);
  }
  return module.exports;
}

// At the end of loading, the exports get their own prototype back.
function endCircular(module) {
  if (module.exports && typeof module.exports === 'object' && isCircularProxy(module.exports)) {
    ObjectSetPrototypeOf(module.exports, ObjectPrototype);
  }
}

module.exports = { endCircular, partialExports };
