'use strict';

// Calls of Python functions by ops, for isolates without direct calls (direct.js).

const {
  Error, JSONParse, ObjectDefineProperty, TypedArrayPrototypeSubarray,
} = primordials;

const { calls, standFor } = require('internal/interop/references');
const { Out, decode, stringify } = require('internal/interop/values');
const { promiseOf } = require('internal/interop/python_values');
const host = binding('interop');

function pythonError({ 0: name, 1: message, 2: id }) {
  const error = new Error(message);
  ObjectDefineProperty(error, 'name', { __proto__: null, value: name, writable: true, configurable: true, enumerable: false });
  standFor(error, id);
  return error;
}

function callPython(number, args) {
  const out = new Out();
  const wire = [];
  for (let i = 0; i < args.length; i++) wire[i] = out.encode(args[i]);
  let answer = JSONParse(host.call(number, stringify(wire), out.bytes()));
  for (;;) {
    const buffers = received(answer[answer.length - 1]);
    switch (answer[0]) {
      case 'v': return decode(answer[1], buffers, 0);
      case 'e': throw pythonError(answer[1]);
      case 't': throw decode(answer[1], buffers, 0);
      case 'p': return promiseOf(answer[1]);
    }
    // The function needs JavaScript before it can return.
    const { failed, text, data } = calls.perform(answer[2], answer[3], buffers, 0);
    answer = JSONParse(host.resume(answer[1], failed, text, data));
  }
}

function received(lengths) {
  if (lengths.length === 0) return lengths;
  const all = host.bytes_beside();
  const buffers = [];
  let at = 0;
  for (let i = 0; i < lengths.length; i++) {
    buffers[i] = TypedArrayPrototypeSubarray(all, at, at + lengths[i]);
    at += lengths[i];
  }
  return buffers;
}

calls.python = callPython;

module.exports = { pythonError, received };
