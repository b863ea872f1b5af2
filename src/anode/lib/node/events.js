'use strict';

// EventEmitter. Most of Node's classes are emitters, so `emit` is the hottest function of the runtime: one property look-up and one call,
// with no allocation in the usual case.
//
// `_events` maps a type to its listener, or to an array of listeners once there are two. An array never changes while an `emit` walks it:
// each walk counts itself in `array[kWalks]`, and a change to an array that is being walked is made to a copy, which takes its place.

const {
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ArrayPrototypeSlice,
  ArrayPrototypeUnshift,
  Boolean,
  Error,
  ErrorCaptureStackTrace,
  FunctionPrototypeBind,
  FunctionPrototypeCall,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ReflectApply,
  ReflectOwnKeys,
  SafeArrayIterator,
  String,
  StringPrototypeSplit,
  Symbol,
} = primordials;

const { kEmptyObject } = require('internal/util/frozen');
const { inspect } = require('internal/util/inspect');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_UNHANDLED_ERROR },
  genericNodeError,
  kEnhanceStackBeforeInspector,
} = require('internal/errors');
const { validateBoolean, validateFunction, validateNumber } = require('internal/validators');
const { addAbortListener } = require('internal/events/abort_listener');
const { getEventListeners, listenerCount } = require('internal/events/agnostic');
const { watchResult } = require('internal/events/capture_rejections');
const { kCapture, kMaxEventTargetListeners, kMaxEventTargetListenersWarned, kRejection } = require('internal/events/symbols');

const kErrorMonitor = Symbol('events.errorMonitor');
const kShapeMode = Symbol('shapeMode');
const kWalks = Symbol('events.emitting');

let defaultMaxListeners = 10;

function EventEmitter(opts) {
  FunctionPrototypeCall(EventEmitter.init, this, opts);
}

// A constructor that wants one hidden class for all its instances gives `_events` every usual name, with the value undefined, before it
// calls this. Such an object keeps its keys for good.
EventEmitter.init = function(opts) {
  const given = this._events;
  if (given === undefined || given === ObjectGetPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
    this[kShapeMode] = false;
  } else {
    this[kShapeMode] = true;
  }
  this._maxListeners ||= undefined;
  if (opts?.captureRejections) {
    validateBoolean(opts.captureRejections, 'options.captureRejections');
    this[kCapture] = Boolean(opts.captureRejections);
  } else {
    this[kCapture] = EventEmitter.prototype[kCapture];
  }
};

const proto = EventEmitter.prototype;
proto._events = undefined;
proto._eventsCount = 0;
proto._maxListeners = undefined;
ObjectDefineProperty(proto, kCapture, { __proto__: null, value: false, writable: true, enumerable: false });

proto.setMaxListeners = function setMaxListeners(n) {
  validateNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

function limitOf(emitter) {
  return emitter._maxListeners === undefined ? EventEmitter.defaultMaxListeners : emitter._maxListeners;
}

proto.getMaxListeners = function getMaxListeners() {
  return limitOf(this);
};

// --- emit -----------------------------------------------------------------------------------

proto.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...new SafeArrayIterator(args));
    if (events === undefined || events.error === undefined) throwUnhandled(this, args);
  } else if (events === undefined) {
    return false;
  }

  const handler = events[type];
  if (handler === undefined) return false;

  if (typeof handler === 'function') {
    const result = ReflectApply(handler, this, args);
    if (result !== undefined && result !== null) watchResult(this, result, type, args);
    return true;
  }
  handler[kWalks]++;
  try {
    for (let i = 0; i < handler.length; ++i) {
      const result = ReflectApply(handler[i], this, args);
      if (result !== undefined && result !== null) watchResult(this, result, type, args);
    }
  } finally {
    handler[kWalks]--;
  }
  return true;
};

function throwUnhandled(emitter, args) {
  const er = args.length > 0 ? args[0] : undefined;
  if (er instanceof Error) {
    try {
      const here = {};
      ErrorCaptureStackTrace(here, EventEmitter.prototype.emit);
      ObjectDefineProperty(er, kEnhanceStackBeforeInspector, {
        __proto__: null,
        value: FunctionPrototypeBind(stackWithEmitter, emitter, er, here),
        configurable: true,
      });
    } catch {
      // A frozen error is thrown unchanged.
    }
    // A dying program prints the second of these lines.
    if (require('internal/process/thrown_place').noteThrow(er)) {
      throw er; // Unhandled 'error' event
    }
  }
  let shown;
  try {
    shown = inspect(er);
  } catch {
    shown = er;
  }
  const err = new ERR_UNHANDLED_ERROR(shown);
  err.context = er;
  throw err; // Unhandled 'error' event
}

