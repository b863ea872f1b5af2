'use strict';

// The text of a source file. It is left where the engine keeps its async context, as one string of V8's: it need not be copied on its way.

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

// A file's text, and what the package.json above it says of its type: to be used before the next is read.
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
