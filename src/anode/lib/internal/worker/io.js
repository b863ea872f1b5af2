'use strict';

// MessagePort and MessageChannel (https://html.spec.whatwg.org/#web-messaging), as in Node.

const {
  ArrayFrom, Error, FunctionPrototypeCall, ObjectCreate, ObjectDefineProperties, ObjectDefineProperty, ObjectSetPrototypeOf,
  SafeArrayIterator, Symbol, SymbolIterator, TypeError,
} = primordials;

const { initHooksExist } = require('internal/async_hooks');
const {
  Event, EventTarget, NodeEventTarget, defineEventHandler, initNodeEventTarget, kCreateEvent, kNewListener, kRemoveListener,
} = require('internal/event_target');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { Endpoint, entangle } = require('internal/worker/endpoint');
const { brand } = require('internal/worker/js_transferable');
const clone = require('internal/worker/clone');
const { MessageEvent } = require('internal/worker/message_event');

const kEndpoint = Symbol('kEndpoint');
const kPorts = Symbol('nodejs.internal.kCurrentlyReceivingPorts');

const isObjectLike = (value) => (typeof value === 'object' || typeof value === 'function') && value !== null;

class CloseEvent extends Event {
  constructor() { super('close'); }
}

// ---- MessagePort ----

function MessagePort() {
  throw typeError('Constructor cannot be called', 'ERR_CONSTRUCT_CALL_INVALID');
}
ObjectSetPrototypeOf(MessagePort, NodeEventTarget);
ObjectSetPrototypeOf(MessagePort.prototype, NodeEventTarget.prototype);

function adopt(endpoint) {
  const port = ObjectCreate(MessagePort.prototype);
  initNodeEventTarget(port);
  ObjectDefineProperty(port, kEndpoint, { __proto__: null, value: endpoint, writable: true, enumerable: false });
  port[kPorts] = undefined;
  let scope;
  endpoint.adoptedBy({
    deliver(message) {
      if (scope === undefined) {
        deliver(port, message);
        return;
      }
      scope.enter();
      deliver(port, message);
      scope.leave();
    },
    closed() {
      scope?.destroy();
      port.dispatchEvent(new CloseEvent());
    },
  });
  if (initHooksExist()) scope = new (require('internal/async_wrap').Scope)('MESSAGEPORT', undefined, port);
  return port;
}

function release(port) {
  const endpoint = port[kEndpoint];
  port[kEndpoint] = undefined;
  endpoint.release();
  return endpoint;
}

const isDetached = (port) => port[kEndpoint] === undefined || port[kEndpoint].closing;

// { value, ports } of a message, or { error }.
function read(message) {
  try {
    return clone.deserialize(message);
  } catch (error) {
    return { error, ports: [] };
  }
}

function deliver(port, message) {
  const { value, error, ports } = read(message);
  port[kPorts] = ports;
  port.emit(error === undefined ? 'message' : 'messageerror', error ?? value);
}

// The second argument of postMessage: a list, or { transfer: a list }.
function readTransfer(options) {
  if (options === undefined || options === null) return [];
  if (!isObjectLike(options)) throw typeError('Optional transferList argument must be an iterable');
  if (typeof options[SymbolIterator] === 'function') return ArrayFrom(options);
  const { transfer } = options;
  if (transfer === undefined || transfer === null) return [];
  if (!isObjectLike(transfer) || typeof transfer[SymbolIterator] !== 'function') {
    throw typeError('Optional options.transfer argument must be an iterable');
  }
  return ArrayFrom(transfer);
}

function typeError(message, code = 'ERR_INVALID_ARG_TYPE') {
  const error = new TypeError(message);
  ObjectDefineProperty(error, 'code', { __proto__: null, value: code, enumerable: true, writable: true, configurable: true });
  return error;
}

function ref(port) {
  const endpoint = port[kEndpoint];
  if (endpoint === undefined || endpoint.closing) return;
  endpoint.open(true);
  binding.ref(endpoint.handle);
}

function unref(port) {
  const endpoint = port[kEndpoint];
  if (endpoint === undefined || endpoint.handle === 0 || endpoint.closing) return;
  binding.unref(endpoint.handle);
}

const hasRef = (port) => port[kEndpoint] !== undefined && port[kEndpoint].handle !== 0 && binding.hasRef(port[kEndpoint].handle);