// The stack that a dying program prints: the error's own, then the place of the emit.
function stackWithEmitter(err, here) {
  let on = '';
  try {
    const { name } = this.constructor;
    if (name !== 'EventEmitter') on = ` on ${name} instance`;
  } catch {
    // `constructor` may be any value, or throw.
  }
  const ours = ArrayPrototypeSlice(StringPrototypeSplit(here.stack, '\n'), 1);
  return `${err.stack}\nEmitted 'error' event${on} at:\n${ArrayPrototypeJoin(ours, '\n')}`;
}

// --- adding ---------------------------------------------------------------------------------

function add(emitter, type, listener, first) {
  validateFunction(listener, 'listener');
  let events = emitter._events;
  let existing;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else {
    // Emitted before the listener is added, so that a 'newListener' listener can add one in front of it.
    if (events.newListener !== undefined) {
      emitter.emit('newListener', type, listener.listener ?? listener);
      events = emitter._events;
    }
    existing = events[type];
  }

  if (existing === undefined) {
    events[type] = listener;
    ++emitter._eventsCount;
    return emitter;
  }
  if (typeof existing === 'function') {
    existing = first ? [listener, existing] : [existing, listener];
    existing[kWalks] = 0;
    events[type] = existing;
  } else {
    existing = changeable(events, type, existing);
    if (first) ArrayPrototypeUnshift(existing, listener);
    else ArrayPrototypePush(existing, listener);
  }
  const limit = limitOf(emitter);
  if (limit > 0 && existing.length > limit && !existing.warned) warnOfLeak(emitter, type, existing, limit);
  return emitter;
}

function warnOfLeak(emitter, type, list, limit) {
  list.warned = true;
  process.emitWarning(genericNodeError(
    `Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners ` +
    `added to ${inspect(emitter, { depth: -1 })}. MaxListeners is ${limit}. ` +
    'Use emitter.setMaxListeners() to increase limit',
    { name: 'MaxListenersExceededWarning', emitter, type, count: list.length }));
}

function changeable(events, type, list) {
  if (list[kWalks] === 0) return list;
  const copy = ArrayPrototypeSlice(list);
  copy[kWalks] = 0;
  if (list.warned) copy.warned = true;
  events[type] = copy;
  return copy;
}

function runOnce() {
  if (this.fired) return undefined;
  this.target.removeListener(this.type, this.wrapFn);
  this.fired = true;
  return arguments.length === 0 ?
    FunctionPrototypeCall(this.listener, this.target) :
    ReflectApply(this.listener, this.target, arguments);
}

function wrapOnce(target, type, listener) {
  const state = { fired: false, wrapFn: undefined, target, type, listener };
  const wrapFn = FunctionPrototypeBind(runOnce, state);
  wrapFn.listener = listener;
  state.wrapFn = wrapFn;
  return wrapFn;
}

proto.addListener = function addListener(type, listener) {
  return add(this, type, listener, false);
};
proto.on = proto.addListener;

proto.prependListener = function prependListener(type, listener) {
  return add(this, type, listener, true);
};

proto.once = function once(type, listener) {
  validateFunction(listener, 'listener');
  this.on(type, wrapOnce(this, type, listener));
  return this;
};

proto.prependOnceListener = function prependOnceListener(type, listener) {
  validateFunction(listener, 'listener');
  this.prependListener(type, wrapOnce(this, type, listener));
  return this;
};

// --- removing -------------------------------------------------------------------------------

// As list.splice(index, 1), and much faster for short lists.
function spliceOne(list, index) {
  for (; index + 1 < list.length; index++) list[index] = list[index + 1];
  list.length -= 1;
}

proto.removeListener = function removeListener(type, listener) {
  validateFunction(listener, 'listener');
  const events = this._events;
  let list = events?.[type];
  if (list === undefined) return this;

  if (list === listener || list.listener === listener) {
    this._eventsCount -= 1;
    if (this[kShapeMode]) events[type] = undefined;
    else if (this._eventsCount === 0) this._events = { __proto__: null };
    else delete events[type];
    if (events.removeListener !== undefined) this.emit('removeListener', type, list.listener || listener);
    return this;
  }
  if (typeof list === 'function') return this;

  let at = list.length - 1;
  while (at >= 0 && list[at] !== listener && list[at].listener !== listener) at--;
  if (at < 0) return this;
  list = changeable(events, type, list);
  if (at === 0) ArrayPrototypeShift(list);
  else spliceOne(list, at);
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined) this.emit('removeListener', type, listener);
  return this;
};
proto.off = proto.removeListener;

function forgetAll(emitter) {
  emitter._events = { __proto__: null };
  emitter._eventsCount = 0;
  emitter[kShapeMode] = false;
}

