'use strict';

// mock.timers: time stands still until it is moved on.

const {
  ArrayPrototypeIncludes, DatePrototypeGetTime, NumberIsNaN, ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor, PromiseWithResolvers, ReflectApply, SymbolDispose, globalThis,
} = primordials;
const { AbortController, AbortSignal } = require('internal/abort_controller');
const { AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('internal/errors');
const { addAbortListener } = require('internal/events/abort_listener');
const PriorityQueue = require('internal/priority_queue');
const { makeMockDate } = require('internal/test_runner/mock_date');
const { TIMEOUT_MAX } = require('internal/timers/timeout');
const { validateAbortSignal, validateNumber, validateStringArray, validateUint32 } = require('internal/validators');

const SUPPORTED = ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'scheduler.wait', 'AbortSignal.timeout'];
const IMMEDIATELY = -1;

class MockTimeout {
  #clear;

  constructor(id, callback, runAt, interval, args, clear) {
    this.id = id;
    this.callback = callback;
    this.runAt = runAt;
    this.interval = interval;
    this.args = args;
    this.#clear = clear;
  }

  hasRef() { return true; }
  ref() { return this; }
  unref() { return this; }
  refresh() { return this; }

  close() {
    this.#clear(this);
    return this;
  }

  [SymbolDispose]() {
    this.#clear(this);
  }
}

function isDate(value) {
  try {
    DatePrototypeGetTime(value);
    return true;
  } catch {
    return false;
  }
}

function aborted(signal) {
  return new AbortError(undefined, { __proto__: null, cause: signal.reason });
}

function validateTime(time) {
  if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
}

class MockTimers {
  #enabled = false;
  #now = 0;
  #nextId = 1;
  #replaced = [];  // `{ object, name, descriptor }` of the real ones
  #queue = new PriorityQueue((a, b) => a.runAt - b.runAt || a.id - b.id, (timer, position) => { timer.priorityQueuePosition = position; });

  #setTimeout = (callback, delay, ...args) => this.#add(callback, delay, args, false);
  #setInterval = (callback, delay, ...args) => this.#add(callback, delay, args, true);
  #setImmediate = (callback, ...args) => this.#add(callback, IMMEDIATELY, args, false);

