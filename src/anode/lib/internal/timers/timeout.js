'use strict';

// Timers. Those of one duration are in one list in the order they were started, so each list is sorted by itself; a heap of lists says
// which is due first. Nothing of this crosses to Python: each crossing carries the time to the first timer, no more.

const { MathMax, MathTrunc, ReflectApply, SafeMap, Symbol, SymbolDispose, SymbolToPrimitive } = primordials;
const L = require('internal/linkedlist');
const PriorityQueue = require('internal/priority_queue');
const hooks = require('internal/async_hooks');
const { getAsyncContext, setAsyncContext } = require('internal/engine');
const { inspect } = require('internal/util/inspect');
const { validateFunction } = require('internal/validators');
const { async_id_symbol, initAsyncResource, kFrame, kRefed, trigger_async_id_symbol } = require('internal/timers/async_resource');
const { getLibuvNow } = require('internal/timers/clock');

const noop = () => {};
const TIMEOUT_MAX = 2 ** 31 - 1;

const kHasPrimitive = Symbol('kHasPrimitive');

const lists = new SafeMap();
let listSequence = 0;
const listQueue = new PriorityQueue(
  (a, b) => a.expiry - b.expiry || a.id - b.id,
  (list, position) => { list.priorityQueuePosition = position; });
let refedTimers = 0;

class TimersList {
  constructor(expiry, msecs) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.id = listSequence++;
    this.msecs = msecs;
    this.priorityQueuePosition = null;
  }

  [inspect.custom](_, options) {
    return inspect(this, { __proto__: null, ...options, depth: 0, customInspect: false });
  }
}

let knownTimers;  // by primitive, filled only for timers that were turned into one

class Timeout {
  constructor(callback, after, args, isRepeat, isRefed) {
    if (after === undefined) {
      after = 1;
    } else {
      after *= 1;
      if (!(after >= 1 && after <= TIMEOUT_MAX)) {
        if (after > TIMEOUT_MAX) {
          process.emitWarning(`${after} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`,
                              'TimeoutOverflowWarning');
        } else if (after < 0) {
          if (!warnedNegative) {
            process.emitWarning(`${after} is a negative number.\nTimeout duration was set to 1.`, 'TimeoutNegativeWarning');
          }
          warnedNegative = true;
        } else if (after !== after) {
          if (!warnedNaN) process.emitWarning(`${after} is not a number.\nTimeout duration was set to 1.`, 'TimeoutNaNWarning');
          warnedNaN = true;
        }
        after = 1;
      }
    }
    this._idleTimeout = after;
    this._idlePrev = this;
    this._idleNext = this;
    this._idleStart = null;
    this._onTimeout = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? after : null;
    this._destroyed = false;
    if (isRefed) refedTimers++;
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    initAsyncResource(this, 'Timeout');
    this[kFrame] = getAsyncContext();
  }

  [inspect.custom](_, options) {
    return inspect(this, { __proto__: null, ...options, depth: 0, customInspect: false });
  }

  refresh() {
    if (this[kRefed]) active(this);
    else unrefActive(this);
    return this;
  }

  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      if (!this._destroyed) refedTimers--;
    }
    return this;
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (!this._destroyed) refedTimers++;
    }
    return this;
  }

  hasRef() {
    return this[kRefed];
  }
}

// In Node these are enumerable and have no name.
Timeout.prototype.close = function() {
  clearTimeout(this);
  return this;
};

Timeout.prototype[SymbolDispose] = function() {
  clearTimeout(this);
};

Timeout.prototype[SymbolToPrimitive] = function() {
  const id = this[async_id_symbol];
  if (!this[kHasPrimitive] && !this._destroyed) {
    this[kHasPrimitive] = true;
    (knownTimers ??= new SafeMap()).set(id, this);
  }
  return id;
};

let warnedNegative = false;
let warnedNaN = false;

function insert(item, msecs, start = getLibuvNow()) {
  msecs = MathTrunc(msecs);
  item._idleStart = start;
  let list = lists.get(msecs);
  if (list === undefined) {
    list = new TimersList(start + msecs, msecs);
    lists.set(msecs, list);
    listQueue.insert(list);
  }
  L.append(list, item);
}

// All timers that wait.
function pending() {
  const found = [];
  for (const { 1: list } of lists) {
    for (let timer = list._idlePrev; timer !== list; timer = timer._idlePrev) found[found.length] = timer;
  }
  return found;
}

function insertGuarded(item, refed, start) {
  const msecs = item._idleTimeout;
  if (msecs < 0 || msecs === undefined) return;
  insert(item, msecs, start);
  const isDestroyed = item._destroyed;
  if (isDestroyed || !item[async_id_symbol]) {
    item._destroyed = false;
    initAsyncResource(item, 'Timeout');
  }
  if (isDestroyed) {
    if (refed) refedTimers++;
  } else if (refed === !item[kRefed]) {
    refedTimers += refed ? 1 : -1;
  }
  item[kRefed] = refed;
}