const methods = {
  postMessage(message, options = undefined) {
    if (arguments.length === 0) throw typeError('Not enough arguments to MessagePort.postMessage', 'ERR_MISSING_ARGS');
    const transfer = readTransfer(options);
    const endpoint = this[kEndpoint];
    let target = false;
    for (let i = 0; i < transfer.length; i++) {
      if (endpoint?.group !== undefined && transfer[i] !== this && endpoint.group.has(transfer[i]?.[kEndpoint])) target = true;
    }
    const written = clone.serialize(message, transfer, this);
    if (endpoint === undefined || endpoint.closing) return undefined;
    if (target) {
      process.emitWarning('The target port was posted to itself, and the communication channel was lost');
      endpoint.close();
      return true;
    }
    return endpoint.post(written);
  },
  start() {
    this[kEndpoint]?.start();
  },
  close(callback) {
    if (typeof callback === 'function') this.once('close', callback);
    this[kEndpoint]?.close();
  },
  ref() { ref(this); },
  unref() { unref(this); },
  hasRef() { return hasRef(this); },
};
for (const name of new SafeArrayIterator(['postMessage', 'start', 'close', 'ref', 'unref', 'hasRef'])) {
  ObjectDefineProperty(MessagePort.prototype, name, {
    __proto__: null, value: methods[name], enumerable: true, configurable: true, writable: true,
  });
}

const hidden = (value) => ({ __proto__: null, value, enumerable: false, configurable: true, writable: true });
ObjectDefineProperties(MessagePort.prototype, {
  [kCreateEvent]: hidden(function(data, type) {
    if (type !== 'message' && type !== 'messageerror') return FunctionPrototypeCall(EventTarget.prototype[kCreateEvent], this, data, type);
    const ports = this[kPorts];
    this[kPorts] = undefined;
    return new MessageEvent(type, { data, ports });
  }),
  // With its first listener for messages a port is started and keeps the loop alive.
  [kNewListener]: hidden(function(size, type, ...rest) {
    if (type === 'message' && size === 1) {
      ref(this);
      this.start();
    }
    return FunctionPrototypeCall(EventTarget.prototype[kNewListener], this, size, type, ...new SafeArrayIterator(rest));
  }),
  [kRemoveListener]: hidden(function(size, type, ...rest) {
    if (type === 'message' && size === 0) unref(this);
    return FunctionPrototypeCall(EventTarget.prototype[kRemoveListener], this, size, type, ...new SafeArrayIterator(rest));
  }),
  [customInspectSymbol]: hidden(function(depth, options) {
    const { inspect } = require('internal/util/inspect');
    const active = !isDetached(this);
    return `MessagePort [EventTarget] ${inspect(active ? { active, refed: hasRef(this) } : { active }, {
      ...options, depth: options.depth,
    })}`;
  }),
});
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');
brand(MessagePort.prototype);

// ---- MessageChannel ----

function MessageChannel() {
  if (new.target === undefined) throw typeError('Cannot call constructor without `new`', 'ERR_CONSTRUCT_CALL_REQUIRED');
  const first = new Endpoint();
  const second = new Endpoint();
  entangle(first, second);
  this.port1 = adopt(first);
  this.port2 = adopt(second);
}

function receiveMessageOnPort(port) {
  if (!isObjectLike(port) ||
      !(port instanceof MessagePort || port instanceof require('internal/worker/broadcast_channel').BroadcastChannel)) {
    throw typeError('The "port" argument must be a MessagePort instance');
  }
  const message = port[kEndpoint]?.take();
  if (message === undefined) return undefined;
  return { message: clone.deserialize(message).value };
}

// Delivers messages that have come, without waiting for the loop.
function drain(port) {
  const endpoint = port[kEndpoint];
  if (endpoint === undefined) return;
  for (;;) {
    const message = endpoint.take();
    if (message === undefined) return;
    endpoint.owner.deliver(message);
  }
}

// The port keeps the loop alive while `emitter` has listeners for its messages.
function setPortReferencing(port, emitter, event) {
  port.unref();
  emitter.on('newListener', (name) => {
    if (name === event && emitter.listenerCount(event) === 0) {
      port.ref();
      port.start();
    }
  });
  emitter.on('removeListener', (name) => {
    if (name === event && emitter.listenerCount(event) === 0) port.unref();
  });
}

function moveMessagePortToContext(port, context) {
  if (!isObjectLike(port) || !(port instanceof MessagePort)) throw typeError('The "port" argument must be a MessagePort instance');
  if (isDetached(port)) {
    const error = new Error('Cannot send data on closed MessagePort');
    ObjectDefineProperty(error, 'code', {
      __proto__: null, value: 'ERR_CLOSED_MESSAGE_PORT', enumerable: true, writable: true, configurable: true,
    });
    throw error;
  }
  if (!isObjectLike(context) || !require('vm').isContext(context)) throw typeError('Invalid context argument');
  const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('moveMessagePortToContext');
}

module.exports = {
  MessageChannel, MessagePort, adopt, drain, isDetached, kEndpoint, moveMessagePortToContext, read, readTransfer,
  receiveMessageOnPort, release, setPortReferencing,
};
