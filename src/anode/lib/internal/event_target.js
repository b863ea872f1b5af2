'use strict';

// EventTarget (https://dom.spec.whatwg.org/#interface-eventtarget), and NodeEventTarget, which
// understands an EventEmitter's methods as well.

const {
  ArrayFrom,
  Boolean,
  Error,
  FunctionPrototypeCall,
  ObjectDefineProperties,
  ReflectApply,
  SafeMap,
  String,
  Symbol,
  SymbolFor,
  SymbolToStringTag,
} = primordials;

const {
  codes: { ERR_EVENT_RECURSION, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');
const {
  kValidateObjectAllowObjects, validateAbortSignal, validateObject, validateString,
} = require('internal/validators');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const { converters } = require('internal/webidl');
const EventEmitter = require('events');
const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = require('internal/events/symbols');
const {
  CustomEvent, Event, deeper, kInPassiveListener, kIsBeingDispatched, kStop, kTarget, kTrustEvent,
} = require('internal/event_target/event');
const { Listener, kRemoveWeakListenerHelper } = require('internal/event_target/listener');


const kIsEventTarget = SymbolFor('nodejs.event_target');
const kHybridDispatch = SymbolFor('nodejs.internal.kHybridDispatch');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kEvents = Symbol('kEvents');
const kHandlers = Symbol('kHandlers');
const kWeakHandler = Symbol('kWeak');
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kCreateEvent = Symbol('kCreateEvent');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');

// Instances are recognized by a property of their class, so that those of another realm count too.
const isEventTarget = (obj) => obj?.constructor?.[kIsEventTarget];
const isNodeEventTarget = (obj) => obj?.constructor?.[kIsNodeEventTarget];

function checkTarget(obj) {
  if (!isEventTarget(obj)) throw new ERR_INVALID_THIS('EventTarget');
}

function initEventTarget(self) {
  self[kEvents] = undefined;
  self[kMaxEventTargetListeners] = EventEmitter.defaultMaxListeners;
  self[kMaxEventTargetListenersWarned] = false;
  self[kHandlers] = undefined;
}

function inspect(...args) {
  return ReflectApply(require('internal/util/inspect').inspect, this, args);
}

function warn(name, message, target, type, count) {
  const warning = new Error(message);
  warning.name = name;
  warning.target = target;
  warning.type = type;
  if (count !== undefined) warning.count = count;
  process.emitWarning(warning);
}

// Whether there is anything to call; a missing listener is allowed and does nothing.
function isListener(listener) {
  if (typeof listener === 'function' || typeof listener === 'object') return listener !== null;
  if (listener === undefined) return false;
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

const noOptions = {
  __proto__: null,
  once: false,
  capture: false,
  passive: false,
  signal: undefined,
  weak: undefined,
  resistStopPropagation: false,
  isNodeStyleListener: false,
};

function readOptions(options) {
  if (options === kEmptyObject || options === null) return noOptions;
  if (typeof options === 'boolean') return { ...noOptions, capture: options };
  validateObject(options, 'options', kValidateObjectAllowObjects);
  return {
    __proto__: null,
    once: Boolean(options.once),
    capture: Boolean(options.capture),
    passive: Boolean(options.passive),
    signal: options.signal,
    weak: options[kWeakHandler],
    resistStopPropagation: Boolean(options[kResistStopPropagation]),
    isNodeStyleListener: Boolean(options[kIsNodeStyleListener]),
  };
}

// An exception of a listener, or the rejection of the promise it returns, is uncaught.
function throwLater(err) {
  process.nextTick(() => { throw err; });
}

class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  // Subclasses watch their listeners through these two.
  [kNewListener](size, type, listener, once, capture, passive, weak) {
    const limit = this[kMaxEventTargetListeners];
    if (limit > 0 && size > limit && !this[kMaxEventTargetListenersWarned]) {
      this[kMaxEventTargetListenersWarned] = true;
      warn('MaxListenersExceededWarning',
           `Possible EventTarget memory leak detected. ${size} ${type} listeners ` +
           `added to ${inspect(this, { depth: -1 })}. MaxListeners is ${limit}. Use ` +
           'events.setMaxListeners() to increase limit', this, type, size);
    }
  }
  [kRemoveListener](size, type, listener, capture) {}

  addEventListener(type, listener, options = kEmptyObject) {
    checkTarget(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    const flags = readOptions(options);
    const { signal } = flags;
    validateAbortSignal(signal, 'options.signal');
    if (signal) {
      if (signal.aborted) return;
      signal.addEventListener('abort', () => this.removeEventListener(type, listener, flags), {
        __proto__: null, once: true, [kWeakHandler]: this, [kResistStopPropagation]: true,
      });
    }
    if (!isListener(listener)) {
      warn('AddEventListenerArgumentTypeWarning',
           `addEventListener called with ${listener} which has no effect.`, this, type);
      return;
    }
    type = converters.DOMString(type);

    this[kEvents] ??= new SafeMap();
    let root = this[kEvents].get(type);
    let last = root;
    if (root === undefined) {
      last = root = { size: 0, next: undefined, resistStopPropagation: false };
    } else {
      for (let node = root.next; node !== undefined; node = node.next) {
        if (node.same(listener, flags.capture)) return;
        last = node;
      }
    }
    new Listener(this, type, last, listener, flags);
    root.size++;
    root.resistStopPropagation ||= flags.resistStopPropagation;
    this[kNewListener](root.size, type, listener, flags.once, flags.capture, flags.passive, flags.weak);
    if (root.size === 1) this[kEvents].set(type, root);
  }

  removeEventListener(type, listener, options = kEmptyObject) {
    checkTarget(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    if (!isListener(listener)) return;
    type = converters.DOMString(type);
    const capture = typeof options === 'boolean' ? options : options?.capture === true;
    for (let node = this[kEvents]?.get(type)?.next; node !== undefined; node = node.next) {
      if (node.same(listener, capture)) {
        forget(this, type, node, listener);
        return;
      }
    }
  }

  [kRemoveWeakListenerHelper](type, listener) {
    for (let node = this[kEvents]?.get(type)?.next; node !== undefined; node = node.next) {
      if (node === listener) {
        forget(this, type, node, undefined);
        return;
      }
    }
  }

  dispatchEvent(event) {
    checkTarget(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('event');
    if (!(event instanceof Event)) throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (event[kIsBeingDispatched]) throw new ERR_EVENT_RECURSION(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  // Node-style listeners get `nodeValue`. For the others, if there is no `event`, one is made when the first of them is called.
  [kHybridDispatch](nodeValue, type, event) {
    if (event !== undefined) {
      event[kTarget] = this;
      event[kIsBeingDispatched] = true;
    }
    const root = this[kEvents]?.get(type);
    let node = root?.next;
    while (node !== undefined && (root.resistStopPropagation || node.passive || event?.[kStop] !== true)) {
      const { next } = node;
      if (!node.removed && (event?.[kStop] !== true || node.resistStopPropagation)) {
        if (node.once) {
          node.remove();
          root.size--;
          this[kRemoveListener](root.size, type, node.listener, node.capture);
        }
        let arg;
        try {
          if (node.isNodeStyleListener) {
            arg = nodeValue;
          } else {
            if (event === undefined) {
              event = this[kCreateEvent](nodeValue, type);
              event[kTarget] = this;
              event[kIsBeingDispatched] = true;
            }
            arg = event;
          }
          const callback = node.weak ? node.callback.deref() : node.callback;
          if (callback) {
            if (node.passive && !node.isNodeStyleListener) arg[kInPassiveListener] = true;
            const result = FunctionPrototypeCall(callback, this, arg);
            if (!node.isNodeStyleListener) arg[kIsBeingDispatched] = false;
            const then = result?.then;
            if (typeof then === 'function') FunctionPrototypeCall(then, result, undefined, throwLater);
          }
        } catch (err) {
          throwLater(err);
        } finally {
          if (arg?.[kInPassiveListener]) arg[kInPassiveListener] = false;
        }
      }
      node = next;
    }
    if (event !== undefined) event[kIsBeingDispatched] = false;
    return root === undefined ? true : undefined;
  }

  [kCreateEvent](nodeValue, type) {
    return new CustomEvent(type, { detail: nodeValue });
  }

  [customInspectSymbol](depth, options) {
    const { name } = this.constructor;
    return depth < 0 ? name : `${name} ${inspect({}, deeper(options))}`;
  }
}

function forget(target, type, node, listener) {
  const root = target[kEvents].get(type);
  node.remove();
  root.size--;
  if (root.size === 0) target[kEvents].delete(type);
  target[kRemoveListener](root.size, type, listener, node.capture);
}

ObjectDefineProperties(EventTarget.prototype, {
  addEventListener: kEnumerableProperty,
  removeEventListener: kEnumerableProperty,
  dispatchEvent: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'EventTarget' },
});

function checkNodeTarget(obj) {
  if (!isNodeEventTarget(obj)) throw new ERR_INVALID_THIS('NodeEventTarget');
}

class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  setMaxListeners(n) {
    checkNodeTarget(this);
    EventEmitter.setMaxListeners(n, this);
  }

  getMaxListeners() {
    checkNodeTarget(this);
    return this[kMaxEventTargetListeners];
  }

  eventNames() {
    checkNodeTarget(this);
    return this[kEvents] === undefined ? [] : ArrayFrom(this[kEvents].keys());
  }

  listenerCount(type) {
    checkNodeTarget(this);
    return this[kEvents]?.get(String(type))?.size ?? 0;
  }

  off(type, listener, options) {
    checkNodeTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    checkNodeTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  on(type, listener) {
    checkNodeTarget(this);
    this.addEventListener(type, listener, { [kIsNodeStyleListener]: true });
    return this;
  }

  addListener(type, listener) {
    checkNodeTarget(this);
    this.addEventListener(type, listener, { [kIsNodeStyleListener]: true });
    return this;
  }

  emit(type, arg) {
    checkNodeTarget(this);
    validateString(type, 'type');
    const heard = this.listenerCount(type) > 0;
    this[kHybridDispatch](arg, type);
    return heard;
  }

  once(type, listener) {
    checkNodeTarget(this);
    this.addEventListener(type, listener, { once: true, [kIsNodeStyleListener]: true });
    return this;
  }

  removeAllListeners(type) {
    checkNodeTarget(this);
    if (type !== undefined) this[kEvents]?.delete(String(type));
    else this[kEvents]?.clear();
    return this;
  }
}

ObjectDefineProperties(NodeEventTarget.prototype, {
  setMaxListeners: kEnumerableProperty,
  getMaxListeners: kEnumerableProperty,
  eventNames: kEnumerableProperty,
  listenerCount: kEnumerableProperty,
  off: kEnumerableProperty,
  removeListener: kEnumerableProperty,
  on: kEnumerableProperty,
  addListener: kEnumerableProperty,
  once: kEnumerableProperty,
  emit: kEnumerableProperty,
  removeAllListeners: kEnumerableProperty,
});

function defineEventHandler(prototype, name, event = name) {
  require('internal/event_target/handler').define(prototype, name, event);
}

module.exports = {
  CustomEvent,
  Event,
  EventTarget,
  NodeEventTarget,
  defineEventHandler,
  initNodeEventTarget: initEventTarget,
  isEventTarget,
  kCreateEvent,
  kEvents,
  kHandlers,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
};
