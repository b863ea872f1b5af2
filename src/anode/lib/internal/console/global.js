'use strict';

// The global console. It looks up process.stdout and process.stderr with each use: making them takes time, and programs replace them.

const { ObjectDefineProperty } = primordials;
const { Console, attach } = require('internal/console/constructor');
const { methods } = require('internal/console/methods');

const { console: native } = require('internal/engine');

// https://console.spec.whatwg.org/#console-namespace: the prototype is an empty object.
const console = { __proto__: {} };

const streams = {
  get stdout() { return process.stdout; },
  get stderr() { return process.stderr; },
};
attach(console, streams, {
  ignoreErrors: true,
  colorMode: 'auto',
  inspectOptions: undefined,
  groupIndentation: 2,
}, methods);

const define = (name, value) =>
  ObjectDefineProperty(console, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });

define('Console', Console);
// In Node the `length` of these functions is 0.
const listed = ['assert', 'dir', 'table'];
for (let i = 0; i < listed.length; i++) {
  ObjectDefineProperty(console[listed[i]], 'length', { __proto__: null, value: 0, configurable: true });
}
// Methods that only an inspector uses.
const inspectorOnly = ['profile', 'profileEnd', 'timeStamp', 'context', 'createTask'];
for (let i = 0; i < inspectorOnly.length; i++) {
  if (typeof native?.[inspectorOnly[i]] === 'function') define(inspectorOnly[i], native[inspectorOnly[i]]);
}

module.exports = console;
