'use strict';

// One registered listener, in the linked list of its event.

const { ReflectApply, SafeFinalizationRegistry, SafeWeakMap, SafeWeakRef, Symbol } = primordials;

const kRemoveWeakListenerHelper = Symbol('kRemoveWeakListenerHelper');

// A weak listener lives as long as the object it was registered for (the value of kWeakHandler).
let registry;
let keptAlive;
function prepareWeakListeners() {
  registry ??= new SafeFinalizationRegistry(
    ({ eventTarget, listener, eventType }) => eventTarget.deref()?.[kRemoveWeakListenerHelper](eventType, listener));
  keptAlive ??= new SafeWeakMap();
}

class Listener {
  constructor(eventTarget, eventType, previous, listener, options) {
    this.next = undefined;
    this.previous = previous;
    previous.next = this;
    this.once = options.once;
    this.capture = options.capture;
    this.passive = options.passive;
    this.isNodeStyleListener = options.isNodeStyleListener;
    this.resistStopPropagation = options.resistStopPropagation;
    this.weak = !!options.weak;
    this.removed = false;
    this.listener = listener;
    if (this.weak) {
      prepareWeakListeners();
      this.callback = this.listener = new SafeWeakRef(listener);
      registry.register(listener, {
        __proto__: null, eventTarget: new SafeWeakRef(eventTarget), listener: this, eventType,
      }, this);
      keptAlive.set(options.weak, listener);
    } else if (typeof listener === 'function') {
      this.callback = listener;
    } else {
      this.callback = async (...args) => {
        if (listener.handleEvent) await ReflectApply(listener.handleEvent, listener, args);
      };
    }
  }

  same(listener, capture) {
    return (this.weak ? this.listener.deref() : this.listener) === listener && this.capture === capture;
  }

  remove() {
    this.previous.next = this.next;
    if (this.next !== undefined) this.next.previous = this.previous;
    this.removed = true;
    if (this.weak) registry.unregister(this);
  }
}

module.exports = { Listener, kRemoveWeakListenerHelper };