proto.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;

  if (events.removeListener === undefined) {  // without 'removeListener' listeners
    if (arguments.length === 0) {
      forgetAll(this);
    } else {
      if (events[type] !== undefined) {
        if (--this._eventsCount === 0) this._events = { __proto__: null };
        else delete events[type];
      }
      this[kShapeMode] = false;
    }
    return this;
  }

  if (arguments.length === 0) {
    const types = ReflectOwnKeys(events);
    for (let i = 0; i < types.length; i++) {
      if (types[i] !== 'removeListener') this.removeAllListeners(types[i]);
    }
    this.removeAllListeners('removeListener');
    forgetAll(this);
    return this;
  }

  const list = events[type];
  if (typeof list === 'function') {
    this.removeListener(type, list);
  } else if (list !== undefined) {
    for (let i = list.length - 1; i >= 0; i--) this.removeListener(type, list[i]);
  }
  return this;
};

// --- asking ---------------------------------------------------------------------------------

proto.listeners = function listeners(type) {
  const list = rawListenersOf(this, type);
  for (let i = 0; i < list.length; i++) {
    const original = list[i].listener;
    if (typeof original === 'function') list[i] = original;
  }
  return list;
};

function rawListenersOf(emitter, type) {
  const list = emitter._events?.[type];
  if (list === undefined) return [];
  return typeof list === 'function' ? [list] : ArrayPrototypeSlice(list);
}

proto.rawListeners = function rawListeners(type) {
  return rawListenersOf(this, type);
};

proto.listenerCount = function listenerCount(type, listener) {
  const list = this._events?.[type];
  if (list === undefined) return 0;
  if (typeof list === 'function') {
    return listener == null || list === listener || list.listener === listener ? 1 : 0;
  }
  if (listener == null) return list.length;
  let count = 0;
  for (let i = 0; i < list.length; i++) {
    if (list[i] === listener || list[i].listener === listener) count++;
  }
  return count;
};

proto.eventNames = function eventNames() {
  return this._eventsCount > 0 ? ReflectOwnKeys(this._events) : [];
};

// --- the module's own functions, for emitters and EventTargets alike ------------------------

function getMaxListeners(emitterOrTarget) {
  if (typeof emitterOrTarget?.getMaxListeners === 'function') return limitOf(emitterOrTarget);
  const limit = emitterOrTarget?.[kMaxEventTargetListeners];
  if (typeof limit === 'number') return limit;
  throw new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitterOrTarget);
}

function setMaxListeners(n = defaultMaxListeners, ...eventTargets) {
  validateNumber(n, 'setMaxListeners', 0);
  if (eventTargets.length === 0) {
    defaultMaxListeners = n;
    return;
  }
  const { isEventTarget } = require('internal/event_target');
  for (let i = 0; i < eventTargets.length; i++) {
    const target = eventTargets[i];
    if (isEventTarget(target)) {
      target[kMaxEventTargetListeners] = n;
      target[kMaxEventTargetListenersWarned] = false;
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw new ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
}

// Few programs wait for events with promises, so these functions are loaded on first use.
async function once(emitter, name, options = kEmptyObject) {
  return await require('internal/events/once').once(emitter, name, options);
}

function on(emitter, event, options = kEmptyObject) {
  return require('internal/events/on').on(emitter, event, options);
}

module.exports = EventEmitter;
EventEmitter.addAbortListener = addAbortListener;
EventEmitter.once = once;
EventEmitter.on = on;
EventEmitter.getEventListeners = getEventListeners;
EventEmitter.getMaxListeners = getMaxListeners;
EventEmitter.listenerCount = listenerCount;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
ObjectDefineProperties(EventEmitter, {
  captureRejections: {
    __proto__: null,
    enumerable: true,
    get() { return EventEmitter.prototype[kCapture]; },
    set(value) {
      validateBoolean(value, 'EventEmitter.captureRejections');
      EventEmitter.prototype[kCapture] = value;
    },
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get: function lazyEventEmitterAsyncResource() { return require('internal/events/async_resource').EventEmitterAsyncResource; },
    set: undefined,
  },
  errorMonitor: { __proto__: null, value: kErrorMonitor, enumerable: true, writable: true, configurable: true },
  defaultMaxListeners: {
    __proto__: null,
    enumerable: true,
    get() { return defaultMaxListeners; },
    set(n) {
      validateNumber(n, 'defaultMaxListeners', 0);
      defaultMaxListeners = n;
    },
  },
  kMaxEventTargetListeners: { __proto__: null, value: kMaxEventTargetListeners },
  kMaxEventTargetListenersWarned: { __proto__: null, value: kMaxEventTargetListenersWarned },
  setMaxListeners: {
    __proto__: null, value: ObjectDefineProperty(setMaxListeners, 'name', { __proto__: null, value: '', configurable: true }),
    enumerable: true, writable: true, configurable: true,
  },
});
