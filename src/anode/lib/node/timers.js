'use strict';

const { ObjectDefineProperties } = primordials;
const { promisify: { custom: customPromisify } } = require('internal/util/promisify');
const { kEnumerableProperty } = require('internal/util/frozen');
const { validateFunction } = require('internal/validators');
const timers = require('internal/timers');

const { Timeout, Immediate, insert, clearTimeout, clearImmediate } = timers;

function setTimeout(callback, after, ...args) {
  validateFunction(callback, 'callback');
  const timer = new Timeout(callback, after, args.length === 0 ? undefined : args, false, true);
  insert(timer, timer._idleTimeout);
  return timer;
}

function setInterval(callback, repeat, ...args) {
  validateFunction(callback, 'callback');
  const timer = new Timeout(callback, repeat, args.length === 0 ? undefined : args, true, true);
  insert(timer, timer._idleTimeout);
  return timer;
}

function clearInterval(timer) {
  clearTimeout(timer);
}

function setImmediate(callback, ...args) {
  validateFunction(callback, 'callback');
  return new Immediate(callback, args.length === 0 ? undefined : args);
}

ObjectDefineProperties(setTimeout, {
  __proto__: null,
  [customPromisify]: { __proto__: null, enumerable: true, get: () => require('timers/promises').setTimeout },
});
ObjectDefineProperties(setImmediate, {
  __proto__: null,
  [customPromisify]: { __proto__: null, enumerable: true, get: () => require('timers/promises').setImmediate },
});

const exported = { setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval, clearInterval };
ObjectDefineProperties(exported, {
  __proto__: null,
  promises: { __proto__: null, ...kEnumerableProperty, configurable: true, get: () => require('timers/promises') },
});

module.exports = exported;
