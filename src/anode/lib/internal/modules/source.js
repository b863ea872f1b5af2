'use strict';

// The text of a source file. Python leaves it in the cell of the engine's async context, as a string of V8's, so it is not copied on its
// way.

const engine = require('internal/engine');

function takeText(leave) {
  const frame = engine.getAsyncContext();
  try {
    leave();
    return engine.getAsyncContext();
  } finally {
    engine.setAsyncContext(frame);
  }
}

const typed = { __proto__: null, text: '', type: 'none' };

// A file's text, and the type that the package.json above it gives. The result is valid until the next call.
function readTyped(filename) {
  const frame = engine.getAsyncContext();
  try {
    typed.type = binding('modules').read_source(filename);
    typed.text = engine.getAsyncContext();
  } finally {
    engine.setAsyncContext(frame);
  }
  return typed;
}

const readSource = (filename) => readTyped(filename).text;

module.exports = { readSource, readTyped, takeText };