function active(item) {
  insertGuarded(item, true);
}

function unrefActive(item) {
  insertGuarded(item, false);
}

function forget(item) {
  item._destroyed = true;
  if (item[kHasPrimitive]) knownTimers.delete(item[async_id_symbol]);
  if (item[kRefed]) refedTimers--;
  if (item[async_id_symbol] && hooks.destroyHooksExist()) hooks.emitDestroy(item[async_id_symbol]);
}

function unenroll(item) {
  if (item._destroyed) return;
  forget(item);
  L.remove(item);
  const list = lists.get(MathTrunc(item._idleTimeout));
  if (list !== undefined && L.isEmpty(list) && !list.running) {
    listQueue.removeAt(list.priorityQueuePosition);
    lists.delete(list.msecs);
  }
  item._idleTimeout = -1;
}

function clearTimeout(timer) {
  if (timer?._onTimeout) {
    timer._onTimeout = null;
    unenroll(timer);
  } else if (typeof timer === 'number' || typeof timer === 'string') {
    const known = knownTimers?.get(+timer);
    if (known !== undefined) {
      known._onTimeout = null;
      unenroll(known);
    }
  }
}

// `run` is the pump's: it calls its argument, passes an exception to the process, and then runs ticks and microtasks unless there was
// one. Those left after an exception run at the end of the list.
function processTimers(run) {
  // The time of the phase: timers that its callbacks start, or that have become due while they ran, wait for the next turn. Otherwise an
  // interval whose callback takes longer than it would starve the loop.
  const now = getLibuvNow();
  let list;
  while ((list = listQueue.peek()) !== undefined) {
    if (list.expiry > now) return;
    if (!listOnTimeout(list, now, run)) run(noop);
  }
}

function listOnTimeout(list, now, run) {
  const { msecs } = list;
  let timer;
  list.running = true;
  let drained = true;
  while ((timer = L.peek(list)) !== null) {
    if (now - timer._idleStart < msecs) {
      list.expiry = MathMax(timer._idleStart + msecs, now + 1);
      list.id = listSequence++;
      list.running = false;
      listQueue.percolateDown(list.priorityQueuePosition);
      return drained;
    }
    L.remove(timer);
    if (!timer._onTimeout) {
      if (!timer._destroyed) forget(timer);
      continue;
    }
    drained = run(runTimer, timer, now);
  }
  list.running = false;
  if (lists.get(msecs) === list) {
    lists.delete(msecs);
    listQueue.removeAt(list.priorityQueuePosition);
  }
  return drained;
}

let current;         // the timer whose callback runs
let currentStart;

function runTimer(timer, now) {
  const asyncId = timer[async_id_symbol];
  setAsyncContext(timer[kFrame]);
  hooks.emitBefore(asyncId, timer[trigger_async_id_symbol], timer);
  current = timer;
  currentStart = timer._repeat ? getLibuvNow() : undefined;
  try {
    const args = timer._timerArgs;
    if (args === undefined) timer._onTimeout();
    else ReflectApply(timer._onTimeout, timer, args);
  } finally {
    finishTimer();
  }
  hooks.emitAfter(asyncId);
}

function finishTimer() {
  const timer = current;
  current = undefined;
  if (timer._repeat && timer._idleTimeout !== -1) {
    timer._idleTimeout = timer._repeat;
    insert(timer, timer._idleTimeout, currentStart);
  } else if (!timer._idleNext && !timer._idlePrev && !timer._destroyed) {
    forget(timer);
  }
}

// After the termination of a callback, an interval goes on.
function recoverTimers() {
  if (current !== undefined) finishTimer();
}

// Milliseconds to the first timer, or -1.
function timeToFirst() {
  const list = listQueue.peek();
  return list === undefined ? -1 : MathMax(0, list.expiry - getLibuvNow());
}

function start(callback, after, args, repeats) {
  const timer = new Timeout(callback, after, args.length === 0 ? undefined : args, repeats, true);
  insert(timer, timer._idleTimeout);
  return timer;
}

// Those of anode's own files. Programs have those of node/timers.js, which stacks and debuggers name as Node's.
const setTimeout = (callback, after, ...args) => start(callback, after, args, false);
const setInterval = (callback, after, ...args) => start(callback, after, args, true);

function clearInterval(timer) {
  clearTimeout(timer);
}

// Timeouts of sockets and requests: never keep the loop alive.
function setUnrefTimeout(callback, after) {
  validateFunction(callback, 'callback');
  const timer = new Timeout(callback, after, undefined, false, false);
  insert(timer, timer._idleTimeout);
  return timer;
}

module.exports = {
  TIMEOUT_MAX, Timeout, clearInterval, clearTimeout, insert, processTimers, recoverTimers, setInterval, setTimeout, setUnrefTimeout, start,
  timeToFirst,
  timerCount: () => refedTimers, pending,
};
