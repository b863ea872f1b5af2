'use strict';

// The text of a source file. The op puts it, as one string of V8's, into the cell that V8 has for the async context: so it is not
// copied on its way (engine/v8/cell.py). An async context is never a string: where the op could not do that, the cell is as it was,
// and another op returns the text.

const engine = require('internal/engine');

function textInCell() {
  const text = engine.getAsyncContext();
  return typeof text === 'string' ? text : binding('engine').take_source();
}

function takeText(leave) {
  const frame = engine.getAsyncContext();
  try {
    leave();
    return textInCell();
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
    typed.text = textInCell();
  } finally {
    engine.setAsyncContext(frame);
  }
  return typed;
}

const readSource = (filename) => readTyped(filename).text;

module.exports = { readSource, readTyped, takeText };
