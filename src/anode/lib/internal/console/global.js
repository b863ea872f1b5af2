'use strict';

// The console every program has. Its streams are process.stdout and process.stderr, looked up at each use:
// making them costs time, and programs replace them.

const { ObjectDefineProperty } = primordials;
const { Console, attach } = require('internal/console/constructor');
const { methods } = require('internal/console/methods');

// What the engine's console had that only an inspector makes use of.
const native = globalThis.console;

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
// As Node's, which take what they are given as a list.
const listed = ['assert', 'dir', 'table'];
for (let i = 0; i < listed.length; i++) {
  ObjectDefineProperty(console[listed[i]], 'length', { __proto__: null, value: 0, configurable: true });
}
const inspectorOnly = ['profile', 'profileEnd', 'timeStamp', 'context', 'createTask'];
for (let i = 0; i < inspectorOnly.length; i++) {
  if (typeof native?.[inspectorOnly[i]] === 'function') define(inspectorOnly[i], native[inspectorOnly[i]]);
}

module.exports = console;
