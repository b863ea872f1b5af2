'use strict';

// Immediates.

const { ArrayPrototypeSlice, ReflectApply, SymbolDispose } = primordials;
const { getAsyncContext, setAsyncContext } = require('internal/engine');
const { validateFunction } = require('internal/validators');
const hooks = require('internal/async_hooks');
const { async_id_symbol, initAsyncResource, kFrame, kRefed, trigger_async_id_symbol } = require('internal/timers/async_resource');

const { Flag: { IMMEDIATES, IMMEDIATES_REF } } = binding('loop');

const noop = () => {};

class Immediate {
  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = true;
    initAsyncResource(this, 'Immediate');
    this[kFrame] = getAsyncContext();
    refedImmediates++;
    immediates[immediates.length] = this;
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (!this._destroyed) refedImmediates++;
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      if (!this._destroyed) refedImmediates--;
    }
    return this;
  }

  hasRef() {
    return !!this[kRefed];
  }
}

Immediate.prototype[SymbolDispose] = function() {
  clearImmediate(this);
};

let immediates = [];
let refedImmediates = 0;

function setImmediate(callback, ...args) {
  validateFunction(callback, 'callback');
  return new Immediate(callback, args.length === 0 ? undefined : args);
}

function clearImmediate(immediate) {
  if (!immediate?._onImmediate || immediate._destroyed) return;
  immediate._destroyed = true;
  if (immediate[kRefed]) refedImmediates--;
  immediate[kRefed] = null;
  if (hooks.destroyHooksExist() && immediate[async_id_symbol] !== undefined) hooks.emitDestroy(immediate[async_id_symbol]);
  immediate._onImmediate = null;
}

// Work of our own for the next check phase, before any immediate; it does not keep the loop alive.
let natives = [];
function setNativeImmediate(callback) {
  natives[natives.length] = callback;
}

let batch = [], at = 0;  // under way

// After the termination of one, the rest of the batch comes first.
function recoverImmediates() {
  for (let i = 0; i < immediates.length; i++) batch[batch.length] = immediates[i];
  immediates = ArrayPrototypeSlice(batch, at);
  batch = [];
  at = 0;
}

// Immediates queued while these run belong to the next turn; but as in Node, if the last one throws, they run at once. `owesDrain`: a
// callback before this phase has thrown; its ticks and microtasks run here at the latest.
function processImmediate(run, owesDrain) {
  if (owesDrain) run(noop);
  if (natives.length !== 0) {
    const list = natives;
    natives = [];
    for (let i = 0; i < list.length; i++) run(list[i]);
  }
  let lastThrew;
  do {
    batch = immediates;
    immediates = [];
    lastThrew = false;
    for (at = 0; at < batch.length;) {
      const immediate = batch[at++];
      if (immediate._destroyed) continue;
      immediate._destroyed = true;
      if (immediate[kRefed]) refedImmediates--;
      immediate[kRefed] = null;
      lastThrew = !run(runImmediate, immediate);
    }
  } while (lastThrew);
}

function runImmediate(immediate) {
  const asyncId = immediate[async_id_symbol];
  setAsyncContext(immediate[kFrame]);
  hooks.emitBefore(asyncId, immediate[trigger_async_id_symbol], immediate);
  try {
    const { _argv: argv, _onImmediate: callback } = immediate;
    if (argv === undefined) ReflectApply(callback, immediate, []);
    else ReflectApply(callback, immediate, argv);
  } finally {
    immediate._onImmediate = null;
    if (hooks.destroyHooksExist()) hooks.emitDestroy(asyncId);
  }
  hooks.emitAfter(asyncId);
}

// The flags of immediates that JavaScript passes to the loop at a crossing.
const immediateFlags = () => (immediates.length + natives.length !== 0 ? IMMEDIATES : 0) | (refedImmediates > 0 ? IMMEDIATES_REF : 0);

module.exports = {
  Immediate, clearImmediate, immediateCount: () => refedImmediates, immediateFlags, processImmediate, recoverImmediates, setImmediate,
  setNativeImmediate, pending: () => immediates,
};
