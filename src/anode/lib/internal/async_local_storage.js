'use strict';

// AsyncLocalStorage.

const { ReflectApply, SafeArrayIterator } = primordials;
const { validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');
const frames = require('internal/async_context_frame');
const { AsyncResource } = require('internal/async_resource');

class AsyncLocalStorage {
  #defaultValue = undefined;
  #name = undefined;

  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    this.#defaultValue = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
  }

  get name() {
    return this.#name || '';
  }

  static bind(fn) {
    return AsyncResource.bind(fn);
  }

  static snapshot() {
    return AsyncLocalStorage.bind((fn, ...args) => ReflectApply(fn, undefined, args));
  }

  disable() {
    frames.set(frames.without(this));
  }

  enterWith(store) {
    frames.set(frames.withStore(this, store));
  }

  run(store, fn, ...args) {
    const prior = this.getStore();
    const frame = frames.withStore(this, store);
    const before = frames.exchange(frame);
    try {
      return ReflectApply(fn, null, args);
    } finally {
      // `fn` may have entered other storages: their stores stay, and only this one's is restored.
      if (frames.current() === frame) frames.set(before);
      else this.enterWith(prior);
    }
  }

  exit(fn, ...args) {
    return this.run(undefined, fn, ...new SafeArrayIterator(args));
  }

  getStore() {
    const frame = frames.current();
    return frame !== undefined && frame.has(this) ? frame.get(this) : this.#defaultValue;
  }
}

module.exports = { get AsyncLocalStorage() { return AsyncLocalStorage; } };
