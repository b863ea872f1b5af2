'use strict';

// `onmessage` and similar attributes (https://html.spec.whatwg.org/#event-handlers): a listener whose place among the others is where it
// was first set.

const { ObjectDefineProperty, ReflectApply, SafeMap } = primordials;

const { validateThisInternalField } = require('internal/validators');
const { kEvents, kHandlers, kNewListener, kRemoveListener } = require('internal/event_target');

function makeWrapper(handler) {
  function wrapper(...args) {
    return typeof wrapper.handler === 'function' ? ReflectApply(wrapper.handler, this, args) : undefined;
  }
  wrapper.handler = handler;
  return wrapper;
}

function replace(target, event, wrapper, value) {
  const root = target[kEvents]?.get(event);
  if (typeof wrapper.handler === 'function' && root !== undefined) {
    root.size--;
    target[kRemoveListener](root.size, event, wrapper.handler, false);
  }
  wrapper.handler = value;
  if (typeof value !== 'function') return;
  if (root !== undefined) {
    root.size++;
    target[kNewListener](root.size, event, value, false, false, false, false);
  } else {
    target.addEventListener(event, wrapper);  // the program had removed it
  }
}

function define(prototype, name, event) {
  const property = `on${name}`;
  function get() {
    validateThisInternalField(this, kHandlers, 'EventTarget');
    return this[kHandlers]?.get(event)?.handler ?? null;
  }
  function set(value) {
    validateThisInternalField(this, kHandlers, 'EventTarget');
    this[kHandlers] ??= new SafeMap();
    let wrapper = this[kHandlers].get(event);
    if (wrapper) {
      replace(this, event, wrapper, value);
    } else {
      wrapper = makeWrapper(value);
      this.addEventListener(event, wrapper);
      this[kHandlers].set(event, wrapper);
    }
  }
  ObjectDefineProperty(get, 'name', { __proto__: null, value: `get ${property}` });
  ObjectDefineProperty(set, 'name', { __proto__: null, value: `set ${property}` });
  ObjectDefineProperty(prototype, property, { __proto__: null, get, set, configurable: true, enumerable: true });
}

module.exports = { define };