  #clear = (timer) => {
    if (timer?.priorityQueuePosition === undefined) return;
    this.#queue.removeAt(timer.priorityQueuePosition);
    timer.priorityQueuePosition = undefined;
    timer.interval = undefined;
  };

  enable(options = { __proto__: null, apis: SUPPORTED, now: 0 }) {
    if (this.#enabled) throw new ERR_INVALID_STATE('MockTimers is already enabled!');
    let { apis, now } = { __proto__: null, ...options };
    if (NumberIsNaN(now)) throw new ERR_INVALID_ARG_VALUE('now', now, `epoch must be a positive integer received ${now}`);
    now ||= 0;
    apis ||= SUPPORTED;
    validateStringArray(apis, 'options.apis');
    for (let i = 0; i < apis.length; i++) {
      if (!ArrayPrototypeIncludes(SUPPORTED, apis[i])) {
        throw new ERR_INVALID_ARG_VALUE('options.apis', apis[i], `option ${apis[i]} is not supported`);
      }
    }
    if (isDate(now)) {
      this.#now = DatePrototypeGetTime(now);
    } else {
      validateNumber(now, 'initialTime');
      validateTime(now);
      this.#now = now;
    }
    for (let i = 0; i < apis.length; i++) this.#mock(apis[i]);
    this.#enabled = true;
  }

  reset() {
    if (!this.#enabled) return;
    for (let i = this.#replaced.length - 1; i >= 0; i--) {
      const { object, name, descriptor } = this.#replaced[i];
      ObjectDefineProperty(object, name, descriptor);
    }
    this.#replaced = [];
    this.#enabled = false;
    this.#now = 0;
    while (this.#queue.shift() !== undefined);
  }

  [SymbolDispose]() {
    this.reset();
  }

  tick(time = 1) {
    this.#requireEnabled();
    validateTime(time);
    this.#now += time;
    for (let timer; (timer = this.#queue.peek()) !== undefined && timer.runAt <= this.#now;) {
      ReflectApply(timer.callback, undefined, timer.args);
      // Unless the callback has cleared its own timer.
      if (this.#queue.peek()?.id === timer.id) {
        this.#queue.shift();
        timer.priorityQueuePosition = undefined;
      }
      if (timer.interval !== undefined) {
        timer.runAt += timer.interval;
        this.#queue.insert(timer);
      }
    }
  }

  runAll() {
    this.#requireEnabled();
    const last = this.#queue.largest();
    if (last !== undefined) this.tick(last.runAt - this.#now);
  }

  setTime(time = 0) {
    validateNumber(time, 'time');
    validateTime(time);
    this.#requireEnabled();
    this.#now = time;
  }

  #requireEnabled() {
    if (!this.#enabled) throw new ERR_INVALID_STATE('You should enable MockTimers first by calling the .enable function');
  }

  #add(callback, delay, args, repeat) {
    if (delay > TIMEOUT_MAX) delay = 1;
    const timer = new MockTimeout(this.#nextId++, callback, this.#now + delay, repeat ? delay : undefined, args, this.#clear);
    this.#queue.insert(timer);
    return timer;
  }

  #replace(object, name, value) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, name) ?? { configurable: true, writable: true, value: object[name] };
    this.#replaced[this.#replaced.length] = { __proto__: null, object, name, descriptor: { __proto__: null, ...descriptor } };
    ObjectDefineProperty(object, name, {
      __proto__: null, value, writable: true, configurable: true, enumerable: descriptor.enumerable,
    });
  }

  #replacePair(name, set, clear) {
    const timers = require('timers');
    this.#replace(globalThis, `set${name}`, set);
    this.#replace(globalThis, `clear${name}`, clear);
    this.#replace(timers, `set${name}`, set);
    this.#replace(timers, `clear${name}`, clear);
  }

  #mock(api) {
    const promises = require('timers/promises');
    switch (api) {
      case 'setTimeout':
        this.#replacePair('Timeout', this.#setTimeout, this.#clear);
        this.#replace(promises, 'setTimeout', (delay, value, options) => this.#promise(delay, value, options));
        break;
      case 'setInterval':
        this.#replacePair('Interval', this.#setInterval, this.#clear);
        this.#replace(promises, 'setInterval', (delay, value, options) => this.#iterate(delay, value, options));
        break;
      case 'setImmediate':
        this.#replacePair('Immediate', this.#setImmediate, this.#clear);
        this.#replace(promises, 'setImmediate', (value, options) => this.#promise(IMMEDIATELY, value, options));
        break;
      case 'scheduler.wait':
        this.#replace(promises.scheduler, 'wait', (delay, options) => this.#promise(delay, undefined, options));
        break;
      case 'Date':
        this.#replace(globalThis, 'Date', makeMockDate(globalThis.Date, () => this.#now));
        break;
      case 'AbortSignal.timeout':
        this.#replace(AbortSignal, 'timeout', (delay) => {
          validateUint32(delay, 'delay', false);
          const controller = new AbortController();
          this.#setTimeout(() => controller.abort(), delay);
          return controller.signal;
        });
        break;
    }
  }

  async #promise(delay, value, options) {
    const { promise, resolve, reject } = PromiseWithResolvers();
    const listener = this.#whenAborted(options, reject);
    const timer = this.#setTimeout(resolve, delay);
    try {
      await promise;
      return value;
    } finally {
      listener?.[SymbolDispose]();
      this.#clear(timer);
    }
  }

  async* #iterate(delay, value, options) {
    let passed = 0;
    let failed;
    let wake;
    const listener = this.#whenAborted(options, (error) => {
      failed = error;
      wake?.reject(error);
    });
    const timer = this.#setInterval(() => {
      passed++;
      wake?.resolve();
    }, delay);
    try {
      for (;;) {
        if (passed === 0 && failed === undefined) {
          wake = PromiseWithResolvers();
          await wake.promise;
          wake = undefined;
        }
        if (failed !== undefined) throw failed;
        passed--;
        yield value;
      }
    } finally {
      listener?.[SymbolDispose]();
      this.#clear(timer);
    }
  }

  #whenAborted(options, callback) {
    const signal = options?.signal;
    if (!signal) return undefined;
    validateAbortSignal(signal, 'options.signal');
    if (signal.aborted) throw aborted(signal);
    return addAbortListener(signal, () => callback(aborted(signal)));
  }
}

module.exports = { MockTimers };
