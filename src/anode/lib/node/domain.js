'use strict';

// Domains: an error of work that was started inside a domain is emitted by the domain. The domain of a callback travels with the async
// context, as the store of an AsyncLocalStorage does. Domains entered within one callback form a stack.

const {
  ArrayPrototypeEvery, ArrayPrototypeIndexOf, ArrayPrototypeLastIndexOf, ArrayPrototypePush, ArrayPrototypeSlice,
  ArrayPrototypeSome, ArrayPrototypeSplice, Error, FunctionPrototypeCall, ObjectDefineProperty, ReflectApply, StringPrototypeRepeat,
} = primordials;

const EventEmitter = require('events');
const { AsyncLocalStorage } = require('internal/async_local_storage');
const execution = require('internal/process/execution');
const { codes: {
  ERR_DOMAIN_CALLBACK_NOT_AVAILABLE, ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE, ERR_UNHANDLED_ERROR,
} } = require('internal/errors');

if (process.hasUncaughtExceptionCaptureCallback()) throw new ERR_DOMAIN_CALLBACK_NOT_AVAILABLE();

const { stack: loadedAt } = new Error('require(`domain`) at this point');
const storage = new AsyncLocalStorage();
let stack = [];
let stackTop = null;  // the store at the last change of the stack; another store means that another callback runs, in its own domain alone

function hidden(object, key, value) {
  ObjectDefineProperty(object, key, { __proto__: null, configurable: true, enumerable: false, value, writable: true });
}

// The value of `process.domain` outside of all domains: null at first, undefined once a domain was left, null again after an error.
let none = null;

function current() {
  return storage.getStore() ?? null;
}

function sync() {
  const active = current();
  if (active !== stackTop) {
    stack = active ? [active] : [];
    stackTop = active;
  }
  return stack;
}

function activate(domain) {
  stackTop = domain ?? null;
  if (stackTop === null) none = domain;
  storage.enterWith(stackTop);
}

ObjectDefineProperty(process, 'domain', {
  __proto__: null, enumerable: true, configurable: true,
  get: () => storage.getStore() ?? none,
  set: (domain) => {
    if (domain == null) none = domain;
    storage.enterWith(domain);
  },
});

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
  }
}

Domain.prototype.enter = function() {
  sync();
  ArrayPrototypePush(stack, this);
  activate(this);
};

Domain.prototype.exit = function() {
  const index = ArrayPrototypeLastIndexOf(sync(), this);
  if (index === -1) return;
  ArrayPrototypeSplice(stack, index);
  activate(stack.length === 0 ? undefined : stack[stack.length - 1]);
};

// Called for an uncaught error: returns whether a domain took it.
Domain.prototype._errorHandler = function(error) {
  let caught = false;
  if ((typeof error === 'object' && error !== null) || typeof error === 'function') {
    hidden(error, 'domain', this);
    error.domainThrown = true;
  }
  while (current() === this) this.exit();
  if (stack.length === 0) {
    // Without a listener the event is not emitted: emit() would throw, and process.on('uncaughtException') would not be called.
    if (this.listenerCount('error') > 0) caught = this.emit('error', error);
  } else {
    try {
      caught = this.emit('error', error);
    } catch (second) {
      // The handler has thrown. The domain around this one may catch that error.
      if (stack.length === 0) throw second;
      const outer = stack[stack.length - 1];
      activate(outer);
      caught = outer._errorHandler(second);
    }
  }
  stack = [];
  activate(null);
  return caught;
};

Domain.prototype.add = function(emitter) {
  if (emitter.domain === this) return;
  if (emitter.domain) emitter.domain.remove(emitter);
  // A domain may be a member of another. In a circle an error would go round for ever.
  if (this.domain && emitter instanceof Domain) {
    for (let at = this.domain; at; at = at.domain) if (at === emitter) return;
  }
  hidden(emitter, 'domain', this);
  ArrayPrototypePush(this.members, emitter);
};

Domain.prototype.remove = function(emitter) {
  emitter.domain = null;
  const index = ArrayPrototypeIndexOf(this.members, emitter);
  if (index !== -1) ArrayPrototypeSplice(this.members, index, 1);
};

Domain.prototype.run = function(callback, ...args) {
  this.enter();
  const value = ReflectApply(callback, this, args);
  this.exit();
  return value;
};

function bound(domain, callback) {
  const run = function(...args) {
    domain.enter();
    const value = ReflectApply(callback, this, args);
    domain.exit();
    return value;
  };
  hidden(run, 'domain', domain);
  return run;
}

Domain.prototype.bind = function(callback) {
  return bound(this, callback);
};

Domain.prototype.intercept = function(callback) {
  const domain = this;
  const run = bound(this, callback);
  const intercepted = function(error, ...args) {
    if (error instanceof Error) {
      error.domainBound = callback;
      error.domainThrown = false;
      hidden(error, 'domain', domain);
      domain.emit('error', error);
      return undefined;
    }
    return ReflectApply(run, this, args);
  };
  hidden(intercepted, 'domain', domain);
  return intercepted;
};

// ---- emitters ----

EventEmitter.usingDomains = true;

const init = EventEmitter.init;
EventEmitter.init = function(options) {
  hidden(this, 'domain', null);
  const active = current();
  if (active !== null && !(this instanceof Domain)) this.domain = active;
  return FunctionPrototypeCall(init, this, options);
};

const emit = EventEmitter.prototype.emit;
EventEmitter.prototype.emit = function(...args) {
  const { domain } = this;
  const type = args[0];
  const handled = type === 'error' && this.listenerCount(type) > 0;
  if (handled || domain === null || domain === undefined || this === process) return ReflectApply(emit, this, args);
  if (type !== 'error') {
    domain.enter();
    const value = ReflectApply(emit, this, args);
    domain.exit();
    return value;
  }
  const error = args.length > 1 && args[1] ? args[1] : new ERR_UNHANDLED_ERROR(args[1]);
  if (typeof error === 'object') {
    error.domainEmitter = this;
    hidden(error, 'domain', domain);
    error.domainThrown = false;
  }
  // The error handler runs in the domain around this one, which takes the handler's own error.
  const before = ArrayPrototypeSlice(sync());
  const active = current();
  let length = stack.length;
  while (length > 0 && stack[length - 1] === active) length--;
  ArrayPrototypeSplice(stack, length);
  activate(length === 0 ? null : stack[length - 1]);
  domain.emit('error', error);
  stack = before;
  activate(active ?? none);
  return false;
};

// ---- uncaught errors ----

execution.setDomainCapture((error) => {
  const entered = sync();
  if (entered.length === 0 || ArrayPrototypeEvery(entered, (domain) => domain.listenerCount('error') === 0)) {
    stack = [];
    activate(null);
    return false;
  }
  entered[entered.length - 1]._errorHandler(error);
  return true;
});
process.hasUncaughtExceptionCaptureCallback = () => ArrayPrototypeSome(sync(), (domain) => domain.listenerCount('error') > 0);
process.setUncaughtExceptionCaptureCallback = function() {
  const error = new ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE();
  error.stack += `\n${StringPrototypeRepeat('-', 40)}\n${loadedAt}`;
  throw error;
};

function createDomain() {
  return new Domain();
}

module.exports = { Domain, createDomain, create: createDomain };
ObjectDefineProperty(module.exports, '_stack', { __proto__: null, enumerable: true, get: sync });
ObjectDefineProperty(module.exports, 'active', { __proto__: null, enumerable: true, get: () => process.domain, set: (domain) => {
  process.domain = domain;
} });
