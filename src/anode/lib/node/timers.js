'use strict';

const { ObjectDefineProperties } = primordials;
const { promisify: { custom: customPromisify } } = require('internal/util/promisify');
const { kEnumerableProperty } = require('internal/util/frozen');
const { clearImmediate, setImmediate } = require('internal/timers/immediate');
const { clearInterval, clearTimeout, start } = require('internal/timers/timeout');
const { validateFunction } = require('internal/validators');

function setTimeout(callback, after, ...args) {
  validateFunction(callback, 'callback');
  return start(callback, after, args, false);
}

function setInterval(callback, repeat, ...args) {
  validateFunction(callback, 'callback');
  return start(callback, repeat, args, true);
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
